"""The review before a sheet is recorded: all that was said, what does not fit, what it comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan.dates import CHINA
from qinghuan.errors import Problem
from qinghuan.household.affordable import affordable
from qinghuan.household.checks import absurd_amounts, check
from qinghuan.household.entries import HouseholdStated
from qinghuan.household.statement import state
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.household import drafting, screens
from qinghuan.web.household.drafting import Draft
from qinghuan.web.household.intake import around, incomes_of, recorded_sheet
from qinghuan.web.household.sheet import Around, Made, assemble
from qinghuan.web.page import case_of, day_of, now, page
from qinghuan.web.recording import later_than, record, sequence_of

SEEN: Final = "seen"
CONFIRM: Final = "confirm"
_SEVERITIES: Final = {"error": 0, "warning": 1, "notice": 2}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that does not fit, and the screen on which it can be changed."""

    problem: Problem
    screen: str
    """Empty: on no screen; ``bills``: among the bills."""


def review(request: HttpRequest, case: str) -> HttpResponse:
    """See everything; recorded when the person says so."""
    summary = case_of(case)
    last = recorded_sheet(summary)
    draft = drafting.current(case, last, day_of(summary))
    if not draft.kept and last is None and not request.POST:
        return HttpResponseRedirect(reverse("household_ask", args=[case, screens.SCREENS[0]]))
    made = assemble(draft, around(summary))
    if request.method == "POST":
        return _save(request, summary, draft, made)
    return _shown(request, summary, draft, made)


def _save(request: HttpRequest, summary: CaseSummary, draft: Draft, made: Made) -> HttpResponse:
    """Record the sheet if it is the one that was seen, and whoever typed it stands by it."""
    if request.POST.get(SEEN) != draft.digest:
        if not draft.kept:
            return _done(summary.id)
        return _shown(request, summary, draft, made, notice="draft_changed")
    if made.sheet is None:
        return _shown(request, summary, draft, made, notice="not_whole")
    if absurd_amounts(made.sheet, day_of(summary)) and CONFIRM not in request.POST:
        return _shown(request, summary, draft, made, notice="confirm")
    before = recorded_sheet(summary)
    at = later_than(before, made.sheet.on, now().astimezone(CHINA))
    recorded = record(request, summary.id, [made.sheet.model_copy(update={"at": at})])
    if recorded.done:
        drafting.drop(summary.id)
        return _done(summary.id)
    notice = "changed_meanwhile" if recorded.changed else ""
    return _shown(request, summary, draft, made, notice=notice, refused=recorded.problems)


def _done(case: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("household", args=[case]) + "?kept=1")


def _shown(  # noqa: PLR0913 (a page and why it is shown again)
    request: HttpRequest,
    summary: CaseSummary,
    draft: Draft,
    made: Made,
    *,
    notice: str = "",
    refused: Sequence[Problem] = (),
) -> HttpResponse:
    about = around(summary)
    last = recorded_sheet(summary)
    context: dict[str, Any] = {
        "made": made,
        "sheet": made.sheet,
        "wrong": made.wrong,
        "screens": [_stop(name, draft, made) for name in screens.SCREENS],
        "incomes": incomes_of(draft, about),
        "digest": draft.digest,
        "sequence": sequence_of(summary.id),
        "notice": notice,
        "refused": refused,
        "old": draft.old_on(about.today),
        "overtaken": draft.kept and draft.base != (last.id if last else ""),
        "begun": draft.begun,
        "last": last,
        "kept": draft.kept,
    }
    if made.sheet is not None:
        context |= _looked_at(made.sheet, summary, draft, about)
    return page(request, "household/review.html", context, case=summary, at="household")


def _stop(name: str, draft: Draft, made: Made) -> dict[str, str]:
    """How a question stands: answered, open, or to be mended."""
    said = name in draft.typed or (name == "incomes" and draft.incomes)
    return {"name": name, "state": "wrong" if name in made.wrong else "said" if said else "open"}


def _looked_at(
    sheet: HouseholdStated, summary: CaseSummary, draft: Draft, about: Around
) -> dict[str, Any]:
    case = case_folded(summary)
    statement = state(sheet, case.bills, today=about.today, categories=case.categories)
    can_pay = affordable(statement, today=about.today)
    slips = absurd_amounts(sheet, about.today)
    doubts = [one for one in check(statement, about.today) if one.code != "household.absurd"]
    return {
        "statement": statement,
        "can_pay": can_pay,
        "slips": list(_placed(slips, sheet, draft)),
        "doubts": list(_placed((*doubts, *can_pay.problems), sheet, draft)),
    }


def _placed(problems: Iterable[Problem], sheet: HouseholdStated, draft: Draft) -> Iterable[Doubt]:
    for problem in sorted(problems, key=lambda one: _SEVERITIES[one.severity]):
        yield Doubt(problem, screen_of(problem.where, sheet, draft.incomes))


def screen_of(where: str, sheet: HouseholdStated, incomes: Sequence[str]) -> str:
    """The screen on which the place ``where`` of a problem is answered."""
    parts = where.removeprefix("/household").strip("/").split("/")
    first, second = parts[0], parts[1] if len(parts) > 1 else ""
    if first == "incomes":
        known = second.isdecimal() and int(second) < len(incomes)
        return f"{screens.INCOME}{incomes[int(second)]}" if known else "incomes"
    if first == "expenses":
        category = sheet.expenses[int(second)].category if second.isdecimal() else second
        return f"{screens.SPEND}{category}" if category else f"{screens.SPEND}food_tobacco_liquor"
    places = {"share_of_surplus": "share", "unsorted": "bills", "months": "bills"}
    found = places.get(first, first)
    return found if found in {*screens.SCREENS, "bills"} else ""
