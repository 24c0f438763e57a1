"""Appending: the only write of facts in the program, one transaction each time.

The row of the case is locked first, so that writers queue; then the next
sequence is taken, the facts are sealed onto the head, and entries, lines, index
and uses of files are written together. A process killed anywhere in between
leaves nothing.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from qinghuan.case.kinds import KINDS
from qinghuan.dates import china_today
from qinghuan.errors import RuleError
from qinghuan.imports.entries import StatementImported
from qinghuan.imports.lines import Line, canonical, digest_of_lines
from qinghuan.journal.entry import GENESIS, SALT_BYTES, Entry, Stamp, digest_of, seal
from qinghuan.journal.fact import Corrected, Fact, Redacted
from qinghuan.store.case_index import INDEXED, computed
from qinghuan.store.files import path_of
from qinghuan.store.models import Case, CaseFile, CaseIndex
from qinghuan.store.reading import entries_of_rows, entry_rows, seen_by
from qinghuan.store.refusal import StoreRefused, problem, refusal, refusals
from qinghuan.store.rows import ENTRY_COLUMNS, derived, insert_entries, insert_lines, placed
from qinghuan.store.who import Who

_ID_BYTES: Final = 10
_TICK: Final = timedelta(microseconds=1)
_CHANGES_LINES: Final = (StatementImported.KIND, Corrected.KIND, Redacted.KIND)
_EMPTY_INDEX: Final = '{"debts": [], "label": "", "sample": false}'


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be kept; ``supersedes`` is the id of the kept line it brings up to date."""

    line: Line
    supersedes: str = ""
    text: str = field(init=False, repr=False, compare=False)
    """The canonical text of the line."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", canonical(self.line))  # needed three times, slow to make

    @property
    def sealed(self) -> str:
        """What goes into the digest of an import: the line, and the id of the one it replaces."""
        return sealed(self.text, self.supersedes)


@dataclass(frozen=True, slots=True)
class NewLines:
    """The lines of one import in file order, and the sequence at which they were matched.

    ``matched_at`` comes from :func:`~qinghuan.store.bill_lines.known`: when lines came or
    went in between, some would count twice or be missing, so they are refused.
    """

    lines: Sequence[NewLine]
    matched_at: int

    @property
    def digest(self) -> str:
        """What ``StatementImported.lines_digest`` must say."""
        return digest_of_lines(line.sealed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Appended:
    """The entries that stand in the journal now; ``repeated`` when an earlier call wrote them."""

    entries: tuple[Entry, ...]
    repeated: bool = False

    @property
    def sequence(self) -> int:
        """The last sequence."""
        return self.entries[-1].sequence

    @property
    def head(self) -> str:
        """The digest of the last entry."""
        return self.entries[-1].digest


@dataclass(frozen=True, slots=True)
class _Call:
    """Everything one append was asked for."""

    facts: Sequence[Fact]
    who: Who
    now: datetime
    lines: NewLines | None
    expected: int | None
    token: str


def sealed(text: str, supersedes: str) -> str:
    """The text of a line as it enters the digest of its import."""
    return f"{text}\t{supersedes}" if supersedes else text


def mint() -> str:
    """A new name for a case or an entry: 16 lower-case letters and digits, never used before."""
    return base64.b32encode(os.urandom(_ID_BYTES)).decode().lower()


def moment(now: datetime) -> str:
    """``now`` as entries carry it: UTC, microseconds, ``Z``."""
    if now.tzinfo is None:
        raise RuleError("a moment needs its time zone")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_case(facts: Sequence[Fact], *, who: Who, now: datetime, token: str = "") -> str:
    """Open a case with its first ``facts`` (``CaseOpened`` and more); its id.

    One transaction; a repeated ``token`` gives the case it opened before.
    Raises :class:`StoreRefused` like :func:`append`.
    """
    case = mint()
    call = _Call(facts, who, now, None, None, token)
    _check(call)
    with refusals(), transaction.atomic(durable=True):
        opened = seen_by(who).filter(journalentry__token=token, journalentry__sequence=1)
        if token and (before := opened.values_list("id", flat=True).first()) is not None:
            return str(before)
        create_case(case, chain=case, who=who, created=moment(now))
        _append(case, call)
    return case


def create_case(case: str, *, chain: str, who: Who, created: str) -> None:
    """The row of a case without entries; within the caller's transaction."""
    Case.objects.create(id=case, chain=chain, owner=who.id, office=who.office, created=created)
    CaseIndex.objects.create(case_id=case, sequence=0, head=GENESIS, body=_EMPTY_INDEX)


