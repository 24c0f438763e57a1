"""Twelve months as a picture and as its table: income by source stacked, what must be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from qinghuan.household.affordable import Affordable
from qinghuan.household.incomes import IncomeLine
from qinghuan.household.spreading import MONTHS, YEAR
from qinghuan.household.statement import HouseholdStatement
from qinghuan.money import ZERO, Yuan, total
from qinghuan.web.charts import Chart, Series
from qinghuan.words import Language, Text, say

ROOM: Final = "web_household"


@dataclass(frozen=True, slots=True)
class Row:
    """One calendar month of an average year."""

    month: Text
    parts: Sequence[Yuan]
    """By source, in the order of the columns."""
    income: Yuan
    kept: Yuan | None
    left: Yuan | None
    season: str
    """``strong``, ``weak`` or nothing."""
    tight: bool
    """Whether an even payment must be carried by earlier months."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The coming twelve months."""

    columns: Sequence[Text]
    rows: Sequence[Row]
    sums: Sequence[Yuan]
    income: Yuan
    kept: Yuan | None
    left: Yuan | None
    chart: Chart


def named(line: IncomeLine) -> Text:
    """The source, with what the person calls it."""
    source = Text(f"household.income.{line.source}")
    if line.name:
        return Text(f"{ROOM}.income_named", source=source, name=line.name)
    return Text("view.income.on_bills", source=source) if line.origin == "bills" else source


def coming(this_month: int) -> list[int]:
    """The twelve calendar months, next month first."""
    return [(this_month + step) % YEAR + 1 for step in range(len(MONTHS))]


def picture(
    statement: HouseholdStatement, can_pay: Affordable, language: Language
) -> Picture | None:
    """The picture; None where no income is known."""
    if statement.income is None:
        return None
    lines = [line for line in statement.incomes if line.used and any(line.by_month.values())]
    order = coming(statement.today.month)
    rows = [_row(month, lines, statement, can_pay) for month in order]
    kept = can_pay.kept_by_month
    return Picture(
        columns=[named(line) for line in lines],
        rows=rows,
        sums=[total(line.by_month.values()) for line in lines],
        income=total(row.income for row in rows),
        kept=total(kept.values()) if kept else None,
        left=total(can_pay.surplus_by_month.values()) if kept else None,
        chart=_chart(order, lines, kept, language),
    )


def _row(
    month: int, lines: Sequence[IncomeLine], statement: HouseholdStatement, can_pay: Affordable
) -> Row:
    strong = month in statement.strong_months
    weak = month in statement.weak_months
    return Row(
        month=Text(f"{ROOM}.month.{month}"),
        parts=[line.by_month[month] for line in lines],
        income=statement.income_by_month.get(month, ZERO),
        kept=can_pay.kept_by_month.get(month),
        left=can_pay.surplus_by_month.get(month),
        season="strong" if strong else "weak" if weak else "",
        tight=can_pay.path == "can_pay" and month in can_pay.low_months,
    )


def _chart(
    order: Sequence[int],
    lines: Sequence[IncomeLine],
    kept: Mapping[int, Yuan],
    language: Language,
) -> Chart:
    bars = [
        Series(named(line), [line.by_month[month] for month in order], stack="income")
        for line in lines
    ]
    line = Series(Text(f"{ROOM}.kept"), [kept.get(month) for month in order], line=True)
    return Chart(
        id="household-months",
        kind="bars",
        title=Text(f"{ROOM}.picture"),
        labels=[say(Text(f"{ROOM}.month.{month}"), language) for month in order],
        series=[*bars, line] if kept else bars,
        language=language,
    )
