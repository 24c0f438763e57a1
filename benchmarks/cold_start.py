"""``qinghuan --help`` as a process, against ``python -c pass``.

Warm: all byte code is compiled. Cold: the first start after an update, when the modules
of this program have no byte code yet and Python's own do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from table import Comparison, Row, in_turn, seconds

RUNS = 21
AIM = 4.0
PACKAGE = Path(__file__).resolve().parent.parent / "src" / "qinghuan"
PEER = (sys.executable, "-c", "pass")


def program() -> tuple[str, ...]:
    """The installed command beside this Python; else the module's own door."""
    beside = Path(sys.executable).parent / "qinghuan"
    if beside.exists():
        return (str(beside), "--help")
    return (sys.executable, "-c", "import sys; from qinghuan.cli import main; sys.exit(main())")


def process(command: Sequence[str], environment: Mapping[str, str]) -> None:
    """Run ``command`` to its end. Raises when it fails."""
    subprocess.run(command, env=dict(environment), check=True, stdout=subprocess.DEVNULL)


def both(ours: Sequence[str], cache: Path) -> tuple[Row, Row]:
    """Warm and cold, over a byte code cache of our own that starts filled."""
    settings = os.environ | {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONDONTWRITEBYTECODE": ""}

    def ours_once() -> None:
        process(ours, settings)

    def peer_once() -> None:
        process(PEER, settings)

    ours_once()
    peer_once()
    warm = in_turn(ours_once, peer_once, RUNS)
    cold: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        shutil.rmtree(cache / PACKAGE.relative_to(PACKAGE.anchor))
        cold[0].append(seconds(ours_once))
        cold[1].append(seconds(peer_once))
    help_page = Comparison("`qinghuan --help`", "`python -c pass`", AIM)
    return help_page.row("warm", warm), help_page.row("cold: first after an update", cold)


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as cache:
        return list(both(program(), Path(cache)))
