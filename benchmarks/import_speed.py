"""Read a bill of 100,000 lines, against a bare ``csv`` loop and against another importer.

Ours is all of it: unpack, decode, rows to lines, refunds paired, every line accounted for.
Storing is measured elsewhere. The peer is the Alipay importer of china-bean-importers in a
throw-away environment of its own (``.venv-bench``), made on first use; where that fails its
rows are left out and the reason is printed. Warm: repeats in one process. Cold: the first
reading of a process that has loaded its modules.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, cast

from table import Comparison, Row, markdown, seconds

from qinghuan.imports.read import read

LINES = 100_000
YEAR = 20_000
REPEATS = 7
COLD_RUNS = 5
AIM = 8.0
PEER_AIM = 1.0
YEAR_SECONDS = 3.0
YEAR_MEGABYTES = 200
PEER_PACKAGES = ("china-bean-importers==0.0.8", "beancount<3", "mortgagemath", "numpy-financial")
PEER_VENV = Path(__file__).resolve().parents[1] / ".venv-bench"
BARE = "bare csv loop over the same file"
PEER = "china-bean-importers 0.0.8, the same rows"

SHOPS = [f"示例超市{number:03d}号店" for number in range(300)]
SHOP_CATEGORIES = ["餐饮美食", "日用百货", "交通出行", "服饰装扮", "生活服务", "数码电器"]
METHODS = ["花呗", "余额宝", "余额", "示例银行储蓄卡(1234)"]
HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,"
    "交易订单号,商家订单号,备注,"
)


def bill(lines: int) -> bytes:
    """An app export of ``lines`` records, the same each time; both importers know every row."""
    chance = random.Random(20260901)
    moment = datetime(2025, 1, 1)  # noqa: DTZ001 civil time, as bills print it
    rows = []
    for number in range(lines):
        moment += timedelta(seconds=chance.randint(20, 600))
        rows.append(",".join(_record(chance, moment, number)))
    preamble = [
        "导出信息：",
        "起始时间：[2025-01-01 00:00:00]    终止时间：[2026-12-31 23:59:59]",
        "导出交易类型：[全部]",
        f"共{lines}笔记录",
        "----------支付宝支付科技有限公司  电子客户回单----------",
    ]
    return ("\r\n".join([*preamble, HEADER, *rows]) + "\r\n").encode("gb18030")


def _record(chance: random.Random, moment: datetime, number: int) -> list[str]:
    amount = f"{chance.randint(1, 50_000) / 100:.2f}"
    shop, method = chance.choice(SHOPS), chance.choice(METHODS)
    category, item, direction, status = (
        chance.choice(SHOP_CATEGORIES),
        f"商品编号{number}的购买说明",
        "支出",
        "交易成功",
    )
    share = chance.random()
    if share < 0.05:
        category, item, direction, method = "转账红包", "转账", "收入", "余额"
    elif share < 0.09:
        category, item, direction = "投资理财", f"余额宝-{moment:%Y.%m.%d}-收益发放", "不计收支"
        method = "余额宝"
    elif share < 0.11:
        category, item, direction = "信用借还", f"自动还款-花呗{moment:%Y年%m月}账单", "不计收支"
        shop, status = "花呗", "还款成功"
    elif share < 0.13:
        category, item, direction, status = "退款", f"退款-{item}", "不计收支", "退款成功"
    order, merchant = f"{moment:%Y%m%d}22001400{number:012d}\t", f"T{number:014d}\t"
    head = [f"{moment}", category, shop, "sho***@example.invalid", item, direction, amount]
    return [*head, method, status, order, merchant, "", ""]


def bare_loop(path: Path) -> int:
    """What any reader of the file must do at least."""
    count = 0
    with path.open("rb") as file:
        for _ in csv.reader(io.TextIOWrapper(file, encoding="gb18030")):
            count += 1
    return count


def ours(path: Path) -> None:
    """Read and account; raises when a line was lost, so that nothing faster but wrong counts."""
    report = read(path.read_bytes(), path.name).report
    if report.expected_lines != report.recorded:
        raise RuntimeError(f"{report.recorded} of {report.expected_lines} records")


PEER_WORKER = """
import json, sys, time
from types import SimpleNamespace
from china_bean_importers.alipay_mobile import Importer
alipay = {name: "Assets:A" for name in (
    "account", "huabei_account", "yuebao_account", "xiaohebao_account",
    "red_packet_income_account", "red_packet_expense_account", "douyin_monthly_payment_account")}
