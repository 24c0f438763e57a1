"""One debt as a page shows it: parts beside the claim, what to ask, the days, the rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.fold import Case
from qinghuan.debts.entries import Part
from qinghuan.debts.facts import Payment
from qinghuan.debts.instalment_rate import InstalmentRate, instalment_rate
from qinghuan.debts.ledger import PARTS, Open
from qinghuan.debts.people import Position, position
from qinghuan.money import ZERO, Yuan
from qinghuan.policy.products import called
from qinghuan.web.charts import Chart, Series
from qinghuan.words import Language, Text, say


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes next for a debt."""

    on: date
    says: Text


@dataclass(frozen=True, slots=True)
class Line:
    """One part: what is claimed of it, and ours."""

    part: Part
    names: tuple[str, ...]
    claimed: Yuan | None
    ours: Yuan | None
    least: Yuan
    """Where ours is open: what is sure."""
    difference: Yuan | None
    why: str
    """The name of the way to our figure; empty: none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One debt."""

    debt: DebtAssessment
    name: str | Text
    coming: Coming | None
    lines: Sequence[Line]
    chart: Chart | None
    rate: InstalmentRate
    people: Sequence[Position]
    on_bills: Sequence[Payment]
    """Payments that only a bill shows, the latest first."""
    stage: Text | None
    """The industry's label, said to be one."""
    follows: Sequence[Text]
    """The labels that follow while nothing is paid."""
    stops: bool
    """Whether advice comes first: the time may have run out."""
    to_send: Sequence[Text]
    """The questions to the creditor, one after the other."""


def named(debt: DebtAssessment) -> str | Text:
    """What a debt is called."""
    return called(debt.facts.disclosed)


def coming(assessment: Assessment, ahead: Case, debt: str) -> Coming | None:
    """The next day of a debt: from the clock, or a bill recorded ahead."""
    found = [
        Coming(one.on, one.says)
        for one in assessment.deadlines
        if one.debt == debt and not one.passed and one.on >= assessment.today
    ]
    for facts in ahead.debts:
        if facts.id == debt:
            found += [
                Coming(row.on, Text("web_debts.coming.due", amount=_billed(row)))
                for row in facts.due
                if row.on > assessment.today
            ]
    return min(found, key=lambda one: one.on, default=None)


def _billed(row: object) -> Yuan:
    amounts = (getattr(row, name, None) for name in ("principal", "interest", "instalment_fee"))
    return sum((amount for amount in amounts if amount is not None), ZERO)


def shown(assessment: Assessment, ahead: Case, debt: DebtAssessment, language: Language) -> Shown:
    """Everything the page of ``debt`` shows."""
    lines = _lines(debt)
    whole = next(one for one in ahead.debts if one.id == debt.facts.id)
    return Shown(
        debt=debt,
        name=named(debt),
        coming=coming(assessment, ahead, debt.facts.id),
        lines=lines,
        chart=_chart(debt, lines, language),
        rate=instalment_rate(whole),
        people=[position(person, assessment.today) for person in debt.facts.people],
        on_bills=[paid for paid in reversed(debt.facts.payments) if not paid.entry],
        stage=_stage(debt),
        follows=list(_follows(debt)),
        stops=debt.limitation.standing == "stop",
        to_send=[question.asks for question in debt.questions],
    )


def _stage(debt: DebtAssessment) -> Text | None:
    label = debt.stage.label
    return Text("view.stage.now", id=label.id, words=label.words) if label else None


def _follows(debt: DebtAssessment) -> Iterator[Text]:
    before = debt.stage.label
    for label in debt.stage.next:
        same = before is not None and before.words == label.words
        name = "view.stage.next_same" if same else "view.stage.next"
        yield Text(name, day=label.on, id=label.id, words=label.words)
        before = label


def _lines(debt: DebtAssessment) -> list[Line]:
    """Part by part: on the day of the claim where there is one, else today."""
    if debt.comparison.parts:
        return [
            Line(
                part=one.part,
                names=one.names,
                claimed=one.claimed,
                ours=one.ours.value if one.ours else None,
                least=debt.comparison.owed.amount(one.part),
                difference=one.difference,
                why=f"claim/{one.part}" if one.ours else "",
            )
            for one in debt.comparison.parts
        ]
    gaps = {gap.part: gap for gap in debt.owed.open}
    return [_own(debt, part, gaps) for part in PARTS if part in debt.owed.parts or part in gaps]


def _own(debt: DebtAssessment, part: Part, gaps: dict[Part, Open]) -> Line:
    settled = part not in gaps
    amount = debt.owed.amount(part)
    why = f"owed/{part}" if part in debt.owed.parts else ""
    return Line(part, (), None, amount if settled else None, amount, None, why)


def _chart(debt: DebtAssessment, lines: Sequence[Line], language: Language) -> Chart | None:
    """The parts on top of each other, the claim beside ours; None where there is nothing."""
    claim = debt.comparison.claim
    labels = [say(Text("web_debts.ours"), language)]
    if claim is not None:
        labels.insert(0, say(Text("web_debts.theirs"), language))
    series = [
        Series(
            Text(f"view.part.{line.part}"),
            [
                *([line.claimed or ZERO] if claim else []),
                line.ours if line.ours is not None else line.least,
            ],
            stack="parts",
        )
        for line in lines
    ]
    if claim is not None and not debt.comparison.parts and claim.total:
        series.insert(0, Series(Text("web_debts.not_split"), [claim.total, None], stack="parts"))
    if not any(value for one in series for value in one.values):
        return None
    return Chart("parts", "across", Text("web_debts.parts.title"), labels, series, language)