def append(  # noqa: PLR0913 (two things are written, the rest says for whom and since when)
    case: str,
    facts: Sequence[Fact],
    *,
    who: Who,
    now: datetime,
    lines: NewLines | None = None,
    expected: int | None = None,
    token: str = "",
) -> Appended:
    """Record ``facts`` (and the ``lines`` of the import among them) in ``case``.

    ``token`` names the form: a repeat records nothing and gives the first result.
    ``expected`` is the sequence the form was rendered at: when a later entry
    touches what these facts touch, nothing is recorded. ``now`` is aware; entries
    never go back in time, whatever the clock does.

    Raises :class:`StoreRefused` (unknown case, changed meanwhile, journal cut off,
    file not kept, disk full, busy, …) and :class:`RuleError` for misuse.
    """
    call = _Call(facts, who, now, lines, expected, token)
    _check(call)
    with refusals(case), transaction.atomic(durable=True):
        return _append(case, call)


def append_redactions(
    case: str, which: Sequence[Entry], *, who: Who, now: datetime, reason: str
) -> Appended:
    """Record that the words of ``which`` were erased; a guard of the database blanks them.

    Within the caller's transaction. Raises :class:`StoreRefused` like :func:`append`.
    """
    day = china_today(now)
    facts = [Redacted(id=mint(), on=day, which=entry.id, reason=reason) for entry in which]
    done = _append(case, _Call(facts, who, now, None, None, ""))
    CaseFile.objects.filter(case=case).exclude(digest__in=named_files(case)).delete()
    return done


def named_files(case: str) -> set[str]:
    """The kept files that the entries of ``case`` name, those whose words are there."""
    rows = entry_rows(case).filter(body__isnull=False).values_list("kind", "version", "body")
    return set[str]().union(*(files_of(KINDS.read(*row)) for row in rows))


def adopt(row: Case, entries: Sequence[Entry], lines: Iterable[tuple[Any, ...]]) -> None:
    """Record ``entries`` that were sealed elsewhere, as they are, behind the end of ``row``.

    For a travelling case, within the caller's transaction: ``row`` is locked, its files
    are kept, and chain and ``lines`` (:data:`~qinghuan.store.rows.LINE_COLUMNS`) were
    verified. Raises :class:`RuleError` for an entry that does not continue the chain.
    """
    last = head_entry(row)
    previous, sequence = (last.digest, last.sequence) if last else (GENESIS, 0)
    for place, entry in enumerate(entries, start=sequence + 1):
        follows = (entry.case, entry.sequence) == (row.chain, place)
        if not follows or digest_of(previous, entry) != entry.digest:
            raise RuleError("an entry sealed elsewhere must continue the chain")
        previous = entry.digest
    words = [(entry, entry.body) for entry in entries if entry.body is not None]
    facts = [KINDS.read(entry.kind, entry.version, body) for entry, body in words]
    use_files(row.id, facts)
    insert_entries(row.id, entries)
    insert_lines(row.id, lines)
    write_index(row.id, entries[-1], {entry.kind for entry in entries})


