"""A claim is checked, not believed: by part, with the reason found (docs/rules/reconcile.md).

    claim, terms, facts → our figure on the same day → the difference by part
        → the simplest hypothesis that gives the claim to the fen → one question each

What no hypothesis explains stays as an unexplained rest, and is asked for too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from qinghuan.debts.deviations import Hypothesis, hypotheses, supposed
from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.findings import (
    Finding,
    FindingKind,
    Match,
    names_of,
    of_deviation,
    of_rest,
    of_sum,
    part_words,
)
from qinghuan.debts.ledger import PARTS, Open, Owed, owed
from qinghuan.debts.replay import Book, fee_of
from qinghuan.debts.working import worked_out
from qinghuan.errors import RuleError
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, total
from qinghuan.words import Text

__all__ = ["Comparison", "Finding", "FindingKind", "PartCompared", "compare"]

Target: TypeAlias = Part | None
"""What a hypothesis must reproduce: a part of the claim; None: the total of a bare claim."""


@dataclass(frozen=True, slots=True)
class PartCompared:
    """One part of the claim beside our figure."""

    part: Part
    names: tuple[str, ...]
    """As on the creditor's own statement, in its order; empty when the claim has no such line."""
    claimed: Yuan
    ours: Explained[Yuan] | None
    """None when the terms do not settle it."""
    difference: Yuan | None
    """Claimed less ours."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim, our figure on the same day, and why they differ."""

    debt: str
    claim: ClaimReceived | None
    """None: there is no claim to compare; every figure is then empty."""
    owed: Owed
    """Our figure on the day of the claim."""
    parts: tuple[PartCompared, ...] = ()
    """Empty when the claim states a total alone."""
    claimed: Yuan | None = None
    """The claim's total as stated."""
    ours: Yuan | None = None
    """What the terms give for the same; None when a part is open."""
    difference: Yuan | None = None
    """Claimed less ours."""
    findings: tuple[Finding, ...] = ()
    """The largest effect first; together they make up ``difference``."""

    @property
    def disputed(self) -> tuple[Finding, ...]:
        """The findings by which the claim is too high."""
        return tuple(finding for finding in self.findings if finding.amount > 0)

    @property
    def unexplained(self) -> Yuan:
        """What no known deviation explains."""
        return total(found.amount for found in self.findings if found.kind == "unexplained")


@dataclass(frozen=True, slots=True)
class _Fit:
    """One hypothesis against the claim."""

    hypothesis: Hypothesis
    book: Book
    rests: Mapping[Target, Yuan]
    """Claimed less supposed, where they differ."""
    twice: frozenset[Target]
    """Where the rest is one charge counted again."""

    @property
    def rank(self) -> tuple[int, int]:
        """Fewest open rests, then the simplest."""
        weight = sum(deviation.weight for deviation in self.hypothesis)
        return len(self.rests) - len(self.twice), weight + len(self.twice)


def compare(debt: DebtFacts, ours: Owed | None = None) -> Comparison:
    """The latest claim on ``debt`` beside what the terms give on the day of the claim.

    ``ours`` is used when it is of that day, else computed; without a claim it is needed.
    """
    claim = debt.claim
    if claim is None:
        if ours is None:
            raise RuleError("without a claim there is no day to compare on")
        return Comparison(debt.id, None, ours)
    if ours is None or ours.on != claim.on:
        ours = owed(debt, claim.on)
    if ours.book is None:
        return Comparison(debt.id, claim, ours, claimed=claim.total)
    later = _later(claim, ours)
    targets = _targets(claim, ours, later)
    fit = _best(debt, claim, ours.book, targets)
    summed = _sums(claim, later)
    findings = [*_deviation_findings(debt, claim, fit, ours.book, targets)]
    findings += _rest_findings(debt, claim, fit, ours.book, targets)
    findings += [of_sum(claim, summed, claim.total)] if summed not in {None, claim.total} else []
    findings.sort(key=lambda found: -abs(found.amount))
    total_ours = None if _unsettled(ours) else ours.total + later
    return Comparison(
        debt=debt.id,
        claim=claim,
        owed=ours,
        parts=_parts(claim, ours, findings),
        claimed=claim.total,
        ours=total_ours,
        difference=claim.total - total_ours if total_ours is not None else None,
        findings=tuple(findings),
    )


