"""Check a file or a printed digest: what was checked, what is proved, what is not."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse

from qinghuan import store
from qinghuan.store.checking import DIGEST, FileCheck
from qinghuan.store.files import LARGEST_ORIGINAL
from qinghuan.web.evidence.uploading import Original
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, now, page


class VerifyForm(Ask):
    """A digest as it is printed, and whether to look into this case."""

    ROOM: ClassVar[str] = "web_evidence"

    digest = forms.CharField(required=False, max_length=200)
    held_to_case = forms.BooleanField(required=False)


def verify(request: HttpRequest, case: str) -> HttpResponse:
    """The form, and what was found; the file is not kept."""
    summary = case_of(case)
    form = VerifyForm(
        request.POST if request.method == "POST" else None, language=choices().language
    )
    found, fault, name = None, "", ""
    if request.method == "POST" and form.is_valid():
        original = request.FILES.get("original")
        name = original.name or "" if isinstance(original, Original) else ""
        found, fault = _found(form, original, summary.id)
    context = {
        "form": form,
        "found": found,
        "fault": fault,
        "name": name,
        "limit": LARGEST_ORIGINAL >> 20,
    }
    return page(request, "evidence/verify.html", context, case=summary, at="evidence")


def _found(form: VerifyForm, original: object, case: str) -> tuple[FileCheck | None, str]:
    """What checking found, or the end of the id of what is missing."""
    if isinstance(original, Original):
        if original.new.too_large:
            return None, "too_large"
        path = original.new.path
        checked = store.check_file(path, now=now(), name=original.name or "")
        if form.cleaned_data["held_to_case"]:
            checked = store.held_to_case(checked, case, path)
        return checked, ""
    digest = "".join(form.cleaned_data["digest"].split()).lower()
    if DIGEST.fullmatch(digest):
        return store.held_to_case(store.check_digest(digest), case), ""
    return None, "no_digest" if digest else "no_file"
