"""The gate before a paper is made: what would harm stops it, and one sentence says what it will do.

Five gates: limitation, admission, recipient, internal data, affordability. Admission and
internal data are settled by what the contents can hold; the other three are asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.documents.paper import Kind
from qinghuan.documents.shared import hotline
from qinghuan.errors import Problem, Severity
from qinghuan.plans.options import Option
from qinghuan.words import Parameter, Text


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands in the way of one paper, and what sending or using it will do."""

    effect: Text
    problems: tuple[Problem, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether nothing forbids the paper; warnings do not."""
        return not any(problem.severity == "error" for problem in self.problems)


def gate(
    kind: Kind, assessment: Assessment, debt: DebtAssessment | None, option: Option | None
) -> Gate:
    """What must be settled before ``kind`` is made for the creditor of ``debt``."""
    effect = Text(f"documents.gate.effect.{kind}")
    if kind == "report_kept" or debt is None:
        return Gate(effect)
    found = [*_alone(assessment), *_limitation(assessment, debt), *_court(assessment)]
    if kind != "call_script":
        found += [*_recipient(debt), *_applicant(assessment), *_household(assessment)]
    if kind == "proposal":
        found += [*_claim(debt), *_affordability(assessment, debt, option)]
    return Gate(effect, tuple(found))


def _problem(
    code: str, where: str, severity: Severity = "error", **values: Parameter
) -> Iterator[Problem]:
    yield Problem(
        f"documents.{code}",
        Text(f"documents.gate.{code}", **values),
        where,
        Text(f"documents.gate.{code}.mend", **values),
        severity,
    )


def _alone(assessment: Assessment) -> Iterator[Problem]:
    person = assessment.case.person
    if person and (person.adult is False or person.account_holder is False):
        yield from _problem("not_alone", "/person", line=hotline("legal_aid", assessment.today))


def _limitation(assessment: Assessment, debt: DebtAssessment) -> Iterator[Problem]:
    if debt.limitation.standing == "stop":
        line = hotline("legal_aid", assessment.today)
        yield from _problem("limitation", f"/debts/{debt.facts.id}", line=line)


def _court(assessment: Assessment) -> Iterator[Problem]:
    if assessment.case.court_papers:
        line = hotline("courts", assessment.today)
        yield from _problem("court", "/court_papers", "warning", line=line)


def _recipient(debt: DebtAssessment) -> Iterator[Problem]:
    if not debt.facts.disclosed.creditor:
        yield from _problem("recipient", f"/debts/{debt.facts.id}/creditor")


def _applicant(assessment: Assessment) -> Iterator[Problem]:
    person = assessment.case.person
    for field in ("name", "phone"):
        if person is None or not getattr(person, field):
            yield from _problem(f"no_{field}", f"/person/{field}")


def _household(assessment: Assessment) -> Iterator[Problem]:
    sheet = assessment.household.sheet
    if sheet is None or assessment.affordable.surplus is None:
        yield from _problem("no_household", "/household")
    elif not sheet.hardship:
        yield from _problem("no_hardship", "/household/hardship")


def _claim(debt: DebtAssessment) -> Iterator[Problem]:
    if debt.comparison.claim is None:
        yield from _problem("no_claim", f"/debts/{debt.facts.id}/claim")


def _affordability(
    assessment: Assessment, debt: DebtAssessment, option: Option | None
) -> Iterator[Problem]:
    where = f"/debts/{debt.facts.id}"
    if assessment.affordable.path == "no_surplus":
        line = hotline("legal_aid", assessment.today)
        yield from _problem("no_surplus", where, line=line)
    elif option is None:
        yield from _problem("no_option", where)
    elif option.burden == "above":
        yield from _problem("above", where, amount=option.monthly.value, share=option.share.value)
