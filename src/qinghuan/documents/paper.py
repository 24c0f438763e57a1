"""The one content of a paper, before it becomes PDF or DOCX.

A paper is a title, facts about itself and a list of blocks. Words of ours are ``Text`` and are
said in the paper's language; words of a person (name, reason, item name of a bill) are ``str``
and stand as they are: they are data in both formats and never markup.

Every figure carries its source; sources are numbered in the order in which they appear and
listed once at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from qinghuan.documents.capitals import capitals
from qinghuan.money import Yuan
from qinghuan.words import SOURCE_LANGUAGE, Language, Text

Words: TypeAlias = "Text | str"
Kind = Literal[
    "report_kept",
    "report_external",
    "call_script",
    "proposal",
    "data_request",
    "correction",
    "delay_request",
    "hardship_notice",
    "contact_request",
    "debit_change",
    "assignment_check",
    "confirmation",
    "complaint",
    "payment_order_objection",
    "court_answer",
    "family_card",
    "hardship_list",
    "repayment_plan",
    "plan_request",
    "agreement",
    "amendment",
    "progress_report",
    "settlement_request",
    "credit_limit_close",
    "credit_objection",
    "mediation_request",
    "judicial_confirmation",
    "evidence_list",
    "authorisation",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
Align = Literal["left", "center", "right"]
Tone = Literal["note", "warning", "say"]

STATED: Final = Text("documents.source.stated")
"""The source of a figure that the person states: 本人陈述."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line: its words, the source of the figure in it, and whether it is bold."""

    words: Words
    source: Words | None = None
    bold: bool = False


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; ``level`` 1 is numbered by the words themselves (一、二、)."""

    words: Words
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, its first line set in by two characters unless ``plain``."""

    runs: Line
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; ``ordered`` counts with 1. 2. 3."""

    items: tuple[Line, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a pair a line: who, to whom, which account."""

    pairs: tuple[tuple[Words, Line], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its header is repeated on every page it runs over.

    ``widths`` are shares of the line, one a column; ``total`` is set bold as the last row. A
    source that holds for a whole column stands once, in its header.
    """

    header: tuple[Run, ...]
    rows: tuple[tuple[Line, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[int, ...]
    total: tuple[Line, ...] | None = None
    caption: Words | None = None
    tall: bool = False
    """Room to write in by hand."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart: a note, a warning, or words to say aloud."""

    runs: Line
    tone: Tone = "note"


@dataclass(frozen=True, slots=True)
class Signature:
    """Labels with a line to write on: ``本人签名：________``."""

    labels: tuple[Words, ...]


Block: TypeAlias = Heading | Paragraph | Items | Facts | Table | Note | Signature


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal a paper was made from: its last entry and the digest of its head."""

    sequence: int
    head: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside the PDF: the paper's own content for a program, and nothing beside it."""

    name: str
    text: str
    """JSON."""
    about: Words


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, complete: two renderings of it differ in format alone.

    ``number`` is the paper's own number, ``data_until`` the day up to which its figures run,
    ``marking`` a short line in the header (``自存，不外发``).
    """

    kind: Kind
    number: str
    title: Words
    issued_on: date
    blocks: tuple[Block, ...]
    language: Language = SOURCE_LANGUAGE
    data_until: date | None = None
    marking: Words | None = None
    compact: bool = False
    """One page, as far as small letters make it so."""
    snug: bool = False
    """One page where slightly smaller letters make it so; else as many as it takes."""
    data: Attached | None = None
    """A copy of the content for programs; the PDF carries it."""
    journal: Journal | None = None
    """Printed small at the foot of each page; None: made from no journal."""


def run(words: Words) -> Line:
    """A line of one plain piece."""
    return (Run(words),)


def figure(amount: Yuan, source: Words, *, bold: bool = False) -> Run:
    """``amount`` in figures with its source: ``1,234.50``."""
    return Run(f"{amount:,.2f}", source, bold)


def amount(value: Yuan, source: Words) -> Run:
    """``value`` in figures and capital characters with its source: 12.50元（壹拾贰元伍角）."""
    return Run(Text("documents.amount", value=value, capitals=capitals(value)), source)
