"""The beginning, the home of a case, and everything else one tap away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import policy, store
from qinghuan.case.assess import Assessment
from qinghuan.case.deadlines import Deadline
from qinghuan.case.debt import DebtAssessment
from qinghuan.policy.products import called
from qinghuan.web.answers import assessed, planned
from qinghuan.web.explaining import figures, way_to
from qinghuan.web.page import case_of, page
from qinghuan.web.start.mending import to_mend
from qinghuan.words import Text

STEPS: Final = ("contact", "know", "agree", "keep", "stay_out")
State = Literal["done", "now", "later"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the five steps as it stands."""

    id: str
    state: State

    @property
    def says(self) -> Text:
        """Its name."""
        return Text(f"web.step.{self.id}")


def beginning(request: HttpRequest) -> HttpResponse:
    """The one case there is, a choice of several, or the first visit."""
    cases = store.cases(store.OWNER)
    own = [case for case in cases if not case.index.sample]
    if len(own) == 1 and "all" not in request.GET:
        return HttpResponseRedirect(reverse("home", args=[own[0].id]))
    return page(request, "start/beginning.html", {"cases": cases, "first": not cases})


def case_home(request: HttpRequest, case: str) -> HttpResponse:
    """Where the person stands, the one next thing, what is owed, what does not agree."""
    summary = case_of(case)
    assessment = assessed(summary)
    step = assessment.next_step
    number = policy.look_up(step.hotline, assessment.today) if step.hotline else None
    clock = [one for one in assessment.deadlines if not step.stops or one.kind == "court_paper"]
    context: dict[str, Any] = {
        "assessment": assessment,
        "step": step,
        "number": number.string if isinstance(number, policy.Sourced) else "",
        "stops": stops(assessment),
        "found": [
            (debt, finding) for debt in assessment.debts for finding in debt.comparison.findings
        ],
        "leads_to": _leads_to(assessment, case),
        "ahead": [one for one in clock if _shown_first(one)],
        "behind": [one for one in clock if not _shown_first(one)],
        "names": {debt.facts.id: called(debt.facts.disclosed) for debt in assessment.debts},
        "unknown": {debt.facts.id for debt in assessment.debts if _nothing_known(debt)},
        "mend": to_mend(assessment, case),
        "empty": _nothing_told(assessment),
        "kept": request.GET.get("kept", ""),
    }
    return page(request, "start/home.html", context, case=summary, at="home")


def _nothing_known(debt: DebtAssessment) -> bool:
    """Whether nothing says what is owed: then it is no nought, it is not known."""
    facts = debt.facts
    return facts.claim is None and not (facts.due or facts.payments or debt.asked)


def _shown_first(one: Deadline) -> bool:
    """What is to come, and a court's last day even where it is over."""
    return not one.passed or one.kind == "court_paper"


def _nothing_told(assessment: Assessment) -> bool:
    """Whether the case is new: nothing about debts or the household is in it yet."""
    case = assessment.case
    return not (case.debts or case.household or case.imports or case.court_papers)


def stops(assessment: Assessment) -> list[Stop]:
    """The five steps as a path: which are done, which one is on."""
    step = assessment.next_step.step
    know = {"ask_for_statement", "state_household", "name_a_debt", "call_to_correct"}
    spoken = any(one.direction == "outgoing" for one in assessment.case.contacts)
    at = 0
    if spoken or assessment.case.issued:
        at = 1
    if at and step not in know:
        at = 2
    if step == "keep_paying":
        at = 3
    return [Stop(name, _state(place, at)) for place, name in enumerate(STEPS)]


def _state(place: int, at: int) -> State:
    return "done" if place < at else "now" if place == at else "later"


def _leads_to(assessment: Assessment, case: str) -> str:
    """The page on which the next step is done."""
    step = assessment.next_step
    place = {
        "name_a_debt": "debts",
        "state_household": "household",
        "no_surplus": "household",
        "call_to_correct": "contact",
        "call_to_propose": "contact",
        "ask_for_statement": "contact",
        "get_it_in_writing": "papers",
        "court_paper": "papers",
    }.get(step.step)
    return reverse(place, args=[case]) if place else ""


def everything(request: HttpRequest, case: str) -> HttpResponse:
    """Every page there is, in one list."""
    return page(request, "start/everything.html", case=case_of(case))


def why(request: HttpRequest, case: str, figure: str) -> HttpResponse:
    """The way to one figure: ``/why/debts/ID/owed/total``; opens beside it or as a page."""
    summary = case_of(case)
    assessment = assessed(summary)
    found = figures(assessment, planned(summary) if figure.startswith("offers/") else ()).get(
        figure
    )
    if found is None:
        raise Http404
    context = {"steps": way_to(found), "figure": found}
    return page(request, "start/why.html", context, case=summary)
