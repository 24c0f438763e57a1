"""The way back: ``?then=`` names the page of the case to which a form leads when it is recorded."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

THEN: Final = "then"
_INSIDE: Final = re.compile(r"[A-Za-z0-9_/-]*(\?[A-Za-z0-9_=&%+.~-]*)?")
"""A path without dots or escapes, so that it cannot climb out of the case, and its query."""


def way_back(request: HttpRequest, case: str) -> str:
    """The page of ``case`` that the address names; empty where it names none."""
    named, inside = request.GET.get(THEN, ""), reverse("home", args=[case])
    ours = named.startswith(inside) and _INSIDE.fullmatch(named.removeprefix(inside))
    return named if ours else ""


def with_way_back(where: str, here: str) -> str:
    """The address ``where``, from which a form leads back to ``here``."""
    return f"{where}?{urlencode({THEN: here})}" if here else where
