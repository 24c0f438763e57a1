"""Where the figures of the answer come from: each to the fen, with its sources and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.cli import explaining_household
from qinghuan.cli.answer import Sheet, name_of
from qinghuan.cli.screen import Screen
from qinghuan.cli.steps import Ways
from qinghuan.debts.ledger import PARTS, Owed
from qinghuan.debts.reconcile import Finding
from qinghuan.explained import Explained
from qinghuan.money import Yuan, total
from qinghuan.plans.options import Option
from qinghuan.words import Text


def explanation(assessment: Assessment, screen: Screen) -> list[str]:
    """Where the figures come from: formula by formula, with the sources of law."""
    sheet = Sheet(screen)
    sheet.heading(Text("view.explain.title"))
    ways = Ways(sheet, explaining_household.names(assessment))
    explaining_household.tell(assessment, ways)
    for debt in assessment.debts:
        _debt(debt, ways)
        for option in assessment.options:
            if option.debt == debt.facts.id:
                _option(debt, option, ways)
    _together(assessment, ways)
    return sheet.lines


def _debt(debt: DebtAssessment, ways: Ways) -> None:
    named = name_of(debt)
    _owed(debt, debt.owed, ways)
    then = debt.comparison.owed
    if debt.comparison.claim is not None and then.on != debt.owed.on:
        _owed(debt, then, ways)
    if debt.cap.excess is not None:
        ways.titled(Text("view.explain.cap", debt=named), debt.cap.excess)
    if debt.cap.yearly is not None:
        ways.figure(debt.cap.yearly)
    if debt.cap.argument is not None:
        ways.titled(Text("view.explain.argument", debt=named), debt.cap.argument.loss)
    _differences(debt, ways)


def _owed(debt: DebtAssessment, owed: Owed, ways: Ways) -> None:
    """Each part on a day, and their sum."""
    named = name_of(debt)
    for part, figure in owed.parts.items():
        words = Text(f"view.part.{part}")
        ways.titled(Text("view.explain.part_on", debt=named, part=words, day=owed.on), figure)
    for gap in owed.open:
        words = Text(f"view.part.{gap.part}")
        ways.sheet.lines.append("")
        ways.sheet.say(Text("view.explain.open", debt=named, part=words, day=owed.on))
        for end in (gap.low, gap.high):
            if end is not None:
                ways.figure(end)
        if gap.says is not None:
            ways.sheet.say(gap.says, mark="    ")
    _sum(debt, owed, ways)
    for name, later in (("later", owed.not_yet_due), ("running_interest", owed.running)):
        if later is not None:
            ways.titled(Text(f"view.explain.{name}", debt=named, day=owed.on), later)


def _sum(debt: DebtAssessment, owed: Owed, ways: Ways) -> None:
    amounts = [owed.amount(part) for part in PARTS if owed.amount(part)]
    if not amounts:
        return
    ways.sheet.lines.append("")
    kind = "sum" if owed.complete else "sum_at_least"
    ways.sheet.say(Text(f"view.explain.{kind}", debt=name_of(debt), day=owed.on))
    ways.sheet.say(_added(amounts), mark="    = ")


def _differences(debt: DebtAssessment, ways: Ways) -> None:
    """How each finding and all together make up the difference, part by part."""
    found = debt.comparison
    if not found.findings or found.claimed is None or found.difference is None:
        return
    named = name_of(debt)
    for number, finding in enumerate(found.findings, start=1):
        ways.sheet.lines.append("")
        ways.sheet.say(Text("view.explain.finding", debt=named, number=number))
        for part, amount in finding.by_part.items():
            kind = "view.explain.finding_part" + ("" if amount > 0 else ".lower")
            told = Text(kind, part=Text(f"view.part.{part}"), amount=abs(amount))
            ways.sheet.say(told, mark="    · ")
            ways.lines(finding.working.get(part, ()))
        ways.sheet.say(Text("view.explain.finding_total", amount=finding.amount), mark="    = ")
        ways.entries(finding.entries)
    _whole_difference(debt, found.findings, ways)


def _whole_difference(debt: DebtAssessment, findings: Sequence[Finding], ways: Ways) -> None:
    found = debt.comparison
    if found.claimed is None or found.difference is None:
        return
    explained = total(finding.amount for finding in findings)
    ways.sheet.lines.append("")
    ways.sheet.say(Text("view.explain.difference", debt=name_of(debt)))
    for part in found.parts:
        if part.difference and part.ours is not None:
            words = Text(
                "view.explain.difference_part",
                part=Text(f"view.part.{part.part}"),
                claimed=part.claimed,
                ours=part.ours.value,
                amount=part.difference,
            )
            ways.lines([words])
    summed = Text(
        "view.explain.difference_sum",
        claimed=found.claimed,
        ours=found.claimed - found.difference,
        amount=found.difference,
        count=len(findings),
        found=explained,
        rest=found.difference - explained,
    )
    ways.sheet.say(summed, mark="    = ")


def _together(assessment: Assessment, ways: Ways) -> None:
    """What all debts come to."""
    later = [debt.owed.not_yet_due for debt in assessment.debts]
    sums = {
        "asked": [debt.asked for debt in assessment.debts],
        "later_together": [one.value for one in later if one is not None],
    }
    for name, amounts in sums.items():
        if total(amounts):
            ways.sheet.lines.append("")
            ways.sheet.say(Text(f"view.explain.{name}"))
            added = _added([amount for amount in amounts if amount])
            ways.sheet.say(added, mark="    = ")


def _added(amounts: Sequence[Yuan]) -> Text:
    written = " + ".join(f"{amount:,.2f}" for amount in amounts)
    return Text("view.explain.added", amounts=written, amount=total(amounts))


def _option(debt: DebtAssessment, option: Option, ways: Ways) -> None:
    """A plan: what it begins with, what is waived, its rows, what it saves, what runs on."""
    ways.sheet.lines.append("")
    ways.sheet.say(Text("view.explain.option", debt=name_of(debt), option=option.label))
    for figure in _figures(option):
        ways.figure(figure)


def _figures(option: Option) -> Iterator[Explained[Yuan]]:
    yield option.total
    yield option.monthly
    if option.saved.value:
        yield option.saved
    yield option.share
    if option.running is not None and option.running.value:
        yield option.running
        yield Explained(option.total.value + option.running.value, option.price_of_time)
