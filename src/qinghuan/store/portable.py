"""The ``.qinghuan`` file in which a case travels, written and taken in.

A parcel of ``journal.jsonl`` (every entry with the exact words that were hashed),
``lines.jsonl`` (the lines of its bills) and ``files/SHA256`` (the originals its entries
name). Erased words travel as erased. Taking a file in changes nothing before all of it was
verified; then the originals are kept, and entries and lines written in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from django.db import transaction
from django.db.utils import DataError, IntegrityError

from qinghuan import __version__
from qinghuan.journal.entry import GENESIS
from qinghuan.journal.fact import Redacted
from qinghuan.store import parcel
from qinghuan.store.appending import adopt, create_case, locked, mint, moment
from qinghuan.store.erasing import finish_erasing, remember
from qinghuan.store.files import file, keep_file
from qinghuan.store.home import current
from qinghuan.store.locking import together
from qinghuan.store.models import BillLine, Case, CaseFile, CaseIndex
from qinghuan.store.parcel import Parcel
from qinghuan.store.reading import entry_rows, seen_by
from qinghuan.store.refusal import refusal, refusals
from qinghuan.store.rows import ENTRY_COLUMNS
from qinghuan.store.travelling import (
    JOURNAL,
    LINES,
    Travelled,
    entry_values,
    line_values,
    same_until,
    travelled,
)
from qinghuan.store.who import Who

KIND: Final = "case"
FILES: Final = "files/"
_BELONGS: Final = re.compile(r"journal\.jsonl|lines\.jsonl|files/[0-9a-f]{64}")
_IDENTIFIER: Final = re.compile(r"[a-z0-9]{8,32}")

Outcome = Literal["new", "same", "extended", "ahead", "copy"]
"""What taking a file in did. ``ahead``: this folder knows more than the file."""


@dataclass(frozen=True, slots=True)
class ExportedCase:
    """The file that was written, and what is in it."""

    path: Path
    size: int
    entries: int
    lines: int
    files: int
    head: str


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """The case a file belongs to here, what became of it, and how much was added."""

    case: str
    outcome: Outcome
    sequence: int
    """The last entry the case has here now."""
    entries: int = 0
    lines: int = 0
    freed: frozenset[str] = frozenset()
    """Originals that this case names no more, because what came along erased words."""


def export_case(case: str, target: Path, *, overwrite: bool = False) -> ExportedCase:
    """Write ``case`` into the file ``target``, mode 0600; the same case gives the same bytes.

    What was written is read back and verified before it takes its name. Raises
    :class:`StoreRefused`: unknown case, a file there already, an original missing, or
    everything that is wrong with a case that was changed. ``OSError`` where it cannot write.
    """
    about, entries, lines = _of_database(case)
    heads = {about["sequence"]: about["head"]}
    found = travelled(about["chain"], heads, entries, lines)
    counts = {"entries": len(entries), "lines": len(lines), "files": len(found.files)}
    with parcel.written(target, overwrite=overwrite) as part:
        whole = {**about, "counts": counts, "program": __version__}
        parcel.pack(part, KIND, whole, _parts(entries, lines, found))
        with parcel.opened(part, KIND, _belongs) as given:
            given.check_all()
    return ExportedCase(target, target.stat().st_size, **counts, head=about["head"])


def _of_database(case: str) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """Everything the tables hold of ``case``, read while nobody writes to it."""
    with refusals(case), transaction.atomic():
        row = Case.objects.select_for_update().filter(id=case, erasing=False).first()
        if row is None:
            raise refusal("no_case", case)
        index = CaseIndex.objects.filter(case=case).values_list("sequence", "head").first()
        sequence, head = index or (0, GENESIS)
        entries = list(entry_rows(case).values_list(*ENTRY_COLUMNS))
        lines = BillLine.objects.filter(case=case).order_by("sequence", "position")
        columns = ("imported_by", "position", "supersedes", "text")
        about = {"chain": row.chain, "sequence": sequence, "head": head}
        return (
            about,
            [entry_values(entry) for entry in entries],
            [line_values(line) for line in lines.values_list(*columns)],
        )


def _parts(
    entries: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], found: Travelled
) -> Iterator[tuple[str, bytes]]:
    yield JOURNAL, b"".join(map(parcel.write_line, entries))
    yield LINES, b"".join(map(parcel.write_line, lines))
    for digest in sorted(found.files):
        yield f"{FILES}{digest}", file(digest)


def _belongs(name: str) -> bool:
    return _BELONGS.fullmatch(name) is not None


def import_case(path: Path, *, who: Who, now: datetime, as_copy: bool = False) -> ImportedCase:
    """Take in the case in the file ``path``; what is here already is only ever continued.

    ``as_copy`` opens a case of its own beside the one that is here. Raises
    :class:`StoreRefused` for a file that was changed anywhere, that a newer program wrote,
    or whose case went on differently here; then nothing was changed.
    """
    with parcel.opened(path, KIND, _belongs) as given, together(current().path):
        found = _read(given)
        with refusals(found.chain):
            case, outcome, common = _standing(found, who, as_copy=as_copy)
        if outcome in {"same", "ahead"}:
            return ImportedCase(case, outcome, common)
        for digest in sorted(found.files):
            keep_file(given.content(f"{FILES}{digest}"))
        try:
            with refusals(found.chain), transaction.atomic(durable=True):
                done = _taken_in(found, who, now, as_copy=as_copy)
        except (DataError, IntegrityError, OverflowError):
            raise refusal("not_ours", path.name) from None
    with refusals(found.chain):
        finish_erasing()
    return done


def checked_case(path: Path) -> Travelled:
    """The case in the file ``path``, every byte of it checked; nothing is taken in.

    Raises :class:`StoreRefused` for a file that was changed anywhere, or is none of ours.
    """
    with parcel.opened(path, KIND, _belongs) as given:
        return _read(given)


def _read(given: Parcel) -> Travelled:
    """The case in a parcel, every byte of it checked."""
    for name in (JOURNAL, LINES):
        if name not in given.parts:
            raise refusal("missing_part", name=name)
    entries, lines = given.lines(JOURNAL), given.lines(LINES)
    given.check_all()
    about = given.about
    chain, head, sequence = (about.get(name) for name in ("chain", "head", "sequence"))
    named = isinstance(chain, str) and _IDENTIFIER.fullmatch(chain)
    if not named or not isinstance(head, str) or sequence != len(entries):
        raise refusal("changed_part", given.path.name, name=parcel.MANIFEST)
    found = travelled(str(chain), {len(entries): head}, entries, lines)
    _compare_files(given, found)
    return found


def _compare_files(given: Parcel, found: Travelled) -> None:
    came = {name.removeprefix(FILES) for name in given.parts if name.startswith(FILES)}
    for digest in sorted(found.files - came):
        raise refusal("missing_part", name=f"{FILES}{digest}")
    for digest in sorted(came - found.files):
        raise refusal("strange_part", name=f"{FILES}{digest}")
    for digest in sorted(came):
        if given.parts[f"{FILES}{digest}"].sha256 != digest:
            raise refusal("changed_part", name=f"{FILES}{digest}")


def _standing(found: Travelled, who: Who, *, as_copy: bool) -> tuple[str, Outcome, int]:
    """The case it is here, what is to be done, and how many entries both have in common."""
    if as_copy:
        return mint(), "copy", 0
    theirs = [entry.digest for entry in found.entries]
    known = list(seen_by(who).filter(chain=found.chain).order_by("created", "id"))
    if not known:
        _refuse_others(found.chain)
        return found.chain, "new", 0
    journals = [
        (row.id, list(entry_rows(row.id).values_list("digest", flat=True))) for row in known
    ]
    common = {case: same_until(ours, theirs) for case, ours in journals}
    for case, ours in journals:
        if common[case] == len(theirs):
            return case, "same" if len(ours) == len(theirs) else "ahead", len(ours)
    behind = [case for case, ours in journals if common[case] == len(ours)]
    if behind:
        case = max(behind, key=lambda case: common[case])
        return case, "extended", common[case]
    furthest = max(common.values())
    raise refusal("diverged", f"/journal/{furthest + 1}", sequence=furthest)


def _refuse_others(chain: str) -> None:
    """A case of that name which this person does not see, or which is being erased."""
    row = Case.objects.filter(id=chain).first()
    if row is not None:
        raise refusal("busy" if row.erasing else "not_yours", chain)


def _taken_in(found: Travelled, who: Who, now: datetime, *, as_copy: bool) -> ImportedCase:
    case, outcome, common = _standing(found, who, as_copy=as_copy)
    if outcome in {"same", "ahead"}:
        return ImportedCase(case, outcome, common)
    if outcome != "extended":
        create_case(case, chain=found.chain, who=who, created=moment(now))
    row = locked(case, who)
    entries = found.entries[common:]
    lines = [line for line in found.lines if line[2] > common]
    adopt(row, entries, lines)
    left = CaseFile.objects.filter(case=case).exclude(digest__in=found.files)
    freed = frozenset(left.values_list("digest", flat=True))
    left.delete()
    if freed or any(entry.kind == Redacted.KIND for entry in entries):
        remember(freed)
    return ImportedCase(case, outcome, len(found.entries), len(entries), len(lines), freed)
