"""Plans on the page: three offers, one's own, several debts, their offer, the rehearsed call."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.case.kinds import KINDS
from qinghuan.case.plan import asked_for, plan
from qinghuan.case.together import played
from qinghuan.cli import sample
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.web import answers
from qinghuan.web.access import Access
from qinghuan.web.answers import case_folded
from qinghuan.web.page import case_of, now
from qinghuan.web.plans.choosing import asked_in_letters, choices_of
from qinghuan.web.settings import settings


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A data folder with the sample, and the session of somebody who opened it."""
    access = Access()
    store.open_home(
        tmp_path_factory.mktemp("plans") / "home",
        more={**settings(access, "zh_CN"), "ALLOWED_HOSTS": ["testserver"]},
    )
    case = load(Screen("zh_CN", as_json=True))
    yield case, access.opened_by(access.key)
    answers.forget()
    store.close()


@pytest.fixture
def client(opened):
    from django.test import Client

    made = Client(headers={"Origin": "http://testserver"})
    made.cookies["qinghuan"] = opened[1]
    return made


@pytest.fixture
def case(opened):
    return opened[0]


@pytest.fixture
def get(client, case):
    """A page of plans as it is answered."""

    def asked(path="", *, part=False, status=200, **fields):
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(f"/case/{case}/plans/{path}", fields, headers=headers)
        assert answer.status_code == status
        return answer.content.decode()

    return asked


@pytest.fixture
def post(client, case):
    def sent(path, **fields):
        return client.post(f"/case/{case}/plans/{path}", fields)

    return sent


@pytest.fixture
def late(case):
    """The ids of the late debts: the first one is the Huabei of the sample."""
    return [one.debt for one in answers.planned(case_of(case))]


@pytest.fixture
def at_home(case):
    """Correct what was stated of the household; put right again afterwards."""

    def correct(changes):
        stated = case_folded(case_of(case)).household
        right = stated.model_copy(update=changes)
        why = {"reason": "for a test", "id": store.mint(), "on": stated.on}
        correction = KINDS.correction(stated, right, **why)
        store.append(case, [correction], who=store.OWNER, now=now())
        return stated

    before = []
    yield lambda **changes: before.append(correct(changes))
    for stated in before:
        correct({name: getattr(stated, name) for name in type(stated).model_fields})


def words(html):
    """What can be read."""
    plain = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def own_fields(late, **changes):
    fields = {
        "debt": late[0],
        "months": "24",
        "waits": "0",
        "share": "50",
        "kind": "penalty_waived",
        "shape": "equal",
    }
    return fields | changes


def chosen_by(**changes):
    """The fields that keep a plan of one's own: the share as a fraction."""
    return {
        "kind": "penalty_waived",
        "shape": "equal",
        "months": "24",
        "waits": "0",
        "share": "0.5",
    } | changes


def test_every_late_debt_has_its_three_offers_with_chance_worth_path_and_assumptions(get, case):
    made = answers.planned(case_of(case))
    html = get()
    told = words(html)

    assert "永远不发给对方" in told
    for one in made:
        assert f'id="{one.debt}"' in html
        for offer in one.offers:
            assert f"{offer.option.monthly.value:,.2f}" in told
            assert f"{offer.option.total.value:,.2f}" in told
            assert f"{offer.worth.plan.value:,.2f}" in told
            place = f"offers/{one.debt}/{offer.role}"
            for figure in ("monthly", "total", "saved", "chance", "worth", "without"):
                assert f"/why/{place}/{figure}" in html
    assert told.count("10次里约") >= sum(len(one.offers) for one in made)
    assert "这是推演，不是保证" in told
    assert "再往下不答应" in told
    assert "没有人公布这些数" in told
    assert "国外公布的走完比例" in told


def test_the_way_to_each_figure_of_an_offer_opens(client, get):
    html = get()
    for address in dict.fromkeys(re.findall(r'href="(/case/[^"]+/why/offers/[^"]+)"', html)):
        assert client.get(address).status_code == 200, address


def test_nobody_begins_a_letter_with_the_bottom_line(get, post, case, late):
    assert 'value="bottom_line"' not in get()
    post(f"choose/{late[0]}", role="bottom_line")
    assert choices_of(case_of(case)) == {}


