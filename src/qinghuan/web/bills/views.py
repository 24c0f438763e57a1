"""Bills in: many files, what became of each line, which months they cover."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan.imports.container import MEGABYTE
from qinghuan.imports.entries import StatementImported
from qinghuan.store.reading import CaseSummary
from qinghuan.web.bills.answering import answering, asked_by_part
from qinghuan.web.bills.bringing import AGAIN, LOCKED, brought, let_go, opened, read_again
from qinghuan.web.bills.facts import count_waiting, imports_of
from qinghuan.web.bills.months import months_of, years_of
from qinghuan.web.bills.payments import proposals
from qinghuan.web.bills.telling import Told, told_again
from qinghuan.web.bills.twice import suspects
from qinghuan.web.bills.uploading import LARGEST_REQUEST, MOST_FILES, left_out_of, too_large_of
from qinghuan.web.form_tokens import form_token
from qinghuan.web.memory import draft_of
from qinghuan.web.page import case_of, page
from qinghuan.words import Text


@answering
def home(request: HttpRequest, case: str) -> HttpResponse:
    """What is there, what waits, and how to bring more."""
    return _home(request, case_of(case))


@answering
def add(request: HttpRequest, case: str) -> HttpResponse:
    """Bring the files in. With JavaScript one request a file, else all at once."""
    summary = case_of(case)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("bills", args=[case]))
    fault = _fault(request)
    results = [] if fault and not request.FILES else list(brought(request, case))
    status = 413 if too_large_of(request) else 200
    if asked_by_part(request):
        context = {"results": results, "fault": fault}
        return page(request, "bills/results.html", context, case=summary, status=status)
    return _home(request, summary, results, fault, status)


def _fault(request: HttpRequest) -> Text | None:
    size = too_large_of(request)
    if size:
        limit = LARGEST_REQUEST // MEGABYTE
        return Text("web_bills.fault.too_large", size=size // MEGABYTE, limit=limit)
    if left_out_of(request):
        count = left_out_of(request)
        return Text("web_bills.fault.too_many", count=count, limit=MOST_FILES)
    return None if request.FILES else Text("web_bills.fault.no_file")


@answering
def open_locked(request: HttpRequest, case: str) -> HttpResponse:
    """The password of a file that waits, or wait no more."""
    summary = case_of(case)
    key = request.POST.get("key", "")
    if request.method != "POST" or "let_go" in request.POST:
        let_go(case, key)
        return HttpResponseRedirect(reverse("bills", args=[case]))
    result = opened(case, key, request.POST.get("zip_password", ""))
    fault = None if result else Text("web_bills.fault.gone")
    results = [result] if result else []
    if asked_by_part(request):
        context = {"results": results, "fault": fault}
        return page(request, "bills/results.html", context, case=summary)
    return _home(request, summary, results, fault)


@answering
def again(request: HttpRequest, case: str) -> HttpResponse:
    """Read the files anew that left lines to one that was taken back."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("bills", args=[case]))
    return _home(request, case_of(case), read_again(case))


@answering
def one_import(request: HttpRequest, case: str, entry: str) -> HttpResponse:
    """One file that came: the account of all its lines."""
    summary = case_of(case)
    fact = next((one for one in imports_of(case) if one.id == entry), None)
    if fact is None:
        raise Http404
    context = {"fact": fact, "file": told_again(case, fact), "covers": _covers(fact)}
    return page(request, "bills/import.html", context, case=summary)


def _home(
    request: HttpRequest,
    case: CaseSummary,
    results: list[Told] | None = None,
    fault: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = {file.key for file in results or () if file.key}
    locked = draft_of(case.id, LOCKED)
    months = months_of(case)
    context: dict[str, Any] = {
        "results": results or [],
        "fault": fault,
        "waits": [(key, name, form_token()) for key, name in locked.items() if key not in shown],
        "again": sorted(draft_of(case.id, AGAIN).values()),
        "imports": [(fact, _covers(fact)) for fact in reversed(imports_of(case.id))],
        "to_sort": count_waiting(case),
        "twice": len(suspects(case)),
        "payments": len(proposals(case)),
        "months": months,
        "years": years_of(months),
    }
    return page(request, "bills/home.html", context, case=case, status=status)


def _covers(fact: StatementImported) -> Text:
    if fact.period_from is None or fact.period_to is None:
        return Text("web_bills.covers.unknown")
    return Text("web_bills.covers", start=fact.period_from, end=fact.period_to)
