"""Names with rare characters in certificates, which asn1crypto refuses to compare.

It prepares names by RFC 4518 on the tables of Unicode 3.2 (2002), where 𬭸
and many other characters of real Chinese names are not assigned yet, and raises.
Importing this module lets such a name be compared as it is written, in its normal form.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from asn1crypto import x509

_strict = x509.NameTypeAndValue._ldap_string_prep  # noqa: SLF001 - there is no other door


def _prepared(self: Any, written: str) -> str:
    try:
        return str(_strict(self, written))
    except ValueError:
        return f" {unicodedata.normalize('NFKC', written).casefold()} "


x509.NameTypeAndValue._ldap_string_prep = _prepared  # noqa: SLF001
