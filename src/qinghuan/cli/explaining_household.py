"""Where the figures of the household come from: every line by its name, every month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qinghuan.case.assess import Assessment
from qinghuan.cli.steps import Ways
from qinghuan.explained import Explained
from qinghuan.household.affordable import Affordable
from qinghuan.household.incomes import IncomeLine
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text

_MONTHS = 12


def names(assessment: Assessment) -> dict[str, Text | str]:
    """What the person calls the lines a figure is made of."""
    used = [line for line in assessment.household.incomes if line.used]
    incomes: dict[str, Text | str] = {
        f"{at}.{line.source}": named(line) for at, line in enumerate(used, start=1)
    }
    categories: dict[str, Text | str] = {
        line.category: Text(f"household.category.{line.category}")
        for line in assessment.household.expenses
    }
    return {
        **incomes,
        **categories,
        "income": Text("view.household.income"),
        "kept": Text("view.explain.kept"),
        "spending": Text("view.household.spending"),
        "bound": Text("view.explain.floor"),
    }


def named(line: IncomeLine) -> Text | str:
    """The person's own name of an income, else its kind."""
    if line.name:
        return line.name
    if not line.sorted:
        return Text("view.income.unsorted")
    source = Text(f"household.income.{line.source}")
    return Text("view.income.on_bills", source=source) if line.origin == "bills" else source


def tell(assessment: Assessment, ways: Ways) -> None:
    """What can be paid, the lines that do not count, and what must be put by."""
    ways.titled(Text("view.affordable.title"), assessment.affordable.monthly)
    _lines(assessment, ways)
    _reserve(assessment, ways)
    _bills(assessment, ways)
    _spent(assessment, ways)


def _lines(assessment: Assessment, ways: Ways) -> None:
    """Every line of income and spending of which the figure above says nothing."""
    household = assessment.household
    left: list[tuple[Text | str, Explained[Yuan]]] = [
        (named(line), line.monthly) for line in household.incomes if not line.used
    ]
    if not assessment.affordable.monthly.inputs:
        left = [(named(line), line.monthly) for line in household.incomes]
        left += [
            (Text(f"household.category.{line.category}"), line.monthly)
            for line in household.expenses
            if line.monthly is not None
        ]
    for name, figure in left:
        ways.titled(Text("view.explain.line", name=name), figure)


def _reserve(assessment: Assessment, ways: Ways) -> None:
    """Month by month, how far the purse falls below its start."""
    can_pay, month = assessment.affordable, assessment.today.month
    for name, even in (("gap", ZERO), ("reserve", can_pay.monthly.value)):
        lines = list(_purse(can_pay, even, month))
        lowest = min((left for *_, left in lines), default=ZERO)
        if lowest >= ZERO or (name == "reserve" and not even):
            continue
        ways.sheet.lines.append("")
        ways.sheet.say(Text(f"view.explain.{name}"))
        for at, income, kept, left in lines:
            values = {"income": income, "kept": kept, "even": even, "left": left}
            ways.lines([Text(f"view.explain.{name}_month", month=str(at), **values)])
        ways.sheet.say(Text(f"view.explain.{name}_lowest", amount=-lowest), mark="    = ")
        if name == "gap":
            _in_hand(assessment, -lowest, ways)


def _in_hand(assessment: Assessment, gap: Yuan, ways: Ways) -> None:
    sheet = assessment.household.sheet
    cash = max(sheet.cash or ZERO, ZERO) if sheet else ZERO
    if gap > cash:
        told = Text("view.explain.gap_less_cash", gap=gap, cash=cash, amount=gap - cash)
        ways.sheet.say(told, mark="    = ")


def _purse(can_pay: Affordable, even: Yuan, this: int) -> Iterator[tuple[int, Yuan, Yuan, Yuan]]:
    """The coming twelve months: number, income, what is kept, the purse at its end."""
    purse = ZERO
    if not can_pay.surplus_by_month:
        return
    for step in range(_MONTHS):
        month = (this + step) % _MONTHS + 1
        income = _of(can_pay.income_by_month, month)
        kept = _of(can_pay.kept_by_month, month)
        purse += _of(can_pay.surplus_by_month, month) - even
        yield month, income, kept, purse


def _of(amounts: Mapping[int, Yuan], month: int) -> Yuan:
    return amounts.get(month, ZERO)


def _bills(assessment: Assessment, ways: Ways) -> None:
    """What came in on the bills, month by month: beside what the person states."""
    whole = assessment.household.whole_months
    if not whole:
        return
    came = [(month, month.income + month.family_help + month.unsorted_income) for month in whole]
    ways.sheet.lines.append("")
    ways.sheet.say(Text("view.explain.bills"))
    stated = [line.by_month for line in assessment.household.incomes if line.origin == "sheet"]
    said = total(year.get(month.month.month, ZERO) for month in whole for year in stated)
    for month, amount in came:
        values = {"own": month.income, "help": month.family_help, "unsorted": month.unsorted_income}
        ways.lines([Text("view.explain.bills_month", month=month.month, amount=amount, **values)])
    summed = total(amount for _, amount in came)
    told = Text("view.explain.bills_sum", count=len(came), amount=summed)
    ways.sheet.say(told, mark="    = ")
    if stated:
        ways.sheet.say(Text("view.explain.bills_stated", count=len(came), amount=said), mark="    ")


def _spent(assessment: Assessment, ways: Ways) -> None:
    """What the bills show of each category, beside what is used."""
    household = assessment.household
    seen = [line for line in household.expenses if line.known]
    if not seen:
        return
    ways.sheet.lines.append("")
    ways.sheet.say(Text("view.explain.spent"))
    for line in seen:
        told = Text(
            "view.explain.spent_line",
            name=Text(f"household.category.{line.category}"),
            year=total(month.expenses[line.category] for month in household.whole_months),
            count=len(household.whole_months),
            amount=line.known or ZERO,
        )
        ways.lines([told])
