"""A paper as a template reads it: each cell of a table beside the side it stands at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qinghuan.documents.paper import Paper
from qinghuan.documents.tree import Tree, tree


def laid_out(paper: Paper) -> Tree:
    """``paper`` as plain data, as PDF and DOCX read it too, with its tables cell by cell."""
    plain = tree(paper)
    return {**plain, "blocks": with_cells(plain["blocks"])}


def with_cells(blocks: Iterable[Tree]) -> list[Tree]:
    """``blocks``, those that are tables with heads, body and last row by cell."""
    return [_cells(block) if block["block"] == "table" else block for block in blocks]


def _cells(table: Tree) -> Tree:
    sides = table["align"]

    def row(cells: Any) -> list[dict[str, Any]]:
        return [{"line": line, "align": side} for line, side in zip(cells, sides, strict=True)]

    return {
        **table,
        "heads": [
            {"run": run, "align": side} for run, side in zip(table["header"], sides, strict=True)
        ],
        "body": [row(cells) for cells in table["rows"]],
        "last": row(table["total"]) if table["total"] else [],
    }