def _check(call: _Call) -> None:
    if not call.facts:
        raise RuleError("nothing to record")
    if any(isinstance(fact, Redacted) for fact in call.facts):
        raise RuleError("words are erased by redact(), which also blanks them")
    imports = [fact for fact in call.facts if isinstance(fact, StatementImported)]
    given = call.lines.lines if call.lines else ()
    if len(imports) > 1 or (given and not imports):
        raise RuleError("lines belong to exactly one import")
    for fact in imports:
        digest = call.lines.digest if call.lines else digest_of_lines(())
        if fact.line_count != len(given) or fact.lines_digest != digest:
            raise RuleError("the import does not describe the lines given with it")


def _append(case: str, call: _Call) -> Appended:
    row = locked(case, call.who)
    repeated = _first_result(row, call.token)
    if repeated is not None:
        return repeated
    last = head_entry(row)
    _refuse_used_ids(case, call.facts)
    _refuse_what_changed(row, call)
    use_files(case, call.facts)
    entries = _sealed(row, last, call)
    insert_entries(case, entries)
    _write_lines(case, entries, call)
    write_index(case, entries[-1], {entry.kind for entry in entries})
    return Appended(tuple(entries))


def locked(case: str, who: Who) -> Case:
    """The row of ``case``, locked until the transaction ends. Raises for an unknown case."""
    row: Case | None = seen_by(who).select_for_update().filter(id=case).first()
    if row is None:
        raise refusal("no_case", case)
    return row


def head_entry(row: Case) -> Entry | None:
    """The last entry of a locked case. Raises when it is not the one the index knows."""
    rows = entry_rows(row.id).order_by("-sequence").values_list(*ENTRY_COLUMNS)[:1]
    found = entries_of_rows(row.id, row.chain, rows)
    last = found[0] if found else None
    stands = (last.sequence, last.digest) if last else (0, GENESIS)
    index = CaseIndex.objects.filter(case=row.id).values_list("sequence", "head").first()
    if index is not None and index != stands:
        raise StoreRefused(problem("head_differs", row.id, sequence=index[0], last=stands[0]))
    return last


def _first_result(row: Case, token: str) -> Appended | None:
    if not token:
        return None
    first = entry_rows(row.id).filter(token=token).values_list("recorded_at", flat=True).first()
    if first is None:
        return None
    rows = entry_rows(row.id).filter(recorded_at=first).values_list(*ENTRY_COLUMNS)
    return Appended(tuple(entries_of_rows(row.id, row.chain, rows)), repeated=True)


def _refuse_what_changed(row: Case, call: _Call) -> None:
    if call.lines is not None:
        later = entry_rows(row.id).filter(sequence__gt=call.lines.matched_at)
        if later.filter(kind__in=_CHANGES_LINES).exists():
            raise refusal("import_meanwhile", row.id)
    if call.expected is None:
        return
    rows = entry_rows(row.id).filter(sequence__gt=call.expected).values_list(*ENTRY_COLUMNS)
    mine = frozenset[str]().union(*(touches(fact, row) for fact in call.facts))
    for entry in entries_of_rows(row.id, row.chain, rows):
        if mine & _touched_by(entry, row):
            raise refusal("changed_meanwhile", entry.id, sequence=entry.sequence)


def _touched_by(entry: Entry, row: Case) -> frozenset[str]:
    if entry.body is None:
        return frozenset()
    return touches(KINDS.read(entry.kind, entry.version, entry.body), row)


def touches(fact: Fact, row: Case) -> frozenset[str]:
    """The debts, agreements and sheets ``fact`` changes; a correction those of what it names."""
    if isinstance(fact, Corrected | Redacted):
        named = entry_rows(row.id).filter(entry=fact.which).values_list(*ENTRY_COLUMNS)
        found = [_touched_by(entry, row) for entry in entries_of_rows(row.id, row.chain, named)]
        if isinstance(fact, Corrected) and fact.body_text is not None:
            right = KINDS.read(fact.kind or "", fact.version or 0, fact.body_text)
            found.append(touches(right, row))
        return frozenset({fact.which}).union(*found)
    asked = getattr(fact, "touches", None)
    return frozenset(asked()) if asked is not None else frozenset()


