"""A paper with every kind of block in it."""

from __future__ import annotations

from datetime import date

from qinghuan.documents.paper import (
    STATED,
    Facts,
    Heading,
    Items,
    Note,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    amount,
    figure,
    run,
)
from qinghuan.money import yuan

BILL = "支付宝账单，2025年12月至2026年11月"
HOSTILE = r"#panic() #sys.inputs $x^2$ \ *粗* _斜_ `码` <b>&amp; @ref // {{ 7*7 }} {% x %} ]("


def sample(words: str = "马𬭸", *, rows: int = 3) -> Paper:
    """The sample paper with ``words`` as the name and a table of ``rows`` rows."""
    table = Table(
        header=(Run("期次"), Run("应还日"), Run("本金（元）", BILL)),
        rows=tuple(
            (run(str(n)), run("2027年1月10日"), (Run("520.00"),)) for n in range(1, rows + 1)
        ),
        align=("center", "center", "right"),
        widths=(1, 3, 2),
        total=(run("合计"), run(""), (figure(520 * yuan("1") * rows, BILL),)),
        caption="附表",
    )
    return Paper(
        kind="proposal",
        number="QH-1",
        title="协商还款申请书",
        issued_on=date(2026, 11, 24),
        data_until=date(2026, 11, 20),
        blocks=(
            Facts((("申请人", run(words)), ("电话", run("138****0000")))),
            Heading("一、欠款"),
            Paragraph((Run("贵司所列总额为"), amount(yuan("12345.67"), BILL), Run("。"))),
            Items(((Run("月收入"), figure(yuan("3200"), STATED)), run("第二项"))),
            table,
            Note(run("请注意。"), "warning"),
            Signature(("签名：", "日期：")),
        ),
    )
