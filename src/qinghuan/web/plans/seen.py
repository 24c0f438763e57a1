"""What every page of plans shows: a chance in plain words, months as a chart and a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import SEED, household_of
from qinghuan.money import Yuan
from qinghuan.plans.offers import WANTED, Offers
from qinghuan.plans.own import Burden
from qinghuan.plans.schedule import Instalment
from qinghuan.plans.world import Draw, InHand, Outlook, Stage, months_of
from qinghuan.policy.products import called
from qinghuan.store.reading import CaseSummary
from qinghuan.web.charts import Chart, Series
from qinghuan.web.memory import head_of, remembered
from qinghuan.words import Language, Text, say

OF_TEN: Final = 10
STEP: Final = 24
"""Months by which the common paths grow, so that similar plans share them."""


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance as people speak of one: so many times out of ten, and how sure that is."""

    level: Text
    times: Text
    range: Text


def chance(seen: Outlook) -> Chance:
    """``seen`` in plain words, with both ends of the assumptions."""
    wanted, value = policy.assumption(WANTED), seen.chance.value
    steps = (("firm", wanted.high), ("fair", wanted.central), ("thin", wanted.low))
    level = next((name for name, least in steps if value >= least), "breaks")
    return Chance(
        level=Text(f"web_plans.chance.{level}"),
        times=Text("web_plans.chance.times", times=_of_ten(value)),
        range=Text(
            "web_plans.chance.range", low=_of_ten(seen.cautious), high=_of_ten(seen.hopeful)
        ),
    )


def _of_ten(share: Decimal) -> int:
    return int((share * OF_TEN).quantize(Decimal(1), ROUND_HALF_UP))


def stage_for(
    case: CaseSummary, assessment: Assessment, rows: Sequence[Instalment]
) -> Stage | None:
    """The common paths on which the offers are played too; kept while nothing changes."""
    home = household_of(assessment)
    needed = months_of(rows, Stage.begins_for(home.statement))
    months = -(-needed // STEP) * STEP

    def drawn() -> Stage | None:
        return Stage.of(home.statement, home.affordable, months, Draw(SEED))

    today = assessment.today
    key = ("plans.stage", case.id, head_of(case.id), today, policy.digest(), months)
    return remembered(key, drawn)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One line of a table of months."""

    month: Text
    amounts: tuple[Yuan, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and the table that says the same."""

    chart: Chart
    heads: tuple[Text | str, ...]
    rows: tuple[MonthRow, ...]


def month_name(month: date) -> Text:
    """A month as people write it."""
    return Text("web_plans.month", month=month)


def short_month(month: date) -> str:
    """A month below a chart."""
    return f"{month.year % 100:02d}/{month.month}"


def burden_picture(burden: Sequence[Burden], language: Language, id: str) -> Picture:
    """The rows beside what each month leaves."""
    heads = tuple(Text(f"web_plans.burden.{name}") for name in ("due", "left", "after"))
    chart = Chart(
        id=id,
        kind="bars",
        title=Text("web_plans.burden"),
        labels=[short_month(one.month) for one in burden],
        series=(
            Series(heads[0], [one.due for one in burden]),
            Series(heads[1], [one.left for one in burden], line=True),
        ),
        language=language,
    )
    rows = (MonthRow(month_name(one.month), (one.due, one.left, one.after)) for one in burden)
    return Picture(chart, heads, tuple(rows))


def fan_picture(months: Sequence[InHand], language: Language, id: str) -> Picture:
    """Money in hand: low, middle and high."""
    heads = tuple(Text(f"web_plans.fan.{name}") for name in ("low", "middle", "high"))
    chart = Chart(
        id=id,
        kind="fan",
        title=Text("web_plans.fan"),
        labels=[short_month(one.month) for one in months],
        series=(
            Series(heads[0], [one.low for one in months], role="low"),
            Series(heads[1], [one.middle for one in months], role="middle"),
            Series(heads[2], [one.high for one in months], role="high"),
        ),
        language=language,
        band=Text("web_plans.fan.band"),
    )
    rows = (MonthRow(month_name(one.month), (one.low, one.middle, one.high)) for one in months)
    return Picture(chart, heads, tuple(rows))


def names(assessment: Assessment) -> Mapping[str, Text | str]:
    """What the person calls each debt, by its id."""
    return {debt.facts.id: called(debt.facts.disclosed) for debt in assessment.debts}


def to_choose(debts: Mapping[str, Text | str], language: Language) -> list[tuple[str, str]]:
    """The debts as the choices of a field."""
    return [
        (debt, say(called, language) if isinstance(called, Text) else called)
        for debt, called in debts.items()
    ]


def to_talk_about(assessment: Assessment) -> list[DebtAssessment]:
    """The late debts for which a plan can be tried."""
    return [
        debt
        for debt in assessment.debts
        if debt.owed.overdue and debt.limitation.standing != "stop"
    ]


def due_unknown(assessment: Assessment) -> list[DebtAssessment]:
    """The debts no plan can be made for until it is recorded what fell due when."""
    return [
        debt for debt in assessment.debts if debt.due_unknown and debt.limitation.standing != "stop"
    ]


def stopped(assessment: Assessment) -> list[DebtAssessment]:
    """The debts for which legal advice comes first."""
    return [debt for debt in assessment.debts if debt.limitation.standing == "stop"]


def beside(made: Sequence[Offers], debt: str) -> tuple[Instalment, ...]:
    """What the other debts get meanwhile."""
    return next((one.beside for one in made if one.debt == debt), ())


def hotline(assessment: Assessment) -> str:
    """The number of free legal advice."""
    found = policy.look_up("hotlines.legal_aid", assessment.today)
    return found.string if isinstance(found, policy.Sourced) else ""


def assumed(figures: Sequence[str]) -> Iterator[policy.Assumption]:
    """The assumptions of ``figures``, each once."""
    for name in dict.fromkeys(figures):
        yield policy.assumption(name)
