"""What several papers have in common: who writes to whom, sources of figures, numbered sections.

These are allow-lists too: a field that is not here cannot reach a paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.debts.entries import ClaimReceived, Product
from qinghuan.debts.facts import DebtFacts
from qinghuan.documents.paper import STATED, Block, Facts, Heading, Line, Run, Words, run
from qinghuan.household.categories import Category
from qinghuan.household.entries import IncomeSource, Knowledge
from qinghuan.money import Yuan, rounded, total
from qinghuan.words import Text

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Applicant:
    """The person, as far as a creditor needs it; the identity number by its last four only."""

    name: str
    identity_tail: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One debt as its creditor knows it."""

    creditor: str
    product: Product
    product_name: str = ""
    account: str = ""
    contract_number: str = ""

    @property
    def named(self) -> Words:
        """The product by the name the person uses, else by its kind."""
        return self.product_name or Text(f"documents.product.{self.product}")


@dataclass(frozen=True, slots=True)
class IncomeSeen:
    """One source of income in an average year; never an employer's or a payer's name."""

    source: IncomeSource
    months: tuple[int, ...]
    """Calendar months in which it comes."""
    monthly: Yuan
    """Average over twelve months."""
    knowledge: Knowledge
    own: bool = True
    """Whether an estimate is the person's own."""


@dataclass(frozen=True, slots=True)
class ExpenseSeen:
    """One of the eight categories in an average month; None where nothing is known."""

    category: Category
    monthly: Yuan | None
    knowledge: Knowledge | None
    own: bool = True
    """Whether an estimate is the person's own."""


@dataclass(frozen=True, slots=True)
class Season:
    """Averages of some months of the year: own income, what must be kept, what is left."""

    id: str
    """``year``, ``strong`` or ``weak``."""
    months: tuple[int, ...]
    income: Yuan
    kept: Yuan
    surplus: Yuan


def applicant_of(assessment: Assessment) -> Applicant:
    """The person of the case; empty fields where nothing was given."""
    person = assessment.case.person
    if person is None:
        return Applicant("")
    return Applicant(person.name, person.identity_tail, person.phone, person.address)


def account_of(debt: DebtFacts) -> Account:
    """The debt as its creditor knows it."""
    given = debt.disclosed
    return Account(
        given.creditor, given.product, given.product_name, given.account, given.contract_number
    )


def incomes_of(assessment: Assessment) -> tuple[IncomeSeen, ...]:
    """The sources of income that count towards what can be paid."""
    return tuple(
        IncomeSeen(
            line.source,
            tuple(month for month, amount in sorted(line.by_month.items()) if amount > 0),
            line.monthly.value,
            line.knowledge,
            line.origin == "sheet",
        )
        for line in assessment.household.incomes
        if line.used
    )


def expenses_of(assessment: Assessment) -> tuple[ExpenseSeen, ...]:
    """The eight categories."""
    return tuple(
        ExpenseSeen(
            line.category,
            line.monthly.value if line.monthly else None,
            line.knowledge,
            line.stated is not None,
        )
        for line in assessment.household.expenses
    )


def seasons_of(assessment: Assessment) -> tuple[Season, ...]:
    """The whole year and, where they differ, its strong and its weak months."""
    household, can_pay = assessment.household, assessment.affordable
    chosen = [
        ("year", tuple(range(1, _YEAR + 1))),
        ("strong", household.strong_months),
        ("weak", household.weak_months),
    ]
    return tuple(
        Season(
            key,
            months,
            _average(can_pay.income_by_month, months),
            _average(can_pay.kept_by_month, months),
            _average(can_pay.surplus_by_month, months),
        )
        for key, months in chosen
        if months and can_pay.surplus is not None
    )


def _average(by_month: Mapping[int, Yuan], months: tuple[int, ...]) -> Yuan:
    found = [by_month[month] for month in months if month in by_month]
    return rounded(total(found) / len(found)) if found else total(())


