"""The parser of one command's words, with its help in the language of the run."""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from qinghuan.cli.faults import Stopped, fault
from qinghuan.words import FOLDER, Language, Text, say


class CommandParser(argparse.ArgumentParser):
    """``argparse`` with our words: summary and help from the catalogue, faults as problems."""

    def __init__(self, command: str, language: Language) -> None:
        # argparse asks gettext's own domain; its sentences stand in words/*/argparse.po.
        os.environ["LANGUAGE"] = language
        gettext.bindtextdomain("argparse", str(FOLDER))
        gettext.textdomain("argparse")
        self.command, self.language = command, language
        self.room = "import_files" if command == "import" else command.replace(" ", "_")
        super().__init__(
            prog=f"qinghuan {command}",
            description=self._words("summary"),
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def words(self, text: Text) -> str:
        """``text`` in the language of the run."""
        return say(text, self.language)

    def _words(self, name: str) -> str:
        return self.words(Text(f"cli.{self.room}.{name}"))

    def take(self, name: str, *, group: Any = None, **how: Any) -> None:
        """Add the argument or option ``name`` with the help ``cli.COMMAND.NAME``."""
        plain = name.lstrip("-").replace("-", "_")
        (group or self).add_argument(name, help=self._words(plain), **how)

    def take_case(self) -> None:
        """Add the argument that names a case: its id, a unique beginning of it, or its label."""
        self._take_common("case", metavar="CASE")

    def take_json(self) -> None:
        """Add ``--json``."""
        self._take_common("--json", action="store_true")

    def take_today(self) -> None:
        """Add ``--today``, the day on which the answer is given."""
        self._take_common("--today", metavar="YYYY-MM-DD", type=self.reads(date.fromisoformat))

    def take_on(self) -> None:
        """Add ``--on``, the day on which something held."""
        self._take_common("--on", metavar="YYYY-MM-DD", type=self.reads(date.fromisoformat))

    def _take_common(self, name: str, **how: Any) -> None:
        words = say(Text(f"cli.common.{name.lstrip('-')}"), self.language)
        self.add_argument(name, help=words, **how)

    def reads(self, read: Callable[[str], Any]) -> Callable[[str], Any]:
        """``read`` as a type for argparse whose refusal is a sentence of ours."""

        def reader(typed: str) -> Any:
            try:
                return read(typed)
            except ValueError:
                words = say(Text("cli.fault.unreadable_word", typed=typed), self.language)
                raise argparse.ArgumentTypeError(words) from None

        return reader

    def error(self, message: str) -> NoReturn:
        """Stop with what is wrong about the words typed and how they should look."""
        usage = " ".join(self.format_usage().split())
        shown = usage[usage.index(self.prog) :]
        raise Stopped(fault("words", message=message, usage=shown))


def existing(path: str) -> Path:
    """``path`` of a file that is there. Raises :class:`Stopped`."""
    found = Path(path)
    if found.is_dir():
        raise Stopped(fault("is_folder", path))
    if not found.exists():
        raise Stopped(fault("no_file", path))
    return found


def text_of(named: str) -> str:
    """The text of the file ``named``; ``-`` is standard input. Raises :class:`Stopped`."""
    raw = sys.stdin.buffer.read() if named == "-" else existing(named).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Stopped(fault("not_text", named)) from None
