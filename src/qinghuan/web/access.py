"""Who may see a page: whoever opened this run's one-time link, in the browser that opened it.

The address begins with a name that only the owner's folder holds; the link carries a key that
opens once and becomes a cookie no script can read and no other address is sent. Locking forgets
every cookie. A passphrase, where the owner set one, opens again without a new link.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

_COST: Final = {"n": 1 << 14, "r": 8, "p": 1}
_TRIES: Final = 5
"""Wrong passphrases before there is a wait."""
_WAIT: Final = 60.0
"""Seconds."""
_MINUTE: Final = 60.0


def hashed(passphrase: str) -> str:
    """``passphrase`` as it is kept: salt and scrypt, never the words."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_scrypt(passphrase, salt).hex()}"


def _scrypt(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, **_COST)


def fits(passphrase: str, kept: str) -> bool:
    """Whether ``passphrase`` is the one that was kept."""
    salt, _, wanted = kept.partition("$")
    return hmac.compare_digest(_scrypt(passphrase, bytes.fromhex(salt)).hex(), wanted)


class Access:
    """The keys and sessions of one run. Safe to use from several threads."""

    def __init__(
        self,
        *,
        renewed: Callable[[str], None] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._lock = threading.Lock()
        self._clock = clock or time.monotonic
        self.renewed = renewed or (lambda _key: None)
        """Told of every new key."""
        self._sessions: dict[str, float] = {}
        self._wrong: list[float] = []
        self._key = ""
        self.minutes = 0
        """Minutes without a page until it locks; 0: never by itself."""
        self.passphrase = ""
        """As :func:`hashed`; empty: none set."""
        self.new_key()

    @property
    def key(self) -> str:
        """The key that opens once."""
        return self._key

    def new_key(self) -> None:
        """Make another key; the one before opens no more."""
        self._key = secrets.token_urlsafe(24)
        self.renewed(self._key)

    def opened_by(self, key: str) -> str | None:
        """A new session for the one-time ``key``; None where it does not open."""
        with self._lock:
            if not hmac.compare_digest(key.encode(), self._key.encode()):
                return None
            self.new_key()
            return self._begin()

    def unlocked_by(self, passphrase: str) -> str | None:
        """A new session for the passphrase; None where it is wrong, or must wait."""
        with self._lock:
            now = self._clock()
            self._wrong = [at for at in self._wrong if now - at < _WAIT]
            if not self.passphrase or len(self._wrong) >= _TRIES:
                return None
            if not fits(passphrase, self.passphrase):
                self._wrong.append(now)
                return None
            return self._begin()

    def _begin(self) -> str:
        session = secrets.token_urlsafe(32)
        self._sessions[session] = self._clock()
        return session

    def knows(self, session: str) -> bool:
        """Whether ``session`` is open; being seen keeps it open."""
        with self._lock:
            seen, now = self._sessions.get(session), self._clock()
            if seen is None:
                return False
            if self.minutes and now - seen > self.minutes * _MINUTE:
                del self._sessions[session]
                return False
            self._sessions[session] = now
            return True

    def lock(self) -> None:
        """Forget every session; whoever holds an old cookie sees nothing."""
        with self._lock:
            self._sessions.clear()
            self.new_key()
