"""Published cases of two loan programs whose options a consumer debt in China can have."""

from __future__ import annotations

import pytest

from calc.published import CASES, SERVERS, agrees, percent, wrong_figures
from qinghuan import calc

LOANS = {name: case for name, case in CASES.items() if case["group"] in SERVERS}
HALF_EVEN = {"mode": "half_even"}
AT_DUE_DAYS = "interest on arrears counted anew at due days only, not from the day of a payment"
LEFT_OUT = {
    "fin-rp14": AT_DUE_DAYS,
    "fin-rp15": AT_DUE_DAYS,
    "fin-reage-chargeback": "a payment taken back is added to the next row, not to its own",
    "fin-chargeoff": "a fee as a share of all that is still to come",
}


def drawn(amount, day):
    return {"type": "drawdown", "on": day, "amount": amount}


def due(day, principal, **more):
    return {"type": "due", "on": day, "principal": principal, **more}


def paid(day, amount, **more):
    return {"type": "payment", "on": day, "amount": amount, **more}


def ledger(on, *events, **terms):
    return {"op": "ledger", "terms": terms, "events": list(events), "on": on}


def schedule(case, **more):
    given = case["inputs"]
    loan = given.get("loan", given)
    return {
        "op": "schedule",
        "principal": loan.get("with Principal") or loan["principal"],
        "rate": {"annual": percent(loan.get("ANNUAL interest rate %") or loan["annual_rate"])},
        "n": int(loan.get("numberOfRepayments") or loan["n"]),
        "start": given.get("start", "2026-01-01"),
        **more,
    }


def rows(published, names):
    """Figures of every published row, ours beside theirs."""
    listed = [row for row in published if "principal" in row]
    return [
        (f"rows/{place}/{ours}", row[theirs])
        for place, row in enumerate(listed)
        for ours, theirs in names.items()
        if theirs in row
    ]


SERVER_ROW = {
    "principal": "principal",
    "interest": "interest",
    "payment": "due",
    "balance": "balance",
}
UNIT_ROW = {**SERVER_ROW, "payment": "emi"}


def by_schedule(name, names, **more):
    case = CASES[name]
    published = case["expected"].get("schedule") or case["expected"]["rows"]
    return schedule(case, **more), rows(published, names)


def term_20():
    expected = CASES["frappe-term-20"]["expected"]
    asked = schedule(CASES["frappe-term-20"], rounding={"payment": "1", "mode": "up"})
    figures = [("payment", expected["emi"]), ("totals/interest", expected["total_interest"])]
    for row in expected["rows"]:
        figures += [
            (f"rows/{row['index']}/{part}", row[part])
            for part in ("principal", "interest", "balance")
        ]
    return asked, figures


def broken_period():
    expected = CASES["frappe-bpi-amortised"]["expected"]
    asked = schedule(
        CASES["frappe-bpi-amortised"],
        start="2023-11-03",
        first_due="2023-12-05",
        day_count="actual/365",
        first_period="spread",
        rounding={"payment": "1", "payment_mode": "up"},
    )
    return asked, [
        ("rows/0/interest", expected["interest_1"]),
        ("rows/1/interest", expected["interest_2"]),
    ]


def quarter_rows(*days):
    return [due(day, "250") for day in days]


QUARTERS = ("2024-01-01", "2024-01-16", "2024-01-31", "2024-02-15")


def reaged(on):
    return ledger(
        on,
        drawn("1000", "2024-01-01"),
        *quarter_rows(*QUARTERS),
        paid("2024-01-01", "250"),
        {"type": "reage", "on": "2024-02-20", "n": 6, "first_due": "2024-03-01"},
    )


def recomputed(name, **more):
    """A loan of six months at 12 % with whole instalments, after its payments."""
    events = CASES[name]["inputs"]["events"]
    made = [
        {"on": one["date"], "amount": one["amount"]} for one in events if one["type"] == "payment"
    ]
    return by_schedule(
        name,
        SERVER_ROW,
        start="2022-11-01",
        day_count="actual/365",
        payment="862",
        paid=made,
        as_of=[one["date"] for one in events if one["type"] == "as_of"][-1],
        rounding=HALF_EVEN,
        **more,
    )


