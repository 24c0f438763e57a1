"""The first ten minutes on a phone: one question a screen, then the card of the next 24 hours.

Nothing is kept: the answers travel in the form from screen to screen.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from qinghuan.contact.fears import fears
from qinghuan.contact.scams import scam_check
from qinghuan.web.page import page, today


def triage_page(request: HttpRequest, question: str = "") -> HttpResponse:
    """One question, or the card."""
    return page(request, "start/triage.html", {"question": question})


def scam_page(request: HttpRequest) -> HttpResponse:
    """Is this caller a scam? The text is looked at and forgotten."""
    text = request.POST.get("text", "")
    found = scam_check(text, today()) if text.strip() else None
    return page(request, "start/scam.html", {"text": text, "check": found})


def fears_page(request: HttpRequest) -> HttpResponse:
    """Frightening words, a card each."""
    return page(request, "start/fears.html", {"cards": fears(today())})