def test_an_offer_is_chosen_for_the_letters_and_given_up_again(get, post, case, late):
    before = asked_in_letters(case_of(case))
    answer = post(f"choose/{late[0]}", role="target")
    assert answer.status_code == 302
    made = next(one for one in answers.planned(case_of(case)) if one.debt == late[0])
    target = next(one.option for one in made.offers if one.role == "target")

    assert asked_in_letters(case_of(case))[late[0]] == target
    assert asked_in_letters(case_of(case))[late[1]] == before[late[1]]
    assert "写信用的就是这一档" in words(get())
    post(f"choose/{late[0]}", drop="1")
    assert asked_in_letters(case_of(case)) == before


def test_a_choice_records_no_fact(post, case, late):
    head = store.head(case)
    post(f"choose/{late[0]}", **chosen_by())
    assert asked_in_letters(case_of(case))[late[0]].months == 24
    assert store.head(case) == head
    post(f"choose/{late[0]}", drop="1")


@pytest.mark.parametrize(
    "changes",
    [
        {"share": "0.6"},
        {"months": "1"},
        {"months": "-24"},
        {"months": "1000000000"},
        {"waits": "-1"},
        {"share": "NaN"},
        {"share": "-0.5"},
        {"share": "1e999"},
        {"kind": "everything"},
        {"kind": "as_it_is"},
        {"shape": "<b>"},
    ],
)
def test_nothing_above_the_chosen_share_or_unsound_is_kept_for_a_letter(post, case, late, changes):
    assert post(f"choose/{late[0]}", **chosen_by(**changes)).status_code == 302
    assert choices_of(case_of(case)) == {}


def test_a_choice_for_a_debt_that_is_not_there_is_not_found(post):
    assert post("choose/nobody", role="target").status_code == 404


def test_a_choice_that_fits_no_more_is_said_and_the_opening_stands_in(
    get, post, case, late, at_home
):
    post(f"choose/{late[0]}", **chosen_by())
    at_home(share_of_surplus=Decimal("0.45"))

    assert choices_of(case_of(case))[late[0]].option is None
    opening = asked_for(answers.planned(case_of(case)))[late[0]]
    assert asked_in_letters(case_of(case))[late[0]] == opening
    assert "现在不合适了" in words(get())
    post(f"choose/{late[0]}", drop="1")


def test_ones_own_plan_is_answered_with_its_figures_and_no_simulation(get, late, monkeypatch):
    monkeypatch.setattr("qinghuan.plans.survival.paths", None)
    monkeypatch.setattr("qinghuan.web.plans.trying.planned", None)
    html = get("own", part=True, **own_fields(late))
    told = words(html)

    assert "465.84" in told
    assert "11,180.00" in told
    assert "10次里约" not in told
    assert "hx-get" in html
    assert "/plans/own/chance?" in html


def test_the_chance_comes_in_an_answer_of_its_own(get, late):
    first = words(get("own", part=True, **own_fields(late, months="25")))
    second = words(get("own/chance", part=True, **own_fields(late, months="25")))

    assert "10次里约" not in first
    assert "10次里约" in second


def test_the_chance_stands_on_a_whole_page_without_scripts_too(get, late):
    html = get("own/chance", **own_fields(late))

    assert "<html" in html
    assert "10次里约" in words(html)
    assert "往后手里的钱" in words(html)
    assert 'data-chart="fan"' in html


def test_a_row_above_the_share_is_said_and_never_offered(get, late):
    html = get("own", **own_fields(late, months="3"))

    assert "不能提" in words(html)
    assert "/choose/" not in html
    again = unescape(re.search(r'href="[^"]*/own\?([^"]*)"', html)[1])
    fields = dict(pair.split("=") for pair in again.split("&"))
    assert "写信就用这一档" in words(get("own", **fields))


