"""One question a screen; every answer is kept as a draft, and "not known" is an answer."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from qinghuan import store
from qinghuan.web.answers import assessed
from qinghuan.web.debts.fields import Asked, Typed
from qinghuan.web.debts.flow import ROWS_MOST, Step
from qinghuan.web.debts.flows import BY_KIND, DISCLOSE
from qinghuan.web.debts.place import Place, debt_of, flow_of, standing_fact
from qinghuan.web.memory import draft_of
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.words import say

MORE_ROWS = 4
SKIP, MORE, KEEP, DROP = "_skip", "_more", "_keep", "_drop"


def new_place(case: str) -> Place:
    """A new debt."""
    return Place(case_of(case), DISCLOSE)


def record_place(case: str, debt: str, flow: str) -> Place:
    """Something new of a debt."""
    summary = case_of(case)
    debt_of(assessed(summary), debt)
    return Place(summary, flow_of(flow), debt)


def correct_place(case: str, debt: str, entry: str) -> Place:
    """A correction of an entry of a debt."""
    summary = case_of(case)
    debt_of(assessed(summary), debt)
    wrong = standing_fact(summary, entry)
    return Place(summary, BY_KIND[wrong.KIND], debt, wrong)


def question(request: HttpRequest, place: Place, step_id: str) -> HttpResponse:
    """Show a question, or take its answer."""
    typed = place.typed
    step = place.step(step_id, typed)
    if request.method == "POST":
        return _answered(request, place, step, typed)
    rows = request.GET.get("rows", "")
    form = step.form(
        typed,
        choices().language,
        place.own(choices().language),
        bound="check" in request.GET,
        rows=int(rows) if rows.isdecimal() and len(rows) < len(str(ROWS_MOST)) + 1 else 0,
    )
    if "check" in request.GET:
        _judge(place, step, form, typed)
    return _shown(request, place, step, form, typed)


def _answered(request: HttpRequest, place: Place, step: Step, typed: Typed) -> HttpResponse:
    if DROP in request.POST:
        store.drop_draft(place.case.id, place.draft)
        return HttpResponseRedirect(place.back)
    given = _given(request, step)
    if SKIP in request.POST:
        given = dict.fromkeys(given, "")
    now = _without_rows(step, typed) | given
    store.keep_draft(place.case.id, place.draft, now)
    if KEEP in request.GET:
        return HttpResponse(status=204)
    if MORE in request.POST:
        rows = max(step.rows_in(now), _rows_sent(request, step)) + MORE_ROWS
        return HttpResponseRedirect(f"{place.url(step.id)}?rows={min(rows, ROWS_MOST)}")
    rows = _rows_sent(request, step)
    language = choices().language
    form = step.form(now, language, place.own(language), bound=True, rows=rows)
    if not _judge(place, step, form, now):
        return _shown(request, place, step, form, now)
    store.keep_draft(place.case.id, place.draft, place.flow.filled(now))
    return HttpResponseRedirect(place.after(step, now))


def _given(request: HttpRequest, step: Step) -> dict[str, str]:
    rows = _rows_sent(request, step)
    names = step.names({}, rows) if step.rows else step.names({})
    return {name: request.POST.get(name, "") for name in names}


def _rows_sent(request: HttpRequest, step: Step) -> int:
    first = step.fields[0]
    sent = [row for row in range(ROWS_MOST) if first.named(row) in request.POST]
    return max(sent, default=-1) + 1 if step.rows else 0


def _without_rows(step: Step, typed: Typed) -> dict[str, str]:
    """``typed`` without the rows of ``step``, which are sent whole."""
    old = set(step.names(typed)) if step.rows else set()
    return {name: said for name, said in typed.items() if name not in old}


def _judge(place: Place, step: Step, form: Asked, typed: Typed) -> bool:
    """Whether the answer can be; what cannot is said beside its field."""
    if not form.is_valid():
        return False
    values = _values_so_far(place, step, typed) | step.values(form)
    for name, why in place.flow.faults(values, day_of(place.case)):
        if place.flow.in_step(step, name):
            form.add_error(name if name in form.fields else None, say(why, form.language))
    return form.is_valid()


def _values_so_far(place: Place, step: Step, typed: Typed) -> dict[str, object]:
    values: dict[str, object] = {}
    language = choices().language
    for before in place.steps(typed):
        if before.id == step.id:
            break
        form = before.form(typed, language, place.own(language), bound=True)
        if form.is_valid():
            values |= before.values(form)
    return values


def _shown(
    request: HttpRequest, place: Place, step: Step, form: Asked, typed: Typed
) -> HttpResponse:
    steps = place.steps(typed)
    context: Mapping[str, object] = {
        "place": place,
        "step": step,
        "form": form,
        "rows": _rows_of(step, form),
        "ask": f"web_debts.ask.{'' if step.id == 'reason' else place.flow.id + '.'}{step.id}",
        "number": [one.id for one in steps].index(step.id) + 1,
        "count": len(steps),
        "before": place.before(step.id, typed),
        "may_skip": not any(field.required for field in step.fields),
        "more_rows": bool(step.rows),
        "begun": bool(draft_of(place.case.id, place.draft)),
    }
    return page(request, "debts/step.html", context, case=place.case, at="debts")


def _rows_of(step: Step, form: Asked) -> list[list[object]]:
    """The fields of each row together; empty where they stand once."""
    if not step.rows:
        return []
    every, width = list(form), len(step.fields)
    return [every[start : start + width] for start in range(0, len(every), width)]


def first_url(place: Place) -> str:
    """Where a flow begins."""
    return place.url(place.steps(place.typed)[0].id)