def _unsettled(ours: Owed) -> list[Open]:
    """What nothing can be compared with.

    Where only the day count is missing there are two figures close to each other: the lower
    one is compared, and that the other one is meant is a deviation like any other.
    """
    return [gap for gap in ours.open if gap.about != "day_count"]


def _later(claim: ClaimReceived, ours: Owed) -> Yuan:
    """Principal not yet due that the claim's total holds beside its lines."""
    stated = claim.not_yet_due or ZERO
    if claim.lines:
        return stated if claim.total == _lines(claim) + stated else ZERO
    return stated if stated and claim.total >= ours.total + stated else ZERO


def _lines(claim: ClaimReceived) -> Yuan:
    return total(line.amount for line in claim.lines)


def _sums(claim: ClaimReceived, later: Yuan) -> Yuan | None:
    """What the lines come to; None for a claim without lines."""
    return _lines(claim) + later if claim.lines else None


def _targets(claim: ClaimReceived, ours: Owed, later: Yuan) -> dict[Target, Yuan]:
    """What is claimed of each part the terms settle; of a bare claim the total due."""
    if not claim.lines:
        return {} if _unsettled(ours) else {None: claim.total - later}
    unsettled = {gap.part for gap in _unsettled(ours)}
    named = {line.part for line in claim.lines} | set(ours.parts)
    return {
        part: total(line.amount for line in claim.lines if line.part == part)
        for part in PARTS
        if part in named - unsettled
    }


def _best(
    debt: DebtFacts, claim: ClaimReceived, book: Book, targets: Mapping[Target, Yuan]
) -> _Fit:
    """The hypothesis that leaves the fewest parts open, and of those the simplest.

    One that changes a part without bringing it to the claim's figure explains nothing,
    however near it comes: that would be an accusation by chance.
    """
    best = _fit(debt, claim, (), book, targets)
    if not best.rests:
        return best
    for hypothesis in hypotheses(debt, claim, book):
        other = supposed(debt, book.penalty, claim.on, hypothesis)
        fit = _fit(debt, claim, hypothesis, other, targets)
        missed = fit.rests.keys() - fit.twice
        if all(_left(other, target) == _left(book, target) for target in missed):
            best = min(best, fit, key=lambda one: one.rank)
    return best


def _fit(
    debt: DebtFacts,
    claim: ClaimReceived,
    hypothesis: Hypothesis,
    book: Book,
    targets: Mapping[Target, Yuan],
) -> _Fit:
    left = {target: _left(book, target) for target in targets}
    rests = {target: targets[target] - left[target] for target in targets}
    rests = {target: rest for target, rest in rests.items() if rest}
    twice = frozenset(
        target for target, rest in rests.items() if rest in _countable(debt, claim, book, target)
    )
    return _Fit(hypothesis, book, rests, twice)


def _left(book: Book, target: Target) -> Yuan:
    return book.left(target) if target else total(book.left(part) for part in PARTS)


def _countable(debt: DebtFacts, claim: ClaimReceived, book: Book, target: Target) -> set[Yuan]:
    """The charges of ``target`` that can have been counted twice."""
    same = [line.amount for line in claim.lines if line.part == target]
    amounts = {amount for amount in same if same.count(amount) > 1} | {_left(book, target)}
    for place, due in enumerate(debt.due):
        if due.on <= claim.on and target in {"instalment_fee", None}:
            amounts.add(fee_of(debt, place))
        if due.on <= claim.on and target == "interest":
            amounts.add(due.interest or ZERO)
    return amounts - {ZERO}


