"""Sheets and bill sums made for the tests of the household."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from qinghuan.household.bills import BillSums, Covered, MonthSum
from qinghuan.household.categories import CATEGORIES
from qinghuan.household.entries import Expense, HouseholdStated, Income, Member
from qinghuan.household.statement import state
from qinghuan.money import yuan

TODAY = date(2026, 11, 20)
WHOLE_YEAR = Covered("alipay", "138****", date(2025, 11, 1), date(2026, 11, 19))
ME = Member(relation="本人", age="18_to_59", earns=True)
CHILD = Member(relation="子女", age="6_to_17", dependant=True)

MONTHLY_NEEDS = {
    "food_tobacco_liquor": "1500",
    "clothing": "150",
    "housing": "700",
    "household_goods": "200",
    "transport_communication": "350",
    "education_culture_recreation": "300",
    "health_care": "250",
    "other": "100",
}
"""3,550.00 a month, plausible for two people in the town."""


def needs(**changes: str) -> tuple[Expense, ...]:
    """The eight categories; ``changes`` by category, ``""`` leaves one out."""
    given = MONTHLY_NEEDS | changes
    return tuple(
        Expense(category=name, amount=yuan(amount)) for name, amount in given.items() if amount
    )


def earned(by_month, *, source="wages", **more):
    return Income(source=source, by_month=by_month, **more)


def wages(amount="6000"):
    return earned(dict.fromkeys(range(1, 13), yuan(amount)))


def sheet(**changes):
    given = {
        "id": "sheet001",
        "on": date(2026, 11, 1),
        "place": "xining",
        "residence": "urban",
        "members": (ME, CHILD),
        "incomes": (wages(),),
        "expenses": needs(),
    }
    return HouseholdStated(**(given | changes))


def line(month, kind, amount, category="", *, hint="", source="alipay", count=1):
    """One monthly sum; ``month`` as (year, month)."""
    return MonthSum(date(*month, 1), source, kind, category, hint, yuan(amount), count)


def bills(*lines, covered=(WHOLE_YEAR,)):
    return BillSums(months=lines, covered=covered)


def stated(given=None, seen=None, **more):
    return state(given, seen or BillSums(), today=TODAY, **more)


def every_month(kind, amount, category=""):
    """The same sum in each of the twelve months before November 2026."""
    months = [(2025, 11), (2025, 12), *((2026, month) for month in range(1, 11))]
    return [line(month, kind, amount, category) for month in months]


amounts = st.integers(min_value=0, max_value=3_000_000).map(lambda fen: yuan(fen) / 100).map(yuan)
months = st.integers(min_value=1, max_value=12)
incomes = st.lists(
    st.builds(
        lambda by_month, source, lasting: earned(by_month, source=source, lasting=lasting),
        st.dictionaries(months, amounts, max_size=12),
        st.sampled_from(["wages", "cordyceps", "building", "family_help"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
)
expenses = st.lists(
    st.builds(
        lambda category, amount, every, chosen, necessary: Expense(
            category=category,
            amount=amount,
            every=every,
            months=tuple(sorted(chosen)),
            necessary=necessary,
        ),
        st.sampled_from(CATEGORIES),
        amounts,
        st.sampled_from(["month", "year"]),
        st.sets(months, max_size=4),
        st.booleans(),
    ),
    max_size=8,
)
sums = st.lists(
    st.builds(
        line,
        st.sampled_from([(2025, 10), (2025, 11), (2026, 2), (2026, 10), (2026, 11)]),
        st.sampled_from(
            [
                "income",
                "expense",
                "refund",
                "transfer",
                "debt_draw",
                "debt_repay",
                "fee",
                "interest",
                "investment",
                "void",
                "unknown",
            ]
        ),
        amounts,
        st.sampled_from(["餐饮美食", "退款", "转账红包", "二维码收款", "收入", "", "住房物业"]),
        hint=st.sampled_from(["", "huabei"]),
        source=st.sampled_from(["alipay", "wechat"]),
    ),
    max_size=12,
)
