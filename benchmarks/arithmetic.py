"""The arithmetic: schedules, single rates, ledgers, and requests through one process.

Schedules beside mortgagemath and beside a bare Decimal loop of the same rows; rates beside
bare pyxirr and numpy-financial. The peers stand in ``.venv-bench`` (see ``import_speed``);
what is not there is left out and said.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyxirr
from import_speed import PEER_VENV
from table import Comparison, Row, in_turn

from qinghuan import calc
from qinghuan.dates import add_months
from qinghuan.debts.annual_rate import Flow, annual_rate
from qinghuan.debts.schedule import Plan, RateOf, schedule

REPEATS = 15
TIMES = 60
START = date(2026, 1, 1)
EXAMPLES = Path(__file__).resolve().parents[1] / "tools" / "calc_examples.json"
CENT = Decimal("0.01")


def often(work: Callable[[], object]) -> Callable[[], None]:
    """``work`` many times, because once is too short to measure."""

    def many() -> None:
        for _ in range(TIMES):
            work()

    return many


def bare_schedule(n: int) -> list[tuple[Decimal, ...]]:
    """The rows of a level loan, and nothing else."""
    rate, left = Decimal("0.15") / 12, Decimal(12_000)
    growth = (1 + rate) ** n
    payment = (left * rate * growth / (growth - 1)).quantize(CENT)
    rows = []
    for row in range(1, n + 1):
        interest = (left * rate).quantize(CENT)
        paid = left + interest if row == n else payment
        left -= paid - interest
        rows.append((paid, paid - interest, interest, left))
    return rows


def our_schedule(n: int) -> object:
    """The same rows with due days, ready to be explained."""
    rate = RateOf("annual", Decimal("0.15"))
    return schedule(Plan(principal=Decimal("12000.00"), rate=rate, n=n, start=START))


def peers() -> None:
    """Let the peers' environment be found, behind our own."""
    sys.path += [str(path) for path in PEER_VENV.glob("lib/python3*/site-packages")]


def schedules() -> Iterator[Row]:
    """Twelve and thirty-six rows."""
    try:
        import mortgagemath as peer  # noqa: PLC0415 (may be missing)
    except ImportError:
        peer = None
        print("mortgagemath is not in .venv-bench: left out", file=sys.stderr)
    for n in (12, 36):
        ours = often(lambda n=n: our_schedule(n))
        bare = in_turn(ours, often(lambda n=n: bare_schedule(n)), REPEATS)
        yield Comparison(f"schedule of {n} rows", "a bare Decimal loop", of="min").row("warm", bare)
        if peer is not None:
            loan = peer.LoanParams(
                principal=Decimal(12_000), annual_rate=Decimal(15), term_months=n
            )
            theirs = often(lambda loan=loan: peer.amortization_schedule(loan))
            times = in_turn(ours, theirs, REPEATS)
            yield Comparison(f"schedule of {n} rows", "mortgagemath", 1.0, of="min").row(
                "warm", times
            )


def rates() -> Iterator[Row]:
    """One rate of 36 payments."""
    amounts = [12_000.0] + [-416.0] * 36
    days = [START + timedelta(days=30 * place) for place in range(37)]
    decimals = [Decimal(repr(amount)) for amount in amounts]
    by_period = [Flow(amount, Decimal(k)) for k, amount in enumerate(decimals)]
    by_day = [Flow(amount, day) for amount, day in zip(decimals, days, strict=True)]
    bare: list[tuple[str, float | None, Callable[[], object], Callable[[], object]]] = [
        (
            "bare pyxirr, the same exact amounts",
            3.0,
            lambda: pyxirr.irr(decimals),
            lambda: pyxirr.xirr(days, decimals),
        ),
        (
            "bare pyxirr, floats made before",
            None,
            lambda: pyxirr.irr(amounts),
            lambda: pyxirr.xirr(days, amounts),
        ),
    ]
    for against, aim, irr, xirr in bare:
        times = in_turn(often(lambda: annual_rate(by_period, "irr")), often(irr), REPEATS)
        yield Comparison("IRR of 37 payments", against, aim, of="min").row("warm", times)
        times = in_turn(often(lambda: annual_rate(by_day, "xirr")), often(xirr), REPEATS)
        yield Comparison("XIRR of 37 payments", against, aim, of="min").row("warm", times)
    try:
        import numpy_financial  # noqa: PLC0415 (may be missing)
    except ImportError:
        print("numpy-financial is not in .venv-bench: left out", file=sys.stderr)
        return
    slow = in_turn(
        often(lambda: annual_rate(by_period, "irr")),
        often(lambda: numpy_financial.irr(amounts)),
        3,
    )
    yield Comparison("IRR of 37 payments", "numpy-financial", 1.0).row("warm", slow)


