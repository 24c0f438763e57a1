"""From the words typed to the command that runs: language, help, faults, exit codes.

The help is written from the catalogue, so that asking for it loads no parser and no
command. A command is a module of ``commands/`` with ``arguments(parser)`` and
``run(asked, screen) -> exit code``.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from qinghuan.cli.codes import DONE, INTERRUPTED, MISUSE
from qinghuan.cli.screen import Screen
from qinghuan.words import Language, Text

if TYPE_CHECKING:
    from qinghuan.cli.faults import Stopped

COMMANDS: Final[tuple[str, ...]] = (
    "demo",
    "triage",
    "fears",
    "case new",
    "case list",
    "case show",
    "case add",
    "case correct",
    "case verify",
    "case export",
    "case import",
    "case redact",
    "case erase",
    "import",
    "assess",
    "plan",
    "write",
    "sign",
    "timestamp",
    "offer",
    "review",
    "rehearse",
    "script",
    "contact",
    "scam",
    "evidence add",
    "evidence list",
    "evidence bundle",
    "verify",
    "backup",
    "restore",
    "policy list",
    "policy show",
    "policy check",
    "calc",
    "serve",
)
"""Every command as it is typed; ``case new`` stands in ``commands/case_new.py``."""

_PLACES: Final = {"serve": "qinghuan.web.serve"}
"""Commands that stand in a room after this one."""

_CLOSED_PIPE: Final = 141


def run(typed: list[str]) -> int:
    """Run what was ``typed`` and return the exit code; nothing is raised for a user's fault."""
    _make_printable()
    chosen, words = _language_asked(typed)
    screen = Screen(chosen or language_of(os.environ), as_json="--json" in words)
    if typed != words and chosen is None:
        return screen.misuse(Text("cli.misuse.language"))
    try:
        code = _dispatch(words, screen)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _CLOSED_PIPE
    except KeyboardInterrupt:
        screen.note(Text("cli.interrupted"))
        return INTERRUPTED
    return code


def language_of(environment: Any) -> Language:
    """The language of the locale; Chinese, the source language, where none is set."""
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    plain = named.partition(".")[0]
    return "zh_CN" if plain in {"", "C", "POSIX"} or plain.startswith("zh") else "en"


def _language_asked(typed: list[str]) -> tuple[Language | None, list[str]]:
    """``--language zh|en`` wherever it stands, and the words without it."""
    known: dict[str, Language] = {"zh": "zh_CN", "zh_CN": "zh_CN", "en": "en"}
    rest, asked = list(typed), None
    for place, word in enumerate(typed):
        if word == "--language":
            asked = "".join(typed[place + 1 : place + 2])
            del rest[place : place + 2]
            break
        if word.startswith("--language="):
            asked = word.partition("=")[2]
            del rest[place]
            break
    return known.get(asked or ""), rest


def _dispatch(words: list[str], screen: Screen) -> int:
    if words and words[0] in {"-h", "--help", "help"}:
        _overview(screen, COMMANDS)
        return DONE
    if words[:1] == ["--version"]:
        from qinghuan import __version__  # noqa: PLC0415 - only asked for here

        screen.line(f"qinghuan {__version__}")
        return DONE
    name = command_of(words)
    if name is None:
        return _unknown(words, screen)
    return _run_command(name, words[len(name.split()) :], screen)


def command_of(words: list[str]) -> str | None:
    """The command that is typed; without a word the app opens."""
    if not words:
        return "serve"
    return next((name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS), None)


def _unknown(words: list[str], screen: Screen) -> int:
    family = tuple(name for name in COMMANDS if name.startswith(f"{words[0]} "))
    rest = words[1:]
    if family and (not rest or rest[0] in {"-h", "--help", "help"}):
        _overview(screen, family)
        return DONE if rest else MISUSE
    typed = " ".join(words[: 2 if family else 1])
    return screen.misuse(Text("cli.misuse.command", typed=typed))


def _overview(screen: Screen, names: tuple[str, ...]) -> None:
    whole = names is COMMANDS
    if whole:
        screen.say(Text("cli.help.what"))
        screen.line()
    screen.say(Text("cli.help.usage"))
    screen.line()
    widest = max(len(name) for name in names) + 2
    for name in names:
        summary = screen.words(Text(f"cli.{identifier(name)}.summary"))
        screen.line(f"  {name.ljust(widest)}{summary}")
    screen.line()
    for part in ("more", "language", "home", "codes", "care") if whole else ("more",):
        screen.say(Text(f"cli.help.{part}"))


def identifier(name: str) -> str:
    """The module and the part of the catalogue of a command (``import`` → ``import_files``)."""
    return "import_files" if name == "import" else name.replace(" ", "_")


def _run_command(name: str, rest: list[str], screen: Screen) -> int:
    from qinghuan.cli.faults import stopped_by  # noqa: PLC0415 - loads the parser

    module = import_module(_PLACES.get(name, f"qinghuan.cli.commands.{identifier(name)}"))
    try:
        from qinghuan.cli.parser import CommandParser  # noqa: PLC0415

        parser = CommandParser(name, screen.language)
        module.arguments(parser)
        code: int = module.run(parser.parse_args(rest), screen)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as fault:  # noqa: BLE001 - the edge: no traceback reaches a person
        return _end(stopped_by(fault), screen)
    return code


def _end(stopped: Stopped, screen: Screen) -> int:
    screen.problems(stopped.problems)
    return stopped.code


def _make_printable() -> None:
    """Never fail because a terminal cannot show a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
