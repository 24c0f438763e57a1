"""Who sits where: the product's advice and the built-in negotiators of NegMAS 0.16."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
from negmas.outcomes import make_issue, make_os
from negmas.preferences import MappingUtilityFunction
from negmas.sao import (
    AdditiveParetoFollowingTBNegotiator,
    AspirationNegotiator,
    BestOfferOrientedTBNegotiator,
    BoulwareTBNegotiator,
    CABNegotiator,
    CANNegotiator,
    CARNegotiator,
    ConcederTBNegotiator,
    FastMiCRONegotiator,
    HybridNegotiator,
    LimitedOutcomesNegotiator,
    LinearTBNegotiator,
    MiCRONegotiator,
    NaiveTitForTatNegotiator,
    NiceNegotiator,
    NiceTitForTatNegotiator,
    RandomNegotiator,
    ResponseType,
    SAOMechanism,
    SAONegotiator,
    SAOResponse,
    TopFractionNegotiator,
    ToughNegotiator,
    WABNegotiator,
    WANNegotiator,
    WARNegotiator,
)
from scenarios import RESERVED, Scenario

from qinghuan.plans.concession import State, next_move
from qinghuan.plans.proposals import MONTHS, STARTS, WAIVERS, Table, Terms

Seat = Callable[[Scenario], SAONegotiator]


class Advised(SAONegotiator):
    """A household that does what the product advises."""

    def __init__(self, table: Table, *, begins: bool, **more: Any) -> None:
        super().__init__(**more)
        self.table = table
        self.begins = begins
        self.theirs: list[Terms] = []
        self.ours: list[Terms] = []

    def __call__(self, state: Any, dest: str | None = None) -> SAOResponse:
        """The move the advice makes."""
        del dest
        if state.current_offer is not None:
            self.theirs.append(Terms(*state.current_offer))
        move = next_move(
            State(
                table=self.table,
                round_=state.step + 1,
                rounds=self.nmi.n_steps,
                theirs=tuple(self.theirs),
                ours=tuple(self.ours),
                answered=self.begins,
            )
        )
        if move.action == "accept":
            return SAOResponse(ResponseType.ACCEPT_OFFER, state.current_offer)
        if move.action == "end" or move.terms is None:
            return SAOResponse(ResponseType.END_NEGOTIATION, None)
        self.ours.append(move.terms)
        return SAOResponse(ResponseType.REJECT_OFFER, tuple(move.terms))

    def propose(self, state: Any, dest: str | None = None) -> tuple[int, ...]:
        """Never asked: the whole move is one."""
        raise NotImplementedError


def _built_in(kind: Callable[..., SAONegotiator], **more: Any) -> Seat:
    return lambda _: kind(**more)


OPPONENTS: dict[str, Seat] = {
    "Aspiration, boulware": _built_in(AspirationNegotiator),
    "Aspiration, linear": _built_in(AspirationNegotiator, aspiration_type="linear"),
    "Aspiration, conceder": _built_in(AspirationNegotiator, aspiration_type="conceder"),
    "Aspiration, exponent 10": _built_in(AspirationNegotiator, aspiration_type=10.0),
    "BoulwareTB": _built_in(BoulwareTBNegotiator),
    "LinearTB": _built_in(LinearTBNegotiator),
    "ConcederTB": _built_in(ConcederTBNegotiator),
    "BestOfferOrientedTB": _built_in(BestOfferOrientedTBNegotiator),
    "AdditiveParetoFollowingTB": _built_in(AdditiveParetoFollowingTBNegotiator),
    "NaiveTitForTat": _built_in(NaiveTitForTatNegotiator),
    "NiceTitForTat": _built_in(NiceTitForTatNegotiator),
    "MiCRO": _built_in(MiCRONegotiator),
    "FastMiCRO": _built_in(FastMiCRONegotiator),
    "Hybrid": _built_in(HybridNegotiator),
    "CAB": _built_in(CABNegotiator),
    "CAN": _built_in(CANNegotiator),
    "CAR": _built_in(CARNegotiator),
    "WAB": _built_in(WABNegotiator),
    "WAN": _built_in(WANNegotiator),
    "WAR": _built_in(WARNegotiator),
    "Tough": _built_in(ToughNegotiator),
    "TopFraction": _built_in(TopFractionNegotiator),
    "LimitedOutcomes": _built_in(LimitedOutcomesNegotiator),
    "Random": _built_in(RandomNegotiator),
    "Nice": _built_in(NiceNegotiator),
}
"""In the creditor's seat."""

ADVICE = "advice"
SEATS: dict[str, Seat] = {
    ADVICE: lambda scenario: Advised(scenario.table, begins=scenario.we_begin)
} | {
    name: OPPONENTS[name]
    for name in (
        "Aspiration, boulware",
        "Aspiration, linear",
        "Aspiration, conceder",
        "BestOfferOrientedTB",
        "AdditiveParetoFollowingTB",
        "NaiveTitForTat",
        "NiceTitForTat",
        "MiCRO",
        "FastMiCRO",
        "Hybrid",
        "CAB",
        "CAR",
        "WAR",
    )
}
"""In the household's seat, against the same creditors."""

ISSUES = (
    make_issue(list(range(len(WAIVERS))), "waiver"),
    make_issue(list(MONTHS), "months"),
    make_issue(list(STARTS), "starts"),
)


def game(scenario: Scenario, seat: str, opponent: str) -> Terms | None:
    """What ``seat`` for the household and ``opponent`` for the creditor agree on; None: nothing."""
    random.seed(f"{scenario.seed} {opponent}")
    np.random.seed(random.getrandbits(32))  # noqa: NPY002 the peers draw from it
    space = make_os(list(ISSUES))
    talk = SAOMechanism(outcome_space=space, n_steps=scenario.rounds)
    sides = [
        (SEATS[seat](scenario), scenario.household, RESERVED),
        (OPPONENTS[opponent](scenario), scenario.creditor, scenario.creditor_reserved),
    ]
    for who, utility, reserved in sides if scenario.we_begin else reversed(sides):
        mapping = {tuple(terms): value for terms, value in utility.items()}
        talk.add(
            who,
            ufun=MappingUtilityFunction(mapping, outcome_space=space, reserved_value=reserved),
        )
    ended = talk.run()
    if ended.has_error:
        raise RuntimeError(f"{seat} against {opponent}: {ended.error_details}")
    return Terms(*ended.agreement) if ended.agreement else None
