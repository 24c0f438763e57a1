"""The log of contacts: write one down, look at it, correct it, and what they answered."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.promises import promise_state
from qinghuan.contact.entries import ContactMade
from qinghuan.documents.subject import debt_named
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, case_folded
from qinghuan.web.contact.forms import AnswerForm, ContactForm, values_of
from qinghuan.web.contact.names import debt_names
from qinghuan.web.contact.writing import read, record_or_correct
from qinghuan.web.evidence.drawer import shown_of
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.papers.paging import part_of
from qinghuan.web.recording import sequence_of


def log(request: HttpRequest, case: str) -> HttpResponse:
    """Every contact, the latest day first."""
    summary = case_of(case)
    folded = case_folded(summary)
    newest = sorted(folded.contacts, key=lambda one: (one.on, one.at is None, one.at), reverse=True)
    part = part_of(newest, request)
    told = [(one, promise_state(folded, one)) for one in part.items]
    days = [(day, list(rows)) for day, rows in groupby(told, key=lambda row: row[0].on)]
    context = {"part": part, "days": days, "names": debt_names(folded)}
    return page(request, "contact/log.html", context, case=summary, at="contact")


def contact_in(summary: CaseSummary, named: str) -> ContactMade:
    """The contact ``named``. Raises :class:`Http404`."""
    for one in case_folded(summary).contacts:
        if one.id == named:
            return one
    raise Http404


def new(request: HttpRequest, case: str) -> HttpResponse:
    """Write one contact down."""
    summary = case_of(case)
    begin: dict[str, Any] = {"on": day_of(summary), "reached": "me"}
    begin |= {"direction": request.GET.get("direction", "incoming"), "channel": "phone"}
    begin |= {name: request.GET[name] for name in ("debt", "channel") if name in request.GET}
    return _form(request, summary, ContactForm, begin)


def edit(request: HttpRequest, case: str, contact: str) -> HttpResponse:
    """Correct one contact; what was written before stays visible."""
    summary = case_of(case)
    wrong = contact_in(summary, contact)
    return _form(request, summary, ContactForm, values_of(wrong), wrong=wrong)


def answer(request: HttpRequest, case: str, contact: str) -> HttpResponse:
    """Write down what they answered to a confirmation."""
    summary = case_of(case)
    spoken = contact_in(summary, contact)
    today, known = day_of(summary), values_of(spoken)
    begin = {
        name: value
        for name, value in known.items()
        if name.startswith("promise_") and not (isinstance(value, date) and value < today)
    }
    begin |= {"on": today, "channel": "message", "debt": spoken.debt or ""}
    begin["institution"] = spoken.institution
    return _form(request, summary, AnswerForm, begin, about=spoken)


def _form(  # noqa: PLR0913 (the form, what it begins with, what it is about)
    request: HttpRequest,
    summary: CaseSummary,
    kind: type[ContactForm],
    begin: dict[str, Any],
    *,
    wrong: ContactMade | None = None,
    about: ContactMade | None = None,
) -> HttpResponse:
    folded, changed = case_folded(summary), False
    form = kind(
        request.POST or None,
        initial=begin,
        language=choices().language,
        debts=debt_names(folded),
        today=day_of(summary),
        correcting=wrong is not None,
    )
    more = "_more" in request.POST
    if request.method == "POST" and not more:
        sound = form.is_valid()
        fact, problems = read(summary, form.body(), replaces=wrong) if form.readable else (None, [])
        if sound and fact is not None:
            reason = form.cleaned_data.get("reason", "")
            done = record_or_correct(request, summary, fact, wrong, reason)
            if done.done:
                return _recorded(request, summary, wrong or about or fact)
            changed, problems = done.changed, list(done.problems)
        form.blame(one for one in problems if form.place_of(one.where) not in form.errors)
    context = {
        "form": form,
        "wrong": wrong,
        "about": about,
        "changed": changed,
        "unchecked": more,
        "sequence": sequence_of(summary.id),
    }
    return page(request, "contact/contact_form.html", context, case=summary, at="contact")


def _recorded(request: HttpRequest, summary: CaseSummary, fact: Any) -> HttpResponse:
    """To the contact; a form sent twice leads to the first one it recorded."""
    known = {one.id for one in case_folded(summary).contacts}
    token = request.POST.get("_token", "")
    named = fact.id if fact.id in known else first_of(summary.id, token)
    if not named:
        return HttpResponseRedirect(reverse("contact_log", args=[summary.id]))
    return HttpResponseRedirect(reverse("contact_entry", args=[summary.id, named]) + "?kept=1")


def first_of(case: str, token: str) -> str:
    """The id of the entry that the form ``token`` recorded; empty where there is none."""
    found = [entry for entry in store.entries(case) if token and entry.token == token]
    return found[0].id if found else ""


def entry(request: HttpRequest, case: str, contact: str) -> HttpResponse:
    """One contact: what was recorded, what it shows, and how far its promises stand."""
    summary = case_of(case)
    one, assessment = contact_in(summary, contact), assessed(summary)
    debt = debt_named(assessment, one.debt)
    context = {
        "contact": one,
        "kept": "kept" in request.GET,
        "names": debt_names(assessment.case),
        "debt": debt.facts.id if debt else "",
        "signs": [sign for sign in assessment.conduct if one.id in sign.entries],
        "state": promise_state(assessment.case, one),
        "step": assessment.next_step,
        "originals": shown_of(summary, contact),
    }
    return page(request, "contact/entry.html", context, case=summary, at="contact")
