"""Contact at one glance: whom to call, what falls when, what they did, what to do if refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from qinghuan.case.assess import Assessment
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.promises import open_promises, promise_state
from qinghuan.contact.channels import channel
from qinghuan.documents.subject import signs_of
from qinghuan.policy.products import called
from qinghuan.web.answers import assessed
from qinghuan.web.contact.names import debt_names
from qinghuan.web.page import case_of, page


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The one thing to do about contact, then everything else of this room."""
    summary = case_of(case)
    assessment = assessed(summary)
    open_ones = {contact.id: contact for contact, _ in open_promises(assessment.case)}
    context: dict[str, Any] = {
        "assessment": assessment,
        "debts": [
            (
                one,
                called(one.facts.disclosed),
                channel(one.facts.disclosed.product, assessment.today),
            )
            for one in assessment.debts
        ],
        "open": [(one, promise_state(assessment.case, one)) for one in open_ones.values()],
        "coming": assessment.deadlines[:2],
        "names": debt_names(assessment.case),
        "contacts": len(assessment.case.contacts),
    }
    return page(request, "contact/home.html", context, case=summary, at="contact")


def clock(request: HttpRequest, case: str) -> HttpResponse:
    """What falls on which day, and what may follow a refusal."""
    summary = case_of(case)
    assessment = assessed(summary)
    context = {
        "deadlines": [(one, _from(one.entry, assessment)) for one in assessment.deadlines],
        "names": debt_names(assessment.case),
        "refusals": [
            (
                called(debt.facts.disclosed),
                after_refusal(debt, assessment.conduct, assessment.today),
            )
            for debt in assessment.debts
        ],
    }
    return page(request, "contact/clock.html", context, case=summary, at="contact")


def _from(entry: str, assessment: Assessment) -> str:
    """What kind of page shows the entry a day comes from."""
    case = assessment.case
    if any(one.id == entry for one in case.contacts):
        return "contact_entry"
    if any(one.id == entry for one in case.court_papers):
        return "contact_court"
    return "papers_issued_one" if any(one.id == entry for one in case.issued) else ""


def conduct(request: HttpRequest, case: str) -> HttpResponse:
    """What the log shows that departs from the rules, each by its grade, and the complaint."""
    summary = case_of(case)
    assessment = assessed(summary)
    by_id = {one.id: one for one in assessment.case.contacts}
    complaints = [
        (called(debt.facts.disclosed), debt.facts.id)
        for debt in assessment.debts
        if signs_of(assessment, debt)
    ]
    context = {
        "signs": [
            (sign, [by_id[entry] for entry in sign.entries if entry in by_id])
            for sign in assessment.conduct
        ],
        "complaints": complaints,
        "requests": [(called(debt.facts.disclosed), debt.facts.id) for debt in assessment.debts],
        "names": debt_names(assessment.case),
    }
    return page(request, "contact/conduct.html", context, case=summary, at="contact")
