"""Facts, lines and cases for the tests of the store."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.entries import AmountFellDue, DebtDisclosed, PaymentMade
from qinghuan.imports.entries import StatementImported
from qinghuan.imports.lines import Line
from qinghuan.journal.entry import SALT_BYTES

DAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
NEVER = SALT_BYTES


def opened(label="test"):
    return CaseOpened(id=store.mint(), on=DAY, label=label)


def note(said="", day=DAY, **more):
    more = {"id": store.mint(), **more}
    return ContactMade(on=day, direction="outgoing", channel="phone", said=said, **more)


def debt(creditor="Lender"):
    return DebtDisclosed(id=store.mint(), on=DAY, creditor=creditor, product="huabei")


def due(of, amount="100.00", day=DAY):
    return AmountFellDue(id=store.mint(), on=day, debt=of, principal=Decimal(amount))


def paid(of, amount="40.00", day=DAY):
    return PaymentMade(id=store.mint(), on=day, debt=of, amount=Decimal(amount))


def case(*facts, label="test", who=store.OWNER):
    return store.new_case([opened(label), *facts], who=who, now=NOW)


def add(where, *facts, now=NOW, **more):
    return store.append(where, list(facts), who=store.OWNER, now=now, **more)


def line(number=1, **more):
    values = {
        "amount": Decimal("12.50"),
        "direction": "out",
        "kind": "expense",
        "moved": True,
        "status_class": "done",
        "counterparty": f"shop {number}",
        "item": f"thing {number}",
        "category_raw": "food",
        "order_id": f"2026{number:012d}",
        "raw": (f"cell {number}",),
    }
    when = datetime(2026, 5, 1, 8, 0) + timedelta(hours=number)
    return Line("alipay", number, when, **{**values, **more})


def bill(*lines, matched_at=0, content=None, **more):
    """An import with its lines; its original is kept."""
    new = [one if isinstance(one, store.NewLine) else store.NewLine(one) for one in lines]
    kept = store.NewLines(new, matched_at)
    digest = store.keep_file(content or repr(lines).encode())
    fact = StatementImported(
        id=store.mint(),
        on=DAY,
        file=digest,
        name="bill.csv",
        source="alipay",
        format="alipay_app",
        parser="1",
        rows=len(new),
        line_count=len(new),
        lines_digest=kept.digest,
        **more,
    )
    return fact, kept


def import_bill(where, *lines, **more):
    fact, kept = bill(*lines, matched_at=store.head(where)[0], **more)
    add(where, fact, lines=kept)
    return fact


def sha(content):
    return sha256(content).hexdigest()


def codes(problems):
    return [problem.code for problem in problems]
