"""From a YAML file of parameters to typed parameters and the problems found in it.

The rules a file must keep, and why, stand in ``docs/decisions/policy-files.md``.
Every refusal names file, parameter and value, and says how to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar, cast, get_args

from qinghuan.errors import Problem
from qinghuan.policy.model import (
    USABLE,
    Assumption,
    Confidence,
    Dated,
    Nature,
    Parameter,
    Source,
    Value,
)
from qinghuan.policy.units import UNITS, NotThisUnit, both, read
from qinghuan.words import Text

_OPEN: Final = "unknown"
_PARAMETER_KEYS: Final = frozenset(
    {"name", "title", "unit", "nature", "review_after", "values"}
    | {"wording", "question", "note", "unknown"}
)
_VALUE_KEYS: Final = frozenset(
    {"value", "from", "to", "source", "article", "found_at", "quote", "no_quote"}
    | {"checked_on", "confidence", "note"}
)
_SOURCE_KEYS: Final = frozenset({"title", "number"})
_ASSUMPTION_KEYS: Final = frozenset(
    {"name", "title", "unit", "low", "central", "high", "reasoning", "made_on"}
)
NO_QUOTE: Final = ("from_table", "not_kept", "remembered", "own_reading")
"""Why a value has no quotation: it stands in a table; the text was read but the
sentence not kept; nothing was found; it is read out of other values."""

_Read = TypeVar("_Read")


class _Skip(Exception):
    """A part of the file cannot be read; its problem is already noted."""


@dataclass(slots=True)
class _Faults:
    """The problems of one file, and the place being read."""

    file: str
    name: str = ""
    found: list[Problem] = field(default_factory=list)

    def say(self, kind: str, **blanks: str | int) -> None:
        where = f"{self.file}#{self.name}" if self.name else self.file
        self.found.append(
            Problem(
                f"policy.{kind}",
                Text(f"policy.problem.{kind}", name=self.name or self.file, **blanks),
                where,
                Text(f"policy.mend.{kind}", **blanks),
            )
        )

    def need(self, written: Mapping[str, Any], key: str) -> Any:
        if written.get(key) in (None, ""):
            self.say("missing", key=key)
            raise _Skip
        return written[key]

    def known(self, written: Any, keys: frozenset[str]) -> Mapping[str, Any]:
        if not isinstance(written, Mapping):
            self.say("no_mapping")
            raise _Skip
        for key in sorted(str(key) for key in set(written) - keys):
            self.say("unknown_key", key=key)
        return written

    def choice(self, written: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
        chosen = self.need(written, key)
        if chosen not in allowed:
            self.say("bad_choice", key=key, chosen=str(chosen), allowed=", ".join(allowed))
            raise _Skip
        return str(chosen)

    def day(self, written: Mapping[str, Any], key: str) -> date:
        found = self.need(written, key)
        if not isinstance(found, date):
            self.say("bad_date", key=key)
            raise _Skip
        return found

    def words(self, written: Mapping[str, Any], key: str) -> Text | None:
        if key not in written:
            return None
        try:
            return both(written[key])
        except NotThisUnit as fault:
            self.say("bad_words", key=key, why=str(fault))
            raise _Skip from None

    def number(self, unit: str, written: Any) -> Value:
        try:
            return read(unit, written)
        except NotThisUnit as fault:
            self.say("bad_value", unit=unit, why=str(fault))
            raise _Skip from None


def parse(path: Path) -> Any:
    """The YAML of ``path`` as plain values; a key that stands twice is refused."""
    import yaml  # noqa: PLC0415 - keeps `import qinghuan.policy` cheap

    class Loader(yaml.CSafeLoader):
        def __init__(self, stream: Any) -> None:
            super().__init__(stream)
            self.flattened: set[int] = set()

        def flatten_mapping(self, node: yaml.MappingNode) -> None:
            if id(node) not in self.flattened:
                self.flattened.add(id(node))
                _refuse_twice([str(key.value) for key, _ in node.value], node)
            super().flatten_mapping(node)

    def _refuse_twice(keys: list[str], node: yaml.MappingNode) -> None:
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(
                None, None, f"key stands twice: {sorted(twice)}", node.start_mark
            )

    with path.open("rb") as file:
        return yaml.load(file, Loader)  # noqa: S506 - a subclass of the safe loader


def file_parameters(path: Path) -> tuple[list[Parameter], list[Problem]]:
    """The parameters of one file and everything wrong with it."""
    return _file(path, parameters_in)


def file_assumptions(path: Path) -> tuple[list[Assumption], list[Problem]]:
    """The assumptions of one file and everything wrong with it."""
    return _file(path, assumptions_in)


def _file(
    path: Path, reader: Callable[[str, Any], tuple[list[_Read], list[Problem]]]
) -> tuple[list[_Read], list[Problem]]:
    import yaml  # noqa: PLC0415 - keeps `import qinghuan.policy` cheap

    try:
        raw = parse(path)
    except yaml.YAMLError as fault:
        faults = _Faults(path.name)
        faults.say("unreadable", why=str(fault))
        return [], faults.found
    return reader(path.name, raw)


def parameters_in(file: str, raw: Any) -> tuple[list[Parameter], list[Problem]]:
    """The parameters in ``raw``, the plain values of a file called ``file``."""
    faults = _Faults(file)
    found = _entries(faults, raw, "parameters", _parameter)
    return found, faults.found


def assumptions_in(file: str, raw: Any) -> tuple[list[Assumption], list[Problem]]:
    """The assumptions in ``raw``, the plain values of a file called ``file``."""
    faults = _Faults(file)
    found = _entries(faults, raw, "assumptions", _assumption)
    return found, faults.found


def _entries(
    faults: _Faults, raw: Any, section: str, reader: Callable[[_Faults, Any], _Read]
) -> list[_Read]:
    try:
        document = faults.known(raw, frozenset({section, "provenance"}))
        entries = faults.need(document, section)
    except _Skip:
        return []
    found: list[_Read] = []
    seen: set[Hashable] = set()
    for entry in entries:
        faults.name = str(entry.get("name", "?")) if isinstance(entry, Mapping) else "?"
        if faults.name in seen:
            faults.say("duplicate")
        if faults.name.partition(".")[0] != Path(faults.file).stem:
            faults.say("wrong_file", file=faults.file)
        seen.add(faults.name)
        try:
            found.append(reader(faults, entry))
        except _Skip:
            continue
    faults.name = ""
    return found


def _parameter(faults: _Faults, entry: Any) -> Parameter:
    written = faults.known(entry, _PARAMETER_KEYS)
    title = faults.words(written, "title")
    if title is None:
        faults.say("missing", key="title")
        raise _Skip
    unit = faults.choice(written, "unit", tuple(UNITS))
    values = tuple(_values(faults, written, unit))
    parameter = Parameter(
        name=str(faults.need(written, "name")),
        title=title,
        unit=unit,
        nature=cast("Nature", faults.choice(written, "nature", get_args(Nature))),
        review_after=faults.day(written, "review_after"),
        values=values,
        wording=faults.words(written, "wording"),
        question=faults.words(written, "question"),
        note=faults.words(written, "note"),
    )
    _check_history(faults, parameter)
    return parameter


def _values(faults: _Faults, written: Mapping[str, Any], unit: str) -> Iterator[Dated]:
    entries = written.get("values") or []
    if bool(entries) == bool(written.get("unknown")):
        faults.say("empty")
    for entry in entries:
        try:
            yield _dated(faults, faults.known(entry, _VALUE_KEYS), unit)
        except _Skip:
            continue


def _dated(faults: _Faults, written: Mapping[str, Any], unit: str) -> Dated:
    source = _source(faults, written)
    for key in ("from", "to"):
        if key not in written or not isinstance(written[key], date | str | None):
            faults.say("bad_date", key=key)
            raise _Skip
    return Dated(
        value=faults.number(unit, faults.need(written, "value")),
        since=None if written["from"] == _OPEN else faults.day(written, "from"),
        until=None if written["to"] in (None, _OPEN) else faults.day(written, "to"),
        until_known=written["to"] != _OPEN,
        source=source,
        note=faults.words(written, "note"),
    )


def _source(faults: _Faults, written: Mapping[str, Any]) -> Source:
    named = faults.known(faults.need(written, "source"), _SOURCE_KEYS)
    quote, no_quote = written.get("quote"), written.get("no_quote")
    if bool(quote) == bool(no_quote) or (no_quote and no_quote not in NO_QUOTE):
        faults.say("no_quote", allowed=", ".join(NO_QUOTE))
    return Source(
        title=str(faults.need(named, "title")),
        number=named.get("number"),
        article=written.get("article"),
        found_at=str(faults.need(written, "found_at")),
        quote=quote,
        no_quote=no_quote,
        checked_on=faults.day(written, "checked_on"),
        confidence=cast("Confidence", faults.choice(written, "confidence", get_args(Confidence))),
    )


def _check_history(faults: _Faults, parameter: Parameter) -> None:
    for before, after in pairwise(parameter.values):
        if after.since is None or before.until is None or before.until >= after.since:
            faults.say("overlap", since=str(after.since or _OPEN))
    for dated in parameter.values:
        if dated.since and dated.until and dated.until < dated.since:
            faults.say("backwards", since=str(dated.since))
    sure = parameter.values and all(d.source.confidence in USABLE for d in parameter.values)
    if not sure and parameter.question is None:
        faults.say("no_question")


def _assumption(faults: _Faults, entry: Any) -> Assumption:
    written = faults.known(entry, _ASSUMPTION_KEYS)
    unit = faults.choice(written, "unit", tuple(UNITS))
    title, reasoning = faults.words(written, "title"), faults.words(written, "reasoning")
    low, central, high = (_end(faults, written, unit, key) for key in ("low", "central", "high"))
    if title is None or reasoning is None:
        faults.say("missing", key="title, reasoning")
        raise _Skip
    if not low <= central <= high:
        faults.say("not_rising")
    name, made_on = str(faults.need(written, "name")), faults.day(written, "made_on")
    return Assumption(name, title, unit, low, central, high, reasoning, made_on)


def _end(faults: _Faults, written: Mapping[str, Any], unit: str, key: str) -> Decimal:
    number = faults.number(unit, faults.need(written, key))
    if isinstance(number, int):
        return Decimal(number)
    if not isinstance(number, Decimal):
        faults.say("bad_value", unit=unit, why="an assumption is one number")
        raise _Skip
    return number
