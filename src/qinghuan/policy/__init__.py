"""Dated, sourced parameters: law, products, conduct of collectors, statistics.

``value(name, on)`` gives a value with where it comes from. It refuses what was
not verified (confidence L or MEM) and what is not known on that day; both
refusals carry the question to ask the person instead. ``look_up`` gives the same
without raising, for pages that show a gap as "to be asked".

The part of a name before its first dot names the file:
``court.reduction_line`` stands in ``parameters/court.yaml``.

>>> line = value("court.reduction_line", date(2026, 11, 23))
>>> line.decimal, line.source.number
(Decimal('0.24'), '法发〔2017〕22号')
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from qinghuan.errors import Problem
from qinghuan.policy.model import (
    USABLE,
    Assumption,
    Band,
    Confidence,
    Dated,
    FaultyFile,
    Gap,
    Item,
    Nature,
    NotUsable,
    Parameter,
    Reason,
    Source,
    Sourced,
    Unknown,
    UnknownParameter,
    Unverified,
    Value,
)
from qinghuan.words import Text

__all__ = [
    "Assumption",
    "Band",
    "Confidence",
    "Dated",
    "FaultyFile",
    "Gap",
    "Item",
    "Nature",
    "NotUsable",
    "Parameter",
    "Source",
    "Sourced",
    "Unknown",
    "UnknownParameter",
    "Unverified",
    "Value",
    "assumption",
    "assumptions",
    "check",
    "digest",
    "look_up",
    "parameter",
    "parameters",
    "question",
    "value",
    "value_or_first",
    "warnings",
]

FOLDER: Final = Path(__file__).parent
PARAMETERS: Final = FOLDER / "parameters"
ASSUMPTIONS: Final = FOLDER / "assumptions"


def value(name: str, on: date) -> Sourced:
    """The value of ``name`` that holds on the day ``on``, with its source.

    Raises :class:`Unverified` where it rests on a weak source or on memory,
    :class:`Unknown` where nothing is known for that day or no rule was in force,
    and :class:`UnknownParameter` for a misspelt name.
    """
    found = look_up(name, on)
    if isinstance(found, Sourced):
        return found
    raise (Unverified if found.reason == "unverified" else Unknown)(found)


def value_or_first(name: str, on: date) -> Sourced:
    """The value on the day ``on``, or on an earlier day than the rule's first that first value.

    For what must be computed of days before a rule began, where the rule of those days was not
    verified; whoever asks says that the later rule stands in. Raises like :func:`value`.
    """
    first = next((one.since for one in parameter(name).values if one.since), None)
    return value(name, first if first is not None and on < first else on)


def look_up(name: str, on: date) -> Sourced | Gap:
    """The value of ``name`` on the day ``on``, or the gap that stands there.

    Raises :class:`UnknownParameter` for a misspelt name.
    """
    asked = parameter(name)
    dated = asked.on(on)
    if dated is None:
        return _gap(asked, on, _reason(asked, on), None)
    if dated.source.confidence not in USABLE:
        return _gap(asked, on, "unverified", dated)
    return Sourced(
        name=name,
        value=dated.value,
        unit=asked.unit,
        nature=asked.nature,
        title=asked.title,
        since=dated.since,
        until=dated.until,
        until_known=dated.until_known,
        source=dated.source,
        note=dated.note or asked.note,
        wording=asked.wording,
        review_after=asked.review_after,
    )


def question(name: str) -> Text:
    """What to ask the person when ``name`` gives no usable value."""
    asked = parameter(name)
    return asked.question or Text("policy.question", title=asked.title)


def parameter(name: str) -> Parameter:
    """The parameter ``name`` with its whole history. Raises :class:`UnknownParameter`."""
    try:
        return _of_file(name.partition(".")[0])[name]
    except KeyError:
        raise UnknownParameter(name) from None


def parameters() -> Sequence[Parameter]:
    """Every parameter, in the order of file names and of the files."""
    return [found for path in _files(PARAMETERS) for found in _of_file(path.stem).values()]


def assumption(name: str) -> Assumption:
    """The assumption ``name``. Raises :class:`UnknownParameter` for a misspelt name."""
    try:
        return _assumed_in(name.partition(".")[0])[name]
    except KeyError:
        raise UnknownParameter(name) from None


def assumptions() -> Sequence[Assumption]:
    """Every assumption, in the order of file names and of the files."""
    return [found for path in _files(ASSUMPTIONS) for found in _assumed_in(path.stem).values()]


def check() -> list[Problem]:
    """Everything wrong with the files: nothing on a sound installation."""
    from qinghuan.policy import products, reading  # noqa: PLC0415 - needs YAML

    problems: list[Problem] = []
    for path in _files(PARAMETERS):
        problems += reading.file_parameters(path)[1]
    for path in _files(ASSUMPTIONS):
        problems += reading.file_assumptions(path)[1]
    if not problems:
        problems += products.check(frozenset(each.name for each in parameters()))
    return problems


def warnings(today: date) -> list[Problem]:
    """The parameters that should have been looked at again before ``today``."""
    return [
        Problem(
            "policy.stale",
            Text("policy.problem.stale", title=late.title, day=late.review_after),
            f"{late.name.partition('.')[0]}.yaml#{late.name}",
            Text("policy.mend.stale"),
            "warning",
        )
        for late in parameters()
        if today > late.review_after
    ]


@cache
def digest() -> str:
    """The digest (SHA-256, hexadecimal) of every file of parameters, assumptions, products."""
    whole = hashlib.sha256()
    for path in [*_files(PARAMETERS), *_files(ASSUMPTIONS), FOLDER / "products.yaml"]:
        whole.update(f"{path.parent.name}/{path.name}\n".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _reason(asked: Parameter, on: date) -> Reason:
    """A rule that has begun nowhere or has ended is not in force; a figure is not known."""
    if not asked.values or asked.nature == "statistic":
        return "unknown"
    first, last = asked.values[0], asked.values[-1]
    before = first.since is not None and on < first.since
    after = last.until is not None and on > last.until
    return "not_in_force" if before or after else "unknown"


def _gap(asked: Parameter, on: date, reason: Reason, seen: Dated | None) -> Gap:
    return Gap(
        name=asked.name,
        title=asked.title,
        unit=asked.unit,
        nature=asked.nature,
        on=on,
        reason=reason,
        question=question(asked.name),
        seen=seen,
        note=(seen.note if seen else None) or asked.note,
        wording=asked.wording,
    )


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


@cache
def _of_file(stem: str) -> dict[str, Parameter]:
    from qinghuan.policy import reading  # noqa: PLC0415 - needs YAML

    path = PARAMETERS / f"{stem}.yaml"
    if not path.is_file():
        return {}
    found, problems = reading.file_parameters(path)
    _refuse(problems)
    return {each.name: each for each in found}


@cache
def _assumed_in(stem: str) -> dict[str, Assumption]:
    from qinghuan.policy import reading  # noqa: PLC0415 - needs YAML

    path = ASSUMPTIONS / f"{stem}.yaml"
    if not path.is_file():
        return {}
    found, problems = reading.file_assumptions(path)
    _refuse(problems)
    return {each.name: each for each in found}


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise FaultyFile("; ".join(f"{fault.where}: {fault.code}" for fault in problems))
