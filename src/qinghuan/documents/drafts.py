"""The papers a case can have today, each behind its gate.

assessment → what each paper is about → gate → content by the recipient's list → paper
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.next_step import Step
from qinghuan.documents import hiding
from qinghuan.documents.gate import Gate, absent, gate
from qinghuan.documents.glyphs import check_glyphs
from qinghuan.documents.hiding import NOTHING, Hidden, hideable, without
from qinghuan.documents.letters.common import Naming
from qinghuan.documents.making import Made, make
from qinghuan.documents.paper import KINDS, Journal, Kind, Paper
from qinghuan.documents.subject import Plans, Subject, subjects
from qinghuan.documents.versions import ABOUT, HIDDEN
from qinghuan.words import SOURCE_LANGUAGE, Language, Text, say

KEPT: Final[frozenset[Kind]] = frozenset({"report_kept", "call_script", "family_card"})
"""The papers the person keeps."""
LEAVING: Final[frozenset[Kind]] = frozenset(KINDS) - KEPT
"""The papers that are made to leave the house."""
_TO_A_BODY: Final[frozenset[Kind]] = frozenset({"mediation_request", "judicial_confirmation"})
"""Papers to a body or court whose name the case does not know."""
_OF_A_LATE_DEBT: Final[tuple[Kind, ...]] = (
    "data_request",
    "call_script",
    "report_external",
    "proposal",
)
_NEEDED: Final[Mapping[Step, tuple[Kind, ...]]] = {
    "court_paper": ("payment_order_objection", "court_answer"),
    "ask_for_statement": ("data_request",),
    "no_surplus": ("hardship_notice",),
    "get_it_in_writing": ("confirmation",),
}
"""What the next step needs beside the usual papers."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper, or why there is none."""

    kind: Kind
    number: str
    debt: str
    """Id of the debt; empty for a paper about the whole case."""
    recipient: str
    """Empty: kept by the person."""
    gate: Gate
    paper: Paper | None
    """None where the gate is closed."""
    figures: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    """Id of the contact or of the court paper it answers; empty where it answers none."""

    @property
    def stem(self) -> str:
        """A file name without ending: number and kind, in plain letters."""
        return f"{self.number}-{self.kind}"


@dataclass(frozen=True, slots=True)
class _Wanted:
    kind: Kind
    subject: Subject | None
    """None: asked for by name, and nothing in the case calls for it."""

    @property
    def debt(self) -> str:
        """Id of the debt; empty for the whole case."""
        debt = self.subject.debt if self.subject else None
        return debt.facts.id if debt else ""

    @property
    def about(self) -> str:
        """Id of the contact or court paper; empty where there is none."""
        one = self.subject
        answers = (one.contact or one.court) if one else None
        return answers.id if answers else ""


def drafts(  # noqa: PLR0913 (each narrows the papers by one thing)
    assessment: Assessment,
    *,
    language: Language = SOURCE_LANGUAGE,
    plans: Plans | None = None,
    kinds: Sequence[Kind] = (),
    debt: str = "",
    about: str = "",
    journal: Journal | None = None,
    hidden: Hidden = NOTHING,
) -> tuple[Draft, ...]:
    """The papers of ``kinds``; without them the usual ones and what the next step needs.

    ``plans`` are what the letters ask for, by id of the debt; ``debt`` leaves out the papers
    about other debts, ``about`` those that answer another contact or court paper; ``journal`` is
    what they are made from and ``hidden`` what is left out of those that leave. Papers are
    numbered on from those the case has issued.
    """
    first, day = len(assessment.case.issued) + 1, assessment.today
    wanted = _asked_for(assessment, plans, kinds, debt) if kinds else _usual(assessment, plans)
    kept = [one for one in wanted if not debt or one.debt in {"", debt}]
    kept = [one for one in kept if not about or one.about == about]
    return tuple(
        _draft(assessment, one, Naming(f"QH{day:%Y%m%d}-{count:02d}", language, journal), hidden)
        for count, one in enumerate(kept, first)
    )


def _asked_for(
    assessment: Assessment, plans: Plans | None, kinds: Sequence[Kind], debt: str
) -> Iterator[_Wanted]:
    for kind in dict.fromkeys(kinds):
        found = [_Wanted(kind, one) for one in subjects(kind, assessment, plans)]
        kept = [one for one in found if not debt or one.debt in {"", debt}]
        yield from kept or [_Wanted(kind, None)]


def _usual(assessment: Assessment, plans: Plans | None) -> list[_Wanted]:
    """The kept report, the papers of each late debt, and what the next step needs."""
    found = [_Wanted("report_kept", Subject())]
    for debt in assessment.debts:
        if debt.late:
            found += [
                one for kind in _OF_A_LATE_DEBT for one in _about(kind, assessment, debt, plans)
            ]
    step = assessment.next_step
    for kind in _NEEDED.get(step.step, ()):
        for subject in subjects(kind, assessment, plans):
            one = _Wanted(kind, subject)
            if one not in found and (not step.debt or one.debt == step.debt):
                found.append(one)
    return found


def _about(
    kind: Kind,
    assessment: Assessment,
    debt: DebtAssessment,
    plans: Plans | None,
) -> Iterator[_Wanted]:
    for subject in subjects(kind, assessment, plans):
        if subject.debt is debt:
            yield _Wanted(kind, subject)


def _draft(assessment: Assessment, wanted: _Wanted, naming: Naming, hidden: Hidden) -> Draft:
    kind, subject = wanted.kind, wanted.subject
    if subject is None:
        return Draft(kind, naming.number, "", "", absent(kind), None)
    asked = gate(kind, assessment, subject)
    left_out = hidden & frozenset(hideable(kind))
    paper: Paper | None = None
    figures: Mapping[str, str] = {}
    if asked.opens:
        paper, figures = _made(kind, assessment, subject, naming, left_out)
    if paper is not None and (missing := check_glyphs(paper)):
        asked, paper = Gate(asked.effect, (*asked.problems, *missing)), None
    return Draft(
        kind=kind,
        number=naming.number,
        debt=wanted.debt,
        recipient=_recipient(kind, subject, naming.language),
        gate=asked,
        paper=paper,
        figures=_recorded(figures, wanted.about, left_out) if paper else {},
        about=wanted.about,
    )


def _made(
    kind: Kind, assessment: Assessment, subject: Subject, naming: Naming, left_out: Hidden
) -> Made:
    seen, of = without(assessment, left_out), hiding.about(subject, left_out)
    paper, figures = make(kind, seen, of, naming)
    return replace(paper, journal=naming.journal), figures


def _recorded(figures: Mapping[str, str], about: str, left_out: Hidden) -> dict[str, str]:
    """The figures of the record, with what the paper is about and what was left out of it."""
    found = dict(figures)
    if about:
        found[ABOUT] = about
    if left_out:
        found[HIDDEN] = ", ".join(sorted(left_out))
    return found


def _recipient(kind: Kind, subject: Subject, language: Language) -> str:
    if kind in KEPT:
        return ""
    if kind in _TO_A_BODY:
        return say(Text(f"documents.recipient.{kind}"), language)
    if subject.court is not None:
        return subject.court.court
    return subject.debt.facts.disclosed.creditor if subject.debt else ""
