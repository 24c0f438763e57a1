"""Write the papers of a case to a folder, and record each one that was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from qinghuan import __version__, policy, store
from qinghuan.case.assess import Assessment
from qinghuan.case.entries import DocumentIssued
from qinghuan.cli.screen import Progress
from qinghuan.dates import china_today
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.words import Language


@dataclass(frozen=True, slots=True)
class Written:
    """One paper: where its PDF and DOCX lie, none where its gate is closed."""

    draft: Draft
    paths: tuple[Path, ...] = ()


def planned(assessment: Assessment, language: Language, debt: str = "") -> list[Draft]:
    """The papers to write; with ``debt`` those of this debt, and those of the whole case."""
    found = drafts(assessment, language=language)
    return [draft for draft in found if not debt or draft.debt in {"", debt}]


def issue(
    case: str, papers: Sequence[Draft], folder: Path, *, now: datetime, bar: Progress
) -> list[Written]:
    """Write ``papers`` as PDF and DOCX into ``folder`` and record them in one append.

    Raises :class:`OSError` and :class:`~qinghuan.store.refusal.StoreRefused`; papers
    that lie there already are replaced by those of the same number.
    """
    sequence, head = store.head(case)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Written] = []
    facts: list[DocumentIssued] = []
    for draft in bar.over(papers):
        contents = _contents(draft)
        written.append(Written(draft, tuple(_put(folder, draft, contents))))
        if contents:
            facts.append(_fact(draft, contents, sequence, head, now))
    if facts:
        store.append(case, facts, who=store.OWNER, now=now)
    return written


def _contents(draft: Draft) -> dict[str, bytes]:
    """Format → bytes; empty where the gate is closed."""
    from qinghuan.documents.docx import to_docx  # noqa: PLC0415 - heavy
    from qinghuan.documents.typst_pdf import to_pdf  # noqa: PLC0415 - heavy

    if draft.paper is None:
        return {}
    return {"pdf": to_pdf(draft.paper), "docx": to_docx(draft.paper)}


def _put(folder: Path, draft: Draft, contents: dict[str, bytes]) -> list[Path]:
    paths = []
    for ending, content in contents.items():
        target = folder / f"{draft.stem}.{ending}"
        part = target.with_name(f"{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
        paths.append(target)
    return paths


def _fact(
    draft: Draft, contents: dict[str, bytes], sequence: int, head: str, now: datetime
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
        head=head,
        head_sequence=sequence,
    )