config = {
    "importers": {"alipay": alipay | {"category_mapping": {}}, "card_narration_whitelist": [],
                  "card_narration_blacklist": []},
    "card_accounts": {"Assets:Card": {"Bank": ["1234"]}}, "detail_mappings": [],
    "unknown_expense_account": "Expenses:Unknown", "unknown_income_account": "Income:Unknown"}
for path in sys.stdin:
    file = SimpleNamespace(name=path.strip())
    start = time.perf_counter()
    importer = Importer(config)
    assert importer.identify(file)
    found = len(importer.extract(file))
    print(json.dumps([time.perf_counter() - start, found]), flush=True)
"""


class Worker:
    """A process that reads a file each time it is told to, and says how long it took."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def measured(self, path: Path) -> list[float]:
        """What the process prints: seconds first."""
        stdin, stdout = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
        stdin.write(f"{path}\n")
        stdin.flush()
        return cast("list[float]", json.loads(stdout.readline()))


@contextmanager
def worker(command: Sequence[str]) -> Iterator[Worker]:
    made = Worker(command)
    try:
        yield made
    finally:
        made.process.communicate()


def own(which: str) -> tuple[str, ...]:
    """This file as a worker: ``ours`` or ``bare``."""
    return (sys.executable, str(Path(__file__).resolve()), f"--{which}")


def serve(which: str) -> None:
    """Answer one line of JSON for each path: seconds, and peak memory in MB."""
    work = ours if which == "--ours" else bare_loop
    for path in sys.stdin:
        took = seconds(lambda: work(Path(path.strip())))  # noqa: B023 called at once
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([took, peak]), flush=True)


def peer_command() -> tuple[str, ...] | None:
    """The peer's worker; None, said on stderr, when it cannot be had."""
    python = PEER_VENV / "bin" / "python"
    check = (str(python), "-c", "import china_bean_importers.alipay_mobile")
    try:
        if not python.exists():
            subprocess.run((sys.executable, "-m", "venv", str(PEER_VENV)), check=True)
        if subprocess.run(check, capture_output=True, check=False).returncode:
            install = (str(python), "-m", "pip", "install", "-q", *PEER_PACKAGES)
            subprocess.run(install, check=True, capture_output=True)
            subprocess.run(check, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        print(f"without the peer ({PEER_PACKAGES[0]}): {fault}", file=sys.stderr)
        return None
    return (str(python), "-c", PEER_WORKER)


def against(comparison: Comparison, peer: Sequence[str], path: Path) -> list[Row]:
    """Rows warm and cold: both take turns, each repeat begun by the other."""
    with ExitStack() as stack:
        pair = [stack.enter_context(worker(command)) for command in (own("ours"), peer)]
        for one in pair:
            one.measured(path)
        warm = _turns([one.measured for one in pair], path, REPEATS)

    def fresh(command: Sequence[str]) -> list[float]:
        with worker(command) as one:
            return one.measured(path)

    cold = _turns([lambda _: fresh(own("ours")), lambda _: fresh(peer)], path, COLD_RUNS)
    return [comparison.row("warm", warm), comparison.row("cold", cold)]


def _turns(
    measured: Sequence[Callable[[Path], list[float]]], path: Path, repeats: int
) -> tuple[list[float], list[float]]:
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats):
        for which in (turn % 2, 1 - turn % 2):
            times[which].append(measured[which](path)[0])
    return times


def year_row(path: Path) -> Row:
    """A busy year of 20,000 records in a fresh process, against its bounds."""
    with worker(own("ours")) as one:
        took, peak = one.measured(path)
    within = peak < YEAR_MEGABYTES
    return Row(
        f"import {YEAR:,} lines", "cold", took, YEAR_SECONDS, f"the bound of {YEAR_SECONDS:g} s",
        aim=1.0 if within else 0.0, note=f"peak {peak:.0f} MB, bound {YEAR_MEGABYTES} MB",
    )  # fmt: skip


def measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path, year = Path(folder) / "alipay.csv", Path(folder) / "year.csv"
        path.write_bytes(bill(LINES))
        year.write_bytes(bill(YEAR))
        name = f"import {LINES:,} lines"
        rows = against(Comparison(name, BARE, aim=AIM), own("bare"), path)
        peer = peer_command()
        if peer is not None:
            rows += against(Comparison(name, PEER, aim=PEER_AIM), peer, path)
        return [*rows, year_row(year)]


def main() -> None:
    if len(sys.argv) > 1:
        serve(sys.argv[1])
    else:
        print(markdown(measure()))


if __name__ == "__main__":
    main()
