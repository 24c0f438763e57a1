"""A chart as data: drawn in the browser from the same figures as the table beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.safestring import SafeString, mark_safe

from qinghuan.words import Language, Text, say


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values. Yuan; ``role`` names the lines of a fan: low, middle, high."""

    name: Text
    values: Sequence[Decimal | None]
    stack: str = ""
    line: bool = False
    dashed: bool = False
    role: Literal["", "low", "middle", "high"] = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: ``bars``, ``across`` (bars lying), ``lines`` or ``fan``."""

    id: str
    kind: Literal["bars", "across", "lines", "fan"]
    title: Text
    labels: Sequence[str]
    series: Sequence[Series]
    language: Language
    band: Text | None = None
    """The name of the band of a fan."""

    @property
    def json(self) -> SafeString:
        """The data for the script; safe inside an element of JSON."""
        told: dict[str, Any] = {
            "labels": list(self.labels),
            "series": [self._told(one) for one in self.series],
        }
        if self.band is not None:
            told["band"] = say(self.band, self.language)
        written = json.dumps(told, ensure_ascii=False)
        for sign in "<>&":
            written = written.replace(sign, f"\\u{ord(sign):04x}")
        return mark_safe(written)  # noqa: S308 (every sign that could end the element is escaped)

    def _told(self, one: Series) -> dict[str, Any]:
        told: dict[str, Any] = {
            "name": say(one.name, self.language),
            "values": [None if value is None else float(value) for value in one.values],
        }
        for name in ("stack", "line", "dashed", "role"):
            if getattr(one, name):
                told[name] = getattr(one, name)
        return told
