"""Money that moved or fell due: bills, payments, debits that failed, loans, charges, refunds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, get_args

from qinghuan.dates import add_months
from qinghuan.debts.changes import ChargeMade, MoneyDrawn, PaymentReversed, PurchaseRefunded
from qinghuan.debts.entries import AmountFellDue, Part, PaymentFailed, PaymentMade
from qinghuan.web.debts.fields import Field, Typed
from qinghuan.web.debts.flow import Flow, Step, Values, plain
from qinghuan.words import Text

_DAY: Final = Field("on", "day", required=True)
_AMOUNT: Final = Field("amount", "money", required=True)
_PARTS: Final = get_args(Part)
_ORDER: Final = ("order_1", "order_2", "order_3", "order_4")
HOW: Final = ("one", "monthly", "several")
_ROWS: Final = 3


def not_future(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    """What happened has happened by today."""
    on = values.get("on")
    if on is not None and on > today:
        yield "on", Text("web_debts.fault.future")


def positive(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    """What happened has happened by today, and was more than nothing."""
    yield from not_future(values, today)
    if values.get("amount") is not None and not values["amount"]:
        yield "amount", Text("web_debts.fault.nothing")


def order_of(values: Values) -> tuple[str, ...]:
    """The parts in the order that was said, each once."""
    return tuple(dict.fromkeys(part for name in _ORDER if (part := values.get(name))))


def order_fields() -> tuple[Field, ...]:
    """Which part a payment settles first, second, and so on."""
    return tuple(Field(name, "choice", "view.part", _PARTS) for name in _ORDER)


def order_answers(parts: Iterable[str]) -> Values:
    """``order_of`` the other way."""
    return dict(zip(_ORDER, parts, strict=False))


def _one(typed: Typed) -> bool:
    return typed.get("how") not in {"monthly", "several"}


def _monthly(typed: Typed) -> bool:
    return typed.get("how") == "monthly"


def _several(typed: Typed) -> bool:
    return typed.get("how") == "several"


def _due(values: Values) -> Iterable[Values]:
    if values.get("how") == "several":
        return [
            {
                "on": row["row_on"],
                "principal": row["row_principal"],
                "interest": row["row_interest"],
                "instalment_fee": row["row_fee"],
            }
            for row in values.get("several") or ()
        ]
    names = ("principal", "interest", "instalment_fee", "minimum")
    body = {name: values.get(name) for name in names}
    if values.get("how") != "monthly":
        return [{**body, "on": values.get("on")}]
    days = [add_months(values["on"], month) for month in range(values["count"])]
    return [{**body, "minimum": None, "on": day} for day in days]


def _due_answers(fact: AmountFellDue) -> Values:
    names = ("on", "principal", "interest", "instalment_fee", "minimum")
    return {"how": "one", **{name: getattr(fact, name) for name in names}}


def _due_faults(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    del today  # rows to come are recorded too; a day to come is asked about
    if values.get("how") == "several" and "several" in values and not values["several"]:
        yield "row_on-0", Text("web.fault.required")
    for place, row in enumerate(values.get("several") or ()):
        for name in ("row_on", "row_principal"):
            if row[name] is None:
                yield f"{name}-{place}", Text("web.fault.required")


_BILL: Final = (
    Field("principal", "money", required=True),
    Field("interest", "money"),
    Field("instalment_fee", "money"),
)
DUE: Final = Flow(
    id="due",
    kind=AmountFellDue,
    steps=(
        Step("how", (Field("how", "choice", "web_debts.how", HOW, required=True),)),
        Step("one", (_DAY, *_BILL, Field("minimum", "money")), when=_one),
        Step(
            "monthly",
            (_DAY, Field("count", "whole", required=True, least=1, most=60), *_BILL),
            when=_monthly,
        ),
        Step(
            "several",
            (
                Field("row_on", "day"),
                Field("row_principal", "money"),
                Field("row_interest", "money"),
                Field("row_fee", "money"),
            ),
            when=_several,
            rows=_ROWS,
        ),
    ),
    bodies=_due,
    answers=_due_answers,
    faults=_due_faults,
)


def _payments(values: Values) -> Iterable[Values]:
    body = {name: values.get(name) for name in ("on", "amount", "prepay")}
    return [{**body, "allocation": order_of(values)}]


def _payment_answers(fact: PaymentMade) -> Values:
    return {
        "on": fact.on,
        "amount": fact.amount,
        "prepay": fact.prepay,
        **order_answers(fact.allocation),
    }


PAYMENT: Final = Flow(
    id="payment",
    kind=PaymentMade,
    steps=(
        Step("paid", (_DAY, _AMOUNT)),
        Step("agreed", (*order_fields(), Field("prepay", "yes_no"))),
    ),
    bodies=_payments,
    answers=_payment_answers,
    faults=positive,
)
_moved = plain("on", "amount")
_MOVED: Final = (Step("moved", (_DAY, _AMOUNT)),)
FAILED: Final = Flow("failed", PaymentFailed, _MOVED, *_moved, faults=positive)
DRAWN: Final = Flow("drawn", MoneyDrawn, _MOVED, *_moved, faults=positive)
REFUNDED: Final = Flow("refunded", PurchaseRefunded, _MOVED, *_moved, faults=positive)


def _charges(values: Values) -> Iterable[Values]:
    names = ("on", "amount", "name")
    body = {name: values.get(name) for name in names}
    return [{**body, "part": values.get("part") or "unnamed"}]


CHARGE: Final = Flow(
    id="charge",
    kind=ChargeMade,
    steps=(
        Step("moved", (_DAY, _AMOUNT)),
        Step("what", (Field("name", "line"), Field("part", "choice", "web_debts.part", _PARTS))),
    ),
    bodies=_charges,
    answers=plain("on", "amount", "name", "part")[1],
    faults=positive,
)
_reversed = plain("on", "payment")
REVERSED: Final = Flow(
    id="reversed",
    kind=PaymentReversed,
    steps=(Step("which", (Field("payment", "own", required=True), _DAY)),),
    bodies=_reversed[0],
    answers=_reversed[1],
    faults=not_future,
)
