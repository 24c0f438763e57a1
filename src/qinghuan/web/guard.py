"""The door before every page: host, origin, session; then the headers every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix

from qinghuan.contact.distress import speaks_of_not_living
from qinghuan.web.access import Access
from qinghuan.web.page import care_page, locked_page
from qinghuan.words import Text, say

COOKIE = "qinghuan"
KEY = "key"
UNLOCK = "unlock_passphrase"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})
_METHODS = _SAFE | {"POST"}

Respond = Callable[[HttpRequest], HttpResponse]


def guard(respond: Respond) -> Respond:
    """The middleware."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = _answer(request, respond)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response

    return guarded


def _answer(request: HttpRequest, respond: Respond) -> HttpResponse:
    refused = _not_ours(request)
    if refused is not None:
        return refused
    if request.path_info == "/open":
        return _opened(request)
    if _needs_care(request):
        return care_page(request)
    access: Access = settings.QINGHUAN_ACCESS
    if access.knows(request.COOKIES.get(COOKIE, "")):
        return respond(request)
    if request.method == "POST" and UNLOCK in request.POST:
        return _unlocked(request, access)
    return locked_page(request, 403)


def _not_ours(request: HttpRequest) -> HttpResponse | None:
    """Why a request cannot come from a page of this program; None where it can."""
    try:
        host = request.get_host()
    except DisallowedHost:
        return _refused("web.refused.host", 400)
    if request.method not in _METHODS:
        return _refused("web.refused.method", 405)
    if request.method not in _SAFE and not _from_here(request, host):
        return _refused("web.refused.origin", 403)
    return None


def _from_here(request: HttpRequest, host: str) -> bool:
    """Whether a page of this program sent the form; browsers name the origin of every one."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    return site in {"same-origin", "none"} and urlsplit(origin).netloc == host


def _needs_care(request: HttpRequest) -> bool:
    """Whether somebody writes of not wanting to live: then nothing is kept, and help is shown.

    Whoever it is: the page of help holds nothing of the case, so a lock does not stand before it.
    """
    if request.method != "POST":
        return False
    named = ((name, value) for name, values in request.POST.lists() for value in values)
    written = "\n".join(value for name, value in named if name != UNLOCK)
    return speaks_of_not_living(written)


def _opened(request: HttpRequest) -> HttpResponse:
    access: Access = settings.QINGHUAN_ACCESS
    session = access.opened_by(request.GET.get(KEY, ""))
    if session is None:
        return locked_page(request, 403)
    return _with_cookie(HttpResponseRedirect(get_script_prefix()), session)


def _unlocked(request: HttpRequest, access: Access) -> HttpResponse:
    """The passphrase opens, and what was typed before is asked to be sent once more."""
    session = access.unlocked_by(request.POST.get(UNLOCK, ""))
    if session is None:
        return locked_page(request, 403, wrong=True)
    return _with_cookie(locked_page(request, 200, open_again=True), session)


def _with_cookie(response: HttpResponse, session: str) -> HttpResponse:
    response.set_cookie(COOKIE, session, path=get_script_prefix(), httponly=True, samesite="Strict")
    return response


def _refused(why: str, status: int) -> HttpResponse:
    words = say(Text(why), settings.QINGHUAN_LANGUAGE)
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
