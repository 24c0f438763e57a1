"""The app used as its people use it, in a real browser: every step from the link to the letter."""

from __future__ import annotations

import os
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qinghuan.dates import CHINA
from web.browsing import DESK, PHONE, Program, visit

TODAY = datetime.now(CHINA).date()
SCREENS = os.environ.get("QINGHUAN_SCREENS", "")
"""A folder for pictures of the walk (``make screens``); none are made without it."""
SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
PLACES = ("", "debts/", "household/", "plans/", "contact/", "papers/", "bills/", "everything")
OTHERS = ("", "triage", "scam", "fears", "words", "settings", "new", "hidden")


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def opened(browser, program, size=PHONE, **more):
    person = visit(browser, program, size, **more)
    person.open()
    return person


def with_sample(browser, program, size=PHONE, **more):
    """A person who looks at the made-up case; its path."""
    person = opened(browser, program, size, **more)
    person.page.locator("form[action$=sample] button").click()
    person.page.wait_for_load_state()
    assert person.path.startswith("case/")
    return person, person.path


def picture(person, name):
    """Keep what the person sees, where pictures are wanted."""
    if SCREENS:
        width = person.page.viewport_size["width"]
        where = Path(SCREENS) / f"{name}-{width}.jpg"
        person.page.screenshot(path=where, type="jpeg", quality=72)


class TestTenMinutesWithoutAFile:
    def test_from_the_link_to_the_card_and_the_call_nothing_is_written(self, browser, program):
        person = opened(browser, program)
        person.press("先花十分钟")
        given = [
            {"safe": "yes"},
            {"court_paper": "none"},
            {"adult": "yes"},
            {"account_holder": "yes"},
            {"owed": "huabei"},
            {"days_late": "92天"},
        ]
        for typed in given:
            person.fill(**typed)
            person.page.locator('main button[name="_go"][value="on"]').click()
        for _ in range(4):
            on = person.page.locator('main button[name="_go"][value="over"]')
            if not on.count():
                break
            on.click()

        assert "今后24小时" in person.words
        assert person.page.locator('main a[href="tel:95188"]').count()
        assert person.page.locator("#say").is_visible()
        picture(person, "card")
        assert not list((program.home).glob("**/case*.json"))
        assert not person.outside()
        assert not person.complaints


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_newcomer_brings_files_and_leaves_with_a_letter(browser, program, size, tmp_path):
    person = opened(browser, program, size)
    page = person.page

    picture(person, "start")
    page.locator('main a[href$="/new"]').first.click()
    person.answer(label="家里的账")
    case = person.path
    assert case.startswith("case/")

    bring(person, case)
    debt = a_debt(person, case)
    a_statement(person, debt)
    a_sheet(person, case)

    what_fell_due(person, case, debt)
    person.go(debt)
    picture(person, "debt")
    person.go(case + "household/")
    picture(person, "household")
    person.go(case)
    picture(person, "home")

    person.go(case + "plans/")
    assert "每月" in person.words
    assert person.wide() <= 0
    picture(person, "plans")

    person.go(case + "household/person")
    person.answer(name="才仁卓玛", phone="13800000000", adult="yes", account_holder="yes")
    identifier = debt.rstrip("/").rsplit("/", 1)[-1]
    person.go(f"{case}papers/write/proposal?debt={identifier}")
    assert "没有" not in person.page.inner_text("h1")
    assert page.locator("main article.paper").count(), person.words
    picture(person, "letter")
    page.locator("main form button.btn-lg").click()
    with page.expect_download() as waiting:
        page.locator('main a[href$="docx"]').first.click()
    letter = tmp_path / "letter.docx"
    waiting.value.save_as(letter)

    with zipfile.ZipFile(letter) as inside:
        text = inside.read("word/document.xml").decode()
    assert "花呗" in text
    assert "才仁卓玛" in text
    assert not person.outside()
    assert not person.complaints


def bring(person, case):
    """The four bills of the sample, all at once."""
    person.go(case + "bills/")
    bills = sorted(path for path in SAMPLE.iterdir() if path.suffix in {".csv", ".xlsx"})
    assert len(bills) == 4
    person.page.set_input_files("#files", bills)
    person.page.locator(".after a").click(timeout=120_000)
    person.page.wait_for_load_state()
    assert person.words.count("新记下") == len(bills)
    picture(person, "bills")


