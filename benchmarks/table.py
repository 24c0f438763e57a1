"""One shape for every measurement: ours beside a peer, taken in turn in one run, as a ratio."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Literal

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table. Times in seconds."""

    name: str
    state: str
    """``cold`` or ``warm``, and what that means here."""
    ours: float
    peer: float
    against: str
    """What the peer is."""
    aim: float | None = None
    """The ratio not to be passed; None: reported only."""
    of: str = "median"
    """Which of the repeats is shown: ``median`` or ``min``."""
    repeats: int = 1
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours over the peer."""
        return self.ours / self.peer

    @property
    def kept(self) -> bool:
        """Whether the aim is met."""
        return self.aim is None or self.ratio <= self.aim

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return asdict(self) | {"ratio": round(self.ratio, 3), "kept": self.kept}


def seconds(work: Work) -> float:
    """How long ``work`` takes once, without throwing away what it made."""
    start = time.perf_counter()
    made = work()
    taken = time.perf_counter() - start
    del made
    return taken


def in_turn(ours: Work, peer: Work, repeats: int) -> tuple[list[float], list[float]]:
    """Seconds of both over ``repeats``, taken in turn, each time the other one first."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats):
        first = turn % 2
        for which in (first, 1 - first):
            times[which].append(seconds((ours, peer)[which]))
    return times


@dataclass(frozen=True)
class Comparison:
    """What is measured against what; it makes a row for each state."""

    name: str
    against: str
    aim: float | None = None
    of: Literal["median", "min"] = "median"
    note: str = ""

    def row(self, state: str, times: tuple[Sequence[float], Sequence[float]]) -> Row:
        """The row of the repeats in ``times``: ours and the peer's, in seconds."""
        chosen = median if self.of == "median" else min
        ours, peer = (chosen(runs) for runs in times)
        return Row(
            self.name, state, ours, peer, self.against,
            aim=self.aim, of=self.of, repeats=len(times[0]), note=self.note,
        )  # fmt: skip


def markdown(rows: Iterable[Row]) -> str:
    """The table."""
    lines = [
        "| what | state | ours | peer | ratio | aim | runs | against |",
        "|---|---|---:|---:|---:|---:|---|---|",
    ]
    for row in rows:
        aim = "" if row.aim is None else f"≤ {row.aim:g}"
        over = "" if row.kept else " **over**"
        against = f"{row.against}; {row.note}" if row.note else row.against
        lines.append(
            f"| {row.name} | {row.state} | {_time(row.ours)} | {_time(row.peer)} "
            f"| {row.ratio:.2f}{over} | {aim} | {row.of} of {row.repeats} | {against} |"
        )
    return "\n".join(lines)


def _time(value: float) -> str:
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"
