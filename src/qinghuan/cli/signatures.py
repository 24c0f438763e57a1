"""What ``sign`` and ``timestamp`` share: passphrases, certificates, authorities, files."""

from __future__ import annotations

import getpass
import secrets
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import now
from qinghuan.cli.codes import REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import existing, text_of
from qinghuan.cli.screen import Screen
from qinghuan.errors import Problem
from qinghuan.evidence.certificates import OwnCertificate, make, read
from qinghuan.evidence.signing import Authority
from qinghuan.evidence.timestamps import NONCE_BITS
from qinghuan.words import Text


def authority_of(address: str, roots: Sequence[bytes] = ()) -> Authority:
    """Somebody to ask for timestamps, with fresh random numbers."""
    return Authority(address, lambda: secrets.randbits(NONCE_BITS), roots)


def roots_of(asked: Namespace) -> list[bytes]:
    """The root certificates named with ``--root``. Raises :class:`Stopped`."""
    return [existing(path).read_bytes() for path in asked.root]


def passphrase(asked: Namespace, screen: Screen, *, twice: bool = False) -> str:
    """From ``--passphrase-file``, else typed unseen. Raises :class:`Stopped`."""
    if asked.passphrase_file:
        return text_of(asked.passphrase_file).partition("\n")[0].rstrip("\r")
    if not sys.stdin.isatty():
        raise Stopped(fault("passphrase_needed"))
    first = getpass.getpass(screen.words(Text("cli.sign.passphrase")))
    if twice and getpass.getpass(screen.words(Text("cli.sign.passphrase_again"))) != first:
        raise Stopped(fault("passphrase_again"))
    return first


def own_certificate(asked: Namespace, screen: Screen) -> OwnCertificate:
    """The certificate to sign with: new, from a file, or the one of this folder."""
    if asked.new_certificate is not None:
        return _new(asked, screen)
    content = existing(asked.p12).read_bytes() if asked.p12 else store.kept_certificate()
    if content is None:
        raise Stopped(fault("no_certificate"))
    return sound(read(content, passphrase(asked, screen), now=now()))


def _new(asked: Namespace, screen: Screen) -> OwnCertificate:
    target = Path(asked.p12) if asked.p12 else None
    if target is not None and target.exists():
        raise Stopped(fault("there_already", str(target)))
    if target is None and store.kept_certificate() is not None:
        raise Stopped(fault("certificate_there"))
    words, moment = passphrase(asked, screen, twice=True), now()
    made = make(asked.new_certificate, words, now=moment, years=asked.years)
    if isinstance(made, Problem):
        raise Stopped(made)
    if target is not None:
        write_new(target, made)
    else:
        store.keep_certificate(made)
    screen.note(Text("cli.sign.made"))
    return sound(read(made, words, now=moment))


def sound(found: OwnCertificate | Problem) -> OwnCertificate:
    """``found``. Raises :class:`Stopped` where it is a problem."""
    if isinstance(found, Problem):
        raise Stopped(found, code=REFUSED)
    return found


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet, readable by its owner alone.

    Raises :class:`Stopped` and :class:`OSError`.
    """
    from qinghuan.store.files import sync_file  # noqa: PLC0415

    if target.exists():
        raise Stopped(fault("there_already", str(target)))
    sync_file(target, content)
