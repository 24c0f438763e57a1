"""Parameters as words and rows, for the command, the pages and the documentation.

Everything here is a :class:`~qinghuan.words.Text` or plain text made in a
language; nothing is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from qinghuan import policy
from qinghuan.policy.model import Band, Dated, Gap, Item, Nature, Parameter, Source, Sourced, Value
from qinghuan.words import Language, Text, say, written_date

_SHARES = "fraction"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``policy list``: a parameter as it stands on a day."""

    name: str
    title: Text
    state: Text
    """The value, or why there is none."""
    nature: Text
    stale: bool


def rows(on: date, language: Language) -> list[Row]:
    """Every parameter as it stands ``on`` a day."""
    return [_row(each, on, language) for each in policy.parameters()]


def _row(parameter: Parameter, on: date, language: Language) -> Row:
    found = policy.look_up(parameter.name, on)
    if isinstance(found, Gap):
        state = Text(f"policy.reason.{found.reason}")
    else:
        state = Text(
            "policy.with_unit",
            value=written(found.value, found.unit, language),
            unit=unit_words(found.unit),
        )
    return Row(
        parameter.name,
        parameter.title,
        state,
        nature_words(parameter.nature),
        stale=on > parameter.review_after,
    )


def nature_words(nature: Nature) -> Text:
    """How strongly a value of this nature binds."""
    return Text(f"policy.nature.{nature}")


def unit_words(unit: str) -> Text:
    """What a value of this unit counts."""
    return Text(f"policy.unit.{unit}")


def details(name: str, on: date, language: Language) -> list[tuple[Text, str]]:
    """Label and words of everything known of ``name`` on a day, for ``policy show``.

    Raises :class:`~qinghuan.policy.UnknownParameter` for a misspelt name.
    """
    parameter, found = policy.parameter(name), policy.look_up(name, on)
    lines: list[tuple[str, Text | str]] = [
        ("title", parameter.title),
        ("name", name),
        ("nature", nature_words(parameter.nature)),
        ("unit", unit_words(parameter.unit)),
    ]
    lines += _gap_lines(found, language) if isinstance(found, Gap) else _lines(found, language)
    for label, words in (("wording", parameter.wording), ("note", found.note)):
        if words is not None:
            lines.append((label, words))
    lines.append(("review", written_date(parameter.review_after, language)))
    if on > parameter.review_after:
        lines.append(("state", Text("policy.stale", day=parameter.review_after)))
    return [
        (Text(f"policy.label.{label}"), say(words, language) if isinstance(words, Text) else words)
        for label, words in lines
    ]


def _lines(found: Sourced, language: Language) -> list[tuple[str, Text | str]]:
    lines: list[tuple[str, Text | str]] = [
        ("value", written(found.value, found.unit, language)),
        ("period", period_words(found.since, found.until, until_known=found.until_known)),
        *_source_lines(found.source),
    ]
    if found.to_confirm:
        lines.append(("state", Text("policy.to_confirm")))
    return lines


def _gap_lines(gap: Gap, language: Language) -> list[tuple[str, Text | str]]:
    lines: list[tuple[str, Text | str]] = [("state", Text(f"policy.reason.{gap.reason}"))]
    if gap.seen is not None:
        seen = written(gap.seen.value, gap.unit, language)
        lines.append(("value", Text("policy.unverified_value", value=seen)))
        lines += _source_lines(gap.seen.source)
    lines.append(("question", gap.question))
    return lines


def _source_lines(source: Source) -> list[tuple[str, Text | str]]:
    found_at = Text("policy.found_at", place=source.found_at, day=source.checked_on)
    return [
        ("source", source_words(source)),
        ("source", found_at),
        ("source", quote_words(source)),
        ("confidence", Text(f"policy.confidence.{source.confidence}")),
    ]


def source_words(source: Source) -> Text:
    """The instrument as it is quoted: title, number and article as far as they are known."""
    if source.number and source.article:
        return Text(
            "policy.source_whole",
            title=source.title,
            number=source.number,
            article=source.article,
        )
    if source.number:
        return Text("policy.source_numbered", title=source.title, number=source.number)
    if source.article:
        return Text("policy.source_article", title=source.title, article=source.article)
    return Text("policy.source", title=source.title)


def quote_words(source: Source) -> Text:
    """The quotation, or why there is none."""
    if source.quote:
        return Text("policy.quote", quote=source.quote)
    return Text(f"policy.no_quote.{source.no_quote}")


def period_words(since: date | None, until: date | None, *, until_known: bool) -> Text:
    """The days on which a value holds, as far as they are known."""
    if since is None and until is None:
        return Text(f"policy.period.{'start' if until_known else 'both'}_unknown")
    if since is None:
        return Text("policy.period.start_unknown_until", until=until or date.max)
    if until is not None:
        return Text("policy.period.closed", since=since, until=until)
    return Text(f"policy.period.{'open' if until_known else 'end_unknown'}", since=since)


def dated_period(dated: Dated) -> Text:
    """The days on which ``dated`` holds, as far as they are known."""
    return period_words(dated.since, dated.until, until_known=dated.until_known)


def written(value: Value, unit: str, language: Language) -> str:
    """``value`` as people read it: shares in percent, money with two places."""
    if isinstance(value, Text):
        return say(value, language)
    if isinstance(value, Decimal):
        return _number(value, unit)
    if isinstance(value, date):
        return written_date(value, language)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_number(number, unit)}" for key, number in value.items())
    if isinstance(value, tuple):
        return _sequence(value, unit, language)
    return str(value)


def _sequence(parts: tuple[object, ...], unit: str, language: Language) -> str:
    joint = " – " if unit.endswith("_range") else "; "
    return joint.join(_part(part, unit, language) for part in parts)


def _part(part: object, unit: str, language: Language) -> str:
    if isinstance(part, Item):
        return say(part.words, language)
    if isinstance(part, Band):
        return f"{part.id} {say(_days(part), language)}: {say(part.words, language)}"
    if isinstance(part, Decimal):
        return _number(part, unit)
    if isinstance(part, time):
        return f"{part:%H:%M}"
    if isinstance(part, tuple):
        return "→".join(str(each) for each in part)
    return str(part)


def _days(band: Band) -> Text:
    if band.last is None:
        return Text("policy.unlimited", first=band.first)
    return Text("policy.days", first=band.first, last=band.last)


def _number(number: Decimal, unit: str) -> str:
    if unit.startswith(_SHARES):
        return f"{(number * 100).normalize():f}%"
    return f"{number:,.2f}" if unit.startswith("yuan") else f"{number:f}"
