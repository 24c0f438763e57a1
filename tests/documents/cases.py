"""A whole assessment built by hand, with a word of its own in everything that must never leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.fold import Case
from qinghuan.case.next_step import NextStep
from qinghuan.contact.conduct import signs
from qinghuan.contact.entries import ContactMade, CourtPaperReceived, Promise
from qinghuan.dates import add_months
from qinghuan.debts.cap import Cap
from qinghuan.debts.entries import ClaimLine, ClaimReceived, DebtDisclosed, LenderKind, Product
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.debts.limitation import Limitation
from qinghuan.debts.people import PersonInvolved
from qinghuan.debts.questions import Question
from qinghuan.debts.reconcile import Comparison, Finding, PartCompared
from qinghuan.debts.stage import Stage
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.household.bills import BillSums, Covered
from qinghuan.household.categories import CATEGORIES, Category
from qinghuan.household.entries import Asset, HouseholdStated, Knowledge, Member, PersonDescribed
from qinghuan.household.statement import ExpenseLine, HouseholdStatement, IncomeLine, MonthView
from qinghuan.money import ZERO, yuan
from qinghuan.plans.ladder import Waived
from qinghuan.plans.options import Option
from qinghuan.plans.schedule import Instalment
from qinghuan.words import Text

HUABEI, JIEBEI = "huabei00", "jiebei00"
TODAY = date(2026, 11, 20)
HARDSHIP = "七月在工地扭伤了腰，两个月没有工钱。"
DEBITED = "储蓄卡尾号0018"
"""The account that is debited: for the creditor of that debit alone."""
SECRET = "绝密"
"""Stands in every field that no paper may show."""


def said(words: str) -> Text:
    """A sentence of the rules' rooms."""
    return Text("policy.given", zh=words, en=words)


def known(amount: str | Decimal) -> Explained[Decimal]:
    """A figure with a way to it."""
    return Explained(yuan(amount), said(SECRET))


def days(count: int) -> Explained[int]:
    """A count with a way to it."""
    return Explained(count, said(SECRET))


def disclosed(id: str = HUABEI, **changes: Any) -> DebtDisclosed:
    """The debt as it was disclosed."""
    product: Product = "huabei"
    lender: LenderKind = "consumer_finance"
    given: dict[str, Any] = {
        "id": id,
        "on": TODAY,
        "creditor": "重庆蚂蚁消费金融有限公司",
        "product": product,
        "product_name": "花呗",
        "lender": lender,
        "account": "sam***@example.invalid",
        "contract_number": "HB-0001",
        "automatic_debit": DEBITED,
        "co_debtors": (SECRET,),
        "note": SECRET,
    }
    return DebtDisclosed(**(given | changes))


def claim(debt: str = HUABEI) -> ClaimReceived:
    """What the creditor states: three lines, the third too high."""
    return ClaimReceived(
        id=f"{debt}claim",
        on=date(2026, 11, 18),
        origin="platform",
        debt=debt,
        total=yuan("8456.78"),
        lines=(
            ClaimLine(name="消费本金", part="principal", amount=yuan("7900.00")),
            ClaimLine(name="逾期利息", part="penalty_interest", amount=yuan("556.78")),
        ),
        note=SECRET,
    )


def comparison(debt: str = HUABEI) -> Comparison:
    """The claim beside our figures."""
    finding = Finding(
        kind="payment_not_credited",
        part="penalty_interest",
        names=("逾期利息",),
        amount=yuan("156.78"),
        exact=True,
        says=said("这一项比合同算得的高。"),
        question=said("请核对10月12日的300.00元还款记在哪里。"),
    )
    return Comparison(
        debt=debt,
        claim=claim(debt),
        owed=Owed(debt, date(2026, 11, 18)),
        parts=(
            PartCompared("principal", ("消费本金",), yuan("7900"), known("7900"), ZERO),
            PartCompared(
                "penalty_interest",
                ("逾期利息",),
                yuan("556.78"),
                known("400"),
                yuan("156.78"),
                (finding,),
            ),
        ),
        claimed=yuan("8456.78"),
        ours=yuan("8300"),
        difference=yuan("156.78"),
        findings=(finding,),
    )


