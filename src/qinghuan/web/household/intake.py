"""The intake: one question a screen, kept as it is typed, ending in one whole sheet."""

from __future__ import annotations

from typing import Any, Final

from django.forms.utils import ErrorDict
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from qinghuan import policy
from qinghuan.household.entries import HouseholdStated
from qinghuan.money import Yuan, total
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, case_folded
from qinghuan.web.household import drafting, rows, screens
from qinghuan.web.household.drafting import Draft
from qinghuan.web.household.rows import Rows
from qinghuan.web.household.sheet import Around, by_month, form_of, given
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.words import Text

ROOM: Final = "web_household"
EXAMPLES: Final = {
    "cordyceps": "seasons.caterpillar_fungus_income",
    "building": "seasons.building",
    "tourism": "seasons.tourism_peak",
}
"""Seasons as examples: months to change, never an amount."""
RELATIONS: Final = (
    "self",
    "spouse",
    "child",
    "mother",
    "father",
    "grandparent",
    "sibling",
    "grandchild",
)
"""Offered while typing; any other word will do."""
NO_CONTENT: Final = 204


def around(summary: CaseSummary) -> Around:
    """What the questions of ``summary`` are asked in."""
    return Around(choices().language, day_of(summary), assessed(summary).household)


def recorded_sheet(summary: CaseSummary) -> HouseholdStated | None:
    """The last sheet."""
    return case_folded(summary).household


def start(_request: HttpRequest, case: str) -> HttpResponse:
    """Where the person stopped: the next question, the review of a sheet, or the first question."""
    summary = case_of(case)
    sheet = recorded_sheet(summary)
    draft = drafting.current(case, sheet, day_of(summary))
    if draft.kept and screens.is_screen(draft.at):
        return _to(case, screens.after(draft.at))
    return _to(case, "review" if sheet else screens.SCREENS[0])


def discard(request: HttpRequest, case: str) -> HttpResponse:
    """Give up what was typed and not recorded."""
    case_of(case)
    if request.method == "POST":
        drafting.drop(case)
    return HttpResponseRedirect(reverse("household", args=[case]))


def screen(request: HttpRequest, case: str, screen: str) -> HttpResponse:
    """One question."""
    summary = case_of(case)
    if not screens.is_screen(screen):
        raise Http404
    if request.method == "POST":
        return _answered(request, summary, screen)
    draft = drafting.current(case, recorded_sheet(summary), day_of(summary))
    form = _form(screen, draft.sent(screen), around(summary), check="check" in request.GET)
    return _shown(request, summary, screen, draft, form)


def _answered(request: HttpRequest, summary: CaseSummary, screen: str) -> HttpResponse:
    """Keep what was typed first; then go where the person wants."""
    do = request.POST.get("do", "")
    given_up = bool(screens.key_of(screen)) and do == "remove"
    changed = _changed(screen, request.POST, do)
    sent = request.POST if changed is None else changed
    draft = drafting.update(
        summary.id,
        recorded_sheet(summary),
        day_of(summary),
        lambda kept: kept.without(screen) if given_up else kept.with_screen(screen, sent),
    )
    if do == "keep":
        return HttpResponse(status=NO_CONTENT)
    if do in {"later", "back"} or given_up:
        return _away(request, summary.id, screen, do)
    if do.startswith(("add", "remove-", "example-")):
        return _to(summary.id, screen, then=_then(request))
    return _gone_on(request, summary, screen, draft)


def _gone_on(request: HttpRequest, summary: CaseSummary, screen: str, draft: Draft) -> HttpResponse:
    form = _form(screen, draft.sent(screen), around(summary), check=True)
    sound = _list_said(draft) if screen == "incomes" else form.is_valid()
    if screen == "members" and sound and not form.values():
        sound = False
    if not sound:
        return _shown(request, summary, screen, draft, form, refused=True)
    then = _then(request)
    back = then and not screens.key_of(screen)
    return _to(summary.id, "review" if back else screens.after(screen), then=then and not back)


def _list_said(draft: Draft) -> bool:
    return bool(draft.incomes or (draft.sent("incomes") or {}).get("none"))


def _changed(screen: str, data: QueryDict, do: str) -> QueryDict | None:
    """The answer after a row was added or taken away, or an example was taken."""
    if screens.key_of(screen):
        return _example(data, do.removeprefix("example-")) if do.startswith("example-") else None
    return rows.changed(data, do, given(screen)) if rows.COUNT in data else None


