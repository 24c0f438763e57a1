"""What travels of a case: its entries and lines as lines of text, and the check of the whole.

A line that no program of ours would have written is refused by its number; a changed
entry is found by the chain, a changed bill line by the digest of its import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from qinghuan.case.kinds import KINDS
from qinghuan.errors import RuleError
from qinghuan.imports.lines import from_canonical
from qinghuan.journal import entry as journal
from qinghuan.journal.entry import SALT_BYTES, Entry
from qinghuan.journal.fact import Fact, Redacted, TooNew
from qinghuan.store.appending import files_of
from qinghuan.store.parcel import strange_line
from qinghuan.store.refusal import StoreRefused, refusal
from qinghuan.store.rows import BLANK, ENTRY_COLUMNS, derived, line_id, to_entry
from qinghuan.store.verifying import issued_heads, lines_problems

JOURNAL: Final = "journal.jsonl"
LINES: Final = "lines.jsonl"

_NUMBERS: Final = frozenset({"sequence", "version"})
_MAY_BE_ERASED: Final = frozenset({"body", "salt"})
_IDENTIFIER: Final = re.compile(r"[a-z0-9]{8,32}")
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_LONGEST: Final = 200
_MOST_FEN: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class Travelled:
    """A case as it came: verified, and not here yet."""

    chain: str
    entries: tuple[Entry, ...]
    lines: tuple[tuple[Any, ...], ...]
    """As :data:`~qinghuan.store.rows.LINE_COLUMNS`."""
    files: frozenset[str]
    """The digests of the originals that its entries name."""


def entry_values(row: Sequence[Any]) -> dict[str, Any]:
    """An entry (:data:`ENTRY_COLUMNS`) as it travels; the salt in hexadecimal."""
    values = dict(zip(ENTRY_COLUMNS, row, strict=True))
    salt = values["salt"]
    return {**values, "salt": None if salt is None else bytes(salt).hex()}


def line_values(row: Sequence[Any]) -> dict[str, Any]:
    """A bill line (import, position, superseded id, text) as it travels."""
    return dict(zip(("imported_by", "position", "supersedes", "text"), row, strict=True))


def travelled(
    chain: str,
    heads: Mapping[int, str],
    entries: Sequence[Mapping[str, Any]],
    lines: Sequence[Mapping[str, Any]],
) -> Travelled:
    """The case in ``entries`` and ``lines`` (values of the two parts), when all of it holds.

    ``heads`` are digests of entries known from elsewhere. Raises :class:`StoreRefused` with
    everything that is wrong: a strange line, a newer program's entry, a changed entry or line.
    """
    found = [_entry(chain, number, values) for number, values in enumerate(entries, start=1)]
    facts = [_fact(entry) for entry in found]
    _refuse_repeated(found)
    _refuse_kept_words(found, facts)
    rows = _line_rows(found, lines)
    problems = journal.verify(found, {**heads, **issued_heads(found)})
    problems += lines_problems(found, [_as_verified(row) for row in rows])
    if not found:
        raise refusal("missing_part", name=JOURNAL)
    if problems:
        raise StoreRefused(*problems)
    files = frozenset[str]().union(*(files_of(fact) for fact in facts if fact is not None))
    return Travelled(chain, tuple(found), tuple(rows), files)


def _entry(chain: str, number: int, values: Mapping[str, Any]) -> Entry:
    try:
        if tuple(values) != ENTRY_COLUMNS or not all(map(_fits, values, values.values())):
            raise strange_line(JOURNAL, number)
        salt = values["salt"]
        row = {**values, "salt": None if salt is None else bytes.fromhex(salt)}
        entry = to_entry(chain, tuple(row.values()))
        datetime.fromisoformat(entry.recorded_at)
    except (ValueError, TypeError):
        raise strange_line(JOURNAL, number) from None
    erased = (entry.body is None, entry.salt is None)
    if erased[0] != erased[1] or (entry.salt is not None and len(entry.salt) != SALT_BYTES):
        raise strange_line(JOURNAL, number)
    return entry


def _fits(name: str, value: object) -> bool:
    if value is None:
        return name in _MAY_BE_ERASED
    if name in _NUMBERS:
        return type(value) is int and 0 < value < _MOST_FEN
    if not isinstance(value, str):
        return False
    if name == "entry":
        return _IDENTIFIER.fullmatch(value) is not None
    if name == "recorded_at":
        return _MOMENT.fullmatch(value) is not None
    return name == "body" or (len(value) <= _LONGEST and "\0" not in value)


def _fact(entry: Entry) -> Fact | None:
    if entry.body is None:
        return None
    try:
        fact = KINDS.read(entry.kind, entry.version, entry.body)
        files_of(fact)
    except TooNew:
        raise refusal("newer_file", f"/journal/{entry.sequence}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise strange_line(JOURNAL, entry.sequence) from None
    if (fact.id, fact.on) != (entry.id, entry.on):
        raise strange_line(JOURNAL, entry.sequence)
    return fact


def _refuse_repeated(entries: Iterable[Entry]) -> None:
    ids: set[str] = set()
    tokens = {""}
    for number, entry in enumerate(entries, start=1):
        if entry.id in ids or (entry.token in tokens and entry.token):
            raise strange_line(JOURNAL, number)
        ids.add(entry.id)
        tokens.add(entry.token)


def _refuse_kept_words(entries: Sequence[Entry], facts: Iterable[Fact | None]) -> None:
    """Words that an entry says were erased, and that came along all the same."""
    erased = {fact.which for fact in facts if isinstance(fact, Redacted)}
    for number, entry in enumerate(entries, start=1):
        if entry.id in erased and entry.body is not None:
            raise strange_line(JOURNAL, number)


def _line_rows(
    entries: Iterable[Entry], lines: Iterable[Mapping[str, Any]]
) -> list[tuple[Any, ...]]:
    sequences = {entry.id: entry.sequence for entry in entries}
    rows: list[tuple[Any, ...]] = []
    last = (0, -1)
    for number, values in enumerate(lines, start=1):
        row = _line_row(sequences, values)
        if row is None or row[2:4] <= last:
            raise strange_line(LINES, number)
        rows.append(row)
        last = row[2:4]
    return rows


def _line_row(sequences: Mapping[str, int], values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    try:
        entry, position, supersedes, text = (
            values[name] for name in ("imported_by", "position", "supersedes", "text")
        )
        sequence = sequences[entry]
        columns = BLANK if text is None else derived(from_canonical(text))
    except (KeyError, TypeError, RuleError, ArithmeticError, AttributeError, RecursionError):
        return None
    plain = len(values) == 4 and type(position) is int and isinstance(supersedes, str)  # noqa: PLR2004
    if not plain or len(supersedes) > _LONGEST or not all(map(_holds, columns)):
        return None
    return (line_id(entry, position), entry, sequence, position, supersedes, text, *columns)


def _holds(value: object) -> bool:
    """Whether a column takes ``value``: handmade lines can say anything."""
    if isinstance(value, str):
        return "\0" not in value
    return not isinstance(value, int) or abs(value) < _MOST_FEN


def _as_verified(row: tuple[Any, ...]) -> tuple[Any, ...]:
    line, entry, _, position, supersedes, text, *columns = row
    return (entry, position, line, supersedes, text, *columns)


def same_until(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many digests the two journals have in common from their beginning."""
    common = 0
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            break
        common += 1
    return common
