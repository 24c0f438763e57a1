"""The named scenarios of one payment among several debts to one creditor."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qinghuan import calc, policy

FILE = Path(__file__).parent / "between_debts.yaml"
SCENARIOS = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario):
    found = divided(scenario)["debts"]

    assert [[one["id"], one["amount"], one["by"]] for one in found] == scenario["expect"]
    assert found[0]["settled"] == scenario.get("settled", found[0]["settled"])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_parameters_that_stand_on_its_day(scenario):
    for name in scenario["cites"]:
        assert isinstance(policy.look_up(name, scenario["day"]), policy.Sourced), name


def divided(scenario):
    """The answer to the scenario."""
    asked = {name: scenario[name] for name in ("agreed", "designated") if name in scenario}
    answer = calc.answer(
        {
            "op": "allocate",
            "payment": scenario["payment"],
            "debts": [_debt(one) for one in scenario["debts"]],
            "order": "law",
            "on": scenario["day"].isoformat(),
            **asked,
        }
    )
    assert answer.problems == ()
    return answer.result


def _debt(given):
    parts = {"principal": given["owed"], "interest": given.get("interest", "0")}
    due = given["due"].isoformat() if "due" in given else "2026-08-20"
    return {
        "id": given["id"],
        "parts": parts,
        "due": due,
        "secured": given.get("secured", "0"),
        "rate": given.get("rate", "0.18"),
    }


def answered():
    """Every scenario with its whole answer."""
    for scenario in SCENARIOS:
        yield scenario["name"], scenario["day"], divided(scenario)
