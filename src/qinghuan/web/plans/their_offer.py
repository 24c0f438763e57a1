"""An offer that came from the other side: typed in, set beside ours, answered. Nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import policy
from qinghuan.agreement.offer import Review, Row, Theirs, review
from qinghuan.case.assess import Assessment
from qinghuan.case.plan import SEED, our_side, position_of
from qinghuan.dates import add_months
from qinghuan.money import ZERO, NotMoney, Yuan, total, yuan
from qinghuan.plans.ladder import asked_in_all
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.forms import Ask, Day, Money
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.plans.seen import chance, names, to_choose, to_talk_about
from qinghuan.web.plans.trying import Whole, say_whole
from qinghuan.words import Language, Text

LONGEST: Final = 120
"""Rows, and months ahead: a longer offer is a slip of the pen."""
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
EVEN: Final = ("months", "amount", "first")
_LINE: Final = re.compile(r"^(\d{4})\D(\d{1,2})\D(\d{1,2})日?[\s,，:：=]+([\d,.]+)元?$")


class TheirOffer(Ask):
    """What they said or wrote."""

    ROOM: ClassVar[str] = "web_plans"

    offer_debt = forms.ChoiceField()
    offer_months = Whole(1, LONGEST, required=False)
    offer_amount = Money(required=False)
    offer_first = Day(required=False)
    offer_last = Money(required=False)
    offer_rows = forms.CharField(
        required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    offer_total = Money(required=False)
    offer_penalty = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    offer_rest = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any = None,
        *,
        language: Language,
        debts: Mapping[str, Text | str],
        today: date,
        **how: Any,
    ) -> None:
        super().__init__(data, language=language, **how)
        self.today = today
        self.rows: tuple[Row, ...] = ()
        say_whole(self)
        self.fields["offer_debt"].choices = to_choose(debts, language)
        for name in ("penalty", "rest"):
            answers = self.choices(f"web_plans.offer_{name}", ("yes", "no"), empty=True)
            self.fields[f"offer_{name}"].choices = answers

    def clean(self) -> dict[str, Any]:
        """The rows they ask for, one by one or even; each fault beside its field."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self._not_absurd(given)
        if self.errors:
            return given
        months, amount, first = (given.get(f"offer_{name}") for name in EVEN)
        if given.get("offer_rows"):
            self.rows = self._one_by_one(given["offer_rows"])
        elif months is not None and amount is not None and first is not None:
            self.rows = self._even(months, amount, first, given.get("offer_last"))
        else:
            for name in EVEN:
                if given.get(f"offer_{name}") is None:
                    self.add_error(f"offer_{name}", self.words("web_plans.fault.rows"))
        self._sound()
        return given

    def _even(self, months: int, amount: Yuan, first: date, last: Yuan | None) -> tuple[Row, ...]:
        if not 0 < months <= LONGEST:
            fault = self.words("web_plans.fault.between", least=1, most=LONGEST)
            self.add_error("offer_months", fault)
            return ()
        if not self._near(first):
            self.add_error("offer_first", self.words("web_plans.fault.day"))
            return ()
        amounts = [amount] * (months - 1) + [amount if last is None else last]
        return tuple(Row(add_months(first, place), one) for place, one in enumerate(amounts))

    def _one_by_one(self, typed: str) -> tuple[Row, ...]:
        found, wrong = rows_of(typed)
        far = (place for place, row in enumerate(found, start=1) if not self._near(row.due))
        wrong = wrong or next(far, 0)
        if wrong:
            self.add_error("offer_rows", self.words("web_plans.fault.line", number=wrong))
            return ()
        return found

    def _near(self, on: date) -> bool:
        return self.today <= on <= add_months(self.today, LONGEST)

    def _sound(self) -> None:
        """There are rows, not too many, and each is an amount."""
        if self.errors:
            return
        where = "offer_rows" if self.cleaned_data.get("offer_rows") else "offer_amount"
        if not self.rows or any(row.amount <= ZERO for row in self.rows):
            self.add_error(where, self.words("web_plans.fault.amounts"))
        elif len(self.rows) > LONGEST:
            fault = self.words("web_plans.fault.between", least=1, most=LONGEST)
            self.add_error(where, fault)
        elif total(row.amount for row in self.rows) > self._most():
            self.add_error(where, self.words("web.fault.max_value"))

    def _not_absurd(self, given: Mapping[str, Any]) -> None:
        for name in ("offer_amount", "offer_last", "offer_total"):
            if (given.get(name) or ZERO) > self._most():
                self.add_error(name, self.words("web.fault.max_value"))

    def _most(self) -> Yuan:
        """Many years of a person's income: beyond it there are noughts too many."""
        mean = policy.look_up("national.income_per_person_year", self.today)
        income = mean.table["all"] if isinstance(mean, policy.Sourced) else yuan("100000")
        return income * policy.assumption("household.absurd_multiple").central


def rows_of(typed: str) -> tuple[tuple[Row, ...], int]:
    """The rows of ``typed``, a day and an amount a line; and the first line that is none, or 0."""
    found = []
    for number, line in enumerate(typed.splitlines(), start=1):
        written = line.translate(_WIDE).strip()
        row = _row(written) if written else None
        if row is not None:
            found.append(row)
        elif written:
            return (), number
    return tuple(found), 0


def _row(line: str) -> Row | None:
    matched = _LINE.match(line)
    if matched is None:
        return None
    year, month, day, amount = matched.groups()
    try:
        return Row(date(int(year), int(month), int(day)), yuan(amount))
    except (ValueError, NotMoney):
        return None


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The form, and below it the answer to what was typed."""
    summary = case_of(case)
    assessment = assessed(summary)
    late = to_talk_about(assessment)
    if assessment.next_step.stops or not late:
        return HttpResponseRedirect(reverse("plans", args=[case]))
    called = names(assessment)
    form = TheirOffer(
        request.POST if request.method == "POST" else None,
        language=choices().language,
        debts={debt.facts.id: called[debt.facts.id] for debt in late},
        today=assessment.today,
        initial={"offer_debt": request.GET.get("debt", "")},
    )
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= _answer(summary, assessment, form)
    return page(request, "plans/their_offer.html", context, case=summary, at="plans")


def _answer(case: CaseSummary, assessment: Assessment, form: TheirOffer) -> dict[str, Any]:
    given = form.cleaned_data
    debt = next(one for one in assessment.debts if one.facts.id == given["offer_debt"])
    theirs = Theirs(
        rows=form.rows,
        asked=asked_in_all(position_of(debt)),
        penalty_stops=_yes(given["offer_penalty"]),
        stated_total=given.get("offer_total"),
        rest_waived=_yes(given["offer_rest"]),
    )
    found: Review = review(theirs, our_side(assessment, debt, planned(case)), seed=SEED)
    return {
        "review": found,
        "verdict": Text(f"view.offer.{found.verdict}"),
        "chance": chance(found.outlook) if found.outlook else None,
        "name": names(assessment)[debt.facts.id],
    }


def _yes(typed: str) -> bool | None:
    return {"yes": True, "no": False}.get(typed)
