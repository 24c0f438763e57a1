"""The long proofs: ``python tools/prove.py [NAME …]``; each writes docs/proof/NAME.json.

A proof is done in rounds, each with its own seed; finished rounds are kept in
``.prove/`` by commit, so that an interrupted proof goes on where it stopped. Where
the code differs from its commit, nothing is kept and the proof says so.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = ROOT / ".prove"
CHANGED = "+changes"
PROOFS = {
    "kills": {"count": 300, "round": 25, "seed": 20261120},
    "creditors": {"count": 200, "round": 50, "seed": 20261125},
    "bundle": {"count": 500, "round": 100, "seed": 20261128},
    "claims": {"count": 300, "round": 300, "seed": 20261201},
    "lives": {"count": 2000, "round": 100, "seed": 20261124},
    "offers": {"count": 5000, "round": 250, "seed": 20261128},
    "negotiation": {"count": 2500, "round": 250, "seed": 20261210},
    "signatures": {"count": 500, "round": 100, "seed": 20261128},
    "agreements": {"count": 200, "round": 200, "seed": 20261128},
    "mutants": {"count": 400, "round": 40, "seed": 20261203},
}


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit() -> str:
    """The commit that is being proved, marked when the code differs from it."""
    changed = _git("status", "--porcelain", "src", "tools")
    return _git("rev-parse", "HEAD") + (CHANGED if changed else "")


def one_round(name: str, count: int, seed: int, proved: str) -> dict[str, Any]:
    """A round of a proof of the commit ``proved``: as kept, or run now and kept."""
    kept = ROUNDS / proved / f"{name}-{seed}-{count}.json"
    if kept.exists():
        return dict(json.loads(kept.read_text()))
    module = _module(name)
    with tempfile.TemporaryDirectory() as folder:
        result = dict(module.run(count, seed, Path(folder)))
    if commit() != proved:
        raise SystemExit(f"{name}: the code changed while it was proved; begin again")
    if not proved.endswith(CHANGED):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(result))
    return result


def _module(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / "prove" / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no proof called {name}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def prove(name: str) -> bool:
    """Run every round of ``name`` and write its proof; whether it holds."""
    plan, proved = PROOFS[name], commit()
    total: dict[str, Any] = {}
    for start in range(0, plan["count"], plan["round"]):
        result = one_round(name, plan["round"], plan["seed"] + start, proved)
        for key, value in result.items():
            total[key] = total[key] + value if key in total else value
        print(f"{name}: {start + plan['round']} of {plan['count']}", file=sys.stderr, flush=True)
    judged = getattr(_module(name), "judged", None)
    total["failures"] += judged(total) if judged else []
    proof = {
        "name": name,
        "count": plan["count"],
        "seed": plan["seed"],
        "commit": proved,
        "holds": not total["failures"],
        "result": total,
    }
    target = ROOT / "docs" / "proof" / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(proof, indent=2) + "\n")
    print(f"{name}: {'holds' if proof['holds'] else 'FAILS'} ({target.relative_to(ROOT)})")
    return not total["failures"]


if __name__ == "__main__":
    outcomes = [prove(name) for name in sys.argv[1:] or PROOFS]
    sys.exit(0 if all(outcomes) else 1)
