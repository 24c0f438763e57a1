"""Make the sample case in ``examples/sample`` anew: ``python tools/make_sample.py [--to FOLDER]``.

The same bytes come out every time; a test compares them with what is kept. Needs only
the standard library. How the figures arise: ``tools/sample_case``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sample_case.claim import claimed, faults, right
from sample_case.credit import balancing, bills, huabei_rows, jiebei_rows
from sample_case.everyday import bought
from sample_case.facts import facts
from sample_case.readme import readme
from sample_case.rows import FIRST, FIRST_EXPORT, SECOND_START, TODAY, AlipayRow, WechatRow
from sample_case.special import special
from sample_case.wallet_files import alipay_csv, wechat_csv, wechat_xlsx

Row = TypeVar("Row", AlipayRow, WechatRow)
EARLY = datetime.fromisoformat("2026-05-21 09:12:40")
LATE = datetime.fromisoformat("2026-11-20 21:05:11")
"""When the files were exported."""
KEPT = Path(__file__).resolve().parent.parent / "examples" / "sample"


def life() -> tuple[list[AlipayRow], list[WechatRow]]:
    """Every transaction of the year on both wallets, newest first."""
    rows = [*bought(), *special()]
    alipay = [row for row in rows if isinstance(row, AlipayRow)]
    alipay += balancing(alipay)
    alipay += [*huabei_rows(bills(alipay)), *jiebei_rows()]
    wechat = [row for row in rows if isinstance(row, WechatRow)]
    return newest_first(alipay), newest_first(wechat)


def newest_first(rows: list[Row]) -> list[Row]:
    """``rows`` as an export orders them."""
    return sorted(rows, key=lambda row: (row.at, row.order), reverse=True)


def between(rows: Sequence[AlipayRow], first: date, last: date) -> list[AlipayRow]:
    """Rows of the days from ``first`` to ``last``, both included."""
    return [row for row in rows if first <= row.at.date() <= last]


def files() -> dict[str, bytes]:
    """Every file of the sample, by name."""
    alipay, wechat = life()
    dues = bills(alipay)
    half = FIRST_EXPORT + timedelta(days=1)
    told = [json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts(dues)]
    return {
        f"alipay_{FIRST:%Y%m%d}-{FIRST_EXPORT:%Y%m%d}.csv": alipay_csv(
            between(alipay, FIRST, FIRST_EXPORT), FIRST, FIRST_EXPORT, exported=EARLY, late=False
        ),
        f"alipay_{SECOND_START:%Y%m%d}-{TODAY:%Y%m%d}.csv": alipay_csv(
            between(alipay, SECOND_START, TODAY), SECOND_START, TODAY, exported=LATE, late=True
        ),
        f"wechat_{FIRST:%Y%m%d}-{FIRST_EXPORT:%Y%m%d}.csv": wechat_csv(
            [row for row in wechat if row.at.date() < half], FIRST, FIRST_EXPORT, exported=EARLY
        ),
        f"wechat_{half:%Y%m%d}-{TODAY:%Y%m%d}.xlsx": wechat_xlsx(
            [row for row in wechat if row.at.date() >= half], half, TODAY, exported=LATE
        ),
        "facts.jsonl": "".join(told).encode(),
        "README.md": readme(right(dues), claimed(dues), faults(dues)).encode(),
    }


def main() -> None:
    """Write the files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=KEPT, metavar="FOLDER")
    folder = options.parse_args().to
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)
        print(f"{len(content):>8}  {folder / name}")


if __name__ == "__main__":
    main()
