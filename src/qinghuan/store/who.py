"""Who acts: recorded with every entry, and deciding which cases are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Who:
    """A person at work. In local mode there is one, the owner of everything."""

    id: str
    role: str = "owner"
    """``owner`` sees their own cases; other roles see the cases of their office."""
    office: str = ""


OWNER: Final = Who("owner")
"""The one person of a folder on their own computer."""
