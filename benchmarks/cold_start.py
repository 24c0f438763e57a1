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


def cold_runs(ours: Sequence[str]) -> tuple[list[float], list[float]]:
    """Both in turn over one byte code cache, from which our modules are removed each time."""
    with tempfile.TemporaryDirectory() as cache:
        settings = os.environ | {"PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        for command in (ours, PEER):
            process(command, settings)
        compiled = Path(cache) / PACKAGE.relative_to(PACKAGE.anchor)

        def first_start() -> None:
            process(ours, settings)

        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(RUNS):
            shutil.rmtree(compiled)
            times[0].append(seconds(first_start))
            times[1].append(seconds(lambda: process(PEER, settings)))
        return times


def measure() -> list[Row]:
    ours = program()
    process(ours, os.environ)
    warm = in_turn(lambda: process(ours, os.environ), lambda: process(PEER, os.environ), RUNS)
    cold = cold_runs(ours)
    help_page = Comparison("`qinghuan --help`", "`python -c pass`", AIM)
    return [help_page.row("warm", warm), help_page.row("cold: first after an update", cold)]
