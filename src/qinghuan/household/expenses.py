"""The eight categories in an average year: stated, seen on the bills, or estimated.

For each category the stated figure is used where the person gave one, else that of the
bills, else the low end of the guide band as an estimate (less what the bills hold unsorted),
so that a category nobody named never counts as free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from qinghuan import policy
from qinghuan.explained import Explained, Input
from qinghuan.household.categories import CATEGORIES, Category
from qinghuan.household.entries import Expense, HouseholdStated, Knowledge
from qinghuan.household.floor import Band, Floor, LineState
from qinghuan.household.months import MonthView
from qinghuan.household.spreading import MONTHS, ByMonth, average, each, spread, together
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class ExpenseLine:
    """One of the eight categories in an average year."""

    category: Category
    monthly: Explained[Yuan] | None
    """The average month that is used: stated, else from the bills, else estimated;
    None when nothing at all is known."""
    by_month: Mapping[int, Yuan]
    """Calendar month → yuan used; yearly costs are spread; empty when unknown."""
    knowledge: Knowledge | None
    """Of the largest part; None when unknown."""
    parts: Mapping[Knowledge, Yuan]
    """``monthly`` by how it is known; sums to it."""
    stated: Yuan | None
    """Average month of what the person states as necessary; None when not stated."""
    optional: Yuan
    """Average month of what the person states as not necessary; not in ``monthly``."""
    known: Yuan | None
    """Average month of the whole months of the bills; None without such a month."""
    known_months: int
    state: LineState | None
    """Against the guide band; None without a band or where the figure is our estimate."""
    filled: bool = False
    """True where nobody gave a figure and the guide stands in."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What there is to go by."""

    sheet: HouseholdStated | None
    whole: Sequence[MonthView]
    floor: Floor | None
    fills: Mapping[Category, Yuan] = field(default_factory=dict)
    unsorted: Yuan = ZERO
    """Average month of spending on the bills that is not sorted yet."""

    def stated(self, category: Category) -> list[Expense]:
        """The necessary expenses of ``category`` on the sheet."""
        return [line for line in self._of(category) if line.necessary]

    def optional(self, category: Category) -> Yuan:
        return total(average(a_year(line)) for line in self._of(category) if not line.necessary)

    def seen(self, category: Category) -> dict[int, Yuan]:
        """The whole months of the bills; empty where they show nothing of ``category``."""
        found = {month.month.month: month.expenses[category] for month in self.whole}
        return found if total(found.values()) > ZERO else {}

    def band(self, category: Category) -> Band | None:
        return self.floor.bands.get(category) if self.floor else None

    def _of(self, category: Category) -> list[Expense]:
        lines = sound_expenses(self.sheet) if self.sheet else []
        return [line for line in lines if line.category == category]


def expense_lines(
    sheet: HouseholdStated | None, whole: Sequence[MonthView], floor: Floor | None
) -> tuple[ExpenseLine, ...]:
    """The eight categories, in the order of the bureau."""
    unsorted = rounded(total(month.unsorted for month in whole) / len(whole)) if whole else ZERO
    known = _Known(sheet, whole, floor, unsorted=max(unsorted, ZERO))
    known = _Known(sheet, whole, floor, _fills(known), known.unsorted)
    return tuple(_line(category, known) for category in CATEGORIES)


def sound_expenses(sheet: HouseholdStated) -> list[Expense]:
    """The expenses of ``sheet`` without those below zero (a fault)."""
    return [line for line in sheet.expenses if line.amount >= ZERO]


def a_year(expense: Expense) -> ByMonth:
    """``expense`` by calendar month; a yearly cost in equal parts over its months or all."""
    if expense.every == "year":
        return spread(expense.amount, expense.months)
    return each(expense.amount, expense.months)


def _fills(known: _Known) -> dict[Category, Yuan]:
    """An estimate for each category nobody gave: the low end of its band.

    Unsorted spending on the bills is some of it already, so it is taken off first.
    """
    spoken = (known.sheet and sound_expenses(known.sheet)) or known.whole
    if known.floor is None or not spoken:
        return {}
    missing = {
        category: band.low
        for category, band in known.floor.bands.items()
        if not known.stated(category) and not known.seen(category)
    }
    wanted = total(missing.values())
    left = max(wanted - known.unsorted, ZERO)
    return {name: rounded(low * left / wanted) for name, low in missing.items()} if wanted else {}


