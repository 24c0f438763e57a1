"""The financial report that is kept (财务状况报告，自存): everything, for oneself and legal aid.

It is marked as not for sending. Even so it carries no limitation, target or chance of a plan:
a paper that is kept may still be lost or shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.debts.cap import Cap
from qinghuan.debts.reconcile import Comparison
from qinghuan.documents.paper import (
    STATED,
    Block,
    Heading,
    Items,
    Line,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
    figure,
    run,
)
from qinghuan.documents.papers.report_external import expense_table, income_table, season_table
from qinghuan.documents.shared import (
    Account,
    Applicant,
    ExpenseSeen,
    IncomeSeen,
    Season,
    account_of,
    applicant_of,
    bills_of,
    claim_source,
    expenses_of,
    head,
    incomes_of,
    joined,
    joined_names,
    money,
    numbered,
    seasons_of,
)
from qinghuan.household.affordable import Path
from qinghuan.household.entries import Asset, Member
from qinghuan.money import Yuan, total
from qinghuan.words import SOURCE_LANGUAGE, Language, Parameter, Text

_RECKONED = Text("documents.source.reckoned")


@dataclass(frozen=True, slots=True)
class DebtSeen:
    """One debt in full."""

    account: Account
    days: int | None
    stage: Text | None
    comparison: Comparison
    least: Yuan
    """What is owed at least by the terms on the day of the report."""
    cap: Cap


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """What the bills say of one month, named by its first day."""

    month: date
    whole: bool
    income: Yuan
    unsorted: Yuan
    """Came in, and waits to be sorted."""
    spending: Yuan
    repaid: Yuan

    @property
    def amounts(self) -> tuple[Yuan, ...]:
        """As the table shows them."""
        return self.income, self.unsorted, self.spending, self.repaid


@dataclass(frozen=True, slots=True)
class KeptContent:
    """Everything about the household that the person keeps."""

    applicant: Applicant
    today: date
    members: tuple[Member, ...]
    incomes: tuple[IncomeSeen, ...]
    family_help: Yuan
    expenses: tuple[ExpenseSeen, ...]
    months: tuple[MonthSeen, ...]
    seasons: tuple[Season, ...]
    path: Path
    affordable: Yuan
    reserve: Yuan
    instead: tuple[Text, ...]
    assets: tuple[Asset, ...]
    cash: Yuan | None
    debts: tuple[DebtSeen, ...]
    owed: Yuan
    hardship: str
    measures: str
    questions: tuple[Text, ...]
    bills: tuple[Text, ...]

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {"affordable": f"{self.affordable:.2f}", "owed": f"{self.owed:.2f}"}


def content_for(assessment: Assessment) -> KeptContent:
    """The whole picture of ``assessment`` for the person."""
    household, can_pay = assessment.household, assessment.affordable
    sheet = household.sheet
    return KeptContent(
        applicant=applicant_of(assessment),
        today=assessment.today,
        members=sheet.members if sheet else (),
        incomes=incomes_of(assessment),
        family_help=household.family_help,
        expenses=expenses_of(assessment),
        months=tuple(
            MonthSeen(
                view.month,
                view.coverage == "whole",
                view.income,
                view.unsorted_income,
                view.spending,
                view.repaid,
            )
            for view in household.months
            if view.coverage != "none"
        ),
        seasons=seasons_of(assessment),
        path=can_pay.path,
        affordable=can_pay.monthly.value,
        reserve=can_pay.reserve,
        instead=assessment.instead,
        assets=sheet.assets if sheet else (),
        cash=sheet.cash if sheet else None,
        debts=tuple(_debt(debt) for debt in assessment.debts),
        owed=assessment.asked,
        hardship=sheet.hardship if sheet else "",
        measures=sheet.measures if sheet else "",
        questions=household.questions,
        bills=bills_of(assessment),
    )


def _debt(debt: DebtAssessment) -> DebtSeen:
    return DebtSeen(
        account=account_of(debt.facts),
        days=debt.stage.days.value if debt.stage.days else None,
        stage=debt.stage.label.words if debt.stage.label else None,
        comparison=debt.comparison,
        least=debt.owed.total,
        cap=debt.cap,
    )


def build(content: KeptContent, *, number: str, language: Language = SOURCE_LANGUAGE) -> Paper:
    """The report made of ``content``."""
    return Paper(
        kind="report_kept",
        number=number,
        title=_words("title"),
        issued_on=content.today,
        data_until=content.today,
        language=language,
        marking=_words("marking"),
        blocks=(
            *((head(content.applicant, None),) if content.applicant.name else ()),
            Note(run(_words("warning")), "warning"),
            *numbered(
                (
                    ("summary", _summary(content)),
                    ("members", _members(content)),
                    ("income", _income(content)),
                    ("expense", (expense_table(content.expenses, content.bills),)),
                    ("surplus", (season_table(content.seasons), *_means(content))),
                    ("months", _months(content)),
                    ("assets", _assets(content)),
                    ("debts", tuple(b for debt in content.debts for b in _debt_blocks(debt))),
                    ("causes", _causes(content)),
                    ("open", _open(content)),
                )
            ),
        ),
    )


def _words(key: str, **values: Parameter) -> Text:
    return Text(f"documents.kept.{key}", **values)


def _summary(content: KeptContent) -> tuple[Block, ...]:
    asked = (
        Run(_words("summary.debts", count=len(content.debts))),
        figure(content.owed, Text("documents.source.all_claims"), bold=True),
        Run(_words("yuan")),
    )
    lines: list[Line] = [asked]
    if content.seasons:
        year = content.seasons[0]
        lines.append(
            (
                Run(_words("summary.income")),
                figure(year.income, _RECKONED),
                Run(_words("summary.kept")),
                figure(year.kept, _RECKONED),
                Run(_words("summary.left")),
                figure(year.surplus, _RECKONED),
                Run(_words("yuan")),
            )
        )
    if content.path == "can_pay":
        payable = (Run(_words("summary.payable")), figure(content.affordable, _RECKONED, bold=True))
        lines.append((*payable, Run(_words("yuan"))))
    else:
        lines.append(run(_words(f"summary.{content.path}")))
    return (Items(tuple(lines), ordered=False),)


def _members(content: KeptContent) -> tuple[Block, ...]:
    if not content.members:
        return ()
    rows = tuple(
        (
            run(member.relation),
            run(Text(f"documents.age.{member.age}")),
            run(_words("yes" if member.earns else "no")),
            run(_words("yes" if member.dependant else "no")),
        )
        for member in content.members
    )
    heads = ("members.relation", "members.age", "members.earns", "members.dependant")
    return (
        Table(
            header=tuple(
                Run(_words(key), STATED if place == 0 else None) for place, key in enumerate(heads)
            ),
            rows=rows,
            align=("left", "left", "center", "center"),
            widths=(3, 3, 2, 2),
        ),
    )


def _income(content: KeptContent) -> tuple[Block, ...]:
    table = income_table(content.incomes, content.bills)
    if not content.family_help:
        return (table,)
    helped = (Run(_words("income.family_help")), figure(content.family_help, _RECKONED))
    return (table, Paragraph((*helped, Run(_words("income.family_help.apart")))))


def _means(content: KeptContent) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if content.reserve:
        reserve = (Run(_words("reserve")), figure(content.reserve, _RECKONED))
        blocks.append(Paragraph((*reserve, Run(_words("reserve.why")))))
    if content.instead:
        blocks.append(Items(tuple(run(step) for step in content.instead)))
    return tuple(blocks)


def _months(content: KeptContent) -> tuple[Block, ...]:
    if not content.months or not content.bills:
        return ()
    bills = Text("documents.source.bills", bills=joined(content.bills))
    rows = tuple(
        (
            run(Text("documents.month", day=one.month)),
            *(money(amount, None) for amount in one.amounts),
            run("" if one.whole else _words("months.partial")),
        )
        for one in content.months
    )
    sums = [total(column) for column in zip(*(one.amounts for one in content.months), strict=True)]
    amounts = ("months.income", "months.unsorted", "months.spending", "months.repaid")
    return (
        Table(
            header=(
                Run(_words("months.month")),
                *(Run(_words(key), bills) for key in amounts),
                Run(_words("months.note")),
            ),
            rows=rows,
            align=("left", "right", "right", "right", "right", "left"),
            widths=(4, 4, 4, 4, 4, 3),
            total=(
                run(Text("documents.total")),
                *(money(amount, None) for amount in sums),
                run(""),
            ),
        ),
    )


def _assets(content: KeptContent) -> tuple[Block, ...]:
    lines: list[Line] = []
    if content.cash is not None:
        lines.append(
            (Run(_words("assets.cash")), figure(content.cash, STATED), Run(_words("yuan")))
        )
    lines += [
        (
            Run(_words("assets.item", name=asset.name)),
            figure(asset.amount, STATED),
            Run(_words("yuan")),
        )
        for asset in content.assets
    ]
    return (Items(tuple(lines), ordered=False),) if lines else ()


def _debt_blocks(debt: DebtSeen) -> tuple[Block, ...]:
    title = Text("documents.kept.debt", product=debt.account.named, creditor=debt.account.creditor)
    blocks: list[Block] = [Heading(title, level=2), Paragraph(_standing(debt), plain=True)]
    claim = debt.comparison.claim
    if claim is None or not debt.comparison.parts:
        key = "debt.no_claim" if claim is None else "debt.nothing_due"
        blocks.append(Paragraph(run(_words(key)), plain=True))
        return tuple(blocks)
    ours = Text("documents.source.ours", day=claim.on)
    rows = tuple(
        (
            run(
                joined_names(part.names) if part.names else Text("documents.proposal.owed.no_line")
            ),
            money(part.claimed, None),
            money(part.ours.value if part.ours else None, None),
            money(part.difference, None),
        )
        for part in debt.comparison.parts
    )
    compared = debt.comparison
    blocks.append(
        Table(
            header=(
                Run(_words("debt.item")),
                Run(_words("debt.claimed"), claim_source(claim, kept=True)),
                Run(Text("documents.proposal.owed.ours"), ours),
                Run(Text("documents.proposal.owed.difference")),
            ),
            rows=rows,
            align=("left", "right", "right", "right"),
            widths=(5, 3, 3, 3),
            total=(
                run(Text("documents.total")),
                money(compared.claimed, None),
                money(compared.ours, None),
                money(compared.difference, None),
            ),
        )
    )
    if compared.findings:
        blocks.append(Items(tuple(run(found.says) for found in compared.findings)))
    blocks.append(Paragraph(run(debt.cap.says), plain=True))
    return tuple(blocks)


def _standing(debt: DebtSeen) -> Line:
    if debt.days is None:
        return run(_words("debt.days_unknown"))
    if not debt.days:
        return run(_words("debt.not_late"))
    runs = [Run(_words("debt.days", days=debt.days))]
    if debt.stage is not None:
        runs.append(Run(_words("debt.stage", stage=debt.stage)))
    return tuple(runs)


def _causes(content: KeptContent) -> tuple[Block, ...]:
    return tuple(
        Paragraph((Run(words, STATED),)) for words in (content.hardship, content.measures) if words
    )


def _open(content: KeptContent) -> tuple[Block, ...]:
    return (Items(tuple(run(one) for one in content.questions)),) if content.questions else ()
