"""A paper that says it is from a court: write it down, then its card before anything else."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan.contact.channels import line
from qinghuan.contact.court_days import court_notes, days_left_by, last_day
from qinghuan.contact.entries import CourtPaperReceived
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.forms import CourtPaperForm, values_of
from qinghuan.web.contact.log import first_of
from qinghuan.web.contact.names import debt_names
from qinghuan.web.contact.writing import read, record_or_correct
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.recording import sequence_of

WRITES: Final = {"payment_order": "payment_order_objection", "summons": "court_answer"}
"""The paper of ours that answers a paper of a court."""


def court_paper_in(summary: CaseSummary, named: str) -> CourtPaperReceived:
    """The paper ``named``. Raises :class:`Http404`."""
    for one in case_folded(summary).court_papers:
        if one.id == named:
            return one
    raise Http404


def new(request: HttpRequest, case: str) -> HttpResponse:
    """Write down that one came."""
    summary = case_of(case)
    return _form(request, summary, {"received_on": day_of(summary)})


def edit(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Correct it, or say that it was checked."""
    summary = case_of(case)
    wrong = court_paper_in(summary, paper)
    return _form(request, summary, values_of(wrong), wrong)


def _form(
    request: HttpRequest,
    summary: CaseSummary,
    begin: dict[str, Any],
    wrong: CourtPaperReceived | None = None,
) -> HttpResponse:
    folded, changed = case_folded(summary), False
    form = CourtPaperForm(
        request.POST or None,
        initial=begin,
        language=choices().language,
        debts=debt_names(folded),
        today=day_of(summary),
        correcting=wrong is not None,
    )
    if request.method == "POST" and form.is_valid():
        fact, problems = read(summary, form.body(), replaces=wrong)
        if fact is not None:
            reason = form.cleaned_data.get("reason", "")
            done = record_or_correct(request, summary, fact, wrong, reason)
            if done.done:
                return _recorded(request, summary, (wrong or fact).id)
            changed, problems = done.changed, list(done.problems)
        form.blame(problems)
    context = {
        "form": form,
        "wrong": wrong,
        "changed": changed,
        "sequence": sequence_of(summary.id),
    }
    return page(request, "contact/court_form.html", context, case=summary, at="contact")


def _recorded(request: HttpRequest, summary: CaseSummary, named: str) -> HttpResponse:
    known = {one.id for one in case_folded(summary).court_papers}
    shown = named if named in known else first_of(summary.id, request.POST.get("_token", ""))
    if not shown:
        return HttpResponseRedirect(reverse("contact", args=[summary.id]))
    return HttpResponseRedirect(reverse("contact_court", args=[summary.id, shown]))


def card(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Real or not, the last day, which paper to write."""
    summary = case_of(case)
    one, today = court_paper_in(summary, paper), day_of(summary)
    checked, *rest = court_notes(one.paper, one.received_on, today, checked=one.checked_with_court)
    last = last_day(one.paper, one.received_on, today)
    context = {
        "paper": one,
        "checked": checked,
        "days": rest[:-1],
        "write": rest[-1],
        "last": last,
        "left": (last - today).days if last else None,
        "rule": days_left_by(one.paper, today),
        "writes": WRITES.get(one.paper, ""),
        "courts": line("hotlines.courts", today),
        "advice": line("hotlines.legal_aid", today),
        "names": debt_names(case_folded(summary)),
    }
    return page(request, "contact/court.html", context, case=summary, at="contact")
