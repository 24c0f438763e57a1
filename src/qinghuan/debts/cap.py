"""The line above which a court reduces charges on request (docs/rules/cap.md).

All charges that arose in the overdue days, together, beside overdue principal × line ×
days. Charges from before the due date are left out, because the days before it are:
the day on which the money was drawn is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed, owed
from qinghuan.debts.penalty import DAYS_A_YEAR
from qinghuan.debts.replay import Book
from qinghuan.explained import Explained, Input
from qinghuan.money import ZERO, Yuan, as_decimal, rounded, total
from qinghuan.policy import Sourced
from qinghuan.words import Text

CHARGES: Final[tuple[Part, ...]] = (
    "penalty_interest",
    "compound_interest",
    "late_fee",
    "enforcement_cost",
    "unnamed",
)
"""The charges that arise only because a debt is overdue."""
_YEARLY_PLACES: Final = Decimal("0.0001")

Lender = Literal["licensed", "private", "unknown"]


@dataclass(frozen=True, slots=True)
class Cap:
    """All charges of the overdue days beside the line of law for the same principal and days."""

    debt: str
    on: date
    of: Literal["owed", "claim"]
    charged: Explained[Yuan] | None
    line: Explained[Yuan] | None
    excess: Explained[Yuan] | None
    """Never below zero; None when the line is not known."""
    yearly: Explained[Decimal] | None
    """The charges as a fraction a year of the principal and days, to four places."""
    since: date | None
    """First day of the count."""
    source: Sourced | None
    says: Text
    """True wording: a court may reduce on request; never "not owed"."""
    notes: tuple[Text, ...] = ()


def cap(debt: DebtFacts, of: Owed | ClaimReceived, on: date) -> Cap:
    """The charges in ``of`` beside the line that binds the lender of ``debt`` on ``on``.

    A claim is measured through its own day, whatever ``on`` is.
    """
    day = of.on if isinstance(of, ClaimReceived) else on
    ours = of if isinstance(of, Owed) and of.on == day else owed(debt, day)
    book = ours.book
    principal_days = _principal_days(book) if book else Fraction(0)
    kind: Literal["owed", "claim"] = "claim" if isinstance(of, ClaimReceived) else "owed"
    if book is None or not principal_days:
        return _nothing(debt, day, kind, Text("debts.cap.not_late"))
    if isinstance(of, ClaimReceived) and not of.lines:
        return _nothing(debt, day, kind, Text("debts.cap.no_parts"))
    lender = lender_of(debt)
    if lender != "licensed":
        return _nothing(debt, day, kind, Text(f"debts.cap.{lender}"))
    source = policy.value("court.reduction_line", day)
    if not isinstance(of, ClaimReceived) and any(gap.part in _parts(book) for gap in ours.open):
        return _nothing(debt, day, kind, Text("debts.cap.open"))
    charged = _of_claim(of, book) if isinstance(of, ClaimReceived) else _of_book(ours, book)
    return _compared(debt, book, charged, source, kind=kind)


def lender_of(debt: DebtFacts) -> Lender:
    """Whose rules bind the lender: a licensed one, a private one, or it must be asked."""
    lender, product = debt.disclosed.lender, debt.disclosed.product
    if lender in {"consumer_finance", "bank", "small_loan"}:
        return "licensed"
    if lender == "private" or product == "private":
        return "private"
    return "unknown" if lender == "other" or product in {"online_loan", "other"} else "licensed"


def _nothing(debt: DebtFacts, on: date, of: Literal["owed", "claim"], says: Text) -> Cap:
    return Cap(debt.id, on, of, None, None, None, None, None, None, says)


def _principal_days(book: Book) -> Fraction:
    return sum(
        (Fraction(stretch.principal) * stretch.days for stretch in book.stretches), Fraction(0)
    )


def _parts(book: Book) -> tuple[Part, ...]:
    """What counts as a charge; a card's interest runs on in the overdue days, so it does too."""
    return (*CHARGES, "interest") if book.penalty.part == "interest" else CHARGES


def _of_claim(claim: ClaimReceived, book: Book) -> Explained[Yuan]:
    lines = [line for line in claim.lines if line.part in _parts(book)]
    amount = total(line.amount for line in lines)
    inputs = {f"{place} {line.name}": line.amount for place, line in enumerate(lines, start=1)}
    return Explained(
        amount, Text("debts.cap.charged", amount=amount), inputs=inputs, entries=(claim.id,)
    )


def _of_book(ours: Owed, book: Book) -> Explained[Yuan]:
    standing = {part: book.charged(part) - book.waived(part) for part in CHARGES}
    charged: dict[str, Input] = {part: amount for part, amount in standing.items() if amount}
    if book.penalty.part == "interest":
        charged["interest"] = book.accrued
    amount = total(amount for amount in charged.values() if isinstance(amount, Decimal))
    return Explained(
        amount,
        Text("debts.cap.charged", amount=amount),
        inputs=charged,
        entries=tuple(item.entry for item in ours.items),
    )


def _compared(
    debt: DebtFacts,
    book: Book,
    charged: Explained[Yuan],
    source: Sourced,
    *,
    kind: Literal["owed", "claim"],
) -> Cap:
    days = _principal_days(book)
    since = min(stretch.first for stretch in book.stretches if stretch.principal)
    allowed = rounded(as_decimal(days * Fraction(source.decimal) / DAYS_A_YEAR))
    line = Explained(
        allowed,
        Text("debts.cap.line", since=since, on=book.on, rate=source.decimal, amount=allowed),
        inputs={"principal_days": as_decimal(days)},
        parameters=(source,),
    )
    over = max(ZERO, charged.value - allowed)
    share = as_decimal(Fraction(charged.value) * DAYS_A_YEAR / days).quantize(_YEARLY_PLACES)
    return Cap(
        debt=debt.id,
        on=book.on,
        of=kind,
        charged=charged,
        line=line,
        excess=Explained(
            over,
            Text("debts.cap.excess", amount=over),
            inputs={"charged": charged, "line": line},
            parameters=(source,),
        ),
        yearly=Explained(share, Text("debts.cap.yearly", share=share), inputs={"charged": charged}),
        since=since,
        source=source,
        says=_says(over, share, source),
        notes=(Text("debts.cap.overdue_days_only", since=since),),
    )


def _says(over: Yuan, share: Decimal, source: Sourced) -> Text:
    values: dict[str, Decimal] = {"share": share, "rate": source.decimal, "amount": over}
    return Text("debts.cap.above" if over else "debts.cap.below", **values)