def test_a_share_above_the_one_chosen_at_home_is_shown_but_not_for_letters(get, late):
    html = get("own", **own_fields(late, share="70", months="20"))

    assert "不能拿去写信" in words(html)
    assert "/choose/" not in html


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"months": "NaN"}, "请写整数"),
        ({"months": "-5"}, "请写1到60之间的数"),
        ({"months": "1000000000"}, "请写1到60之间的数"),
        ({"months": "9" * 500}, "太长了"),
        ({"months": ""}, "这一项要填"),
        ({"months": "2.5"}, "请写整数"),
        ({"waits": "-1"}, "请写0到24之间的数"),
        ({"share": "NaN"}, "请写数字"),
        ({"share": "0"}, "请写1到100之间的数"),
        ({"share": "-50"}, "请写数字"),
        ({"share": "1e-9999"}, "请写1到100之间的数"),
        ({"share": "1000000000"}, "请写1到100之间的数"),
        ({"kind": "all"}, "请从列出的里面选"),
        ({"shape": ""}, "这一项要填"),
        ({"debt": "<script>"}, "请从列出的里面选"),
    ],
)
def test_hostile_numbers_are_answered_with_what_to_write(get, late, changes, says):
    for part in (False, True):
        html = get("own", part=part, **own_fields(late, **changes))
        assert says in words(html)
        assert "/choose/" not in html
        assert "<script>alert" not in html
    get("own/chance", part=True, **own_fields(late, **changes))


def test_missing_numbers_begin_again_and_full_width_ones_are_understood(get, late):
    assert "这样分" in words(get("own"))
    assert "这样分" in words(get("own", share="5"))
    assert "465.84" in words(get("own", **own_fields(late, months="２４")))


def test_the_months_ahead_show_money_in_hand_with_their_table(get, late):
    html = get(f"ahead/{late[0]}")

    assert 'data-chart="fan"' in html
    assert "紧的时候" in words(html)
    get("ahead/nobody", status=404)


def test_the_ways_stand_side_by_side_and_the_search_comes_in_a_second_request(get):
    html = get("together")
    told = words(html)
    for way in ("按欠款比例分", "先还利率最高的", "先还数目最小的", "按自己定的顺序"):
        assert way in told
    assert "花钱最少的安排" not in told
    assert "search=1" in html
    searched = get("together", part=True, search="1")
    assert "花钱最少的安排" in words(searched)
    assert "<html" not in searched
    assert "按欠款比例分" in words(get("together", way="pro_rata", search="1"))


def test_the_picture_of_months_sums_to_what_the_way_pays(get, case):
    found = played(answers.assessed(case_of(case)), time_limit=0)
    html = get("together", way="snowball")
    body = re.search(r"<tbody>(.*?)</tbody>", html, re.DOTALL)[1]
    amounts = [Decimal(one.replace(",", "")) for one in re.findall(r'"money">([\d,.]+)<', body)]

    assert sum(amounts) == found.plans["snowball"].paid


def test_the_days_ahead_show_what_can_be_asked(get):
    told = words(get("days"))

    assert "可以请求改到" in told
    assert "这些都是请求，对方可以不同意" in told
    assert "发工钱：每月" in told


def theirs(late, **changes):
    return {
        "offer_debt": late[0],
        "offer_months": "6",
        "offer_amount": "1,990",
        "offer_first": "2026-12-28",
        "offer_penalty": "yes",
        "offer_rest": "",
    } | changes


def test_an_offer_too_heavy_is_countered_with_numbers_to_say_copy_and_hear(post, late):
    html = post("their-offer", **theirs(late)).content.decode()

    assert "还价" in words(html)
    assert "这个数我守不住" in words(html)
    assert 'data-copy="#sentence"' in html
    assert 'data-read-aloud="#sentence"' in html


def test_an_offer_that_is_light_and_clear_can_be_accepted_in_writing(post, late):
    light = theirs(
        late,
        offer_months="30",
        offer_amount="300",
        offer_first="2027-10-29",
        offer_rest="yes",
        offer_total="9000",
    )
    assert "可以接受，先要书面" in words(post("their-offer", **light).content.decode())
    open_ = words(post("their-offer", **{**light, "offer_penalty": ""}).content.decode())
    assert "停不停计罚息" in open_


