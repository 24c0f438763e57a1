"""Choices: language, large print, hidden amounts, a neutral title, when to lock, timestamps."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.evidence.asking import LONGEST_ADDRESS, address_fault
from qinghuan.web.access import Access, hashed
from qinghuan.web.answers import forget
from qinghuan.web.forms import Ask
from qinghuan.web.page import choices, locked_page, page
from qinghuan.words import LANGUAGES

MINUTES: Final = ("0", "5", "15", "30")
YES: Final = "yes"
SHORTEST: Final = 6
"""Signs of a passphrase."""


def _secret(kind: str) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": kind})


class Wanted(Ask):
    """How the person wants the pages."""

    language_choice = forms.ChoiceField(widget=forms.RadioSelect)
    large = forms.BooleanField(required=False)
    hide_amounts = forms.BooleanField(required=False)
    neutral_title = forms.BooleanField(required=False)
    lock_minutes = forms.ChoiceField()
    authority = forms.CharField(required=False, max_length=LONGEST_ADDRESS, widget=forms.URLInput())

    def __init__(self, *given: object, **how: object) -> None:
        super().__init__(*given, **how)  # type: ignore[arg-type]
        self.fields["language_choice"].choices = self.choices("web.language", LANGUAGES)
        self.fields["lock_minutes"].choices = self.choices("web.lock_minutes", MINUTES)

    def clean_authority(self) -> str:
        """The address of a timestamp authority: empty, or one that can be asked."""
        typed: str = self.cleaned_data["authority"]
        if typed and (wrong := address_fault(typed)) is not None:
            self.add_error("authority", wrong)
        return typed


class Passphrase(Ask):
    """A passphrase, typed twice so that a slip of the finger locks nobody out."""

    ROOM = "web_start"
    passphrase = forms.CharField(max_length=200, widget=_secret("new-password"))
    again = forms.CharField(max_length=200, widget=_secret("new-password"))

    def clean(self) -> dict[str, Any]:
        """Long enough, and the same twice."""
        given: dict[str, Any] = self.cleaned_data
        first, second = given.get("passphrase", ""), given.get("again", "")
        if first and len(first) < SHORTEST:
            self.add_error("passphrase", self.words("web_start.fault.short", least=SHORTEST))
        elif first and second and first != second:
            self.add_error("again", self.words("web_start.fault.again"))
        return given


def choices_page(request: HttpRequest) -> HttpResponse:
    """See and change them."""
    form = _as_chosen(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep(form)
        return HttpResponseRedirect(f"{reverse('settings')}?kept=1")
    return _settings(request, form, Passphrase(language=form.language))


def _as_chosen(data: Any = None) -> Wanted:
    wanted = choices()
    begin = {
        "language_choice": wanted.language,
        "large": wanted.large,
        "hide_amounts": wanted.hide_amounts,
        "neutral_title": wanted.neutral_title,
        "lock_minutes": str(wanted.lock_minutes),
        "authority": store.preferences().get("authority", ""),
    }
    return Wanted(data, language=wanted.language, initial=begin)


def _settings(request: HttpRequest, form: Wanted, passphrase: Passphrase) -> HttpResponse:
    context = {
        "form": form,
        "passphrase": passphrase,
        "kept": request.GET.get("kept", ""),
        "has_passphrase": bool(_access().passphrase),
    }
    return page(request, "start/settings.html", context)


def _access() -> Access:
    found: Access = settings.QINGHUAN_ACCESS
    return found


def _keep(form: Wanted) -> None:
    given = form.cleaned_data
    store.prefer("language", given["language_choice"])
    store.prefer("lock_minutes", given["lock_minutes"])
    store.prefer("authority", given["authority"])
    for name in ("large", "hide_amounts", "neutral_title"):
        store.prefer(name, YES if given[name] else "")
    _access().minutes = int(given["lock_minutes"])


def passphrase_page(request: HttpRequest) -> HttpResponse:
    """Set another passphrase, or take it away."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("settings"))
    if "remove" in request.POST:
        return _with_passphrase("", "removed")
    form = Passphrase(request.POST, language=choices().language)
    if not form.is_valid():
        return _settings(request, _as_chosen(), form)
    return _with_passphrase(hashed(form.cleaned_data["passphrase"]), "passphrase")


def _with_passphrase(kept: str, done: str) -> HttpResponse:
    store.prefer("passphrase", kept)
    _access().passphrase = kept
    return HttpResponseRedirect(f"{reverse('settings')}?kept={done}")


def lock(request: HttpRequest) -> HttpResponse:
    """Close every session now."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("beginning"))
    _access().lock()
    forget()
    request.POST = request.POST.copy()
    request.POST.clear()
    return locked_page(request, 200)
