"""What each product is like: its form, what late days cost, which terms must be asked.

The data stand in ``products.yaml``. They hold no figure: what was seen of a product is named
as a parameter, with its source, and is a possibility; the person's contract decides.

>>> product("credit_card").card, product("huabei").daily_seen
(True, 'huabei.overdue_daily_rate_old')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, Protocol, get_args

from qinghuan.errors import Problem
from qinghuan.policy.model import FaultyFile, UnknownParameter
from qinghuan.words import Text

Form = Literal["bill", "instalment", "loan", "card", "private"]
Lender = Literal["licensed", "private", "ask"]
Overdue = Literal["penalty_interest", "interest"]
OrderRule = Literal["law", "credit_card"]
FILE: Final = Path(__file__).with_name("products.yaml")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "overdue": get_args(Overdue),
    "order": get_args(OrderRule),
    "lender": get_args(Lender),
}
_NAMED: Final = ("daily_seen", "surcharge_seen", "early_settlement_seen", "desk", "desk_in_app")
"""What names a parameter."""


@dataclass(frozen=True, slots=True)
class Product:
    """One kind of consumer debt."""

    id: str
    form: tuple[Form, ...]
    overdue: Overdue
    """What an overdue day costs, by name: credit cards go on charging interest."""
    order: OrderRule
    """Of payments, where the contract says nothing."""
    lender: Lender
    """Whose rules bind it unless the person knows better."""
    asks: tuple[str, ...]
    """Terms that make a difference and are asked when they are unknown."""
    daily_seen: str = ""
    """Parameter with a rate a day seen for overdue days; empty: none is known."""
    surcharge_seen: str = ""
    """Parameter with a surcharge on the contract rate seen for overdue days."""
    early_settlement_seen: str = ""
    desk: str = ""
    """Parameter with the number of the service desk; empty: none was verified."""
    desk_in_app: str = ""
    """Parameter with the place of the service desk in the app."""

    brand: bool = False
    """Whether people call the debt by the name of the product, whoever lends."""

    @property
    def card(self) -> bool:
        """Whether the rules for credit cards hold."""
        return "card" in self.form


class Disclosed(Protocol):
    """A debt as it was disclosed."""

    @property
    def product(self) -> str:
        """The id of its product."""

    @property
    def product_name(self) -> str:
        """What the person calls it; may be empty."""

    @property
    def creditor(self) -> str:
        """Who lent; may be empty."""


def called(debt: Disclosed) -> Text | str:
    """What a person reads of a debt: their own name of it, the brand, the creditor, its kind."""
    kind = Text(f"view.product.{debt.product}")
    if debt.product_name:
        return debt.product_name
    return kind if product(debt.product).brand else debt.creditor or kind


def product(name: str) -> Product:
    """The product ``name``. Raises :class:`UnknownParameter` for one that is not there."""
    try:
        return products()[name]
    except KeyError:
        raise UnknownParameter(name) from None


@cache
def products() -> Mapping[str, Product]:
    """Every product, in the order of the file."""
    found = _written()
    if wrong := list(faults(found)):
        raise FaultyFile("; ".join(f"{fault.where}: {fault.code}" for fault in wrong))
    return {name: _product(name, given) for name, given in found.items()}


def check(known: frozenset[str]) -> list[Problem]:
    """Everything wrong with the file; ``known`` are the names of all parameters."""
    found = _written()
    named = [(name, given.get(key)) for name, given in found.items() for key in _NAMED]
    strays = [_fault(name) for name, seen in named if seen and seen not in known]
    return [*faults(found), *strays]


def faults(found: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """The products of which something is missing or not one of its words."""
    for name, given in found.items():
        forms = given.get("form") or ()
        wrong = not forms or set(forms) - set(get_args(Form)) or not given.get("asks")
        if wrong or any(given.get(key) not in words for key, words in _CHOICES.items()):
            yield _fault(name)


def _fault(name: str) -> Problem:
    return Problem(
        "policy.product",
        Text("policy.problem.product", name=name),
        f"{FILE.name}#{name}",
        Text("policy.mend.product"),
    )


def _written() -> dict[str, dict[str, Any]]:
    import yaml  # noqa: PLC0415 - only where products are needed

    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8"))["products"])


def _product(name: str, given: Mapping[str, Any]) -> Product:
    return Product(
        id=name,
        form=tuple(given["form"]),
        overdue=given["overdue"],
        order=given["order"],
        lender=given["lender"],
        asks=tuple(given["asks"]),
        brand=bool(given.get("brand", False)),
        **{key: given.get(key, "") for key in _NAMED},
    )
