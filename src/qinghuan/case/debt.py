"""One debt assessed: every rule of the debts' room, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.debts.cap import Cap, cap
from qinghuan.debts.card_warning import card_warning
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed, owed
from qinghuan.debts.limitation import Limitation, limitation
from qinghuan.debts.questions import Question, questions
from qinghuan.debts.reconcile import Comparison, compare
from qinghuan.debts.stage import Stage, stage
from qinghuan.money import Yuan
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class DebtAssessment:
    """One debt on the day of the assessment."""

    facts: DebtFacts
    stage: Stage
    owed: Owed
    """By the terms, on the day of the assessment."""
    comparison: Comparison
    """The latest claim beside our figure on the day of the claim."""
    cap: Cap
    limitation: Limitation
    """Internal: never leaves the house."""
    questions: tuple[Question, ...]
    card_warning: tuple[Text, ...] = ()
    """What a late credit card calls for, and no other debt."""

    @property
    def days_late(self) -> int:
        """Days past due; 0 when not late or not known."""
        return self.stage.days.value if self.stage.days else 0

    @property
    def late(self) -> bool:
        """Whether any amount is past due."""
        return self.days_late > 0

    @property
    def due_unknown(self) -> bool:
        """Late by the creditor's word, or nobody knows; what fell due when is not recorded."""
        return not self.owed.overdue and (self.late or self.stage.days is None)

    @property
    def asked(self) -> Yuan:
        """What the creditor claims, or without a claim the least that is owed."""
        return self.comparison.claimed if self.comparison.claimed is not None else self.owed.total


def assess_debt(debt: DebtFacts, today: date) -> DebtAssessment:
    """Where ``debt`` stands on ``today``."""
    ours = owed(debt, today)
    comparison = compare(debt, ours)
    where = stage(debt, today)
    return DebtAssessment(
        facts=debt,
        stage=where,
        owed=ours,
        comparison=comparison,
        cap=cap(debt, comparison.claim or ours, today),
        limitation=limitation(debt, today),
        questions=questions(debt, ours, comparison),
        card_warning=card_warning(debt, where),
    )
