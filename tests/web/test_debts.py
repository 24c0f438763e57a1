"""Debts on the page: what a person sees, what is recorded, what happens to a slip of the pen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.conf import settings as django_settings
from django.test import Client

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.case.fold import fold
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.dates import china_today
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.entries import (
    AmountFellDue,
    ClaimReceived,
    DebtDisclosed,
    PaymentMade,
    TermsLearned,
)
from qinghuan.web.access import Access
from qinghuan.web.answers import forget
from qinghuan.web.settings import settings

TODAY = china_today(datetime.now(UTC))
HOSTILE = "<script>alert(1)</script>'\"&{{ x }}"


@pytest.fixture
def home(tmp_path):
    """An open folder, and a browser in it."""
    access = Access()
    store.open_home(tmp_path / "home", more=settings(access, "zh_CN"))
    django_settings.ALLOWED_HOSTS = ["testserver"]
    django_settings.QINGHUAN_ACCESS = access
    client = Client(headers={"Origin": "http://testserver"})
    client.cookies["qinghuan"] = access.opened_by(access.key)
    forget()
    yield client
    store.close()


@dataclass
class Browser:
    """One case in a browser, and a few words for what a person does there."""

    client: Client
    case: str
    debt: str = ""
    seen: list = field(default_factory=list)

    def url(self, place=""):
        return f"/case/{self.case}/debts/{place}"

    def get(self, place="", **more):
        return self.client.get(self.url(place), **more)

    def see(self, place=""):
        found = self.get(place)
        assert found.status_code == 200, found.status_code
        return words(found)

    def post(self, place, **typed):
        return self.client.post(self.url(place), typed)

    def answer(self, flow, step, **typed):
        return self.post(f"{self.debt}/record/{flow}/{step}", **typed)

    def check(self, flow):
        return self.get(f"{self.debt}/record/{flow}/check")

    def record(self, flow, *, page=None, **more):
        page = page or self.check(flow)
        return self.post(f"{self.debt}/record/{flow}/check", **hidden(page), **more)

    def facts(self, kind):
        return [one.fact for one in store.facts(self.case) if isinstance(one.fact, kind)]

    def debts(self, day=date.max):
        return fold(store.facts(self.case), day).debts


def words(response):
    """What is read on a page, without its marks."""
    text = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def hidden(response):
    """The hidden fields of the form that records."""
    import html

    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)">', response.content.decode()
    )
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def empty(home):
    """A case of one's own, with nothing in it."""
    opened = CaseOpened(id=store.mint(), on=TODAY, label="我的")
    return Browser(home, store.new_case([opened], who=store.OWNER, now=datetime.now(UTC)))


@pytest.fixture
def one(empty):
    """A case with one debt."""
    empty.debt = put(empty, DebtDisclosed, creditor="某消费金融公司", product="huabei")
    return empty


@pytest.fixture
def sample(home):
    """The sample."""
    case = load(Screen("zh_CN", as_json=True))
    return Browser(home, case, "53840c18f69b")


def put(browser, kind, *, on=None, **values):
    """Record a fact past the page."""
    body = {"id": store.mint(), "on": on or TODAY - timedelta(days=30), **values}
    if kind is not DebtDisclosed:
        body["debt"] = browser.debt
    fact = kind.model_validate(body)
    store.append(browser.case, [fact], who=store.OWNER, now=datetime.now(UTC))
    return fact.id


def test_the_list_says_of_each_debt_what_is_claimed_ours_how_late_and_what_comes_next(sample):
    page = sample.see()

    for said in ("花呗", "8,590.62", "8,217.50", "92 天", "2026年12月12日", "没有逾期"):
        assert said in page


def test_one_debt_shows_its_parts_beside_the_claim_and_asks_about_each_difference(sample):
    page = sample.see(f"{sample.debt}/")

    for said in ("逾期本金", "290.62", "237.50", "53.12", "有 3 处对不上", "373.12"):
        assert said in page
    assert "请核对是否入账" in page
    assert page.count("怎么算的") > 8


def test_every_way_that_is_linked_from_a_debt_leads_to_a_figure(sample):
    page = sample.get(f"{sample.debt}/").content.decode()

    ways = set(re.findall(r'href="(/case/[^"]+/why/[^"]+)"', page))

    assert len(ways) > 8
    assert {sample.client.get(way).status_code for way in ways} == {200}


