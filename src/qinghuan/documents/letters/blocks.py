"""Blocks that several letters are made of: what is disputed, the sides, lines to fill in."""

from __future__ import annotations

from collections.abc import Iterable

from qinghuan.documents.letters.common import Sender, Statement
from qinghuan.documents.paper import Align, Facts, Items, Line, Run, Table, Words, run
from qinghuan.documents.shared import joined_names, money
from qinghuan.words import Text


def named(names: tuple[str, ...]) -> Words:
    """The statement's own names, or the word for the total."""
    return joined_names(names) if names else Text("documents.proposal.correction.whole")


def item_of(names: tuple[str, ...]) -> Text:
    """The statement's own names before what is said of them."""
    return Text("letters.common.item", names=named(names))


def disputed_table(statement: Statement) -> Table:
    """Each line that is too high: the statement's name and figure, ours, the difference."""
    ours = Text("documents.source.ours", day=statement.on)
    whose = "third" if statement.third else "second"
    rows = tuple(
        (
            run(named(one.names)),
            money(one.claimed, None),
            money(one.ours, None),
            money(one.difference, None),
        )
        for one in statement.lines
    )
    return Table(
        header=(
            Run(Text(f"letters.common.item.{whose}")),
            Run(Text(f"letters.common.claimed.{whose}"), statement.source),
            Run(Text("documents.proposal.owed.ours"), ours),
            Run(Text("letters.common.too_high"), ours),
        ),
        rows=rows,
        align=("left", "right", "right", "right"),
        widths=(5, 3, 3, 3),
    )


def disputed_items(statement: Statement) -> Items:
    """What is asked about each thing that does not agree, with the amount at stake."""
    source = statement.source
    return Items(
        tuple(
            (
                Run(item_of(one.names), bold=True),
                Run(one.asks),
                Run(Text("letters.common.at_stake", amount=one.amount), source),
            )
            for one in statement.disputed
        )
    )


def to_fill(labels: Iterable[Words]) -> Table:
    """Labels with room to write by hand what the case does not know."""
    return Table(
        header=(Run(Text("letters.fill.what")), Run(Text("letters.fill.by_hand"))),
        rows=tuple((run(label), run("")) for label in labels),
        align=("left", "left"),
        widths=(4, 9),
        tall=True,
    )


def parties(first: Words, second: Words, sender: Sender) -> Facts:
    """The person, then the creditor, with what tells the debt; empty lines are left out."""
    applicant, account = sender.applicant, sender.account
    tail = applicant.identity_tail
    pairs: list[tuple[Words, Words]] = [
        (first, applicant.name),
        (Text("documents.head.identity"), tail and f"**************{tail}"),
        (Text("documents.head.phone"), applicant.phone),
        (Text("documents.head.address"), applicant.address),
        (second, account.creditor),
        (Text("documents.head.product"), account.named),
        (Text("documents.head.account"), account.account),
        (Text("documents.head.contract"), account.contract_number),
    ]
    return Facts(tuple((label, run(words)) for label, words in pairs if words))


def table(
    heads: Iterable[Words], rows: Iterable[tuple[Line, ...]], widths: tuple[int, ...]
) -> Table:
    """A plain table, everything to the left."""
    header = tuple(Run(words) for words in heads)
    align: tuple[Align, ...] = tuple("left" for _ in header)
    return Table(header, tuple(rows), align, widths)
