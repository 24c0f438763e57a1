"""Problems in what was stated about the household, and between the sheet and the bills.

Nothing here looks at how the money was spent, only at whether the figures can be true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from qinghuan import policy
from qinghuan.errors import Problem, Severity
from qinghuan.household.bills import NO_BILLS
from qinghuan.household.entries import HouseholdStated
from qinghuan.household.expenses import ExpenseLine
from qinghuan.household.incomes import sound_incomes
from qinghuan.household.months import MonthView, UnsortedWord
from qinghuan.household.spreading import YEAR, filled, together
from qinghuan.household.statement import HouseholdStatement, state
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.policy import Sourced
from qinghuan.words import Parameter, Text

DIFFERENCE: Final = "household.difference_share"
BOTH_BOOKS: Final = frozenset({"alipay", "alipay_cashbook"})


def problems_of(sheet: HouseholdStated) -> list[Problem]:
    """What is wrong in ``sheet`` by itself: to be shown before it is recorded."""
    return [*_negative(sheet), *_nobody_earns(sheet), *_twice(sheet)]


def absurd_amounts(sheet: HouseholdStated, today: date) -> list[Problem]:
    """Amounts of ``sheet`` with noughts too many: to be asked about before it is recorded."""
    least = state(sheet, NO_BILLS, today=today).floor
    found = list(_absurd_income(sheet, today))
    for at, expense in enumerate(sheet.expenses):
        band = least.bands.get(expense.category) if least else None
        months = YEAR if expense.every == "year" else 1
        if band is not None and expense.amount > band.absurd * months:
            found.append(_problem("absurd", f"/expenses/{at}/amount", amount=expense.amount))
    return found


def check(statement: HouseholdStatement, today: date) -> list[Problem]:
    """Everything doubtful in ``statement`` on ``today``.

    Old figures of the floor stand in ``statement.floor.problems``: :func:`qinghuan.policy.warnings`
    names them with all others.
    """
    sheet = statement.sheet
    found: list[Problem] = []
    if sheet is None:
        found.append(_problem("no_sheet", "/household"))
    else:
        found += problems_of(sheet)
        found += _age(sheet, today)
        found += _absurd_income(sheet, today)
    for rule in _RULES:
        found += rule(statement)
    return found


def _problem(name: str, where: str, severity: Severity = "warning", **blanks: Parameter) -> Problem:
    return Problem(
        f"household.{name}",
        Text(f"household.problem.{name}", **blanks),
        where,
        Text(f"household.mend.{name}", **blanks),
        severity,
    )


def _negative(sheet: HouseholdStated) -> Iterator[Problem]:
    amounts: dict[str, Yuan] = {}
    for at, income in enumerate(sheet.incomes):
        for month, amount in income.by_month.items():
            amounts[f"/incomes/{at}/by_month/{month}"] = amount
    for at, expense in enumerate(sheet.expenses):
        amounts[f"/expenses/{at}/amount"] = expense.amount
    for at, asset in enumerate(sheet.assets):
        amounts[f"/assets/{at}/amount"] = asset.amount
    if sheet.cash is not None:
        amounts["/cash"] = sheet.cash
    for where, amount in amounts.items():
        if amount < ZERO:
            yield _problem("negative", where, "error", amount=amount)


def _nobody_earns(sheet: HouseholdStated) -> Iterator[Problem]:
    own = [income for income in sheet.incomes if income.source not in {"family_help", "benefits"}]
    if any(total(income.by_month.values()) > ZERO for income in own) and not any(
        member.earns for member in sheet.members
    ):
        yield _problem("nobody_earns", "/members", "notice")


def _twice(sheet: HouseholdStated) -> Iterator[Problem]:
    """The same line written twice counts twice: most likely a slip."""
    for name, lines in (("incomes", sheet.incomes), ("expenses", sheet.expenses)):
        seen: list[object] = []
        for at, line in enumerate(lines):
            if line in seen:
                yield _problem("twice", f"/{name}/{at}")
            seen.append(line)


def _age(sheet: HouseholdStated, today: date) -> Iterator[Problem]:
    days = policy.assumption("household.sheet_days").central
    if sheet.on > today:
        yield _problem("sheet_in_future", "/household/on", day=sheet.on)
    elif (today - sheet.on).days > days:
        yield _problem("sheet_old", "/household/on", days=(today - sheet.on).days)


def _absurd_income(sheet: HouseholdStated, today: date) -> Iterator[Problem]:
    """More than many times what the people of the place have: probably a nought too many."""
    mean = policy.look_up("national.income_per_person_year", today)
    if not isinstance(mean, Sourced):
        return
    multiple = policy.assumption("household.absurd_multiple").central
    line = rounded(mean.table["all"] / YEAR * len(sheet.members) * multiple)
    for at, income in enumerate(sheet.incomes):
        for month, amount in income.by_month.items():
            if amount > line:
                yield _problem("absurd", f"/incomes/{at}/by_month/{month}", amount=amount)


def _lines(statement: HouseholdStatement) -> Iterator[Problem]:
    """Expenses too thin to last, or so large that a nought is probably too many."""
    for line in statement.expenses:
        where = f"/household/expenses/{line.category}"
        name = Text(f"household.category.{line.category}")
        amount = line.monthly.value if line.monthly else ZERO
        if line.filled:
            yield _problem("missing_category", where, "notice", category=name, amount=amount)
        elif line.monthly is None and statement.sheet is not None:
            yield _problem("unknown_category", where, "notice", category=name)
        elif line.state == "too_thin" and not _is_nothing(line):
            yield _problem("too_thin", where, category=name, amount=amount)
        elif _is_absurd(line, statement):
            yield _problem("absurd", where, amount=amount)


def _is_nothing(line: ExpenseLine) -> bool:
    """Whether the person states that nothing is needed: an answer, of anything but food."""
    return line.stated == ZERO and line.category != "food_tobacco_liquor"


def _is_absurd(line: ExpenseLine, statement: HouseholdStatement) -> bool:
    band = statement.floor.bands.get(line.category) if statement.floor else None
    return bool(band and line.monthly and line.monthly.value > band.absurd)


def _income_denied(statement: HouseholdStatement) -> Iterator[Problem]:
    """The person states no income while the bills show some."""
    sheet = statement.sheet
    if sheet is None or any(total(income.by_month.values()) for income in sheet.incomes):
        return
    seen = total(_came_in(month) for month in statement.months)
    if seen > ZERO:
        yield _problem("income_denied", "/household/incomes", amount=seen)


def _incomes_differ(statement: HouseholdStatement) -> Iterator[Problem]:
    sheet, whole = statement.sheet, statement.whole_months
    if sheet is None or not sheet.incomes or not whole:
        return
    stated_year = together(filled(income.by_month) for income in sound_incomes(sheet))
    stated = total(stated_year[month.month.month] for month in whole)
    seen = total(_came_in(month) for month in whole)
    if stated and _apart(stated, seen):
        kind = "more_income_on_bills" if seen > stated else "less_income_on_bills"
        severity: Severity = "warning" if seen > stated else "notice"
        where = "/household/incomes"
        yield _problem(kind, where, severity, stated=stated, seen=seen, months=len(whole))


def _expenses_differ(statement: HouseholdStatement) -> Iterator[Problem]:
    """Category by category. Bills hold no cash: less on them is noticed, none says nothing."""
    for line in statement.expenses:
        if line.stated is None or line.known is None:
            continue
        stated, seen = line.stated + line.optional, max(line.known, ZERO)
        if not _apart(stated, seen) or (seen < stated and (not seen or _may_hide(statement))):
            continue
        kind = "more_spending_on_bills" if seen > stated else "less_spending_on_bills"
        severity: Severity = "warning" if seen > stated else "notice"
        name = Text(f"household.category.{line.category}")
        where = f"/household/expenses/{line.category}"
        yield _problem(kind, where, severity, category=name, stated=stated, seen=seen)


def _spending_differs(statement: HouseholdStatement) -> Iterator[Problem]:
    """All categories together: more on the bills than the person says they need."""
    whole = statement.whole_months
    stated = [line.stated + line.optional for line in statement.expenses if line.stated is not None]
    if not whole or not stated:
        return
    seen = rounded(total(month.spending for month in whole) / len(whole))
    if seen > total(stated) and _apart(seen, total(stated)):
        where = "/household/expenses"
        yield _problem("more_spent_than_stated", where, stated=total(stated), seen=seen)


def _may_hide(statement: HouseholdStatement) -> bool:
    """Whether unsorted spending may be what the bills seem to lack."""
    return any(month.unsorted > ZERO for month in statement.whole_months)


def _apart(one: Yuan, other: Yuan) -> bool:
    share: Decimal = policy.assumption(DIFFERENCE).central
    return abs(one - other) > max(one, other) * share


def _came_in(month: MonthView) -> Yuan:
    return month.income + month.family_help + month.unsorted_income


def _cut_months(statement: HouseholdStatement) -> Iterator[Problem]:
    """Months of which the files hold only a part; they are shown and not averaged."""
    for month in statement.months:
        if month.coverage == "partial":
            where = f"/household/months/{month.month:%Y-%m}"
            yield _problem("cut_month", where, "notice", month=month.month)


def _two_books(statement: HouseholdStatement) -> Iterator[Problem]:
    """The same payments stand in Alipay's bill and in its cash book."""
    for month in (*statement.months, statement.current):
        if set(month.sources) >= BOTH_BOOKS:
            where = f"/household/months/{month.month:%Y-%m}"
            yield _problem("two_books", where, month=month.month)


