"""Make the corpus of agreements anew: ``python tools/agreement_corpus/make.py [--check]``.

Writes ``tests/agreement/corpus/hand`` from ``texts`` and ``tests/agreement/corpus/blind`` from
``blind`` beside this file, each with its ``key.json``. The second set is by another author, who
saw neither the checker nor most of the first: it is for measuring, not for tuning.
With ``--check`` nothing is written; files that differ are named.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from source import BLIND, TEXTS, sources
from writing import written

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "agreement" / "corpus"
SETS = {CORPUS / "hand": TEXTS, CORPUS / "blind": BLIND}


def files(texts: Path) -> dict[str, bytes]:
    """Every file of the set made of the folder ``texts``, by name."""
    told = sources(texts)
    made = {text.file: written(text) for text in told}
    key = {text.file: text.key() for text in told}
    return {**made, "key.json": (json.dumps(key, ensure_ascii=False, indent=1) + "\n").encode()}


def differing(folder: Path, made: dict[str, bytes]) -> list[str]:
    """Names in ``folder`` or ``made`` whose bytes are not the same in both."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def main(arguments: Sequence[str] | None = None) -> int:
    check = "--check" in (sys.argv[1:] if arguments is None else arguments)
    differ = False
    for folder, texts in SETS.items():
        folder.mkdir(parents=True, exist_ok=True)
        made = files(texts)
        for name in differing(folder, made):
            differ = True
            print(f"{folder.name}/{name}")
            if not check:
                put(folder / name, made.get(name))
    return 1 if check and differ else 0


def put(path: Path, content: bytes | None) -> None:
    """Keep ``content`` at ``path``; without any, the file goes."""
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)


if __name__ == "__main__":
    raise SystemExit(main())
