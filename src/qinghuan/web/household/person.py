"""Who the person is, only as far as they choose to say it, each with what it is needed for."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.dates import CHINA
from qinghuan.household.entries import PersonDescribed
from qinghuan.web.answers import case_folded
from qinghuan.web.household.asked import NAME, HouseholdAsk
from qinghuan.web.page import case_of, choices, day_of, now, page
from qinghuan.web.recording import later_than, record, sequence_of
from qinghuan.web.returning import way_back

_ANSWERS: Final = {"yes": True, "no": False}
_TAIL: Final = re.compile(r"[0-9]{3}[0-9X]")
_WORDS: Final = ("name", "phone", "address", "email", "identity_tail")


class Person(HouseholdAsk):
    """Everything may stay empty."""

    ROOM: ClassVar[str] = "web_household.person"

    name = forms.CharField(max_length=NAME, required=False)
    phone = forms.CharField(
        max_length=NAME, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    address = forms.CharField(max_length=NAME, required=False)
    email = forms.CharField(max_length=NAME, required=False)
    identity_tail = forms.CharField(max_length=20, required=False)
    adult = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    account_holder = forms.ChoiceField(required=False, widget=forms.RadioSelect)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        answers = self.choices("web_household.answer", _ANSWERS)
        for name in ("adult", "account_holder"):
            self.fields[name].choices = [*answers, ("", self.words("web.not_known"))]

    def clean_identity_tail(self) -> str:
        """Four characters, the last may be X; a whole number is not taken."""
        typed = "".join(
            chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign
            for sign in self.cleaned_data["identity_tail"].strip()
        ).upper()
        if typed and not _TAIL.fullmatch(typed):
            raise forms.ValidationError(self.fault("identity_tail"))
        return typed


def person(request: HttpRequest, case: str) -> HttpResponse:
    """See and change it; then back to where it was needed."""
    summary, then = case_of(case), way_back(request, case)
    known = case_folded(summary).person
    form = Person(request.POST or None, language=choices().language, initial=_given(known))
    changed = False
    if request.method == "POST" and form.is_valid():
        stated = _stated(form.cleaned_data, known, day_of(summary))
        recorded = record(request, case, [stated])
        if recorded.done:
            home = reverse("household", args=[case])
            return HttpResponseRedirect(then or f"{home}?kept=1#person")
        changed = recorded.changed
        if not changed:
            form.blame(recorded.problems)
    context = {"form": form, "sequence": sequence_of(case), "changed": changed, "then": then}
    return page(request, "household/person.html", context, case=summary, at="household")


def _given(known: PersonDescribed | None) -> dict[str, str]:
    if known is None:
        return {}
    told = {name: getattr(known, name) for name in _WORDS}
    answers = {True: "yes", False: "no", None: ""}
    return told | {
        "adult": answers[known.adult],
        "account_holder": answers[known.account_holder],
    }


def _stated(typed: Any, known: PersonDescribed | None, on: Any) -> PersonDescribed:
    return PersonDescribed(
        id=store.mint(),
        on=on,
        at=later_than(known, on, now().astimezone(CHINA)),
        **{name: typed[name] for name in _WORDS},
        adult=_ANSWERS.get(typed["adult"]),
        account_holder=_ANSWERS.get(typed["account_holder"]),
    )