def _refuse_used_ids(case: str, facts: Sequence[Fact]) -> None:
    ids = [fact.id for fact in facts]
    if len(set(ids)) < len(ids) or entry_rows(case).filter(entry__in=ids).exists():
        raise RuleError("the id of an entry is used once")


def files_of(fact: Fact) -> set[str]:
    """The kept files ``fact`` names; a correction names those of its replacement."""
    if isinstance(fact, Corrected) and fact.body_text is not None:
        right = KINDS.read(fact.kind or "", fact.version or 0, fact.body_text)
        return files_of(right) | set(fact.files)
    own = getattr(fact, "file", None)
    return {*fact.files, own} if own else set(fact.files)


def _sealed(row: Case, last: Entry | None, call: _Call) -> list[Entry]:
    """One moment for the whole call, later than every entry before."""
    recorded_at = moment(call.now)
    if last is not None and recorded_at <= last.recorded_at:
        recorded_at = moment(datetime.fromisoformat(last.recorded_at) + _TICK)
    sequence = last.sequence if last else 0
    previous = last.digest if last else GENESIS
    entries: list[Entry] = []
    for place, fact in enumerate(call.facts):
        token = call.token if place == 0 else ""
        stamp = Stamp(row.chain, sequence + place + 1, recorded_at, call.who.id, token)
        entries.append(seal(previous, fact, stamp, os.urandom(SALT_BYTES)))
        previous = entries[-1].digest
    return entries


def _write_lines(case: str, entries: Iterable[Entry], call: _Call) -> None:
    entry = next((entry for entry in entries if entry.kind == StatementImported.KIND), None)
    if call.lines is None or entry is None:
        return
    insert_lines(
        case,
        (
            (
                *placed(entry.id, entry.sequence, position),
                new.supersedes,
                new.text,
                *derived(new.line),
            )
            for position, new in enumerate(call.lines.lines)
        ),
    )


def use_files(case: str, facts: Iterable[Fact]) -> None:
    """Note which kept files ``facts`` name, then look whether they are there.

    In this order nobody can remove one in between as unused. Raises :class:`StoreRefused`.
    """
    digests = sorted({digest for fact in facts for digest in files_of(fact)})
    CaseFile.objects.bulk_create(
        [CaseFile(case_id=case, digest=digest) for digest in digests], ignore_conflicts=True
    )
    for digest in digests:
        if not path_of(digest).is_file():
            raise refusal("file_missing", f"{case}/{digest}")


def write_index(case: str, last: Entry, kinds: set[str]) -> None:
    """Bring the index up to ``last``; entries of other ``kinds`` move its head only."""
    values: dict[str, Any] = {"sequence": last.sequence, "head": last.digest}
    if kinds & INDEXED:
        values["body"] = computed(case)
    if not CaseIndex.objects.filter(case=case).update(**values):
        CaseIndex.objects.create(case_id=case, **{"body": computed(case), **values})


def rebuilt_index(case: str) -> None:
    """Write the index of ``case`` anew. Raises when the journal lost the head it knows."""
    with refusals(case), transaction.atomic():
        row = Case.objects.select_for_update().filter(id=case, erasing=False).first()
        if row is None:
            raise refusal("no_case", case)
        found = entries_of_rows(row.id, row.chain, entry_rows(case).values_list(*ENTRY_COLUMNS))
        old = CaseIndex.objects.filter(case=case).values_list("sequence", "head").first()
        heads = {entry.sequence: entry.digest for entry in found}
        if old is not None and old[0] and heads.get(old[0]) != old[1]:
            raise refusal("head_differs", case, sequence=old[0], last=len(found))
        last = found[-1] if found else None
        CaseIndex.objects.update_or_create(
            case_id=case,
            defaults={
                "sequence": last.sequence if last else 0,
                "head": last.digest if last else GENESIS,
                "body": computed(case),
            },
        )
