"""The certificate of this folder: made, brought, saved elsewhere, or taken out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.errors import Problem
from qinghuan.evidence.certificates import make, read
from qinghuan.web.forms import Ask
from qinghuan.web.page import case_of, choices, now
from qinghuan.web.signing.forms import BringCertificate, NewCertificate
from qinghuan.web.signing.views import issued_paper, shown


def certificate(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Make one, bring one, or forget the one that is kept."""
    summary = case_of(case)
    issued = issued_paper(summary, paper)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("signing", args=[case, paper]))
    what = request.POST.get("what", "")
    if what == "forget":
        store.forget_certificate()
        return _back(case, paper, "forgotten")
    if what == "bring":
        bring = BringCertificate(request.POST, files=request.FILES, language=choices().language)
        if _brought(bring):
            return _back(case, paper, "brought")
        return shown(request, summary, issued, bring=bring)
    new = NewCertificate(request.POST, language=choices().language)
    if _made(new):
        return _back(case, paper, "made")
    return shown(request, summary, issued, new=new)


def _back(case: str, paper: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('signing', args=[case, paper])}?done={done}")


def _made(form: NewCertificate) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    made = make(given["name"], given["passphrase"], now=now(), years=int(given["years"]))
    return _kept(form, made)


def _brought(form: BringCertificate) -> bool:
    """Tried with its passphrase first, so that a wrong one is found now."""
    if not form.is_valid():
        return False
    content = bytes(form.cleaned_data["p12"].read())
    opened = read(content, form.cleaned_data["passphrase"], now=now())
    return _kept(form, opened if isinstance(opened, Problem) else content)


def _kept(form: Ask, made: bytes | Problem) -> bool:
    if isinstance(made, Problem):
        form.blame([made])
        return False
    try:
        store.keep_certificate(made)
    except store.StoreRefused as refused:
        form.blame(refused.problems)
        return False
    return True


def download(request: HttpRequest, case: str, paper: str) -> HttpResponse:  # noqa: ARG001
    """The certificate as it is kept: still encrypted."""
    issued_paper(case_of(case), paper)
    kept = store.kept_certificate()
    if kept is None:
        raise Http404
    response = HttpResponse(kept, content_type="application/x-pkcs12")
    response["Content-Disposition"] = 'attachment; filename="qinghuan.p12"'
    return response