def bills_of(assessment: Assessment) -> tuple[Text, ...]:
    """Each account of imported bills with the first and last day it covers."""
    spans: dict[str, tuple[date, date]] = {}
    for part in assessment.case.bills.covered:
        start, end = spans.get(part.source, (part.start, part.end))
        spans[part.source] = min(start, part.start), max(end, part.end)
    return tuple(
        Text("documents.bill", name=Text(f"documents.bill.{source}"), start=start, end=end)
        for source, (start, end) in sorted(spans.items())
    )


def source_of(seen: IncomeSeen | ExpenseSeen, bills: tuple[Text, ...]) -> Words:
    """Where a figure of the household comes from."""
    if seen.knowledge == "known" and bills:
        return Text("documents.source.bills", bills=joined(bills))
    if seen.knowledge == "estimated":
        return Text("documents.source.estimated" if seen.own else "documents.source.inferred")
    return STATED


def claim_source(claim: ClaimReceived, *, kept: bool = False) -> Text:
    """The creditor's own figures, and how the person learned them; ``kept``: said of a third."""
    name = "documents.source.claim_kept" if kept else "documents.source.claim"
    return Text(name, day=claim.on, how=Text(f"documents.origin.{claim.origin}"))


def hotline(name: str, on: date) -> Words:
    """The number of a public line, or where to look it up."""
    found = policy.look_up(f"hotlines.{name}", on)
    if isinstance(found, policy.Sourced):
        return found.string
    return Text("documents.official_number")


def joined(words: Iterable[Text]) -> Text:
    """``words`` as one, with a comma of a list between them."""
    first, *rest = words
    for one in rest:
        first = Text("documents.and", first=first, second=one)
    return first


def joined_names(names: Iterable[str]) -> Words:
    """Names as they stand on a statement, with a list comma between them."""
    first, *rest = names
    said: Words = first
    for one in rest:
        said = Text("documents.and", first=said, second=one)
    return said


def months_in_words(months: tuple[int, ...]) -> Text:
    """Calendar months as a person says them; the whole year has its own word."""
    if len(months) == _YEAR:
        return Text("documents.months.all")
    return Text("documents.months", months=joined_names(_ranges(months)))


def _ranges(months: tuple[int, ...]) -> list[str]:
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]


def head(applicant: Applicant, account: Account | None) -> Facts:
    """Who writes, to whom, about which account: lines without content are left out."""
    pairs: list[tuple[str, Words]] = []
    if account:
        pairs += [("to", account.creditor)]
    pairs += [
        ("applicant", applicant.name),
        ("identity", applicant.identity_tail and f"**************{applicant.identity_tail}"),
        ("phone", applicant.phone),
        ("address", applicant.address),
    ]
    if account:
        pairs += [
            ("product", account.named),
            ("account", account.account),
            ("contract", account.contract_number),
        ]
    return Facts(
        tuple((Text(f"documents.head.{name}"), run(words)) for name, words in pairs if words)
    )


def numbered(
    sections: Iterable[tuple[str, tuple[Block, ...]]],
    *,
    room: str = "documents",
    numeral: str = "documents.numeral",
) -> tuple[Block, ...]:
    """The sections that have content, each under a counted heading ``ROOM.section.ID``."""
    blocks: list[Block] = []
    kept = [(key, content) for key, content in sections if content]
    for count, (key, content) in enumerate(kept, start=1):
        title = Text(
            "documents.heading",
            numeral=Text(f"{numeral}.{count}"),
            title=Text(f"{room}.section.{key}"),
        )
        blocks += [Heading(title), *content]
    return tuple(blocks)


def money(value: Yuan | None, source: Words | None) -> Line:
    """A cell with an amount, or with the word for "not known"."""
    if value is None:
        return run(Text("documents.unknown"))
    return (Run(f"{value:,.2f}", source),)