def test_the_clock_is_said_in_the_careful_words_alone(sample):
    page = sample.see(f"{sample.debt}/")

    assert page.count("时效") == 0
    assert "催收短信、起诉、你答应还，都会让三年重新计算，不要靠等。" in page


def test_a_debt_whose_time_may_have_run_out_says_12348_first_and_offers_no_letter(one):
    put(one, AmountFellDue, on=TODAY - timedelta(days=5 * 365), principal="1000")

    page = one.see(f"{one.debt}/")

    assert page.index("先打12348") < page.index("对方要的")
    assert "写成一封信" not in page
    assert "都会让三年重新计算" not in page


@pytest.mark.parametrize(("product", "warned"), [("credit_card", True), ("huabei", False)])
def test_the_warning_of_cards_is_said_of_cards_alone(empty, product, warned):
    empty.debt = put(empty, DebtDisclosed, creditor="某行", product=product, lender="bank")
    put(empty, AmountFellDue, principal="1000")

    assert ("可能涉及刑事" in empty.see(f"{empty.debt}/")) is warned


def test_the_line_is_said_as_what_a_court_may_do_on_request(one):
    put(one, AmountFellDue, on=TODAY - timedelta(days=100), principal="1000")
    put(one, TermsLearned, terms={"penalty_rate": "0.002", "penalty_base": "overdue_principal"})

    page = one.see(f"{one.debt}/")

    assert "你可以请法院把超过24%的部分" in page
    assert "要自己提出来" in page


def test_a_debt_is_recorded_one_question_a_screen_and_everything_unknown_is_skipped(empty):
    assert "先记一笔" in empty.see()

    at = empty.post("new/product", product="huabei")
    assert at.url == empty.url("new/creditor")
    for step in ("creditor", "name", "debit"):
        assert at.url == empty.url(f"new/{step}")
        at = empty.post(f"new/{step}", _skip="1", creditor="不算")
    seen = empty.get("new/check")
    done = empty.post("new/check", **hidden(seen))

    (debt,) = empty.facts(DebtDisclosed)
    assert done.url.startswith(empty.url(f"{debt.id}/"))
    assert (debt.product, debt.creditor, debt.lender) == ("huabei", "", "unknown")
    assert empty.get(f"{debt.id}/").status_code == 200


def test_huabei_and_the_credit_purchase_on_one_page_become_two_debts(empty):
    empty.post("new/product", product="both")
    empty.post("new/creditors", creditor_huabei="甲公司", creditor_xinyonggou="乙银行")
    empty.post("new/debit", automatic_debit="余额，每月9日")

    empty.post("new/check", **hidden(empty.get("new/check")))

    found = {
        debt.product: (debt.creditor, debt.automatic_debit) for debt in empty.facts(DebtDisclosed)
    }
    assert found == {
        "huabei": ("甲公司", "余额，每月9日"),
        "xinyonggou": ("乙银行", "余额，每月9日"),
    }
    assert "甲公司" in empty.see()
    assert "乙银行" in empty.see()


def claimed(one, total="1,200.50", lines=(("逾期本金", "1000"), ("逾期利息", "200.50"))):
    one.answer("claim", "total", on=TODAY.isoformat(), total=total)
    rows = {}
    for row, (name, amount) in enumerate(lines):
        rows |= {f"line_name-{row}": name, f"line_amount-{row}": amount, f"line_part-{row}": ""}
    one.answer("claim", "lines", **rows)
    one.answer("claim", "late", days_overdue="30", oldest_unpaid_due="")
    one.answer("claim", "later", not_yet_due="", annual_rate_shown="18.25")


def test_the_bill_is_copied_line_by_line_and_a_part_its_name_tells_is_shown_first(one):
    claimed(one)

    seen = one.check("claim")
    assert "罚息、逾期利息：晚了才收的" in words(seen)
    one.record("claim", page=seen)

    (claim,) = one.facts(ClaimReceived)
    assert claim.total == Decimal("1200.50")
    assert [(line.name, line.part) for line in claim.lines] == [
        ("逾期本金", "principal"),
        ("逾期利息", "penalty_interest"),
    ]
    assert claim.days_overdue == 30
    assert claim.annual_rate_shown == Decimal("0.1825")


