"""``qinghuan case list``: every case with its debts, and what fell due and is unpaid."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from qinghuan import store
from qinghuan.cli.codes import DONE
from qinghuan.cli.layout import table
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.money import ZERO, Yuan, total
from qinghuan.store.reading import CaseSummary
from qinghuan.words import Text

_COLUMNS = ("id", "label", "debts", "oldest", "balance")


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:  # noqa: ARG001 - every command is called so
    """List the cases."""
    store.open_home()
    cases = store.cases(store.OWNER)
    screen.data([_described(case) for case in cases])
    if not cases:
        screen.say(Text("cli.case_list.none"))
        return DONE
    head = [screen.words(Text(f"cli.case_list.head.{column}")) for column in _COLUMNS]
    rows = [_row(case, screen) for case in cases]
    for line in table([head, *rows], ["left", "left", "right", "left", "right"]):
        screen.line(line)
    return DONE


def _unpaid(case: CaseSummary) -> Yuan:
    """What fell due and is not wholly paid, over all debts."""
    return total(due.left for debt in case.index.debts for due in debt.unpaid)


def _row(case: CaseSummary, screen: Screen) -> list[str]:
    label, oldest, unpaid = case.index.label, case.index.oldest_unpaid, _unpaid(case)
    if case.index.sample:
        label = screen.words(Text("cli.case_list.sample", label=label))
    return [
        case.id,
        label,
        str(len(case.index.debts)),
        oldest.isoformat() if oldest else "-",
        f"{unpaid:,.2f}" if unpaid > ZERO else "-",
    ]


def _described(case: CaseSummary) -> dict[str, Any]:
    oldest = case.index.oldest_unpaid
    return {
        "id": case.id,
        "label": case.index.label,
        "sample": case.index.sample,
        "created": case.created,
        "entries": case.index.sequence,
        "head": case.index.head,
        "debts": [
            {"id": debt.id, "creditor": debt.creditor, "product": debt.product}
            for debt in case.index.debts
        ],
        "oldest_unpaid": oldest.isoformat() if oldest else None,
        "unpaid": str(_unpaid(case)),
    }