def _deviation_findings(
    debt: DebtFacts,
    claim: ClaimReceived,
    fit: _Fit,
    own: Book,
    targets: Mapping[Target, Yuan],
) -> Iterator[Finding]:
    """One finding a deviation; each takes the effect it adds to those before it."""
    before = own
    compared = set(PARTS) if None in targets else {part for part in PARTS if part in targets}
    for count, deviation in enumerate(fit.hypothesis, start=1):
        after = supposed(debt, own.penalty, claim.on, fit.hypothesis[:count])
        effect = {part: after.left(part) - before.left(part) for part in PARTS if part in compared}
        effect = {part: amount for part, amount in effect.items() if amount}
        found = of_deviation(claim, deviation, own, effect=effect, match=_match(fit, effect))
        days = deviation.days if deviation.kind in {"more_days", "fewer_days"} else 0
        yield replace(
            found, working={part: worked_out(before, after, part, days) for part in effect}
        )
        before = after


def _match(fit: _Fit, effect: Mapping[Part, Yuan]) -> Match:
    """Whether a deviation with this ``effect`` comes to the claim's figure alone."""
    rests = [part for part in (*effect, None) if part in fit.rests]
    if any(part not in fit.twice for part in rests):
        return "partly"
    return "together" if rests or len(fit.hypothesis) > 1 else "alone"


def _rest_findings(
    debt: DebtFacts, claim: ClaimReceived, fit: _Fit, own: Book, targets: Mapping[Target, Yuan]
) -> Iterator[Finding]:
    for target, rest in fit.rests.items():
        ours = _left(fit.book, target)
        known = target in fit.twice
        without_basis = target is not None and not ours and rest == targets[target] > 0
        found = of_rest(
            "charged_twice" if known else "no_basis" if without_basis else "unexplained",
            claim,
            target,
            claimed=targets[target],
            ours=ours,
        )
        lines = _rest_worked_out(debt, claim, found, ours=ours, own=_left(own, target))
        yield replace(found, working={target: tuple(lines)} if target else {})


def _rest_worked_out(
    debt: DebtFacts, claim: ClaimReceived, found: Finding, *, ours: Yuan, own: Yuan
) -> Iterator[Text]:
    claimed, amount = ours + found.amount, found.amount
    yield Text("debts.working.rest", claimed=claimed, ours=ours, amount=amount)
    if ours != own:
        yield Text("debts.working.of_ours", ours=ours, own=own, others=ours - own)
    if found.kind != "charged_twice" or found.part is None:
        return
    for place, due in enumerate(debt.due):
        stated = {"instalment_fee": fee_of(debt, place), "interest": due.interest or ZERO}
        if due.on <= claim.on and stated.get(found.part) == amount:
            words = part_words(found.part)
            yield Text("debts.working.charge", day=due.on, part=words, amount=amount)
            return


def _parts(claim: ClaimReceived, ours: Owed, findings: list[Finding]) -> tuple[PartCompared, ...]:
    if not claim.lines:
        return ()
    named = {line.part for line in claim.lines} | set(ours.parts)
    named |= {gap.part for gap in ours.open if gap.least}
    return tuple(_part(claim, ours, part, findings) for part in PARTS if part in named)


def _part(claim: ClaimReceived, ours: Owed, part: Part, findings: list[Finding]) -> PartCompared:
    claimed = total(line.amount for line in claim.lines if line.part == part)
    settled = all(gap.part != part for gap in _unsettled(ours))
    near = next((gap.low for gap in ours.open if gap.part == part), None)
    figure = near or ours.parts.get(part, Explained(ZERO, Text("debts.formula.nothing")))
    return PartCompared(
        part=part,
        names=names_of(claim, {part: claimed}),
        claimed=claimed,
        ours=figure if settled else None,
        difference=claimed - figure.value if settled else None,
        findings=tuple(found for found in findings if part in found.by_part),
    )
