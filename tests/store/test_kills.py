"""A process killed in the middle of appending and importing leaves nothing half-written."""

from __future__ import annotations

import importlib.util
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "prove" / "kills.py"


def test_whatever_was_acknowledged_before_a_kill_is_there_and_verifies(tmp_path):
    spec = importlib.util.spec_from_file_location("kills", TOOL)
    kills = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(kills)

    result = kills.run(6, 7, tmp_path)

    assert result["failures"] == []
    assert result["acknowledged"] > 5
    assert result["during_an_import"] + result["during_an_append"] > 0
