"""What the household can pay on all its debts together (能还多少).

    surplus of a month = own lasting income − what must be kept
    affordable         = share × surplus of the year, the saving line kept

No surplus is a result of its own with its own steps; it never gives a plan nor a
token payment. The rule: docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from qinghuan import policy
from qinghuan.dates import add_months
from qinghuan.errors import Problem, RuleError
from qinghuan.explained import Explained, Input
from qinghuan.household.floor import Floor
from qinghuan.household.spreading import MONTHS, YEAR, ByMonth, average
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan, rounded, total
from qinghuan.policy import Gap
from qinghuan.words import Text

Path = Literal["can_pay", "no_surplus", "unknown"]

SHARE: Final = "household.share_of_surplus"
SAVING: Final = "household.saving_share"
BUFFER: Final = "household.buffer_months"
STEPS: Final = ("freeze", "allowance", "relief", "mediation", "legal_advice", "do_not_sign")
"""What a household without surplus does, in this order."""


@dataclass(frozen=True, slots=True)
class Affordable:
    """What can be paid on all debts together, by month, and the way to it."""

    path: Path
    monthly: Explained[Yuan]
    """For even payment; 0.00 unless ``path`` is ``can_pay``."""
    by_month: Mapping[int, Yuan]
    """For seasonal payment: calendar month → yuan; every month named; 0.00 in months
    that bring nothing; together at most what ``monthly`` pays in a year, but for rounding."""
    share: Decimal
    """Share of the surplus that is offered (0.5 is half)."""
    default_share: bool
    """Whether nobody chose the share."""
    surplus: Explained[Yuan] | None
    """Average month; below zero when the money does not reach; None when unknown."""
    surplus_by_month: Mapping[int, Yuan]
    income_by_month: Mapping[int, Yuan]
    kept_by_month: Mapping[int, Yuan]
    """What must be kept: the necessary expenses, never below the floor."""
    low_months: tuple[int, ...]
    """Calendar months whose surplus alone does not carry ``monthly``."""
    reserve: Yuan
    """For even payment: the most that must lie ready from earlier months, in an average
    year that starts next month with nothing in hand."""
    steps: tuple[Text, ...]
    """What to do where there is no surplus; empty otherwise."""
    problems: tuple[Problem, ...]
    begins: date | None = None
    """First day of the month in which even payment can begin: next month where the money in
    hand carries it, else the first month from which what comes in does. None without a
    surplus."""
    spare: Yuan = ZERO
    """Of the money in hand, what is left once it carries the household to its strong months
    and a buffer stays: it could go into one payment."""

    def waits(self, today: date) -> bool:
        """Whether even payment cannot begin next month yet."""
        return self.begins is not None and self.begins > add_months(today.replace(day=1), 1)


def affordable(
    statement: HouseholdStatement, *, today: date, share: Decimal | None = None
) -> Affordable:
    """What ``statement`` leaves for debts.

    ``share`` of the surplus, above 0 to 1; without it the person's own, else the default.
    Raises :class:`RuleError` for another share, and for a statement of another day.
    """
    if statement.today != today:
        raise RuleError(f"the statement is of {statement.today}, not of {today}")
    chosen = _Share.of(statement, share)
    year = _Year.of(statement)
    if year is None:
        return _result("unknown", statement, chosen)
    monthly = _monthly(statement, year, chosen)
    if monthly.value <= ZERO:
        return _result("no_surplus", statement, chosen, year)
    return _result("can_pay", statement, chosen, year, monthly=monthly)


@dataclass(frozen=True, slots=True)
class _Share:
    """The share that is offered, and the share of the surplus that stays as savings."""

    offered: Decimal
    chosen: bool
    saving: Decimal

    @classmethod
    def of(cls, statement: HouseholdStatement, share: Decimal | None) -> _Share:
        stated = statement.sheet.share_of_surplus if statement.sheet else None
        wanted = share if share is not None else stated
        if wanted is not None and not 0 < wanted <= 1:
            raise RuleError(f"a share of the surplus lies above 0 and up to 1, got {wanted}")
        default = policy.assumption(SHARE).central
        saving = policy.assumption(SAVING).central
        return cls(default if wanted is None else wanted, wanted is not None, saving)

    @property
    def effective(self) -> Decimal:
        """The share that is left to offer once the saving line is kept."""
        return min(self.offered, 1 - self.saving)

    def problems(self) -> tuple[Problem, ...]:
        default = policy.assumption(SHARE).central
        if self.offered <= default:
            return ()
        return (
            Problem(
                "household.high_share",
                Text("household.problem.high_share", share=self.offered, default=default),
                "/share_of_surplus",
                Text("household.mend.high_share", default=default),
                "warning",
            ),
        )


@dataclass(frozen=True, slots=True)
class _Year:
    """An average year: income, what is kept, what is left."""

    income: ByMonth
    kept: ByMonth
    left: ByMonth

    @classmethod
    def of(cls, statement: HouseholdStatement) -> _Year | None:
        """None where size, place, income or expenses are not known."""
        floor = statement.floor
        if floor is None or statement.income is None or statement.spending is None:
            return None
        income = dict(statement.income_by_month)
        spending = statement.spending_by_month
        kept = {month: max(spending[month], floor.least(month), ZERO) for month in MONTHS}
        return cls(income, kept, {month: income[month] - kept[month] for month in MONTHS})

    @property
    def surplus(self) -> Yuan:
        """Of the whole year."""
        return total(self.left.values())


def _explained_surplus(statement: HouseholdStatement, year: _Year) -> Explained[Yuan]:
    floor = statement.floor
    income, kept = total(year.income.values()), total(year.kept.values())
    return Explained(
        value=average(year.left),
        formula=Text("household.formula.surplus", income=income, kept=kept, left=year.surplus),
        inputs=_known({"income": statement.income, "kept": _kept(statement, floor, kept)}),
    )


def _kept(statement: HouseholdStatement, floor: Floor | None, kept: Yuan) -> Explained[Yuan]:
    bound = floor.bound if floor else None
    return Explained(
        value=rounded(kept / YEAR),
        formula=Text("household.formula.kept", kept=kept),
        inputs=_known({"spending": statement.spending, "bound": bound}),
        parameters=floor.parameters if floor else (),
    )


def _known(inputs: Mapping[str, Input | None]) -> dict[str, Input]:
    return {name: value for name, value in inputs.items() if value is not None}


def _monthly(statement: HouseholdStatement, year: _Year, share: _Share) -> Explained[Yuan]:
    surplus = _explained_surplus(statement, year)
    assumptions = (SAVING,) if share.chosen else (SHARE, SAVING)
    return Explained(
        value=rounded(max(year.surplus, ZERO) * share.effective / YEAR, "down"),
        formula=Text(
            "household.formula.affordable",
            left=year.surplus,
            share=share.effective,
        ),
        inputs={"surplus": surplus, "share": share.offered, "saving": share.saving},
        assumptions=assumptions,
        entries=(statement.sheet.id,) if statement.sheet else (),
    )


def _result(
    path: Path,
    statement: HouseholdStatement,
    share: _Share,
    year: _Year | None = None,
    *,
    monthly: Explained[Yuan] | None = None,
) -> Affordable:
    even = monthly.value if monthly else ZERO
    left: ByMonth = year.left if year else {}
    return Affordable(
        path=path,
        monthly=monthly or Explained(ZERO, Text(f"household.formula.{path}")),
        by_month=_seasonal(left, share.effective),
        share=share.offered,
        default_share=not share.chosen,
        surplus=_explained_surplus(statement, year) if year else None,
        surplus_by_month=left,
        income_by_month=year.income if year else {},
        kept_by_month=year.kept if year else {},
        low_months=tuple(month for month in left if left[month] < even),
        reserve=_reserve(left, even, statement.today.month),
        steps=_steps(statement.today) if path == "no_surplus" else (),
        problems=(*share.problems(), *_purse_problems(statement, left, even)),
        begins=_begins(statement, left, even) if even else None,
        spare=_spare(statement, year) if year else ZERO,
    )


def _seasonal(left: Mapping[int, Yuan], share: Decimal) -> ByMonth:
    """The year's amount over the months with a surplus, in proportion to it.

    A month gives at most ``share`` of its own surplus, less what the other months lack.
    """
    surplus = total(left.values())
    gains = total(amount for amount in left.values() if amount > ZERO)
    if surplus <= ZERO:
        return dict.fromkeys(MONTHS, ZERO)
    return {
        month: rounded(max(left[month], ZERO) * surplus * share / gains, "down") for month in MONTHS
    }


def _reserve(left: Mapping[int, Yuan], even: Yuan, this_month: int) -> Yuan:
    """How far the purse falls below its start when ``even`` is paid from next month on."""
    purse = lowest = ZERO
    for step in range(1, YEAR + 1):
        purse += left.get((this_month + step - 1) % YEAR + 1, ZERO) - even
        lowest = min(lowest, purse)
    return -lowest or ZERO


def _begins(statement: HouseholdStatement, left: Mapping[int, Yuan], even: Yuan) -> date:
    """The first month of the coming twelve that needs no more ready money than there is.

    By a later month the money in hand may be eaten up, so that month must carry itself;
    where none does, the one that lacks least.
    """
    this = statement.today.replace(day=1)
    coming = [add_months(this, step) for step in range(1, YEAR + 1)]
    lacking = [_reserve(left, even, add_months(month, -1).month) for month in coming]
    if lacking[0] <= _in_hand(statement):
        return coming[0]
    return coming[lacking.index(min(lacking))]


def _spare(statement: HouseholdStatement, year: _Year) -> Yuan:
    """The money in hand less the gap of the weak months and the buffer."""
    buffer = policy.assumption(BUFFER).central * total(year.kept.values()) / YEAR
    gap = _reserve(year.left, ZERO, statement.today.month)
    return max(_in_hand(statement) - gap - rounded(buffer, "up"), ZERO)


def _in_hand(statement: HouseholdStatement) -> Yuan:
    stated = statement.sheet.cash if statement.sheet else None
    return max(stated or ZERO, ZERO)


def _purse_problems(
    statement: HouseholdStatement, left: Mapping[int, Yuan], even: Yuan
) -> Iterator[Problem]:
    """Whether the money in hand carries the household and an even payment to the strong months."""
    if not even:
        return
    this_month = statement.today.month
    stated = statement.sheet.cash if statement.sheet else None
    cash = _in_hand(statement)
    gap, reserve = _reserve(left, ZERO, this_month), _reserve(left, even, this_month)
    if gap > cash:
        yield _warning("winter_gap", gap=gap - cash)
    if reserve > cash and stated is None:
        yield _warning("reserve_needed", reserve=reserve)
    elif reserve > cash:
        yield _warning("reserve_short", reserve=reserve, cash=cash)


def _warning(name: str, **blanks: Yuan) -> Problem:
    return Problem(
        f"household.{name}",
        Text(f"household.problem.{name}", **blanks),
        "/household/cash",
        Text(f"household.mend.{name}"),
        "warning",
    )


def _steps(today: date) -> tuple[Text, ...]:
    found = policy.look_up("hotlines.legal_aid", today)
    if isinstance(found, Gap):
        return tuple(Text(f"household.step.{step}") for step in STEPS if step != "legal_advice")
    return tuple(
        Text(f"household.step.{step}", number=found.string)
        if step == "legal_advice"
        else Text(f"household.step.{step}")
        for step in STEPS
    )
