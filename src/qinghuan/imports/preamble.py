"""What a bill says of itself above or below its rows: account, period, counts.

The lines are found by their words wherever they stand: one generation of Alipay writes
them after the rows, and their number changes from year to year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qinghuan.imports.cells import masked, moment
from qinghuan.imports.vocabulary import (
    ACCOUNT,
    EXPECTED_LINES,
    EXPORTED_ALL,
    EXPORTED_KIND,
    PERIOD,
    PERIOD_START,
)
from qinghuan.imports.vocabulary_alipay import FIRST_APP_MARKS


@dataclass(slots=True)
class Preamble:
    """Facts gathered line by line; what the bill does not say stays at its default."""

    account_hint: str = ""
    period_from: datetime | None = None
    period_to: datetime | None = None
    exported_kind: str = ""
    expected_lines: int | None = None
    first_app: bool = False
    """Whether its wording is that of the Alipay app of 2021."""

    def feed(self, text: str) -> None:
        """Take what ``text``, one line outside the rows, says."""
        if not self.first_app and any(mark in text for mark in FIRST_APP_MARKS):
            self.first_app = True
        if self.expected_lines is None and (found := EXPECTED_LINES.search(text)):
            self.expected_lines = int(found.group(1))
        if not self.exported_kind and (found := EXPORTED_KIND.search(text)):
            self.exported_kind = found.group(1).strip()
        if not self.account_hint and (found := ACCOUNT.search(text)):
            self.account_hint = masked(found.group(1))
        for found in PERIOD.finditer(text):
            self._take_period(found.group(1), found.group(2))

    def _take_period(self, end: str, text: str) -> None:
        named = moment(text)
        if named is None:
            return
        if end == PERIOD_START:
            self.period_from = self.period_from or named[0]
        else:
            self.period_to = self.period_to or named[0]

    @property
    def partial(self) -> bool:
        """Whether only some kinds of rows were exported."""
        return bool(self.exported_kind) and EXPORTED_ALL not in self.exported_kind
