"""An offer that came: accept, counter with numbers, or refuse (docs/rules/review.md).

It is put through the same months as ours and set beside our bottom line. What it leaves
open is asked first: nothing is accepted on a guess. Internal, but for the sentence to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qinghuan import policy
from qinghuan.explained import Explained
from qinghuan.money import ZERO, Yuan, total
from qinghuan.plans.offers import WANTED, Household, Offer, Offers
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.world import Outlook, outlook
from qinghuan.words import Text

Verdict = Literal["accept", "counter", "refuse", "ask"]


@dataclass(frozen=True, slots=True)
class Row:
    """One payment they ask for. Yuan."""

    due: date
    amount: Yuan


@dataclass(frozen=True, slots=True)
class Theirs:
    """Their offer as it was said or written; at least one row."""

    rows: tuple[Row, ...]
    asked: Yuan
    """What they claim without it."""
    penalty_stops: bool | None = None
    """Whether nothing more is charged while the rows are paid; None: not said."""
    stated_total: Yuan | None = None
    """The sum they name for it, where they name one."""
    rest_waived: bool | None = None
    """Whether what the rows do not cover is given up; None: not said."""


@dataclass(frozen=True, slots=True)
class Review:
    """What their offer comes to, and what to answer."""

    verdict: Verdict
    total: Explained[Yuan]
    saved: Explained[Yuan]
    """Less than they ask without it; below zero where it is more."""
    heaviest: Row
    outlook: Outlook | None
    reasons: tuple[Text, ...]
    questions: tuple[Text, ...]
    """What to have written down before anything is agreed."""
    counter: Offer | None
    """Of ours, what to answer with."""
    says: Text
    """The sentence to say."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Our side: the offers for the same debt, what it may take, what others get meanwhile."""

    household: Household
    offers: Offers | None
    """None where nothing can be offered for it: no surplus, or something else comes first."""
    above_line: Explained[Yuan] | None = None
    """Of what they claim, what lies above the line of law; None where that is not known."""

    @property
    def share(self) -> Yuan:
        """What this debt may take in a month."""
        return self.offers.share if self.offers is not None else ZERO

    @property
    def beside(self) -> tuple[Instalment, ...]:
        """What the other debts get meanwhile."""
        return self.offers.beside if self.offers is not None else ()

    @property
    def last(self) -> Offer | None:
        """Our bottom line."""
        return self.offers.offers[-1] if self.offers and self.offers.offers else None

    @property
    def target(self) -> Offer | None:
        """What to answer with: the target, else the bottom line."""
        made = self.offers.offers if self.offers else ()
        return next((one for one in made if one.role == "target"), self.last)


def review(theirs: Theirs, ours: Ours, *, seed: int) -> Review:
    """Their offer beside ours, and the answer."""
    rows = [*_instalments(theirs.rows), *ours.beside]
    seen = outlook(ours.household.statement, ours.household.affordable, rows, seed=seed)
    judged = _Judged(theirs, ours, seen)
    verdict = judged.verdict
    counter = ours.target if verdict == "counter" else None
    whole, saved = judged.whole, theirs.asked - judged.whole
    said = Text("agreement.formula.total", count=len(theirs.rows), amount=whole)
    less = Text("agreement.formula.saved", asked=theirs.asked, total=whole, amount=saved)
    return Review(
        verdict=verdict,
        total=Explained(whole, said),
        saved=Explained(saved, less),
        heaviest=judged.heaviest,
        outlook=seen,
        reasons=tuple(judged.reasons()),
        questions=tuple(judged.questions()),
        counter=counter,
        says=_sentence(judged, counter),
    )


def _instalments(rows: Sequence[Row]) -> list[Instalment]:
    ordered = sorted(rows, key=lambda row: row.due)
    return [
        Instalment(place, row.due, row.amount, row.amount, ZERO)
        for place, row in enumerate(ordered, start=1)
    ]


@dataclass(frozen=True, slots=True)
class _Judged:
    """Their offer with everything it is judged by."""

    theirs: Theirs
    ours: Ours
    seen: Outlook | None

    @property
    def whole(self) -> Yuan:
        """What the rows sum to."""
        return total(row.amount for row in self.theirs.rows)

    @property
    def heaviest(self) -> Row:
        """The largest row."""
        return max(self.theirs.rows, key=lambda row: row.amount)

    @property
    def verdict(self) -> Verdict:
        """Never yes to what cannot be kept, to what is dearer, or to what is open."""
        ours = self.ours.last
        if self.heavy or self.unlikely or self.dearer:
            return "counter" if ours else "refuse"
        if any(True for _ in self.questions()):
            return "ask"
        above = ours is not None and self.whole > ours.option.total.value
        return "counter" if above else "accept"

    @property
    def heavy(self) -> bool:
        """Whether a row is above what this debt may take."""
        return self.heaviest.amount > self.ours.share

    @property
    def unlikely(self) -> bool:
        """Whether it is kept less often than a bottom line has to be."""
        return self.seen is None or self.seen.chance.value < policy.assumption(WANTED).low

    @property
    def dearer(self) -> bool:
        """Whether it comes to more than they ask without it."""
        return self.whole > self.theirs.asked

    def reasons(self) -> Iterator[Text]:
        """What speaks for and against it."""
        share, row = self.ours.share, self.heaviest
        name = "heavy" if self.heavy else "fits"
        yield Text(f"agreement.reason.{name}", amount=row.amount, share=share, day=row.due)
        if self.seen is not None:
            yield self.seen.chance.formula
        if self.unlikely:
            yield Text("agreement.reason.unlikely", wanted=policy.assumption(WANTED).low)
        if self.dearer:
            yield Text("agreement.reason.dearer", amount=self.whole - self.theirs.asked)
        if self.ours.last is not None:
            line = self.ours.last.option.total.value
            name = "no_worse" if self.whole <= line else "above_line"
            yield Text(f"agreement.reason.{name}", line=line, amount=self.whole)
        yield from self._law()

    def _law(self) -> Iterator[Text]:
        """What of the sum a court may reduce on request; it never means that it is not owed."""
        above = self.ours.above_line
        if above is None or not above.value:
            return
        still = above.value - max(self.theirs.asked - self.whole, ZERO)
        if still > ZERO:
            source = above.parameters[0] if above.parameters else None
            number = (source.source.number or source.source.title) if source else ""
            yield Text("agreement.reason.law", amount=still, number=number)

    def questions(self) -> Iterator[Text]:
        """What is not said yet, or does not add up."""
        theirs, whole = self.theirs, self.whole
        if theirs.stated_total is not None and theirs.stated_total != whole:
            yield Text("agreement.ask.sum", stated=theirs.stated_total, summed=whole)
        if not theirs.penalty_stops:
            yield Text("agreement.ask.penalty")
        if not theirs.rest_waived and whole < theirs.asked:
            yield Text("agreement.ask.rest", amount=theirs.asked - whole)


def _sentence(judged: _Judged, counter: Offer | None) -> Text:
    """Too heavy a row and too large a sum are two things to say."""
    if counter is None:
        return Text(f"agreement.say.{judged.verdict}")
    option = counter.option
    why = "counter" if judged.heavy or judged.unlikely else "counter_sum"
    return Text(
        f"agreement.say.{why}",
        rows=Text(
            f"agreement.say.rows.{option.shape}",
            first=option.first_date,
            amount=option.monthly.value,
            months=option.months,
        ),
        total=option.total.value,
        theirs=judged.whole,
    )
