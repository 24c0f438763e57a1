"""The page of scenarios is what the program says today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from rules.test_between_debts import answered as between
from rules.test_ledger_rules import answered
from rules.test_rules import SCENARIOS, folded

TOOL = Path(__file__).resolve().parents[2] / "tools" / "scenario_page.py"


def test_the_page_stands_word_for_word_as_every_scenario_is_answered():
    spec = importlib.util.spec_from_file_location("scenario_page", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)

    written = tool.whole(SCENARIOS, folded, answered(), between())

    assert tool.PAGE.read_text("utf-8") == written
