"""Keep an original: one file, and what has to be written down about it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final, get_args

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.cli.facts import EARLIEST
from qinghuan.evidence.entries import EvidenceKept, Got, Sort
from qinghuan.store.files import LARGEST_ORIGINAL
from qinghuan.store.home import current
from qinghuan.store.locking import together
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.contact.forms import LONG, SHORT, Clock, OfCase
from qinghuan.web.contact.log import first_of
from qinghuan.web.contact.names import debt_names
from qinghuan.web.evidence.drawer import shown_by
from qinghuan.web.evidence.uploading import Original
from qinghuan.web.forms import Day
from qinghuan.web.page import case_of, choices, day_of, page
from qinghuan.web.recording import TOKEN, Recorded, record, sequence_of
from qinghuan.words import say

SORTS: Final = get_args(Sort)
HOWS: Final = get_args(Got)
MOST_SHOWN: Final = 200
"""Entries to choose from; older ones are reached from their own page."""


def _short(**more: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=SHORT, **more)


def _long(rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=LONG, widget=area)


class AddForm(OfCase):
    """What an original is, whence it came, and what it is to show."""

    ROOM: ClassVar[str] = "web_evidence"

    sort = forms.ChoiceField()
    title = forms.CharField(max_length=SHORT)
    how = forms.ChoiceField()
    on = Day()
    at = Clock()
    debt = forms.ChoiceField(required=False)
    about = forms.ChoiceField(required=False)
    carrier = _short()
    shows = _long(2)
    transcript = _long(5)
    by = _short()

    def __init__(self, data: Any = None, *, about: list[tuple[str, str]], **how: Any) -> None:
        super().__init__(data, **how)
        self._offer("sort", self.choices("timeline.evidence", SORTS))
        self._offer("how", self.choices("evidence.got", HOWS))
        self._offer("about", [("", self.words("web_evidence.about.none")), *about])

    def _offer(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices

    def clean_on(self) -> date:
        """No day to come, and none of long ago."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(self.words("web_evidence.fault.future"))
        if on < EARLIEST:
            raise forms.ValidationError(self.words("web_evidence.fault.old"))
        return on


def add(request: HttpRequest, case: str) -> HttpResponse:
    """The form; what was typed stays where something is wrong, the file is chosen again."""
    summary = case_of(case)
    form, changed = _form(request, summary), False
    original = request.FILES.get("original") if request.method == "POST" else None
    fault = ""
    if request.method == "POST":
        fault = _fault(original)
        if form.is_valid() and not fault and isinstance(original, Original):
            done, entry = _kept(request, summary, form, original)
            if done.done:
                where = reverse("evidence_one", args=[case, entry]) if entry else ""
                return HttpResponseRedirect(f"{where or reverse('evidence', args=[case])}?kept=1")
            changed = done.changed
            form.blame(done.problems)
    context = {
        "form": form,
        "changed": changed,
        "sequence": sequence_of(case),
        "fault": fault,
        "file_again": request.method == "POST",
        "limit": LARGEST_ORIGINAL >> 20,
        "advice": form["sort"].value() or "recording",
    }
    return page(request, "evidence/add.html", context, case=summary, at="evidence")


def _form(request: HttpRequest, summary: CaseSummary) -> AddForm:
    folded, language = case_folded(summary), choices().language
    asked = {name: request.GET[name] for name in ("debt", "about", "sort") if name in request.GET}
    if asked.get("sort", "recording") != "recording":
        asked["how"] = "photographed"
    shown = list(shown_by(folded).items())
    about = [
        (entry, say(text, language))
        for place, (entry, text) in enumerate(shown)
        if place < MOST_SHOWN or entry in {asked.get("about"), request.POST.get("about")}
    ]
    return AddForm(
        request.POST if request.method == "POST" else None,
        initial={"on": day_of(summary), "sort": "recording", "how": "recorded"} | asked,
        language=language,
        debts=debt_names(folded),
        today=day_of(summary),
        about=about,
    )


def _fault(original: object) -> str:
    """What is wrong with the file, by the end of the id of its sentence."""
    if not isinstance(original, Original):
        return "no_file"
    if original.new.too_large:
        return "too_large"
    return "" if original.new.size else "empty"


def _kept(
    request: HttpRequest, summary: CaseSummary, form: AddForm, original: Original
) -> tuple[Recorded, str]:
    """Keep the file and record it; the entry, of a form sent twice the first one."""
    given = form.known()
    try:
        with together(current().path):
            digest = original.new.keep()
            name = (original.name or "")[-SHORT:]
            fact = EvidenceKept(id=store.mint(), files=(digest,), name=name, **given)
            done = record(request, summary.id, [fact])
    except store.StoreRefused as refused:
        return Recorded(tuple(refused.problems)), ""
    return done, first_of(summary.id, request.POST.get(TOKEN, "")) or fact.id
