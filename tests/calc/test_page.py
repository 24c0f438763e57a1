"""The page of calculations is what the program says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "calc_page.py"


def test_the_page_of_calculations_is_current():
    spec = importlib.util.spec_from_file_location("calc_page", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    assert tool.PAGE.read_text("utf-8") == tool.page()
