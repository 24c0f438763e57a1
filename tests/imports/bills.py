"""Bills for tests: the kept samples, and small ones made to order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from qinghuan.imports.lines import Line
from qinghuan.imports.read import read
from qinghuan.imports.report import Parsed

SAMPLES = Path(__file__).parent / "samples"
ALIPAY_FILES = sorted((SAMPLES / "alipay").iterdir())
WECHAT_FILES = sorted((SAMPLES / "wechat").iterdir())
SYNTHETIC_FILES = sorted((SAMPLES / "synthetic").iterdir())
ALL_FILES = [*ALIPAY_FILES, *WECHAT_FILES, *SYNTHETIC_FILES]
HUABEI = SAMPLES / "synthetic" / "alipay_app_huabei_synthetic_gb18030.csv"
CASHBOOK = SAMPLES / "synthetic" / "alipay_cashbook_synthetic_gb18030.csv"
WECHAT_CSV = SAMPLES / "wechat" / "deg_wechat_2019_2024.csv"
WECHAT_XLSX = SAMPLES / "wechat" / "deg_wechat_2026.xlsx"

APP_HEADER = (
    "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,"
    "交易订单号,商家订单号,备注,"
)
WEB_HEADER = (
    "交易号,商家订单号,交易创建时间,付款时间,最近修改时间,交易来源地,类型,交易对方,商品名称,"
    "金额（元）,收/支,交易状态,服务费（元）,成功退款（元）,备注,资金状态,"
)
WECHAT_HEADER = (
    "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"
)


def parsed(path: Path) -> Parsed:
    return read(path.read_bytes(), path.name)


def app_row(**cells: str) -> str:
    """A row of the app's export; what is not given is an ordinary purchase."""
    row = {
        "time": "2026-06-03 12:31:05",
        "category": "餐饮美食",
        "who": "示例商户",
        "account": "/",
        "item": "午饭",
        "direction": "支出",
        "amount": "38.60",
        "method": "余额",
        "status": "交易成功",
        "order": "2026060322001400000000000001",
        "merchant": "",
        "note": "",
    } | cells
    return ",".join(row.values()) + ","


def app_bill(*rows: str, preamble: Iterable[str] = (), encoding: str = "gb18030") -> bytes:
    lines = ["支付宝支付科技有限公司  电子客户回单", *preamble, APP_HEADER, *rows, ""]
    return "\r\n".join(lines).encode(encoding)


def web_bill(*rows: str) -> bytes:
    lines = ["支付宝交易记录明细查询", WEB_HEADER, *rows, "-" * 40, f"共{len(rows)}笔记录", ""]
    return "\r\n".join(lines).encode("gb18030")


def wechat_row(**cells: str) -> str:
    row = {
        "time": "2026-06-03 12:31:05",
        "type": "商户消费",
        "who": "示例商户",
        "item": "/",
        "direction": "支出",
        "amount": "¥38.60",
        "method": "零钱",
        "status": "支付成功",
        "order": "4200002168202606030000000001",
        "merchant": "/",
        "note": "/",
    } | cells
    return ",".join(row.values())


def wechat_bill(*rows: str) -> bytes:
    return "\r\n".join(["微信支付账单明细,,,", WECHAT_HEADER, *rows, ""]).encode()


def only(content: bytes) -> Line:
    """The one line of a bill of one row."""
    (line,) = read(content, "bill.csv").lines
    return line


def lines_of(content: bytes) -> tuple[Line, ...]:
    return read(content, "bill.csv").lines


def codes(content: bytes, name: str = "bill.csv", password: str | None = None) -> list[str]:
    """The codes of the problems found in a file, without the name of the room."""
    found = read(content, name, password=password).report.problems
    return [problem.code.removeprefix("imports.") for problem in found]


def zipped(content: bytes, name: str = "bill.csv", password: str | None = None) -> bytes:
    """A zip as Alipay sends it: with a password it is locked by WinZip AES-256."""
    import pyzipper  # type: ignore[import-untyped]

    file = io.BytesIO()
    if password is None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return file.getvalue()
    with pyzipper.AESZipFile(
        file, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as locked:
        locked.setpassword(password.encode())
        locked.writestr(name, content)
    return file.getvalue()


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """An XLSX with these rows on its sheets."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def summed(lines: Iterable[Line], kind: str, debt: str = "") -> Decimal:
    """Yuan that moved in lines of ``kind`` that touch the credit ``debt``."""
    return sum(
        (line.counted for line in lines if line.kind == kind and line.debt.startswith(debt)),
        Decimal("0.00"),
    )
