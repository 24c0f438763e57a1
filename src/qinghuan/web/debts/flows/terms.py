"""The terms as the contract says them. One line of :data:`ASKED` is one field of the terms.

A field inside another (``instalment_fee.share``) is named by its path. What is not asked here
stays as it was learned before, because terms replace the earlier ones whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, get_args

from pydantic import BaseModel

from qinghuan.debts.entries import (
    Compounding,
    DayCount,
    EarlySettlement,
    InstalmentFee,
    PenaltyBase,
    TermsLearned,
)
from qinghuan.journal.fact import Origin
from qinghuan.web.debts.fields import Field
from qinghuan.web.debts.flow import Flow, Step, Values
from qinghuan.web.debts.flows.money import order_answers, order_fields, order_of
from qinghuan.words import Text

_PER: Final = ("day", "month", "year")
_FEE_PER: Final = ("period", "total")
_ORIGINS: Final = tuple(one for one in get_args(Origin) if one != "program")


@dataclass(frozen=True, slots=True)
class Term:
    """One field of the terms: its screen, its path, how it is typed."""

    step: str
    path: str
    kind: Any
    words: str = ""
    names: tuple[str, ...] = ()
    most: int = 0
    least: int = 0

    @property
    def field(self) -> Field:
        """As it is asked."""
        return Field(
            _name(self.path), self.kind, self.words, self.names, most=self.most, least=self.least
        )


def _name(path: str) -> str:
    """``instalment_fee.share`` as the name of a field of a form."""
    return "term_" + path.replace(".", "_")


ASKED: Final = (
    Term("rate", "rate", "share"),
    Term("rate", "rate_per", "choice", "web_debts.per", _PER),
    Term("rate", "day_count", "choice", "web_debts.day_count", get_args(DayCount)),
    Term("fee", "instalment_fee.share", "share"),
    Term("fee", "instalment_fee.per", "choice", "web_debts.fee_per", _FEE_PER),
    Term("fee", "instalment_fee.principal", "money"),
    Term("fee", "instalment_fee.instalments", "whole", most=360, least=1),
    Term("penalty", "penalty_rate", "share"),
    Term("penalty", "penalty_factor", "number"),
    Term("penalty", "penalty_base", "choice", "web_debts.base", get_args(PenaltyBase)),
    Term("compounding", "compounding", "choice", "web_debts.compounding", get_args(Compounding)),
    Term("late_fee", "late_fee_rate", "share"),
    Term("late_fee", "late_fee_minimum", "money"),
    Term("late_fee", "late_fee_maximum", "money"),
    Term("bill", "minimum_payment", "money"),
    Term("bill", "minimum_share", "share"),
    Term("bill", "interest_free", "yes_no"),
    Term("days", "grace_days", "whole", most=366),
    Term("days", "bill_day", "whole", most=31, least=1),
    Term("days", "due_day", "whole", most=31, least=1),
    Term("early", "early_settlement", "choice", "web_debts.early", get_args(EarlySettlement)),
    Term("acceleration", "acceleration.missed", "whole", most=360, least=1),
    Term("acceleration", "acceleration.days", "whole", most=3660, least=1),
    Term("lpr", "lpr_one_year", "share"),
    Term("origin", "origin", "choice", "web_debts.origin", _ORIGINS),
)
"""A new field of the terms is one line here, and its words in both catalogues."""


def _steps() -> tuple[Step, ...]:
    asked = {term.step: [one.field for one in ASKED if one.step == term.step] for term in ASKED}
    steps = [Step(name, tuple(fields)) for name, fields in asked.items()]
    return (*steps[:-1], Step("order", order_fields()), steps[-1])


def terms_body(values: Values, known: Mapping[str, Any]) -> dict[str, Any]:
    """The terms of ``values``; what is not asked stays as ``known``."""
    body = dict(known)
    for term in ASKED:
        _put(body, term.path.split("."), values.get(term.field.name))
    body["allocation"] = order_of(values)
    return body


def _put(body: dict[str, Any], path: list[str], value: Any) -> None:
    """Set or leave out the value at ``path``; what holds nothing more goes too."""
    name, *rest = path
    if rest:
        inner = dict(body.get(name) or {})
        _put(inner, rest, value)
        value = inner or None
    if value is None:
        body.pop(name, None)
    else:
        body[name] = value


def _learned(values: Values) -> Iterable[Values]:
    return [{"terms": terms_body(values, values.get("known") or {})}]


def terms_answers(terms: Any) -> Values:
    """The values that give ``terms`` again."""
    answers = {term.field.name: _at(terms, term.path) for term in ASKED}
    return {**answers, **order_answers(terms.allocation)}


def _at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name) if isinstance(value, BaseModel) else None
    return value


def _faults(values: Values, today: date) -> Iterator[tuple[str, Text]]:
    del today
    if values.get("term_rate") is not None and values.get("term_rate_per") is None:
        yield "term_rate_per", Text("web_debts.fault.per")
    yield from _fee_faults(values)
    for name in ("term_minimum_share", "term_lpr_one_year"):
        if (values.get(name) or 0) > 1:
            yield name, Text("web_debts.fault.more_than_all")


def _fee_faults(values: Values) -> Iterator[tuple[str, Text]]:
    """A fee that was begun says how much, of what, and among how many it is divided."""
    said = {
        name: values.get(_name(f"instalment_fee.{name}")) for name in InstalmentFee.model_fields
    }
    if all(value is None for value in said.values()):
        return
    if said["share"] is None:
        yield _name("instalment_fee.share"), Text("web_debts.fault.fee_share")
    if said["per"] is None:
        yield _name("instalment_fee.per"), Text("web_debts.fault.fee_per")
    if said["per"] == "total" and said["instalments"] is None:
        yield _name("instalment_fee.instalments"), Text("web_debts.fault.fee_instalments")


TERMS: Final = Flow(
    id="terms",
    kind=TermsLearned,
    steps=_steps(),
    bodies=_learned,
    answers=lambda fact: terms_answers(fact.terms),
    faults=_faults,
)