def debt_assessed(id: str = HUABEI, **changes: Any) -> DebtAssessment:
    """One debt, 92 days late."""
    line = policy.value("court.reduction_line", TODAY)
    person = PersonInvolved(id="person00", on=TODAY, debt=id, role="spouse", name=SECRET)
    facts = DebtFacts(
        id=id,
        disclosed=disclosed(id),
        terms=disclosed(id).terms,
        terms_entry=id,
        people=(person,),
    )
    whole = DebtAssessment(
        facts=facts,
        stage=Stage(id, TODAY, "facts", days(92), date(2026, 8, 20), None, (), None, ()),
        owed=Owed(id, TODAY, parts={"principal": known("7900")}),
        comparison=comparison(id),
        cap=Cap(
            id, TODAY, "claim", known("556.78"), known("480"), known("76.78"), known("0.28"),
            date(2026, 8, 21), line, said("法院可以按请求调减，不是自动不用还。"),
        ),
        limitation=Limitation(id, "inside", said(f"时效{SECRET}"), None, date(2026, 8, 20)),
        questions=(Question("penalty_rate", said("逾期利息按哪条、每天多少计收？")),),
    )  # fmt: skip
    return replace(whole, **changes)


def option(kind: str = "penalty_waived", debt: str = HUABEI, **changes: Any) -> Option:
    """Sixteen instalments of 500.00, the last of 400.00."""
    rows = tuple(
        Instalment(
            n,
            add_months(date(2026, 12, 28), n - 1),
            yuan("500" if n < 16 else "400"),
            yuan("500" if n < 16 else "400"),
            ZERO,
        )
        for n in range(1, 17)
    )
    whole = Option(
        kind=kind,  # type: ignore[arg-type]
        debt=debt,
        label=said(SECRET),
        basis=known("8300"),
        waived=(Waived("penalty_interest", known("400")),),
        months=16,
        first_date=rows[0].due,
        instalments=rows,
        total=known("7900"),
        running=known("0"),
        monthly=known("500"),
        saved=known("556.78"),
        share=known("520"),
        burden="fits",
        price_of_time=said(SECRET),
        reasons=(said(SECRET),),
    )
    return replace(whole, **changes)


def sheet(**changes: Any) -> HouseholdStated:
    """The household as stated."""
    given: dict[str, Any] = {
        "id": "sheet000",
        "on": TODAY,
        "place": "xining",
        "residence": "rural",
        "members": (
            Member(relation="本人", age="18_to_59", earns=True, note=SECRET),
            Member(relation="母亲", age="60_and_over", dependant=True),
        ),
        "assets": (Asset(name="电动三轮车", amount=yuan("6000")),),
        "cash": yuan("1350.40"),
        "hardship": HARDSHIP,
        "hardship_since": date(2026, 7, 25),
        "recovery_expected": date(2027, 4, 15),
        "measures": "花呗已经停用。",
        "note": SECRET,
    }
    return HouseholdStated(**(given | changes))


def spent(category: Category, knowledge: Knowledge) -> ExpenseLine:
    """250.00 a month on one category."""
    return ExpenseLine(
        category=category, monthly=known("250"), by_month={}, knowledge=knowledge,
        parts={knowledge: yuan("250")}, stated=None, optional=ZERO, known=None, known_months=0,
        state=None,
    )  # fmt: skip


def household(stated: HouseholdStated | None) -> HouseholdStatement:
    """The statement: builders' wages from April to October, the year round a pension."""
    season = {month: yuan("4200") if 4 <= month <= 10 else ZERO for month in range(1, 13)}
    even = dict.fromkeys(range(1, 13), yuan("260"))
    view = MonthView(
        month=date(2026, 10, 1), coverage="whole", incomes={"building": yuan("4200")},
        family_help=ZERO, expenses={"food_tobacco_liquor": yuan("1800")}, unsorted=ZERO,
        unsorted_income=ZERO,
        sources=("alipay",),
        on_credit=ZERO, refunds=ZERO, repaid=yuan("300"), drawn=ZERO, moved=ZERO, set_aside=ZERO,
    )  # fmt: skip
    return HouseholdStatement(
        today=TODAY,
        sheet=stated,
        months=(view,),
        current=view,
        incomes=(
            IncomeLine("building", SECRET, "bills", "known", season, known("2450"), True, True),
            IncomeLine("benefits", SECRET, "sheet", "stated", even, known("260"), True, True),
        ),
        expenses=tuple(
            spent(name, "known" if n % 3 else "stated") for n, name in enumerate(CATEGORIES)
        ),
        floor=None,
        income=known("2710"),
        family_help=yuan("290"),
        spending=known("2000"),
        income_by_month={},
        spending_by_month={},
        shares={},
        strong_months=(4, 5, 6, 7, 8, 9, 10),
        weak_months=(1, 2, 3, 11, 12),
        unsorted=(),
        questions=(said("账单还缺哪些月份？"),),
    )  # fmt: skip


