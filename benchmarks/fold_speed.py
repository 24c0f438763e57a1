"""Fold a journal of 10,000 entries, against bare ``json.loads`` of the same bodies.

Ours is all of it: bodies to validated facts, corrections applied, effective order,
sorted into a case. Warm: repeats in one process. Cold: the first fold of a process
that has loaded its modules and built nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from table import Comparison, Row, in_turn, seconds

from qinghuan.case.fold import fold
from qinghuan.case.kinds import KINDS
from qinghuan.journal.entry import GENESIS, SALT_BYTES, Entry, Stamp, seal
from qinghuan.journal.fact import Fact
from qinghuan.journal.history import holding

ENTRIES = 10_000
DEBTS = 8
REPEATS = 9
COLD_RUNS = 7
AIM = 6.0
FIRST = date(2017, 1, 1)
TODAY = date(2026, 11, 20)

Shape = tuple[str, Mapping[str, object]]


def journal() -> list[Entry]:
    """A long life with eight debts: the same entries every time."""
    entries: list[Entry] = []
    previous = GENESIS
    for number, fact in enumerate(_facts(), 1):
        stamp = Stamp("benchmark", number, f"2026-01-01T00:00:00.{number:06d}Z", "owner")
        entry = seal(previous, fact, stamp, bytes(SALT_BYTES))
        entries.append(entry)
        previous = entry.digest
    return entries


def _facts() -> Iterator[Fact]:
    yield _read("case_opened", 0, {"label": "benchmark"})
    for debt in range(DEBTS):
        shape: dict[str, object] = {
            "creditor": "示例",
            "product": "other",
            "lines": [f"word{debt}"],
            "terms": TERMS,
        }
        yield _read("debt_disclosed", 1 + debt, shape)
    made: list[Fact] = []
    for number in range(1 + DEBTS, ENTRIES):
        kind, body = _SHAPES[_MIX[number * 7 % len(_MIX)]](number)
        if kind == "corrected":
            wrong = made[number * 31 % len(made)]
            yield KINDS.correction(
                wrong, wrong.model_copy(update={"note": "抄错了"}), id=_id(number), on=TODAY,
                reason="看错了日期",
            )  # fmt: skip
            continue
        made.append(_read(kind, number, body))
        yield made[-1]


def _read(kind: str, number: int, body: Mapping[str, object]) -> Fact:
    on = FIRST + timedelta(days=number * 37 % (TODAY - FIRST).days)
    return KINDS.read(kind, 1, json.dumps({"id": _id(number), "on": on.isoformat(), **body}))


def _id(number: int) -> str:
    return f"{number:012d}"


def _debt(number: int) -> str:
    return _id(1 + number % DEBTS)


def _amount(number: int) -> str:
    return f"{number % 900 + 100}.{number % 100:02d}"


TERMS = {"penalty_rate": "0.0005", "penalty_base": "overdue_principal", "compounding": "none"}
_MIX = (
    ["payment_made"] * 9 + ["amount_fell_due"] * 5 + ["contact_made"] * 5 + ["claim_received"] * 3
    + ["payment_failed"] * 2 + ["lines_sorted"] * 2 + ["corrected", "household_stated"]
    + ["document_issued", "terms_learned"]
)  # fmt: skip
_SHAPES: dict[str, Callable[[int], Shape]] = {
    "payment_made": lambda n: ("payment_made", {"debt": _debt(n), "amount": _amount(n)}),
    "payment_failed": lambda n: ("payment_failed", {"debt": _debt(n), "amount": _amount(n)}),
    "amount_fell_due": lambda n: (
        "amount_fell_due",
        {"debt": _debt(n), "principal": _amount(n), "instalment_fee": "60.00"},
    ),
    "contact_made": lambda n: (
        "contact_made",
        {
            "debt": _debt(n), "direction": "incoming", "channel": "phone", "at": "10:20:00",
            "institution": "示例客服", "staff_number": f"{n}", "minutes": n % 30,
            "said": "问什么时候还。我说发了工钱先还一部分。",
            "promises": [{"what": "三个工作日内回电", "by": "2026-10-14"}],
        },
    ),
    "claim_received": lambda n: (
        "claim_received",
        {
            "debt": _debt(n), "total": "1060.00", "days_overdue": n % 90,
            "lines": [
                {"name": "逾期本金", "part": "principal", "amount": "1000.00"},
                {"name": "分期手续费", "part": "instalment_fee", "amount": "60.00"},
            ],
        },
    ),
    "lines_sorted": lambda n: (
        "lines_sorted",
        {"decisions": [{"line": f"line{n}{at}", "category": "other"} for at in range(4)]},
    ),
    "corrected": lambda _: ("corrected", {}),
    "household_stated": lambda n: (
        "household_stated",
        {
            "place": "xining", "residence": "rural",
            "members": [{"relation": "本人", "age": "18_to_59", "earns": True}],
            "incomes": [{"source": "wages", "by_month": {str(m): "1800.00" for m in range(1, 13)}}],
            "expenses": [
                {"category": "housing", "amount": _amount(n)},
                {"category": "food_tobacco_liquor", "amount": "1850.00"},
            ],
        },
    ),
    "document_issued": lambda n: (
        "document_issued",
        {
            "paper": "proposal", "number": f"{n}", "program": "0.1.0", "policy": "0" * 64,
            "head": "0" * 64, "head_sequence": n, "figures": {"total": "1060.00"},
        },
    ),
    "terms_learned": lambda n: ("terms_learned", {"debt": _debt(n), "terms": TERMS}),
}  # fmt: skip


def works() -> tuple[Callable[[], object], Callable[[], object]]:
    """Our fold and the peer, over one journal."""
    entries = journal()
    bodies = [entry.body or "" for entry in entries]
    return (
        lambda: fold(holding(entries, KINDS), TODAY),
        lambda: [json.loads(body) for body in bodies],
    )


def once(which: int) -> float:
    """Seconds of one side in a fresh process."""
    command = [sys.executable, __file__, str(which)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure() -> list[Row]:
    what, against = f"fold of {ENTRIES:,} entries", "`json.loads` of the same bodies"
    cold: tuple[list[float], list[float]] = ([], [])
    for turn in range(COLD_RUNS):
        for which in (turn % 2, 1 - turn % 2):
            cold[which].append(once(which))
    ours, peer = works()
    warm = in_turn(ours, peer, REPEATS)
    return [
        Comparison(what, against, AIM, of="min").row("warm", warm),
        Comparison(what, against, AIM, of="min").row("cold: first in its process", cold),
    ]


if __name__ == "__main__":
    print(seconds(works()[int(sys.argv[1])]))