def test_lines_that_do_not_sum_are_asked_about_and_not_refused(one):
    claimed(one, total="1300")

    seen = one.check("claim")
    assert "各项相加1,200.50元，合计写1,300.00元" in words(seen)
    assert one.record("claim", page=seen).status_code == 200
    assert not one.facts(ClaimReceived)
    assert one.record("claim", page=seen, sure="1").status_code == 302
    assert one.facts(ClaimReceived)[0].total == Decimal("1300.00")


def test_a_form_sent_twice_is_recorded_once(one):
    one.answer("payment", "paid", on=TODAY.isoformat(), amount="200")
    seen = one.check("payment")

    first, second = one.record("payment", page=seen), one.record("payment", page=seen, sure="1")

    assert (first.status_code, second.status_code) == (302, 302)
    assert len(one.facts(PaymentMade)) == 1


def test_the_same_payment_again_is_asked_about(one):
    put(one, PaymentMade, on=TODAY, amount="200")
    one.answer("payment", "paid", on=TODAY.isoformat(), amount="200")

    seen = one.check("payment")

    assert "已经记过一笔一样的" in words(seen)
    one.record("payment", page=seen, sure="1")
    assert len(one.facts(PaymentMade)) == 2


def test_a_change_in_another_tab_is_shown_and_nothing_typed_is_lost(one):
    one.answer("payment", "paid", on=TODAY.isoformat(), amount="123.45")
    seen = one.check("payment")
    put(one, PaymentMade, on=TODAY, amount="77")

    refused = one.record("payment", page=seen)

    assert refused.status_code == 200
    assert "刚才在别处改过" in words(refused)
    assert "77.00" in words(refused)
    assert "123.45" in words(refused)
    one.record("payment", page=refused)
    assert {paid.amount for paid in one.facts(PaymentMade)} == {Decimal("123.45"), Decimal("77.00")}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"amount": "-5"}, "金额不能小于零"),
        ({"amount": "0"}, "要大于零"),
        ({"amount": "一千"}, "请写金额"),
        ({"amount": "1.234"}, "请写金额"),
        ({"amount": ""}, "这一项要填"),
        ({"on": (TODAY + timedelta(days=1)).isoformat()}, "这一天还没到"),
        ({"on": "2026-02-31"}, "看不懂"),
        ({"on": ""}, "这一项要填"),
    ],
)
def test_a_payment_that_cannot_be_is_said_beside_its_field_and_stays_typed(one, typed, said):
    given = {"on": TODAY.isoformat(), "amount": "200", **typed}

    page = one.answer("payment", "paid", **given)

    assert page.status_code == 200
    assert said in words(page)
    for value in given.values():
        assert f'value="{value}"' in page.content.decode() or not value
    assert one.check("payment").status_code == 302


def test_full_width_digits_are_understood(one):
    one.answer("payment", "paid", on=TODAY.isoformat(), amount="１，２３４．５０")
    one.record("payment")

    assert one.facts(PaymentMade)[0].amount == Decimal("1234.50")


def test_an_amount_with_too_many_noughts_is_asked_about(one):
    one.answer("drawn", "moved", on=TODAY.isoformat(), amount="900000000")

    seen = one.check("drawn")

    assert "可能多写了零" in words(seen)
    assert one.record("drawn", page=seen).status_code == 200
    assert not one.facts(MoneyDrawn)


def test_a_due_day_before_the_loan_is_asked_about(one):
    put(one, MoneyDrawn, on=TODAY - timedelta(days=10), amount="1000")
    one.answer("due", "how", how="one")
    one.answer("due", "one", on=(TODAY - timedelta(days=20)).isoformat(), principal="1000")

    assert "早于或等于借款日" in words(one.check("due"))


def test_twelve_equal_instalments_are_recorded_at_once_and_give_the_rate_of_a_year(one):
    start = date(2026, 1, 10)
    put(one, MoneyDrawn, on=start, amount="12000")
    one.answer("due", "how", how="monthly")
    one.answer(
        "due",
        "monthly",
        on="2026-02-10",
        count="12",
        principal="1000",
        interest="0",
        instalment_fee="60",
    )
    one.record("due", sure="1")

    assert len(one.facts(AmountFellDue)) == 12
    page = one.see(f"{one.debt}/")
    assert "按记下的借款和 12 期" in page
    rate = re.search(r"折合一年多少 ([\d.]+)%", page)
    assert rate[1] == "11.5"
    assert one.get(f"{one.debt}/rate").status_code == 200


