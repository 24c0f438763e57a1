"""The index: what a list of cases shows, and nothing that depends on today.

Disposable: computed from the journal, written in the transaction of every
append, and rebuilt by one command; both must agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from qinghuan.case.entries import CaseOpened
from qinghuan.case.kinds import KINDS
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed, PaymentMade
from qinghuan.journal.fact import Corrected, Fact, Redacted, TooNew
from qinghuan.journal.history import Recorded, holding, in_order
from qinghuan.money import ZERO, Yuan, yuan

INDEXED: Final = frozenset(
    kind.KIND
    for kind in (CaseOpened, DebtDisclosed, AmountFellDue, PaymentMade, Corrected, Redacted)
)
"""Kinds that can change what the index says beyond its head."""


@dataclass(frozen=True, slots=True)
class Due:
    """An amount that fell due and is not wholly paid."""

    on: date
    left: Yuan


@dataclass(frozen=True, slots=True)
class IndexedDebt:
    """One debt as a list shows it."""

    id: str
    creditor: str
    product: str
    unpaid: tuple[Due, ...] = ()
    """Oldest first, payments taken from the oldest."""
    balance: Yuan = ZERO
    """What fell due less what was paid, in yuan; below zero when more was paid."""


@dataclass(frozen=True, slots=True)
class Index:
    """What the list shows of one case."""

    sequence: int
    head: str
    label: str = ""
    sample: bool = False
    debts: tuple[IndexedDebt, ...] = field(default=())

    @property
    def oldest_unpaid(self) -> date | None:
        """The day the oldest unpaid amount of all debts fell due."""
        return min((due.on for debt in self.debts for due in debt.unpaid), default=None)


def content(recorded: Iterable[Recorded]) -> dict[str, Any]:
    """What the index says beyond its head, as JSON values, from the facts that hold."""
    facts = [item.fact for item in in_order(recorded)]
    opened = next((fact for fact in facts if isinstance(fact, CaseOpened)), None)
    debts = [_debt(fact, facts) for fact in facts if isinstance(fact, DebtDisclosed)]
    return {
        "label": opened.label if opened else "",
        "sample": bool(opened and opened.sample),
        "debts": [asdict(debt) for debt in sorted(debts, key=lambda debt: debt.id)],
    }


def _debt(disclosed: DebtDisclosed, facts: Iterable[Fact]) -> IndexedDebt:
    dues, paid = [], ZERO
    for fact in facts:
        if isinstance(fact, AmountFellDue) and fact.debt == disclosed.id:
            dues.append(Due(fact.on, fact.stated))
        elif isinstance(fact, PaymentMade) and fact.debt == disclosed.id:
            paid += fact.amount
    balance = sum((due.left for due in dues), ZERO) - paid
    return IndexedDebt(
        disclosed.id, disclosed.creditor, disclosed.product, _unpaid(dues, paid), balance
    )


def _unpaid(dues: Iterable[Due], paid: Yuan) -> tuple[Due, ...]:
    found = []
    for due in dues:
        used = min(paid, due.left)
        paid -= used
        if due.left > used:
            found.append(Due(due.on, due.left - used))
    return tuple(found)


def _text(value: object) -> str:
    if isinstance(value, date | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in the index")


def computed(case: str, *, using: str = "default") -> str:
    """The body of the index of ``case``, from its journal alone."""
    from qinghuan.store.reading import entries_of_kinds  # noqa: PLC0415 (which reads this index)

    recorded = holding(entries_of_kinds(case, INDEXED, using=using), KINDS)
    return json.dumps(content(recorded), default=_text, ensure_ascii=False, sort_keys=True)


def parsed(sequence: int, head: str, body: str) -> Index:
    """The index in a row."""
    says = json.loads(body)
    debts = tuple(
        IndexedDebt(
            id=debt["id"],
            creditor=debt["creditor"],
            product=debt["product"],
            unpaid=tuple(
                Due(date.fromisoformat(due["on"]), yuan(due["left"])) for due in debt["unpaid"]
            ),
            balance=yuan(debt["balance"]),
        )
        for debt in says["debts"]
    )
    return Index(sequence, head, says["label"], says["sample"], debts)


def shown(case: str, sequence: int, head: str, body: str) -> Index:
    """The index in a row; one that was damaged is computed anew, for ``verify`` to name.

    Where the journal cannot be read either, only what ``sequence`` and ``head`` say is left.
    """
    from qinghuan.store.refusal import StoreRefused  # noqa: PLC0415

    try:
        return parsed(sequence, head, body)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        try:
            return parsed(sequence, head, computed(case))
        except (StoreRefused, TooNew, ValueError, TypeError):
            return Index(sequence, head)


def index(case: str) -> Index:
    """The index of ``case``. Raises :class:`StoreRefused` when there is no such case."""
    from qinghuan.store.models import CaseIndex  # noqa: PLC0415
    from qinghuan.store.refusal import refusal, refusals  # noqa: PLC0415

    with refusals(case):
        row = CaseIndex.objects.filter(case=case).values_list("sequence", "head", "body").first()
    if row is None:
        raise refusal("no_case", case)
    return shown(case, *row)


def rebuild_index(case: str | None = None) -> int:
    """Compute the index of ``case`` (or of all) anew from the journal; the count of cases.

    Raises :class:`StoreRefused` where the old index knows a head that the journal
    lost: rebuilding would hide that its end was cut off.
    """
    from qinghuan.store.appending import rebuilt_index  # noqa: PLC0415
    from qinghuan.store.models import Case  # noqa: PLC0415

    wanted = [case] if case is not None else list(Case.objects.values_list("id", flat=True))
    for one in wanted:
        rebuilt_index(one)
    return len(wanted)
