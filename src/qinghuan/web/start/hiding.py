"""An empty page at once, and the way back: it keeps out a glance, no more."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

from qinghuan.web.page import page


def came_from(request: HttpRequest) -> str:
    """The page of this program that led here; the beginning where none did."""
    before = urlsplit(request.headers.get("Referer", ""))
    ours = before.netloc == request.get_host() and before.path.startswith(get_script_prefix())
    if not ours or before.path == request.path:
        return get_script_prefix()
    return f"{before.path}?{before.query}" if before.query else before.path


def hidden(request: HttpRequest) -> HttpResponse:
    """The empty page, where there are no scripts to put one over the page itself."""
    return page(request, "start/hidden.html", {"back": came_from(request)})