def test_without_the_day_of_the_loan_there_is_no_rate_and_that_is_said(one):
    put(one, AmountFellDue, principal="1000", interest="20")

    assert "还没记哪天借的、借了多少" in one.see(f"{one.debt}/")


def test_several_different_bills_are_recorded_at_once(one):
    one.answer("due", "how", how="several")
    rows = {}
    for row, principal in enumerate(("500", "700")):
        rows |= {f"row_on-{row}": f"2026-0{row + 3}-05", f"row_principal-{row}": principal}
    one.answer("due", "several", **rows)
    one.record("due", sure="1")

    assert [row.principal for row in one.facts(AmountFellDue)] == [Decimal(500), Decimal(700)]


def test_a_row_without_its_day_is_said_beside_the_row(one):
    one.answer("due", "how", how="several")

    page = one.answer("due", "several", **{"row_on-0": "", "row_principal-0": "500"})

    assert page.status_code == 200
    assert "这一项要填" in words(page)


def test_what_was_begun_is_found_again_and_can_be_given_up(one):
    one.answer("claim", "total", on=TODAY.isoformat(), total="88")

    assert "有一件没写完：账单怎么说" in one.see(f"{one.debt}/")
    assert 'value="88"' in one.get(f"{one.debt}/record/claim/total").content.decode()
    one.answer("claim", "total", _drop="1")
    assert "没写完" not in one.see(f"{one.debt}/")


def test_what_is_typed_is_kept_without_sending_the_form(one):
    kept = one.post(f"{one.debt}/record/claim/total?_keep=1", total="9", on="")

    assert kept.status_code == 204
    assert 'value="9"' in one.get(f"{one.debt}/record/claim/total").content.decode()


def test_an_entry_is_corrected_with_its_reason_and_the_old_value_stays_struck_through(one):
    wrong = put(one, PaymentMade, on=TODAY, amount="200")
    place = f"{one.debt}/entry/{wrong}/correct"
    one.post(f"{place}/paid", on=TODAY.isoformat(), amount="20")
    one.post(f"{place}/agreed", _skip="1")
    missing = one.post(f"{place}/reason", reason="多写了零")
    assert missing.status_code == 200
    one.post(f"{place}/reason", reason_kind="mistake", reason="多写了零")

    seen = one.get(f"{place}/check")
    assert "<del>200.00</del>" in seen.content.decode()
    one.post(f"{place}/check", **hidden(seen))

    assert [paid.amount for paid in one.facts(PaymentMade)] == [Decimal("20.00")]
    entry = one.see(f"{one.debt}/entry/{wrong}/")
    assert "200.00" in entry
    assert "写错了：多写了零" in entry
    assert "<del>" in one.get(f"{one.debt}/").content.decode()


def test_an_entry_is_withdrawn_with_its_reason_and_stays_visible(one):
    wrong = put(one, PaymentMade, on=TODAY, amount="200")

    asked = one.get(f"{one.debt}/entry/{wrong}/withdraw")
    refused = one.post(f"{one.debt}/entry/{wrong}/withdraw", reason="")
    one.post(f"{one.debt}/entry/{wrong}/withdraw", reason_kind="mistake", **hidden(asked))

    assert refused.status_code == 200
    assert not one.facts(PaymentMade)
    assert "这一条已撤回" in one.see(f"{one.debt}/")
    assert "200.00" in one.see(f"{one.debt}/entry/{wrong}/")


def test_the_debt_itself_is_not_withdrawn(one):
    assert one.get(f"{one.debt}/entry/{one.debt}/withdraw").status_code == 404


def test_which_account_is_debited_is_stated_later(one):
    place = f"{one.debt}/entry/{one.debt}/correct"
    one.post(f"{place}/debit", automatic_debit="工资卡，每月10日")
    one.post(f"{place}/reason", reason_kind="later")
    one.post(f"{place}/check", **hidden(one.get(f"{place}/check")))

    (debt,) = one.facts(DebtDisclosed)
    assert debt.automatic_debit == "工资卡，每月10日"
    assert debt.creditor == "某消费金融公司"


