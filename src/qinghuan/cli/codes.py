"""The exit codes, the same for every command."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
PROBLEMS: Final = 1
"""Done, and something needs a look: a changed entry, an unreadable file, a red check."""
MISUSE: Final = 2
"""The command was typed wrongly or what it was given cannot be used."""
REFUSED: Final = 3
"""Nothing was done and nothing changed, because doing it would harm."""
MACHINE: Final = 4
"""The machine failed: a full disk, no permission, no database server."""
DEFECT: Final = 70
"""A defect of the program itself."""
INTERRUPTED: Final = 130
