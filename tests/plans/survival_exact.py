"""The chance that a small plan is kept, exactly: every month's outcomes with their fractions."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction


def exact(months, rows, *, buffer, cure):
    """``months``: for each month pairs of what is left and its chance. Whole yuan, fractions."""
    states = {(buffer, 0, 0, False): Fraction(1)}
    finished = on_time = Fraction(0)
    for month, outcomes in enumerate(months[: len(rows) + cure]):
        due = rows[month] if month < len(rows) else 0
        following = defaultdict(Fraction)
        for (at_hand, arrears, streak, late), chance in states.items():
            for left, share in outcomes:
                cash, owed = max(at_hand + left, 0), arrears + due
                if cash >= owed:
                    state = (cash - owed, 0, 0, late)
                elif streak + 1 > cure:
                    continue
                else:
                    state = (cash, owed, streak + 1, True)
                following[state] += chance * share
        states = following
    for (_, _, _, late), chance in states.items():
        finished += chance
        on_time += 0 if late else chance
    return finished, on_time
