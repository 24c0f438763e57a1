"""Every paper a case can have today, each behind its gate.

assessment → per debt the plan to offer → content by the recipient's list → gate → paper
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents.gate import Gate, gate
from qinghuan.documents.glyphs import check_glyphs
from qinghuan.documents.paper import Kind, Paper
from qinghuan.documents.papers import (
    call_script,
    proposal,
    proposal_content,
    report_external,
    report_kept,
)
from qinghuan.errors import RuleError
from qinghuan.plans.ladder import Kind as OptionKind
from qinghuan.plans.options import Option
from qinghuan.words import SOURCE_LANGUAGE, Language

FIRST_OFFERED: Final[tuple[OptionKind, ...]] = (
    "penalty_waived",
    "penalty_stopped",
    "as_it_is",
    "interest_waived",
    "principal_only",
)
"""Which plan a letter asks for unless the person chose one: the first of these that can be kept."""


LEAVING: Final[frozenset[Kind]] = frozenset({"report_external", "proposal"})
"""The papers that are made to leave the house."""


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

    @property
    def stem(self) -> str:
        """A file name without ending: number and kind, in plain letters."""
        return f"{self.number}-{self.kind}"


def drafts(
    assessment: Assessment,
    *,
    language: Language = SOURCE_LANGUAGE,
    chosen: Mapping[str, OptionKind] | None = None,
) -> tuple[Draft, ...]:
    """The kept report, then for each late debt call script, external report and proposal.

    ``chosen`` names the plan a letter asks for, by id of the debt. Papers are numbered on from
    those the case has issued.
    """
    first = len(assessment.case.issued) + 1
    return tuple(
        _draft(
            assessment,
            kind,
            (debt, option),
            _Naming(f"QH{assessment.today:%Y%m%d}-{count:02d}", language),
        )
        for count, (kind, debt, option) in enumerate(_wanted(assessment, chosen or {}), first)
    )


def offered(
    assessment: Assessment, debt: DebtAssessment, chosen: OptionKind | None = None
) -> Option | None:
    """The plan to ask the creditor of ``debt`` for; None where none can be kept."""
    found = {option.kind: option for option in assessment.options if option.debt == debt.facts.id}
    if chosen is not None:
        return found.get(chosen)
    kept = (found[kind] for kind in FIRST_OFFERED if kind in found)
    return next((option for option in kept if option.burden == "fits"), None)


def _wanted(
    assessment: Assessment, chosen: Mapping[str, OptionKind]
) -> Iterator[tuple[Kind, DebtAssessment | None, Option | None]]:
    yield "report_kept", None, None
    for debt in assessment.debts:
        if debt.late:
            option = offered(assessment, debt, chosen.get(debt.facts.id))
            yield "call_script", debt, option
            yield "report_external", debt, option
            yield "proposal", debt, option


@dataclass(frozen=True, slots=True)
class _Naming:
    number: str
    language: Language


def _draft(
    assessment: Assessment,
    kind: Kind,
    about: tuple[DebtAssessment | None, Option | None],
    naming: _Naming,
) -> Draft:
    debt, option = about
    asked = gate(kind, assessment, debt, option)
    paper, figures = _made(assessment, kind, about, naming) if asked.opens else (None, {})
    if paper is not None and (missing := check_glyphs(paper)):
        asked, paper = Gate(asked.effect, (*asked.problems, *missing)), None
    leaves = debt is not None and kind in LEAVING
    return Draft(
        kind=kind,
        number=naming.number,
        debt=debt.facts.id if debt else "",
        recipient=debt.facts.disclosed.creditor if debt and leaves else "",
        gate=asked,
        paper=paper,
        figures=figures,
    )


def _made(
    assessment: Assessment,
    kind: Kind,
    about: tuple[DebtAssessment | None, Option | None],
    naming: _Naming,
) -> tuple[Paper, Mapping[str, str]]:
    debt, option = about
    number, language = naming.number, naming.language
    if debt is None:
        kept = report_kept.content_for(assessment)
        return report_kept.build(kept, number=number, language=language), kept.figures
    if kind == "call_script":
        script = call_script.content_for(assessment, debt, option)
        return call_script.build(script, number=number, language=language), script.figures
    if kind == "report_external":
        share = option.share.value if option else None
        seen = report_external.content_for(assessment, debt, share)
        return report_external.build(seen, number=number, language=language), seen.figures
    if option is None:
        raise RuleError("a proposal without a plan: its gate is closed")
    asked = proposal_content.content_for(assessment, debt, option)
    return proposal.build(asked, number=number, language=language), asked.figures
