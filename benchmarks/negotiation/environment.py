"""The environment the peers live in: ``.venv-negotiation``, made on first use from its own lock.

NegMAS weighs far more than the product and is under the AGPL; neither the program nor its
tests ever see it (docs/decisions/negotiation-bench.md).
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv-negotiation"
LOCK = ROOT / "requirements-negotiation.lock"
STAMP = VENV / ".made"


def python() -> Path:
    """The interpreter of the environment, which is made where it is missing or of another lock."""
    found, made_from = VENV / "bin" / "python", sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == made_from:
        return found
    print("making .venv-negotiation (a few minutes)", file=sys.stderr, flush=True)
    subprocess.run((sys.executable, "-m", "venv", "--clear", str(VENV)), check=True)
    install = (str(found), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    whole = (*install, "--require-hashes", "--requirement", str(LOCK))
    done = subprocess.run(whole, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"the peers could not be installed:\n{done.stderr[-2000:]}")
    STAMP.write_text(made_from)
    return found


def run(*words: str) -> str:
    """What ``play.py`` prints when it is called with ``words`` in the environment."""
    here = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = (str(python()), str(Path(__file__).with_name("play.py")), *words)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=here)
    return done.stdout
