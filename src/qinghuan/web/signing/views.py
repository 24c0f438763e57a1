"""Signing one issued paper: the page, the signature, the signed files, stamps that wait."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import policy, store
from qinghuan.case.entries import DocumentIssued
from qinghuan.documents.signed import SignedPaper, Wish, sign_paper
from qinghuan.errors import Problem
from qinghuan.evidence import pdf_signatures
from qinghuan.evidence.certificates import OwnCertificate, read
from qinghuan.evidence.entries import PaperSigned
from qinghuan.evidence.pictures import clean
from qinghuan.evidence.signature_words import clock
from qinghuan.evidence.signing import STAMPED, Authority
from qinghuan.evidence.timestamps import NONCE_BITS
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import case_folded
from qinghuan.web.page import case_of, choices, day_of, now, page
from qinghuan.web.recording import TOKEN, made_at, sequence_of
from qinghuan.web.signing.forms import WITH, WITHOUT, BringCertificate, NewCertificate, Sign

TYPE = "application/pdf"
AUTHORITY = "authority"
"""The choice of this folder that names a timestamp authority."""


@dataclass(frozen=True, slots=True)
class Row:
    """One signature of the list: what was recorded, and whether its file is there."""

    fact: PaperSigned
    there: bool
    stamps: tuple[str, ...]


def issued_paper(summary: CaseSummary, named: str) -> DocumentIssued:
    """The paper ``named`` whose PDF was kept. Raises :class:`Http404`."""
    for one in case_folded(summary).issued:
        if one.id == named and one.digests.get("pdf", "") in one.files:
            return one
    raise Http404


def signing(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """What each way proves, and the form; sending it signs."""
    summary = case_of(case)
    issued = issued_paper(summary, paper)
    if request.method != "POST":
        return shown(request, summary, issued)
    if store.signed_by(case, request.POST.get(TOKEN, "")) is not None:
        return _back(case, paper)
    form = Sign(request.POST, files=request.FILES, language=choices().language, levels=_levels())
    if not form.is_valid() or not _signed(request, summary, issued, form):
        return shown(request, summary, issued, form=form)
    return _back(case, paper)


def _back(case: str, paper: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('signing', args=[case, paper])}?done=signed")


def _levels() -> Any:
    return WITH if store.preferences().get(AUTHORITY) else WITHOUT


def _signed(request: HttpRequest, summary: CaseSummary, issued: DocumentIssued, form: Sign) -> bool:
    """Sign and record; False puts what is wrong beside its field."""
    try:
        content = _latest(summary.id, issued)
        wish = _wish(form)
        done = wish if isinstance(wish, Problem) else sign_paper(content, wish, now=now())
        if isinstance(done, Problem) or isinstance(wish, Problem):
            form.blame([done] if isinstance(done, Problem) else [])
            return False
        _record(request, summary.id, issued, content, wish, done)
    except store.StoreRefused as refused:
        form.blame(refused.problems)
        return False
    return True


def _latest(case: str, issued: DocumentIssued) -> bytes:
    """The file as it was signed last, else as it was issued."""
    before = store.signatures(case, issued.id)
    return store.file(before[-1].files[0] if before else issued.digests["pdf"])


def _wish(form: Sign) -> Wish | Problem:
    given = form.cleaned_data
    level = given["level"]
    drawn = form.bytes_of_picture()
    picture = clean(drawn) if drawn else None
    if isinstance(picture, Problem):
        return picture
    own = None if level == "drawn" else _own(given["passphrase"])
    if isinstance(own, Problem):
        return own
    address = store.preferences().get(AUTHORITY, "")
    return Wish(
        role=given["role"],
        level=level,
        name=own.name if own else given["drawn_name"],
        own=own,
        picture=picture,
        authority=authority_of(address) if level in STAMPED else None,
    )


def _own(passphrase: str) -> OwnCertificate | Problem:
    kept = store.kept_certificate()
    if kept is None:
        return pdf_signatures.fault("no_own", "/passphrase")
    return read(kept, passphrase, now=now())


def authority_of(address: str) -> Authority:
    """Somebody to ask for timestamps, with fresh random numbers."""
    return Authority(address, lambda: secrets.randbits(NONCE_BITS))


def _record(  # noqa: PLR0913, PLR0917 (what one signature is made of)
    request: HttpRequest,
    case: str,
    issued: DocumentIssued,
    content: bytes,
    wish: Wish,
    done: SignedPaper,
) -> None:
    own = wish.own
    made = store.NewSignature(
        before=content,
        signed=done.signed.content,
        role=wish.role,
        name=wish.name,
        level=done.level,
        certificate=own.digest if own else None,
        self_made=own.self_made if own else None,
        authority=wish.authority.address if wish.authority and not done.waits else "",
        paper=issued.id,
    )
    token = request.POST.get(TOKEN, "")
    store.record_signature(
        case, made, who=store.OWNER, now=now(), expected=made_at(request), token=token
    )
    if done.waits and wish.authority:
        digest = sha256(done.signed.content).hexdigest()
        store.wait_for_stamp(case, digest, wish.authority.address)


def shown(  # noqa: PLR0913 (the page with the form that was sent)
    request: HttpRequest,
    summary: CaseSummary,
    issued: DocumentIssued,
    *,
    form: Sign | None = None,
    new: NewCertificate | None = None,
    bring: BringCertificate | None = None,
) -> HttpResponse:
    """The page of signing ``issued``."""
    language, person = choices().language, case_folded(summary).person
    name = person.name if person else ""
    done = request.GET.get("done", "")
    begin = {"level": "B", "role": "borrower", "drawn_name": name}
    context = {
        "paper": issued,
        "form": form or Sign(language=language, levels=_levels(), initial=begin),
        "new": new or NewCertificate(language=language, initial={"name": name, "years": "3"}),
        "bring": bring or BringCertificate(language=language),
        "has_certificate": store.kept_certificate() is not None,
        "authority": store.preferences().get(AUTHORITY, ""),
        "rows": _rows(summary.id, issued.id),
        "check": _check(summary.id, issued),
        "waiting": len(store.waiting_stamps(summary.id)),
        "done": done if done in {"signed", "made", "brought", "forgotten", "stamped"} else "",
        "sequence": sequence_of(summary.id),
        "tests": policy.look_up("papers.reliable_signature_tests", day_of(summary)),
    }
    return page(request, "signing/home.html", context, case=summary, at="papers")


def _rows(case: str, paper: str) -> list[Row]:
    stamps = store.stamps(case)
    return [
        Row(
            fact,
            _there(fact.files[0]),
            tuple(clock_of(one.moment) for one in stamps if one.of == fact.files[0]),
        )
        for fact in store.signatures(case, paper)
    ]


def clock_of(moment: str) -> str:
    """A moment as a fact holds it, in China's time."""
    return clock(datetime.fromisoformat(moment))


