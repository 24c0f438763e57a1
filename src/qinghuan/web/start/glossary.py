"""The words of lenders in plain ones, one tap away."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from qinghuan.web.page import page
from qinghuan.web.start.hiding import came_from
from qinghuan.words import Text

WORDS: Final = (
    "principal",
    "interest",
    "penalty_interest",
    "compound_interest",
    "late_fee",
    "instalment_fee",
    "minimum_payment",
    "overdue",
    "stop_interest",
    "waiver",
    "instalments",
    "delay",
    "acceleration",
    "assignment",
    "limitation",
    "payment_order",
    "summons",
    "mediation",
    "judicial_confirmation",
    "credit_record",
    "settlement_certificate",
    "automatic_debit",
    "guarantor",
    "annual_rate",
    "reduction_line",
)


def words(request: HttpRequest) -> HttpResponse:
    """Each word with what it means, and what to ask."""
    told = [(Text(f"web.word.{name}"), Text(f"web.word.{name}.means"), name) for name in WORDS]
    return page(request, "start/words.html", {"words": told, "back": came_from(request)})