def test_terms_learned_keep_what_was_known_and_not_asked(one):
    put(one, TermsLearned, terms={"penalty_rate": "0.0005", "origin": "contract"})
    seen = one.get(f"{one.debt}/record/terms/penalty")
    assert 'value="0.05"' in seen.content.decode()

    refused = one.answer("terms", "rate", term_rate="0.04", term_rate_per="")
    assert "请选按日、按月还是按年" in words(refused)
    one.answer("terms", "rate", term_rate="0.04", term_rate_per="day")
    one.answer("terms", "order", order_1="principal", order_2="interest")
    one.record("terms")

    terms = one.debts()[0].terms
    assert terms.rate == Decimal("0.0004")
    assert terms.penalty_rate == Decimal("0.0005")
    assert terms.allocation == ("principal", "interest")
    assert terms.origin == "contract"


def test_every_field_of_the_terms_is_asked():
    from pydantic import BaseModel

    from qinghuan.debts.entries import AccelerationClause, InstalmentFee, Terms
    from qinghuan.web.debts.flows.terms import ASKED

    def paths(kind: type[BaseModel]):
        inside = {"instalment_fee": InstalmentFee, "acceleration": AccelerationClause}
        for name in kind.model_fields:
            if name in inside:
                yield from (f"{name}.{inner}" for inner in inside[name].model_fields)
            else:
                yield name

    assert {one.path for one in ASKED} | {"allocation"} == set(paths(Terms))


def test_fee_due_date_clause_and_lpr_are_learned_and_read_back_to_be_changed(one):
    one.answer("terms", "rate", term_rate="18", term_rate_per="year", term_day_count="actual/360")
    one.answer(
        "terms",
        "fee",
        term_instalment_fee_share="7.2",
        term_instalment_fee_per="total",
        term_instalment_fee_principal="12000",
        term_instalment_fee_instalments="１２",
    )
    one.answer("terms", "bill", term_minimum_share="10")
    one.answer("terms", "acceleration", term_acceleration_missed="3")
    one.answer("terms", "lpr", term_lpr_one_year="3.45")
    checked = words(one.check("terms"))
    for said in ("一年360天", "所有期加在一起", "12,000.00", "7.2%", "10%", "3.45%"):
        assert said in checked
    one.record("terms")

    terms = one.debts()[0].terms
    fee = terms.instalment_fee
    assert terms.day_count == "actual/360"
    assert (fee.share, fee.per, fee.instalments) == (Decimal("0.072"), "total", 12)
    assert fee.principal == Decimal(12000)
    assert terms.minimum_share == Decimal("0.1")
    assert (terms.acceleration.missed, terms.acceleration.days) == (3, None)
    assert terms.lpr_one_year == Decimal("0.0345")

    again = one.get(f"{one.debt}/record/terms/fee").content.decode()
    assert 'value="12000.00"' in again
    one.answer("terms", "fee", _skip="1")
    one.answer("terms", "acceleration", term_acceleration_missed="", term_acceleration_days="90")
    one.record("terms")

    terms = one.debts()[0].terms
    assert terms.instalment_fee is None
    assert (terms.acceleration.missed, terms.acceleration.days) == (None, 90)
    assert terms.day_count == "actual/360"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"principal": "12000"}, ("手续费是百分之几", "是每一期的，还是")),
        ({"share": "0.6"}, ("是每一期的，还是",)),
        ({"per": "period"}, ("手续费是百分之几",)),
        ({"share": "7.2", "per": "total"}, ("一共分几期",)),
        ({"share": "7.2", "per": "total", "instalments": "0"}, ("太小了",)),
    ],
)
def test_a_fee_typed_by_half_is_said_with_what_is_missing(one, typed, said):
    fee = {f"term_instalment_fee_{name}": value for name, value in typed.items()}

    refused = one.answer("terms", "fee", **fee)

    assert refused.status_code == 200
    faults = " ".join(re.findall(r'<p class="fault"[^>]*>([^<]+)', refused.content.decode()))
    assert all(words in faults for words in said), faults
    assert "Ensure" not in faults
    assert one.check("terms").url.endswith("/record/terms/fee?check=1")
    assert not one.facts(TermsLearned)


