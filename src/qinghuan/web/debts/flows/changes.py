"""What the creditor granted, and what changed in the debt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final, get_args

from qinghuan.debts.changes import EVERYTHING_THAT_ACCRUES, DebtChanged, ReliefGranted
from qinghuan.debts.entries import Part
from qinghuan.web.debts.fields import Field, Typed
from qinghuan.web.debts.flow import Flow, Step, Values
from qinghuan.words import Text

RELIEFS: Final = ("waived", "written_down", "frozen", "holiday", "settled")
CHANGES: Final = ("rate", "accelerated", "assigned", "postponed", "reaged", "reamortised")
_DAY: Final = Field("on", "day", required=True)


def _when(name: str, *chosen: str) -> Callable[[Typed], bool]:
    return lambda typed: typed.get(name) in chosen


def _reliefs(values: Values) -> Iterable[Values]:
    kind = values.get("relief")
    relief: dict[str, Any] = {"type": kind}
    if kind == "waived":
        relief |= {"part": values.get("part"), "amount": values.get("amount")}
    if kind == "written_down":
        relief["amount"] = values.get("written_down")
    if kind == "frozen":
        what = tuple(part for part in EVERYTHING_THAT_ACCRUES if values.get(f"stops_{part}"))
        relief |= {"until": values.get("until"), "what": what or EVERYTHING_THAT_ACCRUES}
    if kind == "holiday":
        relief |= {"until": values.get("holiday_until"), "interest": values.get("holiday_interest")}
    body = {name: values.get(name) for name in ("on", "agreement")}
    return [{**body, "relief": {name: said for name, said in relief.items() if said is not None}}]


def _relief_answers(fact: ReliefGranted) -> Values:
    relief: Any = fact.relief
    answers: dict[str, Any] = {"on": fact.on, "agreement": fact.agreement, "relief": relief.type}
    if relief.type == "waived":
        answers |= {"part": relief.part, "amount": relief.amount}
    if relief.type == "written_down":
        answers["written_down"] = relief.amount
    if relief.type == "frozen":
        answers["until"] = relief.until
        answers |= {f"stops_{part}": part in relief.what for part in EVERYTHING_THAT_ACCRUES}
    if relief.type == "holiday":
        answers |= {"holiday_until": relief.until, "holiday_interest": relief.interest}
    return answers


def _relief_faults(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    on = values.get("on")
    if on is not None and on > today:
        yield "on", Text("web_debts.fault.future")
    for name in ("until", "holiday_until"):
        until = values.get(name)
        if on is not None and until is not None and until < on:
            yield name, Text("web_debts.fault.until_before")
    for name in ("amount", "written_down"):
        if values.get(name) is not None and not values[name]:
            yield name, Text("web_debts.fault.nothing")


RELIEF: Final = Flow(
    id="relief",
    kind=ReliefGranted,
    steps=(
        Step(
            "relief", (_DAY, Field("relief", "choice", "web_debts.relief", RELIEFS, required=True))
        ),
        Step(
            "waived",
            (Field("part", "choice", "view.part", get_args(Part)), Field("amount", "money")),
            when=_when("relief", "waived"),
        ),
        Step(
            "written_down",
            (Field("written_down", "money", required=True),),
            when=_when("relief", "written_down"),
        ),
        Step(
            "frozen",
            (
                Field("until", "day"),
                *(Field(f"stops_{part}", "tick") for part in EVERYTHING_THAT_ACCRUES),
            ),
            when=_when("relief", "frozen"),
        ),
        Step(
            "holiday",
            (
                Field("holiday_until", "day", required=True),
                Field("holiday_interest", "choice", "web_debts.holiday", ("runs", "stops")),
            ),
            when=_when("relief", "holiday"),
        ),
        Step("agreement", (Field("agreement", "line"),)),
    ),
    bodies=_reliefs,
    answers=_relief_answers,
    faults=_relief_faults,
)

_OF_CHANGE: Final = {
    "rate": {"rate": "new_rate", "rate_per": "new_rate_per", "penalty_rate": "new_penalty_rate"},
    "accelerated": {},
    "assigned": {"creditor": "new_creditor"},
    "postponed": {"first": "first", "to": "to"},
    "reaged": {"n": "rows", "first_due": "first_due"},
    "reamortised": {"arrears": "arrears"},
}
"""Of each change its fields, and under which name each is asked."""


def _changes(values: Values) -> Iterable[Values]:
    kind = values.get("change") or ""
    said = {inner: values.get(asked) for inner, asked in _OF_CHANGE.get(kind, {}).items()}
    if kind == "assigned":
        said["creditor"] = said["creditor"] or ""
    change = {"type": kind, **{name: value for name, value in said.items() if value is not None}}
    return [{"on": values.get("on"), "change": change}]


def _change_answers(fact: DebtChanged) -> Values:
    change: Any = fact.change
    asked = _OF_CHANGE[change.type]
    answers = {name: getattr(change, inner) for inner, name in asked.items()}
    return {"on": fact.on, "change": change.type, **answers}


def _change_faults(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    on, first, to = values.get("on"), values.get("first"), values.get("to")
    if on is not None and on > today:
        yield "on", Text("web_debts.fault.future")
    if on is not None and first is not None and first <= on:
        yield "first", Text("web_debts.fault.not_after")
    if first is not None and to is not None and to <= first:
        yield "to", Text("web_debts.fault.not_later")
    if values.get("new_rate") is not None and values.get("new_rate_per") is None:
        yield "new_rate_per", Text("web_debts.fault.per")
    due = values.get("first_due")
    if on is not None and due is not None and due <= on:
        yield "first_due", Text("web_debts.fault.not_after")


_PER: Final = ("day", "month", "year")
CHANGED: Final = Flow(
    id="changed",
    kind=DebtChanged,
    steps=(
        Step(
            "change", (_DAY, Field("change", "choice", "web_debts.change", CHANGES, required=True))
        ),
        Step(
            "rate",
            (
                Field("new_rate", "share"),
                Field("new_rate_per", "choice", "web_debts.per", _PER),
                Field("new_penalty_rate", "share"),
            ),
            when=_when("change", "rate"),
        ),
        Step("assigned", (Field("new_creditor", "line"),), when=_when("change", "assigned")),
        Step(
            "postponed",
            (Field("first", "day", required=True), Field("to", "day", required=True)),
            when=_when("change", "postponed"),
        ),
        Step(
            "reaged",
            (
                Field("rows", "whole", required=True, least=1, most=1200),
                Field("first_due", "day", required=True),
            ),
            when=_when("change", "reaged"),
        ),
        Step(
            "reamortised",
            (Field("arrears", "choice", "web_debts.arrears", ("first", "spread", "waived")),),
            when=_when("change", "reamortised"),
        ),
    ),
    bodies=_changes,
    answers=_change_answers,
    faults=_change_faults,
)
