"""What was played, as tables. Needs no peer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

ADVICE = "advice"


class Played(NamedTuple):
    """One talk of one seat with one opponent."""

    seat: str
    opponent: str
    agreed: bool
    nash: float
    """Product of both gains over the largest possible; 0 without agreement."""
    ours: float
    """The household's gain over no agreement, as a share of the most it could have."""
    theirs: float
    below: bool
    """Agreed on a plan the household cannot keep or that is below its bottom line."""


def summed(games: Iterable[Played], key: Callable[[Played], str]) -> dict[str, dict[str, Any]]:
    """Means of each group, in the order of appearance."""
    groups: dict[str, list[Played]] = {}
    for one in games:
        groups.setdefault(key(one), []).append(one)
    return {name: _row(group) for name, group in groups.items()}


def _row(games: Sequence[Played]) -> dict[str, Any]:
    return {
        "games": len(games),
        "agreed": _mean([float(one.agreed) for one in games]),
        "nash": _mean([one.nash for one in games]),
        "ours": _mean([one.ours for one in games]),
        "theirs": _mean([one.theirs for one in games]),
        "below": sum(one.below for one in games),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4)


def markdown(games: Sequence[Played]) -> str:
    """By seat, then the advice by opponent."""
    advised = [one for one in games if one.seat == ADVICE]
    return "\n\n".join(
        (
            table("in the household's seat", summed(games, lambda one: one.seat)),
            table("the advice against", summed(advised, lambda one: one.opponent)),
        )
    )


def table(title: str, rows: dict[str, dict[str, Any]]) -> str:
    """One table."""
    lines = [
        f"| {title} | games | agreed | Nash share | own gain | creditor's gain | below the floor |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {row['games']} | {row['agreed']:.1%} | {row['nash']:.3f} "
        f"| {row['ours']:.3f} | {row['theirs']:.3f} | {row['below']} |"
        for name, row in rows.items()
    ]
    return "\n".join(lines)