def _example(data: QueryDict, name: str) -> QueryDict | None:
    """The months of a season put in place, to be changed."""
    months = example_months(name)
    if not months:
        return None
    filled = data.copy()
    filled["source"], filled["pattern"] = name, "only"
    filled.setlist("months", [str(month) for month in months])
    return filled


def example_months(name: str) -> tuple[int, ...]:
    """The months of the season ``name``, however weak their source: they are only an example."""
    if name not in EXAMPLES:
        return ()
    value = policy.parameter(EXAMPLES[name]).values[-1].value
    months = value if isinstance(value, tuple) else ()
    return tuple(month for month in months if isinstance(month, int))


def _form(screen: str, data: QueryDict | None, around: Around, *, check: bool) -> Any:
    """The form; without ``check`` as it was typed, with no fault shown yet."""
    if screen == "incomes":
        return None
    form = form_of(screen, data, around)
    if not check:
        for one in form.forms if isinstance(form, Rows) else [form]:
            if one.is_bound:
                one._errors = ErrorDict()  # noqa: SLF001 (Django then asks nothing yet)
    return form


def _shown(  # noqa: PLR0913 (a page: its question, its draft, its form)
    request: HttpRequest,
    summary: CaseSummary,
    screen: str,
    draft: Draft,
    form: Any,
    *,
    refused: bool = False,
) -> HttpResponse:
    about = around(summary)
    category = screens.category_of(screen)
    context = {
        "screen": "income" if screens.key_of(screen) else screen,
        "name": screen,
        "question": Text(f"{ROOM}.ask.{'income' if screens.key_of(screen) else screen}"),
        "hint": Text(f"{ROOM}.ask.{'income' if screens.key_of(screen) else screen}.help"),
        "number": screens.number_of(screen),
        "count": len(screens.SCREENS),
        "before": screens.before(screen),
        "form": form,
        "is_list": isinstance(form, Rows),
        "category": category,
        "line": about.line(category) if category else None,
        "bills": about.bills(category) if category else None,
        "incomes": incomes_of(draft, about) if screen == "incomes" else (),
        "none": (draft.sent("incomes") or {}).get("none"),
        "new": f"{screens.INCOME}{draft.new_income}",
        "examples": [
            (name, [Text(f"{ROOM}.month.{month}") for month in example_months(name)])
            for name in EXAMPLES
        ],
        "relations": [Text(f"{ROOM}.relation.{one}") for one in RELATIONS],
        "first_time": screen not in draft.typed,
        "known_income": screen in draft.typed,
        "then": _then(request),
        "refused": refused,
        "old": draft.old_on(about.today),
    }
    return page(request, "household/ask.html", context, case=summary, at="household")


def incomes_of(draft: Draft, around: Around) -> list[dict[str, Any]]:
    """The incomes typed so far: screen, name, the year's sum where it is sound."""
    found = []
    for key in draft.incomes:
        form = form_of(f"{screens.INCOME}{key}", draft.sent(f"{screens.INCOME}{key}"), around)
        sound = form.is_valid()
        found.append(
            {
                "screen": f"{screens.INCOME}{key}",
                "source": form.cleaned_data.get("source", ""),
                "name": form.cleaned_data.get("name", ""),
                "year": _year(form.cleaned_data) if sound else None,
            }
        )
    return found


def _year(typed: Any) -> Yuan:
    return total(by_month(typed).values())


def _then(request: HttpRequest) -> bool:
    """Whether the person came from the review and wants back there."""
    return request.GET.get("then") == "review"


def _away(request: HttpRequest, case: str, screen: str, do: str) -> HttpResponse:
    if do == "later":
        return HttpResponseRedirect(reverse("household", args=[case]))
    if _then(request) and not screens.key_of(screen):
        return _to(case, "review")
    return _to(case, screens.before(screen) or screen, then=_then(request))


def _to(case: str, screen: str, *, then: bool = False) -> HttpResponse:
    if screen == "review":
        return HttpResponseRedirect(reverse("household_review", args=[case]))
    where = reverse("household_ask", args=[case, screen])
    return HttpResponseRedirect(f"{where}?then=review" if then else where)