def affordable(**changes: Any) -> Affordable:
    """What is left: 710.00 in the average month, 520.00 of it for debts."""
    income = {month: yuan("4460") if 4 <= month <= 10 else yuan("260") for month in range(1, 13)}
    kept = dict.fromkeys(range(1, 13), yuan("2000"))
    whole = Affordable(
        path="can_pay",
        monthly=known("520"),
        by_month={},
        share=Decimal("0.73"),
        default_share=True,
        surplus=known("710"),
        surplus_by_month={month: income[month] - kept[month] for month in income},
        income_by_month=income,
        kept_by_month=kept,
        low_months=(1, 2, 3, 11, 12),
        reserve=yuan("2600"),
        steps=(),
        problems=(),
    )
    return replace(whole, **changes)


def case(stated: HouseholdStated | None, **changes: Any) -> Case:
    """The folded case."""
    whole = Case(
        as_of=TODAY,
        opened=None,
        person=PersonDescribed(
            id="person00", on=TODAY, name="马𬭸", identity_tail="000X", phone="13800000000",
            address="青海省西宁市示例村1号", email=f"{SECRET}@example.invalid", adult=True,
            account_holder=True, note=SECRET,
        ),
        household=stated,
        categories={},
        debts=(),
        contacts=(
            ContactMade(
                id="call0000", on=TODAY, direction="incoming", channel="phone", said=SECRET,
                note=SECRET,
            ),
        ),
        court_papers=(),
        imports=(),
        sorted_lines=(),
        issued=(),
        agreements=(),
        evidence=(),
        bills=BillSums(
            covered=(
                Covered("alipay", SECRET, date(2025, 11, 21), date(2026, 5, 20)),
                Covered("alipay", SECRET, date(2026, 5, 21), date(2026, 11, 20)),
                Covered("wechat", SECRET, date(2025, 11, 21), date(2026, 11, 20)),
            )
        ),
        problems=(),
    )  # fmt: skip
    return replace(whole, **changes)


COURT = "西宁市示例区人民法院"
PROMISED = "三个工作日内由专人回电"
COLLECTOR = "某某信息咨询公司"


def eventful(**changes: Any) -> Assessment:
    """A case in which every paper makes sense: a night call, a promise, an assignment, courts."""
    call = ContactMade(
        id="night000", on=date(2026, 11, 17), at=time(22, 40), direction="incoming",
        channel="phone", debt=HUABEI, institution=COLLECTOR, their_number="0851-00000000",
        minutes=3, recording_kept=True, said=SECRET, note=SECRET, person=SECRET,
        did=("threat_or_violence",),
    )  # fmt: skip
    talk = ContactMade(
        id="talk0000", on=date(2026, 11, 18), at=time(15, 5), direction="outgoing",
        channel="phone", debt=HUABEI, institution="支付宝客服", staff_number="示例0001",
        their_number="95188", minutes=17, said=SECRET, note=SECRET,
        promises=(Promise(what=PROMISED, amount=yuan("200"), by=date(2026, 11, 23)),),
    )  # fmt: skip
    courts = tuple(
        CourtPaperReceived(
            id=f"court{paper[:4]}", on=TODAY, paper=paper, court=COURT, debt=HUABEI,
            case_number="（2026）青0100民初1号", received_on=date(2026, 11, 18), note=SECRET,
        )
        for paper in ("payment_order", "summons")
    )  # fmt: skip
    found = case(sheet(), contacts=(call, talk), court_papers=courts)
    kinds = {HUABEI: "consumer_finance"}
    return assessment(case=found, conduct=signs(found.contacts, kinds), **changes)


def assessment(**changes: Any) -> Assessment:
    """The whole assessment; ``changes`` replace its fields."""
    stated = sheet()
    second = debt_assessed(JIEBEI)
    given = disclosed(JIEBEI, creditor="另一家贷款人", product="jiebei", product_name="借呗")
    second = replace(second, facts=replace(second.facts, disclosed=given))
    whole = Assessment(
        today=TODAY,
        case=case(stated),
        household=household(stated),
        affordable=affordable(),
        debts=(debt_assessed(), second),
        options=(
            option("as_it_is", total=known("7900"), reasons=(said(f"底线{SECRET}"),)),
            option(),
            option(debt=JIEBEI),
        ),
        instead=(),
        problems=(),
        next_step=NextStep("call_to_correct", said(SECRET), said(SECRET), TODAY),
    )
    return replace(whole, **changes)
