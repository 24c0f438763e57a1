"""The files as the two wallets deliver them: exact preamble, padding, tabs after ids."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from sample_case.rows import AlipayRow, WechatRow, yuan

NAME = "李示例"
ALIPAY_COLUMNS = (
    "交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额",
    "收/付款方式", "交易状态", "交易订单号", "商家订单号", "备注",
)  # fmt: skip
ALIPAY_NOTES = (
    "1.本回单内容可表明支付宝受理了相应支付交易申请，因系统原因或通讯故障等偶发因素导致本回单与实际交易结果不符时，以实际交易情况为准；",
    "2.请勿将本回单作为收款方发货的凭据使用，请查证账户实际到账情况后再进行发货操作；",
    "3.支付宝快捷支付等非余额支付方式可能既产生支付宝交易也同步产生银行交易，因此请勿使用本回单进行重复记账；",
    "4.本回单如经任何涂改、编造，均立即失去效力；",
    "5.部分账单如：充值提现、账户转存或者个人设置收支等不计入为收入或者支出，记为不计收支类；",
    "6.因统计逻辑不同，明细金额直接累加后，可能会和下方统计金额不一致，请以实际交易金额为准；",
    "7.禁止将本回单用于非法用途；",
    "8.本明细仅展示当前账单中的交易，不包括已删除的记录；",
    "9.本明细仅供个人对账使用。",
)
WECHAT_COLUMNS = (
    "交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)",
    "支付方式", "当前状态", "交易单号", "商户单号", "备注",
)  # fmt: skip
WECHAT_NOTES = (
    "注：",
    "1. 充值/提现/理财通购买/零钱通存取/信用卡还款等交易，将计入中性交易",
    "2. 本明细仅展示当前账单中的交易，不包括已删除的记录",
    "3. 本明细仅供个人对账使用",
)
WECHAT_LATE_NOTES = (
    *WECHAT_NOTES[:2],
    "2. 若交易记录明细无有效内容，则代表该时间段内此微信号无交易。",
    "3. 本明细仅供个人对账使用",
    "4. 本账单中所有时间均为UTC+08:00时间",
)
ZIP_TIME = (2026, 11, 20, 21, 30, 0)


def _period(first: date, last: date) -> tuple[str, str]:
    return f"{first} 00:00:00", f"{last} 23:59:59"


def _counted(rows: Iterable[AlipayRow | WechatRow], direction: str) -> str:
    amounts = [row.amount or 0 for row in rows if row.direction == direction]
    return f"{len(amounts)}笔 {yuan(sum(amounts))}元"


def alipay_csv(
    rows: Sequence[AlipayRow], first: date, last: date, *, exported: datetime, late: bool
) -> bytes:
    """An export of the Alipay app: of 2026-06 on if ``late``, else padded as before it."""
    start, end = _period(first, last)
    head = [
        "-" * 84,
        "导出信息：",
        f"姓名：{NAME}",
        "支付宝账户：sample@example.invalid",
        f"起始时间：[{start}]    终止时间：[{end}]",
        "导出交易类型：[全部]",
        f"导出时间：[{exported:%Y-%m-%d %H:%M:%S}]",
        f"共{len(rows)}笔记录",
        f"收入：{_counted(rows, '收入')}",
        f"支出：{_counted(rows, '支出')}",
        f"不计收支：{_counted(rows, '不计收支')}",
        "",
        "特别提示：",
        *(ALIPAY_NOTES[:-1] if late else ALIPAY_NOTES),
        "",
        "------------------------支付宝支付科技有限公司  电子客户回单------------------------",
    ]
    write = _alipay_line if late else _padded_alipay_line
    body = [write(ALIPAY_COLUMNS, ids=not late)]
    body += [write(row.cells(exported.date()), ids=True) for row in rows]
    end_of_line = "\r\n" if late else "\n"
    return (end_of_line.join([*head, *body]) + end_of_line).encode("gb18030")


def _alipay_line(cells: Sequence[str], *, ids: bool) -> str:
    cells = [f"{cell}\t" if ids and place in {9, 10} else cell for place, cell in enumerate(cells)]
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells) + ","


def _padded_alipay_line(cells: Sequence[str], *, ids: bool) -> str:
    padded = [cell if place in {9, 10} else cell.ljust(20) for place, cell in enumerate(cells)]
    return _alipay_line(padded, ids=ids)


def _wechat_head(
    rows: Sequence[WechatRow], period: tuple[date, date], exported: datetime, notes: Sequence[str]
) -> list[str]:
    start, end = _period(*period)
    return [
        "微信支付账单明细",
        f"微信昵称：[{NAME}]",
        f"起始时间：[{start}] 终止时间：[{end}]",
        "导出类型：[全部]",
        f"导出时间：[{exported:%Y-%m-%d %H:%M:%S}]",
        "",
        f"共{len(rows)}笔记录",
        f"收入：{_counted(rows, '收入')}",
        f"支出：{_counted(rows, '支出')}",
        f"中性交易：{_counted(rows, '/')}",
        *notes,
        "",
        "----------------------微信支付账单明细列表--------------------",
    ]


def wechat_csv(rows: Sequence[WechatRow], first: date, last: date, *, exported: datetime) -> bytes:
    """The CSV export: UTF-8 with a byte order mark, header on line 17, amounts as text."""
    text = io.StringIO()
    for line in _wechat_head(rows, (first, last), exported, WECHAT_NOTES):
        text.write(line + "," * 10 + "\n")
    text.write(",".join(WECHAT_COLUMNS) + "\n")
    for row in rows:
        quoted = io.StringIO()
        named = (row.type, row.counterparty, row.item, row.direction)
        csv.writer(quoted, quoting=csv.QUOTE_ALL, lineterminator="").writerow(named)
        text.write(
            f'{row.at:%Y-%m-%d %H:%M:%S},{quoted.getvalue()},¥{yuan(row.amount)},"{row.method}",'
            f'"{row.status}","{row.order}"\t,"{row.merchant_order}"\t,"{row.note}"\n'
        )
    return text.getvalue().encode("utf-8-sig")


def wechat_xlsx(rows: Sequence[WechatRow], first: date, last: date, *, exported: datetime) -> bytes:
    """The workbook of 2026: header on row 18, amounts as numbers, times as text."""
    head = _wechat_head(rows, (first, last), exported, WECHAT_LATE_NOTES)
    shared = _Shared()
    lines = [
        _row(number, [shared.cell(number, 0, text)] if text else [])
        for number, text in enumerate(head, 1)
    ]
    lines.append(_text_row(len(head) + 1, WECHAT_COLUMNS, shared.cell))
    lines += [_record(number, row, shared) for number, row in enumerate(rows, len(head) + 2)]
    merged = "".join(f'<mergeCell ref="A{n}:K{n}"/>' for n in range(1, len(head) + 1))
    sheet = (
        f"<sheetData>{''.join(lines)}</sheetData>"
        f'<mergeCells count="{len(head)}">{merged}</mergeCells>'
    )
    return _workbook(sheet, shared.xml())


class _Shared:
    """The shared strings of a workbook."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.used = 0

    def cell(self, row: int, column: int, text: str) -> str:
        self.used += 1
        place = self.places.setdefault(text, len(self.places))
        return f'<c r="{chr(65 + column)}{row}" t="s"><v>{place}</v></c>'

    def xml(self) -> str:
        items = "".join(
            f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.places
        )
        counts = f'count="{self.used}" uniqueCount="{len(self.places)}"'
        return f'<sst xmlns="{MAIN}" {counts}>{items}</sst>'


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _text_row(number: int, texts: Sequence[str], cell: Callable[[int, int, str], str]) -> str:
    return _row(number, [cell(number, place, text) for place, text in enumerate(texts)])


def _record(number: int, row: WechatRow, shared: _Shared) -> str:
    before = (f"{row.at:%Y-%m-%d %H:%M:%S}", row.type, row.counterparty, row.item, row.direction)
    after = (row.method, row.status, f"{row.order}\t", f"{row.merchant_order}\t", row.note)
    cells = [shared.cell(number, place, text) for place, text in enumerate(before)]
    cells.append(f'<c r="F{number}" s="1"><v>{yuan(row.amount)}</v></c>')
    cells += [shared.cell(number, place, text) for place, text in enumerate(after, 6)]
    return _row(number, cells)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="166" formatCode="\\¥#,##0.00"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


def _workbook(sheet: str, strings: str) -> bytes:
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>'
            "</Types>"
        ),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.create_system = 0
            archive.writestr(member, DECLARED + text)
    return packed.getvalue()


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'
