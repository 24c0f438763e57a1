"""What the bill says: its total, its lines under their own names, how late it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, get_args

from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.web.debts.fields import Field
from qinghuan.web.debts.flow import Flow, Step, Values
from qinghuan.web.debts.flows.line_names import part_of
from qinghuan.words import Text

_ROWS: Final = 4


def _claims(values: Values) -> Iterable[Values]:
    lines = [
        {
            "name": row["line_name"] or row["line_part"] or "",
            "part": row["line_part"] or "unnamed",
            "amount": row["line_amount"],
        }
        for row in values.get("lines") or ()
        if row["line_amount"] is not None
    ]
    names = ("on", "total", "days_overdue", "oldest_unpaid_due", "not_yet_due")
    body = {name: values.get(name) for name in names}
    return [{**body, "annual_rate_shown": values.get("annual_rate_shown"), "lines": lines}]


def _answers(fact: ClaimReceived) -> Values:
    lines = [
        {"line_name": line.name, "line_part": line.part, "line_amount": line.amount}
        for line in fact.lines
    ]
    names = ("on", "total", "days_overdue", "oldest_unpaid_due", "not_yet_due", "annual_rate_shown")
    return {"lines": lines, **{name: getattr(fact, name) for name in names}}


def _faults(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    on, oldest = values.get("on"), values.get("oldest_unpaid_due")
    if on is not None and on > today:
        yield "on", Text("web_debts.fault.future")
    for place, row in enumerate(values.get("lines") or ()):
        if row["line_amount"] is None:
            yield f"line_amount-{place}", Text("web_debts.fault.line_amount")
    if on is not None and oldest is not None and oldest > on:
        yield "oldest_unpaid_due", Text("web_debts.fault.due_after_claim")


def _filled(typed: dict[str, str]) -> dict[str, str]:
    """The part of a line that its own name tells, where the person did not say."""
    filled = dict(typed)
    for name, said in typed.items():
        column, _, row = name.partition("-")
        part = part_of(said) if column == "line_name" else "unnamed"
        if part != "unnamed" and not typed.get(f"line_part-{row}"):
            filled[f"line_part-{row}"] = part
    return filled


CLAIM: Final = Flow(
    id="claim",
    kind=ClaimReceived,
    steps=(
        Step("total", (Field("on", "day", required=True), Field("total", "money", required=True))),
        Step(
            "lines",
            (
                Field("line_name", "line"),
                Field("line_amount", "money"),
                Field("line_part", "choice", "web_debts.part", get_args(Part)),
            ),
            rows=_ROWS,
        ),
        Step(
            "late",
            (
                Field("days_overdue", "whole", most=20_000),
                Field("oldest_unpaid_due", "day"),
            ),
        ),
        Step("later", (Field("not_yet_due", "money"), Field("annual_rate_shown", "share"))),
    ),
    bodies=_claims,
    answers=_answers,
    faults=_faults,
    filled=_filled,
)
