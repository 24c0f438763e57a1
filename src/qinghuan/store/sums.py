"""What folding gets from the bills, asked from the database once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Q, Sum

from qinghuan.case.kinds import KINDS
from qinghuan.household.bills import BillSums, Covered, DebtLine, MonthSum
from qinghuan.imports.entries import LineDecision, LinesSorted, StatementImported
from qinghuan.imports.lines import from_canonical
from qinghuan.journal.fact import Corrected
from qinghuan.journal.history import Recorded, holding
from qinghuan.money import from_fen
from qinghuan.store.bill_lines import speaking
from qinghuan.store.decided import decisions_in
from qinghuan.store.reading import entries_of_kinds
from qinghuan.store.refusal import refusals

_DEBT_KINDS: Final = ("debt_draw", "debt_repay")
_KINDS: Final = (StatementImported.KIND, LinesSorted.KIND, Corrected.KIND)
_Group = tuple[str, str, str, str, str]
"""Month, source, kind, category, credit."""


def bill_sums(case: str, *, known_at: int | None = None, as_of: date | None = None) -> BillSums:
    """Monthly sums and the lines that touch a debt, with what the person decided about lines.

    ``known_at``: only what was recorded up to that sequence; ``as_of``: only
    lines up to the end of that day. Empty for a case without bills.
    """
    with refusals(case):
        recorded = _recorded(case, known_at)
        rows = _current(case, known_at, as_of)
        decisions = _decisions(recorded)
        sums = _grouped(rows, decisions)
        debt_lines, review = _debt_lines(rows, decisions), _waiting(rows, decisions)
    return BillSums(_month_sums(sums), debt_lines, _covered(recorded), review)


def _recorded(case: str, known_at: int | None) -> list[Recorded]:
    found = entries_of_kinds(case, _KINDS)
    return holding(
        (entry for entry in found if known_at is None or entry.sequence <= known_at), KINDS
    )


def _current(case: str, known_at: int | None, as_of: date | None) -> Any:
    """The rows that speak, known by then and not later."""
    rows = speaking(case, known_at)
    if as_of is not None:
        rows = rows.filter(occurred_at__lt=(as_of + timedelta(days=1)).isoformat())
    return rows


def _decisions(recorded: Iterable[Recorded]) -> dict[str, LineDecision]:
    """What holds about each line: the last word."""
    return {line: decided.says for line, decided in decisions_in(recorded).items()}


def _grouped(rows: Any, decisions: Mapping[str, LineDecision]) -> dict[_Group, list[int]]:
    """Fen and count by group; lines a person decided about counted as decided.

    Whoever says what a line was (its kind) says that the money went, also where the bill
    left that open.
    """
    sums: dict[_Group, list[int]] = defaultdict(lambda: [0, 0])
    columns = ("month", "source", "kind", "category", "debt_hint")
    moved = rows.filter(moved=True)
    grouped = moved.values_list(*columns).annotate(
        amount=Sum("amount_fen"),
        count=Count("row", filter=Q(amount_fen__isnull=False)),
        refunded=Sum("refunded_fen"),
        refunds=Count("refunded_fen"),
    )
    for *group, amount, count, refunded, refunds in grouped.order_by():
        _add(sums, tuple(group), (amount or 0, count), (refunded or 0, refunds))
    for line, went, *group, amount, refunded in _decided(
        rows, decisions, ("line", "moved", *columns, "amount_fen", "refunded_fen")
    ):
        counts = (int(amount is not None), int(refunded is not None))
        money = (amount or 0, counts[0]), (refunded or 0, counts[1])
        if went:
            _add(sums, tuple(group), *money, sign=-1)
        decision = decisions[line]
        if (went or decision.kind) and not decision.left_out:
            _add(sums, _as_decided(tuple(group), decision), *money)
    return {group: found for group, found in sums.items() if found[1]}


def _decided(
    rows: Any, decisions: Mapping[str, LineDecision], columns: tuple[str, ...]
) -> Iterable[tuple[Any, ...]]:
    """The rows a person decided about."""
    ids = sorted(decisions)
    for start in range(0, len(ids), 500):
        yield from rows.filter(line__in=ids[start : start + 500]).values_list(*columns)


def _add(
    sums: dict[_Group, list[int]],
    group: Any,
    amount: tuple[int, int],
    refunded: tuple[int, int],
    *,
    sign: int = 1,
) -> None:
    """A row's own word that something was returned counts as a refund."""
    month, source, _, category, credit = group
    for key, (fen, count) in (
        (group, amount),
        ((month, source, "refund", category, credit), refunded),
    ):
        sums[key][0] += sign * fen
        sums[key][1] += sign * count


def _as_decided(group: Any, decision: LineDecision) -> _Group:
    month, source, kind, category, credit = group
    return (
        month,
        source,
        decision.kind or kind,
        decision.category or category,
        decision.debt or credit,
    )


def _month_sums(sums: Mapping[_Group, list[int]]) -> tuple[MonthSum, ...]:
    return tuple(
        MonthSum(
            month=date.fromisoformat(f"{month}-01"),
            source=source,
            kind=kind,
            category=category,
            debt_hint=credit,
            amount=from_fen(fen),
            count=count,
        )
        for (month, source, kind, category, credit), (fen, count) in sorted(sums.items())
    )


def _debt_lines(rows: Any, decisions: Mapping[str, LineDecision]) -> tuple[DebtLine, ...]:
    by_debt = [line for line, decision in decisions.items() if decision.debt]
    touching = Q(kind__in=_DEBT_KINDS) | ~Q(debt_hint="") | Q(line__in=by_debt)
    found = []
    for name, text in rows.filter(touching, amount_fen__isnull=False).values_list("line", "text"):
        decision = decisions.get(name, LineDecision(line=name))
        line = from_canonical(text)
        if decision.left_out or line.amount is None:
            continue
        found.append(
            DebtLine(
                id=name,
                on=line.occurred_at.date(),
                kind=decision.kind or line.kind,
                status=line.status_class,
                debt_hint=decision.debt or line.debt,
                amount=line.amount,
                counterparty=line.counterparty,
                item=line.item,
            )
        )
    return tuple(sorted(found, key=lambda line: (line.on, line.id)))


def _waiting(rows: Any, decisions: Mapping[str, LineDecision]) -> int:
    waiting = rows.exclude(review="")
    return int(waiting.count()) - sum(1 for _ in _decided(waiting, decisions, ("line",)))


def _covered(recorded: Iterable[Recorded]) -> tuple[Covered, ...]:
    return tuple(
        Covered(fact.source, fact.account, fact.period_from, fact.period_to)
        for fact in (item.fact for item in recorded)
        if isinstance(fact, StatementImported) and fact.period_from and fact.period_to
    )
