"""Choices: language, large print, hidden amounts, a neutral title, when to lock."""

from __future__ import annotations

from typing import Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.web.access import Access, hashed
from qinghuan.web.answers import forget
from qinghuan.web.forms import Ask
from qinghuan.web.page import choices, locked_page, page
from qinghuan.words import LANGUAGES

MINUTES: Final = ("0", "5", "15", "30")
YES: Final = "yes"


class Wanted(Ask):
    """How the person wants the pages."""

    language_choice = forms.ChoiceField(widget=forms.RadioSelect)
    large = forms.BooleanField(required=False)
    hide_amounts = forms.BooleanField(required=False)
    neutral_title = forms.BooleanField(required=False)
    lock_minutes = forms.ChoiceField()
    passphrase = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *given: object, **how: object) -> None:
        super().__init__(*given, **how)  # type: ignore[arg-type]
        self.fields["language_choice"].choices = self.choices("web.language", LANGUAGES)
        self.fields["lock_minutes"].choices = self.choices("web.lock_minutes", MINUTES)


def choices_page(request: HttpRequest) -> HttpResponse:
    """See and change them."""
    wanted = choices()
    access: Access = settings.QINGHUAN_ACCESS
    begin = {
        "language_choice": wanted.language,
        "large": wanted.large,
        "hide_amounts": wanted.hide_amounts,
        "neutral_title": wanted.neutral_title,
        "lock_minutes": str(wanted.lock_minutes),
    }
    form = Wanted(request.POST or None, language=wanted.language, initial=begin)
    if request.method == "POST" and form.is_valid():
        _keep(form, access)
        return HttpResponseRedirect(reverse("settings") + "?kept=1")
    context = {"form": form, "kept": "kept" in request.GET, "has_passphrase": access.passphrase}
    return page(request, "start/settings.html", context)


def _keep(form: Wanted, access: Access) -> None:
    given = form.cleaned_data
    store.prefer("language", given["language_choice"])
    store.prefer("lock_minutes", given["lock_minutes"])
    for name in ("large", "hide_amounts", "neutral_title"):
        store.prefer(name, YES if given[name] else "")
    access.minutes = int(given["lock_minutes"])
    if given["passphrase"]:
        kept = hashed(given["passphrase"])
        store.prefer("passphrase", kept)
        access.passphrase = kept


def lock(request: HttpRequest) -> HttpResponse:
    """Close every session now."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("beginning"))
    access: Access = settings.QINGHUAN_ACCESS
    access.lock()
    forget()
    request.POST = request.POST.copy()
    request.POST.clear()
    return locked_page(request, 200)
