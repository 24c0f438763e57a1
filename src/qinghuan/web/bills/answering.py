"""What every view of this room does where the store cannot answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Final

from django.http import HttpRequest, HttpResponse

from qinghuan import store
from qinghuan.store.reading import CaseSummary
from qinghuan.web.page import page
from qinghuan.words import Text

_ENTRY: Final = re.compile(r"[a-z0-9]{8,32}")
View = Callable[..., HttpResponse]


def asked_by_part(request: HttpRequest) -> bool:
    """Whether only a part of the page is replaced; then only an answer of 200 is shown."""
    return request.headers.get("HX-Request") == "true"


def done_of(request: HttpRequest) -> str:
    """The entry that was just recorded, as the address names it."""
    named = request.GET.get("done", "")
    return named if _ENTRY.fullmatch(named) else ""


def faulty(request: HttpRequest, case: CaseSummary, fault: Text) -> HttpResponse:
    """A fault in place of the card that was tapped."""
    return page(request, "bills/fault.html", {"fault": fault}, case=case)


def answering(view: View) -> View:
    """``view``, with a page that says what to do where the store cannot answer."""

    @wraps(view)
    def answered(request: HttpRequest, **where: str) -> HttpResponse:
        try:
            return view(request, **where)
        except store.StoreRefused as refused:
            context = {"problems": refused.problems}
            status = 200 if asked_by_part(request) else 503
            return page(request, "bills/refused.html", context, status=status)

    return answered
