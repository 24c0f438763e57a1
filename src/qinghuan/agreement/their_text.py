"""The words of a paper of theirs, whatever file they came in: passages in order, and tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from qinghuan.agreement.vocabulary import (
    CREDITOR_SPEAKS,
    SENTENCE_END,
    SPEAKER,
    SPEAKER_FIRST,
    SPEAKER_INLINE,
)

_ROOM: Final = re.compile(r"\s+")
_INNER: Final = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])")


_BESIDE_WIDE: Final = re.compile(r"(?<=[^\x00-\x7f])[ \t]+|[ \t]+(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, or one row of a table, as it can be shown beside what is found in it."""

    place: int
    """Counted from 1 through the whole paper."""
    text: str
    row: bool = False
    """Whether it is a row of a table."""
    ours: bool = False
    """Whether the person says it, in a talk: then the creditor is not bound by it."""

    @property
    def narrow(self) -> str:
        """In narrow signs, with the blanks that part figures: what rows are read from."""
        return _BESIDE_WIDE.sub("", unicodedata.normalize("NFKC", self.text))

    @property
    def plain(self) -> str:
        """Without blanks, in narrow signs: what rules look at."""
        return _ROOM.sub("", unicodedata.normalize("NFKC", self.text))


@dataclass(frozen=True, slots=True)
class TheirText:
    """A paper of theirs as text."""

    passages: tuple[Passage, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Each table as rows of cells; its rows are passages too."""
    hidden: tuple[str, ...] = ()
    """What the file holds but does not show."""

    @property
    def said(self) -> tuple[Passage, ...]:
        """What the other side says."""
        return tuple(one for one in self.passages if not one.ours)

    @property
    def plain(self) -> str:
        """Everything they say in one piece, as rules look at it."""
        return "\n".join(one.plain for one in self.said)


@dataclass(slots=True)
class Writer:
    """Collects passages and tables in the order of the paper."""

    passages: list[Passage] = field(default_factory=list)
    tables: list[tuple[tuple[str, ...], ...]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def prose(self, text: str, *, ours: bool = False) -> None:
        """A paragraph: each of its sentences is a passage."""
        for sentence in sentences(text):
            self._add(sentence, ours=ours)

    def table(self, rows: Iterable[Iterable[str]]) -> None:
        """A table: each of its rows is a passage; a long cell is prose as well."""
        kept = tuple(tuple(_BESIDE_WIDE.sub("", cell).strip() for cell in row) for row in rows)
        filled = tuple(row for row in kept if any(row))
        if not filled:
            return
        self.tables.append(filled)
        for row in filled:
            if _is_prose(row):
                for cell in row:
                    self.prose(cell)
            else:
                self._add("  ".join(cell for cell in row if cell), row=True)

    def done(self) -> TheirText:
        """What was collected."""
        return TheirText(tuple(self.passages), tuple(self.tables), tuple(self.hidden))

    def _add(self, text: str, *, row: bool = False, ours: bool = False) -> None:
        self.passages.append(Passage(len(self.passages) + 1, text, row, ours))


_SENTENCE: Final = 30
"""Signs from which a cell of a table is read as sentences."""


def _is_prose(row: Iterable[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) == 1 or any(len(cell) > _SENTENCE for cell in filled)


def sentences(text: str) -> Iterator[str]:
    """``text`` cut after full stops and semicolons, and at line ends; only blanks are lost."""
    for line in text.splitlines():
        for piece in SENTENCE_END.split(line):
            shown = _INNER.sub("", piece).strip()
            if shown:
                yield shown


def of_text(text: str) -> TheirText:
    """Typed words, or a pasted talk: then it is known who says what."""
    writer, ours = Writer(), False
    lines = [(line, *_speaker(line)) for line in text.splitlines()]
    talk = sum(bool(name) for _, name, _ in lines) > 1
    for line, name, words in lines:
        if not talk or not name:
            writer.prose(line, ours=ours)
            continue
        ours = not CREDITOR_SPEAKS.search(name)
        if words != line:
            writer.prose(line.partition(words)[0], ours=True)
        writer.prose(words, ours=ours or words == line)
    return writer.done()


def _speaker(line: str) -> tuple[str, str]:
    """Who speaks from this line on, and what of it is said; the line itself where it only names."""
    narrow = unicodedata.normalize("NFKC", line).strip()
    alone = SPEAKER.match(narrow) or SPEAKER_FIRST.match(narrow)
    if alone is not None:
        return alone["name"], line
    inline = SPEAKER_INLINE.match(narrow)
    return (inline["name"], inline["words"]) if inline is not None else ("", line)
