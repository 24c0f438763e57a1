"""What the creditor may see in the draft of an agreement: its allow-list, and how it is filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.common import LetterContent, debt_of, sender_of
from qinghuan.documents.papers.proposal_content import (
    Concession,
    Item,
    Plan,
    card_rule,
    concessions_of,
    items_of,
    plan_of,
)
from qinghuan.documents.shared import claim_source
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.policy import Sourced
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class AgreementContent(LetterContent):
    """Everything the creditor may see in it, and nothing else."""

    claimed_on: date
    claim_source: Text
    items: tuple[Item, ...]
    late_since: date | None
    hardship: str
    concessions: tuple[Concession, ...]
    plan: Plan
    card_rule: Sourced | None
    """The rule on personal instalments, of banks' credit cards only."""

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {
            "monthly": f"{self.plan.monthly:.2f}",
            "instalments": str(len(self.plan.rows)),
            "total": f"{self.plan.total:.2f}",
        }


def content_for(assessment: Assessment, subject: Subject) -> AgreementContent:
    """What the creditor may see.

    Raises :class:`RuleError` without a plan or a claim: the gate says so before.
    """
    debt, option, sheet = debt_of(subject), subject.option, assessment.household.sheet
    claim = debt.comparison.claim
    if option is None or claim is None:
        raise RuleError("an agreement needs a plan and a claim")
    names = {part.part: part.names for part in debt.comparison.parts}
    return AgreementContent(
        sender=sender_of(assessment, debt),
        claimed_on=claim.on,
        claim_source=claim_source(claim),
        items=items_of(debt),
        late_since=debt.stage.oldest_unpaid_due,
        hardship=sheet.hardship if sheet else "",
        concessions=concessions_of(option, names),
        plan=plan_of(debt, option),
        card_rule=card_rule(debt, assessment.today),
    )