def two_years() -> dict[str, Any]:
    """A loan of 24 months with 60 events: bills, payments, charges, waivers, a rate change."""
    events: list[dict[str, Any]] = [
        {"type": "drawdown", "on": START.isoformat(), "amount": "24000.00"},
        {"type": "rate_change", "on": "2026-09-15", "penalty": {"daily": "0.0004"}},
    ]
    for month in range(1, 25):
        due = add_months(START, month)
        events.append({"type": "due", "on": due.isoformat(), "principal": "1000.00"})
        paid = due + timedelta(days=month % 9)
        events.append({"type": "payment", "on": paid.isoformat(), "amount": f"{900 + month}.35"})
    for quarter in range(1, 6):
        day = add_months(START, 4 * quarter) + timedelta(days=11)
        events.append(
            {"type": "charge", "on": day.isoformat(), "part": "unnamed", "amount": "9.90"}
        )
        day += timedelta(days=5)
        events.append(
            {"type": "waiver", "on": day.isoformat(), "part": "penalty_interest", "amount": "3.21"}
        )
    terms = {
        "rate": {"daily": "0.0003"},
        "penalty": {"daily": "0.0005"},
        "compounding": "monthly",
        "grace_days": 3,
        "allocation": "law",
    }
    return {"terms": terms, "events": events, "on": add_months(START, 25).isoformat()}


def ledgers() -> Iterator[Row]:
    """The account of two years beside the slow oracle of the tests, and a claim explained."""
    sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))
    from debts.oracle import Oracle  # noqa: PLC0415 (of the tests)

    request = two_years()
    asked = {"op": "ledger", **request}
    times = in_turn(lambda: calc.answer(asked), lambda: Oracle(request).run(), REPEATS)
    name = f"ledger of 24 months, {len(request['events'])} events"
    yield Comparison(name, "the bare oracle, day by day", 1.0, of="min").row("warm", times)
    times = in_turn(lambda: calc.answer(asked, explain=True), lambda: calc.answer(asked), REPEATS)
    yield Comparison("the same, explained", "unexplained", of="min").row("warm", times)
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    claim, plain = ({"op": name, **examples[name]} for name in ("reconcile", "owed"))
    times = in_turn(lambda: calc.answer(claim), lambda: calc.answer(plain), REPEATS)
    yield Comparison("a claim explained", "what is owed, once", of="min").row("warm", times)


def requests() -> Iterator[Row]:
    """Ten thousand requests through one process, beside reading and writing their JSON."""
    examples = json.loads(EXAMPLES.read_text("utf-8"))
    kinds = [json.dumps({"op": name, **examples[name]}) for name in ("accrue", "schedule")]
    text = "\n".join(kinds * 5_000)

    def ours() -> None:
        for one in calc.answers(text):
            json.dumps(calc.spoken(one.result, "zh_CN"))

    def bare() -> None:
        for line in text.splitlines():
            json.dumps(json.loads(line))

    times = in_turn(ours, bare, 3)
    yield Comparison("10,000 calc requests", "their JSON read and written").row("warm", times)


def measure() -> list[Row]:
    peers()
    return [*schedules(), *rates(), *ledgers(), *requests()]
