"""What the person calls each debt, on every page of contact and papers."""

from __future__ import annotations

from collections.abc import Mapping

from qinghuan.case.fold import Case
from qinghuan.policy.products import called
from qinghuan.words import Language, Text, say


def debt_names(case: Case) -> Mapping[str, Text | str]:
    """Id of a debt → its name."""
    return {debt.id: called(debt.disclosed) for debt in case.debts}


def said(words: Text | str, language: Language) -> str:
    """A name as it is read."""
    return say(words, language) if isinstance(words, Text) else words
