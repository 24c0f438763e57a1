"""Write docs/calc.md: every operation of ``calc`` with its fields and a worked example.

The answers in it are computed here; ``tests/calc/test_page.py`` finds a page that is old.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qinghuan import calc

PAGE = Path(__file__).resolve().parents[1] / "docs" / "calc.md"
EXAMPLES = Path(__file__).resolve().parent / "calc_examples.json"
HEAD = """# `qinghuan calc`

Requests in, answers out, nothing stored: `qinghuan calc FILE`, or `-` for standard input. One
request, an array, or one on each line; the answers come in order, one JSON object a line. Amounts
are strings in yuan, rates are fractions (`"0.06"` is 6 %), days are ISO dates. A request that
cannot be answered gives `{"ok": false, "problems": [{"at": …, "message": …}]}` and exit code 2;
the others are answered all the same. `qinghuan calc --schema [OP]` prints the JSON Schema;
`qinghuan calc --explain` adds `explained`: by the place of a figure in the result, the way to it.

This page is written by `tools/calc_page.py`; the answers are computed.
"""
ROWS_SHOWN = 3


def page() -> str:
    """The page as it should stand."""
    examples: dict[str, Any] = json.loads(EXAMPLES.read_text("utf-8"))
    return "\n".join([HEAD, *(_section(name, examples[name]) for name in calc.OPERATIONS)])


def _section(name: str, request: dict[str, Any]) -> str:
    schema = calc.schema(name)
    answer = calc.answer({"op": name, **request})
    if answer.problems:
        raise SystemExit(f"the example of {name} is not answered: {answer.problems}")
    asked = json.dumps({"op": name, **request}, ensure_ascii=False)
    result = calc.spoken(answer.result, "en")
    told = json.dumps(_shortened(result), ensure_ascii=False, indent=1)
    fields = "\n".join(_field(one, schema) for one in schema["properties"] if one != "op")
    lines = [f"## `{name}`", "", schema["description"], "", "| field | | |", "|---|---|---|"]
    return "\n".join([*lines, fields, "", "```json", asked, "```", "", "```json", told, "```", ""])


def _field(name: str, schema: dict[str, Any]) -> str:
    described = schema["properties"][name]
    needed = "" if name in schema["required"] else "may be left out"
    words = str(described.get("description", "")).replace("|", "·")
    choices = described.get("enum") or described.get("$ref", "")
    listed = " · ".join(map(str, choices)) if isinstance(choices, list) else ""
    return f"| `{name}` | {needed} | {'; '.join(one for one in (words, listed) if one)} |"


def _shortened(value: Any) -> Any:
    """Long lists show their first rows."""
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        shown = [_shortened(one) for one in value[:ROWS_SHOWN]]
        return [*shown, f"… {len(value) - ROWS_SHOWN} more"] if len(value) > ROWS_SHOWN else shown
    return value


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
