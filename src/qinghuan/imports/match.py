"""Which lines of a file are new, which are known, and which bring a known one up to date.

Keys come from the line alone, so a line stored years ago is found by a file read today:
an order id with the group of its kind (payment, refund, fee), and a fingerprint of source,
minute, amount, counterparty and item for lines whose id is missing or was destroyed. Equal
lines within one file are different movements (two coffees), so each known line answers for
one line of a file at most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from qinghuan.imports.lines import Line, StatusClass
from qinghuan.imports.report import ImportReport

Verdict = Literal["new", "duplicate", "update"]
KnownLines = Mapping[str, Sequence["KnownLine"]]

_CASHBOOK: Final = "alipay_cashbook"
_BOTH_BOOKS: Final = {"alipay", _CASHBOOK}
_SURE_ID: Final = 10
"""An id shorter than this (a masked one) does not prove by itself that two rows are one."""
_RANK: Final[dict[StatusClass, int]] = {
    "unknown": 0,
    "pending": 1,
    "failed": 2,
    "done": 2,
    "closed": 3,
    "refunded": 4,
}


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line already kept: its id in the store and what it says (not one that was superseded)."""

    id: str
    line: Line


@dataclass(frozen=True, slots=True)
class Matched:
    """What a line of a file is to the store; ``known`` is the id of the line it meets."""

    line: Line
    verdict: Verdict
    known: str | None = None


def keys(line: Line) -> tuple[str, ...]:
    """The keys under which ``line`` is found, the surest first."""
    found = [_order_key(line)] if line.order_id else []
    found.append(_fingerprint(line))
    if line.kind == "refund" or _awaits_refund(line):
        found.append(_returned_key(line))
    return tuple(found)


def known_by_key(stored: Iterable[KnownLine]) -> dict[str, list[KnownLine]]:
    """The index that :func:`account_for` asks, built from lines of the store."""
    index: dict[str, list[KnownLine]] = defaultdict(list)
    for known in stored:
        for key in keys(known.line):
            index[key].append(known)
    return dict(index)


def account_for(lines: Iterable[Line], known: KnownLines) -> list[Matched]:
    """A verdict for each of ``lines`` in their order, then updates of payments refunded by them.

    ``known`` holds what the store keeps under the :func:`keys` of ``lines``.
    An ``update`` carries the line that supersedes the known one: its status went on, or an
    amount or id that was missing has come. An older file never turns a status back.
    """
    ordered = list(lines)
    used: set[str] = set()
    partners: dict[int, KnownLine] = {}
    for test in (_same_moment, _same_order, _same_print):
        for position, line in enumerate(ordered):
            if position in partners:
                continue
            partner = _first_free(line, known, used, test)
            if partner is not None:
                partners[position] = partner
                used.add(partner.id)
    matched = [_verdict(line, partners.get(at)) for at, line in enumerate(ordered)]
    return matched + _reopened(matched, known, used)


def counted(report: ImportReport, matched: Sequence[Matched]) -> ImportReport:
    """``report`` with the rows that brought nothing new, and the lines brought up to date.

    A row that gives two lines (a payment and its fee) is one row here, as everywhere in the
    report, so that ``duplicates`` is never more than ``recorded``.
    """
    fresh = {found.line.place for found in matched if found.verdict != "duplicate"}
    return replace(
        report,
        duplicates=len({found.line.place for found in matched} - fresh),
        updates=sum(found.verdict == "update" for found in matched),
    )


def suspected(kept: Iterable[tuple[str, KnownLine]]) -> list[tuple[KnownLine, KnownLine]]:
    """Pairs that may be one movement: the line that stays, and the one that may be too much.

    ``kept`` are lines with the file each came with, in the order they came. Within one file
    equal lines are different movements, so only lines of different files are set beside each
    other. Never more than a question: only a person can say.
    """
    seen: dict[tuple[object, ...], list[tuple[str, KnownLine]]] = defaultdict(list)
    pairs = []
    for file, known in kept:
        line = known.line
        place = (line.amount, line.occurred_at.date(), _group(line))
        earlier = seen[place]
        twin = next((one for one in earlier if one[0] != file and _alike(one[1].line, line)), None)
        if twin is None:
            earlier.append((file, known))
            continue
        earlier.remove(twin)
        keep, extra = twin[1], known
        if keep.line.source == _CASHBOOK:  # which knows less of the same movement
            keep, extra = extra, keep
        pairs.append((keep, extra))
    return pairs


