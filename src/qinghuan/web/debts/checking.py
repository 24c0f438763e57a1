"""One look at everything before it is recorded; then it stands in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.case.timeline import Moment, timeline
from qinghuan.dates import CHINA
from qinghuan.debts.entries import ClaimReceived, TermsLearned
from qinghuan.errors import Problem
from qinghuan.journal.fact import Fact
from qinghuan.web.debts.doubts import doubts
from qinghuan.web.debts.fields import Typed
from qinghuan.web.debts.flow import Judged
from qinghuan.web.debts.place import CHECK, REASON, Place
from qinghuan.web.debts.telling import screens
from qinghuan.web.page import choices, day_of, now, page, today
from qinghuan.web.recording import SEQUENCE, Recorded, later_than, record, sequence_of
from qinghuan.words import Text, say

SURE = "sure"
TYPED = "typed-"
"""What was typed travels in fields of this name, so that what is seen is what is recorded."""


def check(request: HttpRequest, place: Place) -> HttpResponse:
    """Show what will be recorded, or record it."""
    typed = _sent(request) if request.method == "POST" else place.typed
    judged = _judged(place, typed)
    if judged.faulty:
        store.keep_draft(place.case.id, place.draft, typed)
        return HttpResponseRedirect(f"{place.url(judged.faulty)}?check=1")
    doubtful = doubts(place.case.id, judged.facts, day_of(place.case), place.wrong)
    if request.method != "POST" or judged.problems or (doubtful and SURE not in request.POST):
        return _shown(request, place, typed, judged.problems, doubtful)
    done = record(request, place.case.id, _facts(place, judged))
    if not done.done:
        store.keep_draft(place.case.id, place.draft, typed)
        return _shown(request, place, typed, done.problems, doubtful, done=done)
    store.drop_draft(place.case.id, place.draft)
    return HttpResponseRedirect(f"{_leads_to(place, judged)}?recorded={place.flow.id}")


def _sent(request: HttpRequest) -> dict[str, str]:
    return {
        name.removeprefix(TYPED): str(said)
        for name, said in request.POST.items()
        if name.startswith(TYPED)
    }


def _judged(place: Place, typed: Typed) -> Judged:
    language, day = choices().language, day_of(place.case)
    judged = place.flow.judged(place.steps(typed), typed, language, place.own(language), day)
    if judged.faulty:
        return judged
    judged.values["known"] = place.known()
    base: dict[str, Any] = {"on": day}
    if place.debt and place.flow.id != "debt":
        base["debt"] = place.debt
    return place.flow.facts(judged, base, store.mint, place.wrong)


def _facts(place: Place, judged: Judged) -> Sequence[Fact]:
    if place.wrong is None:
        return [_after_the_last(place, fact) for fact in judged.facts]
    return [
        KINDS.correction(
            place.wrong,
            judged.facts[0],
            id=store.mint(),
            on=today(),
            reason=reason_of(judged.values),
        )
    ]


def _after_the_last(place: Place, fact: Fact) -> Fact:
    """Terms and claims replace those before, so one of the same day stands after the last."""
    if not isinstance(fact, TermsLearned | ClaimReceived):
        return fact
    recorded = [item.fact for item in store.facts(place.case.id)]
    before = [
        one
        for one in recorded
        if isinstance(one, type(fact)) and (one.debt, one.on) == (fact.debt, fact.on)
    ]
    last = max(before, key=lambda one: one.at or time.min, default=None)
    at = later_than(last, fact.on, now().astimezone(CHINA))
    return fact.model_copy(update={"at": at})


def reason_of(values: Mapping[str, Any]) -> str:
    """Why it is corrected, in the person's words or in those that were chosen."""
    kind = say(Text(f"web_debts.reason.{values['reason_kind']}"), choices().language)
    return f"{kind}：{values['reason']}" if values.get("reason") else kind


def _shown(  # noqa: PLR0913 (everything a person must see before it is recorded)
    request: HttpRequest,
    place: Place,
    typed: Typed,
    problems: Sequence[Problem],
    doubtful: Sequence[Problem],
    *,
    done: Recorded | None = None,
) -> HttpResponse:
    language = choices().language
    steps = place.steps(typed)
    before = {**place.flow.typed_of(place.wrong)} if place.wrong is not None else None
    told = screens(
        [step for step in steps if step is not REASON], typed, before, language, place.own(language)
    )
    told += screens([step for step in steps if step is REASON], typed, None, language, {})
    context = {
        "place": place,
        "screens": [(one, place.url(one.step.id)) for one in told],
        "typed": {f"{TYPED}{name}": said for name, said in typed.items()},
        "problems": problems,
        "doubts": doubtful,
        "unsure": request.method == "POST" and bool(doubtful) and SURE not in request.POST,
        "changed": _changed(request, place) if done and done.changed else (),
        "before": place.before(CHECK, typed),
        "sequence": sequence_of(place.case.id),
    }
    return page(request, "debts/check.html", context, case=place.case, at="debts")


def _changed(request: HttpRequest, place: Place) -> list[Moment]:
    """What was recorded since the form was made."""
    since = request.POST.get(SEQUENCE, "0")
    first = int(since) if since.isdecimal() else 0
    new = {entry.id for entry in store.entries(place.case.id, after=first)}
    corrected = {
        recorded.fact.id for recorded in store.facts(place.case.id) if recorded.sequence > first
    }
    moments = timeline(store.entries(place.case.id))
    return [moment for moment in moments if moment.entry in new | corrected]


def _leads_to(place: Place, judged: Judged) -> str:
    """The page of the debt; of several new ones the list."""
    if place.debt or len(judged.facts) != 1:
        return place.back
    return Place(place.case, place.flow, _standing_id(place, judged)).back


def _standing_id(place: Place, judged: Judged) -> str:
    """The id under which a new debt stands; a form sent twice stands under its first."""
    known = [one.fact.id for one in store.facts(place.case.id) if one.fact.KIND == "debt_disclosed"]
    return judged.facts[0].id if judged.facts[0].id in known else known[-1]
