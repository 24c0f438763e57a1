"""Bills in the browser: what a person sees, what is recorded, what happens to bad files."""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
from datetime import date
from decimal import Decimal

import pytest

from imports.bills import CASHBOOK, HUABEI, app_bill, app_row, wechat_bill, wechat_row
from qinghuan import store
from qinghuan.case.fold import fold
from qinghuan.web.access import Access
from qinghuan.web.bills import uploading
from qinghuan.web.bills.bringing import LOCKED
from qinghuan.web.settings import settings
from store.making import add, case, debt, opened
from store.test_full_disk import disk, fill

pyzipper = pytest.importorskip("pyzipper")
SECRET = "hu0-bei-92"


@pytest.fixture(scope="module")
def access():
    return Access()


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory):
    path = tmp_path_factory.mktemp("bills") / "home"
    store.open_home(path)
    store.close()
    return path


def browser_of(access):
    from django.conf import settings as django
    from django.test import Client

    django.ALLOWED_HOSTS = ["testserver"]
    client = Client(headers={"Origin": "http://testserver"})
    client.cookies["qinghuan"] = access.opened_by(access.key)
    return client


@pytest.fixture
def browser(access, empty_home, tmp_path):
    shutil.copytree(empty_home, tmp_path / "home")
    store.open_home(tmp_path / "home", more=settings(access, "zh_CN"))
    yield browser_of(access)
    store.close()


@pytest.fixture
def mine(browser):  # noqa: ARG001 (which opens the store)
    return case()


def at(where, path=""):
    return f"/case/{where}/bills/{path}"


def bring(browser, where, *files, **more):
    return browser.post(at(where, "add/"), {"files": [upload(*file) for file in files]}, **more)


def upload(name, content):
    file = io.BytesIO(content)
    file.name = name
    return file


def words(response):
    text = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def hidden(text, name):
    return re.findall(rf'name="{name}" value="([^"]*)"', text)


def kinds(where):
    return [item.fact.KIND for item in store.facts(where)]


def locked_zip(content, password=SECRET):
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr("bill.csv", content)
    return out.getvalue()


UNKNOWN = wechat_bill(
    wechat_row(who="小店", order="1000000000000000000001"),
    wechat_row(who="小店", order="1000000000000000000002", time="2026-06-04 08:00:00"),
)


def sums(where):
    return {(one.kind, one.category): one.amount for one in store.bill_sums(where).months}


def answers(browser, where, page="sort/"):
    return browser.get(at(where, page)).content.decode()


def test_the_empty_page_teaches_how_to_get_a_bill(browser, mine):
    seen = words(browser.get(at(mine)))

    assert "用于个人对账" in seen
    assert "只留在这台电脑上" in seen


def test_many_files_come_at_once_and_every_line_of_each_is_accounted_for(browser, mine):
    seen = bring(browser, mine, ("a.csv", HUABEI.read_bytes()), ("b.csv", UNKNOWN))

    assert kinds(mine).count("statement_imported") == 2
    for table in re.findall(
        r'<table class="account">.*?</table>', seen.content.decode(), re.DOTALL
    ):
        *parts, whole = (int(one) for one in re.findall(r'"number">(\d+)<', table))
        assert sum(parts) == whole > 0


def test_an_unreadable_row_is_named_by_its_number(browser, mine):
    bill = app_bill(app_row(), app_row(amount="很多", order="2026060322001400000000000002"))

    assert "第 4 行：这一行的金额读不出来" in words(bring(browser, mine, ("a.csv", bill)))


def test_the_same_file_twice_changes_nothing(browser, mine):
    bring(browser, mine, ("a.csv", HUABEI.read_bytes()))
    head = store.head(mine)

    seen = words(bring(browser, mine, ("again.csv", HUABEI.read_bytes())))

    assert "没有新内容" in seen
    assert store.head(mine) == head


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.csv", b"\xff\xd8\xff\xe0" + b"x" * 999, "这是图片"),
        ("bill.pdf", b"%PDF-1.7 x", "这是 PDF"),
        ("bill.csv", b"MZ\x90\x00" + bytes(range(256)) * 9, "不是文字"),
        ("leer.csv", b"", "这个文件是空的"),
        ("page.xlsx", b"<html><body>x", "网页"),
    ],
)
def test_a_wrong_file_says_what_it_is_and_writes_nothing(browser, mine, name, content, said):
    head = store.head(mine)

    seen = words(bring(browser, mine, (name, content)))

    assert said in seen
    assert "什么也没写" in seen
    assert store.head(mine) == head