def _line(category: Category, known: _Known) -> ExpenseLine:
    stated, seen = known.stated(category), known.seen(category)
    if stated:
        figure = _stated(stated, known)
    elif seen:
        figure = _seen(seen)
    elif category in known.fills:
        figure = _filled(known.fills[category], known.band(category))
    else:
        figure = _Figure(None, {}, {})
    return ExpenseLine(
        category=category,
        monthly=figure.monthly,
        by_month=figure.by_month,
        knowledge=_largest(figure.parts),
        parts=figure.parts,
        stated=total(average(a_year(line)) for line in stated) if stated else None,
        optional=known.optional(category),
        known=_average_seen(category, known),
        known_months=len(known.whole),
        state=_state(figure, known.band(category), known.unsorted),
        filled=figure.filled,
    )


def _largest(parts: Mapping[Knowledge, Yuan]) -> Knowledge | None:
    return max(parts.items(), key=lambda part: part[1])[0] if parts else None


@dataclass(frozen=True, slots=True)
class _Figure:
    monthly: Explained[Yuan] | None
    by_month: ByMonth
    parts: Mapping[Knowledge, Yuan]
    filled: bool = False


def _stated(lines: Sequence[Expense], known: _Known) -> _Figure:
    by_month = together(a_year(line) for line in lines)
    parts: dict[Knowledge, Yuan] = {}
    for line in lines:
        parts[line.knowledge] = parts.get(line.knowledge, ZERO) + average(a_year(line))
    value = total(parts.values())
    entries = (known.sheet.id,) if known.sheet else ()
    formula = Text("household.formula.expense_stated", monthly=value, count=len(lines))
    inputs = {line.name or str(at): average(a_year(line)) for at, line in enumerate(lines, 1)}
    return _Figure(Explained(value, formula, inputs, entries=entries), by_month, parts)


def _seen(months: Mapping[int, Yuan]) -> _Figure:
    """From the bills; a month they do not hold counts as their average month."""
    value = rounded(total(months.values()) / len(months))
    by_month = {month: months.get(month, value) for month in MONTHS}
    needed = policy.assumption("household.known_months")
    enough = len(months) >= needed.central
    formula = Text(
        "household.formula.expense_bills", year=total(months.values()), count=len(months)
    )
    monthly = Explained(value, formula, {"months": len(months)}, assumptions=(needed.name,))
    return _Figure(monthly, by_month, {"known" if enough else "estimated": value})


def _filled(value: Yuan, band: Band | None) -> _Figure:
    inputs = {"guide": band.guide} if band else {}
    formula = Text("household.formula.expense_estimated", monthly=value)
    monthly = Explained(value, formula, inputs, assumptions=("household.band_low",))
    return _Figure(monthly, each(value), {"estimated": value}, filled=True)


def _average_seen(category: Category, known: _Known) -> Yuan | None:
    if not known.whole:
        return None
    return rounded(total(month.expenses[category] for month in known.whole) / len(known.whole))


def _state(figure: _Figure, band: Band | None, unsorted: Yuan) -> LineState | None:
    """Too thin only where unsorted spending cannot be the reason."""
    if figure.monthly is None or figure.filled or band is None:
        return None
    state = band.state(figure.monthly.value)
    hidden = state == "too_thin" and figure.monthly.value + unsorted >= band.thin
    return "explain" if hidden else state


def shares(lines: Sequence[ExpenseLine]) -> dict[Knowledge, Decimal]:
    """Of all spending, the share by how it is known; exact to four places, summing to 1."""
    sums: dict[Knowledge, Yuan] = {"known": ZERO, "estimated": ZERO, "stated": ZERO}
    for line in lines:
        for knowledge, amount in line.parts.items():
            sums[knowledge] += amount
    whole = total(sums.values())
    if not whole:
        return {}
    places = Decimal("0.0001")
    found = {name: (amount / whole).quantize(places) for name, amount in sums.items()}
    largest = max(found, key=found.__getitem__)
    return found | {largest: found[largest] + 1 - sum(found.values())}


def used_spending(lines: Sequence[ExpenseLine]) -> tuple[Explained[Yuan] | None, ByMonth]:
    """The average month and the year of all categories; None where nobody gave a figure."""
    given = [line for line in lines if line.monthly is not None]
    if not any(not line.filled for line in given):
        return None, {}
    value = total(line.monthly.value for line in given if line.monthly)
    inputs: dict[str, Input] = {line.category: line.monthly for line in given if line.monthly}
    formula = Text("household.formula.spending", monthly=value)
    return Explained(value, formula, inputs), together(line.by_month for line in given)
