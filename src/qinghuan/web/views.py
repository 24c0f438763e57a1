"""The home of a case: the one next step, what it comes to, and everything recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from qinghuan import policy, store
from qinghuan.case.assess import Assessment, assess
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.fold import fold
from qinghuan.case.timeline import Moment, timeline
from qinghuan.cli import sample
from qinghuan.dates import china_today
from qinghuan.store.reading import CaseSummary
from qinghuan.web.settings import FOLDER
from qinghuan.words import Text, say, written_date

HELP: Final = (
    ("psychological_help", "hotlines.psychological_help"),
    ("police", "hotlines.police"),
    ("ambulance", "hotlines.ambulance"),
    ("legal_aid", "hotlines.legal_aid"),
)
_LABELS: Final = (
    "help",
    "next",
    "owed",
    "owed_note",
    "claimed",
    "ours",
    "difference",
    "timeline",
    "sample",
    "private",
    "other_cases",
    "by",
    "call",
    "none",
    "none_then",
    "was",
    "corrected",
)


def home(request: HttpRequest, case: str = "") -> HttpResponse:
    """The page of ``case``, without one of the sample or the case opened last."""
    cases = store.cases(store.OWNER)
    chosen = _chosen(cases, case)
    if chosen is None:
        status = 404 if case else 200
        return render(request, "empty.html", _frame(_now(), ()), status=status)
    day = sample.TODAY if chosen.index.sample else _now()
    assessment = assess(fold(store.facts(chosen.id), day, store.bill_sums(chosen.id)), day)
    page = _frame(day, [each for each in cases if each.id != chosen.id])
    page |= _answer(assessment) | {"title": chosen.index.label, "made_up": chosen.index.sample}
    page["moments"] = [_moment(each) for each in reversed(timeline(store.entries(chosen.id)))]
    return render(request, "home.html", page)


def style(_request: HttpRequest) -> HttpResponse:
    """The one style sheet."""
    return HttpResponse((FOLDER / "static" / "style.css").read_bytes(), content_type="text/css")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """There is no such page."""
    return render(request, "empty.html", _frame(_now(), ()), status=404)


def failed(_request: HttpRequest) -> HttpResponse:
    """The program failed; nothing internal is shown."""
    return HttpResponse(_say("web.failed"), status=500, content_type="text/plain; charset=utf-8")


def _now() -> date:
    return china_today(datetime.now(UTC))


def _say(text: Text | str) -> str:
    return say(Text(text) if isinstance(text, str) else text, settings.QINGHUAN_LANGUAGE)


def _chosen(cases: list[CaseSummary], named: str) -> CaseSummary | None:
    if named:
        return next((case for case in cases if case.id == named), None)
    samples = [case for case in cases if case.index.sample]
    last = (samples or cases)[-1:]
    return last[0] if last else None


def _frame(day: date, others: Any) -> dict[str, Any]:
    """What every page has: the language, the day, and help one tap away."""
    language = settings.QINGHUAN_LANGUAGE
    return {
        "language": "zh-CN" if language == "zh_CN" else "en",
        "day": written_date(day, language),
        "words": {name: _say(f"web.{name}") for name in _LABELS},
        "help": list(_help(day)),
        "others": [{"id": case.id, "label": case.index.label} for case in others],
    }


def _help(day: date) -> Any:
    for name, parameter in HELP:
        found = policy.look_up(parameter, day)
        if isinstance(found, policy.Sourced):
            yield {"number": found.string, "words": _say(f"web.help.{name}")}


def _answer(assessment: Assessment) -> dict[str, Any]:
    step = assessment.next_step
    number = policy.look_up(step.hotline, assessment.today) if step.hotline else None
    return {
        "step": {
            "says": _say(step.says),
            "why": _say(step.why),
            "by": written_date(step.by, settings.QINGHUAN_LANGUAGE),
            "notes": [_say(note) for note in step.notes],
            "stops": step.stops,
            "number": number.string if isinstance(number, policy.Sourced) else "",
        },
        "asked": f"{assessment.asked:,.2f}",
        "debts": [_debt(debt) for debt in assessment.debts],
        "later": _later(assessment),
        "begins": _begins(assessment),
        "steps": [_say(step) for step in assessment.instead],
        "affordable": _say(
            Text(
                f"view.affordable.{assessment.affordable.path}",
                amount=assessment.affordable.monthly.value,
            )
        ),
    }


def _later(assessment: Assessment) -> str:
    amount = assessment.not_yet_due
    return _say(Text("view.owed.later", amount=amount)) if amount else ""


def _begins(assessment: Assessment) -> str:
    can_pay = assessment.affordable
    if can_pay.begins is None or not can_pay.waits(assessment.today):
        return ""
    return _say(Text("view.affordable.begins", month=can_pay.begins))


def _debt(debt: DebtAssessment) -> Mapping[str, Any]:
    disclosed, comparison = debt.facts.disclosed, debt.comparison
    state = Text("view.not_late" if debt.stage.days is not None else "view.unknown")
    late = Text("view.days_late", days=debt.days_late) if debt.late else state
    ours = f"{debt.owed.total:,.2f}"
    return {
        "name": disclosed.product_name
        or disclosed.creditor
        or _say(f"view.product.{disclosed.product}"),
        "creditor": disclosed.creditor,
        "late": _say(late),
        "is_late": debt.late,
        "claimed": f"{comparison.claimed:,.2f}" if comparison.claimed is not None else "",
        "ours": ours if debt.owed.complete else _say(Text("view.at_least", amount=ours)),
        "findings": [
            {
                "says": _say(finding.says),
                "asks": _say(Text("view.claim.ask", question=finding.question)),
            }
            for finding in comparison.findings
        ],
        "warnings": [_say(warning) for warning in debt.card_warning],
    }


def _moment(moment: Moment) -> Mapping[str, Any]:
    return {
        "on": moment.on.isoformat(),
        "day": written_date(moment.on, settings.QINGHUAN_LANGUAGE),
        "says": _say(moment.says),
        "was": [_say(was) for was in moment.was],
        "reasons": moment.reasons,
    }