def test_a_wrong_file_does_not_stop_the_others(browser, mine):
    bring(browser, mine, ("a.jpg", b"\xff\xd8\xffx"), ("b.csv", UNKNOWN))

    assert kinds(mine).count("statement_imported") == 1


def test_nothing_chosen_says_what_to_do(browser, mine):
    assert "还没有选文件" in words(browser.post(at(mine, "add/"), {}))


def test_two_hundred_megabytes_are_refused_before_anything_is_read(browser, mine):
    class Unread:
        def read(self, *_):
            raise AssertionError("read")

        readline = read

    response = browser.generic(
        "POST",
        at(mine, "add/"),
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 << 20),
        **{"wsgi.input": Unread()},
    )

    assert response.status_code == 413
    assert "一共 200 MB" in words(response)
    assert kinds(mine) == ["case_opened"]


def test_a_file_above_the_limit_is_dropped_while_it_comes_and_named(browser, mine, monkeypatch):
    monkeypatch.setattr(uploading, "LARGEST_FILE", 1000)
    monkeypatch.setattr("qinghuan.web.bills.bringing.LARGEST_FILE", 1000)

    seen = words(bring(browser, mine, ("big.csv", b"x" * 5000), ("b.csv", UNKNOWN[:900])))

    assert "big.csv" in seen
    assert "上限" in seen


