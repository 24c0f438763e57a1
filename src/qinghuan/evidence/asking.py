"""One question to a timestamp authority over HTTP: bounded in time and size, no redirects.

https, or http to this machine itself; nothing but the request leaves.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from ipaddress import ip_address
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
_PIECE: Final = 16_384
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
    parts, until = urlsplit(address), time.monotonic() + seconds
    connection = _connection(parts, seconds)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, request, _HEADERS)
        return _body(connection, until)
    except TimeoutError:
        raise NoAnswer(fault("slow", address, seconds=int(seconds))) from None
    except ssl.SSLError:
        raise NoAnswer(fault("not_safe", address)) from None
    except http.client.HTTPException:
        raise NoAnswer(fault("garbage", address)) from None
    except OSError:
        raise NoAnswer(fault("down", address)) from None
    finally:
        connection.close()


def _connection(parts: SplitResult, seconds: float) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        safe = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=seconds, context=safe)
    return http.client.HTTPConnection(host, port, timeout=seconds)


def _body(connection: http.client.HTTPConnection, until: float) -> bytes:
    """The answer, read in pieces: a drop at a time may not take longer than the whole."""
    answer = connection.getresponse()
    if answer.status != _OK:
        raise NoAnswer(fault("refuses", "", status=answer.status))
    pieces, size = [], 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise NoAnswer(fault("garbage", ""))
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if isinstance(connection.sock, socket.socket):
            connection.sock.settimeout(left)
    return b"".join(pieces)
