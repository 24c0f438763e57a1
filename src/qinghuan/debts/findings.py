"""What was found in a claim, each as a sentence and a request to check and explain.

Requests only: nothing here is adjusted, and no amount is called due or not due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qinghuan.debts.deviations import Deviation, Kind
from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.replay import Book
from qinghuan.money import Yuan, total
from qinghuan.words import Text

FindingKind = Literal[Kind, "charged_twice", "no_basis", "lines_do_not_sum", "unexplained"]
Match = Literal["alone", "together", "partly"]
"""How a deviation comes to the claim: by itself, with the others found, or not to the fen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference and what would explain it. Nothing is adjusted because of it."""

    kind: FindingKind
    part: Part | None
    """The part it touches; None: several, or the total."""
    names: tuple[str, ...]
    """The names of the lines it touches on the creditor's own statement."""
    amount: Yuan
    """How much the claim is higher (below zero: lower) because of it."""
    exact: bool
    """Whether it, with the others, gives the creditor's figure to the fen."""
    says: Text
    """What was found."""
    question: Text
    """What to ask the creditor, as a request to check and explain."""
    by_part: Mapping[Part, Yuan] = field(default_factory=dict)
    """``amount`` divided by part; empty where only totals can be compared."""
    entries: tuple[str, ...] = ()
    """Ids of the entries and bill lines it rests on."""
    working: Mapping[Part, tuple[Text, ...]] = field(default_factory=dict)
    """By part, what its amount is made of, to the fen."""


def names_of(claim: ClaimReceived, parts: Mapping[Part, Yuan]) -> tuple[str, ...]:
    """The statement's own names of the lines of ``parts``, each once."""
    return tuple(dict.fromkeys(line.name for line in claim.lines if line.part in parts))


def of_deviation(
    claim: ClaimReceived,
    deviation: Deviation,
    own: Book,
    *,
    effect: Mapping[Part, Yuan],
    match: Match,
) -> Finding:
    """That ``deviation`` from ``own``, the replay by the terms, adds ``effect`` to the claim."""
    amount, names = total(effect.values()), names_of(claim, effect)
    values = _values(deviation, own) | {
        "names": joined(names),
        "match": Text(f"debts.found.match.{match}"),
        "effect": Text(
            f"debts.found.effect.{'less' if amount < 0 else 'more'}", amount=abs(amount)
        ),
    }
    return Finding(
        kind=deviation.kind,
        part=next(iter(effect)) if len(effect) == 1 else None,
        names=names,
        amount=amount,
        exact=match != "partly",
        says=Text(f"debts.found.{_sentence(deviation)}", **values),
        question=Text(f"debts.question.{_sentence(deviation)}", **values),
        by_part=effect,
        entries=_entries(claim, deviation, own),
    )


def _sentence(deviation: Deviation) -> str:
    return f"{deviation.kind}.day_count" if deviation.count_unknown else deviation.kind


def of_rest(
    kind: Literal["charged_twice", "no_basis", "unexplained"],
    claim: ClaimReceived,
    part: Part | None,
    *,
    claimed: Yuan,
    ours: Yuan,
) -> Finding:
    """That ``claimed`` of ``part`` (or of the total) differs from ``ours`` after the deviations."""
    amount = claimed - ours
    by_part: dict[Part, Yuan] = {part: amount} if part else {}
    names = names_of(claim, by_part)
    sentence = kind if amount > 0 else f"{kind}.lower"
    values: dict[str, Yuan | Text] = {
        "names": joined(names) if names else part_words(part),
        "claimed": claimed,
        "ours": ours,
        "amount": abs(amount),
    }
    return Finding(
        kind=kind,
        part=part,
        names=names,
        amount=amount,
        exact=kind != "unexplained",
        says=Text(f"debts.found.{sentence}", **values),
        question=Text(f"debts.question.{sentence}", **values),
        by_part=by_part,
        entries=(claim.id,),
    )


def of_sum(claim: ClaimReceived, summed: Yuan, stated: Yuan) -> Finding:
    """The finding that the lines of ``claim`` come to ``summed`` and its total says ``stated``."""
    values = {"summed": summed, "stated": stated, "amount": abs(stated - summed)}
    return Finding(
        kind="lines_do_not_sum",
        part=None,
        names=tuple(dict.fromkeys(line.name for line in claim.lines)),
        amount=stated - summed,
        exact=True,
        says=Text("debts.found.lines_do_not_sum", **values),
        question=Text("debts.question.lines_do_not_sum", **values),
        entries=(claim.id,),
    )


def joined(names: tuple[str, ...]) -> Text:
    """The statement's names, quoted and joined."""
    if not names:
        return Text("debts.names.total")
    words = Text("debts.names.one", name=names[0])
    for name in names[1:]:
        words = Text("debts.names.and", before=words, name=name)
    return words


def part_words(part: Part | None) -> Text:
    """The plain word for a part."""
    return Text(f"debts.part.{part}") if part else Text("debts.names.total")


def bearing_words(bearing: frozenset[Part]) -> Text:
    """The parts on which a penalty is computed, joined."""
    parts = sorted(bearing, key=lambda part: part != "principal")
    words = part_words(parts[0])
    for part in sorted(parts[1:]):
        words = Text("debts.part.and", before=words, part=part_words(part))
    return words


def _values(deviation: Deviation, own: Book) -> dict[str, Text | Yuan | int | str]:
    values: dict[str, Text | Yuan | int | str] = {
        "days": abs(deviation.days),
        "grace": own.penalty.grace,
        "own": own.penalty.rate.words,
        "base": bearing_words(own.penalty.bearing),
    }
    if deviation.payments:
        values["payments"] = _payment_words(deviation)
    if deviation.bearing:
        values["wider"] = bearing_words(deviation.bearing - own.penalty.bearing)
    if deviation.changes:
        values["changes"] = _change_words(deviation)
    if deviation.rate:
        values["other"] = deviation.rate.words
    return values


def _payment_words(deviation: Deviation) -> Text:
    first, *others = deviation.payments
    words = Text("debts.payment", day=first.on, amount=first.amount)
    for other in others:
        words = Text(
            "debts.payment.and",
            before=words,
            next=Text("debts.payment", day=other.on, amount=other.amount),
        )
    return words


def _change_words(deviation: Deviation) -> Text:
    first, *others = (Text("debts.change.of_day", day=one.on) for one in deviation.changes)
    words = first
    for other in others:
        words = Text("debts.payment.and", before=words, next=other)
    return words


def _entries(claim: ClaimReceived, deviation: Deviation, own: Book) -> tuple[str, ...]:
    sources = [source for payment in deviation.payments for source in payment.sources]
    sources += [change.id for change in deviation.changes]
    terms = [] if sources else [own.penalty.rate.entry]
    return tuple(dict.fromkeys(entry for entry in (claim.id, *sources, *terms) if entry))
