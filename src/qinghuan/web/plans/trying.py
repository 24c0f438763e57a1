"""Try your own: share, months, first month, rung, shape; the figures at once, then the chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan.case.assess import Assessment
from qinghuan.case.plan import household_of, positions
from qinghuan.errors import Problem
from qinghuan.plans.ladder import LADDER
from qinghuan.plans.own import LATEST, Own, Refused, Wish, own
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.forms import Ask, Share, Typed
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.plans.choosing import SHAPES, Choice, choice, fields_of, letter_fit
from qinghuan.web.plans.seen import (
    beside,
    burden_picture,
    chance,
    fan_picture,
    names,
    stage_for,
    to_choose,
    to_talk_about,
)
from qinghuan.web.plans.views import alike
from qinghuan.words import Language, Text

LONGEST: Final = 60
"""What the slider reaches; the rule of the debt decides how long a plan may be."""
LEAST_SHARE: Final = Decimal("0.01")
FIRST_RUNG: Final = "penalty_waived"


class Whole(Typed):
    """A whole number between two ends; full-width digits are understood."""

    def __init__(self, least: int, most: int, *, slider: bool = False, **how: Any) -> None:
        self.least, self.most = least, most
        attrs: dict[str, Any] = {"min": least, "max": most, "step": 1, "inputmode": "numeric"}
        if slider:
            attrs["data-slider"] = "1"
        widget = forms.NumberInput(attrs=attrs)
        super().__init__(**{"max_length": 12, "widget": widget, **how})

    def to_python(self, value: Any) -> Any:
        """The number; None for nothing typed."""
        typed = super().to_python(value)
        if not typed:
            return None
        digits = typed.removeprefix("-")
        if not (digits.isascii() and digits.isdecimal()):
            raise ValidationError(self.error_messages["whole"])
        return int(typed)


def say_whole(form: Ask) -> None:
    """What the whole numbers of ``form`` say where they are none."""
    for field in form.fields.values():
        if isinstance(field, Whole):
            field.error_messages["whole"] = form.words("web_plans.fault.whole")


class Trying(Ask):
    """What is tried."""

    ROOM: ClassVar[str] = "web_plans"

    debt = forms.ChoiceField()
    months = Whole(1, LONGEST, slider=True)
    waits = Whole(0, LATEST, slider=True)
    share = Share(
        max_length=12,
        widget=forms.NumberInput(
            attrs={"min": 1, "max": 100, "step": "any", "inputmode": "decimal", "data-slider": "1"}
        ),
    )
    kind = forms.ChoiceField()
    shape = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any = None,
        *,
        language: Language,
        debts: Mapping[str, Text | str],
        **how: Any,
    ) -> None:
        super().__init__(data, language=language, **how)
        say_whole(self)
        self.fields["debt"].choices = to_choose(debts, language)
        self.fields["kind"].choices = self.choices("web_plans.kind", LADDER)
        self.fields["shape"].choices = self.choices("web_plans.shape", SHAPES)

    def clean(self) -> dict[str, Any]:
        """The numbers between their ends, else said which."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("months", "waits"):
            field, value = self.fields[name], given.get(name)
            if value is not None and not field.least <= value <= field.most:
                blanks = {"least": field.least, "most": field.most}
                self.add_error(name, self.words("web_plans.fault.between", **blanks))
        share = given.get("share")
        if share is not None and not LEAST_SHARE <= share <= 1:
            self.add_error("share", self.words("web_plans.fault.between", least=1, most=100))
        return given

    @property
    def wish(self) -> Wish:
        """What a sound form asks for."""
        given = self.cleaned_data
        return Wish(**{name: given[name] for name in self.fields})


