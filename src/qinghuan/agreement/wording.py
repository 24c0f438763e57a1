"""Which sentences of a paper say what hurts, and which topics it never speaks of.

Patterns stand in ``red_lines.yaml`` and ``topics.yaml`` beside this file. What is denied in its
part of a sentence is not found: 不涉及担保 is no guarantee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from qinghuan.agreement.finding import Group
from qinghuan.agreement.their_text import Passage, TheirText
from qinghuan.agreement.vocabulary import (
    DENIAL,
    DENIAL_OF_A_LIST,
    DENIED_AFTER,
    NO_DENIAL,
    NOT_A_STATEMENT,
    PART_OF_SENTENCE,
)

RED_LINES: Final = Path(__file__).with_name("red_lines.yaml")
TOPICS: Final = Path(__file__).with_name("topics.yaml")


@dataclass(frozen=True, slots=True)
class RedLine:
    """One thing that hurts, and how it is worded."""

    code: str
    group: Group
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    always: tuple[re.Pattern[str], ...]
    plain: bool
    needs: re.Pattern[str] | None
    rule: str


@cache
def red_lines() -> tuple[RedLine, ...]:
    """Every red line, in the order of the file."""
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load(RED_LINES.read_text("utf-8"))
    return tuple(
        RedLine(
            code,
            said["group"],
            _compiled(said["any"]),
            _compiled(said.get("unless", ())),
            _compiled(said.get("always", ())),
            bool(said.get("plain")),
            re.compile(said["needs"]) if "needs" in said else None,
            said.get("rule", ""),
        )
        for code, said in read.items()
    )


@cache
def topics() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Every topic an agreement must speak of, with how it may be worded."""
    read: Mapping[str, Sequence[str]] = yaml.safe_load(TOPICS.read_text("utf-8"))
    return {code: _compiled(patterns) for code, patterns in read.items()}


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in patterns)


def crossed(text: TheirText) -> Iterator[tuple[RedLine, Passage]]:
    """Each red line that ``text`` crosses, with the first sentence that does."""
    said = tuple(_affirmed(text.said))
    for line in red_lines():
        passage = next((one for one in said if crosses(line, one.plain)), None)
        if passage is not None:
            yield line, passage


def _affirmed(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages without lists that are denied as a whole by their head."""
    denied_list = False
    for passage in passages:
        plain = passage.plain
        if DENIAL_OF_A_LIST.search(plain) and plain.endswith((";", "；", ":", "：")):
            denied_list = True
            continue
        if not denied_list:
            yield passage
        elif not plain.endswith((";", "；")):
            denied_list = False


def crosses(line: RedLine, plain: str) -> bool:
    """Whether the sentence ``plain`` says what ``line`` is about."""
    if NOT_A_STATEMENT.search(plain):
        return False
    if line.needs is not None and not line.needs.search(plain):
        return False
    patterns = line.always
    if not any(one.search(plain) for one in line.unless):
        patterns += line.patterns
    found = (match for one in patterns for match in one.finditer(plain))
    return any(line.plain or not denied(plain, match) for match in found)


def denied(plain: str, match: re.Match[str]) -> bool:
    """Whether what was found stands denied in its part of the sentence, or after its colon."""
    before = PART_OF_SENTENCE.split(plain[: match.start()])[-1] + match.group(0)
    if DENIED_AFTER.match(plain[match.end() :]):
        return True
    return bool(DENIAL.search(NO_DENIAL.sub("", before)))


def unspoken(text: TheirText) -> Iterator[str]:
    """The topics ``text`` never speaks of; in a talk a question names the topic of its answer."""
    whole = "\n".join(one.plain for one in text.passages)
    for code, patterns in topics().items():
        if not any(one.search(whole) for one in patterns):
            yield code
