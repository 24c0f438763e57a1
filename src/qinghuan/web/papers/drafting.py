"""The papers a case can have today, and one of them looked at before it is written."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Final, cast, get_args

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import store
from qinghuan.case.plan import asked_for
from qinghuan.documents.drafts import KEPT, Draft, drafts
from qinghuan.documents.hiding import HIDES, Hidden, hideable
from qinghuan.documents.paper import KINDS, Journal, Kind, Paper
from qinghuan.documents.subject import Plans
from qinghuan.documents.tree import Tree
from qinghuan.plans.offers import Role
from qinghuan.plans.options import Option
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.contact.names import debt_names
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, choices, day_of, now, page
from qinghuan.web.papers.groups import Listed, grouped
from qinghuan.web.papers.laying import laid_out
from qinghuan.web.papers.mending import PERSON, mends
from qinghuan.web.plans.choosing import asked_in_letters
from qinghuan.web.recording import TOKEN
from qinghuan.web.returning import with_way_back
from qinghuan.words import LANGUAGES, SOURCE_LANGUAGE, Language, Text

ROLES: Final[tuple[Role, ...]] = get_args(Role)


def role_of(request: HttpRequest) -> Role:
    """Which offer the papers ask for."""
    asked = request.GET.get("offer", "")
    return cast("Role", asked) if asked in ROLES else "opening"


def plans_for(request: HttpRequest, summary: CaseSummary) -> dict[str, Option | None]:
    """What the papers ask for: the offer named in the address, else what was chosen."""
    if request.GET.get("offer", "") in ROLES:
        return asked_for(planned(summary), role_of(request))
    return asked_in_letters(summary)


def papers(request: HttpRequest, case: str) -> HttpResponse:
    """Every paper, by where it goes; those the case calls for first."""
    summary, role = case_of(case), role_of(request)
    plans = plans_for(request, summary)
    assessment, made = assessed(summary), planned(summary)
    usual, every = remembered(
        ("papers", case, head_of(case), day_of(summary), _asks(plans), choices().language),
        lambda: _all(summary, plans),
    )
    wanted = {(one.kind, one.debt, one.about) for one in usual}
    here = request.get_full_path()
    listed = [
        Listed(one, mends(one.gate.problems, case, here), (one.kind, one.debt, one.about) in wanted)
        for one in every
    ]
    context = {
        "role": role,
        "roles": ROLES if any(one.offers for one in made) else (),
        "offers": [(one, one.offers) for one in made],
        "groups": grouped([one for one in listed if not _absent(one.draft)]),
        "absent": [one for one in listed if _absent(one.draft)],
        "names": debt_names(assessment.case),
        "issued": len(assessment.case.issued),
        "case_has_debts": bool(assessment.debts),
        "person": with_way_back(reverse(PERSON, args=[case]), here),
    }
    return page(request, "papers/home.html", context, case=summary, at="papers")


def _asks(plans: Plans) -> tuple[tuple[str, str], ...]:
    """What tells one set of plans from another."""
    return tuple((debt, repr(option and option.instalments)) for debt, option in plans.items())


def _all(summary: CaseSummary, plans: Plans) -> tuple[tuple[Draft, ...], tuple[Draft, ...]]:
    assessment = assessed(summary)
    language = choices().language
    usual = drafts(assessment, language=language, plans=plans)
    return usual, drafts(assessment, language=language, plans=plans, kinds=KINDS)


def _absent(draft: Draft) -> bool:
    """Whether nothing in the case calls for such a paper at all."""
    return any(one.code.startswith("documents.absent") for one in draft.gate.problems)


def one_paper(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """One paper as it will be; sending the form writes it and records that."""
    if kind not in KINDS:
        raise Http404
    summary = case_of(case)
    if request.method == "POST" and (before := store.issued_by(case, _token(request))):
        return _to(case, before[0].id)
    hidden = _hidden(request)
    draft = _draft(request, summary, kind, hidden)
    plain = laid_out(draft.paper) if draft.paper else None
    seen = fingerprint(plain) if plain else ""
    changed, problems = False, []
    if request.method == "POST" and draft.paper is not None:
        changed = request.POST.get("_seen") != seen
        if not changed:
            try:
                issued = _issued(request, case, draft, draft.paper)
            except store.StoreRefused as refused:
                problems = list(refused.problems)
            else:
                return _to(case, issued)
    context = {
        "draft": draft,
        "paper": plain,
        "seen": seen,
        "changed": changed,
        "problems": problems,
        "mends": mends(draft.gate.problems, case, request.get_full_path()),
        "names": debt_names(assessed(summary).case),
        "paper_language": _language(request, kind),
        "role": role_of(request),
        "query": _query(request),
        "hides": [(one, Text(f"web_papers.hide.{one}"), one in hidden) for one in hideable(kind)],
        "kept_fields": _kept_fields(request),
    }
    return page(request, "papers/one.html", context, case=summary, at="papers")


def _token(request: HttpRequest) -> str:
    return str(request.POST.get(TOKEN, ""))


def _to(case: str, issued: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("papers_issued_one", args=[case, issued]))


def _language(request: HttpRequest, kind: str) -> Language:
    """A paper that leaves is Chinese unless asked otherwise; one that stays is as the pages are."""
    asked = request.GET.get("language", "")
    if asked in LANGUAGES:
        return cast("Language", asked)
    return choices().language if kind in KEPT else SOURCE_LANGUAGE


def _hidden(request: HttpRequest) -> Hidden:
    """What the address says is left out."""
    asked = request.GET.getlist("hide")
    return frozenset(one for one in HIDES if one in asked)


def _kept_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """The rest of the address, for the form that chooses what is left out."""
    return [(name, value) for name, value in request.GET.items() if name != "hide"]


def _draft(request: HttpRequest, summary: CaseSummary, kind: Kind, hidden: Hidden) -> Draft:
    """The paper about the debt, contact or court paper that the address names."""
    found = drafts(
        assessed(summary),
        language=_language(request, kind),
        plans=plans_for(request, summary),
        kinds=(kind,),
        debt=request.GET.get("debt", ""),
        about=request.GET.get("about", ""),
        journal=Journal(*store.head(summary.id)),
        hidden=hidden,
    )
    if not found:
        raise Http404
    return found[0]


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("language", None)
    return kept.urlencode()


def fingerprint(plain: Tree) -> str:
    """Of what is read in a paper, without its number and the journal at its foot."""
    read = {name: value for name, value in plain.items() if name not in {"number", "foot"}}
    return sha256(json.dumps(read, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _issued(request: HttpRequest, case: str, draft: Draft, paper: Paper) -> str:
    made = store.MadePaper(draft, store.contents_of(paper))
    done = store.issue(case, [made], who=store.OWNER, now=now(), token=_token(request))
    return done[0].id
