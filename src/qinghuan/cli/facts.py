"""Facts entered by hand as JSON, checked whole: every fault is named by its place.

``{"kind": "payment_made", "on": "2026-11-20", "debt": "…", "amount": "200.00"}``, or a
list of such. ``id`` may be left out, or chosen (8 to 32 lower-case letters and digits) so
that later facts of the same file can name the debt.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from qinghuan.case.kinds import KINDS
from qinghuan.cli.faults import fault
from qinghuan.cli.slips import slips
from qinghuan.contact.checks import check as check_contact
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.entries import DebtDisclosed
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.journal.faults import field_problem, field_problems

BY_PROGRAM: Final[Mapping[str, str]] = {
    "case_opened": "case new",
    "corrected": "case correct",
    "document_issued": "write",
    "paper_signed": "sign",
    "redacted": "case correct",
    "statement_imported": "import",
    "timestamp_given": "timestamp",
}
"""Kinds that a command of their own records."""

EARLIEST: Final = date(1950, 1, 1)
"""Nothing a living debt rests on happened before; an earlier day is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the case holds already: the day, its debts, and the ids in use."""

    today: date
    debts: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    sure: bool = False
    """Whether the person says that amounts too large to be meant are meant."""


def read_facts(
    written: str, standing: Standing, mint: Callable[[], str]
) -> tuple[list[Fact], list[Problem]]:
    """The facts in ``written``, and everything wrong with them; use none when any is wrong."""
    try:
        given = json.loads(written, parse_constant=_refuse_constant)
    except ValueError as wrong:
        return [], [fault("not_json", why=str(wrong))]
    alone = isinstance(given, Mapping)
    items = [given] if alone else given
    if not isinstance(items, list) or not items:
        return [], [fault("not_facts", "/")]
    facts: list[Fact] = []
    problems: list[Problem] = []
    for place, item in enumerate(items):
        where = "" if alone else f"/{place}"
        fact, wrong_here = _read(item, where, mint)
        problems += wrong_here
        if fact is not None:
            problems += _out_of_place(fact, where, standing, facts)
            facts.append(fact)
    return facts, problems


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _read(item: Any, where: str, mint: Callable[[], str]) -> tuple[Fact | None, list[Problem]]:
    if not isinstance(item, Mapping):
        return None, [fault("not_facts", where or "/")]
    body = dict(item)
    kind = body.pop("kind", None)
    if kind in BY_PROGRAM:
        command = f"qinghuan {BY_PROGRAM[kind]}"
        return None, [fault("own_kind", f"{where}/kind", kind=kind, command=command)]
    model = KINDS.models.get(kind) if isinstance(kind, str) else None
    if model is None:
        kinds = ", ".join(sorted(set(KINDS.models) - set(BY_PROGRAM)))
        return None, [fault("unknown_kind", f"{where}/kind", kind=str(kind), kinds=kinds)]
    body.setdefault("id", mint())
    try:
        return model.model_validate_json(json.dumps(body)), []
    except ValidationError as wrong:
        return None, field_problems(wrong, where, body)


def _out_of_place(
    fact: Fact, where: str, standing: Standing, before: Iterable[Fact]
) -> Iterator[Problem]:
    """What is wrong with a fact beside the others and the day."""
    earlier = list(before)
    if fact.on > standing.today:
        yield fault("future", f"{where}/on", day=fact.on)
    if fact.on < EARLIEST:
        yield fault("old", f"{where}/on", day=EARLIEST)
    if fact.id in standing.ids or any(fact.id == other.id for other in earlier):
        yield fault("taken_id", f"{where}/id", id=fact.id)
    debt = getattr(fact, "debt", None)
    disclosed = {other.id for other in earlier if isinstance(other, DebtDisclosed)}
    if debt is not None and debt not in standing.debts | disclosed:
        yield fault("unknown_debt", f"{where}/debt", debt=debt)
    for pointer in _negative(fact, where):
        yield field_problem("least", pointer, limit="0")
    if isinstance(fact, ContactMade):
        yield from (replace(wrong, where=where + wrong.where) for wrong in check_contact(fact))
    if not standing.sure:
        yield from slips(fact, where, standing.today)


def _negative(value: Any, where: str) -> Iterator[str]:
    """The places of amounts below zero: no fact of this product holds one."""
    if isinstance(value, Decimal):
        if value < 0:
            yield where
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _negative(getattr(value, name), f"{where}/{name}")
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _negative(part, f"{where}/{key}")
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _negative(part, f"{where}/{place}")