def through(person, **screens):
    """The questions of a flow, one a screen; those without an answer are passed over."""
    for _ in range(20):
        name = person.path.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        if name == "check":
            person.answer()
            assert not person.path.endswith("check"), person.words
            return
        skip = person.page.locator('main button[name="_skip"]')
        if name in screens or not skip.count():
            person.answer(**screens.pop(name, {}))
        else:
            skip.click()
            person.page.wait_for_load_state()
        assert not person.page.locator("main .fault").count(), person.words
    raise AssertionError(person.path)


def a_debt(person, case):
    person.go(case + "debts/new/")
    through(
        person,
        product={"product": "huabei"},
        creditor={"creditor": "重庆某小额贷款有限公司", "lender": "small_loan"},
    )
    debt = person.path.split("?")[0]
    assert debt.startswith(case + "debts/"), person.path
    assert debt != case + "debts/", person.words
    return debt


def a_statement(person, debt):
    person.go(debt + "record/claim/")
    through(person, total={"on": ago(0), "total": "4321.09"}, late={"days_overdue": "100"})


def what_fell_due(person, case, debt):
    """Without it no plan can be made; the page of plans says so and leads there."""
    person.go(case + "plans/")
    assert "还不知道哪几期没还" in person.words
    person.press("登记没还的各期")
    assert person.path.startswith(debt + "record/due"), person.path
    through(
        person,
        how={"how": "monthly"},
        monthly={"on": ago(100), "count": "3", "principal": "1400", "interest": "20"},
    )


def a_sheet(person, case):
    """The household with the least that can be computed from."""
    person.go(case + "household/sheet/home")
    person.answer(place="xining", residence="rural")
    person.answer(**{"0-relation": "本人", "0-age": "18_to_59", "0-earns": "on"})
    person.go(case + "household/sheet/income-1")
    person.answer(source="wages", pattern="same", amount="6500", knowledge="stated")
    person.go(case + "household/sheet/hardship")
    person.answer(hardship="工地停工，七月起没有活干")
    person.go(case + "household/sheet/review")
    person.answer()
    assert "kept=1" in person.page.url, person.words


class TestEveryPage:
    @pytest.mark.parametrize("language", ["zh_CN", "en"])
    def test_no_page_has_a_fault_that_axe_sees(self, browser, tmp_path, language):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        program = Program(tmp_path / "home", language)
        try:
            person, case = with_sample(browser, program)
            faults = {}
            for path in [*OTHERS, *(case + place for place in PLACES), *deeper(person, case)]:
                for size in (PHONE, DESK):
                    person.page.set_viewport_size({"width": size[0], "height": size[1]})
                    assert person.go(path) == 200, path
                    found = axe.run(person.page).response["violations"]
                    if found or person.wide() > 0:
                        faults[path, size] = [
                            (one["id"], one["nodes"][0]["html"][:200]) for one in found
                        ] + [person.wide()]
            assert not faults
            assert not person.outside()
            assert not person.complaints
        finally:
            program.stop()


def deeper(person, case):
    """Pages behind the places: of a debt, of a paper, of a call, of the sheet."""
    found = []
    for place in ("debts/", "plans/", "contact/", "papers/", "household/", ""):
        person.go(case + place)
        links = person.page.locator("main a").evaluate_all("all => all.map(one => one.href)")
        for link in links:
            path = link.removeprefix(person.program.root).partition("#")[0]
            kind = "/".join(part for part in path.split("?")[0].split("/")[2:4])
            if path.startswith(case) and kind not in {one[1] for one in found}:
                found.append((path, kind))
    return [path for path, _ in found if not path.endswith("export")][:24]


class TestWithoutAMouse:
    def test_the_way_from_the_sample_to_a_written_letter_needs_only_keys(self, browser, program):
        person = opened(browser, program, DESK)
        by_keys(person, "form[action$=sample] button")
        assert person.path.startswith("case/")
        case = person.path
        by_keys(person, 'nav.places a[href$="/debts/"]')
        assert person.path == case + "debts/"
        by_keys(person, 'nav.places a[href$="/household/"]')
        assert person.path == case + "household/"
        by_keys(person, 'nav.places a[href$="/plans/"]')
        by_keys(person, 'form[action*="/choose/"] button')
        by_keys(person, 'header a[href$="/everything"]')
        by_keys(person, 'main a[href$="/papers/"]')
        by_keys(person, 'main a[href*="/papers/write/proposal"]')
        by_keys(person, "main form button.btn-lg")
        assert person.page.locator('main a[href$="docx"]').count()
        assert not person.complaints

    def test_the_first_key_leads_past_the_frame_and_where_one_is_can_be_seen(
        self, browser, program
    ):
        person, _ = with_sample(browser, program)
        person.page.keyboard.press("Tab")
        assert person.page.evaluate("document.activeElement.className") == "skip"
        person.page.keyboard.press("Enter")
        assert person.page.evaluate("document.activeElement.id") == "main"
        for _ in range(6):
            person.page.keyboard.press("Tab")
            ring = person.page.evaluate(
                "(style => style.outlineStyle + style.boxShadow)"
                "(getComputedStyle(document.activeElement))"
            )
            assert ring != "nonenone", person.page.evaluate("document.activeElement.outerHTML")


