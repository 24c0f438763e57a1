"""Where the main figures of the answer come from: formula by formula, with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.screen import Screen
from qinghuan.explained import Explained
from qinghuan.money import Yuan, total
from qinghuan.policy import assumption
from qinghuan.policy.render import source_words, written
from qinghuan.words import Text


def explanation(assessment: Assessment, screen: Screen) -> list[str]:
    """Where the main figures come from: formula by formula, with the sources of law."""
    sheet = Sheet(screen)
    sheet.heading(Text("view.explain.title"))
    for title, figure in _figures(assessment):
        sheet.lines.append("")
        sheet.say(title)
        for depth, step in figure.steps():
            _step(step, "  " * (depth + 2), sheet)
    for debt in assessment.debts:
        _differences(debt, sheet)
    return sheet.lines


def _step(step: Explained[Any], mark: str, sheet: Sheet) -> None:
    """One formula, the stretches it adds up, and what it rests on."""
    sheet.say(step.formula, mark=mark + "= ", rest=mark + "  ")
    for value in step.inputs.values():
        if isinstance(value, Text):
            sheet.say(value, mark=mark + "  · ")
    for used in step.parameters:
        source = source_words(used.source)
        value = written(used.value, used.unit, sheet.screen.language)
        told = Text("view.explain.source", title=used.title, value=value, source=source)
        sheet.say(told, mark=mark + "  ")
    for name in step.assumptions:
        told = Text("view.explain.assumption", name=assumption(name).title)
        sheet.say(told, mark=mark + "  ")


def _differences(debt: DebtAssessment, sheet: Sheet) -> None:
    """How each finding and all together make up the difference, part by part."""
    found = debt.comparison
    if not found.findings or found.claimed is None or found.difference is None:
        return
    named = name_of(debt)
    for number, finding in enumerate(found.findings, start=1):
        sheet.lines.append("")
        sheet.say(Text("view.explain.finding", debt=named, number=number))
        for part, amount in finding.by_part.items():
            kind = "view.explain.finding_part" + ("" if amount > 0 else ".lower")
            told = Text(kind, part=Text(f"view.part.{part}"), amount=abs(amount))
            sheet.say(told, mark="    · ")
        sheet.say(Text("view.explain.finding_total", amount=finding.amount), mark="    = ")
    explained = total(finding.amount for finding in found.findings)
    sheet.lines.append("")
    sheet.say(Text("view.explain.difference", debt=named))
    summed = Text(
        "view.explain.difference_sum",
        claimed=found.claimed,
        ours=found.claimed - found.difference,
        amount=found.difference,
        count=len(found.findings),
        found=explained,
        rest=found.difference - explained,
    )
    sheet.say(summed, mark="    = ")


def _figures(assessment: Assessment) -> Iterable[tuple[Text, Explained[Yuan]]]:
    yield Text("view.affordable.title"), assessment.affordable.monthly
    for debt in assessment.debts:
        for part, figure in debt.owed.parts.items():
            named = Text(f"view.part.{part}")
            yield Text("view.explain.part", debt=name_of(debt), part=named), figure
        if debt.cap.excess is not None:
            yield Text("view.explain.cap", debt=name_of(debt)), debt.cap.excess
        for option in assessment.options:
            if option.debt == debt.facts.id and option.running is not None and option.running.value:
                yield Text("view.explain.share", debt=name_of(debt)), option.share
                yield Text("view.explain.running", debt=name_of(debt)), option.running
