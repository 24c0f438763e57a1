"""Alipay's exports: the meaning of a row (支付宝账单).

Generations, told apart by their columns: ``W`` (web, 16 columns, with 资金状态), ``A1`` (app of
2021, third direction 其他), ``A2`` (app since 2023, 不计收支) and ``B`` (记账本, without ids or
status). A purchase on 花呗 is an expense on the day it was made and raises the debt; its
repayment is never an expense; money lent out by 借呗 is never income. Nothing is guessed: what
no rule knows is kept and shown for review. ``docs/imports.md`` lists the rules and the sources.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from qinghuan.imports import vocabulary_alipay as words
from qinghuan.imports.lines import StatusClass
from qinghuan.imports.rows import Cells
from qinghuan.imports.sorting import Sorted, credit_repaid, method_of, product_in
from qinghuan.imports.vocabulary import LENDING, REFUND_PREFIX, REPAYMENT

Generation = Literal["W", "A1", "A2", "B"]
Sort: TypeAlias = Callable[[Cells], Sorted]

_MANY: Final = 4096


def sort_app(cells: Cells) -> Sorted:
    """The meaning of a row of the app's export (A1, A2)."""
    plain = _plain(cells.direction, cells.status, cells.category, cells.method)
    if plain is not None and not cells.item.startswith(REFUND_PREFIX):
        return plain
    return _sorted_by_item(cells)


def sort_web(cells: Cells) -> Sorted:
    """The meaning of a row of the website's export (W), where 资金状态 is the truth."""
    if not cells.funds or cells.funds in words.FUNDS_HELD:
        return Sorted("void", _status(cells.status), moved=False)
    if cells.funds == words.FUNDS_MOVED:
        return _settled(_neutral(cells), cells.status)
    known = {words.FUNDS_OUT: words.OUT, words.FUNDS_IN: words.IN}
    if cells.funds not in known:
        return Sorted("unknown", _status(cells.status), moved=False, review="unknown_funds")
    # money went, so a closed order waits for its refund although no method is printed
    paid = cells._replace(direction=known[cells.funds], method=cells.method or cells.funds)
    return _sorted_by_item(paid)


def sort_cashbook(cells: Cells) -> Sorted:
    """The meaning of a row of the 记账本: without status, so every row counts as done."""
    told = cells._replace(item=cells.note, status=words.DONE)
    if REPAYMENT in cells.note and cells.direction not in {words.IN, words.OUT}:
        told = told._replace(status=words.REPAID)
    return _sorted_by_item(told)


@lru_cache(_MANY)
def _status(status: str) -> StatusClass:
    return words.STATUS.get(status, "unknown")


@lru_cache(_MANY)
def _plain(direction: str, status: str, category: str, method: str) -> Sorted | None:
    """The meaning of a row when its item cannot change it; None when it can."""
    if category in words.ITEM_MATTERS or status in words.REFUNDED or status == words.LENT:
        return None
    if words.STATUS.get(status) not in {"done", "pending"} or status in words.NO_MONEY:
        return None
    if direction == words.OUT:
        return _spent(status, method)
    return (
        Sorted("income", _status(status), status not in words.UNPAID)
        if (direction == words.IN)
        else None
    )


def _spent(status: str, method: str) -> Sorted:
    paid = method_of(method)
    moved = status not in words.UNPAID
    return Sorted("expense", _status(status), moved, paid.debt, "", paid.review)


def _sorted_by_item(cells: Cells) -> Sorted:
    """The ordered rules; the first that fits holds."""
    status = _status(cells.status)
    if cells.status in words.NO_MONEY:
        return Sorted("void", status, moved=False)
    if status == "closed":
        return _closed(cells)
    if _is_refund(cells):
        return _refund(cells)
    if cells.direction == words.IN:
        return _settled(_received(cells), cells.status)
    if cells.direction == words.OUT:
        return _settled(_out(cells), cells.status)
    return _settled(_neutral(cells), cells.status)


