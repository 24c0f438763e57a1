"""The objection to a payment order (支付令异议书): only where something is disputed.

Having no money is no objection: the gate refuses the paper then, with the reason.
"""

from __future__ import annotations

from qinghuan.documents.letters.common import Naming, Voice, reduction_words
from qinghuan.documents.letters.court import (
    CourtContent,
    amounts,
    content_for,
    court_paper,
    evidence,
)
from qinghuan.documents.paper import Block, Paper

__all__ = ["build", "content_for"]

_VOICE = Voice("payment_order_objection")


def build(content: CourtContent, naming: Naming) -> Paper:
    """The objection made of ``content``."""
    return court_paper(
        "payment_order_objection",
        content,
        (
            ("objection", (_VOICE.says("objection"),)),
            ("amounts", amounts(content, _VOICE)),
            ("above_line", _above(content)),
            ("court_requests", (_VOICE.items("ask.end", "ask.further"),)),
            ("court_evidence", (evidence(content, _VOICE.words("purpose")),)),
        ),
        naming,
    )


def _above(content: CourtContent) -> tuple[Block, ...]:
    return (reduction_words(content.reduction, "above_line"),) if content.reduction else ()
