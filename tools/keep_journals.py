"""Keep journals of the present shapes: ``python tools/keep_journals.py [--check]``.

For every kind of fact and its present version, ``tests/journal/kept/KIND-VERSION.jsonl`` is
a small journal that ends with one example of it, and ``schemas.json`` holds the digest of its
shape. What is kept is never written again: every later program must read it. A shape that
changed without a new version is therefore a fault, and ``--check`` (and a test) names it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from kept_examples import EXAMPLES, example

from qinghuan.case.kinds import KINDS
from qinghuan.journal.entry import GENESIS, SALT_BYTES, Entry, Stamp, blanked, seal, verify
from qinghuan.journal.fact import Corrected, Fact, Redacted

FOLDER = Path(__file__).parents[1] / "tests" / "journal" / "kept"
SCHEMAS = "schemas.json"
_WORDS = frozenset({"title", "description"})


def shape_of(model: type[Fact]) -> str:
    """SHA-256 of everything a body of this kind may say: fields, types, limits, defaults."""
    shape = _without_words(model.model_json_schema(), named=False)
    return sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()


def _without_words(schema: Any, *, named: bool) -> Any:
    """``schema`` without its sentences; below ``properties`` (``named``) keys are fields."""
    if isinstance(schema, list):
        return [_without_words(part, named=False) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _without_words(part, named=not named and key in {"properties", "$defs"})
        for key, part in schema.items()
        if named or key not in _WORDS
    }


def journal_of(kind: str) -> list[Entry]:
    """A journal that ends with the example of ``kind``."""
    first = _fact("case_opened", "case0001")
    if kind == first.KIND:
        return _chain([first])
    if kind == Corrected.KIND:
        wrong = _fact("payment_made", "wrong0001")
        right = wrong.model_copy(update={"note": "更正后"})
        corrected = KINDS.correction(
            wrong, right, id="right0001", on=date(2026, 6, 6), reason="看错了"
        )
        return _chain([first, wrong, corrected])
    if kind == Redacted.KIND:
        erased = _fact("contact_made", "erased0001")
        redacted = Redacted(
            id="redact0001", on=date(2026, 6, 6), which=erased.id, reason="本人要求"
        )
        entries = _chain([first, erased, redacted])
        return [entries[0], blanked(entries[1]), entries[2]]
    return _chain([first, _fact(kind, "kept00001")])


def _fact(kind: str, name: str) -> Fact:
    return KINDS.models[kind].model_validate(example(kind, name))


def _chain(facts: Sequence[Fact]) -> list[Entry]:
    entries: list[Entry] = []
    previous = GENESIS
    for place, fact in enumerate(facts, start=1):
        token = "" if place == 1 else f"form{place}"
        stamp = Stamp("case0001", place, f"2026-06-06T08:00:00.{place:06d}Z", "owner", token)
        entries.append(seal(previous, fact, stamp, bytes([place]) * SALT_BYTES))
        previous = entries[-1].digest
    return entries


def written(entry: Entry) -> str:
    """One line of a kept journal."""
    values = {**asdict(entry), "on": entry.on.isoformat()}
    values["salt"] = entry.salt.hex() if entry.salt else None
    return json.dumps(values, ensure_ascii=False) + "\n"


def kept(path: Path) -> list[Entry]:
    """The entries of the kept journal at ``path``."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        values = json.loads(line)
        salt = values["salt"]
        values["salt"] = None if salt is None else bytes.fromhex(salt)
        found.append(Entry(**{**values, "on": date.fromisoformat(values["on"])}))
    return found


def faults() -> list[str]:
    """Kinds whose present shape is not the one kept for their version, with what to do."""
    shapes = _shapes()
    found = []
    for kind, model in sorted(KINDS.models.items()):
        known = shapes.get(kind, {}).get(str(model.VERSION))
        if known is None or not (FOLDER / f"{kind}-{model.VERSION}.jsonl").exists():
            found.append(f"{kind} {model.VERSION} is not kept yet: python tools/keep_journals.py")
        elif known != shape_of(model):
            found.append(f"{kind} changed: raise its VERSION and write the upgrade from before")
    return found


def _shapes() -> dict[str, dict[str, str]]:
    path = FOLDER / SCHEMAS
    known: dict[str, dict[str, str]] = json.loads(path.read_text()) if path.exists() else {}
    return known


def main() -> int:
    if "--check" not in sys.argv:
        _keep()
    found = faults()
    for fault in found:
        print(fault)
    return 1 if found else 0


def _keep() -> None:
    shapes = _shapes()
    for kind, model in KINDS.models.items():
        path = FOLDER / f"{kind}-{model.VERSION}.jsonl"
        known = shapes.setdefault(kind, {})
        if path.exists() or str(model.VERSION) in known:
            continue
        if kind not in {*EXAMPLES, Corrected.KIND, Redacted.KIND}:
            print(f"{kind} has no example in tools/kept_examples.py")
            continue
        entries = journal_of(kind)
        assert not verify(entries)
        path.write_text("".join(map(written, entries)), encoding="utf-8")
        known[str(model.VERSION)] = shape_of(model)
        print(f"kept {path.name}")
    text = json.dumps(shapes, indent=2, sort_keys=True) + "\n"
    (FOLDER / SCHEMAS).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
