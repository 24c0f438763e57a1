"""The sheet while it is typed: kept as a draft, begun from the last sheet, no fact yet.

Every screen is kept as it was sent, sound or not, so that nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Final

from django.http import QueryDict

from qinghuan import policy, store
from qinghuan.household.entries import HouseholdStated
from qinghuan.web.household.screens import key_of
from qinghuan.web.household.told import told_by
from qinghuan.web.memory import draft_of

NAME: Final = "household"
_TYPED: Final = "typed."
_one_at_a_time: Final = Lock()
_OURS: Final = ("_token", "_sequence", "do")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is typed so far."""

    typed: Mapping[str, str]
    """Screen → what was sent, urlencoded."""
    base: str
    """The id of the sheet it began from; empty: from nothing."""
    begun: date
    at: str
    """The screen that was answered last."""
    kept: bool
    """Whether it is stored: something was typed."""

    def sent(self, screen: str) -> QueryDict | None:
        """What was sent on ``screen``; None where it was never answered."""
        found = self.typed.get(screen)
        return None if found is None else QueryDict(found)

    @property
    def incomes(self) -> list[str]:
        """The keys of the incomes, in their order."""
        keys = [key for key in map(key_of, self.typed) if key]
        return sorted(keys, key=int)

    @property
    def new_income(self) -> str:
        """A key that no income has."""
        return str(max(map(int, self.incomes), default=0) + 1)

    @property
    def digest(self) -> str:
        """Of everything typed: whoever reviewed this reviewed exactly this."""
        return sha256(repr(sorted(self.typed.items())).encode()).hexdigest()

    def old_on(self, today: date) -> bool:
        """Whether it lay about so long that it should be looked through."""
        days = policy.assumption("household.sheet_days").central
        return self.kept and (today - self.begun).days > days

    def with_screen(self, screen: str, data: QueryDict) -> Draft:
        """With ``screen`` as it was sent now."""
        clean = data.copy()
        for name in _OURS:
            clean.pop(name, None)
        typed = {**self.typed, screen: clean.urlencode()}
        return replace(self, typed=typed, at=screen, kept=True)

    def without(self, screen: str) -> Draft:
        """Without the answer on ``screen``."""
        typed = {name: sent for name, sent in self.typed.items() if name != screen}
        return replace(self, typed=typed, kept=True)


def current(case: str, sheet: HouseholdStated | None, today: date) -> Draft:
    """The draft that is kept, else one that begins from ``sheet``."""
    kept = draft_of(case, NAME)
    if not kept:
        base = sheet.id if sheet else ""
        return Draft(told_by(sheet) if sheet else {}, base, today, "", kept=False)
    typed = {
        name.removeprefix(_TYPED): sent for name, sent in kept.items() if name.startswith(_TYPED)
    }
    return Draft(typed, kept.get("base", ""), _day(kept, today), kept.get("at", ""), kept=True)


def _day(kept: Mapping[str, str], today: date) -> date:
    try:
        return date.fromisoformat(kept.get("begun", ""))
    except ValueError:
        return today


def update(
    case: str, sheet: HouseholdStated | None, today: date, change: Callable[[Draft], Draft]
) -> Draft:
    """Keep the draft as ``change`` makes it; two tabs that type at once lose nothing."""
    with _one_at_a_time:
        draft = change(current(case, sheet, today))
        _keep(case, draft)
    return draft


def _keep(case: str, draft: Draft) -> None:
    fields = {f"{_TYPED}{name}": sent for name, sent in draft.typed.items()}
    begun = draft.begun.isoformat()
    store.keep_draft(case, NAME, {**fields, "base": draft.base, "begun": begun, "at": draft.at})


def drop(case: str) -> None:
    """Forget the draft."""
    store.drop_draft(case, NAME)
