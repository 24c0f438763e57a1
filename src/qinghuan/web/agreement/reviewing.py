"""Their paper, pasted or brought as a file: each finding beside its clause. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from qinghuan.agreement.finding import Finding, Group
from qinghuan.agreement.offer import Row
from qinghuan.agreement.reading import LARGEST_TEXT, Reading, read_paper
from qinghuan.agreement.review import Agreed, PaperReview, review_paper
from qinghuan.agreement.their_text import of_text
from qinghuan.case.assess import Assessment
from qinghuan.case.their_paper import agreed_for
from qinghuan.errors import Problem
from qinghuan.policy.render import source_words
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.bills.uploading import too_large_of
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.plans.choosing import choices_of
from qinghuan.web.plans.seen import names, to_choose
from qinghuan.words import Language, Text, say

GROUPS: Final[tuple[Group, ...]] = (
    "who",
    "rights",
    "paying",
    "default",
    "waiver",
    "sums",
    "beside",
    "missing",
)
"""In the order in which they are told: what hurts most comes first."""


class TheirPaper(Ask):
    """Which debt it is about, and its words or its file."""

    ROOM: ClassVar[str] = "web_agreement"

    paper_debt = forms.ChoiceField(required=False)
    paper_words = forms.CharField(
        required=False, max_length=LARGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        language: Language,
        debts: Mapping[str, Text | str],
        **how: Any,
    ) -> None:
        super().__init__(data, language=language, **how)
        none = ("", self.words("web_agreement.no_debt"))
        self.fields["paper_debt"].choices = [*to_choose(debts, language), none]


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as the page shows it."""

    finding: Finding
    source: Text | None


@dataclass(frozen=True, slots=True)
class Part:
    """The findings of one kind."""

    title: Text
    findings: tuple[Shown, ...]


def home(request: HttpRequest, case: str) -> HttpResponse:
    """The form; after it what is found in the paper that was sent."""
    summary = case_of(case)
    assessment = assessed(summary)
    sent = request.method == "POST"
    form = TheirPaper(
        request.POST if sent else None,
        language=choices().language,
        debts=names(assessment),
        initial={"paper_debt": request.GET.get("debt", "")},
    )
    context: dict[str, Any] = {"form": form, "agreements": assessment.case.agreements}
    if sent and form.is_valid():
        context |= _answer(request, summary, assessment, form)
    return page(request, "agreement/home.html", context, case=summary, at="plans")


def _answer(
    request: HttpRequest, case: CaseSummary, assessment: Assessment, form: TheirPaper
) -> dict[str, Any]:
    reading = _reading(request, form.cleaned_data["paper_words"])
    if reading.text is None:
        return {"problems": reading.problems}
    debt = form.cleaned_data["paper_debt"]
    found = review_paper(reading.text, assessment.today, _beside(case, assessment, debt))
    return {
        "review": found,
        "parts": list(_parts(found)),
        "message": _message(found),
        "rows": found.schedule.rows if found.schedule else (),
        "debt": debt,
        "as_rows": _as_rows(found),
    }


def _reading(request: HttpRequest, words: str) -> Reading:
    file = request.FILES.get("paper_file")
    if too_large_of(request):
        return Reading(None, (Problem("web_agreement.too_large", *_too_large()),))
    if isinstance(file, UploadedFile):
        return read_paper(file.read(), file.name or "")
    if not words.strip():
        return Reading(None, (Problem("web_agreement.nothing", *_nothing()),))
    return Reading(of_text(words))


def _too_large() -> tuple[Text, str, Text]:
    return Text("web_agreement.too_large"), "/file", Text("web_agreement.too_large.mend")


def _nothing() -> tuple[Text, str, Text]:
    return Text("web_agreement.nothing"), "/file", Text("web_agreement.nothing.mend")


def _beside(case: CaseSummary, assessment: Assessment, debt: str) -> Agreed | None:
    """What was agreed, else the plan that was chosen, and what can be paid; None without a debt."""
    meant = next((one for one in assessment.debts if one.facts.id == debt), None)
    if meant is None or assessment.next_step.stops:
        return None
    known = [one for one in assessment.case.agreements if one.debt == debt]
    chosen = choices_of(case).get(debt)
    found = agreed_for(assessment, meant, planned(case), chosen.option if chosen else None)
    if known:
        return replace(found, rows=tuple(Row(one.due, one.amount) for one in known[-1].rows))
    return found


def _parts(found: PaperReview) -> Iterator[Part]:
    for group in GROUPS:
        here = tuple(Shown(one, _source(one)) for one in found.of(group))
        if here:
            yield Part(Text(f"web_agreement.group.{group}"), here)


def _source(one: Finding) -> Text | None:
    return source_words(one.source.source) if one.source is not None else None


def _message(found: PaperReview) -> str:
    """What to send them: every sentence to ask for, counted."""
    language = choices().language
    asks = [say(one.ask, language) for one in found.findings]
    lines = [f"{number}. {ask}" for number, ask in enumerate(dict.fromkeys(asks), start=1)]
    return "\n".join([say(Text("web_agreement.message"), language), *lines]) if lines else ""


def _as_rows(found: PaperReview) -> str:
    """The rows as the form of what was agreed takes them; empty where a day is no day."""
    rows: Sequence[Any] = found.schedule.rows if found.schedule else ()
    if any(row.due is None for row in rows):
        return ""
    return "\n".join(f"{row.due.isoformat()} {row.amount}" for row in rows)
