"""The annex of a plan or an agreement: its rows, with the principal that each leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qinghuan.documents.paper import Block, Line, Paragraph, Run, Table, Words, amount, run
from qinghuan.documents.shared import money
from qinghuan.money import total
from qinghuan.plans.schedule import Instalment
from qinghuan.words import Text

PLAN: Final = Text("documents.source.plan")


def schedule_table(rows: Sequence[Instalment], source: Words = PLAN) -> Table:
    """Number, day, principal, other, sum and the principal still open after each row."""
    whole = total(row.principal for row in rows)
    header = ("number", "due", "principal", "other", "amount")
    return Table(
        header=(
            *(
                Run(Text(f"documents.proposal.plan.{key}"), None if place < _PLAIN else source)
                for place, key in enumerate(header)
            ),
            Run(Text("letters.schedule.rest"), source),
        ),
        rows=tuple(
            (
                run(str(row.n)),
                run(Text("documents.day", day=row.due)),
                money(row.principal, None),
                money(row.other, None),
                money(row.amount, None),
                money(whole - total(one.principal for one in rows[: place + 1]), None),
            )
            for place, row in enumerate(rows)
        ),
        align=("center", "center", "right", "right", "right", "right"),
        widths=(2, 6, 5, 5, 5, 5),
        total=(
            run(Text("documents.total")),
            run(""),
            money(whole, None),
            money(total(row.other for row in rows), None),
            money(total(row.amount for row in rows), None),
            run(""),
        ),
        caption=Text("letters.schedule.caption"),
    )


_PLAIN = 2
"""Columns without figures of money."""


def schedule_words(rows: Sequence[Instalment], source: Words = PLAN) -> Line:
    """How many rows, from when to when, and their sum in figures and capitals."""
    return (
        Run(
            Text(
                "letters.schedule.words",
                count=len(rows),
                first=rows[0].due,
                last=rows[-1].due,
            )
        ),
        amount(total(row.amount for row in rows), source),
        Run(Text("documents.proposal.stop")),
    )


def annexed(rows: Sequence[Instalment], source: Words = PLAN) -> tuple[Block, ...]:
    """The sentence of the sum and the table, whose last row is the same sum."""
    return (Paragraph(schedule_words(rows, source)), schedule_table(rows, source))