def test_rows_one_by_one_are_read_and_their_sum_is_shown(post, late):
    rows = "2027-05-01 300\n2027/6/1：４００．５０元\n\n2027年7月1日 1,000"
    fields = theirs(late, offer_months="", offer_amount="", offer_first="", offer_rows=rows)
    assert "1,700.50" in words(post("their-offer", **fields).content.decode())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"offer_amount": "-3"}, "金额不能小于零"),
        ({"offer_amount": "0"}, "大于零"),
        ({"offer_amount": "NaN"}, "请写金额"),
        ({"offer_amount": "999999999999"}, "太大了"),
        ({"offer_amount": ""}, "一行地写"),
        ({"offer_months": "100000"}, "请写1到120之间的数"),
        ({"offer_months": "-1"}, "请写1到120之间的数"),
        ({"offer_first": "9999-12-31"}, "十年以内"),
        ({"offer_first": "2020-01-01"}, "今天以后"),
        ({"offer_first": "soon"}, "看不懂"),
        ({"offer_rows": "300 yuan each month"}, "第1行看不懂"),
        ({"offer_rows": "2027-02-30 300"}, "第1行看不懂"),
        ({"offer_rows": "2027-03-01 0"}, "大于零"),
        ({"offer_rows": "\n".join(["2027-03-01 3"] * 200)}, "请写1到120之间的数"),
        ({"offer_debt": "x"}, "请从列出的里面选"),
        ({"offer_penalty": "maybe"}, "请从列出的里面选"),
    ],
)
def test_an_unsound_offer_is_told_beside_its_field_and_nothing_typed_is_lost(
    post, late, changes, says
):
    html = post("their-offer", **theirs(late, **changes)).content.decode()

    assert says in words(html)
    assert 'id="answer"' not in html
    typed = theirs(late, **changes)
    assert 'value="2026-12-28"' in html or "offer_first" in changes
    assert all(line in unescape(html) for line in typed.get("offer_rows", "").splitlines())


def test_hostile_words_in_their_offer_are_plain_text(post, late):
    fields = theirs(late, offer_rows="<script>alert(1)</script>", offer_total="<b>1</b>")
    html = post("their-offer", **fields).content.decode()
    assert "<script>alert" not in html
    assert "<b>1" not in html


def test_their_offer_is_not_kept(post, case, late):
    head = store.head(case)
    post("their-offer", **theirs(late))
    assert store.head(case) == head


def test_the_call_is_rehearsed_round_by_round_and_is_said_to_be_practice(get, case, late):
    head = store.head(case)
    html = get("rehearse", desk="soft", debt=late[0])
    assert "这是练习" in words(html)
    said = ""
    for round_ in range(1, 13):
        html = get("rehearse", desk="soft", debt=late[0], said=said, say="advised")
        assert html.count('class="mine"') == round_
        if "你说哪一句" not in words(html):
            break
        said = re.search(r'name="said" value="([^"]*)"', html)[1]
    assert re.search("对方同意了|对方不再让了|练得够久了", words(html))
    assert store.head(case) == head


def test_the_same_talk_answers_the_same_and_the_way_back_takes_a_word_back(get):
    once = get("rehearse", desk="hard", said="opening", say="target")
    assert words(once) == words(get("rehearse", desk="hard", said="opening", say="target"))
    assert get("rehearse", desk="hard", said="opening").count('class="mine"') == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"desk": "<b>"},
        {"said": "x.y.z"},
        {"said": "opening." * 500},
        {"seed": "NaN"},
        {"seed": "-1"},
        {"seed": "9" * 400},
        {"debt": "nobody", "say": "<script>alert(1)</script>"},
    ],
)
def test_a_hostile_talk_is_a_talk_that_has_not_begun_or_has_ended(get, fields):
    html = get("rehearse", **fields)
    assert "这是练习" in words(html)
    assert "<script>alert" not in html


def test_english_is_complete(get, late):
    store.prefer("language", "en")
    try:
        pages = ("", "own", "together", "days", "their-offer", "rehearse?say=opening")
        for path in (*pages, f"ahead/{late[0]}"):
            answer = words(get(path))
            assert re.search(r"[a-z]{4}", answer)
            own = answer.replace("示例：花呗逾期九十二天", "")
            left = set(re.findall(r"[\u4e00-\u9fff]{2,}", own))
            assert left <= NAMES, left
    finally:
        store.prefer("language", "zh_CN")


