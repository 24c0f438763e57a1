"""The questions to the creditor: one for each unknown term and each difference."""

from __future__ import annotations

from dataclasses import dataclass

from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed
from qinghuan.debts.reconcile import Comparison
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question, and what it is about (``penalty_rate``, ``charged_twice``)."""

    about: str
    asks: Text


def questions(debt: DebtFacts, owed: Owed, comparison: Comparison) -> tuple[Question, ...]:
    """What to ask the creditor of ``debt``; differences first, then unknown terms."""
    raise NotImplementedError
