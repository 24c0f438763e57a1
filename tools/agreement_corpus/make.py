"""Make the corpus of agreements anew: ``python tools/agreement_corpus/make.py [--check]``.

Writes ``tests/agreement/corpus/hand`` and its ``key.json`` from the texts beside this file.
With ``--check`` nothing is written; files that differ are named.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from source import sources
from writing import written

HAND = Path(__file__).resolve().parents[2] / "tests" / "agreement" / "corpus" / "hand"


def files() -> dict[str, bytes]:
    """Every file of the corpus, by name."""
    texts = sources()
    made = {text.file: written(text) for text in texts}
    key = {text.file: text.key() for text in texts}
    return {**made, "key.json": (json.dumps(key, ensure_ascii=False, indent=1) + "\n").encode()}


def main(arguments: Sequence[str] | None = None) -> int:
    check = "--check" in (sys.argv[1:] if arguments is None else arguments)
    HAND.mkdir(parents=True, exist_ok=True)
    made = files()
    kept = {path.name: path.read_bytes() for path in HAND.iterdir()}
    other = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    print(*other, sep="\n")
    if check:
        return 1 if other else 0
    for name in other:
        if name in made:
            (HAND / name).write_bytes(made[name])
        else:
            (HAND / name).unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