def test_a_clause_of_which_nothing_is_typed_is_left_out_whole(one):
    one.answer("terms", "rate", term_rate="0.04", term_rate_per="day")
    one.answer("terms", "fee")
    one.answer("terms", "acceleration")
    one.record("terms")

    learned = one.facts(TermsLearned)[0].terms
    assert (learned.instalment_fee, learned.acceleration) == (None, None)
    assert learned.model_dump(exclude_defaults=True) == {"rate": "0.0004"}


def test_a_share_of_more_than_all_is_said_beside_its_field(one):
    assert "超过100%了" in words(one.answer("terms", "bill", term_minimum_share="1000"))
    assert "超过100%了" in words(one.answer("terms", "lpr", term_lpr_one_year="345"))


def test_a_rate_that_is_a_yearly_one_typed_for_a_day_is_asked_about(one):
    one.answer("terms", "rate", term_rate="18.25", term_rate_per="day")

    assert "是不是把每年的写成了每天的" in words(one.check("terms"))


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("frozen", {"until": (TODAY - timedelta(days=9)).isoformat()}, "比开始那天还早"),
        ("holiday", {"holiday_until": ""}, "这一项要填"),
        ("written_down", {"written_down": "0"}, "要大于零"),
    ],
)
def test_relief_that_cannot_be_is_said_beside_its_field(one, step, typed, said):
    one.answer("relief", "relief", on=TODAY.isoformat(), relief=step)

    page = one.answer("relief", step, **typed)

    assert page.status_code == 200
    assert said in words(page)


RELIEFS = {
    "waived": {"part": "penalty_interest", "amount": "50.00"},
    "written_down": {"written_down": "100.00"},
    "frozen": {"stops_interest": "on"},
    "holiday": {"holiday_until": (TODAY + timedelta(days=40)).isoformat()},
    "settled": None,
}
CHANGES = {
    "rate": {"new_rate": "0.03", "new_rate_per": "day"},
    "accelerated": None,
    "assigned": {"new_creditor": "某资产管理公司"},
    "postponed": {
        "first": (TODAY + timedelta(days=5)).isoformat(),
        "to": (TODAY + timedelta(days=35)).isoformat(),
    },
    "reaged": {"rows": "12", "first_due": (TODAY + timedelta(days=20)).isoformat()},
    "reamortised": {"arrears": "spread"},
}


@pytest.mark.parametrize("relief", RELIEFS)
def test_each_relief_is_recorded_and_read_back_the_same(one, relief):
    put(one, AmountFellDue, principal="1000")
    recorded_back(one, "relief", "relief", relief, RELIEFS[relief])


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_recorded_and_read_back_the_same(one, change):
    put(one, AmountFellDue, principal="1000")
    recorded_back(one, "changed", "change", change, CHANGES[change])


def recorded_back(one, flow, name, kind, more):
    one.answer(flow, name, on=TODAY.isoformat(), **{name: kind})
    if more is not None:
        assert one.answer(flow, kind, **more).status_code == 302
    if flow == "relief":
        one.answer(flow, "agreement", agreement="App消息")
    seen = one.check(flow)
    assert one.record(flow, page=seen, sure="1").status_code == 302
    (fact,) = one.debts()[0].changes
    from qinghuan.web.debts.flows import FLOWS

    typed = FLOWS[flow].typed_of(fact)
    assert {name: typed[name] for name in more or {}} == (more or {})


def test_a_payment_that_came_back_is_chosen_from_those_recorded(one):
    paid = put(one, PaymentMade, on=TODAY, amount="200")

    assert "200.00" in one.see(f"{one.debt}/record/reversed/which")
    one.answer("reversed", "which", payment=paid, on=TODAY.isoformat())
    one.record("reversed")

    assert one.debts()[0].changes[0].payment == paid


def test_a_relative_who_did_not_sign_need_not_pay_and_signs_nothing(one):
    one.answer("person", "role", role="relative")
    one.answer("person", "who", name="妈妈")
    one.answer("person", "signed", signed="no")
    one.record("person")

    page = one.see(f"{one.debt}/")

    assert "其他家人 · 妈妈" in page
    assert "父母、子女、亲戚没有签字就没有替还义务。" in page
    assert "不签共同还款、不担保、不替借。" in page
    assert "必须" not in page


