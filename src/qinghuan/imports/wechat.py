"""WeChat Pay's exports: the meaning of a row (微信支付账单).

CSV until mid-2025, XLSX since; the columns are the same. A withdrawal hides its fee in the
note; a card repayment is a row of its own type or a transfer whose counterparty says so; a
merchant's refund carries no id of the payment. Rules and sources: ``docs/imports.md``.
"""

from __future__ import annotations

from collections.abc import Sequence

from qinghuan.imports import vocabulary_wechat as words
from qinghuan.imports.lines import Line, StatusClass
from qinghuan.imports.rows import Amounts, Cells, with_fees
from qinghuan.imports.sorting import Sorted, credit_repaid, method_of
from qinghuan.imports.vocabulary import CREDIT_CARD_REPAYMENT, REFUND_SUFFIX
from qinghuan.money import Yuan


def sort_wechat(cells: Cells) -> Sorted:
    """The meaning of a row."""
    status = status_of(cells.status)
    if words.SENT_BACK.search(cells.status):
        failed = words.FAILED.search(cells.status) is not None
        return Sorted("void", "failed" if failed else "closed", moved=False)
    found = _by_direction(cells)
    if status in {"failed", "pending"}:
        return found._replace(status_class=status, moved=False)
    if status == "unknown":
        review = found.review or "unknown_status"
        return found._replace(status_class=status, moved=False, review=review)
    return found._replace(status_class="done" if found.kind == "refund" else status)


def status_of(status: str) -> StatusClass:
    """The class of a status as printed."""
    known = words.STATUS.get(status)
    if known is not None:
        return known
    if status in {words.FULL_REFUND, words.BARE_REFUND}:
        return "refunded"
    if words.PARTIAL_REFUND.match(status):
        return "done"
    return "failed" if words.FAILED.search(status) else "unknown"


def _by_direction(cells: Cells) -> Sorted:
    if CREDIT_CARD_REPAYMENT in cells.category or CREDIT_CARD_REPAYMENT in cells.counterparty:
        debt = credit_repaid(cells.counterparty, cells.category)
        return Sorted("debt_repay", "done", True, debt)
    if cells.category.endswith(REFUND_SUFFIX) and cells.direction != words.OUT:
        return Sorted("refund", "done", True, method_of(cells.method).debt)
    product = _wechat_credit(cells)
    if cells.direction == words.IN:
        return _received(cells, product)
    if product:
        return Sorted("debt_repay", "done", True, product, "", "credit_to_confirm")
    return _spent(cells) if cells.direction == words.OUT else _neutral(cells)


def _neutral(cells: Cells) -> Sorted:
    if words.OWN_MONEY.search(cells.category):
        return Sorted("transfer", "done", moved=True)
    return Sorted("unknown", "unknown", moved=False, review="unknown_kind")


def _received(cells: Cells, product: str) -> Sorted:
    if product:
        return Sorted("debt_draw", "done", True, product, "", "credit_to_confirm")
    return Sorted("income", "done", True, "", "", _unknown_type(cells.category))


def _wechat_credit(cells: Cells) -> str:
    for word, hint in words.CREDIT_WORDS:
        if any(word in text for text in (cells.counterparty, cells.category, cells.item)):
            return hint
    return ""


def _spent(cells: Cells) -> Sorted:
    if words.RELATIVES_CARD.match(cells.method):
        return Sorted("expense", "done", False, "", "", "paid_by_relative")
    paid = method_of(cells.method)
    review = paid.review or _unknown_type(cells.category)
    return Sorted("expense", "done", True, paid.debt, "", review)


def _unknown_type(category: str) -> str:
    return "" if words.KNOWN_TYPES.search(category) else "unknown_type"


def finish(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with fees of withdrawals split off and what a status says was returned."""
    amounts = Amounts()
    fees: dict[int, Yuan] = {}
    made: list[Line] = []
    for line in lines:
        fee = _fee_in_note(line, amounts)
        if fee is not None and line.amount is not None:
            fees[line.source_row] = fee
            made.append(line._replace(amount=line.amount - fee))
        else:
            made.append(line._replace(refunded=_returned(line, amounts)) if _claims(line) else line)
    return with_fees(made, fees, words.FEE_NAME)


def _fee_in_note(line: Line, amounts: Amounts) -> Yuan | None:
    if line.category_raw != words.WITHDRAWAL or line.amount is None:
        return None
    found = words.FEE_NOTE.search(line.note)
    fee = amounts[found.group(1)][0] if found else None
    return fee if fee and fee <= line.amount else None


def _claims(line: Line) -> bool:
    return line.kind == "expense" and words.BARE_REFUND in (
        line.status_raw.replace(words.FULL_REFUND, words.BARE_REFUND)
    )


def _returned(line: Line, amounts: Amounts) -> Yuan | None:
    """Yuan that the status of a payment says came back."""
    partial = words.PARTIAL_REFUND.match(line.status_raw)
    if partial is None:
        return line.amount
    returned = amounts[partial.group(1)][0]
    return returned if line.amount is None or returned is None else min(returned, line.amount)
