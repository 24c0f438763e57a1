"""What the creditor may see in the proposal: its allow-list, and how it is filled.

No field holds limitation, a bottom line, the chance of keeping a plan, or another plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.debts.entries import Part
from qinghuan.documents.shared import (
    Account,
    Applicant,
    Season,
    account_of,
    applicant_of,
    bills_of,
    claim_source,
    seasons_of,
)
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.ladder import Kind
from qinghuan.plans.options import Option
from qinghuan.plans.schedule import Instalment
from qinghuan.policy import Sourced
from qinghuan.policy.products import product
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the creditor's statement beside the person's own reckoning."""

    names: tuple[str, ...]
    """As the statement names it; empty where the statement has no such line."""
    claimed: Yuan
    ours: Yuan | None
    difference: Yuan | None


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing to check: the names on the statement, how much is at stake, the request."""

    names: tuple[str, ...]
    amount: Yuan
    asks: Text


@dataclass(frozen=True, slots=True)
class Concession:
    """One charge the creditor is asked to give up, by the name on its own statement."""

    names: tuple[str, ...]
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows that are offered; their sum is ``total``."""

    kind: Kind
    rows: tuple[Instalment, ...]
    basis: Yuan
    """What the person reckons to owe on the day of the letter, later instalments included."""
    later: Yuan
    """Of the basis, principal that falls due later."""
    total: Yuan
    monthly: Yuan
    deferred: bool = False
    """Whether the first row waits for a month with income."""
    seasonal: bool = False
    """Whether the rows follow the seasons; ``monthly`` is then the largest."""

    def __post_init__(self) -> None:
        if total(row.amount for row in self.rows) != self.total:
            raise RuleError("the rows of a plan do not sum to its total")
        if any(row.principal + row.other != row.amount for row in self.rows):
            raise RuleError("a row of a plan does not sum")


@dataclass(frozen=True, slots=True)
class ProposalContent:
    """Everything the creditor may see in the proposal, and nothing else."""

    applicant: Applicant
    account: Account
    today: date
    claimed_on: date
    claim_source: Text
    claimed: Yuan
    ours: Yuan | None
    difference: Yuan | None
    items: tuple[Item, ...]
    corrections: tuple[Correction, ...]
    concessions: tuple[Concession, ...]
    reduction: Sourced | None
    """The line of law, where the charges claimed lie above it."""
    hardship: str
    hardship_since: date | None
    recovery_expected: date | None
    measures: str
    year: Season
    affordable: Yuan
    """On all debts together, a month."""
    share: Yuan
    """For this creditor, a month."""
    plan: Plan
    card_rule: Sourced | None
    """The rule on personal instalments, of banks' credit cards only."""
    quiet_hours: Sourced | None
    bills: tuple[Text, ...]

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the issued paper keeps."""
        return {
            "claimed": f"{self.claimed:.2f}",
            "ours": "" if self.ours is None else f"{self.ours:.2f}",
            "monthly": f"{self.plan.monthly:.2f}",
            "instalments": str(len(self.plan.rows)),
            "total": f"{self.plan.total:.2f}",
        }


def content_for(assessment: Assessment, debt: DebtAssessment, option: Option) -> ProposalContent:
    """What the creditor of ``debt`` may see of ``assessment``, with ``option`` as the plan.

    Raises :class:`RuleError` without a claim, a household sheet, or known surplus: the gate
    says so before.
    """
    comparison, sheet = debt.comparison, assessment.household.sheet
    claim, can_pay = comparison.claim, assessment.affordable
    if claim is None or comparison.claimed is None or sheet is None or can_pay.surplus is None:
        raise RuleError("a proposal needs a claim and a household sheet")
    names = {part.part: part.names for part in comparison.parts}
    return ProposalContent(
        applicant=applicant_of(assessment),
        account=account_of(debt.facts),
        today=assessment.today,
        claimed_on=claim.on,
        claim_source=claim_source(claim),
        claimed=comparison.claimed,
        ours=comparison.ours,
        difference=comparison.difference,
        items=items_of(debt),
        corrections=tuple(
            Correction(found.names, found.amount, found.question) for found in comparison.disputed
        ),
        concessions=concessions_of(option, names),
        reduction=_reduction(debt),
        hardship=sheet.hardship,
        hardship_since=sheet.hardship_since,
        recovery_expected=sheet.recovery_expected,
        measures=sheet.measures,
        year=seasons_of(assessment)[0],
        affordable=can_pay.monthly.value,
        share=option.share.value,
        plan=plan_of(debt, option),
        card_rule=card_rule(debt, assessment.today),
        quiet_hours=_usable("collection.quiet_hours", assessment.today),
        bills=bills_of(assessment),
    )


def items_of(debt: DebtAssessment) -> tuple[Item, ...]:
    """Each line of the creditor's latest statement beside the person's own reckoning."""
    return tuple(
        Item(part.names, part.claimed, part.ours.value if part.ours else None, part.difference)
        for part in debt.comparison.parts
    )


def plan_of(debt: DebtAssessment, option: Option) -> Plan:
    """``option`` as a letter shows it."""
    later = debt.owed.not_yet_due
    return Plan(
        kind=option.kind,
        rows=option.instalments,
        basis=option.basis.value,
        later=later.value if later else ZERO,
        total=option.total.value,
        monthly=option.monthly.value,
        deferred=any(reason.id == "plans.reason.deferred" for reason in option.reasons),
        seasonal=option.shape == "seasonal",
    )


def concessions_of(option: Option, names: Mapping[Part, tuple[str, ...]]) -> tuple[Concession, ...]:
    """Only what stands on the creditor's statement can be asked for by its name."""
    return tuple(
        Concession(names[waived.part], waived.amount.value)
        for waived in option.waived
        if names.get(waived.part)
    )


def _reduction(debt: DebtAssessment) -> Sourced | None:
    """The court's line for licensed lenders, where the claim lies above it."""
    found, excess = debt.cap.source, debt.cap.excess
    above = debt.cap.of == "claim" and excess is not None and excess.value > 0
    return found if found and found.name == "court.reduction_line" and above else None


def card_rule(debt: DebtAssessment, today: date) -> Sourced | None:
    """The rule on personal instalments; None but for a bank's credit card."""
    given = debt.facts.disclosed
    if not product(given.product).card or given.lender != "bank":
        return None
    return _usable("credit_card.longest_plan_months", today)


def _usable(name: str, on: date) -> Sourced | None:
    found = policy.look_up(name, on)
    return found if isinstance(found, Sourced) else None
