"""What must be settled before a paper is made: each check finds problems, each with a mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TypeAlias

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.contact.court_days import last_day
from qinghuan.documents.letters.agreed import agreed
from qinghuan.documents.shared import hotline
from qinghuan.documents.subject import Subject, signs_of
from qinghuan.errors import Problem, Severity
from qinghuan.money import ZERO
from qinghuan.words import Parameter, Text

Check: TypeAlias = "Callable[[Assessment, Subject], Iterator[Problem]]"


def problem(
    code: str, where: str, severity: Severity = "error", **values: Parameter
) -> Iterator[Problem]:
    """The problem ``documents.CODE`` with its sentence and its mend."""
    yield Problem(
        f"documents.{code}",
        Text(f"documents.gate.{code}", **values),
        where,
        Text(f"documents.gate.{code}.mend", **values),
        severity,
    )


def _where(subject: Subject) -> str:
    return f"/debts/{subject.debt.facts.id}" if subject.debt else "/debts"


def alone(assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """Under 18, or another's account: nobody goes on alone."""
    person = assessment.case.person
    if person and (person.adult is False or person.account_holder is False):
        yield from problem("not_alone", "/person", line=hotline("legal_aid", assessment.today))


def limitation(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Time that may have run out: nothing is made that could start it anew."""
    if subject.debt and subject.debt.limitation.standing == "stop":
        line = hotline("legal_aid", assessment.today)
        yield from problem("limitation", _where(subject), line=line)


def conduct_only(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Where time may have run out a complaint speaks of conduct alone, never of amounts."""
    if subject.debt and not signs_of(assessment, subject.debt):
        yield from limitation(assessment, subject)


def court(assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """A court paper comes before every letter."""
    if assessment.case.court_papers:
        line = hotline("courts", assessment.today)
        yield from problem("court", "/court_papers", "warning", line=line)


def debt_known(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A court paper must be about a debt of this case."""
    if subject.debt is None:
        yield from problem("no_debt", "/court_papers")


def recipient(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """The creditor's full name."""
    if subject.debt and not subject.debt.facts.disclosed.creditor:
        yield from problem("recipient", f"{_where(subject)}/creditor")


def applicant(assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """The person's name and a number at which they can be reached."""
    person = assessment.case.person
    for field in ("name", "phone"):
        if person is None or not getattr(person, field):
            yield from problem(f"no_{field}", f"/person/{field}")


def household(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Income, spending and the reason for the hardship."""
    if assessment.household.sheet is None or assessment.affordable.surplus is None:
        yield from problem("no_household", "/household")
    else:
        yield from hardship(assessment, subject)


def hardship(assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """The reason for the hardship, in the person's own words."""
    sheet = assessment.household.sheet
    if sheet is None or not sheet.hardship:
        yield from problem("no_hardship", "/household/hardship")


def recovery(assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """A day to ask for: when paying becomes possible again."""
    sheet = assessment.household.sheet
    expected = sheet.recovery_expected if sheet else None
    if expected is None or expected <= assessment.today:
        yield from problem("no_recovery", "/household/recovery_expected")


def claim(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A statement of the creditor."""
    if subject.debt and subject.debt.comparison.claim is None:
        yield from problem("no_claim", f"{_where(subject)}/claim")


def affordability(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A plan that can be kept."""
    where, option = _where(subject), subject.option
    if assessment.affordable.path == "no_surplus":
        line = hotline("legal_aid", assessment.today)
        yield from problem("no_surplus", where, line=line)
    elif option is None:
        yield from problem("no_option", where)
    elif option.burden == "above":
        yield from problem("above", where, amount=option.monthly.value, share=option.share.value)


def own_words(_assessment: Assessment, _subject: Subject) -> Iterator[Problem]:
    """What was written down of a talk stays at home unless the person puts it in."""
    yield from problem("own_words", "/contacts", "notice")


def court_named(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Court and case number, as on the paper that came."""
    paper = subject.court
    for field in ("court", "case_number"):
        if paper is not None and not getattr(paper, field):
            yield from problem(f"no_{field}", f"/court_papers/{paper.id}/{field}")


def court_real(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Whether the court itself was asked if its paper is real."""
    paper = subject.court
    if paper is not None and not paper.checked_with_court:
        line = hotline("courts", assessment.today)
        yield from problem("unchecked", f"/court_papers/{paper.id}", "warning", line=line)


def court_day(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """The last day, where the rule is verified; else the day on the paper."""
    paper = subject.court
    if paper is None:
        return
    day, where = (
        last_day(paper.paper, paper.received_on, assessment.today),
        f"/court_papers/{paper.id}",
    )
    line = hotline("legal_aid", assessment.today)
    if day is None:
        yield from problem("day_on_paper", where, "warning", line=line)
    else:
        code = "day_passed" if day < assessment.today else "last_day"
        yield from problem(code, where, "warning", day=day, line=line)


def court_question(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Defences that only the person can choose to raise are left as a question to free advice."""
    line = hotline("legal_aid", assessment.today)
    where = f"/court_papers/{subject.court.id}" if subject.court else "/court_papers"
    yield from problem("ask_defences", where, "warning", line=line)


def objection(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Having no money is no objection: something must be disputed."""
    debt = subject.debt
    if debt is None:
        return
    excess = debt.cap.excess
    above = debt.cap.of == "claim" and excess is not None and excess.value > ZERO
    if not debt.comparison.disputed and not above:
        line = hotline("legal_aid", assessment.today)
        yield from problem("nothing_disputed", _where(subject), line=line)


def draft_only(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A draft is not signed blank, nor against a personal account, nor before it is read whole."""
    line = hotline("legal_aid", assessment.today)
    yield from problem("draft_only", _where(subject), "warning", line=line)


def something_left(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A change needs something that is still to be paid."""
    debt, agreement = subject.debt, subject.agreement
    if debt and agreement and agreed(agreement, debt, assessment.today).left <= ZERO:
        yield from problem("nothing_left", _where(subject))


def settled(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Where the payments on record do not cover what was agreed, the answer may be no."""
    debt, agreement = subject.debt, subject.agreement
    left = agreed(agreement, debt, assessment.today).left if debt and agreement else ZERO
    if left > ZERO:
        yield from problem("not_settled", _where(subject), "warning", amount=left)


def errors_only(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A true record is not removed for hardship or for a plan; nobody can sell a repair."""
    yield from problem("errors_only", _where(subject), "warning")


def body_listed(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """The body is looked up in the public list before any form or fee."""
    line = hotline("courts", assessment.today)
    yield from problem("body_listed", _where(subject), "warning", line=line)


def enforceable(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Once confirmed a missed row is enforced without a trial; it need not be asked for."""
    yield from problem("enforceable", _where(subject), "warning")


def mediated(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Only what a mediation body brought about can be confirmed; the promise is the court's form.

    That promise is not verified (``papers.confirmation_promise``): the court is asked for it.
    """
    line = hotline("courts", assessment.today)
    yield from problem("mediated", _where(subject), "warning", line=line)


def cure(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """An agreement without days in which a missed row can be mended is not put before a court."""
    if subject.agreement and not subject.agreement.cure_days:
        yield from problem("no_cure", _where(subject), "warning")


def confirmation_day(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """The last day on which both sides can ask, where the rule is verified."""
    rule = policy.look_up("court.judicial_confirmation_days", assessment.today)
    if subject.agreement is None or not isinstance(rule, policy.Sourced):
        return
    day = subject.agreement.on + timedelta(days=rule.whole)
    code = "confirmation_passed" if day < assessment.today else "confirmation_day"
    yield from problem(code, _where(subject), "warning", day=day)


def own_words_shown(_assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """Titles and purposes are the person's own words, and are read once more before they leave."""
    yield from problem("own_words_shown", _where(subject), "notice")


def complete_mandate(assessment: Assessment, subject: Subject) -> Iterator[Problem]:
    """A mandate with anything left blank is not signed; paid agents are checked first."""
    line = hotline("legal_aid", assessment.today)
    yield from problem("complete_mandate", _where(subject), "warning", line=line)