def _check(case: str, issued: DocumentIssued) -> pdf_signatures.PdfCheck | None:
    """What the latest signed file says of itself."""
    if not store.signatures(case, issued.id):
        return None
    try:
        return pdf_signatures.check(_latest(case, issued), now=now())
    except store.StoreRefused as refused:
        return pdf_signatures.PdfCheck((), tuple(refused.problems))


def _there(digest: str) -> bool:
    try:
        store.file(digest)
    except store.StoreRefused:
        return False
    return True


def signed_file(request: HttpRequest, case: str, paper: str, signed: str) -> HttpResponse:  # noqa: ARG001
    """A signed file, byte for byte."""
    issued = issued_paper(case_of(case), paper)
    for fact in store.signatures(case, paper):
        if fact.id == signed and _there(fact.files[0]):
            response = HttpResponse(store.file(fact.files[0]), content_type=TYPE)
            name = f"{issued.number}-{issued.paper}-{fact.role}.pdf"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    raise Http404


def waiting(request: HttpRequest, case: str, paper: str) -> HttpResponse:
    """Ask again for the stamps that wait."""
    summary = case_of(case)
    issued_paper(summary, paper)
    if request.method == "POST":
        store.stamp_waiting(case, authority=authority_of, who=store.OWNER, now=now())
    return HttpResponseRedirect(f"{reverse('signing', args=[case, paper])}?done=stamped")