def settled_early(name, **more):
    """What settles the rest on 15 February, beside the amount that was taken."""
    [taken] = [
        one["Amount"]
        for one in CASES[name]["expected"]["transactions"]
        if one["Transaction date"] == "15 February 2024"
    ]
    plan = schedule(CASES[name], start="2024-01-01", rounding=HALF_EVEN)
    plan.pop("op")
    request = {"op": "early_settlement", "plan": plan, "on": "2024-02-15", "paid": 1}
    return {**request, "way": "unbilled_waived", **more}, [("settling/total/value", taken)]


def second_tranche():
    """The rest with the new money, as a schedule of the four rows that are left."""
    case = CASES["finu-multi-ondue"]
    before, *after = case["expected"]["rows"][1:]
    request = {
        "op": "schedule",
        "principal": before["balance"],
        "rate": {"annual": percent(case["inputs"]["annual_rate"])},
        "n": 4,
        "start": "2024-03-01",
        "rounding": HALF_EVEN,
    }
    return request, rows(after, UNIT_ROW)


def moved(on, principal_due, **more):
    """Three rows of 250, moved by 15 days (or by as much as ``more`` says)."""
    to = more.pop("to", "2023-10-31")
    return (
        ledger(
            on,
            drawn("1000", "2023-10-01"),
            due("2023-10-01", "250"),
            paid("2023-10-03", "250"),
            *(due(day, "250") for day in ("2023-10-16", "2023-10-31", "2023-11-15")),
            *more.pop("events", ()),
            {"type": "postponement", "on": "2023-10-05", "first": "2023-10-16", "to": to},
        ),
        [
            ("parts/principal/due", principal_due),
            ("overdue", "0.00"),
            *more.pop("figures", ()),
        ],
    )


def spread_in_whole_yuan(name, *events, figures=()):
    """Arrears of 125 over two rows, each to the yuan."""
    return (
        ledger(
            "2024-01-31",
            drawn("500", "2024-01-01"),
            due("2024-01-01", "125"),
            paid("2024-01-01", "125"),
            *(due(day, "125") for day in ("2024-01-16", "2024-01-31", "2024-02-15")),
            *events,
            {"type": "reamortise", "on": "2024-01-25", "unit": "1"},
        ),
        [
            ("parts/principal/due", CASES[name]["expected"]["schedule"][3]["principal"]),
            ("parts/principal/not_yet_due", CASES[name]["expected"]["schedule"][4]["principal"]),
            *figures,
        ],
    )


FEES_FIRST = {"allocation": ["instalment_fee", "principal"]}
PENALTY_FIRST = {"allocation": ["penalty_interest", "interest", "principal", "instalment_fee"]}

