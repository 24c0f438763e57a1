"""Write the papers of a case to a folder, and record each one that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qinghuan import store
from qinghuan.case.assess import Assessment
from qinghuan.case.plan import asked_for, plan
from qinghuan.cli.screen import Progress
from qinghuan.documents.drafts import Draft, drafts
from qinghuan.documents.hiding import NOTHING, Hidden
from qinghuan.documents.paper import Journal, Kind
from qinghuan.plans.offers import Role
from qinghuan.words import Language


@dataclass(frozen=True, slots=True)
class Written:
    """One paper: where its PDF and DOCX lie, none where its gate is closed."""

    draft: Draft
    paths: tuple[Path, ...] = ()


def planned(  # noqa: PLR0913 (each narrows the papers by one thing)
    assessment: Assessment,
    language: Language,
    debt: str = "",
    kinds: Sequence[Kind] = (),
    role: Role = "opening",
    *,
    journal: Journal | None = None,
    hidden: Hidden = NOTHING,
) -> list[Draft]:
    """The papers to write: of ``kinds``, or the usual ones; with ``debt`` no other debt's.

    They ask for the offer of ``role``; where a debt has not so many, for the one before it.
    ``journal`` is what they are made from, ``hidden`` what is left out of those that leave.
    """
    plans = asked_for(plan(assessment), role)
    return list(
        drafts(
            assessment,
            language=language,
            kinds=kinds,
            debt=debt,
            plans=plans,
            journal=journal,
            hidden=hidden,
        )
    )


def issue(
    case: str, papers: Sequence[Draft], folder: Path, *, now: datetime, bar: Progress
) -> list[Written]:
    """Write ``papers`` as PDF and DOCX into ``folder`` and record them in one append.

    Raises :class:`OSError` and :class:`~qinghuan.store.refusal.StoreRefused`; then no
    paper is there and none is recorded. One of the same number is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = [store.MadePaper(draft, _contents(draft)) for draft in bar.over(papers)]
    parts: dict[Path, Path] = {}
    try:
        written = [Written(one.draft, tuple(_put(folder, one, parts))) for one in made]
        store.issue(case, made, who=store.OWNER, now=now)
    except BaseException:
        for part in parts:
            part.unlink(missing_ok=True)
        raise
    for part, target in parts.items():
        part.replace(target)
    return written


def _contents(draft: Draft) -> dict[str, bytes]:
    """Format → bytes; empty where the gate is closed."""
    return store.contents_of(draft.paper) if draft.paper else {}


def _put(folder: Path, made: store.MadePaper, parts: dict[Path, Path]) -> Iterator[Path]:
    """Write the paper beside its place; ``parts`` gets what is to be renamed once all stand."""
    for ending, content in made.contents.items():
        target = folder / f"{made.draft.stem}.{ending}"
        part = target.with_name(f"{target.name}.part")
        parts[part] = target
        part.write_bytes(content)
        yield target
