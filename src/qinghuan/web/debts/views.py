"""Debts: what is owed, beside what is claimed, and why."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from qinghuan import policy, store
from qinghuan.case.kinds import KINDS
from qinghuan.debts.instalment_rate import instalment_rate
from qinghuan.web.answers import assessed, case_folded
from qinghuan.web.debts import asking, checking
from qinghuan.web.debts.fields import Typed
from qinghuan.web.debts.flow import Flow
from qinghuan.web.debts.flows import BY_KIND, DISCLOSE, RECORDED
from qinghuan.web.debts.history import history, versions
from qinghuan.web.debts.place import CHECK, REASON, Place, debt_of, standing_fact
from qinghuan.web.debts.showing import coming, named, shown
from qinghuan.web.debts.telling import screens
from qinghuan.web.explaining import way_to
from qinghuan.web.memory import draft_of
from qinghuan.web.page import case_of, choices, page, today
from qinghuan.web.recording import record, sequence_of

LATEST: Final = 12
"""How much of the history stands on the page of a debt."""
A_PAGE: Final = 50


def home(request: HttpRequest, case: str) -> HttpResponse:
    """Every debt: what is claimed, ours, how late, what comes next."""
    summary = case_of(case)
    assessment, ahead = assessed(summary), case_folded(summary, date.max)
    context = {
        "assessment": assessment,
        "debts": [
            (debt, named(debt), coming(assessment, ahead, debt.facts.id))
            for debt in assessment.debts
        ],
        "begun": bool(draft_of(case, Place(summary, DISCLOSE).draft)),
        "recorded": "recorded" in request.GET,
    }
    return page(request, "debts/home.html", context, case=summary, at="debts")


def one(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """One debt."""
    summary = case_of(case)
    assessment = assessed(summary)
    if assessment.next_step.stops:
        return HttpResponseRedirect(Place(summary, DISCLOSE).back)
    found = debt_of(assessment, debt)
    every = history(case, debt)
    advice = policy.look_up("hotlines.legal_aid", assessment.today)
    context: dict[str, Any] = {
        "shown": shown(assessment, case_folded(summary, date.max), found, choices().language),
        "debt": found,
        "facts": found.facts,
        "mine": assessment.next_step if assessment.next_step.debt == debt else None,
        "history": every[:LATEST],
        "history_count": len(every),
        "advice": advice.string if isinstance(advice, policy.Sourced) else "",
        "drafts": _drafts(summary, debt),
        "recorded": request.GET.get("recorded", ""),
    }
    return page(request, "debts/debt.html", context, case=summary, at="debts")


def rate(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """The way to the yearly rate of the instalments, those to come among them."""
    summary = case_of(case)
    whole = next((one for one in case_folded(summary, date.max).debts if one.id == debt), None)
    found = instalment_rate(whole).rate if whole else None
    if found is None:
        raise Http404
    return page(request, "start/why.html", {"steps": way_to(found), "figure": found}, case=summary)


def _drafts(summary: Any, debt: str) -> list[tuple[Flow, str]]:
    """What was begun of a debt and not recorded."""
    places = [Place(summary, flow, debt) for flow in RECORDED]
    begun = [place for place in places if draft_of(summary.id, place.draft)]
    return [(place.flow, asking.first_url(place)) for place in begun]


def menu(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """What can be recorded of a debt."""
    summary = case_of(case)
    found = debt_of(assessed(summary), debt)
    places = [Place(summary, flow, debt) for flow in RECORDED]
    context = {
        "debt": found,
        "name": named(found),
        "flows": [(place.flow, place.url(place.flow.steps[0].id)) for place in places],
    }
    return page(request, "debts/menu.html", context, case=summary, at="debts")


def all_history(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """The whole history of a debt, so many entries a page."""
    summary = case_of(case)
    found = debt_of(assessed(summary), debt)
    every = history(case, debt)
    asked = request.GET.get("page", "1")
    last = max(1, -(-len(every) // A_PAGE))
    number = min(last, max(1, int(asked))) if asked.isdecimal() and len(asked) < A_PAGE else 1
    context = {
        "debt": found,
        "facts": found.facts,
        "name": named(found),
        "history": every[(number - 1) * A_PAGE : number * A_PAGE],
        "number": number,
        "last": last,
        "pages": range(1, last + 1),
    }
    return page(request, "debts/history.html", context, case=summary, at="debts")


def entry(request: HttpRequest, case: str, debt: str, entry: str) -> HttpResponse:
    """One entry: what it says, what it said before, and why it was changed."""
    summary = case_of(case)
    found = debt_of(assessed(summary), debt)
    told = versions(case, entry)
    if not told or told[0][0] is None or told[0][0].KIND not in BY_KIND:
        raise Http404
    flow, language = BY_KIND[told[0][0].KIND], choices().language
    own = Place(summary, flow, debt).own(language)
    shown_now: list[Any] = []
    before: Typed | None = None
    for fact, reason in told:
        typed = flow.typed_of(fact) if fact is not None else None
        says = screens(flow.asked(typed), typed, before, language, own) if typed else []
        known = [one for screen in says for one in screen.told if one.says or one.was]
        shown_now.append((fact, reason, known))
        before = typed or before
    context = {
        "debt": found,
        "name": named(found),
        "flow": flow,
        "versions": list(reversed(shown_now)),
        "entry": entry,
        "stands": told[-1][0] is not None,
        "may_withdraw": flow is not DISCLOSE,
    }
    return page(request, "debts/entry.html", context, case=summary, at="debts")


def withdraw(request: HttpRequest, case: str, debt: str, entry: str) -> HttpResponse:
    """Take an entry back, with the reason; what it said stays visible."""
    place = asking.correct_place(case, debt, entry)
    if place.wrong is None or place.flow is DISCLOSE:
        raise Http404
    language = choices().language
    form = REASON.form(request.POST, language, {}, bound=request.method == "POST")
    problems: Any = ()
    if request.method == "POST" and form.is_valid():
        reason = checking.reason_of(REASON.values(form))
        gone = KINDS.correction(place.wrong, None, id=store.mint(), on=today(), reason=reason)
        done = record(request, case, [gone])
        if done.done:
            return HttpResponseRedirect(f"{place.back}?recorded=withdrawn")
        problems = done.problems
    context = {
        "place": place,
        "form": form,
        "entry": entry,
        "problems": problems,
        "screens": screens(
            place.flow.asked(place.beginning()), place.beginning(), None, language, {}
        ),
        "sequence": sequence_of(case),
    }
    return page(request, "debts/withdraw.html", context, case=place.case, at="debts")


def new(request: HttpRequest, case: str, step: str = "") -> HttpResponse:
    """Record a debt."""
    return _on_the_way(request, asking.new_place(case), step)


def recording(
    request: HttpRequest, case: str, debt: str, flow: str, step: str = ""
) -> HttpResponse:
    """Record something of a debt."""
    return _on_the_way(request, asking.record_place(case, debt, flow), step)


def correct(request: HttpRequest, case: str, debt: str, entry: str, step: str = "") -> HttpResponse:
    """Correct an entry of a debt."""
    standing_fact(case_of(case), entry)
    return _on_the_way(request, asking.correct_place(case, debt, entry), step)


def _on_the_way(request: HttpRequest, place: Place, step: str) -> HttpResponse:
    if not step:
        return HttpResponseRedirect(asking.first_url(place))
    if step == CHECK:
        return checking.check(request, place)
    return asking.question(request, place, step)
