"""Write ``docs/policy.md``, the page of every parameter: ``python tools/policy_page.py [--check]``.

With ``--check`` nothing is written and the exit code is 1 when the page is stale.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from qinghuan import policy
from qinghuan.policy import Assumption, Dated, Parameter
from qinghuan.policy.render import (
    dated_period,
    nature_words,
    quote_words,
    source_words,
    unit_words,
    written,
)
from qinghuan.words import Language, Text, say

PAGE = Path(__file__).parents[1] / "docs" / "policy.md"
COMMAND = "python tools/policy_page.py"
HEAD = f"""# Policy parameters

Written by `{COMMAND}` from `src/qinghuan/policy/`; change the YAML files there, not this page.

Every value has its days, its source and a confidence: **H** the text was read or several dated
sources agree, **M** one decent source, **L** weak or conflicting sources, **MEM** remembered only.
L and MEM are shown as “to be asked” and are never a default. A value past its review date is shown
with a warning. 24 % is the line above which a court *may reduce the total on request*; it is never
“you owe nothing above it”.
"""
TABLE = """
| name | what | value | days | nature | source | confidence |
| --- | --- | --- | --- | --- | --- | --- |
"""
ASSUMED = """
## Assumptions (假设)

No source is claimed for these. They are labelled 假设 wherever they are used, can be changed, are
run at both ends of their range, and are never quoted in a letter.

| name | what | low | central | high | made on | reasoning |
| --- | --- | --- | --- | --- | --- | --- |
"""


def both(text: Text) -> str:
    """``text`` in Chinese and English."""
    return f"{say(text, 'zh_CN')} · {say(text, 'en')}"


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |"


def value_cell(parameter: Parameter, dated: Dated, language: Language = "zh_CN") -> str:
    shown = written(dated.value, parameter.unit, language)
    return f"{shown}（{say(unit_words(parameter.unit), language)}）"


def value_row(parameter: Parameter, dated: Dated) -> str:
    source = dated.source
    read_at = f"{source.found_at}, {source.checked_on}"
    notes = [both(note) for note in (dated.note, parameter.note) if note]
    asked = (
        [] if source.confidence in {"H", "M"} else [f"→ {both(policy.question(parameter.name))}"]
    )
    return row(
        f"`{parameter.name}`",
        "<br>".join(
            [both(parameter.title), *([both(parameter.wording)] if parameter.wording else [])]
        ),
        "<br>".join([value_cell(parameter, dated), *notes, *asked]),
        f"{say(dated_period(dated))}<br>review by {parameter.review_after}",
        say(nature_words(parameter.nature), "en"),
        "<br>".join([say(source_words(source)), say(quote_words(source)), read_at]),
        source.confidence,
    )


def gap_row(parameter: Parameter) -> str:
    notes = [both(parameter.note)] if parameter.note else []
    asked = f"unknown → {both(policy.question(parameter.name))}"
    what = [both(parameter.title), *([both(parameter.wording)] if parameter.wording else [])]
    nature = say(nature_words(parameter.nature), "en")
    return row(
        f"`{parameter.name}`", "<br>".join(what), "<br>".join([asked, *notes]), "", nature, "", ""
    )


def rows(parameter: Parameter) -> list[str]:
    return [value_row(parameter, dated) for dated in parameter.values] or [gap_row(parameter)]


def assumed_row(each: Assumption) -> str:
    ends = (f"{end:f}" for end in (each.low, each.central, each.high))
    return row(f"`{each.name}`", both(each.title), *ends, str(each.made_on), both(each.reasoning))


def page() -> str:
    """The whole page as Markdown."""
    parts = [HEAD]
    for file, group in groupby(policy.parameters(), key=lambda each: each.name.partition(".")[0]):
        lines = [line for parameter in group for line in rows(parameter)]
        parts.append(f"\n## `{file}.yaml`\n{TABLE}" + "\n".join(lines) + "\n")
    parts.append(ASSUMED + "\n".join(assumed_row(each) for each in policy.assumptions()) + "\n")
    return "".join(parts)


def main() -> int:
    fresh = page()
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh else 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
