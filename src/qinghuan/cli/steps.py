"""A figure and the way to it, formula by formula, told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args

from qinghuan.cli.answer import Sheet
from qinghuan.debts.entries import Part
from qinghuan.explained import Explained
from qinghuan.policy import assumption
from qinghuan.policy.render import source_words, written
from qinghuan.words import Text

PARTS: Final[tuple[str, ...]] = get_args(Part)
_ONE_BY_ONE: Final = "household.formula.expense_stated"
"""The formula that adds up named amounts of the person's own list."""
_STEP: Final = "  "
_FEN: Final = -2
_SHORT: Final = 8
"""Letters of an id that are shown."""


@dataclass(slots=True)
class Ways:
    """The figures told on one sheet; what was told before is pointed at and not told again."""

    sheet: Sheet
    names: Mapping[str, Text | str] = field(default_factory=dict)
    """What people call an input."""
    told: set[str] = field(default_factory=set)

    def titled(self, title: Text, figure: Explained[Any]) -> None:
        """``figure`` under a title of its own."""
        self.sheet.lines.append("")
        self.sheet.say(title)
        self.figure(figure)

    def figure(self, figure: Explained[Any], name: str = "", depth: int = 0) -> None:
        """``figure``, what it is made of, and what it rests on."""
        mark = _STEP * (depth + 2)
        called, words = self.names.get(name), self._with_value(figure)
        if called is not None:
            words = Text("view.explain.called", name=called, formula=words)
        key = repr(figure)
        if key in self.told and figure.inputs:
            words = Text("view.explain.before", formula=words)
            self.sheet.say(words, mark=mark + "= ", rest=mark + _STEP)
            return
        self.told.add(key)
        self.sheet.say(words, mark=mark + "= ", rest=mark + _STEP)
        for line in _plain_inputs(figure):
            self.sheet.say(line, mark=f"{mark}{_STEP}· ")
        self._rests_on(figure, mark)
        for inner, value in figure.inputs.items():
            if isinstance(value, Explained):
                self.figure(value, inner, depth + 1)

    def _with_value(self, figure: Explained[Any]) -> Text:
        """The formula, and what it comes to where the formula does not say it."""
        value, words = figure.value, figure.formula
        if not isinstance(value, Decimal) or value.as_tuple().exponent != _FEN:
            return words
        if f"{abs(value):,.2f}" in self.sheet.words(words):
            return words
        return Text("view.explain.comes_to", formula=words, amount=value)

    def lines(self, lines: Sequence[Text]) -> None:
        """Lines of a sum, one below the other."""
        for line in lines:
            self.sheet.say(line, mark="      · ")

    def entries(self, entries: Sequence[str], mark: str = _STEP * 3) -> None:
        """Which records it rests on: how the names begin that ``case show`` gives them."""
        if entries:
            named = " ".join(f"[{_short(entry)}]" for entry in dict.fromkeys(entries))
            self.sheet.say(Text("view.explain.entries", entries=named), mark=mark)

    def _rests_on(self, figure: Explained[Any], mark: str) -> None:
        for used in figure.parameters:
            source = source_words(used.source)
            value = written(used.value, used.unit, self.sheet.screen.language)
            told = Text("view.explain.source", title=used.title, value=value, source=source)
            if used.unit == "text":
                told = Text("view.explain.source_of_words", title=used.title, source=source)
            self.sheet.say(told, mark=mark + _STEP)
        for name in figure.assumptions:
            told = Text("view.explain.assumption", name=assumption(name).title)
            self.sheet.say(told, mark=mark + _STEP)
        self.entries(figure.entries, mark + _STEP)


def _short(entry: str) -> str:
    """The beginning of an id; a line of a bill keeps its number."""
    record, dash, line = entry.partition("-")
    return record[:_SHORT] + dash + line


def _plain_inputs(figure: Explained[Any]) -> Iterator[Text]:
    """The inputs that are no figures themselves, in words; what the formula says is left out."""
    for name, value in figure.inputs.items():
        if isinstance(value, Text):
            yield value
        elif isinstance(value, Decimal):
            yield from _amount(figure, name, value)


def _amount(figure: Explained[Any], name: str, value: Decimal) -> Iterator[Text]:
    kind, _, rest = name.partition(" ")
    if kind == "paid" and rest:
        yield Text("view.explain.paid", day=date.fromisoformat(rest[:10]), amount=value)
    elif name in PARTS or (kind == "waived" and rest in PARTS):
        part = Text(f"view.part.{rest or name}")
        which = "view.explain.waived" if rest else "view.explain.named"
        yield Text(which, name=part, amount=value)
    elif name == "principal_days":
        yield Text("view.explain.principal_days", amount=value)
    elif kind.isdigit() and rest:
        yield Text("view.explain.named", name=rest, amount=value)
    elif figure.formula.id == _ONE_BY_ONE and not name.isdigit():
        yield Text("view.explain.named", name=name, amount=value)
