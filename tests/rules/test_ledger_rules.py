"""The named scenarios of what can happen to a debt, each through the whole ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from calc.published import found_at
from qinghuan import calc, policy


class _Plain(yaml.SafeLoader):
    """Days stay text, as in a request."""


_Plain.yaml_implicit_resolvers = {
    sign: [one for one in resolvers if one[0] != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
FILE = Path(__file__).parent / "ledger.yaml"
SCENARIOS = yaml.load(FILE.read_text(encoding="utf-8"), Loader=_Plain)
DRAWN = {"type": "drawdown", "on": "2026-01-01", "amount": "10000.00"}
TERMS: dict[str, Any] = {"rate": {"daily": "0.0003"}, "penalty": {"daily": "0.0005"}}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario):
    answer = calc.answer(_request(scenario))
    assert answer.problems == ()
    found = {path: found_at(answer.result, path) for path in scenario["expect"]}
    assert found == scenario["expect"]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_parameters_that_can_be_used_on_its_day(scenario):
    for name in scenario.get("cites", ()):
        assert isinstance(policy.look_up(name, _day(scenario["day"])), policy.Sourced), name


def answered():
    """Every scenario with its whole answer and the way to it."""
    for scenario in SCENARIOS:
        found = calc.answer(_request(scenario), explain=True)
        yield scenario["name"], scenario["day"], found.result, found.explained


def _request(scenario):
    return {
        "op": "ledger",
        "terms": {**TERMS, **scenario.get("terms", {})},
        "events": [DRAWN, *(_event(one) for one in scenario["events"])],
        "on": scenario["day"],
    }


def _event(given):
    """``given`` as a request has it; YAML would read the word ``on`` as true."""
    return {"on" if name == "day" else name: value for name, value in given.items()}


def _day(text):
    return date.fromisoformat(text)


def test_no_two_scenarios_bear_the_same_name():
    names = [scenario["name"] for scenario in SCENARIOS]
    assert len(set(names)) == len(names)
