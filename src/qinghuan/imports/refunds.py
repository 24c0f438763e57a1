"""Which payment a refund gives back, within one file.

Alipay: the refund's order id is the payment's with ``_suffix``, else the merchant's order id
is the same, else the item is ``退款-`` and the payment's. WeChat: the payment's status names
what came back, and the merchant is the same. Both lines stay, so each month's sums are right;
refunds above the payment wait for a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qinghuan.imports.lines import Line
from qinghuan.imports.vocabulary import REFUND_PREFIX, REFUND_SUFFIX
from qinghuan.money import ZERO, Yuan

AWAITING = "closed_without_refund"


def paired(lines: Sequence[Line]) -> list[Line]:
    """``lines``, refunds pointing at their payments and payments knowing what came back."""
    refunds = sorted(
        (at for at, line in enumerate(lines) if line.kind == "refund"),
        key=lambda at: lines[at].occurred_at,
    )
    made = list(lines)
    book = _Book(lines, refunds)
    for at in refunds:
        made[at] = book.refund(lines[at])
    for at in book.touched():
        made[at] = _given_back(lines[at], book.returned.get(at, ZERO))
    return made


class _Book:
    """Payments that a refund of the file may belong to, and what each still has to give."""

    def __init__(self, lines: Sequence[Line], refunds: Sequence[int]) -> None:
        self.lines = lines
        self.returned: dict[int, Yuan] = {}
        self.found: dict[str, list[int]] = defaultdict(list)
        self.claims: list[int] = []
        texts = {text for at in refunds for text in _texts(lines[at])} - {""}
        for at, line in enumerate(lines):
            if line.kind != "expense":
                continue
            claim = line.refunded is not None
            if claim:
                self.claims.append(at)
            if (
                claim
                or line.order_id in texts
                or line.merchant_order_id in texts
                or line.item in texts
            ):
                self._offer(at, line)

    def _offer(self, at: int, line: Line) -> None:
        if line.order_id:
            self.found[f"order|{line.order_id}"].append(at)
        if line.merchant_order_id:
            self.found[f"merchant|{line.merchant_order_id}"].append(at)
        if line.item:
            self.found[f"item|{line.counterparty}|{line.item}"].append(at)
        if line.refunded is not None:
            self.found[f"claim|{line.counterparty}"].append(at)

    def touched(self) -> set[int]:
        """Payments whose line changes."""
        return {*self.returned, *self.claims}

    def refund(self, refund: Line) -> Line:
        """``refund`` with the payment it belongs to, or as it was."""
        if refund.amount is None:
            return refund
        full = False
        for key in _wanted(refund):
            open_payments = [at for at in self.found.get(key, ()) if self._before(at, refund)]
            best = min(open_payments, key=lambda at: self._misfit(at, refund), default=None)
            if best is None:
                continue
            if self._rest(best) < refund.amount:
                full = full or key.startswith("order")
                continue
            self.returned[best] = self.returned.get(best, ZERO) + refund.amount
            return _pointing(refund, self.lines[best])
        return refund._replace(moved=False, review="refund_exceeds") if full else refund

    def _before(self, at: int, refund: Line) -> bool:
        return self.lines[at].occurred_at <= refund.occurred_at

    def _rest(self, at: int) -> Yuan:
        line = self.lines[at]
        whole = line.amount if line.refunded is None else line.refunded
        return (whole or ZERO) - self.returned.get(at, ZERO)

    def _misfit(self, at: int, refund: Line) -> tuple[bool, bool]:
        rest = self._rest(at)
        return rest < (refund.amount or ZERO), rest != refund.amount


def _texts(refund: Line) -> Iterator[str]:
    """Ids and items of which a payment must have one to be looked at."""
    yield from (refund.order_id.partition("_")[0], refund.order_id)
    yield from (refund.merchant_order_id, refund.item.removeprefix(REFUND_PREFIX))


def _wanted(refund: Line) -> Iterator[str]:
    """The keys of payments that ``refund`` may belong to, the surest first."""
    if refund.order_id:
        yield f"order|{refund.order_id.partition('_')[0]}"
        yield f"order|{refund.order_id}"
    if refund.merchant_order_id:
        yield f"merchant|{refund.merchant_order_id}"
    if refund.item.startswith(REFUND_PREFIX):
        yield f"item|{refund.counterparty}|{refund.item.removeprefix(REFUND_PREFIX)}"
    if refund.source == "wechat":
        yield f"claim|{refund.counterparty}"
        yield f"claim|{refund.category_raw.removesuffix(REFUND_SUFFIX)}"


def _pointing(refund: Line, payment: Line) -> Line:
    debt = refund.debt or (payment.debt if not refund.method_raw else "")
    return refund._replace(related=f"refund_of:{payment.order_id}", debt=debt)


def _given_back(payment: Line, returned: Yuan) -> Line:
    """``payment`` after ``returned`` yuan came back in lines of their own."""
    claimed = payment.refunded
    own = max(claimed - returned, ZERO) if claimed is not None else ZERO
    whole = payment.amount is not None and returned + own >= payment.amount
    awaited = payment.review == AWAITING
    return payment._replace(
        refunded=own or None,
        status_class="refunded" if whole else payment.status_class,
        moved=payment.moved or awaited,
        review="" if awaited and whole else payment.review,
    )