def test_hostile_text_is_plain_text_everywhere(empty):
    empty.post("new/product", product="other")
    empty.post("new/creditor", creditor=HOSTILE, lender="")
    empty.post("new/name", product_name=HOSTILE, account=HOSTILE, contract_number="")
    empty.post("new/debit", automatic_debit=HOSTILE)
    seen = empty.get("new/check")
    empty.post("new/check", **hidden(seen))
    (debt,) = empty.facts(DebtDisclosed)
    empty.debt = debt.id
    claimed(empty, lines=((HOSTILE, "1200.50"),))
    empty.record("claim", sure="1")

    assert debt.product_name == HOSTILE
    for place in ("", f"{debt.id}/", f"{debt.id}/entry/{debt.id}/", f"{debt.id}/history"):
        page = empty.get(place).content.decode()
        assert "<script>alert" not in page
        assert "alert(1)" in page


@pytest.mark.parametrize(
    "place",
    [
        "nosuchdebt00/",
        "{debt}/record/nothing/step",
        "{debt}/record/claim/nothing",
        "{debt}/entry/nothing0/",
    ],
)
def test_a_place_that_is_not_there_is_said_so(one, place):
    assert one.get(place.format(debt=one.debt)).status_code == 404


def test_a_flow_looked_over_too_early_leads_to_the_first_question(one):
    at = one.check("payment")

    assert at.url == one.url(f"{one.debt}/record/payment/paid?check=1")
    assert "这一项要填" in words(one.client.get(at.url))


def test_twelve_debts_and_two_hundred_entries_stay_readable_and_fast(empty):
    import time

    facts = []
    for number in range(12):
        debt = DebtDisclosed(
            id=f"debt0000{number:02}",
            on=date(2025, 1, 1),
            creditor=f"公司{number}",
            product="huabei",
        )
        facts.append(debt)
        facts += [
            AmountFellDue(
                id=f"due{number:02}{row:05}",
                on=date(2025, 2, 1) + timedelta(days=20 * row),
                debt=debt.id,
                principal=Decimal(100 + row),
            )
            for row in range(16)
        ]
    last = facts[-17].id
    facts += [
        PaymentMade(
            id=f"paid{row:06}",
            on=date(2025, 3, 1) + timedelta(days=row),
            debt=last,
            amount=Decimal(10),
        )
        for row in range(60)
    ]
    store.append(empty.case, facts, who=store.OWNER, now=datetime.now(UTC))

    for place in ("", f"{last}/", f"{last}/history", f"{last}/history?page=2"):
        begun = time.perf_counter()
        page = empty.see(place)
        assert time.perf_counter() - begun < 4
        assert page.count("还了 10.00 元") <= 50
    assert page.count("看、改、撤回") == 27


def test_a_person_under_age_is_led_back_to_the_one_thing_to_do(one):
    from qinghuan.household.entries import PersonDescribed

    described = PersonDescribed(id=store.mint(), on=TODAY, adult=False)
    store.append(one.case, [described], who=store.OWNER, now=datetime.now(UTC))

    assert one.get(f"{one.debt}/").status_code == 302
    assert "按合同算" not in one.see()


def test_english_is_complete(one):
    store.prefer("language", "en")
    put(one, MoneyDrawn, on=TODAY - timedelta(days=90), amount="1000")
    claimed(one)
    known = {"某消费金融公司", "逾期本金", "逾期利息", "我的", "清还", "花呗", "信用购", "借呗"}
    known |= {"微粒贷", "白条"}

    for place in ("", "new/product", f"{one.debt}/", f"{one.debt}/record/", "check"):
        page = one.check("claim") if place == "check" else one.get(place)
        assert page.status_code == 200
        assert set(re.findall(r"[一-鿿]+", words(page))) <= known


def test_terms_that_no_question_asks_for_stay_as_they_were_and_skipped_ones_go():
    from qinghuan.web.debts.flows.terms import terms_body

    known = {"learned_elsewhere": "actual/360", "grace_days": 3}

    body = terms_body({"term_rate": Decimal("0.1")}, known)

    assert body == {"learned_elsewhere": "actual/360", "rate": Decimal("0.1"), "allocation": ()}


def test_of_two_claims_of_one_day_the_one_recorded_last_stands(one):
    for total in ("900.00", "800.00", "950.00"):
        one.answer("claim", "total", on=TODAY.isoformat(), total=total)
        one.record("claim", sure="1")

        assert one.debts()[0].claim.total == Decimal(total)
