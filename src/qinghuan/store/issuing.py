"""Issuing papers: the files are kept as written, and each paper becomes one fact.

What was issued is a fact and is never computed again: its bytes are kept by their digest, so
that the very same file can be handed out later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from qinghuan import __version__, policy
from qinghuan.case.entries import DocumentIssued
from qinghuan.case.kinds import KINDS
from qinghuan.documents.drafts import Draft
from qinghuan.documents.paper import Paper
from qinghuan.errors import RuleError
from qinghuan.store.appending import append, mint
from qinghuan.store.files import keep_file
from qinghuan.store.reading import entries, entry_rows, head
from qinghuan.store.refusal import refusals
from qinghuan.store.who import Who


@dataclass(frozen=True, slots=True)
class MadePaper:
    """One paper with its files, not recorded yet."""

    draft: Draft
    contents: Mapping[str, bytes]
    """Format → bytes; empty where the gate is closed."""


def contents_of(paper: Paper) -> dict[str, bytes]:
    """``paper`` as PDF and DOCX, by format."""
    from qinghuan.documents.docx import to_docx  # noqa: PLC0415 - heavy
    from qinghuan.documents.typst_pdf import to_pdf  # noqa: PLC0415 - heavy

    return {"pdf": to_pdf(paper), "docx": to_docx(paper)}


def issue(
    case: str, papers: Sequence[MadePaper], *, who: Who, now: datetime, token: str = ""
) -> list[DocumentIssued]:
    """Keep the files of ``papers`` and record each in one append; what stands recorded now.

    A repeated ``token`` records nothing and gives what the first call recorded. Raises
    :class:`~qinghuan.store.refusal.StoreRefused`; then nothing is recorded.
    """
    before = head(case)
    made = [one for one in papers if one.contents]
    facts = [_fact(one, _made_from(one, before)) for one in made]
    if not facts:
        return []
    for one in papers:
        for content in one.contents.values():
            keep_file(content)
    expected = min(_made_from(one, before)[0] for one in made)
    done = append(case, facts, who=who, now=now, expected=expected, token=token)
    return issued_by(case, token) if done.repeated else facts


def issued_by(case: str, token: str) -> list[DocumentIssued]:
    """What the form named ``token`` recorded before; empty where it did not."""
    with refusals(case):
        if not token or not (first := entry_rows(case).filter(token=token).first()):
            return []
    same = [one for one in entries(case) if one.recorded_at == first.recorded_at]
    read = (KINDS.read(one.kind, one.version, one.body) for one in same if one.body is not None)
    return [fact for fact in read if isinstance(fact, DocumentIssued)]


def _made_from(made_paper: MadePaper, now: tuple[int, str]) -> tuple[int, str]:
    """The journal that the paper itself names; without one, as it stands ``now``."""
    paper = made_paper.draft.paper
    journal = paper.journal if paper else None
    return (journal.sequence, journal.head) if journal else now


def _fact(made_paper: MadePaper, before: tuple[int, str]) -> DocumentIssued:
    draft, paper = made_paper.draft, made_paper.draft.paper
    if paper is None:
        raise RuleError("a paper whose gate is closed is not issued")
    digests = {end: sha256(content).hexdigest() for end, content in made_paper.contents.items()}
    return DocumentIssued(
        id=mint(),
        on=paper.issued_on,
        origin="program",
        files=tuple(digests.values()),
        paper=draft.kind,
        number=draft.number,
        recipient=draft.recipient,
        debt=draft.debt or None,
        language=paper.language,
        figures=dict(draft.figures),
        digests=digests,
        program=__version__,
        policy=policy.digest(),
        head=before[1],
        head_sequence=before[0],
    )
