"""The answer to a suit (民事答辩状): item by item, with the request to reduce above the line.

It admits the relationship, never a disputed total. Where the time of the debt must be settled
first it offers no talk about paying, so that nothing is given up by it.
"""

from __future__ import annotations

from qinghuan.documents.letters.common import Naming, Voice, reduction_words, usable
from qinghuan.documents.letters.court import (
    CourtContent,
    amounts,
    content_for,
    court_paper,
    evidence,
)
from qinghuan.documents.paper import Block, Paper
from qinghuan.documents.shared import joined_names

__all__ = ["build", "content_for"]

_VOICE = Voice("court_answer")


def build(content: CourtContent, naming: Naming) -> Paper:
    """The answer made of ``content``."""
    product = content.sender.account.named
    disputed = amounts(content, _VOICE) or (_VOICE.says("amounts.open"),)
    return court_paper(
        "court_answer",
        content,
        (
            ("relationship", (_VOICE.says("relationship", product=product),)),
            ("amounts", disputed),
            ("reduction", (*_above(content), *_breach(content))),
            ("willing", (_VOICE.says("willing"),) if content.willing else ()),
            ("further", (_VOICE.says("further"),)),
            ("court_requests", (_VOICE.items(*_asked(content)),)),
            ("court_evidence", (evidence(content, _VOICE.words("purpose")),)),
        ),
        naming,
    )


def _above(content: CourtContent) -> tuple[Block, ...]:
    return (reduction_words(content.reduction, "court_reduction"),) if content.reduction else ()


def _breach(content: CourtContent) -> tuple[Block, ...]:
    """A charge for the breach far above the loss can be reduced on request, by its own name."""
    rule = usable("civil_code.penalty_reduction_on_request", content.sender.today)
    if rule is None or not content.charged_for_breach:
        return ()
    return (
        _VOICE.says(
            "breach",
            names=joined_names(content.charged_for_breach),
            title=rule.source.title,
            article=rule.source.article or "",
        ),
    )


def _asked(content: CourtContent) -> tuple[str, ...]:
    reduced = ("ask.reduce",) if content.reduction or content.charged_for_breach else ()
    return ("ask.proof", *reduced, "ask.rest")
