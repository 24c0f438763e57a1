"""What the person must still know after something was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qinghuan.cli.screen import Screen
from qinghuan.words import Text

if TYPE_CHECKING:
    from qinghuan.store.erasing import Erased


def tell_where_copies_are(screen: Screen, done: Erased) -> None:
    """Name every copy this program knows of, and say what it cannot know."""
    if not done.overwritten:
        screen.say(Text("cli.erased.later"))
    for path in done.backups:
        screen.say(Text("cli.erased.backup", path=str(path)))
    for copy in done.copies:
        screen.say(Text("cli.erased.copy", id=copy))
    screen.say(Text("cli.erased.elsewhere"))
