"""Lines that wait for the person: doubts of the reader, and words that say nothing.

Lines of one shop under one word go together, so that one tap sorts them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q

from qinghuan.household.categories import Category
from qinghuan.household.vocabulary import category_of, source_of
from qinghuan.imports.entries import LineDecision
from qinghuan.money import Yuan, from_fen
from qinghuan.store.bill_lines import speaking
from qinghuan.store.decided import Decided, decisions
from qinghuan.store.refusal import refusals

MOST: Final = 100
"""Lines that one tap sorts."""
_SPENT: Final = ("expense", "refund")


@dataclass(frozen=True, slots=True)
class ToSort:
    """Lines that one decision can sort."""

    lines: tuple[str, ...]
    """Their ids, the largest amount first."""
    kind: str
    word: str
    """The category the bill gives."""
    counterparty: str
    amount: Yuan
    """All of them together, unsigned."""
    review: str = ""
    """Why the reader doubts it (``imports.review.…``); such a line stands alone."""


def to_sort(case: str, categories: Mapping[str, Category]) -> list[ToSort]:
    """What of ``case`` waits, the largest first; ``categories`` are the words already chosen."""
    with refusals(case):
        rows = speaking(case)
        waiting = ~Q(review="") | Q(moved=True) & _unknown_words(rows, categories)
        columns = ("line", "text", "kind", "category", "review", "amount_fen")
        asked = rows.filter(waiting).order_by(F("amount_fen").desc(nulls_last=True), "row")
        found = _grouped(asked.values_list(*columns), decisions(case))
    return sorted(found, key=lambda one: -one.amount)


def _unknown_words(rows: Any, categories: Mapping[str, Category]) -> Q:
    """Lines under words of which it is not known what they were for."""
    pairs = rows.filter(moved=True, kind__in=("income", *_SPENT)).values_list("kind", "category")
    unknown = Q(pk__in=[])
    for kind, word in pairs.distinct().order_by():
        known = source_of(word) if kind == "income" else category_of(word, categories)
        if known is None:
            unknown |= Q(kind=kind, category=word)
    return unknown


def _grouped(rows: Any, decided: Mapping[str, Decided]) -> Iterator[ToSort]:
    groups: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for line, text, kind, word, review, amount in rows:
        if line in decided and (review or _says_something(decided[line].says)):
            continue
        who = str(json.loads(text).get("counterparty", ""))
        key = (kind, word, who, review, line if review or not who else "")
        groups.setdefault(key, []).append((line, amount or 0))
    for (kind, word, who, review, _), found in groups.items():
        for start in range(0, len(found), MOST):
            part = found[start : start + MOST]
            amount = from_fen(sum(one for _, one in part))
            yield ToSort(tuple(line for line, _ in part), kind, word, who, amount, review)


def _says_something(decision: LineDecision) -> bool:
    """Whether it says what the line was; one that was only looked at may still be sorted."""
    return bool(decision.kind or decision.category or decision.debt or decision.left_out)
