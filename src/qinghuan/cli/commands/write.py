"""``qinghuan write CASE [--paper KIND]``: the papers of a case, each behind its gate."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from qinghuan import store
from qinghuan.case.assess import Assessment, assess
from qinghuan.cli.answer import name_of
from qinghuan.cli.cases import folded, found, now, today
from qinghuan.cli.codes import DONE, PROBLEMS, REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.papers import Written, issue, planned
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_named
from qinghuan.documents.hiding import HIDES
from qinghuan.documents.paper import KINDS, Journal
from qinghuan.plans.offers import Role
from qinghuan.words import Text

FOLDER = "qinghuan-papers"


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--out", metavar="DIR", default=FOLDER)
    parser.take("--debt", metavar="DEBT", default="")
    parser.take("--paper", metavar="KIND", action="append", choices=KINDS, default=[])
    parser.take("--offer", choices=get_args(Role), default="opening")
    parser.take("--hide", choices=HIDES, action="append", default=[])
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Write them; exit code 1 when some could not be made, 3 when none could."""
    folder = Path(asked.out)
    if folder.exists() and not folder.is_dir():
        raise Stopped(fault("there_already", asked.out))
    case = found(asked.case)
    journal = Journal(*store.head(case.id))
    assessment = assess(folded(case.id, today()), today())
    if not assessment.debts:
        raise Stopped(fault("nothing_to_write"), code=REFUSED)
    about = _debt(asked.debt, assessment)
    papers = planned(
        assessment,
        screen.language,
        about,
        asked.paper,
        asked.offer,
        journal=journal,
        hidden=frozenset(asked.hide),
    )
    with screen.progress(Text("cli.write.working"), len(papers)) as bar:
        written = issue(case.id, papers, folder, now=now(), bar=bar)
    screen.data({"case": case.id, "papers": [described(each, screen) for each in written]})
    tell(written, folder, screen, debt_names(assessment))
    made = sum(bool(each.paths) for each in written)
    if not made:
        return REFUSED
    return DONE if made == len(written) else PROBLEMS


def _debt(named: str, assessment: Assessment) -> str:
    return debt_named(named, assessment.case.debts).id if named else ""


def debt_names(assessment: Assessment) -> dict[str, Text | str]:
    """What the person calls each debt, by its id."""
    return {debt.facts.id: name_of(debt) for debt in assessment.debts}


def tell(
    written: Sequence[Written], folder: Path, screen: Screen, names: Mapping[str, Text | str]
) -> None:
    """What was written, about which debt, for whom, and what stood in the way of the rest."""
    if any(each.paths for each in written):
        screen.say(Text("cli.write.done", folder=str(folder)))
    for each in written:
        kind = Text(f"timeline.paper.{each.draft.kind}")
        debt = names.get(each.draft.debt)
        about = Text("cli.write.about", debt=debt, kind=kind) if debt else kind
        use = "closed" if not each.paths else "sent" if each.draft.recipient else "kept"
        screen.line("  " + screen.words(Text(f"cli.write.{use}", kind=about)))
        if each.paths:
            screen.line("    " + screen.words(each.draft.gate.effect))
        for path in each.paths:
            screen.line(f"    {path.name}")
        for problem in each.draft.gate.problems:
            for line in screen.told(problem):
                screen.line("    " + line)


def described(written: Written, screen: Screen) -> dict[str, Any]:
    """One paper for a program."""
    draft = written.draft
    return {
        "paper": draft.kind,
        "number": draft.number,
        "debt": draft.debt or None,
        "recipient": draft.recipient,
        "files": [str(path) for path in written.paths],
        "problems": [screen.described(problem) for problem in draft.gate.problems],
    }
