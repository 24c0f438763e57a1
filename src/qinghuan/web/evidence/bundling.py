"""Make a bundle: tick what goes in, see its digest, save it. Nothing is recorded.

The same ticks of the same case on the same day give the same bytes, so what is saved is what
the digest was shown of.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from qinghuan import store
from qinghuan.evidence.bundle import Made
from qinghuan.store.reading import CaseSummary
from qinghuan.store.vault import Kept
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.names import debt_names, said
from qinghuan.web.evidence.drawer import kept_in, said_day
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, day_of, page


class BundleForm(Ask):
    """Which originals, for whom."""

    ROOM: ClassVar[str] = "web_evidence"

    recipient = forms.CharField(required=False, max_length=200)
    items = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    with_chain = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, kept: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(data, **how)
        self.fields["items"].choices = kept


def bundle(request: HttpRequest, case: str) -> HttpResponseBase:
    """The ticks, then the digest, then the file."""
    summary = case_of(case)
    form, made = _form(request, summary), None
    if request.method == "POST" and form.is_valid():
        try:
            made, response = _made(request, summary, form)
        except store.StoreRefused as refused:
            form.blame(refused.problems)
        else:
            if response is not None:
                return response
    kept = kept_in(summary)
    context = {
        "form": form,
        "made": made,
        "none": not kept,
        "ticked": form.cleaned_data["items"] if made else (),
        "careful": [one for one in kept if not one.by_itself],
        "debts": debt_names(case_folded(summary)),
    }
    return page(request, "evidence/bundle.html", context, case=summary, at="evidence")


def _form(request: HttpRequest, summary: CaseSummary) -> BundleForm:
    language, kept = choices().language, kept_in(summary)
    names, debt = debt_names(case_folded(summary)), request.GET.get("debt", "")

    def called(one: Kept) -> str:
        of = f" · {said(names[one.debt], language)}" if one.debt in names else ""
        return f"{said_day(one, language)}{of}"

    there = [one for one in kept if one.there]
    ticked = [one.item.entry for one in there if one.by_itself and debt in {"", one.debt}]
    return BundleForm(
        request.POST if request.method == "POST" else None,
        initial={"items": ticked, "with_chain": True},
        language=language,
        kept=[(one.item.entry, called(one)) for one in there],
    )


def _made(
    request: HttpRequest, summary: CaseSummary, form: BundleForm
) -> tuple[Made, HttpResponse | FileResponse | None]:
    """What the bundle is, and the file itself where it was asked for."""
    given, day = form.cleaned_data, day_of(summary)
    wanted = store.Wanted(
        store.chosen(kept_in(summary), given["items"]),
        given["recipient"],
        day,
        choices().language,
        with_chain=given["with_chain"],
    )
    with tempfile.TemporaryDirectory(prefix="qinghuan-") as folder:
        target = Path(folder) / f"{day:%Y%m%d}-evidence.zip"
        made = store.make_bundle(summary.id, wanted, target)
        if "save" not in request.POST:
            return made, None
        opened = target.open("rb")
    # The file has no name any more and is gone when it was sent, or when sending stopped.
    return made, FileResponse(opened, as_attachment=True, filename=target.name)