@dataclass(frozen=True, slots=True)
class Answer:
    """The figures of a plan of one's own, or why it is none."""

    wish: Wish
    found: Own | Refused
    letter: Problem | None
    """Why it cannot be asked for in a letter."""
    kept: bool

    @property
    def fields(self) -> Mapping[str, str]:
        """The wish as fields of a form."""
        return fields_of(self.wish)


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The form with the figures of what it asks for; to htmx the figures alone."""
    return _page(request, case_of(case))


def chance_page(request: HttpRequest, case: str) -> HttpResponse:
    """The chance and the months ahead of the plan that is tried; a page of its own without htmx."""
    return _page(request, case_of(case), with_chance=True)


def _page(request: HttpRequest, case: CaseSummary, *, with_chance: bool = False) -> HttpResponse:
    assessment = assessed(case)
    debts = to_talk_about(assessment)
    if assessment.next_step.stops or assessment.affordable.path != "can_pay" or not debts:
        return HttpResponseRedirect(reverse("plans", args=[case.id]))
    form = _form(request, case, assessment)
    answer = _answer(case, assessment, form.wish) if form.is_valid() else None
    context: dict[str, Any] = {"form": form, "answer": answer}
    if answer is not None:
        context |= _figures(case, answer)
        if with_chance and isinstance(answer.found, Own):
            context |= _seen(case, assessment, answer.found)
    part = request.headers.get("HX-Request") == "true"
    template = "own.html" if not part else "own_chance.html" if with_chance else "own_answer.html"
    return page(request, f"plans/{template}", context, case=case, at="plans")


def _form(request: HttpRequest, case: CaseSummary, assessment: Assessment) -> Trying:
    """What was asked for; else the choice that is kept, else a beginning."""
    called = names(assessment)
    debts = {one.facts.id: called[one.facts.id] for one in to_talk_about(assessment)}
    asked = request.GET.get("debt", "")
    named = asked if asked in debts else next(iter(debts))
    given = request.GET if "months" in request.GET else _begin(case, assessment, named)
    return Trying(given, language=choices().language, debts=debts)


def _begin(case: CaseSummary, assessment: Assessment, debt: str) -> dict[str, str]:
    kept: Choice | None = choice(case, debt)
    if kept is not None and kept.wish is not None:
        wish = kept.wish
    else:
        found = [one for one in assessment.options if one.debt == debt]
        first = next((one for one in found if one.kind == FIRST_RUNG), found[-1] if found else None)
        months = first.months if first else 1
        wish = Wish(
            debt,
            first.kind if first else FIRST_RUNG,
            "equal",
            months,
            0,
            assessment.affordable.share,
        )
    return {**fields_of(wish), "share": f"{(wish.share * 100).normalize():f}", "debt": debt}


def _answer(case: CaseSummary, assessment: Assessment, wish: Wish) -> Answer:
    found = own(positions(assessment), household_of(assessment), wish)
    fit = letter_fit(assessment, wish) if isinstance(found, Own) else None
    chosen = choice(case, wish.debt)
    return Answer(
        wish,
        found,
        letter=fit if isinstance(fit, Problem) else None,
        kept=chosen is not None and chosen.wish == wish,
    )


def _figures(case: CaseSummary, answer: Answer) -> dict[str, Any]:
    found, wish = answer.found, answer.wish
    fields = {**fields_of(wish), "share": f"{(wish.share * 100).normalize():f}", "debt": wish.debt}
    address = reverse("plans_own", args=[case.id])
    if isinstance(found, Refused):
        again = f"{address}?{urlencode(fields | {'months': found.months})}" if found.months else ""
        return {"refused": found, "try_again": again}
    option = found.option
    return {
        "own": found,
        "option": option,
        "rows": alike(option.instalments),
        "burden": burden_picture(found.burden, choices().language, "burden"),
        "chance_address": f"{reverse('plans_chance', args=[case.id])}?{urlencode(fields)}",
    }


def _seen(case: CaseSummary, assessment: Assessment, found: Own) -> dict[str, Any]:
    rows = [*found.option.instalments, *beside(planned(case), found.option.debt)]
    stage = stage_for(case, assessment, rows)
    if stage is None:
        return {}
    seen = stage.outlook(rows)
    return {
        "chance": chance(seen),
        "outlook": seen,
        "fan": fan_picture(stage.in_hand(rows), choices().language, "fan"),
    }
