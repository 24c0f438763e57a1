"""The household page: twelve months, the eight categories, what can be paid, the days ahead."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.household.affordable import SAVING, SHARE, Affordable, affordable
from qinghuan.web.answers import assessed
from qinghuan.web.household import drafting, lines
from qinghuan.web.household.asked import ShareForm
from qinghuan.web.household.intake import recorded_sheet
from qinghuan.web.household.picture import picture
from qinghuan.web.page import case_of, choices, day_of, page

ELSEWHERE: Final = ("household.high_share", "household.old_figure")
"""Problems that stand at their own place of the page."""


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The household as it stands."""
    summary = case_of(case)
    assessment = assessed(summary)
    statement, language = assessment.household, choices().language
    form = ShareForm(_asked(request), language=language, initial=_share(assessment.affordable))
    tried = _tried(form, assessment)
    draft = drafting.current(case, statement.sheet, day_of(summary))
    bills = any(month.sources for month in statement.months)
    context: dict[str, Any] = {
        "assessment": assessment,
        "statement": statement,
        "sheet": statement.sheet,
        "person": assessment.case.person,
        "can_pay": tried or assessment.affordable,
        "tried": tried,
        "form": form,
        "default": policy.assumption(SHARE).central,
        "saving": policy.assumption(SAVING).central,
        "picture": picture(statement, assessment.affordable, language),
        "categories": lines.categories(statement),
        "thin": sum(one.state == "too_thin" for one in statement.expenses),
        "pieces": lines.pieces(statement),
        "yearly": lines.yearly(statement.sheet) if statement.sheet else [],
        "heating": lines.heating(statement),
        "heating_cost": lines.heating_cost(statement.sheet) if statement.sheet else [],
        "ahead": lines.ahead(assessment),
        "bills": bills,
        "anything": bills or statement.sheet is not None,
        "not_used": [line for line in statement.incomes if not line.used],
        "problems": _problems(assessment),
        "draft": draft if draft.kept else None,
        "old": draft.old_on(statement.today),
        "kept": "kept" in request.GET,
    }
    return page(request, "household/home.html", context, case=summary, at="household")


def _asked(request: HttpRequest) -> QueryDict | None:
    """The share that is only tried: nothing is recorded by looking."""
    found: QueryDict = request.GET
    return found if "share_of_surplus" in found else None


def _share(can_pay: Affordable) -> Mapping[str, str]:
    return {"share_of_surplus": f"{can_pay.share * 100:.0f}"}


def _tried(form: ShareForm, assessment: Assessment) -> Affordable | None:
    """What another share would give."""
    if assessment.affordable.path != "can_pay" or not form.is_bound or not form.is_valid():
        return None
    wanted: Decimal | None = form.cleaned_data["share_of_surplus"]
    default = policy.assumption(SHARE).central
    return affordable(
        assessment.household, today=assessment.today, share=default if wanted is None else wanted
    )


def _problems(assessment: Assessment) -> list[Any]:
    """What does not fit in the household."""
    return [
        one
        for one in assessment.problems
        if one.code.startswith("household.") and one.code not in ELSEWHERE
    ]


def ahead(request: HttpRequest, case: str) -> HttpResponse:
    """Debits and due days of the months ahead, beside pay day."""
    summary = case_of(case)
    context = {"ahead": lines.ahead(assessed(summary))}
    return page(request, "household/ahead.html", context, case=summary, at="household")


def share(request: HttpRequest, case: str) -> HttpResponse:
    """Take another share into the sheet; the review asks whether the rest still holds."""
    summary = case_of(case)
    sheet = recorded_sheet(summary)
    form = ShareForm(request.POST or None, language=choices().language)
    if request.method != "POST" or sheet is None or not form.is_valid():
        return HttpResponseRedirect(reverse("household", args=[case]))
    drafting.update(
        case, sheet, day_of(summary), lambda kept: kept.with_screen("share", request.POST)
    )
    return HttpResponseRedirect(reverse("household_review", args=[case]))