def by_keys(person, selector):
    """Press Tab until the element has the focus, then Enter."""
    for _ in range(200):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("one => document.activeElement.matches(one)", selector):
            with person.page.expect_navigation():
                person.page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {selector}")


class TestTheSession:
    def test_without_the_link_nothing_is_shown(self, browser, program):
        stranger = visit(browser, program)

        assert stranger.go() == 403
        assert "已锁上" in stranger.words
        assert stranger.page.locator("main form").count() == 0

    def test_the_link_opens_once(self, browser, program):
        opened(browser, program)
        second = visit(browser, program)
        second.open()

        assert second.go() == 403

    def test_a_locked_program_shows_nothing_to_a_tab_left_open(self, browser, program):
        person, case = with_sample(browser, program)
        left = person.tab()
        left.goto(program.root + case)
        person.page.locator("form[action$=lock] button").click()
        person.page.wait_for_load_state()

        assert left.reload().status == 403
        assert "元" not in left.inner_text("main")

    def test_of_two_tabs_the_second_is_told_and_keeps_what_it_typed(self, browser, program):
        person, case = with_sample(browser, program)
        first, second = person.page, person.tab()
        for tab in (first, second):
            tab.goto(program.root + case + "household/person")
        for tab, name in ((first, "甲甲"), (second, "乙乙")):
            tab.locator('main [name="name"]').fill(name)
            tab.locator("main .actions button.btn-primary").first.click()
            tab.wait_for_load_state()

        assert second.locator('main [name="name"]').count(), second.inner_text("main")
        assert second.locator('main [name="name"]').input_value() == "乙乙"
        assert second.locator("main .fault, main .notice").count()
        first.goto(program.root + case + "household/person")
        assert first.locator('main [name="name"]').input_value() == "甲甲"

    def test_a_form_sent_while_the_program_is_gone_is_not_lost(self, browser, program):
        person, case = with_sample(browser, program)
        person.go(case + "household/sheet/hardship")
        person.fill(hardship="工地停工三个月")
        person.page.locator('main [name="hardship"]').blur()
        person.page.wait_for_timeout(1500)
        port = program.port
        program.kill()
        program.start(port)
        again = opened(browser, program)
        again.go(case + "household/sheet/hardship")

        assert again.page.locator('main [name="hardship"]').input_value() == "工地停工三个月"

    def test_a_program_that_was_killed_loses_nothing(self, browser, program):
        person, case = with_sample(browser, program)
        person.go(case + "debts/")
        before = person.page.inner_text("main")
        port = program.port
        program.kill()
        program.start(port)
        again = opened(browser, program)
        again.go(case + "debts/")

        assert again.page.inner_text("main") == before


class TestWithoutScripts:
    def test_a_debt_is_recorded_and_the_call_is_read(self, browser, program):
        person = opened(browser, program, java_script_enabled=False)
        person.page.locator('main a[href$="/new"]').first.click()
        person.answer(label="不用脚本")
        case = person.path
        debt = a_debt(person, case)
        a_statement(person, debt)
        person.go(case + "contact/")
        person.page.locator('main a[href*="/call/"]').first.click()

        assert person.page.locator(".call-card:visible").count() > 3


def test_a_chart_and_its_library_come_when_it_is_looked_at(browser, program):
    person, case = with_sample(browser, program)
    person.go(case)
    assert not [url for url in person.asked if "echarts" in url]
    person.go(case + "household/")
    chart = person.page.locator(".chart").first
    chart.scroll_into_view_if_needed()
    person.page.locator(".chart[data-drawn] canvas").first.wait_for()

    assert [url for url in person.asked if "echarts" in url]
    assert not person.complaints
