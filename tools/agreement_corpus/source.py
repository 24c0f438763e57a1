"""One text of the corpus: a head that says what is wrong with it, a line ``---``, the paper.

Lines of the head: ``format: docx``, ``household: 900.00 28``, ``agreed: 2026-12-28 850.00; …``,
``fault: CODE | fragment`` (nothing after the bar for what is missing), ``header:``, ``footer:``.

Lines of the paper: ``# `` a title, ``## `` a heading, ``~ `` small print, ``| a | b |`` a row of
a table, ``=== `` a new sheet; anything else is a paragraph. A ``.txt`` is kept as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
BLIND = Path(__file__).parent / "blind"


@dataclass(frozen=True)
class Source:
    """A paper before it is a file."""

    name: str
    head: dict[str, str]
    faults: list[tuple[str, str]]
    body: str
    lines: list[str] = field(default_factory=list)

    @property
    def file(self) -> str:
        """Name of the file made of it."""
        return f"{self.name}.{self.head['format']}"

    def key(self) -> dict[str, Any]:
        """What ``key.json`` says of it."""
        agreed = [row.split() for row in self.head.get("agreed", "").split(";") if row.strip()]
        monthly, _, pay_day = self.head.get("household", "").partition(" ")
        home = {"monthly": monthly, "pay_day": int(pay_day)} if monthly else None
        return {
            "faults": [{"code": code, "where": where} for code, where in self.faults],
            "agreed": {"rows": agreed} if agreed else None,
            "household": home,
        }


def read(path: Path) -> Source:
    """The source kept at ``path``."""
    told, _, body = path.read_text("utf-8").partition("\n---\n")
    head: dict[str, str] = {}
    faults: list[tuple[str, str]] = []
    for line in told.splitlines():
        name, _, value = line.partition(":")
        if name == "fault":
            code, _, where = value.partition("|")
            faults.append((code.strip(), where.strip()))
        else:
            head[name] = value.strip()
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return Source(path.stem, head, faults, body, lines)


def sources(texts: Path = TEXTS) -> list[Source]:
    """Every source kept in the folder ``texts``, by name."""
    return [read(path) for path in sorted(texts.glob("*.txt"))]


def cells(line: str) -> list[str]:
    """Cells of a row of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
