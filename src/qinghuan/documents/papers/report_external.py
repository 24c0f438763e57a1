"""The external financial statement (财务状况说明，对外): one page, conclusions and evidence only.

No names of other creditors, no relatives' names, no assets, no employer, no line of a bill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents.paper import (
    STATED,
    Block,
    Items,
    Line,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    figure,
    run,
)
from qinghuan.documents.shared import (
    Account,
    Applicant,
    ExpenseSeen,
    IncomeSeen,
    Season,
    account_of,
    applicant_of,
    bills_of,
    expenses_of,
    head,
    incomes_of,
    money,
    months_in_words,
    numbered,
    seasons_of,
    source_of,
)
from qinghuan.errors import RuleError
from qinghuan.household.entries import AgeBand
from qinghuan.money import Yuan
from qinghuan.words import SOURCE_LANGUAGE, Language, Parameter, Text

_RECKONED = Text("documents.source.reckoned")


@dataclass(frozen=True, slots=True)
class ExternalContent:
    """Everything the creditor may see of the household, and nothing else."""

    applicant: Applicant
    account: Account
    today: date
    members: int
    dependants: Mapping[AgeBand, int]
    """Age band → how many; no relation and no name."""
    incomes: tuple[IncomeSeen, ...]
    expenses: tuple[ExpenseSeen, ...]
    seasons: tuple[Season, ...]
    affordable: Yuan
    share: Yuan | None
    """For this creditor, a month; None where nothing can be paid now."""
    debts: int
    owed: Yuan
    """What all creditors ask together, without their names."""
    hardship: str
    hardship_since: date | None
    recovery_expected: date | None
    measures: str
    bills: tuple[Text, ...]

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the issued paper keeps."""
        return {
            "affordable": f"{self.affordable:.2f}",
            "share": "" if self.share is None else f"{self.share:.2f}",
            "owed": f"{self.owed:.2f}",
        }


def content_for(
    assessment: Assessment, debt: DebtAssessment, share: Yuan | None
) -> ExternalContent:
    """What the creditor of ``debt`` may see; ``share`` is what a plan offers it a month.

    Raises :class:`RuleError` without a household sheet: the gate says so before.
    """
    sheet = assessment.household.sheet
    if sheet is None:
        raise RuleError("a financial statement needs a household sheet")
    return ExternalContent(
        applicant=applicant_of(assessment),
        account=account_of(debt.facts),
        today=assessment.today,
        members=len(sheet.members),
        dependants=Counter(member.age for member in sheet.members if member.dependant),
        incomes=incomes_of(assessment),
        expenses=expenses_of(assessment),
        seasons=seasons_of(assessment),
        affordable=assessment.affordable.monthly.value,
        share=share,
        debts=len(assessment.debts),
        owed=assessment.asked,
        hardship=sheet.hardship,
        hardship_since=sheet.hardship_since,
        recovery_expected=sheet.recovery_expected,
        measures=sheet.measures,
        bills=bills_of(assessment),
    )


def build(content: ExternalContent, *, number: str, language: Language = SOURCE_LANGUAGE) -> Paper:
    """The page made of ``content``."""
    return Paper(
        kind="report_external",
        number=number,
        title=_words("title"),
        issued_on=content.today,
        data_until=content.today,
        language=language,
        compact=True,
        blocks=(
            head(content.applicant, content.account),
            *numbered(
                (
                    ("family", (Paragraph(_family(content)),)),
                    ("income", (income_table(content.incomes, content.bills),)),
                    ("expense", (expense_table(content.expenses, content.bills),)),
                    ("surplus", (season_table(content.seasons),)),
                    ("payable", (Paragraph(_payable(content)),)),
                    ("hardship", (Paragraph(_hardship(content)),)),
                    ("evidence", (Items(_evidence(content)), Paragraph(run(_words("truth"))))),
                )
            ),
            Signature((Text("documents.sign.applicant"), Text("documents.sign.day"))),
        ),
    )


def _words(key: str, **values: Parameter) -> Text:
    return Text(f"documents.report.{key}", **values)


