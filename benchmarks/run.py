"""Run the benchmarks and print one table: ``python benchmarks/run.py [NAME …] [--json]``.

A benchmark is a module here with ``measure() -> list[Row]``. Every ratio comes from
one run on one machine; times of different machines say nothing about each other.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from importlib import import_module
from pathlib import Path

from table import Row, markdown

HERE = Path(__file__).resolve().parent
NO_BENCHMARK = {"run", "table"}


def names() -> list[str]:
    """Every benchmark, by its module."""
    found = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NO_BENCHMARK)
    return [name for name in found if "def measure(" in (HERE / f"{name}.py").read_text("utf-8")]


def main() -> None:
    """Measure what was asked for, print the table; exit code 1 when an aim was missed."""
    known = names()
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    options.add_argument("--json", action="store_true", help="print rows as JSON")
    asked = options.parse_args()
    if unknown := set(asked.names) - set(known):
        options.error(f"no benchmark called {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name in asked.names or known:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += import_module(name).measure()
    if asked.json:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
    else:
        print(f"Python {platform.python_version()}, {platform.machine()}\n\n{markdown(rows)}")
    sys.exit(0 if all(row.kept for row in rows) else 1)


if __name__ == "__main__":
    main()
