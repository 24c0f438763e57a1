"""The first ten minutes on a phone: one question a screen, then the card of the next 24 hours.

Nothing is kept before the person asks for it: the answers travel in the form from screen to
screen.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.case.fold import fold
from qinghuan.cli.cases import standing_of
from qinghuan.cli.facts import Standing
from qinghuan.cli.triage_kept import facts_to_keep
from qinghuan.contact.fears import fears
from qinghuan.contact.scams import scam_check
from qinghuan.contact.triage import TriageAnswers, triage
from qinghuan.errors import Problem
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.forms import Ask
from qinghuan.web.page import choices, now, page, today
from qinghuan.web.recording import TOKEN, record
from qinghuan.web.start.questions import ORDER, Sheet

CARD = "card"
NEW = "new"


class Keep(Ask):
    """Where the answers are kept: in a case that is opened now, or in one that is there."""

    ROOM = "web_start"
    into = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    label = forms.CharField(required=False, max_length=60)

    def __init__(self, data: object, *, cases: list[CaseSummary], **how: object) -> None:
        super().__init__(data, **how)  # type: ignore[arg-type]
        if not cases:
            del self.fields["into"]
            return
        named = [(case.id, self.words("web_start.into", label=case.index.label)) for case in cases]
        self.fields["into"].choices = [*named, (NEW, self.words("web_start.into_new"))]


def triage_page(request: HttpRequest) -> HttpResponse:
    """One question, or the card."""
    sheet = _sheet(request)
    if request.method != "POST":
        return _question(request, sheet, 0)
    wish, at = request.POST.get("_go", "on"), _place(request.POST.get("_at", ""))
    if wish == "large":
        store.prefer("large", "" if choices().large else "yes")
        return (
            _question(request, sheet, at, blank=True) if at < len(ORDER) else _card(request, sheet)
        )
    if wish == "back":
        return _question(request, sheet, sheet.before(at), blank=True)
    if wish == "over" and at < len(ORDER):
        sheet = sheet.without(at)
    return _on(request, sheet, at)


def _on(request: HttpRequest, sheet: Sheet, at: int) -> HttpResponse:
    """Past the question at ``at``: to the next one, or to one that cannot be read."""
    faulty = sheet.faulty()
    if faulty is not None and faulty <= at:
        return _question(request, sheet, faulty)
    following = sheet.next(at)
    if following is not None:
        return _question(request, sheet, following, blank=True)
    return _card(request, sheet)


def _sheet(request: HttpRequest) -> Sheet:
    return Sheet(request.POST.copy(), choices().language, today())


def _place(typed: str) -> int:
    if typed == CARD:
        return len(ORDER)
    return int(typed) if typed.isdecimal() and int(typed) < len(ORDER) else 0


def _question(request: HttpRequest, sheet: Sheet, at: int, *, blank: bool = False) -> HttpResponse:
    first = request.method != "POST"
    form = sheet.screen(at, blank=blank or first)
    context = {
        "form": form,
        "at": at,
        "number": at + 1,
        "most": len(ORDER),
        "hidden": list(sheet.hidden(at)),
    }
    return page(request, "start/triage.html", context)


def _card(request: HttpRequest, sheet: Sheet, keep: Keep | None = None) -> HttpResponse:
    card = triage(sheet.answers(), sheet.today)
    context = {
        "card": card,
        "title": f"contact.triage.title.{card.stops or 'go_on'}",
        "hidden": list(sheet.hidden(None)),
        "keep": keep or Keep(None, cases=_own(), language=sheet.language, initial=_begin()),
        "place": CARD,
    }
    return page(request, "start/card.html", context)


def _own() -> list[CaseSummary]:
    return [case for case in store.cases(store.OWNER) if not case.index.sample]


def _begin() -> dict[str, str]:
    own = _own()
    return {"into": own[0].id if own else NEW}


def keep_page(request: HttpRequest) -> HttpResponse:
    """Keep what can be kept, in the case that is asked for, and go to its home."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("triage"))
    sheet = _sheet(request)
    faulty = sheet.faulty()
    if faulty is not None:
        return _question(request, sheet, faulty)
    answers = sheet.answers()
    if not triage(answers, sheet.today).may_be_kept:
        return _card(request, sheet)
    form = Keep(request.POST, cases=_own(), language=sheet.language)
    if not form.is_valid():
        return _card(request, sheet, form)
    into = form.cleaned_data.get("into") or NEW
    case, count, problems = (
        _begun(request, form, answers, sheet) if into == NEW else _added(request, into, answers)
    )
    if problems:
        form.blame(problems)
        return _card(request, sheet, form)
    return HttpResponseRedirect(f"{reverse('home', args=[case])}?kept={count}")


def _begun(
    request: HttpRequest, form: Keep, answers: TriageAnswers, sheet: Sheet
) -> tuple[str, int, list[Problem]]:
    """A new case with what the answers leave in it: its id, how many facts, what is wrong."""
    label = form.cleaned_data["label"] or form.words("web_start.label")
    opened = CaseOpened(id=store.mint(), on=sheet.today, label=label, language=sheet.language)
    empty, standing = fold((), sheet.today), Standing(sheet.today)
    facts, problems = facts_to_keep(answers, empty, standing, store.mint)
    if problems:
        return "", 0, problems
    token = request.POST.get(TOKEN, "")
    case = store.new_case([opened, *facts], who=store.OWNER, now=now(), token=token)
    return case, len(facts), []


def _added(
    request: HttpRequest, into: str, answers: TriageAnswers
) -> tuple[str, int, list[Problem]]:
    summary = next(case for case in _own() if case.id == into)
    folded, standing = case_folded(summary), standing_of(into)
    facts, problems = facts_to_keep(answers, folded, standing, store.mint)
    if facts and not problems:
        problems = list(record(request, into, facts).problems)
    return into, len(facts), problems


def scam_page(request: HttpRequest) -> HttpResponse:
    """Is this caller a scam? The text is looked at and forgotten."""
    text = request.POST.get("text", "")
    found = scam_check(text, today()) if text.strip() else None
    return page(request, "start/scam.html", {"text": text, "check": found})


def fears_page(request: HttpRequest) -> HttpResponse:
    """Frightening words, a card each."""
    return page(request, "start/fears.html", {"cards": fears(today())})
