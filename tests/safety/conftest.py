"""The rules of care, asserted on the commands as they are typed."""

from __future__ import annotations

from cli.conftest import case, run

__all__ = ["case", "run"]
