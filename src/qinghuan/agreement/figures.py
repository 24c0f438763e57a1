"""Whether the figures of a paper of theirs agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from qinghuan.agreement.amounts import amounts, capital_amount, days, number_of, small_number
from qinghuan.agreement.their_schedule import TheirSchedule
from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import (
    BLANK,
    CAPITAL,
    COUNT_STATED,
    DAY_WITHOUT_YEAR,
    LEFT_TO_PAY,
    NO_BLANKS,
    NOT_ABOUT_PAYING,
    NUMBER_IN_BRACKETS,
    PART_STATED,
    PLAN_TOTAL,
    SIGNING,
    SUM_STATED,
    VAGUE_DAY,
    WAIVED,
    WAIVER,
)
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Parameter


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Figures that do not agree: the code of the finding, where, and the values to say."""

    code: str
    passage: Passage | None
    values: Mapping[str, Parameter] = field(default_factory=dict)


_LONGEST_MONTH: Final = 31
_SHORT: Final = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def mismatches(text: TheirText, schedule: TheirSchedule | None) -> Iterator[Mismatch]:
    """Everything that does not agree, each kind once."""
    seen: set[str] = set()
    for found in _all(text, schedule):
        if found.code not in seen:
            seen.add(found.code)
            yield found


def _all(text: TheirText, schedule: TheirSchedule | None) -> Iterator[Mismatch]:
    if schedule is not None:
        yield from _rows_total(text, schedule)
        yield from _row_parts(schedule)
        yield from _row_count(text, schedule)
        yield from _row_days(schedule)
    for passage in text.said:
        yield from _parts_total(passage)
        yield from _capitals(passage)
        yield from _no_such_day(passage)
        if VAGUE_DAY.search(passage.plain) and not NOT_ABOUT_PAYING.search(passage.plain):
            yield Mismatch("vague_date", passage)
    yield from _left_after_waiver(text)
    yield from _blanks(text)


def _money(words: str) -> Yuan:
    return number_of(words) or ZERO


def _rows_total(text: TheirText, schedule: TheirSchedule) -> Iterator[Mismatch]:
    summed = schedule.summed
    if schedule.total_row is not None and summed not in _of_row(schedule.total_row[1]):
        stated, passage = schedule.total_row
        yield Mismatch("rows_total", passage, {"stated": stated, "summed": summed})
    for passage in text.said:
        found = PLAN_TOTAL.search(passage.plain)
        if found and not passage.row and _money(found["amount"]) not in {summed, ZERO}:
            stated = _money(found["amount"])
            yield Mismatch("rows_total", passage, {"stated": stated, "summed": summed})


def _of_row(passage: Passage) -> list[Yuan]:
    return [one.amount for one in amounts(passage.text)]


def _row_parts(schedule: TheirSchedule) -> Iterator[Mismatch]:
    for row in schedule.rows:
        if row.parts and total(row.parts) != row.amount:
            values = {"stated": row.amount, "summed": total(row.parts)}
            yield Mismatch("row_parts", row.passage, values)


def _row_count(text: TheirText, schedule: TheirSchedule) -> Iterator[Mismatch]:
    if not schedule.listed:
        return
    for passage in text.said:
        found = None if passage.row else COUNT_STATED.search(passage.plain)
        stated = small_number(found["count"]) if found else None
        if stated and stated > 1 and stated != len(schedule.rows):
            yield Mismatch("row_count", passage, {"stated": stated, "count": len(schedule.rows)})


def _row_days(schedule: TheirSchedule) -> Iterator[Mismatch]:
    for row in schedule.rows:
        if row.due is None:
            yield Mismatch("dates", row.passage, {"day": row.said_day})
    known = [row for row in schedule.rows if row.due is not None]
    for before, row in pairwise(known):
        if before.due is not None and row.due is not None and row.due <= before.due:
            yield Mismatch("dates", row.passage, {"day": row.said_day or row.due.isoformat()})


def _no_such_day(passage: Passage) -> Iterator[Mismatch]:
    for day in days(passage.plain):
        if day.on is None:
            yield Mismatch("dates", passage, {"day": day.words})
    for found in DAY_WITHOUT_YEAR.finditer(passage.plain):
        month, day_of_month = int(found["month"]), int(found["day"])
        if not 1 <= day_of_month <= _SHORT.get(month, _LONGEST_MONTH) or not month:
            yield Mismatch("dates", passage, {"day": found.group(0)})


def _parts_total(passage: Passage) -> Iterator[Mismatch]:
    """Parts and their sum, or a sum, a waiver and what is left, within one sentence."""
    plain = NUMBER_IN_BRACKETS.sub("", passage.plain)
    head = WAIVER.split(plain)[0]
    named, stated = list(PART_STATED.finditer(head)), SUM_STATED.search(head)
    owed = total(_money(found["amount"]) for found in named)
    if len(named) > 1 and stated is not None:
        listed = [
            one.amount
            for one in amounts(head)
            if one.sure and named[0].start() <= one.start < stated.start("amount")
        ]
        asked = _money(stated["amount"])
        if asked not in {owed, total(listed)}:
            yield Mismatch("parts_total", passage, {"stated": asked, "summed": total(listed)})
        owed = asked
    waived = [_money(found["amount"]) for found in WAIVED.finditer(plain)]
    after = LEFT_TO_PAY.search(plain)
    if waived and after and len(named) > 1 and owed - total(waived) != _money(after["amount"]):
        values = {"stated": _money(after["amount"]), "summed": owed - total(waived)}
        yield Mismatch("parts_total", passage, values)


def _left_after_waiver(text: TheirText) -> Iterator[Mismatch]:
    """Parts in one sentence, the waiver in another, what is left in a third.

    Only where every amount before the waiver is a named part, or the sum of them.
    """
    parts: dict[str, Yuan] = {}
    waived: list[Yuan] = []
    for passage in text.said:
        plain = NUMBER_IN_BRACKETS.sub("", passage.plain)
        left = LEFT_TO_PAY.search(plain)
        if waived:
            owed = total(parts.values())
            if left is not None and len(parts) > 1:
                stated = _money(left["amount"])
                if stated not in {owed - total(waived), owed}:
                    values = {"stated": stated, "summed": owed - total(waived)}
                    yield Mismatch("parts_total", passage, values)
                return
        elif WAIVER.search(plain):
            waived = [_money(found["amount"]) for found in WAIVED.finditer(plain)]
        elif not passage.row:
            named = {one["name"]: _money(one["amount"]) for one in PART_STATED.finditer(plain)}
            sure = [one.amount for one in amounts(plain) if one.sure]
            if not set(sure) <= {
                *named.values(),
                *parts.values(),
                total(parts.values()),
                total(named.values()),
            }:
                return
            parts = {**named, **parts}


_NEAR: Final = 24
"""Signs between an amount in figures and the same in capitals."""


def _capitals(passage: Passage) -> Iterator[Mismatch]:
    plain = passage.plain
    figures = [one for one in amounts(plain) if one.sure]
    for found in CAPITAL.finditer(plain):
        said = capital_amount(found.group(0))
        near = [
            one.amount
            for one in figures
            if 0 <= found.start() - one.end <= _NEAR or 0 <= one.start - found.end() <= _NEAR
        ]
        if said is not None and near and said not in near:
            yield Mismatch("capitals", passage, {"stated": near[0], "summed": said})


def _blanks(text: TheirText) -> Iterator[Mismatch]:
    for passage in text.said:
        plain = passage.text
        if BLANK.search(plain) and not SIGNING.search(passage.plain):
            if NO_BLANKS.search(passage.plain):
                continue
            yield Mismatch("blank", passage)
