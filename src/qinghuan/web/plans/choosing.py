"""Which plan the letters ask for: chosen by the person, kept as a draft, no fact before a paper.

A choice is kept as what was wished, not as figures: it is computed again from the facts of
the day. One that no longer fits is not asked for, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final, get_args

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.assess import Assessment
from qinghuan.case.plan import asked_for, household_of, positions
from qinghuan.errors import Problem
from qinghuan.plans.ladder import LADDER, Kind
from qinghuan.plans.offers import Role
from qinghuan.plans.options import Option
from qinghuan.plans.own import Own, Wish, own
from qinghuan.plans.shapes import Shape
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.memory import draft_of
from qinghuan.web.page import case_of
from qinghuan.web.plans.seen import to_talk_about
from qinghuan.words import Text

ROLES: Final[tuple[Role, ...]] = ("opening", "target")
"""The offers that can be chosen for a letter: nobody begins with the bottom line."""
KINDS: Final[Mapping[str, Kind]] = {kind: kind for kind in LADDER}
SHAPES: Final[Mapping[str, Shape]] = {shape: shape for shape in get_args(Shape)}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one debt."""

    option: Option | None
    """None: it does not fit any more."""
    role: Role | None = None
    """Which of the three; None for a plan of one's own."""
    wish: Wish | None = None
    problem: Problem | None = None


def asked_in_letters(case: CaseSummary) -> dict[str, Option | None]:
    """By debt, what its papers and its call ask for: what was chosen, else the opening.

    The papers ask here. None for a debt where nothing can be kept.
    """
    plans = asked_for(planned(case))
    for debt, choice in choices_of(case).items():
        if debt in plans and choice.option is not None:
            plans[debt] = choice.option
    return plans


def choices_of(case: CaseSummary) -> dict[str, Choice]:
    """The choices that were made, by debt."""
    assessment = assessed(case)
    if assessment.next_step.stops:
        return {}
    found = {one.facts.id: choice(case, one.facts.id) for one in to_talk_about(assessment)}
    return {debt: one for debt, one in found.items() if one is not None}


def choice(case: CaseSummary, debt: str) -> Choice | None:
    """What was chosen for ``debt``; None where nothing was."""
    kept = draft_of(case.id, _name(debt))
    role = next((one for one in ROLES if one == kept.get("role")), None)
    if role is not None:
        return Choice(_offered(case, debt, role), role)
    wish = wish_of(kept, debt)
    if wish is None:
        return None
    found = letter_fit(assessed(case), wish)
    if isinstance(found, Problem):
        return Choice(None, wish=wish, problem=found)
    return Choice(found.option, wish=wish)


def letter_fit(assessment: Assessment, wish: Wish) -> Own | Problem:
    """The plan of ``wish`` for a letter: within the share that the household chose."""
    if wish.share > assessment.affordable.share:
        words = Text("web_plans.above_chosen", share=assessment.affordable.share)
        return Problem(
            "web_plans.above_chosen", words, "/share", Text("web_plans.above_chosen.mend")
        )
    found = own(positions(assessment), household_of(assessment), wish)
    return found if isinstance(found, Own) else found.problem


def wish_of(fields: Mapping[str, Any], debt: str) -> Wish | None:
    """A wish out of fields of text; None where they are none."""
    kind = KINDS.get(str(fields.get("kind")))
    shape = SHAPES.get(str(fields.get("shape")))
    if kind is None or shape is None:
        return None
    try:
        months, waits = (int(str(fields.get(name))) for name in ("months", "waits"))
        share = Decimal(str(fields.get("share")))
    except (ValueError, InvalidOperation):
        return None
    return Wish(debt, kind, shape, months, waits, share) if share.is_finite() else None


def fields_of(wish: Wish) -> dict[str, str]:
    """A wish as fields of text."""
    return {
        "kind": wish.kind,
        "shape": wish.shape,
        "months": str(wish.months),
        "waits": str(wish.waits),
        "share": f"{wish.share:f}",
    }


def keep(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """Keep a choice for the letters, or give it up again; nothing that does not fit is kept."""
    summary = case_of(case)
    assessment = assessed(summary)
    if debt not in {one.facts.id for one in to_talk_about(assessment)}:
        raise Http404
    back = reverse("plans", args=[case]) + f"#{debt}"
    if request.method != "POST" or assessment.next_step.stops:
        return HttpResponseRedirect(back)
    if request.POST.get("role") in ROLES:
        store.keep_draft(case, _name(debt), {"role": request.POST["role"]})
    elif "drop" in request.POST:
        store.drop_draft(case, _name(debt))
    else:
        wish = wish_of(request.POST, debt)
        if wish is not None and isinstance(letter_fit(assessment, wish), Own):
            store.keep_draft(case, _name(debt), fields_of(wish))
    return HttpResponseRedirect(back)


def _name(debt: str) -> str:
    return f"plan {debt}"


def _offered(case: CaseSummary, debt: str, role: Role) -> Option | None:
    return asked_for(planned(case), role).get(debt)
