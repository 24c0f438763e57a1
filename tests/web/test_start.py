"""Where a person begins: the first visit, home, settings, words, taking out and erasing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest

from qinghuan import store
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.entries import ClaimReceived, DebtDisclosed
from qinghuan.household.entries import PersonDescribed
from qinghuan.web import page
from qinghuan.web.start.glossary import WORDS


def debt(**more):
    given = {"id": store.mint(), "on": page.today(), "creditor": "", "product": "huabei", **more}
    return DebtDisclosed(**given)


def test_the_first_visit_offers_the_sample_ones_own_and_ten_minutes(app):
    shown = app.get("/")

    assert shown.status == 200
    for words in ("打开示例看看", "开始记自己的", "先花十分钟", "不联网"):
        assert words in shown.words


def test_the_sample_is_loaded_once_however_often_it_is_asked_for(sample_app):
    first, second = sample_app.post("/sample"), sample_app.post("/sample")

    assert first.leads_to == second.leads_to == f"/case/{sample_app.case}/"
    assert len(store.cases(store.OWNER)) == 1


def test_looking_at_an_address_that_changes_something_changes_nothing(app):
    case = app.new_case()
    for path in ("/sample", "/lock", "/triage/keep", "/settings/passphrase"):
        assert app.get(path).status == 302
    assert [one.id for one in store.cases(store.OWNER)] == [case]
    assert app.get("/settings").status == 200


def test_starting_ones_own_leads_to_one_next_step(app):
    sent = app.send("/new", label="秋天的事")
    home = app.get(sent.leads_to)

    assert home.words.count("下一步，只做这一件") == 1
    assert "从一笔欠款开始" in home.words
    assert "每月能还多少" not in home.words.partition("从一笔欠款开始")[0]
    case = store.cases(store.OWNER)[0].id
    assert f'href="/case/{case}/debts/"' in home.html


def test_a_second_press_opens_one_case(app):
    fields = {**app.get("/new").fields(), "label": "一次"}
    app.post("/new", fields)
    app.post("/new", fields)

    assert len(store.cases(store.OWNER)) == 1


@pytest.mark.parametrize("label", ["", "   ", "长" * 61])
def test_a_name_that_will_not_do_is_asked_again_with_what_was_typed(app, label):
    shown = app.send("/new", label=label)

    assert shown.status == 200
    assert 'role="alert"' in shown.html
    assert shown.fields()["label"] == [label]
    assert store.cases(store.OWNER) == []


def test_a_hostile_name_is_plain_text_everywhere(app):
    bad = "<img src=x onerror=alert(1)>\"'"
    sent = app.send("/new", label=bad)
    for path in (sent.leads_to, "/?all=1", f"{sent.leads_to}erase", f"{sent.leads_to}everything"):
        shown = app.get(path)
        assert "<img" not in shown.html
        assert bad.partition("<")[2].partition(">")[0] in shown.html


def test_one_case_of_ones_own_opens_by_itself_and_several_are_listed(app):
    first = app.new_case(label="甲")
    assert app.get("/").leads_to == f"/case/{first}/"

    app.new_case(label="乙")
    shown = app.get("/")
    assert "甲" in shown.words
    assert "乙" in shown.words


def test_home_of_the_sample_shows_step_path_sum_clock_differences_and_what_to_mend(sample_app):
    shown = sample_app.get(f"/case/{sample_app.case}/")

    for words in ("下一步", "摸底", "一共多少", "日子", "对不上的地方", "可以补、可以改的"):
        assert words in shown.words
    assert 'aria-current="step"' in shown.html
    assert '<time datetime="2026-' in shown.html
    assert re.search(r'href="/case/\w+/household/"', shown.html)


def test_a_debt_of_which_nothing_is_known_is_no_nought(app):
    case = app.new_case(debt())
    shown = app.get(f"/case/{case}/")

    assert "0.00" not in shown.words
    assert "有1笔还不知道多少" in shown.words
    assert "花呗" in shown.words


def test_a_debt_that_is_known_is_summed_and_the_unknown_one_is_named(app):
    known = debt(creditor="某公司", product="jiebei")
    claim = ClaimReceived(id=store.mint(), on=page.today(), debt=known.id, total="812.50")
    case = app.new_case(known, claim, debt())
    shown = app.get(f"/case/{case}/")

    assert "812.50" in shown.words
    assert "有1笔还不知道多少" in shown.words


def test_what_is_missing_of_a_debt_names_the_debt_and_leads_to_it(app):
    card = debt(product="credit_card")
    case = app.new_case(debt(), card)
    part = app.get(f"/case/{case}/").html.partition('id="mend"')[2].partition("</section>")[0]

    assert "<strong>信用卡</strong> 还没有填贷款人全称。" in part
    assert f'href="/case/{case}/debts/#{card.id}"' in part


def test_the_last_day_of_a_court_paper_stands_in_the_clock_even_when_it_is_over(app):
    paper = CourtPaperReceived(
        id=store.mint(), on=date(2026, 1, 5), paper="payment_order", received_on=date(2026, 1, 5)
    )
    case = app.new_case(paper)
    clock = app.get(f"/case/{case}/").html.partition('id="clock"')[2].partition("</section>")[0]

    assert 'datetime="2026-01-20"' in clock
    assert "已过" in clock
    assert "<details" not in clock


def test_signs_of_collection_are_counted_with_the_way_to_them(app):
    night = ContactMade(
        id=store.mint(),
        on=page.today() - timedelta(days=1),
        direction="incoming",
        channel="phone",
        at="23:30",
        reached="me",
        answered=True,
    )
    case = app.new_case(debt(), night)
    part = app.get(f"/case/{case}/").html.partition('id="conduct"')[2].partition("</section>")[0]

    assert "有1处" in part
    assert f'href="/case/{case}/contact/"' in part


@pytest.mark.parametrize("field", ["adult", "account_holder"])
def test_who_may_not_go_on_alone_sees_no_money(app, field):
    person = PersonDescribed(id=store.mint(), on=page.today(), **{field: False})
    case = app.new_case(person, debt())
    shown = app.get(f"/case/{case}/")

    assert 'href="tel:12348"' in shown.html
    for words in ("一共多少", "每月能还多少", "可以补"):
        assert words not in shown.words


def test_a_case_that_is_not_there_has_no_page(app):
    for path in ("", "everything", "export", "erase", "why/affordable"):
        shown = app.get(f"/case/abcdefgh12345678/{path}")
        assert shown.status == 404
        assert "没有这一页" in shown.words


# --- settings ---


def test_choices_hold_for_every_page_and_the_language_changes_at_once(app):
    typed = {"language_choice": "en", "large": "on", "hide_amounts": "on", "neutral_title": "on"}
    sent = app.send("/settings", **typed, lock_minutes="15")
    shown = app.get(sent.leads_to)

    assert shown.html.startswith('<!doctype html>\n<html lang="en" class="large"')
    assert "hide-amounts" in shown.html
    assert re.search(r"<title>(.*?)</title>", shown.html)[1] == "Notes"
    assert app.access.minutes == 15
    assert 'data-lock-minutes="15"' in shown.html
    fields = shown.fields()
    assert fields["lock_minutes"] == ["15"]
    assert set(fields) >= {"large", "hide_amounts", "neutral_title"}


@pytest.mark.parametrize("typed", [{"language_choice": "fr"}, {"lock_minutes": "7"}])
def test_a_choice_that_is_none_of_the_list_changes_nothing(app, typed):
    shown = app.send("/settings", **typed)

    assert "请从列出的里面选" in shown.words
    assert not {"language", "lock_minutes"} & set(store.preferences())


def test_hidden_amounts_are_hidden_in_sentences_too(sample_app):
    path = f"/case/{sample_app.case}/"
    plain = sample_app.get(path)
    store.prefer("hide_amounts", "yes")
    hidden = sample_app.get(path)

    bare = re.sub(r'<span class="money">.*?</span>', "", hidden.html.partition("<main")[2])
    assert not re.search(r"\d\.\d\d(?!\d)", bare)
    assert hidden.words.replace(" ", "") == plain.words.replace(" ", "")


def test_a_passphrase_opens_after_locking_and_can_be_taken_away(app):
    app.send("/settings", form=1, passphrase="六个字的口令", again="六个字的口令")
    app.post("/lock", {"x": ""})
    assert app.get("/settings").status == 403

    opened = app.post("/settings", {"unlock_passphrase": "六个字的口令"})
    assert opened.status == 200
    removed = app.post("/settings/passphrase", {"remove": "yes"})
    assert "口令去掉了" in app.get(removed.leads_to).words
    app.post("/lock", {"x": ""})
    assert app.post("/settings", {"unlock_passphrase": "六个字的口令"}).status == 403
    assert "passphrase" not in store.preferences()


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [("短", "短", "太短了"), ("六个字的口令", "另外六个字呀", "两遍不一样"), ("", "", "要填")],
)
def test_a_slip_in_a_passphrase_sets_none(app, first, second, says):
    shown = app.send("/settings", form=1, passphrase=first, again=second)

    assert says in shown.words
    assert not app.access.passphrase
    assert first == "" or first not in shown.fields(1).values()


def test_settings_say_what_they_do_not_protect_from(app):
    shown = app.get("/settings")

    for words in ("盖一张白纸", "看一眼", "能打开这块硬盘的人"):
        assert words in shown.words


def test_locking_shows_nothing_and_keeps_nothing_in_memory(sample_app):
    from qinghuan.web import memory

    sample_app.get(f"/case/{sample_app.case}/")
    shown = sample_app.post("/lock", {"x": ""})

    assert "已锁上" in shown.words
    assert "示例" not in shown.words
    assert not memory._kept


# --- hiding ---


def test_every_page_has_hide_words_and_help_one_tap_away(sample_app):
    for path in ("/", "/triage", "/settings", f"/case/{sample_app.case}/", "/nowhere"):
        shown = sample_app.get(path)
        assert 'href="/hidden" data-hide' in shown.html
        assert 'href="/words"' in shown.html
        for number in ("12356", "110", "120", "12348"):
            assert f'href="tel:{number}"' in shown.html


def test_the_hidden_page_says_nothing_and_leads_back(app):
    shown = app.get("/hidden", Referer="http://127.0.0.1:8321/settings?kept=1")

    assert 'href="/settings?kept=1"' in shown.html
    for words in ("清还", "花呗", "欠", "12356"):
        assert words not in shown.html


@pytest.mark.parametrize(
    "before", ["https://example.org/x", "http://127.0.0.1:9/x", "javascript:alert(1)", "", "//x/y"]
)
def test_the_way_back_never_leads_elsewhere(app, before):
    for path in ("/hidden", "/words"):
        assert 'href="/"' in app.get(path, Referer=before).html


# --- words ---


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_word_has_its_place_and_its_meaning(app, language):
    store.prefer("language", language)
    shown = app.get("/words")

    for name in WORDS:
        assert f'id="{name}"' in shown.html
        assert f'href="#{name}"' in shown.html


def test_a_word_on_any_page_can_lead_to_its_meaning(app):
    from django.template import engines

    written = engines["django"].from_string('{% term "penalty_interest" %}')
    assert app.get("/words").status == 200
    assert written.render({"language": "zh_CN"}) == (
        '<a class="term" href="/words#penalty_interest">罚息</a>'
    )


# --- taking out and erasing ---


def test_a_case_taken_out_is_whole_and_says_that_it_is_not_encrypted(app):
    case = app.new_case(debt(creditor="某公司"), label="带走")
    assert "没有加密" in app.get(f"/case/{case}/export").words

    sent = app.post(f"/case/{case}/export")
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "带走" not in sent.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(sent.bytes)) as parcel:
        assert parcel.testzip() is None
        assert any("某公司".encode() in parcel.read(name) for name in parcel.namelist())


def test_erasing_names_what_goes_and_asks_for_the_name(app):
    case = app.new_case(debt(), label="要删的")
    before = app.get(f"/case/{case}/erase")

    for words in ("记录：2条", "账单：0行", "原件：0份", "草稿", "导出的文件", "文书"):
        assert words in before.words
    refused = app.send(f"/case/{case}/erase", erase_label="别的")
    assert "没有删除" in refused.words
    assert len(store.cases(store.OWNER)) == 1


def test_what_is_erased_is_gone_and_its_copies_are_named(app, tmp_path):
    case = app.new_case(debt(creditor="很特别的公司"), label="要删的")
    store.backup(tmp_path / "copy.sqlite3", now=page.now())
    done = app.send(f"/case/{case}/erase", erase_label="要删的")

    assert "已删除" in done.words
    assert "copy.sqlite3" in done.words
    assert app.get(f"/case/{case}/").status == 404
    folder = b"".join(path.read_bytes() for path in app.home.rglob("*") if path.is_file())
    assert "很特别的公司".encode() not in folder


def test_why_shows_the_way_to_a_figure(sample_app):
    shown = sample_app.get(f"/case/{sample_app.case}/why/affordable")

    assert "900.00" in shown.words
    assert sample_app.get(f"/case/{sample_app.case}/why/nothing").status == 404
