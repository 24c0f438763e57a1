"""Every flow of this room by its name in addresses, and by the kind of fact it records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from qinghuan.web.debts.flow import Flow
from qinghuan.web.debts.flows.changes import CHANGED, RELIEF
from qinghuan.web.debts.flows.debt import DISCLOSE, PERSON
from qinghuan.web.debts.flows.money import CHARGE, DRAWN, DUE, FAILED, PAYMENT, REFUNDED, REVERSED
from qinghuan.web.debts.flows.statement import CLAIM
from qinghuan.web.debts.flows.terms import TERMS

__all__ = ["BY_KIND", "DISCLOSE", "FLOWS", "RECORDED"]

RECORDED: Final = (
    CLAIM,
    DUE,
    PAYMENT,
    FAILED,
    TERMS,
    DRAWN,
    CHARGE,
    RELIEF,
    CHANGED,
    REFUNDED,
    REVERSED,
    PERSON,
)
"""What can be recorded of a debt, in the order it is offered."""
FLOWS: Final[Mapping[str, Flow]] = {flow.id: flow for flow in (DISCLOSE, *RECORDED)}
BY_KIND: Final[Mapping[str, Flow]] = {flow.kind.KIND: flow for flow in FLOWS.values()}
