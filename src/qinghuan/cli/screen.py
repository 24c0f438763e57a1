"""Where a command speaks: sentences and JSON on standard output, faults and progress on error.

Plain code with the lightest imports there are: every start of the program passes here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from qinghuan.cli.codes import MISUSE
from qinghuan.words import Language, Text, say

if TYPE_CHECKING:
    from qinghuan.errors import Problem


class Screen:
    """One run's output: its language, and whether a program reads it."""

    def __init__(self, language: Language, *, as_json: bool = False) -> None:
        self.language = language
        self.as_json = as_json

    def words(self, text: Text) -> str:
        """``text`` as a sentence in the language of this run."""
        return say(text, self.language)

    def line(self, written: str = "") -> None:
        """Print ``written`` for a person; nothing when a program reads."""
        if not self.as_json:
            print(written)

    def say(self, text: Text) -> None:
        """Print the sentence ``text`` for a person."""
        self.line(self.words(text))

    def data(self, value: Any) -> None:
        """Print ``value`` as JSON for a program; nothing when a person reads."""
        if self.as_json:
            print(_as_json(value))

    def note(self, text: Text) -> None:
        """Print a remark beside the result: on standard error."""
        print(self.words(text), file=sys.stderr)

    def problems(self, problems: Iterable[Problem]) -> None:
        """What is wrong, where, and what to do."""
        found = list(problems)
        self.data({"ok": False, "problems": [self.described(each) for each in found]})
        if not self.as_json:
            for each in found:
                print("\n".join(self.told(each)), file=sys.stderr)

    def told(self, problem: Problem) -> list[str]:
        """``problem`` in at most three lines."""
        lines = [self.words(Text(f"cli.severity.{problem.severity}", what=problem.what))]
        if problem.where:
            lines.append("  " + self.words(Text("cli.where", where=problem.where)))
        return [*lines, "  " + self.words(Text("cli.mend", mend=problem.mend))]

    def described(self, problem: Problem) -> dict[str, str]:
        """``problem`` for a program."""
        return {
            "code": problem.code,
            "severity": problem.severity,
            "at": problem.where,
            "message": self.words(problem.what),
            "mend": self.words(problem.mend),
        }

    def misuse(self, text: Text) -> int:
        """Say that what was typed is no command this program has; the exit code."""
        message = self.words(text)
        self.data({"ok": False, "problems": [{"code": text.id, "at": "", "message": message}]})
        if not self.as_json:
            print(f"qinghuan: {message}", file=sys.stderr)
            self.note(Text("cli.misuse.mend"))
        return MISUSE

    def progress(self, what: Text, total: int) -> Progress:
        """A bar for ``total`` steps of long work; drawn only where a person watches."""
        watched = sys.stderr.isatty() and not self.as_json
        return Progress(self.words(what) if watched else "", total)


class Progress:
    """A bar on standard error, erased when done. Use as a context manager."""

    WIDTH = 24

    def __init__(self, label: str, total: int) -> None:
        self.label, self.total, self.done, self.drawn = label, max(total, 1), 0, -1

    def __enter__(self) -> Self:
        self.reach(0)
        return self

    def __exit__(self, *_fault: object) -> None:
        if self.label:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def reach(self, done: int) -> None:
        """``done`` steps are behind us."""
        self.done = min(done, self.total)
        share = self.done * 100 // self.total
        if not self.label or share == self.drawn:
            return
        self.drawn = share
        filled = self.WIDTH * self.done // self.total
        bar = "#" * filled + "." * (self.WIDTH - filled)
        print(f"\r{self.label} [{bar}] {share:3d}%", end="", file=sys.stderr, flush=True)

    def over(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield ``items``, one step each."""
        for item in items:
            yield item
            self.reach(self.done + 1)


def _as_json(value: Any) -> str:
    import json  # noqa: PLC0415 - only where a program reads

    return json.dumps(value, ensure_ascii=False, indent=2)
