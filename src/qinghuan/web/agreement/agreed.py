"""What was agreed in the end: its rows and terms become one entry of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, get_args

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.agreement.entries import AgreedRow, AgreementReached, Form, Waived
from qinghuan.dates import CHINA
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, case_folded
from qinghuan.web.forms import Ask, Day, Money
from qinghuan.web.page import case_of, choices, now, page
from qinghuan.web.plans.seen import names, to_choose
from qinghuan.web.plans.their_offer import rows_of
from qinghuan.web.plans.trying import Whole, say_whole
from qinghuan.web.recording import later_than, record, sequence_of
from qinghuan.words import Language, Text

MOST_DAYS: Final = 365
_WHETHER: Final = ("charges_stop", "collection_stops")
_OF_DATES: Final = "agreed_rows"


class WhatWasAgreed(Ask):
    """The agreement as it stands on paper or in the app."""

    ROOM: ClassVar[str] = "web_agreement"

    agreed_debt = forms.ChoiceField()
    agreed_on = Day()
    agreed_form = forms.ChoiceField(widget=forms.RadioSelect)
    agreed_number = forms.CharField(required=False, max_length=200)
    agreed_rows = forms.CharField(max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}))
    charges_stop = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    collection_stops = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    waived_penalty = Money(required=False)
    cure_days = Whole(0, MOST_DAYS, required=False)
    certificate_days = Whole(0, MOST_DAYS, required=False)
    agreed_payee = forms.CharField(required=False, max_length=200)

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
        self.rows: tuple[AgreedRow, ...] = ()
        self.fields["agreed_debt"].choices = to_choose(debts, language)
        self.fields["agreed_form"].choices = self.choices("web_agreement.form", get_args(Form))
        for name in _WHETHER:
            answers = self.choices("web_agreement.whether", ("yes", "no"), empty=True)
            self.fields[name].choices = answers

    def clean(self) -> dict[str, Any]:
        """The rows, one a line, each with its day and amount."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        typed = given.get(_OF_DATES, "")
        found, wrong = rows_of(typed)
        if typed and (wrong or not found):
            self.add_error(_OF_DATES, self.words("web_plans.fault.line", number=wrong or 1))
        self.rows = tuple(AgreedRow(due=row.due, amount=row.amount) for row in found)
        for name in ("cure_days", "certificate_days"):
            days = given.get(name)
            if days is not None and not 0 <= days <= MOST_DAYS:
                words = self.words("web_plans.fault.between", least=0, most=MOST_DAYS)
                self.add_error(name, words)
        return given


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The form; recorded, it leads back to the room with what was agreed."""
    summary = case_of(case)
    assessment = assessed(summary)
    sent = request.method == "POST" and "agreed_on" in request.POST
    form = WhatWasAgreed(
        request.POST if sent else None,
        language=choices().language,
        debts=names(assessment),
        initial=_begin(request, assessment.today.isoformat()),
    )
    problems: tuple[Any, ...] = ()
    if sent and form.is_valid():
        done = record(request, case, [_fact(form, summary)])
        if done.done:
            return HttpResponseRedirect(f"{reverse('agreement', args=[case])}?agreed=yes")
        problems = done.problems
    context = {"form": form, "problems": problems, "sequence": sequence_of(case)}
    return page(request, "agreement/agreed.html", context, case=summary, at="plans")


def _begin(request: HttpRequest, today: str) -> dict[str, str]:
    """The rows as they were read from a paper of theirs, for the person to look over."""
    given = request.POST
    return {
        "agreed_on": today,
        "agreed_debt": given.get("debt", ""),
        "agreed_rows": given.get("rows", ""),
        "agreed_form": "paper",
    }


def _fact(form: WhatWasAgreed, case: CaseSummary) -> AgreementReached:
    given = form.cleaned_data
    known = case_folded(case).agreements
    before = [one for one in known if one.debt == given["agreed_debt"]]
    penalty = given.get("waived_penalty")
    return AgreementReached(
        id=store.mint(),
        on=given["agreed_on"],
        at=later_than(before[-1] if before else None, given["agreed_on"], now().astimezone(CHINA)),
        origin="call" if given["agreed_form"] == "oral" else "paper",
        debt=given["agreed_debt"],
        form=given["agreed_form"],
        number=given["agreed_number"],
        rows=form.rows,
        waived=(Waived(part="penalty_interest", amount=penalty),) if penalty else (),
        charges_stop=_yes(given["charges_stop"]),
        collection_stops=_yes(given["collection_stops"]),
        cure_days=given.get("cure_days"),
        certificate_days=given.get("certificate_days"),
        payee=given["agreed_payee"],
        replaces=before[-1].id if before else None,
    )


def _yes(typed: str) -> bool | None:
    return {"yes": True, "no": False}.get(typed)
