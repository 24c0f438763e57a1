"""The way to each figure that a page shows, by a name that an address can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.explained import Explained
from qinghuan.plans.offers import Offers
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: the figure, how it came about, what it rests on."""

    depth: int
    value: str
    says: Text
    parameters: Sequence[Sourced]
    assumptions: Sequence[Any]
    entries: Sequence[str]
    inputs: Sequence[tuple[str, str]]
    """Plain inputs: name and value."""


def way_to(figure: Explained[Any]) -> list[Step]:
    """The steps from the figure down to what it was made of."""
    return [
        Step(
            depth=depth,
            value=_plain(one.value),
            says=one.formula,
            parameters=one.parameters,
            assumptions=[policy.assumption(name) for name in one.assumptions],
            entries=one.entries,
            inputs=[
                (name, _plain(value))
                for name, value in one.inputs.items()
                if not isinstance(value, Explained | Text)
            ],
        )
        for depth, one in figure.steps()
    ]


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:,.2f}" if value.as_tuple().exponent == -2 else f"{value:f}"  # noqa: PLR2004
    return value.isoformat() if isinstance(value, date) else str(value)


def figures(assessment: Assessment, made: Iterable[Offers] = ()) -> Mapping[str, Explained[Any]]:
    """Every figure of the pages by its name."""
    found: dict[str, Explained[Any] | None] = {}
    can_pay, household = assessment.affordable, assessment.household
    found["affordable"] = can_pay.monthly
    found["surplus"] = can_pay.surplus
    found["income"] = household.income
    found["spending"] = household.spending
    for number, income in enumerate(household.incomes):
        found[f"income/{number}"] = income.monthly
    for expense in household.expenses:
        found[f"spending/{expense.category}"] = expense.monthly
    for debt in assessment.debts:
        found |= {f"debts/{debt.facts.id}/{name}": one for name, one in _of_debt(debt)}
    for option in assessment.options:
        for name in ("basis", "total", "monthly", "saved", "share"):
            found[f"options/{option.debt}/{option.kind}/{name}"] = getattr(option, name)
    for one in made:
        for offer in one.offers:
            place = f"offers/{one.debt}/{offer.role}"
            found[f"{place}/total"] = offer.option.total
            found[f"{place}/monthly"] = offer.option.monthly
            found[f"{place}/saved"] = offer.option.saved
            found[f"{place}/chance"] = offer.outlook.chance
            found[f"{place}/worth"] = offer.worth.plan
            found[f"{place}/without"] = offer.worth.without
    return {name: one for name, one in found.items() if one is not None}


def _of_debt(debt: DebtAssessment) -> Iterator[tuple[str, Explained[Any] | None]]:
    for part, figure in debt.owed.parts.items():
        yield f"owed/{part}", figure
    yield "later", debt.owed.not_yet_due
    yield from _sums(debt)
    for compared in debt.comparison.parts:
        yield f"claim/{compared.part}", compared.ours
    yield "days", debt.stage.days
    yield "cap/charged", debt.cap.charged
    yield "cap/line", debt.cap.line
    yield "cap/excess", debt.cap.excess
    yield "cap/yearly", debt.cap.yearly


def _sums(debt: DebtAssessment) -> Iterator[tuple[str, Explained[Any] | None]]:
    """Sums of a debt, and what its creditor states."""
    ours, compared = debt.owed, debt.comparison
    words = Text("web_debts.why.total", amount=ours.total)
    yield (
        "total",
        Explained(ours.total, words, {str(part): one for part, one in ours.parts.items()}),
    )
    if compared.claim is None or compared.claimed is None:
        return
    words = Text("web_debts.why.claimed", day=compared.claim.on, amount=compared.claimed)
    yield "claimed", Explained(compared.claimed, words, entries=(compared.claim.id,))
    if compared.ours is None or compared.difference is None:
        return
    values = {"claimed": compared.claimed, "ours": compared.ours, "amount": compared.difference}
    parts: dict[str, Any] = {one.part: one.ours for one in compared.parts if one.ours is not None}
    own = Explained(compared.ours, Text("web_debts.why.claim_ours", amount=compared.ours), parts)
    yield "claim_ours", own
    words = Text("web_debts.why.difference", **values)
    yield "difference", Explained(compared.difference, words, {"ours": own})
