"""Where a person is in a flow: which case, which debt, a new fact or one that is corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404
from django.urls import reverse

from qinghuan import store
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.debts.facts import DebtFacts
from qinghuan.journal.fact import Fact
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed
from qinghuan.web.debts.fields import Field, Typed
from qinghuan.web.debts.flow import Flow, Own, Step
from qinghuan.web.debts.flows import BY_KIND, FLOWS
from qinghuan.web.debts.flows.terms import terms_answers
from qinghuan.web.memory import draft_of
from qinghuan.web.page import day_of
from qinghuan.words import Language, written_date

CHECK: Final = "check"
REASONS: Final = ("mistake", "later", "changed")
REASON: Final = Step(
    "reason",
    (
        Field("reason_kind", "choice", "web_debts.reason", REASONS, required=True),
        Field("reason", "words"),
    ),
)
_NOT_CORRECTED: Final = frozenset({"how"})
"""Steps that only matter when something new is recorded."""


@dataclass(frozen=True, slots=True)
class Place:
    """One flow on its way."""

    case: CaseSummary
    flow: Flow
    debt: str = ""
    """Empty: a new debt."""
    wrong: Fact | None = None
    """The fact that is corrected; None: something new."""

    def url(self, step: str) -> str:
        """The address of one screen."""
        if self.wrong is not None:
            return reverse("debt_correct", args=[self.case.id, self.debt, self.wrong.id, step])
        if self.debt:
            return reverse("debt_record", args=[self.case.id, self.debt, self.flow.id, step])
        return reverse("debt_new", args=[self.case.id, step])

    @property
    def back(self) -> str:
        """Where it began."""
        if self.debt:
            return reverse("debt", args=[self.case.id, self.debt])
        return reverse("debts", args=[self.case.id])

    @property
    def draft(self) -> str:
        """The name of what is being typed."""
        return f"debts/{self.debt}/{self.wrong.id if self.wrong else self.flow.id}"

    @property
    def typed(self) -> Typed:
        """What was typed so far; at the beginning what is known."""
        return draft_of(self.case.id, self.draft) or self.beginning()

    def beginning(self) -> dict[str, str]:
        """What stands in the fields before anything is typed."""
        if self.wrong is not None:
            return self.flow.typed_of(self.wrong)
        if self.flow.id == "terms":
            terms = debt_of(assessed(self.case), self.debt).facts.terms
            return self.flow.typed_of_values(terms_answers(terms))
        return {"on": day_of(self.case).isoformat()} if self.flow.id == "claim" else {}

    def steps(self, typed: Typed) -> list[Step]:
        """The screens that are asked."""
        asked = self.flow.asked(typed)
        if self.wrong is None:
            return asked
        return [*(step for step in asked if step.id not in _NOT_CORRECTED), REASON]

    def step(self, id: str, typed: Typed) -> Step:
        """The screen ``id``. Raises :class:`Http404` for one that is not asked."""
        for step in self.steps(typed):
            if step.id == id:
                return step
        raise Http404

    def after(self, step: Step, typed: Typed) -> str:
        """The address of what comes after ``step``."""
        every = [one.id for one in self.steps(typed)] + [CHECK]
        return self.url(every[every.index(step.id) + 1])

    def before(self, step: str, typed: Typed) -> str:
        """The address of what comes before ``step``; where it began before the first."""
        every = [one.id for one in self.steps(typed)] + [CHECK]
        place = every.index(step)
        return self.url(every[place - 1]) if place else self.back

    def own(self, language: Language) -> Own:
        """Choices that come from the case: its payments."""
        if self.flow.id != "reversed":
            return {}
        debt = debt_of(assessed(self.case), self.debt).facts
        return {"payment": payment_choices(debt, language)}

    def known(self) -> Mapping[str, Any]:
        """The terms that stand, so that what is not asked stays."""
        if self.flow.id != "terms":
            return {}
        wrong: Any = self.wrong
        terms = wrong.terms if wrong else debt_of(assessed(self.case), self.debt).facts.terms
        return dict(terms.model_dump(exclude_defaults=True))


def payment_choices(debt: DebtFacts, language: Language) -> Sequence[tuple[str, str]]:
    """The payments of ``debt``, the latest first."""
    return [
        (paid.entry or paid.line, f"{written_date(paid.on, language)}  {paid.amount:,.2f}")
        for paid in reversed(debt.payments)
    ]


def debt_of(assessment: Assessment, debt: str) -> DebtAssessment:
    """The debt with the id ``debt``. Raises :class:`Http404`."""
    for known in assessment.debts:
        if known.facts.id == debt:
            return known
    raise Http404


def flow_of(name: str) -> Flow:
    """The flow called ``name``. Raises :class:`Http404`."""
    if name not in FLOWS or name == "debt":
        raise Http404
    return FLOWS[name]


def standing_fact(case: CaseSummary, entry: str) -> Fact:
    """The fact that stands under ``entry`` now. Raises :class:`Http404`."""
    for recorded in store.facts(case.id):
        if recorded.fact.id == entry and recorded.fact.KIND in BY_KIND:
            return recorded.fact
    raise Http404
