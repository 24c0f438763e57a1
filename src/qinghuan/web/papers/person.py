"""Who signs: the name and number that every letter needs."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan.household.entries import PersonDescribed
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.writing import read
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.recording import record, sequence_of

WRITTEN: Final = ("name", "phone", "identity_tail", "address", "email")
YES_NO: Final = ("yes", "no")
SHORT: Final = 200


class PersonForm(Ask):
    """Name and number, and whether this person may go on alone."""

    ROOM = "web_papers"
    name = forms.CharField(max_length=SHORT)
    phone = forms.CharField(
        max_length=SHORT, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
    )
    identity_tail = forms.CharField(required=False, max_length=SHORT)
    address = forms.CharField(required=False, max_length=SHORT)
    email = forms.CharField(required=False, max_length=SHORT)
    adult = forms.ChoiceField(required=False)
    account_holder = forms.ChoiceField(required=False)

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, **how)
        for name in ("adult", "account_holder"):
            self.fields[name].choices = self.choices("web_contact.yes_no", YES_NO, empty=True)

    def body(self) -> dict[str, Any]:
        """The whole description; what was left out is left out of the fact."""
        body: dict[str, Any] = {
            name: self.cleaned_data[name] for name in WRITTEN if self.cleaned_data.get(name)
        }
        for name in ("adult", "account_holder"):
            if self.cleaned_data.get(name):
                body[name] = self.cleaned_data[name] == "yes"
        return {"kind": PersonDescribed.KIND, **body}


def person(request: HttpRequest, case: str) -> HttpResponse:
    """See and state who signs."""
    summary, changed = case_of(case), False
    form = PersonForm(request.POST or None, language=choices().language, initial=_known(summary))
    if request.method == "POST" and form.is_valid():
        body = {**form.body(), "on": day_of(summary).isoformat()}
        fact, problems = read(summary, body)
        if fact is not None:
            done = record(request, case, [fact])
            if done.done:
                return HttpResponseRedirect(reverse("papers", args=[case]))
            changed, problems = done.changed, list(done.problems)
        form.blame(problems)
    context = {"form": form, "changed": changed, "sequence": sequence_of(case)}
    return page(request, "papers/person.html", context, case=summary, at="papers")


def _known(summary: CaseSummary) -> dict[str, Any]:
    known = case_folded(summary).person
    if known is None:
        return {}
    found: dict[str, Any] = {name: getattr(known, name) for name in WRITTEN}
    for name in ("adult", "account_holder"):
        value = getattr(known, name)
        found[name] = "" if value is None else "yes" if value else "no"
    return found