def test_too_many_files_are_counted_and_the_first_ones_taken(browser, mine, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_FILES", 1)

    seen = words(bring(browser, mine, ("a.csv", UNKNOWN), ("b.csv", HUABEI.read_bytes())))

    assert "有 1 个没有收" in seen
    assert kinds(mine).count("statement_imported") == 1


def test_a_locked_file_is_asked_its_password_until_it_opens_and_the_word_is_kept_nowhere(
    browser, mine, tmp_path, caplog
):
    caplog.set_level(0)
    first = bring(browser, mine, ("bill.zip", locked_zip(UNKNOWN))).content.decode()
    key = hidden(first, "key")[0]

    wrong = browser.post(at(mine, "open/"), {"key": key, "zip_password": SECRET + "!"})
    assert "bill.zip" in words(wrong)
    assert "密码" in words(wrong)
    assert SECRET not in wrong.content.decode()
    assert "zip_password" in browser.get(at(mine)).content.decode()  # and still asked later
    right = browser.post(at(mine, "open/"), {"key": key, "zip_password": SECRET})

    assert "记下了" in words(right)
    assert kinds(mine).count("statement_imported") == 1
    assert store.draft(mine, LOCKED) == {}
    assert SECRET not in caplog.text
    store.close()
    for file in (tmp_path / "home").rglob("*"):
        assert not file.is_file() or SECRET.encode() not in file.read_bytes()


def test_a_password_does_not_travel_through_the_locked_page(browser, mine):
    browser.cookies.clear()

    seen = browser.post(at(mine, "open/"), {"key": "k" * 64, "zip_password": SECRET})

    assert seen.status_code == 403
    assert SECRET not in seen.content.decode()


def test_one_can_do_without_a_locked_file(browser, mine):
    key = hidden(bring(browser, mine, ("bill.zip", locked_zip(UNKNOWN))).content.decode(), "key")[0]

    browser.post(at(mine, "open/"), {"key": key, "let_go": "1"})

    assert "bill.zip" not in words(browser.get(at(mine)))
    with pytest.raises(store.StoreRefused):
        store.file(key)


def test_hostile_words_of_a_bill_are_plain_text_everywhere(browser, mine):
    script, image = "<script>alert(1)</script>", '"><img src=x>'
    hostile = (script, image, "=HYPERLINK(1)", "\u202egpj.exe\u2066")
    rows = [
        wechat_row(who=who, item=who, order=f"10000000000000000000{at:02}")
        for at, who in enumerate(hostile)
    ]
    bring(browser, mine, ("<b>\u202e.csv", wechat_bill(*rows)))

    for page in ("", "sort/", "lines/", "lines/?words=%3Cscript%3E", "decided/"):
        seen = answers(browser, mine, page)
        assert "<script>alert" not in seen
        assert "<img" not in seen
        assert "\u202e" not in seen
        assert "\u2066" not in seen


def test_one_tap_sorts_all_lines_of_a_shop_and_they_count(browser, mine):
    bring(browser, mine, ("b.csv", UNKNOWN))
    page = answers(browser, mine)
    ids = hidden(page, "lines")[0]
    assert len(ids.split()) == 2

    browser.post(at(mine, "sort/"), {"lines": ids, "as": "expense/housing"})

    assert sums(mine) == {("expense", "housing"): Decimal("77.20")}
    assert "都分好了" in words(browser.get(at(mine, "sort/")))


def test_forms_of_one_page_carry_tokens_of_their_own(browser, mine):
    other = wechat_bill(
        wechat_row(who="甲", order="1000000000000000000001"),
        wechat_row(who="乙", order="1000000000000000000002"),
    )
    bring(browser, mine, ("b.csv", other))
    page = answers(browser, mine)
    tokens = set(hidden(page, "_token"))

    for ids, token in zip(hidden(page, "lines"), hidden(page, "_token")[-2:], strict=True):
        browser.post(at(mine, "sort/"), {"lines": ids, "as": "expense/other", "_token": token})

    assert len(tokens) == len(hidden(page, "_token"))
    assert kinds(mine).count("lines_sorted") == 2


def test_a_second_press_records_once(browser, mine):
    bring(browser, mine, ("b.csv", UNKNOWN))
    page = answers(browser, mine)
    form = {
        "lines": hidden(page, "lines")[0],
        "as": "expense/other",
        "_token": hidden(page, "_token")[-1],
    }

    browser.post(at(mine, "sort/"), form)
    browser.post(at(mine, "sort/"), form)

    assert kinds(mine).count("lines_sorted") == 1


def test_two_tabs_do_not_overwrite_each_other_unseen(browser, mine):
    bring(browser, mine, ("b.csv", UNKNOWN))
    page = answers(browser, mine)
    form = {"lines": hidden(page, "lines")[0], "_sequence": hidden(page, "_sequence")[-1]}
    browser.post(at(mine, "sort/"), {**form, "as": "expense/other"})

    second = browser.post(
        at(mine, "sort/"), {**form, "as": "left_out"}, headers={"HX-Request": "true"}
    )
    assert "在别的页面分过了" in words(second)
    assert kinds(mine).count("lines_sorted") == 1
    fresh = hidden(second.content.decode(), "_sequence")[0]
    browser.post(at(mine, "sort/"), {**form, "_sequence": fresh, "as": "left_out"})

    assert sums(mine) == {}


@pytest.mark.parametrize(
    ("chosen", "counted"),
    [
        ("income/wages", ("income", "wages")),
        ("transfer", ("transfer", "商户消费")),
        ("debt/DEBT", ("debt_repay", "商户消费")),
    ],
)
def test_a_line_becomes_what_was_tapped(browser, mine, chosen, counted):
    owed = debt()
    add(mine, owed)
    bring(browser, mine, ("b.csv", UNKNOWN))
    ids = hidden(answers(browser, mine), "lines")[0]

    browser.post(at(mine, "sort/"), {"lines": ids, "as": chosen.replace("DEBT", owed.id)})

    assert list(sums(mine)) == [counted]


def test_lines_nobody_can_sort_now_can_be_left_for_later(browser, mine):
    rows = [wechat_row(who=f"店{one}", order=f"{10**21 + one}") for one in range(7)]
    bring(browser, mine, ("b.csv", wechat_bill(*rows)))
    first, rest = (hidden(answers(browser, mine, f"sort/?from={at}"), "lines") for at in (0, 5))

    assert (len(first), len(rest)) == (5, 2)
    assert not set(first) & set(rest)
    assert hidden(answers(browser, mine, "sort/?from=99"), "lines") == first


@pytest.mark.parametrize("chosen", ["expense/everything", "debt/nobody00", "", "drop table"])
def test_what_is_no_choice_is_not_recorded(browser, mine, chosen):
    bring(browser, mine, ("b.csv", UNKNOWN))
    ids = hidden(answers(browser, mine), "lines")[0]

    assert browser.post(at(mine, "sort/"), {"lines": ids, "as": chosen}).status_code == 409
    assert "lines_sorted" not in kinds(mine)


def test_lines_of_nobody_are_not_sorted(browser, mine):
    form = {"lines": "someone-0", "as": "expense/other"}

    assert browser.post(at(mine, "sort/"), form).status_code == 409


def test_a_word_is_sorted_for_always(browser, mine):
    bring(browser, mine, ("b.csv", UNKNOWN.replace(b"2026-06", b"2026-10")))
    assert "以后都算作" in answers(browser, mine)

    browser.post(at(mine, "sort/word/"), {"word": "商户消费", "category": "clothing"})

    folded = fold(store.facts(mine), date(2099, 1, 1))
    assert folded.categories == {"商户消费": "clothing"}
    assert "都分好了" in words(browser.get(at(mine, "sort/")))


def test_undo_is_a_correcting_entry_and_the_lines_wait_again(browser, mine):
    bring(browser, mine, ("b.csv", UNKNOWN))
    ids = hidden(answers(browser, mine), "lines")[0]
    browser.post(at(mine, "sort/"), {"lines": ids, "as": "left_out"})
    entry = next(item.fact.id for item in store.facts(mine) if item.fact.KIND == "lines_sorted")

    assert "要撤回吗" in words(browser.get(at(mine, f"back/{entry}/")))
    browser.post(at(mine, f"back/{entry}/"))

    assert store.entries(mine)[-1].kind == "corrected"
    assert hidden(answers(browser, mine), "lines") == [ids]
    assert browser.post(at(mine, f"back/{entry}/")).status_code == 404


def test_a_file_taken_back_counts_no_more_and_takes_its_payments_along(browser, mine):
    owed = debt()
    add(mine, owed)
    bring(browser, mine, ("a.csv", HUABEI.read_bytes()))
    page = answers(browser, mine, "payments/")
    browser.post(at(mine, "payments/"), {"line": hidden(page, "line")[0]})
    entry = next(f.fact.id for f in store.facts(mine) if f.fact.KIND == "statement_imported")
    assert "1 条还款记录" in words(browser.get(at(mine, f"back/{entry}/")))

    browser.post(at(mine, f"back/{entry}/"))

    assert sums(mine) == {}
    assert "payment_made" not in kinds(mine)
    assert store.verify(mine) == []


def test_a_file_that_left_lines_to_the_one_taken_back_is_read_again(browser, mine):
    shared = app_row()
    more = app_row(order="2026060322001400000000000002", time="2026-06-04 08:00:00")
    bring(browser, mine, ("a.csv", app_bill(shared)))
    bring(browser, mine, ("b.csv", app_bill(shared, more)))
    first = next(f.fact.id for f in store.facts(mine) if f.fact.KIND == "statement_imported")

    seen = words(browser.post(at(mine, f"back/{first}/")))

    assert "b.csv" in seen
    assert len(store.lines(mine)) == 2


def test_payments_are_proposed_and_recorded_only_by_a_tap(browser, mine):
    owed = debt()
    add(mine, owed)
    bring(browser, mine, ("a.csv", HUABEI.read_bytes()))
    page = answers(browser, mine, "payments/")
    lines = hidden(page, "line")
    assert lines
    assert "payment_made" not in kinds(mine)

    form = {"line": lines[0], "_sequence": hidden(page, "_sequence")[0]}
    browser.post(at(mine, "payments/"), form)

    (fact,) = [item.fact for item in store.facts(mine) if item.fact.KIND == "payment_made"]
    assert (fact.line, fact.debt, fact.origin) == (lines[0], owed.id, "bill")
    assert lines[0] not in hidden(answers(browser, mine, "payments/"), "line")
    assert "已经记过了" in words(browser.post(at(mine, "payments/"), {"line": lines[0]}))
    assert kinds(mine).count("payment_made") == 1


def test_every_form_of_one_page_is_recorded_whole_as_a_browser_sends_it(browser, mine):
    other = wechat_bill(*(
        wechat_row(who=who, order=f"100000000000000000000{n}", time="2026-10-04 08:00:00")
        for n, who in enumerate("甲乙丙", 1)
    ))  # fmt: skip
    add(mine, debt())
    bring(browser, mine, ("a.csv", HUABEI.read_bytes()), ("b.csv", other))
    more = {"sort/": {"as": "expense/other"}, "payments/": {}}

    for place, kind in (("sort/", "lines_sorted"), ("payments/", "payment_made")):
        forms = re.findall(r"(?s)<form[^>]*hx-post.*?</form>", answers(browser, mine, place))
        assert len(forms) > 1
        for form in forms:
            sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
            seen = browser.post(
                at(mine, place), {**sent, **more[place]}, headers={"HX-Request": "true"}
            )
            assert "fault" not in seen.content.decode(), words(seen)
        assert kinds(mine).count(kind) == len(forms)


def test_the_cash_book_beside_the_bill_is_asked_about_and_the_answer_holds(browser, mine):
    row = app_row(time="2026-06-26 13:55:13", amount="11.00", who="示例商户甲")
    bring(browser, mine, ("a.csv", app_bill(row)), ("cash.csv", CASHBOOK.read_bytes()))
    page = answers(browser, mine, "twice/")
    form = {"keep": hidden(page, "keep")[0], "extra": hidden(page, "extra")[0]}

    browser.post(at(mine, "twice/"), {**form, "as": "same"})

    assert store.decisions(mine)[form["extra"]].says.left_out
    assert hidden(answers(browser, mine, "twice/"), "keep") == []


def test_two_payments_stay_two(browser, mine):
    row = app_row(time="2026-06-26 13:55:13", amount="11.00", who="示例商户甲")
    bring(browser, mine, ("a.csv", app_bill(row)), ("cash.csv", CASHBOOK.read_bytes()))
    before = sums(mine)
    page = answers(browser, mine, "twice/")
    form = {"keep": hidden(page, "keep")[0], "extra": hidden(page, "extra")[0]}

    browser.post(at(mine, "twice/"), {**form, "as": "two"})

    assert hidden(answers(browser, mine, "twice/"), "keep") == []
    assert sums(mine) == before


def test_lines_are_searched_and_turned(browser, mine):
    rows = [
        wechat_row(who=f"店{at}", order=f"{10**21 + at}", amount=f"¥{at + 1}.00")
        for at in range(60)
    ]
    bring(browser, mine, ("b.csv", wechat_bill(*rows)))

    assert "第 2 页，共 2 页" in words(browser.get(at(mine, "lines/?month=2026-06&page=2")))
    assert "找到 1 行" in words(browser.get(at(mine, "lines/?words=店37")))
    assert "找到 1 行" in words(browser.get(at(mine, "lines/?words=37.00")))
    for odd in ("?page=-1", "?page=999999999999", "?month=../..", "?words=%00", "?file='--"):
        assert browser.get(at(mine, f"lines/{odd}")).status_code == 200


def test_the_months_of_the_picture_stand_in_the_table_beside_it(browser, mine):
    bring(browser, mine, ("a.csv", HUABEI.read_bytes()))

    page = browser.get(at(mine)).content.decode()
    assert 'aria-hidden="true"' in page
    assert re.search(r"month=2026-\d\d", page)


def test_a_locked_database_says_so_and_a_second_try_records(browser, mine, tmp_path):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    writer = sqlite3.connect(tmp_path / "home" / "qinghuan.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    seen = words(bring(browser, mine, ("b.csv", UNKNOWN)))
    assert "请稍等再试" in seen
    writer.execute("ROLLBACK")
    writer.close()

    bring(browser, mine, ("b.csv", UNKNOWN))
    assert kinds(mine).count("statement_imported") == 1


def test_a_full_disk_says_so_and_nothing_is_half_written(access, empty_home, tmp_path):
    with disk(tmp_path / "small", 3) as place:
        shutil.copytree(empty_home, place / "home")
        store.open_home(place / "home", more=settings(access, "zh_CN"))
        where = store.new_case([opened()], who=store.OWNER, now=_now())
        browser, head = browser_of(access), store.head(where)
        ballast = fill(place)

        seen = words(bring(browser, where, ("a.csv", HUABEI.read_bytes())))

        assert "什么也没写" in seen
        assert "硬盘" in seen or "磁盘" in seen
        assert store.head(where) == head
        ballast.unlink()
        assert "记下了" in words(bring(browser, where, ("a.csv", HUABEI.read_bytes())))
        assert store.verify(where) == []


def _now():
    from store.making import NOW

    return NOW
