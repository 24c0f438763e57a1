"""Contact in the app: the call as cards, the log, what they did, the clock, papers of a court."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.dates import add_months
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed
from web.rooms import HUABEI, JIEBEI, SPOKEN, Rooms, page, typed, words

HOSTILE = "<script>alert(1)</script>{{ case }}'\"&"
OWN = ("示例", "借呗", "支付宝")
"""Names that the person or a lender gave: they stand as they are."""
DISTRESS = "真的不想活了"


@pytest.fixture
def rooms(tmp_path):
    yield Rooms(tmp_path / "home")
    store.close()


@pytest.fixture
def english(tmp_path):
    yield Rooms(tmp_path / "home", "en")
    store.close()


def a_case(tmp_path, *facts):
    opened = CaseOpened(id="opened000", on=date(2026, 11, 18), label="空", sample=True)
    return Rooms(tmp_path / "home", facts=[opened, *facts])


def test_the_room_shows_the_open_promise_first_and_leads_to_every_page(rooms):
    shown = rooms.get("contact/")

    assert "三个工作日内由专人回电" in words(shown)
    for place in ("call/" + HUABEI, "log", "log/new", "conduct", "clock", "court/new"):
        assert f"/contact/{place}" in page(shown)
    assert "/scam" in page(shown)
    assert "/fears" in page(shown)


def test_an_empty_case_is_told_what_to_do_first(tmp_path):
    rooms = a_case(tmp_path)

    assert "还没有登记欠款" in words(rooms.get("contact/"))
    for place in ("log", "conduct", "clock", "log/new", "court/new"):
        assert rooms.get(f"contact/{place}").status_code == 200
    store.close()


def test_the_call_is_cards_with_the_persons_figures_and_the_official_number(rooms):
    shown = rooms.get(f"contact/call/{HUABEI}")

    assert 'href="tel:95188"' in page(shown)
    assert page(shown).count("data-card ") == page(shown).count("data-read-aloud")
    assert "8,590.62元" in words(shown)
    assert "今天必须一次还清" in words(shown)
    assert "我一次还不出来" in words(shown)
    assert "不给验证码、密码、人脸" in words(shown)
    assert "如果对方不同意" in words(shown)


def test_each_card_of_the_call_says_what_the_paper_says(rooms):
    written = words(rooms.get(f"papers/write/call_script?debt={HUABEI}"))
    cards = re.findall(r'(?s)class="say">(.*?)</p>', page(rooms.get(f"contact/call/{HUABEI}")))

    assert len(cards) > 8
    for said in cards:
        plain = re.sub(r"<[^>]+>|\s", "", said)
        assert plain in written.replace(" ", "")


def test_no_card_of_the_call_speaks_of_what_stays_at_home(rooms):
    script = (
        page(rooms.get(f"contact/call/{HUABEI}"))
        .split("data-cards")[1]
        .split('<section class="card"><h2>')[0]
    )

    assert not any(word in script for word in ("底线", "时效", "概率", "bottom"))


def test_without_scripts_every_card_stands_on_the_page(rooms):
    cards = re.findall(r"<div[^>]*data-card[^>]*>", page(rooms.get(f"contact/call/{HUABEI}")))

    assert cards
    assert not any("hidden" in card for card in cards)


def test_of_a_debt_of_unknown_age_the_call_only_asks_for_the_items(tmp_path):
    debt = DebtDisclosed(
        id="onlineloan", on=date(2026, 11, 18), creditor="示例", product="online_loan"
    )
    rooms = a_case(tmp_path, debt)
    shown = words(rooms.get("contact/call/onlineloan"))

    assert "只问明细" in shown
    assert "分期" not in shown.split("只问明细")[1].split("如果对方不同意")[0]
    store.close()


def test_a_debt_whose_time_may_have_run_out_has_no_script(tmp_path):
    on = add_months(date(2026, 11, 20), -12 * 6)
    debt = DebtDisclosed(id="oldloan00", on=on, creditor="示例", product="online_loan")
    due = AmountFellDue(id="olddue000", on=on, debt="oldloan00", principal="1000.00")
    rooms = a_case(tmp_path, debt, due)
    shown = rooms.get("contact/call/oldloan00")

    assert "data-card " not in page(shown)
    assert "12348" in words(shown)
    assert "tel:9" not in page(shown).split("<main")[1]
    store.close()


def test_a_contact_is_recorded_with_every_field(rooms):
    done = rooms.send(
        "contact/log/new",
        on="2026-11-19", at="21：05", direction="incoming", channel="phone", debt=HUABEI,
        institution="某催收公司", person="自称姓王", staff_number="007", their_number="17000000000",
        minutes="３", answered="yes", said="叫我今天还清", recording_kept="on",
        reached="third_person",        did=["extra_charges"], acts=["demand_for_part"], note="备注",
        promise_what_0="停掉违约金", promise_amount_0="1,200.50", promise_by_0="2026-12-01",
    )  # fmt: skip

    assert done.status_code == 302
    made = rooms.facts("contact_made")[-1]
    assert (made.on, made.at, made.minutes) == (date(2026, 11, 19), time(21, 5), 3)
    assert (made.person, made.staff_number, made.their_number) == ("自称姓王", "007", "17000000000")
    assert (made.did, made.acts, made.reached) == (
        ("extra_charges",),
        ("demand_for_part",),
        "third_person",
    )
    assert str(made.promises[0].amount) == "1200.50"
    assert made.promises[0].by == date(2026, 12, 1)
    assert made.answered is True
    assert made.recording_kept


def test_after_recording_its_signs_and_the_way_to_the_confirmation_are_shown(rooms):
    done = rooms.send(
        "contact/log/new", at="23:10", debt=HUABEI, institution="某公司", minutes="2",
        promise_what_0="减免违约金",
    )  # fmt: skip
    shown = rooms.client.get(done.url)

    assert "已记下" in words(shown)
    assert "可投诉的违规迹象，不等于违法" in words(shown)
    assert "行业标准或指引（不是法律）" in words(shown)
    assert "papers/write/confirmation?debt=" in page(shown)
    assert "只是口头" in words(shown)


def test_a_form_sent_twice_records_one_contact(rooms):
    fields = typed(rooms.get("contact/log/new")) | {"said": "同一通电话"}
    first, second = rooms.post("contact/log/new", fields), rooms.post("contact/log/new", fields)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert [one.said for one in rooms.facts("contact_made")].count("同一通电话") == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"on": "2026-12-24"}, "日期在今天之后"),
        ({"on": ""}, "这一项要填"),
        ({"at": "二十五点"}, "看不懂"),
        ({"minutes": "9999"}, "太大"),
        ({"minutes": "-4"}, "分钟数不能小于零"),
        ({"answered": "no", "minutes": "3"}, "写了没有接通"),
        ({"answered": "no", "said": "你好"}, "又写了对方说的话"),
        ({"direction": "outgoing", "did": ["entering_home"]}, "改成“对方找你”"),
        ({"promise_what_0": "减", "promise_amount_0": "十二"}, "两位小数"),
        ({"promise_amount_0": "12"}, "还要写答应的是什么事"),
        ({"promise_what_1": "减", "promise_by_1": "2020-01-01"}, "比这次联系还早"),
        ({"promise_what_0": "减", "promise_amount_0": "90000000000"}, "没有多写零"),
        ({"debt": "nosuchdebt"}, "请从列出的里面选"),
        ({"said": "x" * 20_001}, "太长"),
        ({"said": "a\x00b"}, "看不懂"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(rooms, fields, said):
    before = len(rooms.entries())
    shown = rooms.send("contact/log/new", institution="我写的机构", **fields)

    assert shown.status_code == 200
    assert said in words(shown), words(shown)
    assert "--" not in "".join(re.findall(r'class="fault" role="alert">(.*?)</p>', page(shown)))
    assert typed(shown)["institution"] == "我写的机构"
    assert len(rooms.entries()) == before


def test_every_fault_of_a_form_is_shown_at_once(rooms):
    shown = rooms.send(
        "contact/log/new", minutes="-3", promise_what_0="减", promise_amount_0="一百",
        promise_what_1="减", promise_by_1="2020-01-01",
    )  # fmt: skip

    for said in ("分钟数不能小于零", "两位小数", "比这次联系还早"):
        assert said in words(shown)
    assert page(shown).count("has-fault") == 3


def test_an_amount_that_is_meant_can_be_sent_as_meant(rooms):
    asked = rooms.send("contact/log/new", promise_what_0="减", promise_amount_0="90000000000")
    done = rooms.post("contact/log/new", typed(asked) | {"sure": "on"})

    assert done.status_code == 302
    assert str(rooms.facts("contact_made")[-1].promises[0].amount) == "90000000000.00"


def test_more_rows_for_promises_come_without_scripts_and_without_recording(rooms):
    before = len(rooms.entries())
    shown = rooms.send("contact/log/new", _more="1", said="还在写", promise_what_1="第二件")

    assert "promise_what_2" in page(shown)
    assert typed(shown)["promise_what_1"] == "第二件"
    assert typed(shown)["said"] == "还在写"
    assert 'role="alert"' not in page(shown)
    assert len(rooms.entries()) == before


def test_hostile_words_are_plain_words_on_every_page(rooms):
    done = rooms.send(
        "contact/log/new", debt=HUABEI, institution=HOSTILE, said=HOSTILE + "长" * 3000,
        promise_what_0=HOSTILE, at="23:00", minutes="1",
    )  # fmt: skip
    entry = done.url.split("?")[0].rsplit("/", 1)[-1]
    places = ("contact/", "contact/log", f"contact/log/{entry}", f"contact/log/{entry}/correct",
              "contact/conduct", "contact/clock", "papers/timeline", f"papers/timeline/{entry}",
              f"papers/write/confirmation?debt={HUABEI}&about={entry}")  # fmt: skip
    for place in places:
        shown = rooms.get(place)
        assert shown.status_code == 200
        assert "<script>alert" not in page(shown)
    assert HOSTILE in words(rooms.get(f"contact/log/{entry}"))


def test_words_of_not_wanting_to_live_stop_everything_and_are_not_kept(rooms):
    before = len(rooms.entries())
    shown = rooms.send("contact/log/new", said=DISTRESS)

    assert "12356" in page(shown)
    assert DISTRESS not in page(shown)
    assert len(rooms.entries()) == before


def test_a_corrected_contact_keeps_its_id_and_shows_what_was_said_before(rooms):
    done = rooms.send(f"contact/log/{SPOKEN}/correct", staff_number="1234", reason="工号抄错了")

    assert done.status_code == 302
    held = next(one for one in rooms.facts("contact_made") if one.id == SPOKEN)
    assert held.staff_number == "1234"
    assert held.promises[0].what.startswith("三个工作日内")
    assert held.minutes == 17
    assert "工号抄错了" in words(rooms.get(f"papers/timeline/{SPOKEN}"))


def test_a_correction_needs_a_reason(rooms):
    shown = rooms.send(f"contact/log/{SPOKEN}/correct", staff_number="1234", reason=" ")

    assert shown.status_code == 200
    assert not rooms.entries("corrected")


def test_a_correction_in_another_tab_is_shown_and_not_overwritten(rooms):
    first = typed(rooms.get(f"contact/log/{SPOKEN}/correct"))
    second = typed(rooms.get(f"contact/log/{SPOKEN}/correct"))
    rooms.post(f"contact/log/{SPOKEN}/correct", first | {"staff_number": "1", "reason": "一"})
    shown = rooms.post(
        f"contact/log/{SPOKEN}/correct", second | {"staff_number": "2", "reason": "二"}
    )

    assert "别处改了同一件事" in words(shown)
    assert typed(shown)["staff_number"] == "2"
    assert len(rooms.entries("corrected")) == 1
    again = rooms.post(f"contact/log/{SPOKEN}/correct", typed(shown))
    assert again.status_code == 302
    assert len(rooms.entries("corrected")) == 2


def test_a_written_confirmation_without_answer_is_no_agreement_until_one_is_recorded(rooms):
    place = f"papers/write/confirmation?debt={HUABEI}&about={SPOKEN}"
    assert rooms.send(place).status_code == 302
    shown = rooms.get(f"contact/log/{SPOKEN}")
    assert "未回复（不等于同意）" in words(shown)

    done = rooms.send(f"contact/log/{SPOKEN}/answer", answer="confirmed", channel="app")

    assert done.status_code == 302
    answer = rooms.facts("contact_made")[-1]
    assert (answer.direction, answer.channel, answer.debt) == ("incoming", "app", HUABEI)
    assert answer.promises[0].what.startswith("三个工作日内")
    assert "已有书面" in words(rooms.get(f"contact/log/{SPOKEN}"))


def test_an_answer_that_refuses_leaves_the_promise_open(rooms):
    rooms.send(f"papers/write/confirmation?debt={HUABEI}&about={SPOKEN}")
    rooms.send(f"contact/log/{SPOKEN}/answer", answer="refused", said="不同意")

    assert not rooms.facts("contact_made")[-1].promises
    assert "没有确认" in words(rooms.get(f"contact/log/{SPOKEN}"))


def test_a_confirmation_without_what_was_confirmed_is_asked_about(rooms):
    shown = rooms.send(
        f"contact/log/{SPOKEN}/answer", answer="confirmed", promise_what_0="", promise_by_0=""
    )

    assert "写下对方书面确认了什么" in words(shown)


def test_signs_name_their_rule_grade_and_entries_and_lead_to_a_complaint_of_facts(rooms):
    rooms.add(
        ContactMade(
            id="nightcall", on=date(2026, 11, 18), at=time(23, 30), debt=HUABEI,
            direction="incoming", channel="phone", minutes=3, institution="某公司",
        ),
        ContactMade(
            id="threat000", on=date(2026, 11, 19), debt=HUABEI, direction="incoming",
            channel="phone", minutes=3, did=("threat_or_violence",),
        ),
    )  # fmt: skip
    shown = rooms.get("contact/conduct")

    assert "法律法规" in words(shown)
    assert "行业标准或指引（不是法律）" in words(shown)
    assert f"/case/{rooms.case}/contact/log/nightcall" in page(shown)
    assert f"papers/write/complaint?debt={HUABEI}" in page(shown)
    letter = words(rooms.get(f"papers/write/complaint?debt={HUABEI}"))
    assert "23:30" in letter
    assert "停息" not in letter.split("将要写出的内容")[1]


def test_a_request_about_contact_is_called_a_request(rooms):
    shown = rooms.get("contact/conduct")

    assert "这是请求，对方可以不照办" in words(shown)
    assert f"papers/write/contact_request?debt={HUABEI}" in page(shown)


def test_the_clock_shows_days_with_where_they_come_from(rooms):
    shown = rooms.get("contact/clock")

    assert "三个工作日内由专人回电" in words(shown)
    assert f"contact/log/{SPOKEN}" in page(shown)
    assert "被拒绝不能投诉" in words(shown)


@pytest.mark.parametrize(
    ("paper", "written"),
    [("payment_order", "payment_order_objection"), ("summons", "court_answer")],
)
def test_a_court_paper_has_its_card_real_or_not_last_day_then_what_to_write(rooms, paper, written):
    done = rooms.send(
        "contact/court/new",
        paper=paper,
        received_on="2026-11-16",
        court="西宁市某法院",
        debt=HUABEI,
    )
    shown = rooms.client.get(done.url)
    said = words(shown)

    assert said.index("真的假的") < said.index("最后一天") < said.index("写哪一份")
    assert 'href="tel:12368"' in page(shown)
    assert "2026年12月1日" in said
    assert f"papers/write/{written}?about=" in page(shown)
    assert "先看法院的文书" in words(rooms.get("contact/"))


def test_checking_a_court_paper_is_a_correction_that_the_card_shows(rooms):
    rooms.add(CourtPaperReceived(id="court0000", on=date(2026, 11, 16), paper="summons",
                                 received_on=date(2026, 11, 16)))  # fmt: skip
    rooms.send("contact/court/court0000/correct", checked_with_court="yes", reason="打了12368")

    assert rooms.facts("court_paper_received")[0].checked_with_court is True
    card = rooms.get("contact/court/court0000")
    assert "法院已核实是真的" in words(card)
    assert 'href="tel:12368"' not in page(card).split("<main")[1]


def test_a_court_paper_cannot_come_tomorrow(rooms):
    shown = rooms.send("contact/court/new", paper="summons", received_on="2026-11-21")

    assert "日期在今天之后" in words(shown)
    assert not rooms.facts("court_paper_received")


def test_what_is_not_there_is_not_there(rooms):
    for place in ("call/none", "log/none", "log/none/correct", "log/none/answer", "court/none"):
        assert rooms.get(f"contact/{place}").status_code == 404


def test_the_log_of_many_contacts_comes_in_pages_newest_first(rooms):
    rooms.add(*(
        ContactMade(id=f"many{n:06d}", on=date(2026, 1, 1), at=time(n // 60 % 24, n % 60),
                    debt=JIEBEI, direction="incoming", channel="message", said=f"第{n}条")
        for n in range(300)
    ))  # fmt: skip
    first, last = rooms.get("contact/log"), rooms.get("contact/log?page=7")

    assert "第 1 页，共 7 页" in words(first)
    assert "第299条" in words(first)
    assert "第0条" in words(last)
    assert rooms.get("contact/log?page=99999999999").status_code == 200


def test_every_page_speaks_english_where_english_is_chosen(english):
    places = ("contact/", f"contact/call/{HUABEI}", "contact/log", "contact/log/new",
              f"contact/log/{SPOKEN}", f"contact/log/{SPOKEN}/answer", "contact/conduct",
              "contact/clock", "contact/court/new", "papers/", "papers/issued", "household/person",
              "papers/timeline", f"papers/timeline/{SPOKEN}")  # fmt: skip
    for place in places:
        shown = english.get(place)
        assert shown.status_code == 200
        labels = re.findall(r"<(?:h1|label|legend|button|summary)[^>]*>([^<]+)<", page(shown))
        assert not [one for one in labels if re.search(r"[㐀-鿿]", one.replace("花呗", ""))
                    and not any(own in one for own in OWN)], place  # fmt: skip
