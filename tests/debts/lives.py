"""Random lives of a debt, as requests of ``calc ledger``: the same for the same seed."""

from __future__ import annotations

import random
from datetime import date, timedelta

START = date(2025, 1, 10)
DAYS = 420


def life(seed):
    """One debt with up to thirty events."""
    chance = random.Random(seed)
    start = START + timedelta(days=chance.randrange(365))
    events = _beginning(chance, start)
    for _ in range(chance.randrange(3, 24)):
        day = start + timedelta(days=chance.randrange(1, DAYS))
        events.append({"on": day.isoformat(), **_event(chance)})
    if chance.random() < 0.1:
        day = start + timedelta(days=DAYS - chance.randrange(60))
        events.append({"type": "settlement", "on": day.isoformat(), "amount": _yuan(chance, 2_000)})
    until = start + timedelta(days=chance.randrange(60, DAYS + 60))
    events = [event for event in events if event["on"] >= start.isoformat()]
    return {"op": "ledger", "terms": _terms(chance), "events": events, "on": until.isoformat()}


def _yuan(chance, most):
    return f"{chance.randint(1, most * 100) / 100:.2f}"


def _terms(chance):
    terms = {
        "rate": chance.choice(
            [None, {"daily": "0.0003"}, {"annual": "0.146"}, {"daily": "0.0005"}]
        ),
        "penalty_base": chance.choice(
            ["overdue_principal", "overdue_principal_and_interest", "whole_balance"]
        ),
        "compounding": chance.choice(["none", "none", "monthly", "at_posting"]),
        "grace_days": chance.choice([0, 0, 1, 3]),
        "allocation": chance.choice(
            ["law", ["principal", "interest"], ["penalty_interest", "late_fee", "interest"]]
        ),
    }
    choices = [None, {"daily": "0.0005"}, {"annual": "0.2345"}]
    if terms["rate"]:
        choices.append({"factor": "1.5"})
    terms["penalty"] = chance.choice(choices)
    terms["day_count"] = chance.choice(
        ["actual/365", "actual/365", "actual/360", "30/360", "actual/actual"]
    )
    terms["interest_free"] = chance.random() < 0.3
    if chance.random() < 0.2:
        terms["minimum_share"] = chance.choice(["0.05", "0.1"])
    if chance.random() < 0.4:
        terms["late_fee"] = {"rate": "0.05", "minimum": "1.00", "maximum": "20.00"}
    return terms


def _beginning(chance, start):
    """A drawn loan with instalments, or bills of purchases."""
    drawn = chance.random() < 0.6
    rows, each = chance.randrange(1, 13), chance.randint(100, 90_000)
    events = []
    revolving = chance.random() < 0.4
    if drawn:
        whole = each * rows + chance.randint(0, 5_000)
        events.append({"type": "drawdown", "on": start.isoformat(), "amount": f"{whole / 100:.2f}"})
    for row in range(rows):
        day = start + timedelta(days=30 * row + (30 if drawn else 0))
        due = {"type": "due", "on": day.isoformat(), "principal": f"{each / 100:.2f}"}
        if revolving:
            due["minimum"] = f"{max(1, each // 10) / 100:.2f}"
        if chance.random() < 0.4:
            due["instalment_fee"] = _yuan(chance, 30)
        if chance.random() < 0.3:
            due["interest"] = _yuan(chance, 40)
        events.append(due)
    return events


def _event(chance):
    kind = chance.choice(
        ["payment"] * 9
        + ["charge", "charge", "waiver", "waiver", "write_down", "refund", "freeze"]
        + ["rate_change", "acceleration"]
    )
    if kind in {"payment", "refund", "write_down"}:
        return {"type": kind, "amount": _yuan(chance, 800)}
    if kind == "charge":
        part = chance.choice(["late_fee", "enforcement_cost", "unnamed"])
        return {"type": kind, "part": part, "amount": _yuan(chance, 80)}
    if kind == "waiver":
        return {
            "type": kind,
            "part": chance.choice([None, "penalty_interest", "late_fee", "interest"]),
            "amount": chance.choice([None, _yuan(chance, 50)]),
        }
    if kind == "freeze":
        until = START + timedelta(days=chance.randrange(800, 1200))
        return {"type": kind, "until": chance.choice([None, until.isoformat()])}
    if kind == "rate_change":
        return {
            "type": kind,
            "rate": chance.choice([None, {"daily": "0.0002"}]),
            "penalty": chance.choice([None, {"daily": "0.0004"}]),
        }
    return {"type": kind}
