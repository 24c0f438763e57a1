"""``qinghuan evidence list CASE``: what is kept as proof, and what stands beside it."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from qinghuan import store
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE, PROBLEMS
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_named
from qinghuan.policy.products import called
from qinghuan.store.vault import Kept
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--debt", metavar="DEBT", default="")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """List it, oldest first; exit code 1 when an original is missing."""
    case = found(asked.case)
    whole = folded(case.id, today())
    debt = debt_named(asked.debt, whole.debts).id if asked.debt else ""
    names = {one.id: called(one.disclosed) for one in whole.debts}
    kept = [one for one in store.evidence(case.id) if not debt or one.debt == debt]
    beside = {"bills": len(whole.imports), "court_papers": len(whole.court_papers)}
    screen.data({"case": case.id, "evidence": [_described(one) for one in kept], "beside": beside})
    if not kept:
        screen.say(Text("cli.evidence_list.none"))
    for one in kept:
        _tell(one, names.get(one.debt), screen)
    screen.say(Text("cli.evidence_list.beside", **beside))
    return DONE if all(one.there for one in kept) else PROBLEMS


def _tell(one: Kept, debt: Text | str | None, screen: Screen) -> None:
    item = one.item
    sort = Text(f"timeline.evidence.{item.sort}")
    screen.line(f"[{item.entry}] {item.on.isoformat()} {screen.words(sort)} · {item.title}")
    if debt:
        screen.line("    " + (screen.words(debt) if isinstance(debt, Text) else debt))
    if item.carrier:
        screen.line("    " + screen.words(Text("cli.evidence_list.carrier", where=item.carrier)))
    screen.line(f"    SHA-256 {item.digest}")
    if not one.there:
        screen.line("    " + screen.words(Text("cli.evidence_list.lost")))
    elif not one.by_itself:
        screen.line("    " + screen.words(Text("cli.evidence_list.ticked")))


def _described(one: Kept) -> dict[str, Any]:
    item = one.item
    return {
        "id": item.entry,
        "sort": item.sort,
        "title": item.title,
        "on": item.on.isoformat(),
        "how": item.how,
        "by": item.by,
        "debt": one.debt or None,
        "about": one.about or None,
        "carrier": item.carrier,
        "size": item.size,
        "sha256": item.digest,
        "there": one.there,
        "by_itself": one.by_itself,
    }