def _family(content: ExternalContent) -> Line:
    runs = [Run(_words("family", count=content.members), STATED)]
    if content.dependants:
        listed = [
            Text("documents.age.count", band=Text(f"documents.age.{band}"), count=count)
            for band, count in sorted(content.dependants.items())
        ]
        for place, one in enumerate(listed):
            runs.append(Run(_words("family.dependants" if place == 0 else "family.next", who=one)))
    return (*runs, Run(_words("stop")))


def income_table(incomes: tuple[IncomeSeen, ...], bills: tuple[Text, ...]) -> Block:
    """Own income by source: when it comes, and the average month of the year."""
    if not incomes:
        return Paragraph(run(_words("income.none")))
    rows = tuple(
        (
            run(Text(f"household.income.{one.source}")),
            run(months_in_words(one.months)),
            (figure(one.monthly, source_of(one, bills)),),
            run(Text(f"documents.knowledge.{one.knowledge}")),
        )
        for one in incomes
    )
    heads = ("income.source", "income.months", "income.monthly", "basis")
    return Table(
        header=tuple(Run(_words(key)) for key in heads),
        rows=rows,
        align=("left", "left", "right", "center"),
        widths=(3, 4, 3, 2),
    )


def expense_table(expenses: tuple[ExpenseSeen, ...], bills: tuple[Text, ...]) -> Block:
    """The eight categories, two a row, with how each figure is known."""
    cells = [
        (
            run(Text(f"household.category.{one.category}")),
            money(one.monthly, source_of(one, bills) if one.knowledge else None),
            run(Text(f"documents.knowledge.{one.knowledge}") if one.knowledge else ""),
        )
        for one in expenses
    ]
    half = (len(cells) + 1) // 2
    blank = (run(""), run(""), run(""))
    right = [*cells[half:], blank][:half]
    heads = ("expense.category", "expense.monthly", "basis")
    return Table(
        header=tuple(Run(_words(key)) for key in heads) * 2,
        rows=tuple((*left, *other) for left, other in zip(cells[:half], right, strict=True)),
        align=("left", "right", "center") * 2,
        widths=(4, 3, 2) * 2,
    )


def season_table(seasons: tuple[Season, ...]) -> Block:
    """What is left in an average month, and in strong and weak months."""
    if not seasons:
        return Paragraph(run(_words("surplus.unknown")))
    rows = tuple(
        (
            run(Text(f"documents.season.{one.id}")),
            run(months_in_words(one.months)),
            money(one.income, None),
            money(one.kept, None),
            money(one.surplus, None),
        )
        for one in seasons
    )
    heads = ("surplus.season", "surplus.months", "surplus.income", "surplus.kept", "surplus.left")
    marked = {"surplus.income", "surplus.kept", "surplus.left"}
    return Table(
        header=tuple(Run(_words(key), _RECKONED if key in marked else None) for key in heads),
        rows=rows,
        align=("left", "left", "right", "right", "right"),
        widths=(2, 4, 3, 3, 3),
    )


def _payable(content: ExternalContent) -> Line:
    debts = (
        Run(_words("payable.debts", count=content.debts)),
        figure(content.owed, Text("documents.source.all_claims")),
        Run(_words("payable.yuan")),
    )
    if content.share is None:
        return (*debts, Run(_words("payable.nothing")))
    return (
        *debts,
        Run(_words("payable.all")),
        figure(content.affordable, _RECKONED),
        Run(_words("payable.here")),
        figure(content.share, _RECKONED),
        Run(_words("payable.method")),
    )


def _hardship(content: ExternalContent) -> Line:
    runs = [Run(content.hardship, STATED)]
    if content.hardship_since:
        runs.append(Run(_words("hardship.since", day=content.hardship_since)))
    if content.recovery_expected:
        runs.append(Run(_words("hardship.recovery", day=content.recovery_expected)))
    if content.measures:
        runs += [Run(_words("hardship.measures")), Run(content.measures, STATED)]
    return tuple(runs)


def _evidence(content: ExternalContent) -> tuple[Line, ...]:
    bills = [run(_words("evidence.bill", bill=bill)) for bill in content.bills]
    return (*bills, run(_words("evidence.more")))
