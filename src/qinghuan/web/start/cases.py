"""Open a case, bring the sample, take a case out, erase one."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.store.appending import named_files
from qinghuan.web.answers import forget
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, now, page, today
from qinghuan.web.recording import TOKEN


class NewCase(Ask):
    """What a new case is called."""

    label = forms.CharField(max_length=60)


class EraseCase(Ask):
    """The name typed again."""

    erase_label = forms.CharField(max_length=80)


def sample_case(request: HttpRequest) -> HttpResponse:
    """The sample: the one that is there, else loaded now."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("beginning"))
    known = next((case.id for case in store.cases(store.OWNER) if case.index.sample), None)
    made = known or load(Screen(choices().language, as_json=True))
    return HttpResponseRedirect(reverse("home", args=[made]))


def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case under a name of one's own."""
    language = choices().language
    form = NewCase(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        opened = CaseOpened(
            id=store.mint(), on=today(), label=form.cleaned_data["label"], language=language
        )
        token = request.POST.get(TOKEN, "")
        case = store.new_case([opened], who=store.OWNER, now=now(), token=token)
        return HttpResponseRedirect(reverse("home", args=[case]))
    return page(request, "start/new.html", {"form": form})


def export(request: HttpRequest, case: str) -> HttpResponse:
    """The case in one file, verified before it is handed over."""
    summary = case_of(case)
    if request.method != "POST":
        return page(request, "start/export.html", case=summary)
    with tempfile.TemporaryDirectory(prefix="qinghuan-") as folder:
        target = Path(folder) / f"{summary.id}.qinghuan"
        store.export_case(case, target)
        opened = target.open("rb")
    # The file has no name any more and is gone when it was sent, or when sending stopped.
    return FileResponse(opened, as_attachment=True, filename=target.name)


def erase(request: HttpRequest, case: str) -> HttpResponse:
    """Erase a case for good, after its name was typed again; what was erased is named."""
    summary = case_of(case)
    form = EraseCase(request.POST or None, language=choices().language)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["erase_label"] == summary.index.label:
            erased = store.erase(case, who=store.OWNER)
            forget()
            return page(request, "start/erased.html", {"erased": erased})
        form.add_error("erase_label", form.words("web.fault.other_name"))
    return page(request, "start/erase.html", {"form": form} | _within(case), case=summary)


def _within(case: str) -> dict[str, int]:
    """How much is erased with a case."""
    return {
        "entries": len(store.entries(case)),
        "lines": len(store.lines(case, superseded=True)),
        "files": len(named_files(case)),
    }
