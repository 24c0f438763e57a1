"""Published cases as requests of ``calc``, and what each must answer.

``published.json`` holds the figures with the place where each is printed. Here every case
is put into a request; a case no request fits stands in :data:`LEFT_OUT` with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from qinghuan import calc
from qinghuan.dates import add_months

FILE = Path(__file__).parent / "published.json"
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in json.loads(FILE.read_text())}
SERVERS = ("fineract", "frappe")

LEFT_OUT = {
    "npf-mirr-5-100": "a modified rate needs a rate of reinvestment; no debt has one",
    "npf-fv": "savings, not a debt",
    "regz-F-1": "a rate by statement of an open account with a charge a transaction (US)",
    "pyxirr-random": "the thousand payments are not part of the published case kept here",
}

Checked = tuple[dict[str, Any], list[tuple[str, Any]]]
"""A request, and pairs of (path in the result, published figure)."""


def percent(text: object) -> str:
    """A percentage as a fraction."""
    return str(Decimal(str(text)) / 100)


def flow(amount: object, **when: object) -> dict[str, object]:
    return {"amount": str(amount), **when}


def monthly(amounts: Iterator[object] | list[object], drawn: list[object]) -> list[dict]:
    flows = [flow(amount, period=0) for amount in drawn]
    return flows + [flow(amount, period=k) for k, amount in enumerate(amounts, start=1)]


def _falling() -> list[object]:
    return [-Decimal("1778.58") * Decimal("0.97") ** (k // 12) for k in range(240)]


def _principal_900() -> list[object]:
    left, rows = Decimal(200_000), []
    while left:
        part = min(left, Decimal(900))
        rows.append(-(part + left * Decimal("0.06") / 12))
        left -= part
    return rows


def _interest_then_principal() -> list[object]:
    rate = Decimal("1.07") ** (Decimal(1) / 12) - 1
    rows: list[object] = ["-169.62"] * 60
    left = Decimal(30_000)
    for _ in range(120):
        rows.append(-(Decimal(250) + left * rate).quantize(Decimal("0.01")))
        left -= 250
    return rows


def _after_34_days(months: int) -> str:
    return str(Decimal(34) / 365 + Decimal(months) / 12)[:20]


LOAN: list[object] = ["200000", "-4000"]
APRC: dict[str, Callable[[], list[dict]]] = {
    "eu-aprc-2_2": lambda: [
        flow("200000", years=0),
        flow("-4000", years=0),
        *(
            flow("-1433.56", years=str(Decimal(34) / 365 + Decimal(k) / 12)[:20])
            for k in range(240)
        ),
    ],
    "eu-aprc-3": lambda: monthly([str(-(Decimal("1432.86") + Decimal("16.67")))] * 240, LOAN),
    "eu-aprc-5": lambda: monthly(["-1490.18"] * 240, LOAN),
    "eu-aprc-6": lambda: [*monthly(["-1432.86"] * 240, LOAN), flow("-100", period=240)],
    "eu-aprc-8_1": lambda: [*monthly(["-1166.67"] * 240, LOAN), flow("-200000", period=240)],
    "eu-aprc-10": lambda: monthly([round(one, 6) for one in _falling()], LOAN),
    "eu-aprc-11": lambda: monthly([*["-1500"] * 220, "-407.70"], LOAN),
    "eu-aprc-12": lambda: monthly([round(one, 6) for one in _principal_900()], LOAN),
    "eu-aprc-27": lambda: monthly(["-1217.93"] * 240, ["170000", "-3400"]),
    "eu-aprc-28": lambda: monthly(
        [str(-Decimal("1319.91") * Decimal("1.002"))] * 240, ["200000", "-4008"]
    ),
    "eu-aprc-30_1": lambda: monthly(_interest_then_principal(), ["30000", "-600"]),
    "eu-aprc-1-6dp": lambda: monthly(["-1432.86"] * 240, LOAN),
    "uk-apr-personal-10000": lambda: monthly(["-222.44"] * 60, ["10000"]),
}


def dated(first: str, count: int, months: int, amount: object) -> list[dict]:
    start = date.fromisoformat(first)
    return [
        flow(f"-{amount}", date=add_months(start, months * k).isoformat()) for k in range(count)
    ]


def _half_months() -> list[dict]:
    days = [add_months(date(1978, 3, 1), k // 2).replace(day=1 + 15 * (k % 2)) for k in range(24)]
    return [flow("-219.17", date=day.isoformat()) for day in days]


def _daily() -> list[dict]:
    first = date(2023, 11, 30)
    return [flow("-220", date=(first + timedelta(days=k)).isoformat()) for k in range(5)]


ACTUARIAL: dict[str, tuple[list[dict], str | None]] = {
    "regz-J-1iii": ([flow("5000", date="1978-02-23"), *_half_months()], "half_month"),
    "regz-J-1iv": (
        [flow("10000", date="1978-05-23"), *dated("1978-10-01", 40, 3, "385")],
        "quarter",
    ),
    "regz-J-3i": (
        [
            flow("5000", date="1978-01-10"),
            *dated("1978-02-10", 23, 1, "230"),
            flow("-280", date="1980-01-10"),
        ],
        "month",
    ),
    "regz-J-4i": (
        [
            flow("5000", date="1978-01-10"),
            flow("-250", date="1978-02-10"),
            *dated("1978-03-10", 22, 1, "230"),
            flow("-280", date="1980-01-10"),
        ],
        None,
    ),
    "regz-J-4ii": (
        [
            flow("8000", date="1978-01-10"),
            flow("-449.36", date="1978-03-01"),
            *dated("1978-05-01", 18, 2, "465"),
            flow("-200", date="1981-05-01"),
        ],
        "two_months",
    ),
    "regz-x-quarterly-short": (
        [flow("10000", date="1978-06-23"), *dated("1978-10-01", 40, 3, "385")],
        "quarter",
    ),
    "regz-x-daily": ([flow("1000", date="2023-10-26"), *_daily()], "day"),
}


def rate_case(case: dict[str, Any]) -> Checked:
    """Groups ``us-reg-z``, ``eu-aprc``, ``uk-apr``, ``irr-xirr``."""
    name, given, published = case["id"], case["inputs"], case["expected"]
    if name in ACTUARIAL:
        flows, unit = ACTUARIAL[name]
        asked = {"flows": flows, "method": "apr_actuarial", **({"unit": unit} if unit else {})}
        return asked, [("nominal", percent(published["apr_percent"]))]
    if name in APRC or "flows_years_amount" in given:
        flows = (
            APRC[name]()
            if name in APRC
            else [flow(amount, years=str(years)) for years, amount in given["flows_years_amount"]]
        )
        expected = published.get("aprc_percent", published.get("apr_percent"))
        return {"flows": flows, "method": "aprc"}, [("effective", percent(expected))]
    if "days" in given:
        paid = (date(2020, 1, 1) + timedelta(days=given["days"])).isoformat()
        flows = [flow(given["advance"], date="2020-01-01"), flow(f"-{given['payment']}", date=paid)]
        asked = {"flows": flows, "method": "aprc", "day_count": "actual/365.25"}
        return asked, [("effective", percent(published["apr_percent"]))]
    if "flows_dates_amount" in given:
        flows = [flow(amount, date=day) for day, amount in given["flows_dates_amount"]]
        return {"flows": flows, "method": "aprc"}, [
            ("effective", percent(published["apr_percent"]))
        ]
    return _irr_case(given, published, case)


def _irr_case(given: dict, published: dict, case: dict) -> Checked:
    if "cashflows" in given:
        flows = [flow(amount, period=k) for k, amount in enumerate(given["cashflows"])]
        return {"flows": flows, "method": "irr"}, [("period", published["irr"])]
    if "nper" in given:
        flows = [flow(given["pv"], period=0), flow(given["fv"], period=given["nper"])]
        return {"flows": flows, "method": "irr"}, [("period", round(Decimal(published["rate"]), 9))]
    pairs = given.get("flows") or zip(given["dates"], given["amounts"], strict=True)
    isda = "ISDA" in case["conventions"]["day_count"]
    asked = {
        "flows": [flow(Decimal(repr(amount)), date=day) for day, amount in pairs],
        "method": "xirr",
        "day_count": "actual/actual" if isda else "actual/365",
    }
    expected = published["xirr"]
    return asked, [("effective", None if expected is None else round(Decimal(repr(expected)), 9))]


def schedule_case(case: dict[str, Any]) -> Checked:
    """Groups ``mortgagemath``, ``textbook-schedule``, ``china`` (schedules)."""
    given, published, says = case["inputs"], case["expected"], case["conventions"]
    yearly = says.get("payment_frequency") == "annual"
    months = given.get("term_months") or given["n"]
    asked: dict[str, Any] = {
        "op": "schedule",
        "principal": given["principal"],
        "rate": _rate(given, says),
        "n": months // 12 if yearly else months,
        "start": given.get("start_date", "2026-01-01"),
        "every": {"years": 1} if yearly else {"months": 1},
        "rounding": _rounding(says),
    }
    if says["day_count" if "day_count" in says else "rounding"] == "actual/360":
        asked |= {"day_count": "actual/360", "amortise_over": given["amortization_period_months"]}
        asked["rounding"]["carry"] = True
    if case["family"].startswith("等额本金"):
        asked["shape"] = "equal_principal"
    if "rate_schedule" in given:
        asked["rate_changes"] = [
            {
                "row": change["effective_payment_number"],
                "rate": {"annual": percent(change["new_annual_rate"])},
                "recast": change["recast"],
            }
            for change in given["rate_schedule"]
        ]
    return asked, list(_schedule_figures(published))


def _rate(given: dict, says: dict) -> dict[str, str]:
    annual = Decimal(percent(given["annual_rate"]))
    if says.get("compounding") == "semi_annual":
        monthly_rate = (1 + annual / 2) ** (Decimal(1) / 6) - 1
        return {"period": str(round(monthly_rate, 24))}
    return {"annual": str(annual)}


def _rounding(says: dict) -> dict[str, Any]:
    text = says.get("rounding", "")
    if text.startswith(("none", "unrounded")):
        return {"payment": "none", "interest": "none"}
    if "half-even" in text:
        return {"mode": "half_even"}
    up = says.get("payment_rounding") == "ROUND_UP"
    return {"payment_mode": "up" if up else "half_up"}


TOTALS = {
    "monthly_payment": "payment",
    "periodic_payment": "payment",
    "payment": "payment",
    "payment_1": "rows/0/payment",
    "total_payment": "totals/payment",
    "total_interest": "totals/interest",
    "last_payment": "rows/-1/payment",
    "balloon_at_term": "balloon",
}
COLUMNS = {
    "payment": "payment_amount",
    "principal": "principal",
    "interest": "interest",
    "balance": "balance",
}


def _schedule_figures(published: dict) -> Iterator[tuple[str, Any]]:
    for name, path in TOTALS.items():
        if name in published:
            yield path, round(Decimal(published[name]), 2)
    for name, figure in published.get("row1", {}).items():
        yield f"rows/0/{name}", round(Decimal(figure), 2)
    for row in published.get("rows", ()):
        for ours, theirs in COLUMNS.items():
            yield f"rows/{int(row['payment']) - 1}/{ours}", row[theirs]


def other_case(case: dict[str, Any]) -> Checked:
    """Groups with an operation of their own."""
    given, published = case["inputs"], case["expected"]
    return _OTHERS[case["id"]](given, published)


def _snow(given: dict, published: dict) -> Checked:
    debts = [
        {"balance": one["balance"], "apr": percent(one["apr"]), "minimum": one.get("minimum", "0")}
        for one in given["debts"]
    ]
    asked = {"op": "payoff", "debts": debts, "budget": "1000", "order": "given", "months": 9}
    figures = [
        (f"rows/{month}/debts/{place}/{ours}", row[f"{name}_{theirs}"])
        for month, row in enumerate(published["rows"])
        for place, name in enumerate(("car", "card"))
        for ours, theirs in (("opening", "balance"), ("interest", "interest"))
    ]
    return asked, figures


_OTHERS: dict[str, Callable[[dict, dict], Checked]] = {
    "prorata-angel": lambda given, published: (
        {
            "op": "pro_rata",
            "available": given["available_per_month"],
            "debts": given["debts"],
            "residue": "none",
        },
        [(f"offers/{k}", offer) for k, offer in enumerate(published["offers"])]
        + [("sum", published["sum"])],
    ),
    "payoff-avalanche-3": lambda given, published: (
        {
            "op": "payoff",
            "debts": [
                {"balance": one["balance"], "apr": percent(one["apr"]), "minimum": one["minimum"]}
                for one in given["debts"]
            ],
            "extra": given["extra"],
            "order": "avalanche",
        },
        [("months", published["months"]), ("total_interest", published["total_interest"])],
    ),
    "payoff-snow-table": _snow,
    "minpay-mit-4800-02": lambda given, published: (
        {
            "op": "payoff",
            "debts": [
                {
                    "balance": given["balance"],
                    "apr": percent(given["apr"]),
                    "minimum_rate": given["minimum_rate"],
                }
            ],
            "order": "minimums",
            "months": given["months"],
            "rounding": "0.01",
        },
        [("total_paid", published["total_paid"]), ("remaining", published["remaining"])],
    ),
    "months-5000-12-100": lambda given, published: (
        {
            "op": "payoff",
            "debts": [{"balance": given["balance"], "apr": percent(given["apr"])}],
            "budget": given["payment"],
            "order": "given",
        },
        [("months", published["months"])],
    ),
    "cn-penalty-3.9": lambda given, published: (
        {
            "op": "accrue",
            "principal": given["overdue"],
            "rate": {"annual": percent(given["penalty_annual"])},
            "days": given["days"],
            "day_count": "actual/360",
        },
        [("interest", published["penalty"])],
    ),
    "cn-card-overdraft-500": lambda given, published: (
        {
            "op": "accrue",
            "principal": given["balance"],
            "rate": {"daily": given["daily"]},
            "days": given["days"],
            "free_days": given["free_days"],
        },
        [("exact", published["interest"])],
    ),
}


def checked(case: dict[str, Any]) -> Checked:
    """The request of ``case`` and what it must give."""
    if case["id"] in _OTHERS:
        return other_case(case)
    if case["group"] in {"us-reg-z", "eu-aprc", "uk-apr", "irr-xirr"}:
        asked, figures = rate_case(case)
        return {"op": "annual_rate", **asked}, figures
    return schedule_case(case)


def found_at(result: Any, path: str) -> Any:
    """What stands at ``path`` (``rows/0/payment``) of a result."""
    for part in path.split("/"):
        result = result[int(part)] if isinstance(result, list) else result[part]
    return result


def agrees(found: Any, published: Any) -> bool:
    """Whether ``found``, rounded to the places that are published, is the published figure."""
    if published is None or found is None:
        return found is published
    wanted = Decimal(str(published))
    step = Decimal(1).scaleb(wanted.as_tuple().exponent)
    return Decimal(str(found)).quantize(step, ROUND_HALF_UP) == wanted


def wrong_figures(asked: dict[str, Any], figures: list[tuple[str, Any]]) -> dict[str, Any]:
    """Where the answer to ``asked`` differs from what is published: ours and theirs, by path."""
    answer = calc.answer(asked)
    if answer.problems or not figures:
        return {"problems": answer.problems, "figures": figures}
    found = {path: found_at(answer.result, path) for path, _ in figures}
    return {
        path: (found[path], figure) for path, figure in figures if not agrees(found[path], figure)
    }
