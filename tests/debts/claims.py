"""Claims of a creditor with hidden faults, made by the second ledger and not by the engine."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from debts.oracle import Oracle

ORDER = ["interest", "instalment_fee", "penalty_interest", "late_fee", "principal"]
KNOWN = (
    "payment_not_credited",
    "grace_ignored",
    "more_days",
    "fewer_days",
    "base_too_wide",
    "other_rate",
    "charged_twice",
    "credited_late",
    "rounded_daily",
    "waiver_not_posted",
    "rate_change_ignored",
    "rate_change_too_early",
    "compounded",
)
OPPOSITE = (
    {"more_days", "fewer_days"},
    {"rate_change_ignored", "rate_change_too_early"},
    {"other_rate", "rate_change_ignored"},
    {"other_rate", "rate_change_too_early"},
)
UNKNOWN = ("round_sum", "invented_fee", "lost_bill", "odd_rate")


def honest(seed):
    """A debt by its contract, and the day of the claim."""
    chance = random.Random(seed)
    first = date(2025, 6, 1) + timedelta(days=chance.randrange(200))
    dues = [
        {
            "type": "due",
            "on": (first + timedelta(days=30 * row)).isoformat(),
            "principal": f"{chance.randint(50_000, 900_000) / 100:.2f}",
            "interest": f"{chance.randint(500, 9_000) / 100:.2f}",
            "instalment_fee": f"{chance.randint(1_000, 9_900) / 100:.2f}",
        }
        for row in range(chance.randrange(1, 4))
    ]
    until = first + timedelta(days=30 * len(dues) + chance.randrange(40, 120))
    span = (until - first).days - 12
    payments = [
        {
            "type": "payment",
            "on": (first + timedelta(days=chance.randrange(4, span))).isoformat(),
            "amount": f"{chance.randint(5_000, 60_000) / 100:.2f}",
        }
        for _ in range(chance.randrange(0, 4))
    ]
    changes = _changes(chance, first, span)
    terms = {
        "penalty": {"daily": chance.choice(["0.0005", "0.0004", "0.00065"])},
        "grace_days": chance.choice([0, 3]),
        "allocation": ORDER,
    }
    events = [*dues, *payments, *changes]
    return {"terms": terms, "events": events, "on": until.isoformat()}, chance


def _changes(chance, first, span):
    """In some debts a waiver, in some another penalty rate, on a day between."""
    found = []
    if chance.random() < 0.4:
        amount = chance.choice([None, f"{chance.randint(100, 3_000) / 100:.2f}"])
        day = first + timedelta(days=chance.randrange(20, span))
        found.append({"type": "waiver", "on": day.isoformat(), "part": None, "amount": amount})
    if chance.random() < 0.4:
        day = first + timedelta(days=chance.randrange(10, span))
        rate = {"daily": chance.choice(["0.0003", "0.00055", "0.0006"])}
        found.append({"type": "rate_change", "on": day.isoformat(), "penalty": rate})
    return found


def possible(request):
    """The known faults that change something in this debt."""
    has_payment = any(event["type"] == "payment" for event in request["events"])
    found = ["more_days", "fewer_days", "base_too_wide", "other_rate", "charged_twice"]
    found.append("rounded_daily")
    if has_payment:
        found += ["payment_not_credited", "credited_late"]
    if request["terms"]["grace_days"]:
        found.append("grace_ignored")
    kinds = {event["type"] for event in request["events"]}
    if "waiver" in kinds:
        found.append("waiver_not_posted")
    if "rate_change" in kinds:
        found += ["rate_change_ignored", "rate_change_too_early"]
    else:
        found.append("compounded")
    return found


def with_fault(request, fault, chance):
    """``request`` as a creditor would compute it who makes ``fault``."""
    terms, events = _terms_with(request, fault, chance), list(request["events"])
    on = request["on"]
    if fault in {"more_days", "fewer_days"}:
        step = chance.randint(1, 3) * (1 if fault == "more_days" else -1)
        on = (date.fromisoformat(on) + timedelta(days=step)).isoformat()
    return {"terms": terms, "events": _events_with(events, fault, chance), "on": on}


def _terms_with(request, fault, chance):
    terms = dict(request["terms"])
    daily = Fraction(terms["penalty"]["daily"])
    changed = {
        "compounded": {"compounding": chance.choice(["monthly", "at_posting"])},
        "rounded_daily": {"rounding": {"each": "day"}},
        "grace_ignored": {"grace_days": 0},
        "base_too_wide": {"penalty_base": "overdue_principal_and_interest"},
        "other_rate": {"penalty": {"daily": daily * Fraction(365, 360)}},
        "odd_rate": {"penalty": {"daily": daily * Fraction(chance.randint(1100, 1900), 1000)}},
    }
    return {**terms, **changed.get(fault, {})}


def _events_with(events, fault, chance):
    payments = [event for event in events if event["type"] == "payment"]
    changes = [event for event in events if event["type"] == "rate_change"]
    if fault == "payment_not_credited":
        events.remove(chance.choice(payments))
    elif fault == "credited_late":
        late = chance.choice(payments)
        day = date.fromisoformat(late["on"]) + timedelta(days=chance.randint(1, 5))
        events[events.index(late)] = {**late, "on": day.isoformat()}
    elif fault == "waiver_not_posted":
        events = [event for event in events if event["type"] != "waiver"]
    elif fault == "rate_change_ignored":
        events.remove(changes[0])
    elif fault == "rate_change_too_early":
        first = min(event["on"] for event in events)
        events[events.index(changes[0])] = {**changes[0], "on": first}
    elif fault == "lost_bill":
        bill = {"type": "due", "on": events[0]["on"], "interest": "0.00"}
        events.append({**bill, "principal": f"{chance.randint(100, 40_000) / 100:.2f}"})
    return events


def draw(seed):
    """One or two known faults, each of which changes what is claimed of this debt."""
    request, _ = honest(seed)
    chance = random.Random(seed * 7 + 1)
    for _ in range(50):
        faults = chance.sample(possible(request), chance.choice([1, 1, 2]))
        if any(pair <= set(faults) for pair in OPPOSITE):
            continue
        if all(
            claim(seed, faults) != claim(seed, [one for one in faults if one != left_out])
            for left_out in faults
        ):
            return faults
    raise AssertionError("no fault matters in this debt")


def claim(seed, faults):
    """The debt as ``calc reconcile`` takes it, with the claim; faults named in ``faults``."""
    request, chance = honest(seed)
    wrong = request
    for fault in faults:
        wrong = with_fault(wrong, fault, chance)
    parts, _ = Oracle(wrong).run()
    lines = {part: row["owed"] for part, row in parts.items() if row["owed"]}
    if "charged_twice" in faults:
        fee = chance.choice([one for one in request["events"] if one["type"] == "due"])
        extra = int(fee["instalment_fee"].replace(".", ""))
        lines["instalment_fee"] = lines.get("instalment_fee", 0) + extra
    if "round_sum" in faults:
        lines["penalty_interest"] = lines.get("penalty_interest", 0) + 100 * chance.randint(3, 90)
    if "invented_fee" in faults:
        lines["unnamed"] = chance.randint(1_000, 30_000)
    return _asked(request, lines)


CHANGES = {"waiver", "rate_change"}


def _change(event):
    """An event of the ledger as the fact that a case records."""
    if event["type"] == "waiver":
        relief = {"type": "waived", "part": event["part"], "amount": event["amount"]}
        return {"kind": "relief_granted", "on": event["on"], "relief": relief}
    change = {"type": "rate", "penalty_rate": event["penalty"]["daily"]}
    return {"kind": "debt_changed", "on": event["on"], "change": change}


def _asked(request, lines):
    dues = [event for event in request["events"] if event["type"] == "due"]
    paid = [event for event in request["events"] if event["type"] == "payment"]
    fen = sum(lines.values())
    return {
        "op": "reconcile",
        "debt": {
            "product": "huabei",
            "lender": "consumer_finance",
            "terms": {
                "penalty_rate": request["terms"]["penalty"]["daily"],
                "penalty_base": "overdue_principal",
                "compounding": "none",
                "grace_days": request["terms"]["grace_days"],
                "allocation": ORDER,
                "late_fee_rate": "0",
                "minimum_payment": "0.00",
            },
            "due": [{name: one[name] for name in one if name != "type"} for one in dues],
            "changes": [_change(one) for one in request["events"] if one["type"] in CHANGES],
            "payments": [{"on": one["on"], "amount": one["amount"]} for one in paid],
            "claim": {
                "on": request["on"],
                "total": f"{fen / 100:.2f}",
                "lines": [
                    {"name": part, "part": part, "amount": f"{amount / 100:.2f}"}
                    for part, amount in lines.items()
                ],
            },
        },
    }
