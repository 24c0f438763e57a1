"""``qinghuan evidence bundle CASE``: one zip for a court or a mediator, and its digest."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.cli.which_debt import debt_named
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--all", action="store_true")
    parser.take("--debt", metavar="DEBT", default="")
    parser.take("--item", metavar="ID", action="append", default=[])
    parser.take("--for", dest="recipient", metavar="WHO", default="")
    parser.take("--without-chain", action="store_true")
    parser.take("--out", metavar="FILE", default="")
    parser.take("--overwrite", action="store_true")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Write the bundle; nothing is recorded."""
    if sum((asked.all, bool(asked.debt), bool(asked.item))) != 1:
        raise Stopped(fault("which_evidence"))
    case = found(asked.case)
    kept = store.evidence(case.id)
    debt = debt_named(asked.debt, folded(case.id, today()).debts).id if asked.debt else ""
    items = store.chosen(kept, asked.item, debt)
    left = 0 if asked.item else sum(not one.by_itself for one in kept if debt in {"", one.debt})
    wanted = store.Wanted(
        items, asked.recipient[:200], today(), screen.language, with_chain=not asked.without_chain
    )
    target = Path(asked.out or f"{today():%Y%m%d}-evidence.zip")
    made = store.make_bundle(case.id, wanted, target, overwrite=asked.overwrite)
    screen.data(
        {
            "ok": True,
            "case": case.id,
            "file": str(target),
            "size": made.size,
            "sha256": made.sha256,
            "originals": [item.entry for item in items],
            "left_out": left,
        }
    )
    screen.say(Text("cli.evidence_bundle.done", file=str(target), count=len(items)))
    screen.say(Text("cli.evidence_bundle.digest", digest=made.sha256))
    screen.say(Text("cli.evidence_bundle.write_down"))
    if left:
        screen.say(Text("cli.evidence_bundle.left", count=left))
    if not asked.without_chain:
        screen.say(Text("cli.evidence_bundle.chain"))
    return DONE
