"""Several processes on one case at once: nothing lost, nothing twice, no stale form passes."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from contextlib import ExitStack

import pytest

from imports.bills import app_bill, app_row
from qinghuan import store
from store.making import case, debt

WORKERS = 8
IMPORTERS = 4
EACH = 8
START = """
    import json, sys
    from datetime import UTC, date, datetime
    from decimal import Decimal
    from pathlib import Path
    from qinghuan import store
    from qinghuan.contact.entries import ContactMade
    from qinghuan.debts.entries import PaymentMade
    from qinghuan.words import say
    given = json.loads(sys.argv[1])
    where, number = given["case"], given["number"]
    NOW, DAY = datetime(2026, 6, 1, 4, tzinfo=UTC), date(2026, 6, 1)
    def add(fact, **more):
        return store.append(where, [fact], who=store.OWNER, now=NOW, **more)
    def note(name):
        return ContactMade(id=name, on=DAY, direction="outgoing", channel="phone")
    store.open_home(Path(given["path"]), database_url=given.get("database_url"))
"""
APPENDING = """
    print("ready", flush=True)
    sys.stdin.readline()
    for step in range(given["each"]):
        name = f"entry{number}of{step}"
        first = add(note(name), token=name)
        again = add(note(name), token=name)
        assert again.repeated and again.entries == first.entries
        print(name, flush=True)
        add(note(f"shared{step:04}"), token=f"form{step}")
"""
PAYING = """
    seen = store.head(where)[0]
    print("ready", flush=True)
    sys.stdin.readline()
    fact = PaymentMade(id=store.mint(), on=DAY, debt=given["debt"], amount=Decimal("1.00"))
    for _ in range(10):
        try:
            add(fact, expected=seen, token=f"form{number}")
        except store.StoreRefused as refused:
            problem = refused.problem
            print(f"{problem.code} {say(problem.what, 'en')} {say(problem.mend, 'en')}", flush=True)
            seen = store.head(where)[0]
        else:
            print(fact.id, flush=True)
            break
"""

IMPORTING = """
    from qinghuan.store.importing import import_file
    content = Path(given["bills"][number]).read_bytes()
    print("ready", flush=True)
    sys.stdin.readline()
    first = import_file(where, content, "bill.csv", who=store.OWNER, now=NOW)
    again = import_file(where, content, "bill.csv", who=store.OWNER, now=NOW)
    assert not again.entry and again.report.duplicates == again.report.recorded == 10
    print(first.entry, flush=True)
"""


def together(script, count, place, **more):
    """Start ``count`` processes, let them go at once; the lines that each printed."""
    source = textwrap.dedent(START) + textwrap.dedent(script)
    with ExitStack() as stack:
        workers = []
        for number in range(count):
            given = json.dumps({**place, "path": str(place["path"]), "number": number, **more})
            command = [sys.executable, "-W", "error", "-c", source, given]
            pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
            workers.append(stack.enter_context(subprocess.Popen(command, text=True, **pipes)))
        for worker in workers:
            assert worker.stdout.readline() == "ready\n", worker.stderr.read()
        for worker in workers:
            worker.stdin.write("\n")
            worker.stdin.flush()
        said = [worker.communicate(timeout=120) for worker in workers]
        assert [worker.returncode for worker in workers] == [0] * count, said
    return [out.split("\n")[:-1] for out, _ in said]


def sound(where):
    """Sequences have no gap, the chain verifies, and the index equals one computed anew."""
    entries = store.entries(where)
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert store.verify(where) == []
    before = store.index(where)
    store.rebuild_index(where)
    assert store.index(where) == before
    return [entry.id for entry in entries]


@pytest.mark.usefixtures("home")
def test_eight_processes_lose_and_double_nothing(place):
    where = case()

    acknowledged = together(APPENDING, WORKERS, place, case=where, each=EACH)

    shared = [f"shared{step:04}" for step in range(EACH)]
    wanted = [name for names in acknowledged for name in names] + shared
    assert len(wanted) == (WORKERS + 1) * EACH
    assert sorted(sound(where)[1:]) == sorted(wanted)


@pytest.mark.usefixtures("home")
def test_of_two_processes_with_the_same_form_open_the_later_is_refused_and_may_try_again(place):
    owed = debt()
    where = case(owed)

    first, second = together(PAYING, 2, place, case=where, debt=owed.id)

    [refused] = [said for said in [*first, *second] if said.startswith("store.")]
    code, _, sentences = refused.partition(" ")
    assert code == "store.changed_meanwhile"
    assert len(sentences) > 20
    assert sorted(sound(where)[2:]) == sorted([first[-1], second[-1]])


@pytest.mark.usefixtures("home")
def test_four_processes_that_import_overlapping_bills_keep_every_line_once(place, tmp_path):
    where, bills = case(), []
    for number in range(IMPORTERS):
        orders = range(number * 5, number * 5 + 10)
        bill = app_bill(*(app_row(order=f"{n:028}", amount=f"{n + 1}.00") for n in orders))
        bills.append(str(tmp_path / f"{number}.csv"))
        (tmp_path / f"{number}.csv").write_bytes(bill)

    said = together(IMPORTING, IMPORTERS, place, case=where, bills=bills)

    entries = [name for [name] in said if name]
    assert sorted(sound(where)[1:]) == sorted(entries)
    amounts = [kept.line.amount for kept in store.lines(where, superseded=True)]
    assert sorted(amounts) == list(range(1, (IMPORTERS + 1) * 5 + 1))
