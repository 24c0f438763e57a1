"""The advice against the built-in negotiators: ``play.py [--talks N] [--seed S] [--json]``.

Run it through ``environment.run`` or ``python tools/prove.py negotiation``. Every seat talks
to every opponent about the same debts; the table is of all talks together.
"""

from __future__ import annotations

import argparse
import json

from scenarios import scenario
from seats import ADVICE, OPPONENTS, SEATS, game
from tables import Played, markdown


def played(talks: int, seed: int, seats: list[str]) -> list[Played]:
    """Every seat against every opponent in the talks from ``seed`` on."""
    found = []
    for number in range(seed, seed + talks):
        one = scenario(number)
        best = one.best_product
        for seat in seats:
            for opponent in OPPONENTS:
                terms = game(one, seat, opponent)
                ours, theirs = one.gains(terms) if terms else (0.0, 0.0)
                nash = max(0.0, ours) * max(0.0, theirs) / best
                below = terms is not None and terms not in one.table.by_terms
                found.append(Played(seat, opponent, terms is not None, nash, ours, theirs, below))
    return found


def main() -> None:
    """Play and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--talks", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--seats", nargs="*", default=list(SEATS))
    options.add_argument("--json", action="store_true", help="print every game")
    asked = options.parse_args()
    found = played(asked.talks, asked.seed, asked.seats or [ADVICE])
    print(json.dumps(found) if asked.json else markdown(found))


if __name__ == "__main__":
    main()