ASKED = {
    "fin-decl-round": lambda: by_schedule(
        "fin-decl-round", SERVER_ROW, start="2023-09-01", rounding={"payment": "1", **HALF_EVEN}
    ),
    "fin-resched-rate": lambda: by_schedule(
        "fin-resched-rate",
        SERVER_ROW,
        start="2023-07-01",
        shape="flat",
        rate_changes=[{"row": 2, "rate": {"annual": "0.06"}}],
    ),
    "fin-chargeoff-decl": lambda: by_schedule(
        "fin-chargeoff-decl", SERVER_ROW, start="2023-01-01", day_count="actual/365"
    ),
    "finu-365-act": lambda: by_schedule(
        "finu-365-act", UNIT_ROW, day_count="actual/365", rounding=HALF_EVEN
    ),
    "finu-zero": lambda: by_schedule("finu-zero", UNIT_ROW),
    "finu-ratefactor-365": lambda: (
        {
            "op": "accrue",
            "principal": "1",
            "rate": {"annual": "0.094822"},
            "days": 31,
        },
        [("exact", CASES["finu-ratefactor-365"]["expected"]["factors"][0])],
    ),
    "frappe-term-20": term_20,
    "frappe-bpi-amortised": broken_period,
    "frappe-dpd": lambda: (
        ledger("2023-04-05", due("2023-01-31", "100")),
        [("days_past_due", CASES["frappe-dpd"]["expected"]["days"][1])],
    ),
    "fin-reage-6": lambda: (
        reaged("2024-03-01"),
        [
            ("total", "750.00"),
            ("parts/principal/due", "125.00"),
            ("parts/principal/not_yet_due", "625.00"),
            ("parts/principal/paid", "250.00"),
        ],
    ),
    "fin-waive-penalty": lambda: (
        ledger(
            "2023-04-07",
            drawn("750", "2023-01-01"),
            due("2023-01-01", "188"),
            due("2023-01-16", "187"),
            due("2023-01-31", "187"),
            due("2023-02-15", "188"),
            paid("2023-01-01", "188"),
            paid("2023-02-01", "250"),
            paid("2023-03-01", "250"),
            paid("2023-04-01", "250", id="last"),
            {"type": "reversal", "on": "2023-04-01", "payment": "last"},
            {"type": "charge", "on": "2023-04-05", "part": "penalty_interest", "amount": "10"},
            {"type": "waiver", "on": "2023-04-07", "part": "penalty_interest"},
        ),
        [
            ("total", "62.00"),
            ("parts/principal/paid", "688.00"),
            ("parts/penalty_interest/waived", "10.00"),
        ],
    ),
    "fin-writeoff": lambda: (
        ledger(
            "2023-01-29",
            drawn("1000", "2023-01-01"),
            due("2023-01-01", "250"),
            paid("2023-01-01", "250"),
            due("2023-01-16", "250"),
            paid("2023-01-22", "100"),
            {"type": "settlement", "on": "2023-01-29", "amount": "0"},
        ),
        [("parts/principal/waived", CASES["fin-writeoff"]["expected"]["write_off_amount"])],
    ),
    "fin-alloc-due-fee": lambda: (
        ledger(
            "2023-02-01",
            drawn("3000", "2023-01-01"),
            due("2023-02-01", "1000"),
            {"type": "charge", "on": "2023-02-01", "part": "instalment_fee", "amount": "50"},
            paid("2023-02-01", "500"),
            **FEES_FIRST,
        ),
        [
            ("total", "2550.00"),
            ("parts/instalment_fee/paid", "50.00"),
            ("parts/principal/due", "550.00"),
        ],
    ),
    "fin-alloc-ppif-uc10": lambda: (
        ledger(
            "2023-02-01",
            drawn("1000", "2023-01-01"),
            due("2023-02-01", "1000", instalment_fee="20"),
            paid("2023-01-10", "1020", id="first"),
            {"type": "reversal", "on": "2023-01-25", "payment": "first"},
            {"type": "charge", "on": "2023-01-28", "part": "penalty_interest", "amount": "20"},
            paid("2023-01-28", "520"),
            paid("2023-01-30", "520"),
            **PENALTY_FIRST,
        ),
        [
            ("total", "0.00"),
            ("surplus", "0.00"),
            ("parts/principal/paid", "1000.00"),
            ("parts/penalty_interest/paid", "20.00"),
        ],
    ),
    "fin-rp02": lambda: recomputed("fin-rp02"),
    "fin-rp04": lambda: recomputed("fin-rp04"),
    "fin-rp07": lambda: recomputed("fin-rp07"),
    "finu-early-pay": lambda: by_schedule(
        "finu-early-pay",
        UNIT_ROW,
        start="2024-01-01",
        rounding=HALF_EVEN,
        paid=[
            {"on": "2024-02-01", "amount": "17.01"},
            {"on": "2024-02-15", "amount": "17.01"},
        ],
    ),
    "fin-pause-2": lambda: by_schedule(
        "fin-pause-2",
        UNIT_ROW,
        start="2024-01-01",
        rounding=HALF_EVEN,
        paid=[{"on": "2024-02-01", "amount": "17.01"}],
        paused=[{"first": "2024-02-10", "last": "2024-03-10"}],
    ),
    "fin-prog-payoff-preclose": lambda: settled_early("fin-prog-payoff-preclose"),
    "fin-prog-payoff-rest": lambda: settled_early("fin-prog-payoff-rest", whole_period=True),
    "finu-multi-ondue": second_tranche,
    "fin-holiday-1": lambda: moved("2023-10-31", "250.00"),
    "fin-holiday-grace": lambda: moved("2023-11-15", "250.00", to="2023-11-15"),
    "fin-holiday-penalty": lambda: moved(
        "2023-10-31",
        "250.00",
        events=[{"type": "charge", "on": "2023-10-31", "part": "penalty_interest", "amount": "15"}],
        figures=[("parts/penalty_interest/due", "15.00"), ("total", "765.00")],
    ),
    "fin-holiday-nplus1": lambda: (
        ledger(
            "2023-12-17",
            drawn("1000", "2023-10-01"),
            *(due(day, "250") for day in ("2023-10-01", "2023-10-16", "2023-10-31", "2023-11-15")),
            {"type": "charge", "on": "2023-12-17", "part": "penalty_interest", "amount": "20"},
            {
                "type": "postponement",
                "on": "2023-10-05",
                "first": "2023-10-16",
                "to": "2023-10-31",
            },
        ),
        [("total", "1020.00"), ("parts/penalty_interest/due", "20.00")],
    ),
    "fin-reamort": lambda: spread_in_whole_yuan("fin-reamort"),
    "fin-reamort-charge": lambda: spread_in_whole_yuan(
        "fin-reamort-charge",
        {"type": "charge", "on": "2024-01-25", "part": "penalty_interest", "amount": "10"},
        figures=[("parts/penalty_interest/owed", "10.00"), ("total", "385.00")],
    ),
    "fin-downpayment": lambda: (
        ledger(
            "2022-04-01",
            drawn("1000", "2022-01-01"),
            due("2022-01-01", "250"),
            paid("2022-01-01", "250"),
            *(due(day, "250") for day in ("2022-02-01", "2022-03-01", "2022-04-01")),
            paid("2022-02-01", "250"),
            paid("2022-02-15", "400"),
        ),
        [("total", "100.00"), ("parts/principal/paid", "900.00")],
    ),
    "fin-late-fee-pi": lambda: (
        ledger(
            "2023-05-01",
            drawn("3000", "2023-01-01"),
            *(
                due(day, "1000", interest="30", minimum="1030")
                for day in ("2023-02-01", "2023-03-01", "2023-04-01")
            ),
            late_fee={"rate": "0.015"},
        ),
        [
            ("parts/late_fee/in", CASES["fin-late-fee-pi"]["expected"]["totals"]["Penalties"]),
            ("total", CASES["fin-late-fee-pi"]["expected"]["totals"]["Outstanding"]),
        ],
    ),
}


@pytest.mark.parametrize("name", sorted(ASKED))
def test_a_published_loan_comes_out_to_the_cent(name):
    assert wrong_figures(*ASKED[name]()) == {}


def test_every_loan_is_computed_or_left_out_with_the_option_that_is_not_there():
    assert set(ASKED) | set(LEFT_OUT) == set(LOANS)
    assert not set(ASKED) & set(LEFT_OUT)


@pytest.mark.parametrize("place", range(6))
def test_the_factor_of_each_month_is_exact(place):
    days = CASES["finu-ratefactor-365"]["inputs"]["days"][place]
    asked, _ = ASKED["finu-ratefactor-365"]()
    found = calc.answer({**asked, "days": days}).result
    assert agrees(found["exact"], CASES["finu-ratefactor-365"]["expected"]["factors"][place])
