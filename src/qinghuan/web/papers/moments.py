"""Everything recorded, newest first, as of any day; one entry with its past, to be corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.fold import Case, fold
from qinghuan.case.kinds import KINDS
from qinghuan.case.timeline import Moment, timeline
from qinghuan.cli.facts import BY_PROGRAM, EARLIEST
from qinghuan.journal.fact import Fact
from qinghuan.journal.history import holding, known_at, sequence_known_on
from qinghuan.store.reading import CaseSummary
from qinghuan.web.contact.writing import read
from qinghuan.web.forms import Ask, Day
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.papers.correcting import CorrectForm, fields_of, is_share, percent_of
from qinghuan.web.papers.paging import part_of
from qinghuan.web.recording import record, sequence_of

OWN_FORM: Final = {"contact_made": "contact_edit", "court_paper_received": "contact_court_edit"}
"""Kinds that are corrected in the form they were written in."""


class AsOf(Ask):
    """The day to look at."""

    ROOM = "web_papers"
    day = Day(required=False)
    known = forms.BooleanField(required=False)


def moments(request: HttpRequest, case: str) -> HttpResponse:
    """The timeline, as of the day that was asked for."""
    summary, latest = case_of(case), day_of(case_of(case))
    form = AsOf(request.GET if "day" in request.GET else None, language=choices().language)
    day, known = latest, False
    if form.is_bound and form.is_valid():
        day, known = form.cleaned_data["day"] or latest, form.cleaned_data["known"]
        if not EARLIEST <= day <= latest:
            form.add_error("day", form.words("web_papers.fault.day", first=EARLIEST, last=latest))
            day = latest
    told = _told(summary, day, known=known)
    context = {
        "form": form,
        "day": day,
        "past": day != latest or known,
        "known": known,
        "part": part_of(tuple(reversed(told)), request),
        "then": _then(summary, day, known=known) if day != latest or known else None,
    }
    return page(request, "papers/timeline.html", context, case=summary, at="papers")


def _told(summary: CaseSummary, day: date, *, known: bool) -> tuple[Moment, ...]:
    key = ("timeline", summary.id, head_of(summary.id), day, known)

    def tell() -> tuple[Moment, ...]:
        entries = store.entries(summary.id)
        if known:
            entries = known_at(entries, sequence_known_on(entries, day))
        return tuple(one for one in timeline(entries) if one.on <= day)

    return remembered(key, tell)


def _then(summary: CaseSummary, day: date, *, known: bool) -> Case:
    """The case as it stood on that day."""
    entries = store.entries(summary.id)
    last = sequence_known_on(entries, day) if known else entries[-1].sequence
    facts = holding(known_at(entries, last), KINDS)
    return fold(facts, day, store.bill_sums(summary.id))


@dataclass(frozen=True, slots=True)
class Shown:
    """One plain value of an entry."""

    name: str
    value: Any
    is_money: bool = False
    is_day: bool = False


def entry(request: HttpRequest, case: str, entry: str) -> HttpResponse:
    """One entry: what holds, what was said before and why it changed; withdraw or correct it."""
    summary = case_of(case)
    moment = next((one for one in timeline(store.entries(case)) if one.entry == entry), None)
    if moment is None:
        raise Http404
    fact = next((one.fact for one in store.facts(case) if one.fact.id == entry), None)
    open_to = fact is not None and fact.KIND not in BY_PROGRAM
    form, changed = None, False
    if fact is not None and open_to:
        form, done, changed = _corrected(request, summary, fact)
        if done:
            return HttpResponseRedirect(reverse("papers_entry", args=[case, entry]) + "?kept=1")
    context = {
        "moment": moment,
        "fact": fact,
        "shown": _shown(fact) if fact else [],
        "form": form,
        "changed": changed,
        "kept": "kept" in request.GET,
        "own_form": reverse(OWN_FORM[moment.kind], args=[case, entry])
        if fact is not None and moment.kind in OWN_FORM
        else "",
        "issued": moment.kind == "document_issued" and fact is not None,
        "sequence": sequence_of(case),
    }
    return page(request, "papers/entry.html", context, case=summary, at="papers")


def _corrected(
    request: HttpRequest, summary: CaseSummary, fact: Fact
) -> tuple[CorrectForm, bool, bool]:
    """The form, whether the correction stands recorded, whether something changed meanwhile."""
    plain = () if fact.KIND in OWN_FORM else fields_of(fact)
    form = CorrectForm(request.POST or None, language=choices().language, fact=fact, names=plain)
    if request.method != "POST" or not form.is_valid():
        return form, False, False
    withdraw = form.cleaned_data["what"] == "withdraw"
    right, problems = (
        (None, [])
        if withdraw
        else read(summary, form.body(), replaces=fact, sure="sure" in request.POST)
    )
    if not withdraw and right is not None and right == fact:
        form.add_error(None, form.words("web_papers.fault.same"))
        return form, False, False
    if problems:
        form.blame(problems)
        return form, False, False
    reason = form.cleaned_data["reason"]
    made = KINDS.correction(fact, right, id=store.mint(), on=day_of(summary), reason=reason)
    done = record(request, summary.id, [made])
    form.blame(done.problems)
    return form, done.done, done.changed


def _shown(fact: Fact) -> list[Shown]:
    """The plain values of ``fact`` that are not empty."""
    return [
        _one(name, value)
        for name in fields_of(fact)
        if (value := getattr(fact, name)) not in (None, "", False)
    ]


def _one(name: str, value: Any) -> Shown:
    if isinstance(value, Decimal):
        return (
            Shown(name, f"{percent_of(value)}%")
            if is_share(name)
            else Shown(name, value, is_money=True)
        )
    return Shown(name, value, is_day=isinstance(value, date))
