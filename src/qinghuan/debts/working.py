"""What a deviation is made of, to the fen: days × base × rate of each side, and what was settled.

A part of a debt is what came in, less what was paid and waived. Where a replay under other rules
gives another figure, the difference is therefore that of its days, of other charges, and of what
payments and waivers settled of it. Each is said in one line; together they are the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from qinghuan.debts.changes import Accruing
from qinghuan.debts.engine import Stretch
from qinghuan.debts.entries import Part
from qinghuan.debts.replay import Book
from qinghuan.money import FEN, ZERO, Yuan, as_decimal, rounded, total
from qinghuan.words import Parameter, Text

_DAY: Final = timedelta(days=1)
_SHOWN: Final = Decimal("0.000001")
_RATE_SHOWN: Final = Decimal("0.00000001")


def worked_out(before: Book, after: Book, part: Part, days: int = 0) -> tuple[Text, ...]:
    """Why ``part`` is another amount in ``after`` than in ``before``.

    ``days`` were counted more (or fewer) at the end, on the last base.
    """
    lines = [
        *_accrued(before, after, part, days),
        *_changed("charged", _otherwise(after, part) - _otherwise(before, part), part),
        *_changed("paid", before.paid(part) - after.paid(part), part),
        *_changed("waived", before.waived(part) - after.waived(part), part),
    ]
    whole = after.left(part) - before.left(part)
    left = Fraction(whole) - sum((amount for _, amount in lines), Fraction(0))
    if left:
        small = abs(left) < Fraction(FEN)
        which = "rounding" if small else "other"
        values = {"exact": exact(Fraction(whole) - left), "amount": whole}
        last = Text(f"debts.working.{which}", **(values if small else {"amount": exact(left)}))
        lines.append((last, left))
    return tuple(words for words, _ in lines)


def exact(value: Fraction) -> Decimal:
    """``value`` to six places, with two where it has no more."""
    found = as_decimal(value).quantize(_SHOWN).normalize()
    return found.quantize(FEN) if found == found.quantize(FEN) else found


_Line = tuple[Text, Fraction]
"""A line, and how much it adds to the difference."""


def _changed(name: str, amount: Yuan, part: Part) -> Iterator[_Line]:
    if amount:
        which = f"debts.working.{name}.{'more' if amount > 0 else 'less'}"
        yield Text(which, part=Text(f"debts.part.{part}"), amount=abs(amount)), Fraction(amount)


def _otherwise(book: Book, part: Part) -> Yuan:
    """What came in of ``part`` and did not accrue by days."""
    posted = book.account.accrued if book.account else {}
    return book.charged(part) - total(posted.get(kind, ZERO) for kind in _kinds(book, part))


def _kinds(book: Book, part: Part) -> tuple[Accruing, ...]:
    """What is posted under ``part`` when it accrues."""
    posted: dict[Accruing, Part] = {
        "interest": "interest",
        "penalty_interest": book.penalty.part,
        "compound_interest": book.penalty.compound_part,
    }
    return tuple(kind for kind, name in posted.items() if name == part)


def _accrued(before: Book, after: Book, part: Part, days: int) -> Iterator[_Line]:
    for kind in dict.fromkeys((*_kinds(before, part), *_kinds(after, part))):
        ours = before if kind in _kinds(before, part) else None
        theirs = after if kind in _kinds(after, part) else None
        yield from _by_days(ours, theirs, kind)
    if days and part == after.penalty.part:
        yield from _extra(before, after, days)


def _extra(before: Book, after: Book, days: int) -> Iterator[_Line]:
    last = next((one for one in reversed(after.stretches) if one.base), None)
    if last is None:
        return
    found = after.accrued - before.accrued
    which = f"debts.working.days.{'more' if days > 0 else 'fewer'}"
    words = Text(
        which, days=abs(days), base=last.base, rate=rate_words(last, after), amount=abs(found)
    )
    yield words, Fraction(found)


def _by_days(ours: Book | None, theirs: Book | None, kind: Accruing) -> Iterator[_Line]:
    """The runs of days on which the two sides bear differently."""
    mine, other = _stretches(ours, kind), _stretches(theirs, kind)
    edges = sorted({edge for one in (*mine, *other) for edge in (one.first, one.last + _DAY)})
    for first, beyond in pairwise(edges):
        left, right = _on(mine, first, beyond), _on(other, first, beyond)
        difference = _borne(right, theirs) - _borne(left, ours)
        if difference:
            words = Text(
                "debts.working.stretch",
                first=first,
                last=beyond - _DAY,
                days=(beyond - first).days,
                theirs=_side(right, theirs),
                ours=_side(left, ours),
                sign=Text(f"debts.working.sign.{'more' if difference > 0 else 'less'}"),
                amount=exact(abs(difference)),
            )
            yield words, difference


def _stretches(book: Book | None, kind: Accruing) -> list[Stretch]:
    every = book.account.stretches if book and book.account else ()
    return [one for one in every if one.part == kind and one.base]


def _on(stretches: Sequence[Stretch], first: date, beyond: date) -> Stretch | None:
    """The part of the stretch that covers these days."""
    found = next((one for one in stretches if one.first <= first <= one.last), None)
    if found is None:
        return None
    return Stretch(found.part, first, beyond - _DAY, found.base, found.rate, count=found.count)


def _borne(stretch: Stretch | None, book: Book | None) -> Fraction:
    if stretch is None or book is None:
        return Fraction(0)
    if book.penalty.rounded_daily:
        return Fraction(_of_a_day(stretch)) * stretch.weight
    return stretch.exact


def _of_a_day(stretch: Stretch) -> Yuan:
    return rounded(as_decimal(stretch.rate * Fraction(stretch.base)))


def _side(stretch: Stretch | None, book: Book | None) -> Text:
    """What one side bears on the days of a line, in words."""
    if stretch is None or book is None:
        return Text("debts.working.nothing")
    values: dict[str, Parameter] = {
        "base": stretch.base,
        "rate": rate_words(stretch, book),
        "days": exact(stretch.weight) if stretch.weight != stretch.days else stretch.days,
        "amount": exact(_borne(stretch, book)),
    }
    if book.penalty.rounded_daily:
        return Text("debts.working.side_rounded", each=_of_a_day(stretch), **values)
    return Text("debts.working.side", **values)


def rate_words(stretch: Stretch, book: Book) -> Text:
    """The rate of ``stretch`` in the words of the contract, where it is the contract's."""
    rate = book.penalty.rate
    if (stretch.rate, stretch.count) == (rate.value, rate.count):
        return rate.words
    shown = as_decimal(stretch.rate).quantize(_RATE_SHOWN).normalize()
    return Text("debts.rate.day", rate=shown)
