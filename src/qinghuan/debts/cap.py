"""The line above which a court reduces charges on request (docs/rules/cap.md).

Where the day of the drawdown is recorded: all charges beside all principal × line × days.
Else all charges that arose in the overdue days beside overdue principal × line × days;
charges from before the due date are left out, because the days before it are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from qinghuan import policy
from qinghuan.debts.changes import MoneyDrawn
from qinghuan.debts.damages import Argument, argument
from qinghuan.debts.entries import ClaimReceived, Part
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed, owed
from qinghuan.debts.penalty import DAYS_A_YEAR
from qinghuan.debts.replay import Book, begins
from qinghuan.explained import Explained, Input
from qinghuan.money import ZERO, Yuan, as_decimal, rounded, total
from qinghuan.policy import Sourced
from qinghuan.policy.products import product
from qinghuan.words import Parameter, Text

CHARGES: Final[tuple[Part, ...]] = (
    "penalty_interest",
    "compound_interest",
    "late_fee",
    "enforcement_cost",
    "unnamed",
)
"""The charges that arise only because a debt is overdue."""
EVERY_CHARGE: Final[tuple[Part, ...]] = (*CHARGES, "interest", "instalment_fee")
"""Everything that is the price or the penalty of the money."""
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
    argument: Argument | None = None
    """What can be argued about the charges for lateness; no amount owed."""


def cap(debt: DebtFacts, of: Owed | ClaimReceived, on: date) -> Cap:
    """The charges in ``of`` beside the line that binds the lender of ``debt`` on ``on``.

    A claim is measured through its own day, whatever ``on`` is.
    """
    day = of.on if isinstance(of, ClaimReceived) else on
    ours = of if isinstance(of, Owed) and of.on == day else owed(debt, day)
    kind: Literal["owed", "claim"] = "claim" if isinstance(of, ClaimReceived) else "owed"
    base = _base(debt, ours.book)
    if base is None:
        return _nothing(debt, day, kind, Text("debts.cap.not_late"))
    if isinstance(of, ClaimReceived) and not of.lines:
        return _nothing(debt, day, kind, Text("debts.cap.no_parts"))
    law = _law(debt, base, day)
    if not isinstance(law, _Law):
        return _nothing(debt, day, kind, *law)
    if not isinstance(of, ClaimReceived) and any(gap.part in base.parts for gap in ours.open):
        return _nothing(debt, day, kind, Text("debts.cap.open"))
    charged = _of_claim(of, base) if isinstance(of, ClaimReceived) else _of_book(ours, base)
    return replace(_compared(debt, base, charged, law, kind=kind), argument=argument(of, day))


@dataclass(frozen=True, slots=True)
class _Base:
    """Principal, days and the charges that stand against them."""

    book: Book
    since: date
    days: Fraction
    """Yuan of principal times days."""
    parts: tuple[Part, ...]
    """What counts as a charge."""
    whole: bool
    """Whether the day of the drawdown is known, so that nothing is left out."""

    def says(self, name: str, **values: Parameter) -> Text:
        """The sentence ``name``, true of this span of days."""
        return Text(f"debts.cap.{name}_whole" if self.whole else f"debts.cap.{name}", **values)


@dataclass(frozen=True, slots=True)
class _Law:
    """The line, and the parameters it is made of."""

    rate: Decimal
    sources: tuple[Sourced, ...]
    lender: Lender
    stated: Decimal | None = None
    """The LPR, where the person stated it."""


def _base(debt: DebtFacts, book: Book | None) -> _Base | None:
    """From the first drawdown where it is recorded; else the overdue days alone."""
    if book is None or book.account is None:
        return None
    drawn = [fact.on for fact in debt.changes if isinstance(fact, MoneyDrawn)]
    since = min(drawn, default=None)
    if since is not None and since == begins(debt) and book.account.principal_days:
        return _Base(book, since, book.account.principal_days, EVERY_CHARGE, whole=True)
    overdue = [stretch for stretch in book.stretches if stretch.principal]
    days = sum((Fraction(one.principal) * one.days for one in overdue), Fraction(0))
    if not days:
        return None
    parts = (*CHARGES, "interest") if book.penalty.part == "interest" else CHARGES
    return _Base(book, min(one.first for one in overdue), days, parts, whole=False)


def _law(debt: DebtFacts, base: _Base, on: date) -> _Law | tuple[Text, ...]:
    """The line that binds the lender; else what is missing, and what to ask."""
    lender = lender_of(debt)
    if lender == "licensed":
        source = policy.look_up("court.reduction_line", on)
        if not isinstance(source, Sourced):
            return (Text("debts.cap.before_the_line", day=on),)
        return _Law(source.decimal, (source,), lender)
    if lender == "private" and base.whole:
        return _private(debt, base.since)
    return (Text(f"debts.cap.{lender}"),)


def _private(debt: DebtFacts, since: date) -> _Law | tuple[Text, ...]:
    """The line of a private loan of the day ``since``."""
    multiple = policy.look_up("court.private_lending_multiple", since)
    published, stated = policy.look_up("lpr.one_year", since), debt.terms.lpr_one_year
    if not isinstance(multiple, Sourced):
        return (Text("debts.cap.private_before", since=since),)
    if isinstance(published, Sourced):
        return _Law(multiple.decimal * published.decimal, (multiple, published), "private")
    if stated is None:
        return (Text("debts.cap.private_lpr", since=since), published.question)
    return _Law(multiple.decimal * stated, (multiple,), "private", stated)


def lender_of(debt: DebtFacts) -> Lender:
    """Whose rules bind the lender: a licensed one, a private one, or it must be asked."""
    lender, usual = debt.disclosed.lender, product(debt.disclosed.product).lender
    if lender in {"consumer_finance", "bank", "small_loan"}:
        return "licensed"
    if lender == "private" or usual == "private":
        return "private"
    return "unknown" if lender == "other" or usual == "ask" else "licensed"


def _nothing(
    debt: DebtFacts, on: date, of: Literal["owed", "claim"], says: Text, *notes: Text
) -> Cap:
    return Cap(debt.id, on, of, None, None, None, None, None, None, says, notes)


def _of_claim(claim: ClaimReceived, base: _Base) -> Explained[Yuan]:
    """The claim's own charges; with what was paid on charges, where the whole life is known."""
    lines = [line for line in claim.lines if line.part in base.parts]
    inputs: dict[str, Input] = {
        f"{place} {line.name}": line.amount for place, line in enumerate(lines, start=1)
    }
    amount = total(line.amount for line in lines)
    if base.whole:
        paid = total(base.book.paid(part) for part in base.parts)
        amount += paid
        inputs |= {"paid": paid} if paid else {}
    return Explained(amount, base.says("charged", amount=amount), inputs, entries=(claim.id,))


