"""Lines that wait for the person: doubts of the reader, and words that say nothing.

Lines of one shop under one word go together, so that one tap sorts them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from qinghuan.household.categories import Category
from qinghuan.household.vocabulary import category_of, source_of
from qinghuan.imports.entries import LineDecision
from qinghuan.money import Yuan, from_fen
from qinghuan.store.bill_lines import speaking
from qinghuan.store.decided import Decided, decisions
from qinghuan.store.refusal import refusals

MOST: Final = 100
"""Lines that one tap sorts."""
_AT_ONCE: Final = 500
_WHO: Final = re.compile(r'"counterparty":("(?:[^"\\]|\\.)*")')
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
        columns = ("row", "line", "text", "kind", "category", "review", "amount_fen")
        asked = _waiting(speaking(case), categories).values_list(*columns)
        largest = sorted(asked, key=lambda row: (-(row[-1] or 0), row[0]))
        found = list(_grouped(largest, decisions(case)))
    return sorted(found, key=lambda one: -one.amount)


def count_to_sort(case: str, categories: Mapping[str, Category]) -> int:
    """How many lines wait, without reading them."""
    with refusals(case):
        waiting = _waiting(speaking(case), categories)
        done = decisions(case)
        ids, settled = sorted(done), 0
        for start in range(0, len(ids), _AT_ONCE):
            some = waiting.filter(line__in=ids[start : start + _AT_ONCE])
            for line, review in some.values_list("line", "review"):
                settled += _settled(done[line].says, review)
        return int(waiting.count()) - settled


def _waiting(rows: Any, categories: Mapping[str, Category]) -> Any:
    return rows.filter(~Q(review="") | Q(moved=True) & _unknown_words(rows, categories))


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
    for _, line, text, kind, word, review, amount in rows:
        if line in decided and _settled(decided[line].says, review):
            continue
        who = _counterparty(text)
        key = (kind, word, who, review, line if review or not who else "")
        groups.setdefault(key, []).append((line, amount or 0))
    for (kind, word, who, review, _), found in groups.items():
        for start in range(0, len(found), MOST):
            part = found[start : start + MOST]
            amount = from_fen(sum(one for _, one in part))
            yield ToSort(tuple(line for line, _ in part), kind, word, who, amount, review)


def _counterparty(text: str) -> str:
    """Whose line it is, without reading the whole of its canonical text.

    Inside another string of the text the quotation marks would be escaped.
    """
    found = _WHO.search(text)
    return str(json.loads(found[1])) if found else ""


def _settled(decision: LineDecision, review: str) -> bool:
    """Whether the line waits no more: one that was only looked at may still be sorted."""
    says = decision.kind or decision.category or decision.debt or decision.left_out
    return bool(review or says)
