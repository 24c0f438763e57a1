"""``qinghuan case add CASE FACTS.json``: record facts by hand, all of them or none."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn, get_args

from qinghuan import store
from qinghuan.cli.care import stop_for_care
from qinghuan.cli.cases import found, now, standing_of
from qinghuan.cli.codes import DONE
from qinghuan.cli.facts import read_facts
from qinghuan.cli.faults import Stopped
from qinghuan.cli.parser import CommandParser, text_of
from qinghuan.cli.screen import Screen
from qinghuan.words import SOURCE_LANGUAGE, Language, Text, say

EXAMPLE: Final = Path(__file__).parents[1] / "example_facts.json"


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("file", metavar="FACTS.json")
    parser.take("--sure", action="store_true")
    parser.take("--go-on", action="store_true")
    parser.take("--example", action=_Example, nargs=0)
    parser.take_json()


class _Example(Action):
    """Print facts as they are written, and the words that stand for each thing; then stop."""

    def __call__(self, parser: ArgumentParser, *_given: object) -> NoReturn:
        language = parser.language if isinstance(parser, CommandParser) else SOURCE_LANGUAGE
        print(EXAMPLE.read_text(encoding="utf-8"), end="")
        for line in vocabulary(language):
            print(line, file=sys.stderr)
        parser.exit()


def vocabulary(language: Language) -> Iterator[str]:
    """Each word of the example that has others in its place, with what they mean."""
    from qinghuan.debts.entries import LenderKind, Part, Product  # noqa: PLC0415 - loads rooms
    from qinghuan.household.categories import Category  # noqa: PLC0415
    from qinghuan.household.entries import IncomeSource, Place, Residence  # noqa: PLC0415

    yield say(Text("cli.case_add.example_note"), language)
    for name, kind, sentences in (
        ("product", Product, "view.product"),
        ("lender", LenderKind, "cli.lender"),
        ("part", Part, "view.part"),
        ("place", Place, "household.place"),
        ("residence", Residence, "household.residence"),
        ("source", IncomeSource, "household.income"),
        ("category", Category, "household.category"),
    ):
        words = [f"{word} {say(Text(f'{sentences}.{word}'), language)}" for word in get_args(kind)]
        yield f"{name}: {'; '.join(words)}"


def run(asked: Namespace, screen: Screen) -> int:
    """Record the facts."""
    written = text_of(asked.file)
    if not asked.go_on:
        stop_for_care(written)
    case = found(asked.case)
    facts, problems = read_facts(written, standing_of(case.id, sure=asked.sure), store.mint)
    if problems:
        raise Stopped(*problems)
    done = store.append(case.id, facts, who=store.OWNER, now=now())
    screen.data(
        {"ok": True, "case": case.id, "ids": [fact.id for fact in facts], "head": done.head}
    )
    screen.say(Text("cli.case_add.done", count=len(facts)))
    return DONE
