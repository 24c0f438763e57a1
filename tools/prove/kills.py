"""Proof: a process killed at any moment loses nothing that it had acknowledged.

A worker appends facts and imports bills as fast as it can and prints each entry
once ``append`` has returned. It is killed with SIGKILL at a random moment. Then
every printed entry must be in the journal, the chain, the lines and the files must
verify, the index must equal one computed anew, and what the kill left lying in the
folder must go in a sweep. The case goes on from kill to kill.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade
from qinghuan.imports.entries import StatementImported
from qinghuan.store.importing import import_file
from qinghuan.store.models import CaseFile

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,"
    "收/付款方式,交易状态,交易订单号,商家订单号,备注,"
)
LINES = 40
LONGEST = 3000
"""Entries of one case, after which the proof goes on with a new one."""


def bill(seed: int, count: int = LINES) -> bytes:
    """An Alipay bill of ``count`` purchases that no other seed makes."""
    rows = [
        f"2026-10-{1 + n % 28:02d} 12:{n % 60:02d}:00,餐饮美食,商户{seed},/,订单{n},支出,"
        f"{1 + n}.50,余额,交易成功,20261001{seed:010d}{n:06d}\t,\t,,"
        for n in range(count)
    ]
    marker = "支付宝支付科技有限公司  电子客户回单".center(60, "-")
    return "\n".join([marker, HEADER, *rows, ""]).encode("gb18030")


def work(home: Path, case: str, seed: int) -> None:
    """Append and import for ever, printing what was begun and what was acknowledged."""
    store.open_home(home)
    print("ready", flush=True)
    for turn in range(100_000):
        if turn % 3 == 0:
            print("import", flush=True)
            done = import_file(case, bill(seed * 1000 + turn), "bill.csv", who=store.OWNER, now=NOW)
            print(done.entry, flush=True)
        else:
            print("append", flush=True)
            fact = ContactMade(
                id=store.mint(), on=DAY, direction="outgoing", channel="phone", said="x" * 200
            )
            store.append(case, [fact], who=store.OWNER, now=NOW)
            print(fact.id, flush=True)


def killed(home: Path, case: str, seed: int) -> list[str]:
    """Run a worker, kill it at a moment drawn from ``seed``; what it had printed."""
    command = [sys.executable, str(Path(__file__).resolve()), str(home), case, str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        worker.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.001, 0.25))
        worker.send_signal(signal.SIGKILL)
        return [line.strip() for line in worker.stdout if line.endswith("\n")]


def check(case: str, said: list[str]) -> list[str]:
    """Everything wrong with ``case`` after a kill."""
    entries = store.entries(case)
    present = {entry.id for entry in entries}
    wrong = [f"lost {entry}" for entry in said if entry not in {"import", "append", *present}]
    wrong += [problem.code for problem in store.verify(case)]
    imports = sum(entry.kind == StatementImported.KIND for entry in entries)
    if len(store.lines(case)) != imports * LINES:
        wrong.append("an import without all of its lines")
    before = store.index(case)
    store.rebuild_index(case)
    return wrong if store.index(case) == before else [*wrong, "index differs"]


def swept(home: Path) -> tuple[int, list[str]]:
    """How many files the kill left lying about, and what is wrong after they were swept."""
    gone = store.sweep_orphans(older_than=0)
    used = set(CaseFile.objects.values_list("digest", flat=True))
    left = {path.name for path in (home / "files").iterdir()}
    return gone, [] if left == used else ["files differ"]


def new_case() -> str:
    """A case to be filled; its id."""
    opened = CaseOpened(id=store.mint(), on=DAY, label="kills")
    return store.new_case([opened], who=store.OWNER, now=NOW)


def run(count: int, seed: int, folder: Path) -> dict[str, object]:
    """Kill ``count`` workers one after the other; the figures of the proof."""
    home = folder / "home"
    store.open_home(home)
    during = {"import": 0, "append": 0, "": 0}
    acknowledged, orphans, failures = 0, 0, []
    try:
        case = new_case()
        for number in range(count):
            said = killed(home, case, seed + number)
            acknowledged += len(said) - said.count("import") - said.count("append")
            during[said[-1] if said and said[-1] in during else ""] += 1
            gone, wrong = swept(home)
            orphans += gone
            failures += [f"kill {number}: {what}" for what in [*check(case, said), *wrong]]
            if len(store.entries(case)) > LONGEST:
                case = new_case()
    finally:
        store.close()
        shutil.rmtree(home, ignore_errors=True)
    return {
        "kills": count,
        "during_an_import": during["import"],
        "during_an_append": during["append"],
        "between": during[""],
        "acknowledged": acknowledged,
        "orphans_swept": orphans,
        "failures": failures,
    }


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
