"""One question to a timestamp authority over HTTP: bounded in time and size, no redirects.

https, or http to this machine itself; nothing but the request leaves.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from ipaddress import ip_address
from threading import Event, Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from qinghuan.errors import Problem
from qinghuan.evidence.pdf_signatures import fault

LARGEST_ANSWER: Final = 200_000
"""Bytes; a token with its certificates is about 5,000."""
LONGEST_ADDRESS: Final = 200
SECONDS: Final = 15.0
"""How long an authority is waited for."""
_OK: Final = 200
_HEADERS: Final = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


class NoAnswer(Exception):
    """The authority gave no answer; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def address_fault(address: str) -> Problem | None:
    """What is wrong with the address of an authority; None where it can be asked."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return fault("address", "/authority")
    fits = bool(host) and len(address) <= LONGEST_ADDRESS and address.isascii()
    if not fits or "@" in parts.netloc or any(letter.isspace() for letter in address):
        return fault("address", "/authority")
    if parts.scheme == "https" or (parts.scheme == "http" and _is_here(host or "")):
        return None
    return fault("address", "/authority")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def post(address: str, request: bytes, seconds: float = SECONDS) -> bytes:
    """What ``address`` answers to ``request``. Raises :class:`NoAnswer`."""
    wrong = address_fault(address)
    if wrong is not None:
        raise NoAnswer(wrong)
    parts = urlsplit(address)
    connection, late = _connection(parts, seconds), Event()
    clock: Timer | None = None
    try:
        connection.connect()
        # A time-out of the socket begins anew with every byte; this one does not.
        clock = Timer(seconds, _cut_off, (connection.sock, late))
        clock.start()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, request, _HEADERS)
        return _body(connection)
    except (OSError, http.client.HTTPException, ValueError) as fell:
        code = "slow" if late.is_set() else _code(fell)
        raise NoAnswer(fault(code, address, seconds=round(seconds))) from None
    finally:
        if clock is not None:
            clock.cancel()
        connection.close()


def _cut_off(held: socket.socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        held.shutdown(socket.SHUT_RDWR)


def _code(fell: Exception) -> str:
    """What a fault of the connection means."""
    if isinstance(fell, TimeoutError):
        return "slow"
    if isinstance(fell, ssl.SSLError):
        return "not_safe"
    return "down" if isinstance(fell, OSError) else "garbage"


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=safe)
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _body(connection: http.client.HTTPConnection) -> bytes:
    """The answer, as far as it is not longer than any token."""
    answer = connection.getresponse()
    if answer.status != _OK:
        raise NoAnswer(fault("refuses", "", status=answer.status))
    content = answer.read(LARGEST_ANSWER + 1)
    if len(content) > LARGEST_ANSWER or (answer.length or 0) > 0:
        raise http.client.IncompleteRead(content)
    return content
