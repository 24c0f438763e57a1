"""The call script as cards in a terminal: the same sentences as the paper, told and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qinghuan.cli.answer import Sheet
from qinghuan.cli.screen import Screen
from qinghuan.documents.paper import (
    Block,
    Facts,
    Heading,
    Items,
    Line,
    Note,
    Paper,
    Paragraph,
    Table,
    Words,
)


def script_lines(paper: Paper, screen: Screen) -> list[str]:
    """The script block by block."""
    sheet = Sheet(screen)
    sheet.say(paper.title, mark="")
    if paper.marking is not None:
        sheet.say(paper.marking, mark="")
    for block in paper.blocks:
        _tell(block, sheet)
    return sheet.lines


def _tell(block: Block, sheet: Sheet) -> None:
    if isinstance(block, Heading):
        sheet.lines.append("")
        sheet.say(block.words, mark="── ", rest="   ")
    elif isinstance(block, Note):
        sheet.say(_joined(block.runs, sheet.screen), mark="  ▶ ", rest="    ")
    elif isinstance(block, Paragraph):
        sheet.say(_joined(block.runs, sheet.screen), mark="    ")
    elif isinstance(block, Items):
        for number, item in enumerate(block.items, start=1):
            mark = f"    {number}. " if block.ordered else "    · "
            sheet.say(_joined(item, sheet.screen), mark=mark)
    elif isinstance(block, Facts):
        for label, line in block.pairs:
            said = f"{sheet.words(label)}  {_joined(line, sheet.screen)}"
            sheet.say(said, mark="  · ", rest="    ")
    elif isinstance(block, Table):
        _table(block, sheet)


def _table(block: Table, sheet: Sheet) -> None:
    """What they say and what you may say, card by card; of a form to fill in the labels."""
    screen = sheet.screen
    heads = [_joined((head,), screen) for head in block.header]
    for row in block.rows:
        first, *rest = [_joined(cell, screen) for cell in row]
        answer = " ".join(part for part in rest if part)
        sheet.say(f"{heads[0]}  {first}" if answer else first, mark="  · ", rest="    ")
        if answer:
            sheet.say(f"{heads[1]}  {answer}", mark="    → ", rest="      ")


def script_data(paper: Paper, screen: Screen) -> dict[str, Any]:
    """The script for a program, section by section."""
    sections: list[dict[str, Any]] = [{"title": _said(paper.title, screen), "parts": []}]
    for block in paper.blocks:
        if isinstance(block, Heading):
            sections.append({"title": _said(block.words, screen), "parts": []})
        else:
            sections[-1]["parts"] += list(_parts(block, screen))
    return {"kind": paper.kind, "sections": sections}


def _parts(block: Block, screen: Screen) -> Iterator[dict[str, str]]:
    if isinstance(block, Note):
        yield {"say": _joined(block.runs, screen)}
    elif isinstance(block, Paragraph):
        yield {"note": _joined(block.runs, screen)}
    elif isinstance(block, Items):
        yield from ({"item": _joined(item, screen)} for item in block.items)
    elif isinstance(block, Facts):
        for label, line in block.pairs:
            yield {"label": _said(label, screen), "value": _joined(line, screen)}
    elif isinstance(block, Table):
        for row in block.rows:
            first, second = (_joined(cell, screen) for cell in row)
            yield {"they": first, "you": second} if second else {"write": first}


def _joined(line: Line, screen: Screen) -> str:
    return "".join(_said(piece.words, screen) for piece in line)


def _said(words: Words, screen: Screen) -> str:
    return words if isinstance(words, str) else screen.words(words)
