"""The list of evidence (证据目录) of a bundle: what each original is, whence, and what it shows.

Columns: ``papers-and-words`` 2.18, by groups; the digests stand in a table of their own, so that
they can be read. What is not in the allow-list of :mod:`qinghuan.evidence.listing` cannot be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.documents.glyphs import missing_glyphs
from qinghuan.documents.paper import (
    Align,
    Block,
    Facts,
    Heading,
    Kind,
    Line,
    Note,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Words,
    run,
)
from qinghuan.evidence.listing import GROUPS, Listed, group_of
from qinghuan.words import Language, Text

KIND: Final[Kind] = "evidence_list"
_COLUMNS: Final = ("number", "name", "form", "source", "day", "pages", "shows", "carrier")
_WIDTHS: Final = (4, 12, 5, 9, 8, 5, 13, 9)
_ALIGN: Final[tuple[Align, ...]] = ("center", *("left",) * 7)


@dataclass(frozen=True, slots=True)
class IndexContent:
    """Everything that stands in the list."""

    items: tuple[Listed, ...]
    submitter: str
    phone: str
    recipient: str
    made: date


def build(content: IndexContent, *, number: str, language: Language) -> Paper:
    """The list made of ``content``; signs that cannot be printed are shown as a square."""
    return Paper(
        kind=KIND,
        number=number,
        title=_says("title"),
        issued_on=content.made,
        blocks=tuple(_blocks(content)),
        language=language,
        data_until=content.made,
    )


def _blocks(content: IndexContent) -> Iterable[Block]:
    unnamed = _says("unnamed")
    pairs: list[tuple[Words, Line]] = [
        (_says("recipient"), run(_drawn(content.recipient) or unnamed)),
        (_says("submitter"), run(_drawn(content.submitter) or unnamed)),
    ]
    if content.phone:
        pairs.append((_says("phone"), run(_drawn(content.phone))))
    yield Facts(tuple(pairs))
    for group in GROUPS:
        items = [item for item in content.items if group_of(item.sort) == group]
        if items:
            yield Heading(Text(f"evidence.group.{group}"), 2)
            yield _table(items)
    yield Paragraph(run(_says("total", count=len(content.items))), plain=True)
    yield Heading(_says("digests"), 2)
    yield _digests(content.items)
    told = [item for item in content.items if item.transcript]
    if told:
        yield Heading(_says("transcripts"), 2)
    for item in told:
        words = {"title": _drawn(item.title), "words": _drawn(item.transcript)}
        yield Paragraph(run(_says("transcript", number=item.number, **words)), plain=True)
    yield Note(run(_says("keep")))
    yield Signature((_says("signature"), _says("date"), _says("received")))


def _table(items: Sequence[Listed]) -> Table:
    header = tuple(Run(_says(name)) for name in _COLUMNS)
    return Table(header, tuple(map(_row, items)), _ALIGN, _WIDTHS)


def _row(item: Listed) -> tuple[Line, ...]:
    open_ = _says("not_stated")
    how: Words = Text(f"evidence.got.{item.how or 'other'}")
    source = _says("got", how=how, by=_drawn(item.by) or _says("self"))
    cells: tuple[Words, ...] = (
        str(item.number),
        _drawn(item.title),
        _says("electronic"),
        source,
        item.on.isoformat(),
        "—",
        _drawn(item.shows) or open_,
        _drawn(item.carrier) or open_,
    )
    return tuple(run(words) for words in cells)


def _digests(items: Iterable[Listed]) -> Table:
    header = (Run(_says("number")), Run(_says("file")), Run("SHA-256"))
    rows = tuple(
        (run(str(item.number)), run(_drawn(item.path)), run(_spaced(item.sha256))) for item in items
    )
    return Table(header, rows, ("center", "left", "left"), (3, 12, 20))


def _spaced(digest: str) -> str:
    """``digest`` in groups of eight, so that a line can end between them."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _drawn(words: str) -> str:
    """``words`` with a square for each sign that the font cannot draw."""
    missing = set(missing_glyphs(words))
    return "".join("□" if sign in missing and not sign.isspace() else sign for sign in words)


def _says(name: str, **values: str | int | Text) -> Text:
    return Text(f"evidence.index.{name}", **values)