def _of_book(ours: Owed, base: _Base) -> Explained[Yuan]:
    book = base.book
    standing = {part: book.charged(part) - book.waived(part) for part in base.parts}
    if base.whole:
        standing["interest"] += book.not_yet_due("interest")
    elif book.penalty.part == "interest":
        standing["interest"] = book.accrued
    charged: dict[str, Input] = {part: amount for part, amount in standing.items() if amount}
    amount = total(standing.values())
    return Explained(
        amount,
        base.says("charged", amount=amount),
        inputs=charged,
        entries=tuple(item.entry for item in ours.items if item.entry),
    )


def _compared(
    debt: DebtFacts,
    base: _Base,
    charged: Explained[Yuan],
    law: _Law,
    *,
    kind: Literal["owed", "claim"],
) -> Cap:
    book, days = base.book, base.days
    allowed = rounded(as_decimal(days * Fraction(law.rate) / DAYS_A_YEAR))
    line = Explained(
        allowed,
        base.says("line", since=base.since, on=book.on, rate=law.rate, amount=allowed),
        inputs={
            "principal_days": as_decimal(days),
            **({"lpr_stated": law.stated} if law.stated is not None else {}),
        },
        parameters=law.sources,
    )
    over = max(ZERO, charged.value - allowed)
    share = as_decimal(Fraction(charged.value) * DAYS_A_YEAR / days).quantize(_YEARLY_PLACES)
    span = "whole_life" if base.whole else "overdue_days_only"
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
            parameters=law.sources,
        ),
        yearly=Explained(
            share,
            Text("debts.cap.yearly", share=share),
            inputs={
                "charged": charged,
                "way": Text(
                    "debts.cap.yearly_way",
                    charged=charged.value,
                    days=as_decimal(days).normalize(),
                    share=share,
                ),
            },
        ),
        since=base.since,
        source=law.sources[0],
        says=_says(base, over, share, law),
        notes=(Text(f"debts.cap.{span}", since=base.since), *_stated(base, law)),
    )


def _stated(base: _Base, law: _Law) -> tuple[Text, ...]:
    if law.stated is None:
        return ()
    return (Text("debts.cap.lpr_stated", since=base.since, rate=law.stated),)


def _says(base: _Base, over: Yuan, share: Decimal, law: _Law) -> Text:
    values: dict[str, Decimal] = {"share": share, "rate": law.rate, "amount": over}
    if law.lender == "private":
        return Text("debts.cap.private_above" if over else "debts.cap.private_below", **values)
    return base.says("above" if over else "below", **values)
