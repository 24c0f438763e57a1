"""花呗, 借呗 and the card: their terms in whole fen, and their rows on the Alipay bill.

Every overdue principal is a whole multiple of 20 yuan and the daily rate is 0.0005, so
that a day of penalty interest is a whole number of fen: nothing here ever rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sample_case.everyday import paid
from sample_case.rows import (
    FIRST,
    HUABEI,
    OWN_FUND,
    SAVINGS_CARD,
    SUSPENDED,
    TODAY,
    AlipayRow,
    Dice,
    alipay_order,
    moment,
    months,
)

PENALTY_PER_DAY = (5, 10_000)
"""0.0005 a day on overdue principal."""
BILL_DAY, DUE_DAY = 10, 20
INSTALMENT = 80_000
INSTALMENT_FEE = 6_000
INSTALMENTS = 12
TRICYCLE = 960_000
FIRST_INSTALMENT_BILL = date(2026, 4, 10)
BEFORE_THE_WINDOW = 28_640
"""花呗 spent from 10 to 20 November 2025, before the first export begins."""
LAST_CYCLES = {date(2026, 8, 10): 420_000, date(2026, 9, 10): 60_000}
"""Net spend of the two cycles that stay unpaid, by bill day."""

REPAID_ON = date(2026, 9, 5)
REPAID = 30_000

JIEBEI = 1_200_000
JIEBEI_ON = date(2026, 2, 12)
JIEBEI_PRINCIPAL = 100_000
JIEBEI_PER_DAY = (4, 10_000)
JIEBEI_PENALTY_PER_DAY = (6, 10_000)

NAME = {True: "花呗|信用购", False: "花呗"}


@dataclass(frozen=True)
class Due:
    """What one bill asks for, in fen."""

    on: date
    principal: int
    fee: int


def exact(amount: int, rate: tuple[int, int]) -> int:
    """``amount`` times ``rate``; a rest would mean the sample was set up wrongly."""
    product, rest = divmod(amount * rate[0], rate[1])
    if rest:
        raise ValueError(f"{amount} fen times {rate} leaves a fraction of a fen")
    return product


def bill_day(day: date) -> date:
    """The bill (the 10th) in which a purchase of ``day`` stands."""
    return (
        day.replace(day=BILL_DAY)
        if day.day < BILL_DAY
        else (day.replace(day=1) + timedelta(32)).replace(day=BILL_DAY)
    )


def due_day(bill: date) -> date:
    """When that bill falls due."""
    return bill.replace(day=DUE_DAY)


def instalments_in(bill: date) -> int:
    """Which instalment of the tricycle stands in ``bill``; 0 when none."""
    number = (
        (bill.year - FIRST_INSTALMENT_BILL.year) * 12 + bill.month - FIRST_INSTALMENT_BILL.month
    )
    return number + 1 if 0 <= number < INSTALMENTS else 0


def spent_in_cycles(rows: Iterable[AlipayRow]) -> dict[date, int]:
    """花呗 spend less refunds by bill, without the tricycle, which is paid by instalments."""
    sums = {date(2025, 12, 10): BEFORE_THE_WINDOW}
    for row in rows:
        if row.method != HUABEI or row.amount in {None, TRICYCLE}:
            continue
        sign = -1 if row.status == "退款成功" else 1
        bill = bill_day(row.at.date())
        sums[bill] = sums.get(bill, 0) + sign * (row.amount or 0)
    return sums


def balancing(rows: Iterable[AlipayRow]) -> Iterator[AlipayRow]:
    """The two purchases that bring the unpaid cycles to their round sums."""
    spent = spent_in_cycles(rows)
    for bill, day, what in (
        (date(2026, 8, 10), date(2026, 8, 3), ("医疗健康", "示例县医院", "住院结算")),
        (date(2026, 9, 10), date(2026, 8, 16), ("教育培训", "示例书店", "开学用书")),
    ):
        rest = LAST_CYCLES[bill] - spent.get(bill, 0)
        if rest <= 0:
            raise ValueError(f"more was spent before the bill of {bill} than it shall hold")
        yield paid(moment(day, Dice(what[2]), 10, 16), what, rest, HUABEI)


def bills(rows: Iterable[AlipayRow]) -> list[Due]:
    """Every 花呗 bill that fell due in the window, from the rows themselves."""
    spent = spent_in_cycles(rows)
    found = []
    for bill in (month.replace(day=BILL_DAY) for month in months()[1:]):
        instalment = instalments_in(bill) > 0
        if spent.get(bill, 0) <= 0 and bill < SUSPENDED:
            raise ValueError(f"the bill of {bill} would ask for nothing")
        principal = spent.get(bill, 0) + (INSTALMENT if instalment else 0)
        found.append(Due(due_day(bill), principal, INSTALMENT_FEE if instalment else 0))
    return found


def huabei_rows(dues: Iterable[Due]) -> Iterator[AlipayRow]:
    """Repayments that went through until July, then failed debits and one active payment."""
    for due in dues:
        amount = due.principal + due.fee
        if due.on < date(2026, 7, 20):
            yield _debit(due.on, due.on, amount, "还款成功")
        elif due.on == date(2026, 7, 20):
            yield _debit(due.on, due.on, amount, "还款失败")
            yield _active(due.on, due.on, amount)
        else:
            for days in (0, 1, 5):
                day = due.on + timedelta(days=days)
                if day <= TODAY:
                    yield _debit(day, due.on, amount, "还款失败")
    yield _active(REPAID_ON, date(2026, 8, 20), REPAID)


def _debit(day: date, due: date, amount: int, status: str) -> AlipayRow:
    both = due.month % 3 == 0
    when = moment(day, Dice(f"debit {day} {due}"), 6, 8)
    return AlipayRow(
        when, "信用借还", NAME[both], f"自动还款-{NAME[both]}{due:%Y年%m月}账单",
        "不计收支", amount,
        SAVINGS_CARD if status == "还款失败" else f"{SAVINGS_CARD}&{OWN_FUND}",
        status, order=alipay_order(when, "29020"),
    )  # fmt: skip


def _active(day: date, due: date, amount: int) -> AlipayRow:
    when = moment(day, Dice(f"active {day} {due}"), 19, 20)
    return AlipayRow(
        when, "信用借还", "花呗", f"主动还款-花呗{due:%Y年%m月}账单", "不计收支", amount,
        OWN_FUND, "还款成功", order=alipay_order(when, "29020"),
    )  # fmt: skip


@dataclass(frozen=True)
class Instalment:
    """One monthly amount of 借呗, in fen."""

    on: date
    principal: int
    interest: int


def jiebei_plan() -> list[Instalment]:
    """Twelve equal parts of principal, interest by days on what is left."""
    found, left, last = [], JIEBEI, JIEBEI_ON
    for number in range(1, 13):
        month = JIEBEI_ON.month - 1 + number
        day = date(JIEBEI_ON.year + month // 12, month % 12 + 1, JIEBEI_ON.day)
        interest = exact(left, JIEBEI_PER_DAY) * (day - last).days
        found.append(Instalment(day, JIEBEI_PRINCIPAL, interest))
        left, last = left - JIEBEI_PRINCIPAL, day
    return found


def jiebei_rows() -> Iterator[AlipayRow]:
    """The loan paid out, eight repayments, and two tries that failed."""
    when = moment(JIEBEI_ON, Dice("jiebei"), 15, 16)
    yield AlipayRow(
        when, "信用借还", "借呗", "借呗放款", "不计收支", JIEBEI, SAVINGS_CARD, "放款成功",
        order=alipay_order(when, "29030"),
    )  # fmt: skip
    for part in jiebei_plan():
        for days in (0, 1) if part.on == date(2026, 11, 12) else (0,):
            day = part.on + timedelta(days=days)
            if not FIRST <= day <= TODAY:
                continue
            when = moment(day, Dice(f"jiebei {day}"), 8, 9)
            failed = part.on == date(2026, 11, 12)
            yield AlipayRow(
                when, "信用借还", "借呗", "借呗还款", "不计收支", part.principal + part.interest,
                SAVINGS_CARD, "还款失败" if failed else "还款成功",
                order=alipay_order(when, "29030"),
            )  # fmt: skip
