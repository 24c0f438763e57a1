"""One page: its words in the chosen language, help one tap away, where the person is.

``page(request, "room/name.html", …)`` is the one way a view answers with HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from qinghuan import policy, store
from qinghuan.cli import sample
from qinghuan.dates import china_today
from qinghuan.store.reading import CaseSummary
from qinghuan.web.form_tokens import form_token
from qinghuan.web.memory import as_written
from qinghuan.words import LANGUAGES, Language, Text, say

HELP: Final = (
    ("psychological_help", "hotlines.psychological_help"),
    ("police", "hotlines.police"),
    ("ambulance", "hotlines.ambulance"),
    ("legal_aid", "hotlines.legal_aid"),
)
PLACES: Final = ("home", "debts", "household", "plans", "contact")
"""The places of a case in the bar at the bottom; the rest stands on the page with everything."""
SECRETS: Final = frozenset({"unlock_passphrase", "zip_password", "passphrase", "again", "drawn"})
"""Fields that never stand on a page again."""
_HTML_LANGUAGE: Final[Mapping[Language, str]] = {"zh_CN": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Choices:
    """How the person wants the pages."""

    language: Language
    large: bool = False
    hide_amounts: bool = False
    neutral_title: bool = False
    lock_minutes: int = 0


def choices() -> Choices:
    """As chosen in this folder, else by the locale of the run."""
    made = as_written(("preferences",), store.preferences)
    language = made.get("language", "")
    minutes = made.get("lock_minutes", "")
    return Choices(
        language=language if language in LANGUAGES else settings.QINGHUAN_LANGUAGE,
        large=made.get("large") == "yes",
        hide_amounts=made.get("hide_amounts") == "yes",
        neutral_title=made.get("neutral_title") == "yes",
        lock_minutes=int(minutes) if minutes.isdecimal() else 0,
    )


def now() -> datetime:
    """The present moment: beside ``cli`` the one place where the clock is read."""
    return datetime.now(UTC)


def today() -> date:
    """Today in China."""
    return china_today(now())


def day_of(case: CaseSummary) -> date:
    """The day a case is looked at: the sample stands still on its own day."""
    return sample.TODAY if case.index.sample else today()


def case_of(case: str) -> CaseSummary:
    """The case with the id ``case``. Raises :class:`Http404`."""
    for known in as_written(("cases",), lambda: store.cases(store.OWNER)):
        if known.id == case:
            return known
    raise Http404


class CasePage(HttpResponse):
    """A page that depends on its address, the store, the day and policy alone."""


def page(  # noqa: PLR0913 (a template, what is in it, and where it stands)
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    case: CaseSummary | None = None,
    at: str = "",
    status: int = 200,
) -> HttpResponse:
    """``template`` with the frame around it; ``at`` is the place in the bar that is marked.

    An answer to htmx is the part alone: templates extend ``layout``.
    """
    wanted = choices()
    part = request.headers.get("HX-Request") == "true"
    frame = {
        "layout": "part.html" if part else "frame.html",
        "language": wanted.language,
        "html_language": _HTML_LANGUAGE[wanted.language],
        "choices": wanted,
        "help": list(_help(day_of(case) if case else today(), wanted.language)),
        "case": case,
        "at": at,
        "places": PLACES,
        "token": form_token,  # called wherever it stands: every form has its own
    }
    html = render_to_string(template, {**frame, **(context or {})}, request)
    return (CasePage if case else HttpResponse)(html, status=status)


def _help(day: date, language: Language) -> Any:
    for name, parameter in HELP:
        found = policy.look_up(parameter, day)
        if isinstance(found, policy.Sourced):
            yield {"number": found.string, "words": say(Text(f"web.help.{name}"), language)}


def locked_page(
    request: HttpRequest, status: int, *, wrong: bool = False, open_again: bool = False
) -> HttpResponse:
    """The page before anything is open; what was typed travels along, and is not kept here.

    No case, no label and no figure is on it.
    """
    typed = {
        name: values
        for name, values in (request.POST.lists() if request.method == "POST" else ())
        if name not in SECRETS
    }
    context = {
        "typed": typed,
        "files": bool(typed and request.FILES),
        "wrong": wrong,
        "open_again": open_again,
        "has_passphrase": bool(settings.QINGHUAN_ACCESS.passphrase),
        "path": request.get_full_path(),
    }
    return page(request, "locked.html", context, status=status)


def care_page(request: HttpRequest) -> HttpResponse:
    """Somebody can listen now. Nothing of what was typed is kept or shown again."""
    return page(request, "care.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """There is no such page."""
    return page(request, "not_found.html", status=404)


def failed(_request: HttpRequest) -> HttpResponse:
    """The program failed; nothing internal is shown."""
    words = say(Text("web.failed"), settings.QINGHUAN_LANGUAGE)
    return HttpResponse(words, status=500, content_type="text/plain; charset=utf-8")
