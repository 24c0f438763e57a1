"""Where the main figures of the answer come from: formula by formula, with their sources."""

from __future__ import annotations

from collections.abc import Iterable

from qinghuan.case.assess import Assessment
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.screen import Screen
from qinghuan.explained import Explained
from qinghuan.money import Yuan
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
            mark = "  " * (depth + 2)
            sheet.say(step.formula, mark=mark + "= ", rest=mark + "  ")
            for used in step.parameters:
                source = source_words(used.source)
                value = written(used.value, used.unit, screen.language)
                told = Text("view.explain.source", title=used.title, value=value, source=source)
                sheet.say(told, mark=mark + "  ")
            for name in step.assumptions:
                told = Text("view.explain.assumption", name=assumption(name).title)
                sheet.say(told, mark=mark + "  ")
    return sheet.lines


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