def _settled(found: Sorted, status: str) -> Sorted:
    """``found`` with what the status says: money that did not go counts nothing."""
    known = _status(status)
    if known == "failed":
        return found._replace(status_class="failed", moved=False)
    if known == "unknown":
        review = found.review or "unknown_status"
        return found._replace(status_class="unknown", moved=False, review=review)
    moved = found.moved and status not in words.UNPAID
    return found._replace(status_class=known, moved=moved)


def _closed(cells: Cells) -> Sorted:
    """A closed order: never paid (void), or paid and given back, which its refund row shows."""
    never_paid = not cells.method or cells.direction == words.IN
    if never_paid:
        return Sorted("void", "closed", moved=False)
    debt = method_of(cells.method).debt
    if cells.direction == words.OUT:
        return Sorted("expense", "closed", False, debt, "", "closed_without_refund")
    return Sorted("void", "closed", moved=False)


def _is_refund(cells: Cells) -> bool:
    return (
        cells.status in words.REFUNDED
        or cells.category == words.CATEGORY_REFUND
        or cells.item.startswith(REFUND_PREFIX)
    )


def _refund(cells: Cells) -> Sorted:
    if words.INVESTMENT.search(cells.item):
        return _settled(Sorted("transfer", "done", moved=True), cells.status)
    if cells.direction == words.OUT:
        return Sorted("unknown", _status(cells.status), moved=False, review="refund_paid_out")
    found = Sorted("refund", "done", True, method_of(cells.method).debt)
    return _settled(found, cells.status)


def _received(cells: Cells) -> Sorted:
    """Money in: a loan paid out is a debt, not income."""
    product = product_in(cells.counterparty) or product_in(cells.item)
    lent = cells.status == words.LENT or LENDING in cells.item
    if lent or cells.category == words.CATEGORY_CREDIT:
        review = "" if lent else "draw_to_confirm"
        return Sorted("debt_draw", "done", True, product or "other", "", review)
    if words.INVESTMENT.search(cells.item):
        return Sorted("transfer", "done", moved=True)
    return Sorted("income", "done", moved=True)


def _out(cells: Cells) -> Sorted:
    if cells.category == words.CATEGORY_CREDIT:
        return _repayment(cells)
    if words.INVESTMENT.search(cells.item):
        return Sorted("transfer", "done", moved=True)
    if words.FEE_ITEM.search(cells.item):
        return Sorted("fee", "done", moved=True)
    return _spent(cells.status, cells.method)


def _repayment(cells: Cells) -> Sorted:
    debt = credit_repaid(cells.counterparty, cells.item)
    month = words.BILL_MONTH.search(cells.item)
    named = f"{month.group(1)}-{int(month.group(2)):02d}" if month else ""
    review = "repayment_to_whom" if debt == "other" else ""
    return Sorted("debt_repay", "done", True, debt, named, review)


def _neutral(cells: Cells) -> Sorted:
    """A row counted neither as income nor as expense by the platform."""
    item = cells.item
    if cells.status == words.LENT:
        product = product_in(cells.counterparty) or product_in(item)
        return Sorted("debt_draw", "done", True, product or "other")
    repaid = _status(cells.status) == "failed" or cells.status == words.REPAID
    credit = cells.category == words.CATEGORY_CREDIT and repaid
    if REPAYMENT in item or cells.status == words.REPAID or credit:
        return _repayment(cells)
    if words.EARNINGS in item:
        return Sorted("income", "done", moved=True)
    if words.INVESTMENT.search(item) or words.OWN_MONEY.search(item):
        return Sorted("transfer", "done", moved=True)
    if words.PERSONAL_TRANSFER.search(item):
        return Sorted("transfer", "done", True, "", "", "transfer_to_whom")
    return Sorted("unknown", "unknown", moved=False, review="unknown_kind")
