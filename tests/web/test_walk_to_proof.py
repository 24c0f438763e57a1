"""From the agreed offer to proof that lasts, in a real browser: everything that is 'in writing'."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from random import Random

from agreement.generated import as_docx, faulty
from web.browsing import PHONE, visit
from web.rooms import HUABEI

PASSPHRASE = "一句只有我知道的话"
DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def test_from_the_agreed_offer_to_a_bundle_that_verifies(browser, program, tmp_path):
    person = visit(browser, program, PHONE)
    person.open()
    person.page.locator("form[action$=sample] button").click()
    person.page.wait_for_load_state()
    case = person.path

    person.go(case + "plans/")
    person.page.locator(f'form[action*="choose/{HUABEI}"] button[value="target"]').first.click()
    person.page.wait_for_load_state()

    paper, rows = our_agreement(person, case)
    what_they_send(person, case, rows, tmp_path)
    recorded(person, case, rows)
    signed = signed_paper(person, case, paper, tmp_path)
    bundle = in_a_bundle(person, case, signed, tmp_path)

    command = [sys.executable, "-m", "qinghuan", "verify", str(bundle)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not person.outside()
    assert not person.complaints


def our_agreement(person, case):
    """The agreement is written with the offer that was chosen; its rows."""
    person.go(f"{case}papers/write/agreement?debt={HUABEI}")
    table = person.page.locator("main article.paper table").last
    cells = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    rows = [row for row in map(dated, cells) if row]
    assert len(rows) > 1
    person.page.locator("main form button.btn-lg").click()
    person.page.wait_for_load_state()
    assert person.wide() <= 0
    link = person.page.locator('main a[href$="/pdf"], main a[href*="/issued/"]').first
    return re.search(r"issued/(\w+)", link.get_attribute("href"))[1], rows


def dated(cells):
    """Day and whole amount of a row of the schedule; None for its sum."""
    found = next((DAY.search(cell) for cell in cells if DAY.search(cell)), None)
    amounts = [cell.replace(",", "") for cell in cells if re.fullmatch(r"[\d,]+\.\d\d", cell)]
    if found is None or not amounts:
        return None
    return date(*map(int, found.groups())), max(Decimal(one) for one in amounts[:-1] or amounts)


def what_they_send(person, case, rows, folder):
    """Their version, with another last row and a right given up: both are told with the clause."""
    made = faulty(Random(2), ["no_complaint"])
    made.rows = [[n, day, amount] for n, (day, amount) in enumerate(rows, start=1)]
    made.rows[-1][2] += 100
    file = folder / "theirs.docx"
    file.write_bytes(as_docx(made))
    person.go(f"{case}agreement/")
    person.fill(paper_debt=HUABEI)
    person.page.set_input_files("#paper_file", file)
    person.press("读一读")
    assert "先不要签" in person.words
    assert "谈好的、或你选定的方案不一样" in person.words
    assert "请删去关于投诉的内容" in person.words
    assert person.wide() <= 0


def recorded(person, case, rows):
    """The version they put right is recorded as agreed."""
    person.go(f"{case}agreement/agreed")
    person.answer(
        agreed_debt=HUABEI,
        agreed_rows="\n".join(f"{day.isoformat()} {amount}" for day, amount in rows),
        charges_stop="yes",
        cure_days="10",
    )
    assert f"{len(rows)}期" in person.words


def signed_paper(person, case, paper, folder):
    """A certificate is made, the agreement signed with it, and the signed file saved."""
    person.go(f"{case}signing/{paper}")
    person.fill(name="才仁卓玛", years="1")
    person.page.fill("#new_passphrase", PASSPHRASE)
    person.page.fill("#new_again", PASSPHRASE)
    person.page.locator('form:has(input[value="new"]) button[type=submit]').click()
    person.page.wait_for_load_state()
    sign = person.page.locator("form[data-signing]")
    sign.locator('[name="level"][value="B"]').check()
    sign.locator('[name="passphrase"]').fill(PASSPHRASE)
    sign.locator("button.btn-primary").click()
    person.page.wait_for_load_state()
    assert "才仁卓玛" in person.page.locator("#signed").inner_text()
    with person.page.expect_download() as waiting:
        person.page.locator("#signed a.btn").first.click()
    file = folder / "signed.pdf"
    waiting.value.save_as(file)
    return file


def in_a_bundle(person, case, signed, folder):
    """The signed file is kept as an original and goes into a bundle."""
    person.go(f"{case}evidence/add")
    person.page.set_input_files('main input[type="file"]', signed)
    person.answer(sort="agreement", title="签好的还款协议", how="received")
    person.go(f"{case}evidence/bundle")
    person.page.locator('main [name="items"]').first.check()
    person.page.locator("main form.card button").first.click()
    person.page.wait_for_load_state()
    with person.page.expect_download() as waiting:
        person.page.locator('main button[name="save"]').click()
    file = folder / "bundle.zip"
    waiting.value.save_as(file)
    return file
