"""Who may see a page: whoever opened the address with this run's key, on this computer.

The key comes once in the address, moves into a cookie no script can read, and is gone
from the address by a redirect. Every answer forbids scripts, frames and other hosts.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from qinghuan.words import Text, say

COOKIE = "qinghuan"
KEY = "key"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})

Respond = Callable[[HttpRequest], HttpResponse]


def guard(respond: Respond) -> Respond:
    """The middleware."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = _answer(request, respond)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return guarded


def _answer(request: HttpRequest, respond: Respond) -> HttpResponse:
    try:
        request.get_host()
    except DisallowedHost:
        return _refused("web.refused.host", 400)
    if request.method not in _SAFE:
        return _refused("web.refused.read_only", 405)
    if _is_key(request.GET.get(KEY, "")):
        response = HttpResponseRedirect(request.path)
        response.set_cookie(COOKIE, settings.QINGHUAN_KEY, httponly=True, samesite="Strict")
        return response
    if not _is_key(request.COOKIES.get(COOKIE, "")):
        return _refused("web.refused.key", 403)
    return respond(request)


def _is_key(given: str) -> bool:
    return secrets.compare_digest(given.encode(), settings.QINGHUAN_KEY.encode())


def _refused(why: str, status: int) -> HttpResponse:
    words = say(Text(why), settings.QINGHUAN_LANGUAGE)
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
