"""Record a debt: which product, who lends, what is debited; and who else stands beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, get_args

from qinghuan.debts.entries import DebtDisclosed, LenderKind, Product
from qinghuan.debts.people import PersonInvolved, Role
from qinghuan.web.debts.fields import Field, Typed
from qinghuan.web.debts.flow import Flow, Step, Values, plain

BOTH: Final = "both"
"""花呗 and 信用购 on one page: two creditors, recorded as two debts."""
_PRODUCTS: Final = ("huabei", "xinyonggou", BOTH, *get_args(Product)[2:])


def _is_both(typed: Typed) -> bool:
    return typed.get("product") == BOTH


def _is_one(typed: Typed) -> bool:
    return not _is_both(typed)


def _debts(values: Values) -> Iterable[Values]:
    body = {
        name: values.get(name)
        for name in ("creditor", "lender", "product_name", "account", "contract_number")
    }
    body |= {"automatic_debit": values.get("automatic_debit"), "product": values.get("product")}
    body["creditor"] = body["creditor"] or ""
    if values.get("product") != BOTH:
        return [body]
    common = {"automatic_debit": values.get("automatic_debit")}
    huabei, credit = values.get("creditor_huabei"), values.get("creditor_xinyonggou")
    return [
        {**common, "product": "huabei", "creditor": huabei or ""},
        {**common, "product": "xinyonggou", "creditor": credit or ""},
    ]


def _answers(fact: DebtDisclosed) -> Values:
    _, answers = plain(
        "product", "creditor", "product_name", "account", "contract_number", "automatic_debit"
    )
    return {**answers(fact), "lender": None if fact.lender == "unknown" else fact.lender}


DISCLOSE: Final = Flow(
    id="debt",
    kind=DebtDisclosed,
    steps=(
        Step(
            "product", (Field("product", "choice", "web_debts.product", _PRODUCTS, required=True),)
        ),
        Step(
            "creditor",
            (
                Field("creditor", "line"),
                Field("lender", "choice", "web_debts.lender", get_args(LenderKind)[:-1]),
            ),
            when=_is_one,
        ),
        Step(
            "creditors",
            (Field("creditor_huabei", "line"), Field("creditor_xinyonggou", "line")),
            when=_is_both,
        ),
        Step(
            "name",
            (
                Field("product_name", "line"),
                Field("account", "line"),
                Field("contract_number", "line"),
            ),
            when=_is_one,
        ),
        Step("debit", (Field("automatic_debit", "line"),)),
    ),
    bodies=_debts,
    answers=_answers,
)

_person = plain("name", "role", "signed", "ratified", "daily_life")


def _is_spouse(typed: Typed) -> bool:
    return typed.get("role") == "spouse"


def _people(values: Values) -> Iterable[Values]:
    """What was asked of a spouse only is kept of a spouse only."""
    body = dict(next(iter(_person[0](values))))
    if body["role"] != "spouse":
        body |= {"ratified": None, "daily_life": None}
    return [body]


PERSON: Final = Flow(
    id="person",
    kind=PersonInvolved,
    steps=(
        Step("role", (Field("role", "choice", "web_debts.role", get_args(Role), required=True),)),
        Step("who", (Field("name", "line"),)),
        Step("signed", (Field("signed", "yes_no"),)),
        Step(
            "spouse",
            (Field("ratified", "yes_no"), Field("daily_life", "yes_no")),
            when=_is_spouse,
        ),
    ),
    bodies=_people,
    answers=_person[1],
)
