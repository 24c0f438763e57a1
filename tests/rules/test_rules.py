"""The named legal scenarios: each gives what it says, under the parameters it cites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from qinghuan import policy
from qinghuan.calc.debt_given import DebtGiven, facts_of
from qinghuan.debts.cap import cap
from qinghuan.debts.card_warning import card_warning
from qinghuan.debts.facts import Interruption
from qinghuan.debts.ledger import owed
from qinghuan.debts.limitation import limitation
from qinghuan.debts.questions import questions
from qinghuan.debts.reconcile import compare
from qinghuan.debts.stage import stage

TERMS = {"penalty_rate": "0.0005", "penalty_base": "overdue_principal", "origin": "contract"}
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
    """The debt of the scenario, given as a request gives it."""
    given = {"product": "huabei", "lender": "consumer_finance", "creditor": "某消费金融公司"}
    given |= scenario.get("debt", {})
    known = {**TERMS, **scenario.get("terms", {})}
    given["terms"] = {name: value for name, value in known.items() if value is not None}
    given["due"] = [_dated(one) for one in scenario.get("due", ())]
    given["payments"] = [_dated(one) for one in scenario.get("paid", ())]
    given["changes"] = [_dated(one) for one in scenario.get("changes", ())]
    if stated := scenario.get("claim"):
        lines = [
            dict(zip(("name", "part", "amount"), line, strict=True))
            for line in stated.get("lines", ())
        ]
        given["claim"] = {**_dated(stated), "lines": lines}
    facts = facts_of(DebtGiven.model_validate(given))
    acts = [Interruption(one["day"], one["act"], "act") for one in scenario.get("acts", ())]
    return replace(facts, acts=(*facts.acts, *acts))


def _dated(given):
    """``given`` as a request has it; YAML would read the word ``on`` as true."""
    return {"on" if name == "day" else name: value for name, value in given.items()}


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
        "argument": str(line.argument.loss.value) if line.argument else None,
        "limitation": limitation(debt, on).standing,
        "restarts": [one.act for one in limitation(debt, on).restarts],
        "card_class": late.card_class.id if late.card_class else None,
        "card_warning": bool(card_warning(debt, late)),
        "not_yet_due": str(ours.not_yet_due.value) if ours.not_yet_due else None,
        "running": str(ours.running.value) if ours.running else None,
        "asks": sorted({one.about for one in questions(debt, ours, comparison)}),
        "sources": [one.name for one in line.line.parameters] if line.line else [],
        "difference": str(comparison.difference),
        "findings": [one.kind for one in comparison.findings],
    }
    return {name: found[name] for name in asked}
