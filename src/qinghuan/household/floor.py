"""The floor: what a household of this size and place must keep before it pays a debt.

Lower bound: the minimum living allowance (低保) of the place × members, and the heating
relief over the months of heating. Guide band per category: mean consumption per person of
the place × the national share of the category × members. Figures that stand in for others
say so; where none stands, there is a question. The rule and its sources:
docs/rules/household.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from qinghuan import policy
from qinghuan.errors import Problem, RuleError
from qinghuan.explained import Explained
from qinghuan.household.categories import CATEGORIES, Category
from qinghuan.household.entries import Place, Residence
from qinghuan.household.spreading import YEAR, spread
from qinghuan.money import ZERO, Yuan, rounded
from qinghuan.policy import Gap, Sourced
from qinghuan.words import Text

LineState = Literal["within", "explain", "too_thin"]
"""Within the band / outside it, so say why / too thin to last (撑不久)."""
Area = Literal["urban", "rural"]

ASSUMED: Final = ("household.thin_share", "household.band_low", "household.band_high")


@dataclass(frozen=True, slots=True)
class Band:
    """What households of this size and place spend on one category, yuan a month."""

    category: Category
    guide: Explained[Yuan]
    thin: Yuan
    """Below it a household does not last."""
    low: Yuan
    high: Yuan
    absurd: Yuan
    """Above it the amount is probably a slip of the pen."""

    def state(self, amount: Yuan) -> LineState:
        """How ``amount`` a month stands to the band."""
        if amount < self.thin:
            return "too_thin"
        return "within" if self.low <= amount <= self.high else "explain"


@dataclass(frozen=True, slots=True)
class Floor:
    """What the household must keep, as far as published figures tell."""

    members: int
    bound: Explained[Yuan] | None
    """Lower bound a month without heating; None where no figure stands for the place."""
    heating: Mapping[int, Yuan]
    """Calendar month → what heating adds to the bound; empty where not known."""
    heating_months: tuple[int, ...]
    """Empty: not known, and ``heating`` is spread over the year."""
    bands: Mapping[Category, Band]
    """Empty where no figure stands for the place."""
    notes: tuple[Text, ...]
    """Which figures stand in for others."""
    questions: tuple[Text, ...]
    problems: tuple[Problem, ...]
    """Figures that are old."""

    def least(self, month: int) -> Yuan:
        """The lower bound in calendar ``month``; zero where none is known."""
        return (self.bound.value if self.bound else ZERO) + self.heating.get(month, ZERO)

    @property
    def parameters(self) -> tuple[Sourced, ...]:
        """The figures of the lower bound."""
        return self.bound.parameters if self.bound else ()


def floor(
    place: Place,
    residence: Residence,
    members: int,
    *,
    today: date,
    heating_months: Sequence[int] = (),
) -> Floor:
    """The floor of a household of ``members`` living at ``place``.

    ``heating_months`` are those the person names; without them policy decides. Raises
    :class:`RuleError` for a household of nobody.
    """
    if members < 1:
        raise RuleError(f"a household has at least one member, got {members}")
    area: Area = "urban" if residence == "urban" else "rural"
    figures = _Figures(today)
    months = tuple(sorted(set(heating_months))) or figures.months("seasons.heating_months")
    here = place != "elsewhere"
    bound = _bound(figures, area, members) if here else None
    heating = _heating(figures, area, months) if here else {}
    bands = _bands(figures, place, area, members)
    if bound is None:
        figures.questions.append(Text("household.question.allowance"))
    return Floor(
        members=members,
        bound=bound,
        heating=heating,
        heating_months=months,
        bands=bands,
        notes=tuple(_notes(place, residence, area, bands)),
        questions=tuple(dict.fromkeys(figures.questions)),
        problems=tuple(figures.stale(today)),
    )


class _Figures:
    """Looks figures up, and keeps what was asked: the sourced ones and the gaps."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.used: list[Sourced] = []
        self.questions: list[Text] = []

    def get(self, name: str) -> Sourced | None:
        found = policy.look_up(name, self.today)
        if isinstance(found, Gap):
            self.questions.append(found.question)
            return None
        self.used.append(found)
        return found

    def months(self, name: str) -> tuple[int, ...]:
        found = self.get(name)
        return found.numbers if found else ()

    def stale(self, today: date) -> list[Problem]:
        """One warning for each figure that should have been looked at again."""
        return [
            Problem(
                "household.old_figure",
                Text("household.problem.old_figure", title=used.title, day=used.review_after),
                f"/policy/{used.name}",
                Text("household.mend.old_figure"),
                "notice",
            )
            for used in self.used
            if used.stale_on(today)
        ]


def _bound(figures: _Figures, area: Area, members: int) -> Explained[Yuan] | None:
    found = figures.get(f"qinghai.{area}_minimum_allowance")
    if found is None:
        return None
    a_month = found.decimal if area == "urban" else rounded(found.decimal / YEAR)
    return Explained(
        value=a_month * members,
        formula=Text("household.formula.bound", allowance=a_month, members=members),
        inputs={"allowance": a_month, "members": members},
        parameters=(found,),
    )


def _heating(figures: _Figures, area: Area, months: tuple[int, ...]) -> dict[int, Yuan]:
    found = figures.get("qinghai.heating_relief")
    return spread(found.table[area], months) if found else {}


def _bands(figures: _Figures, place: Place, area: Area, members: int) -> dict[Category, Band]:
    name = "national" if place == "elsewhere" else "qinghai.xining"
    separator = "." if place == "elsewhere" else "_"
    mean = figures.get(f"{name}{separator}consumption_per_person_year")
    shares = figures.get("national.consumption_shares")
    if mean is None or shares is None:
        return {}
    yearly = mean.table.get(area, mean.table["all"])
    return {category: _band(category, yearly, members, (mean, shares)) for category in CATEGORIES}


def _band(category: Category, yearly: Yuan, members: int, sources: tuple[Sourced, Sourced]) -> Band:
    share = sources[1].table[category]
    guide = Explained(
        value=rounded(yearly * share * members / YEAR),
        formula=Text("household.formula.guide", yearly=yearly, share=share, members=members),
        inputs={"yearly": yearly, "share": share, "members": members},
        parameters=sources,
        assumptions=ASSUMED,
    )

    def at(name: str) -> Yuan:
        return rounded(guide.value * policy.assumption(f"household.{name}").central)

    return Band(
        category=category,
        guide=guide,
        thin=at("thin_share"),
        low=at("band_low"),
        high=at("band_high"),
        absurd=at("absurd_multiple"),
    )


def _notes(
    place: Place, residence: Residence, area: Area, bands: Mapping[Category, Band]
) -> Iterator[Text]:
    """Which figure stands in for another, one sentence each."""
    if bands:
        yield Text("household.note.national_shares")
        mean = bands["other"].guide.parameters[0]
        if place == "elsewhere":
            yield Text("household.note.national_stands_in")
        elif place != "xining":
            yield Text("household.note.xining_stands_in")
        if area not in mean.table:
            yield Text("household.note.all_stands_in")
    if residence == "pastoral":
        yield Text("household.note.rural_stands_in")
