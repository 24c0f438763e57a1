"""``python -m qinghuan``: the same as the command ``qinghuan``."""

from __future__ import annotations

import sys

from qinghuan.cli import main

if __name__ == "__main__":
    sys.exit(main())