def _alike(one: Line, other: Line) -> bool:
    timed = one.has_time and other.has_time
    if timed and not _same_minute(one, other):
        return False
    if one.source == other.source:
        return (one.counterparty, one.item) == (other.counterparty, other.item)
    same_way = one.kind == other.kind or one.direction == other.direction
    return {one.source, other.source} == _BOTH_BOOKS and same_way


def _group(line: Line) -> str:
    if line.part:
        return line.part
    return "refund" if line.kind == "refund" else "pay"


def _order_key(line: Line) -> str:
    return f"order|{line.source}|{line.order_id}|{_group(line)}"


def _fingerprint(line: Line) -> str:
    minute = line.occurred_at.isoformat(timespec="minutes")
    who = f"{line.counterparty}|{line.item}"
    return f"print|{line.source}|{_group(line)}|{minute}|{line.amount}|{who}"


def _returned_key(line: Line) -> str:
    amount = line.amount if line.refunded is None else line.refunded
    return f"returned|{line.source}|{line.counterparty}|{amount}"


def _awaits_refund(line: Line) -> bool:
    """Whether the refund of ``line`` is known from its own row only."""
    return not line.part and (
        line.refunded is not None or (line.kind == "expense" and line.status_class == "closed")
    )


def _first_free(
    line: Line, known: KnownLines, used: set[str], test: Callable[[Line, Line], bool]
) -> KnownLine | None:
    for key in keys(line):
        for candidate in known.get(key, ()):
            if candidate.id not in used and test(line, candidate.line):
                return candidate
    return None


def _same_minute(line: Line, known: Line) -> bool:
    return line.occurred_at.replace(second=0) == known.occurred_at.replace(second=0)


def _same_moment(line: Line, known: Line) -> bool:
    same = line.order_id == known.order_id and line.amount == known.amount
    return (
        bool(line.order_id) and same and _group(line) == _group(known) and _same_minute(line, known)
    )


def _same_order(line: Line, known: Line) -> bool:
    if len(line.order_id) < _SURE_ID or line.order_id != known.order_id:
        return False
    if _group(line) != _group(known) or _group(line) == "refund":
        return False
    return line.amount == known.amount or line.amount is None or known.amount is None


def _same_print(line: Line, known: Line) -> bool:
    one_lacks_its_id = not line.order_id or not known.order_id
    return one_lacks_its_id and _fingerprint(line) == _fingerprint(known)


def _verdict(line: Line, partner: KnownLine | None) -> Matched:
    if partner is None:
        return Matched(line, "new")
    verdict: Verdict = "update" if _says_more(line, partner.line) else "duplicate"
    return Matched(line, verdict, partner.id)


def _says_more(line: Line, known: Line) -> bool:
    if _RANK[line.status_class] != _RANK[known.status_class]:
        return _RANK[line.status_class] > _RANK[known.status_class]
    if known.amount is None and line.amount is not None:
        return True
    if line.order_id and not known.order_id:
        return True
    if known.refunded is None:
        return False
    return line.refunded is None or line.refunded > known.refunded


def _reopened(matched: Sequence[Matched], known: KnownLines, used: set[str]) -> list[Matched]:
    """Updates of known payments whose refund only now came as a line of its own."""
    found: list[Matched] = []
    for refund in matched:
        if refund.verdict != "new" or refund.line.kind != "refund":
            continue
        key = _returned_key(refund.line)
        for candidate in known.get(key, ()):
            if candidate.id in used or not _awaits_refund(candidate.line):
                continue
            paid = candidate.line._replace(
                moved=True, status_class="refunded", refunded=None, review=""
            )
            found.append(Matched(paid, "update", candidate.id))
            used.add(candidate.id)
            break
    return found
