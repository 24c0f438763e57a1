"""Pages of a case as they were answered, kept in memory while nothing at all is written.

Asked again under the same generation of the store, on the same day, a page is answered without
being made anew, except that every form on it has a token of its own. The door (``guard``) stands
before this. Nothing is kept on disk, and locking drops everything.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from qinghuan import policy, store
from qinghuan.web.form_tokens import form_token, minted
from qinghuan.web.page import CasePage, today

MOST_BYTES: Final = 32_000_000
"""Of all kept pages together; those asked for longest ago go first."""

_CASES: Final = "/case/"
Key = tuple[str, ...]
Respond = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What stands between the tokens, and which token stands at each gap."""

    between: tuple[bytes, ...]
    gaps: tuple[int, ...]
    tokens: int

    @property
    def size(self) -> int:
        return sum(map(len, self.between))

    def with_new_tokens(self) -> bytes:
        tokens = [form_token().encode() for _ in range(self.tokens)]
        pieces = [self.between[0]]
        for gap, after in zip(self.gaps, self.between[1:], strict=True):
            pieces += (tokens[gap], after)
        return b"".join(pieces)


class _Held:
    bytes = 0


_pages: Final[OrderedDict[Key, _Kept]] = OrderedDict()
_lock: Final = Lock()


def forget_pages() -> None:
    """Drop every page."""
    with _lock:
        _pages.clear()
        _Held.bytes = 0


def kept_pages(respond: Respond) -> Respond:
    """The middleware, inside the door."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or not request.path_info.startswith(_CASES):
            return respond(request)
        key = _key(request)
        with _lock:
            known = _pages.get(key)
            if known is not None:
                _pages.move_to_end(key)
        if known is not None:
            return CasePage(known.with_new_tokens())
        with minted() as tokens:
            response = respond(request)
        if isinstance(response, CasePage) and response.status_code == HTTPStatus.OK:
            _keep(key, _taken_apart(response.content, tokens))
        return response

    return answered


def _key(request: HttpRequest) -> Key:
    return (
        store.generation(),
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        today().isoformat(),
        policy.digest(),
        settings.QINGHUAN_LANGUAGE,
    )


def _taken_apart(content: bytes, tokens: Sequence[str]) -> _Kept:
    if not tokens:
        return _Kept((content,), (), 0)
    place = {token.encode(): number for number, token in enumerate(tokens)}
    parts = re.split(b"(" + b"|".join(place) + b")", content)
    return _Kept(tuple(parts[::2]), tuple(place[token] for token in parts[1::2]), len(tokens))


def _keep(key: Key, page: _Kept) -> None:
    with _lock:
        before = _pages.pop(key, None)
        _pages[key] = page
        _Held.bytes += page.size - (before.size if before else 0)
        while _Held.bytes > MOST_BYTES:
            _, dropped = _pages.popitem(last=False)
            _Held.bytes -= dropped.size
