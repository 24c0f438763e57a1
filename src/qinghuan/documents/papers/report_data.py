"""The external financial statement for programs: JSON of the very content that is printed.

It is made from the recipient's allow-list alone, never from the assessment, so it cannot hold
what the page may not show. Amounts are strings of yuan, days are ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from qinghuan.documents.papers.report_external import ExternalContent
from qinghuan.documents.tree import clean
from qinghuan.words import SOURCE_LANGUAGE, Language, Text, say

SCHEMA: Final = "qinghuan.financial_statement"
VERSION: Final = 1
"""Counts up when a field is taken away or changes what it means."""
NAME: Final = "financial-statement.json"
CALLED: Final[Mapping[str, str]] = {
    "affordable": "monthly_for_all_debts",
    "share": "monthly_for_this_debt",
    "debts": "number_of_debts",
    "owed": "asked_by_all_creditors",
}
"""Fields whose name outside says more than the one inside."""


def as_json(content: ExternalContent, language: Language = SOURCE_LANGUAGE) -> str:
    """``content`` as JSON, with the name and the version of its schema first."""
    body = {"schema": SCHEMA, "version": VERSION, "currency": "CNY", "unit": "yuan"}
    return json.dumps(body | _plain(content, language), ensure_ascii=False, indent=1)


def _plain(value: Any, language: Language) -> Any:
    """``value`` as what JSON holds."""
    if is_dataclass(value):
        return {
            CALLED.get(one.name, one.name): _plain(getattr(value, one.name), language)
            for one in fields(value)
        }
    if isinstance(value, dict):
        return {str(key): _plain(one, language) for key, one in sorted(value.items())}
    if isinstance(value, tuple):
        return [_plain(one, language) for one in value]
    return _one(value, language)


def _one(value: Any, language: Language) -> Any:
    """One value: words of ours said, words of a person cleaned, amounts and days as strings."""
    if isinstance(value, Text):
        return say(value, language)
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value
