"""Certificates as they come: DER, or PEM with several of them."""

from __future__ import annotations

from collections.abc import Iterable

from asn1crypto import pem, x509

import qinghuan.evidence.rare_names  # noqa: F401 - names are compared from here on


def anchors(given: Iterable[bytes]) -> list[x509.Certificate]:
    """The certificates in ``given``; what is none is left out, so it vouches for nobody."""
    found: list[x509.Certificate] = []
    for content in given:
        try:
            ders = (
                [der for _, _, der in pem.unarmor(content, multiple=True)]
                if pem.detect(content)
                else [content]
            )
            found += [x509.Certificate.load(der, strict=True) for der in ders]
            for one in found:
                one.native  # noqa: B018 - reads all of it, or raises
        except (ValueError, TypeError):
            continue
    return found
