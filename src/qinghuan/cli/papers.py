"""Write the papers of a case to a folder, and record each one that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from qinghuan import __version__, policy, store
from qinghuan.case.assess import Assessment
from qinghuan.case.entries import DocumentIssued
from qinghuan.case.plan import asked_for, plan
from qinghuan.cli.screen import Progress
from qinghuan.dates import china_today
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.paper import Kind
from qinghuan.plans.offers import Role
from qinghuan.words import Language


@dataclass(frozen=True, slots=True)
class Written:
    """One paper: where its PDF and DOCX lie, none where its gate is closed."""

    draft: Draft
    paths: tuple[Path, ...] = ()


def planned(
    assessment: Assessment,
    language: Language,
    debt: str = "",
    kinds: Sequence[Kind] = (),
    role: Role = "opening",
) -> list[Draft]:
    """The papers to write: of ``kinds``, or the usual ones; with ``debt`` no other debt's.

    They ask for the offer of ``role``; where a debt has not so many, for the one before it.
    """
    plans = asked_for(plan(assessment), role)
    return list(drafts(assessment, language=language, kinds=kinds, debt=debt, plans=plans))


def issue(
    case: str, papers: Sequence[Draft], folder: Path, *, now: datetime, bar: Progress
) -> list[Written]:
    """Write ``papers`` as PDF and DOCX into ``folder`` and record them in one append.

    Raises :class:`OSError` and :class:`~qinghuan.store.refusal.StoreRefused`; then no
    paper is there and none is recorded. One of the same number is replaced.
    """
    sequence, head = store.head(case)
    folder.mkdir(parents=True, exist_ok=True)
    made = [(draft, _contents(draft)) for draft in bar.over(papers)]
    parts: dict[Path, Path] = {}
    try:
        written = [Written(draft, tuple(_put(folder, draft, all_, parts))) for draft, all_ in made]
        facts = [_fact(draft, all_, (sequence, head), now) for draft, all_ in made if all_]
        if facts:
            store.append(case, facts, who=store.OWNER, now=now)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise
    for part, target in parts.items():
        part.replace(target)
    return written


def _contents(draft: Draft) -> dict[str, bytes]:
    """Format → bytes; empty where the gate is closed."""
    from qinghuan.documents.docx import to_docx  # noqa: PLC0415 - heavy
    from qinghuan.documents.typst_pdf import to_pdf  # noqa: PLC0415 - heavy

    if draft.paper is None:
        return {}
    return {"pdf": to_pdf(draft.paper), "docx": to_docx(draft.paper)}


def _put(
    folder: Path, draft: Draft, contents: dict[str, bytes], parts: dict[Path, Path]
) -> Iterator[Path]:
    """Write the paper beside its place; ``parts`` gets what is to be renamed once all stand."""
    for ending, content in contents.items():
        target = folder / f"{draft.stem}.{ending}"
        part = target.with_name(f"{target.name}.part")
        parts[part] = target
        part.write_bytes(content)
        yield target


def _fact(
    draft: Draft, contents: dict[str, bytes], journal: tuple[int, str], now: datetime
) -> DocumentIssued:
    return DocumentIssued(
        id=store.mint(),
        on=china_today(now),
        origin="program",
        paper=draft.kind,
        number=draft.number,
        recipient=draft.recipient,
        debt=draft.debt or None,
        language=draft.paper.language if draft.paper else "zh_CN",
        figures=dict(draft.figures),
        digests={ending: sha256(content).hexdigest() for ending, content in contents.items()},
        program=__version__,
        policy=policy.digest(),
        head=journal[1],
        head_sequence=journal[0],
    )
