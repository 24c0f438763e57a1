"""The command line: one file a command under ``commands/``, over ``store``.

Exit codes: 0 done; 1 done, and problems were found; 2 misuse or unusable input;
3 refused, nothing was changed; 4 the machine failed (disk full, no permission);
130 stopped by the person.

Starting must stay quick: nothing heavy is imported here, and only the module of
the command that was asked for.
"""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command in ``arguments`` (default: the process's own) and return its exit code."""
    from qinghuan.cli.program import run  # noqa: PLC0415 - keeps the package itself free to import

    return run(sys.argv[1:] if arguments is None else arguments)