NAMES = {"清还", "花呗", "借呗", "青唐示例银行信用卡", "青唐示例银行储蓄卡", "余额宝"}
"""What the person of the sample calls things."""


@pytest.fixture
def changed(case, monkeypatch):
    """The sample with something about it changed, on every page of the room."""

    def as_if(**changes):
        found = replace(answers.assessed(case_of(case)), **changes)
        answers.forget()
        for room in ("views", "trying", "several", "their_offer", "rehearsing", "choosing"):
            monkeypatch.setattr(f"qinghuan.web.plans.{room}.assessed", lambda _case: found)
            if room in {"views", "trying", "their_offer", "rehearsing", "choosing"}:
                monkeypatch.setattr(f"qinghuan.web.plans.{room}.planned", lambda _case: plan(found))

    return as_if


def test_without_a_surplus_there_are_steps_and_no_plan_anywhere(get, case, at_home):
    sheet = case_folded(case_of(case)).household
    at_home(incomes=sheet.incomes[:1])
    html = get()

    assert answers.assessed(case_of(case)).affordable.path == "no_surplus"
    assert "不提分期" in words(html)
    assert "12348" in words(html)
    assert f"/case/{case}/household/" in html
    assert 'class="card offer' not in html
    for path in ("own", "own/chance", "rehearse"):
        get(path, status=302)
    assert "按欠款比例分" not in words(get("together"))


def test_with_no_surplus_their_offer_is_answered_with_a_refusal(post, case, late, at_home):
    at_home(incomes=case_folded(case_of(case)).household.incomes[:1])
    told = words(post("their-offer", **theirs(late)).content.decode())

    assert "不答应，先请求停息或调解" in told
    assert "不能签还不起的协议" in told


def another_case(*facts):
    """A case of somebody who has written down no more than ``facts``."""
    begun = CaseOpened(id=store.mint(), on=sample.TODAY, label="另一份", language="zh_CN")
    copies = [one.model_copy(update={"id": store.mint()}) for one in facts]
    return store.new_case([begun, *copies], who=store.OWNER, now=now(), token=store.mint())


def test_an_unknown_household_is_asked_for_and_nothing_is_guessed(client, case):
    kinds = {"debt_disclosed"}
    known = [one.fact for one in store.facts(case) if one.fact.KIND in kinds]
    other = another_case(*known)
    html = client.get(f"/case/{other}/plans/").content.decode()

    assert "先登记收入和支出" in words(html)
    assert f"/case/{other}/household/" in html
    assert 'class="card offer' not in html
    assert client.get(f"/case/{other}/plans/own").status_code == 302
    assert "还不知道家里的收支" in words(client.get(f"/case/{other}/plans/days").content.decode())


def test_a_case_without_a_debt_asks_for_one_first(client):
    other = another_case()
    html = client.get(f"/case/{other}/plans/").content.decode()

    assert "先记一笔" in words(html)
    assert client.get(f"/case/{other}/plans/their-offer").status_code == 302


def test_a_debt_that_may_be_time_barred_leads_to_12348_first_and_has_no_plan(
    get, post, case, late, changed
):
    sound = answers.assessed(case_of(case))
    barred = tuple(
        replace(debt, limitation=replace(debt.limitation, standing="stop"))
        if debt.facts.id == late[0]
        else debt
        for debt in sound.debts
    )
    changed(debts=barred)
    html = get()

    assert "这一笔先打12348" in words(html)
    assert f'id="{late[0]}"' not in html
    assert f'id="{late[1]}"' in html
    assert late[0] not in re.findall(r'<option value="([^"]*)"', get("own"))
    assert post(f"choose/{late[0]}", role="target").status_code == 404
    told = words(post("their-offer", **theirs(late)).content.decode())
    assert "请从列出的里面选" in told


def test_where_something_comes_first_there_is_no_plan_to_try(get, case, changed):
    sound = answers.assessed(case_of(case))
    changed(next_step=replace(sound.next_step, halted=True))

    assert "现在先做“下一步”里那件事" in words(get())
    for path in ("own", "rehearse", "their-offer", "days"):
        get(path, status=302)
