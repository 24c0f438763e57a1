"""The named legal scenarios: each gives what it says, under the parameters it cites."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from debts import making
from qinghuan import policy
from qinghuan.debts.cap import cap
from qinghuan.debts.ledger import owed
from qinghuan.debts.limitation import limitation
from qinghuan.debts.reconcile import compare
from qinghuan.debts.stage import stage

SCENARIOS = yaml.safe_load((Path(__file__).parent / "debts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_scenario(scenario):
    expected = scenario["expect"]

    assert outcome(folded(scenario), scenario["day"], set(expected)) == expected


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_a_scenario_cites_parameters_that_stand_on_its_day(scenario):
    assert scenario["cites"]
    for name in scenario["cites"]:
        assert isinstance(policy.look_up(name, scenario["day"]), policy.Sourced), name


def folded(scenario):
    facts = [
        making.due(
            str(due["day"]),
            due["principal"],
            due.get("interest", "0"),
            due.get("instalment_fee", "0"),
            minimum=due.get("minimum"),
        )
        for due in scenario.get("due", ())
    ]
    facts += [making.paid(str(paid["day"]), paid["amount"]) for paid in scenario.get("paid", ())]
    if stated := scenario.get("claim"):
        facts.append(making.claim(str(stated["day"]), stated["total"], *stated["lines"]))
    terms = making.terms(**scenario.get("terms", {}))
    return making.debt(*facts, terms=terms, **scenario.get("debt", {}))


def outcome(debt, on, asked):
    """What the rules give for ``debt``, of the things ``asked`` for."""
    ours, late, line = owed(debt, on), stage(debt, on), cap(debt, owed(debt, on), on)
    comparison = compare(debt, ours)
    found = {
        "days": late.days.value if late.days else None,
        "label": late.label.id if late.label else None,
        "parts": {part: str(figure.value) for part, figure in ours.parts.items()},
        "open": [gap.about for gap in ours.open],
        "range": [str(end.value) for gap in ours.open for end in (gap.low, gap.high) if end],
        "settled": {
            part: str(amount) for one in ours.allocated for part, amount in one.parts.items()
        },
        "charged": str(line.charged.value) if line.charged else None,
        "line": str(line.line.value) if line.line else None,
        "excess": str(line.excess.value) if line.excess else None,
        "says": line.says.id,
        "limitation": limitation(debt, on).standing,
        "difference": str(comparison.difference),
        "findings": [one.kind for one in comparison.findings],
    }
    return {name: found[name] for name in asked}
