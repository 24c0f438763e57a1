"""``qinghuan verify FILE``: whether a bundle, a case file or a signed PDF is what it was."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import found, now
from qinghuan.cli.codes import DONE, MISUSE, PROBLEMS
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.store.checking import DIGEST, FileCheck
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE")
    parser.take("--case", metavar="CASE", default="")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Check it; exit code 1 when something was changed, 2 when nothing in it can be checked."""
    path, checked = _checked(asked.file)
    if asked.case:
        checked = store.held_to_case(checked, found(asked.case).id, path)
    screen.data(
        {
            "ok": checked.sound and bool(checked.proved),
            "kind": checked.kind,
            "sha256": checked.sha256,
            "checked": [screen.words(text) for text in checked.checked],
            "proved": [screen.words(text) for text in checked.proved] if checked.sound else [],
            "not_proved": [screen.words(text) for text in checked.not_proved],
            "problems": [screen.described(problem) for problem in checked.problems],
        }
    )
    if not screen.as_json:
        _tell(checked, screen)
    if not checked.sound:
        return PROBLEMS
    return DONE if checked.proved else MISUSE


def _checked(typed: str) -> tuple[Path | None, FileCheck]:
    """The check of the file or of the digest that was ``typed``."""
    plain = "".join(typed.split()).lower()
    if DIGEST.fullmatch(plain) and not Path(typed).exists():
        return None, store.check_digest(plain)
    path = existing(typed)
    return path, store.check_file(path, now=now())


def _tell(checked: FileCheck, screen: Screen) -> None:
    screen.say(checked.headline)
    if checked.problems:
        screen.problems(checked.problems)
    sound = checked.sound
    for heading, said in (
        ("checked", checked.checked),
        ("proved", checked.proved if sound else ()),
        ("not_proved", checked.not_proved if sound else ()),
    ):
        if said:
            screen.say(Text(f"cli.verify.{heading}"))
        for text in said:
            screen.line("  · " + screen.words(text))