def _unsorted(statement: HouseholdStatement) -> Iterator[Problem]:
    for name, words in (
        ("unsorted_income", [w for w in statement.unsorted if w.direction == "in"]),
        ("unsorted_spending", [w for w in statement.unsorted if _is_spending(w)]),
        ("unsorted_refunds", [w for w in statement.unsorted if w.amount < ZERO]),
    ):
        amount = abs(total(word.amount for word in words))
        count = sum(word.count for word in words)
        if count:
            named = " / ".join(dict.fromkeys(word.word for word in words if word.word)) or "?"
            blanks: dict[str, Parameter] = {"amount": amount, "count": count, "words": named}
            yield _problem(name, "/household/unsorted", "notice", **blanks)


def _is_spending(word: UnsortedWord) -> bool:
    return word.direction == "out" and word.amount >= ZERO


def _heating(statement: HouseholdStatement) -> Iterator[Problem]:
    """No housing cost that rises in some months: the heating may be forgotten."""
    if statement.sheet is None or statement.floor is None or statement.floor.heating_months:
        return
    if any(line.category == "housing" and not line.filled for line in statement.expenses):
        yield _problem("no_heating", "/household/expenses/housing", "notice")


_RULES: Final[tuple[Callable[[HouseholdStatement], Iterator[Problem]], ...]] = (
    _lines,
    _income_denied,
    _incomes_differ,
    _expenses_differ,
    _spending_differs,
    _cut_months,
    _two_books,
    _unsorted,
    _heating,
)
