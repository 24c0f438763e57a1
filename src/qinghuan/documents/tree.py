"""A paper as plain data in one language: what the Typst template and the DOCX builder both read.

Saying the words, numbering the sources and cleaning what a person typed happen here and
nowhere else, so the two formats cannot differ in content.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from typing import Any, Final, TypeAlias

from qinghuan.documents.paper import Paper, Run, Words
from qinghuan.errors import RuleError
from qinghuan.words import Language, Text, say, written_date

Tree: TypeAlias = dict[str, Any]

_UNSEEN: Final = frozenset({"Cc", "Cf", "Zl", "Zp"})
_OPEN_BLANK: Final = re.compile(r"\{\w*(:\w+)?\}")


class _Speaker:
    """Says words in one language and numbers sources in the order they appear."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.sources: list[str] = []

    def words(self, words: Words) -> str:
        if isinstance(words, Text):
            said = say(words, self.language)
            if _OPEN_BLANK.search(said):
                raise RuleError(f"an open blank in {words.id}")
            return clean(said)
        return clean(words).strip()

    def mark(self, source: Words) -> int:
        said = self.words(source)
        if said not in self.sources:
            self.sources.append(said)
        return self.sources.index(said) + 1

    def run(self, run: Run) -> Tree:
        mark = 0 if run.source is None else self.mark(run.source)
        return {"text": self.words(run.words), "mark": mark, "bold": run.bold}

    def data(self, value: object) -> Any:
        if isinstance(value, str | Text):
            return self.words(value)
        if isinstance(value, Run):
            return self.run(value)
        if isinstance(value, tuple):
            return [self.data(one) for one in value]
        if is_dataclass(value):
            named = {one.name: self.data(getattr(value, one.name)) for one in fields(value)}
            return {"block": type(value).__name__.lower(), **named}
        return value


def clean(words: str) -> str:
    """``words`` on one line, without characters that cannot be seen (controls, direction marks)."""
    spaced = re.sub(r"\s+", " ", words)
    composed = unicodedata.normalize("NFC", spaced)
    return "".join(c for c in composed if unicodedata.category(c) not in _UNSEEN)


def tree(paper: Paper) -> Tree:
    """``paper`` as strings, numbers and lists, with its sources numbered and listed.

    Raises :class:`RuleError` when a sentence still has an open blank.
    """
    speaker = _Speaker(paper.language)
    blocks = [speaker.data(block) for block in paper.blocks]
    return {
        "kind": paper.kind,
        "language": paper.language,
        "title": speaker.words(paper.title),
        "number": speaker.words(paper.number),
        "marking": speaker.words(paper.marking) if paper.marking else "",
        "issued": written_date(paper.issued_on, paper.language),
        "day": [paper.issued_on.year, paper.issued_on.month, paper.issued_on.day],
        "until": written_date(paper.data_until, paper.language) if paper.data_until else "",
        "compact": paper.compact,
        "foot": _foot(speaker, paper),
        "blocks": blocks,
        "sources": speaker.sources,
        "labels": _labels(speaker),
    }


_SHOWN: Final = 16
"""Hexadecimal figures of the head of the journal: enough to find it, short enough to read."""


def _foot(speaker: _Speaker, paper: Paper) -> str:
    """Number of the paper, entry and head of the journal; empty without a journal."""
    made_from = paper.journal
    if made_from is None:
        return ""
    return speaker.words(
        Text(
            "documents.foot",
            number=paper.number,
            sequence=made_from.sequence,
            head=made_from.head[:_SHOWN],
        )
    )


def _labels(speaker: _Speaker) -> Tree:
    names = ("number", "issued", "until", "sources")
    return {name: speaker.words(Text(f"documents.label.{name}")) for name in names}


def texts(value: object) -> list[str]:
    """Every string of a tree, in reading order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return []
