"""Rehearse the call with a made-up desk, round by round. Nothing is stored; it is practice.

The whole talk stands in the address: what we said each round, the desk, the seed. So the way
back takes a word back, and there is nothing to keep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from qinghuan import policy
from qinghuan.agreement.offer import Review, Row, Theirs, review
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import SEED, household_of, our_side, position_of
from qinghuan.money import total
from qinghuan.plans.concession import State, next_move
from qinghuan.plans.ladder import asked_in_all
from qinghuan.plans.offers import Offer, Offers
from qinghuan.plans.proposals import Table, Terms, Wishes, nearest, rows, table
from qinghuan.plans.rehearsal import Reply, Talk, desks
from qinghuan.plans.schedule import Instalment
from qinghuan.store.reading import CaseSummary
from qinghuan.web.answers import assessed, planned
from qinghuan.web.memory import head_of, remembered
from qinghuan.web.page import case_of, page
from qinghuan.web.plans.seen import chance, names
from qinghuan.words import Text

ROUNDS: Final = 6
"""How many rounds the advice counts on: nobody says how long a call is."""
MOST: Final = 12
"""Rounds of practice; nobody talks longer in one call."""
ADVISED: Final = "advised"
LARGEST_SEED: Final = 9_999


@dataclass(frozen=True, slots=True)
class Round:
    """What we said, and what they answered."""

    said: Text
    reply: Reply


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, and the sentence for it where there is one."""

    says: Text
    said: Text | None = None
    plan: tuple[Instalment, ...] = ()
    terms: Terms | None = None


@dataclass
class Call:
    """A practice call as far as it has come."""

    talk: Talk
    made: Offers
    table: Table
    household: Any
    debt: DebtAssessment
    rounds: list[Round] = field(default_factory=list)
    ours: list[Terms] = field(default_factory=list)
    theirs: list[Terms] = field(default_factory=list)
    last: str = ""
    """What was said last, by its name."""

    @property
    def over(self) -> bool:
        """Whether they said yes or a last no, or it has gone on long enough."""
        ended = bool(self.rounds) and self.rounds[-1].reply.answer != "counters"
        return ended or len(self.rounds) >= MOST

    def advised(self) -> Advice:
        """The next move; what they named counts as accepted only where the review says so."""
        move = next_move(self._state(self.theirs))
        if move.action == "accept":
            move = next_move(self._state(()))
        stays = bool(self.ours) and move.terms == self.ours[-1]
        offer = self._offer(self.last) if stays else None
        if offer is not None:
            return Advice(
                Text("web_plans.rehearse.stay"), said(offer), offer.option.instalments, move.terms
            )
        if move.action != "offer" or move.terms is None:
            return Advice(move.says)
        plan = rows(move.terms, self.debt.owed, self.household)
        words = Text(
            "web_plans.rehearse.said", months=len(plan), amount=plan[0].amount, first=plan[0].due
        )
        return Advice(move.says, words, plan, move.terms)

    def _offer(self, role: str) -> Offer | None:
        return next((one for one in self.made.offers if one.role == role), None)

    def _state(self, theirs: Sequence[Terms]) -> State:
        round_ = len(self.rounds) + 1
        return State(self.table, round_, max(ROUNDS, round_), tuple(theirs), tuple(self.ours))

    def say(self, what: str) -> None:
        """Say one of the offers by its role, or what is advised; anything else says nothing."""
        named = self._named(what)
        if named is None or self.over:
            return
        said, plan, terms = named
        self.last = what if what != ADVISED else self.last if self._repeats(terms) else ""
        reply = self.talk.reply(plan, len(self.rounds) + 1)
        self.rounds.append(Round(said, reply))
        if terms is not None:
            self.ours.append(terms)
        near = nearest(self.table, total(row.amount for row in reply.rows), len(reply.rows))
        if reply.rows and near is not None:
            self.theirs.append(near)

    def _named(self, what: str) -> tuple[Text, tuple[Instalment, ...], Terms | None] | None:
        offer = self._offer(what)
        if offer is not None:
            option = offer.option
            near = nearest(self.table, option.total.value, option.months)
            return said(offer), option.instalments, near
        advice = self.advised() if what == ADVISED else None
        if advice is None or advice.said is None:
            return None
        return advice.said, advice.plan, advice.terms

    def _repeats(self, terms: Terms | None) -> bool:
        return bool(self.ours) and terms == self.ours[-1]


def said(offer: Offer) -> Text:
    """An offer as one says it."""
    option = offer.option
    shape = "said" if option.shape == "equal" else "said_seasonal"
    return Text(
        f"web_plans.rehearse.{shape}",
        months=option.months,
        amount=option.monthly.value,
        first=option.first_date,
    )


def home(request: HttpRequest, case: str) -> HttpResponse:
    """Choose a desk, say something, hear the answer."""
    summary = case_of(case)
    assessment = assessed(summary)
    made = [] if assessment.next_step.stops else [one for one in planned(summary) if one.offers]
    if not made:
        return HttpResponseRedirect(reverse("plans", args=[case]))
    asked = request.GET
    one = next((each for each in made if each.debt == asked.get("debt")), made[0])
    call = _call(summary, assessment, one, asked)
    spoken = [*asked.get("said", "").split(".")[:MOST], asked.get("say", "")]
    for word in spoken:
        call.say(word)
    context = _context(assessment, call, made)
    context["said"] = ".".join(word for word in spoken if word)[:400]
    return page(request, "plans/rehearse.html", context, case=summary, at="plans")


def _call(case: CaseSummary, assessment: Assessment, one: Offers, asked: Mapping[str, str]) -> Call:
    debt = next(each for each in assessment.debts if each.facts.id == one.debt)
    position, household = position_of(debt), household_of(assessment)
    desk = desks().get(asked.get("desk", ""), next(iter(desks().values())))
    typed = asked.get("seed", "")
    seed = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else SEED  # noqa: PLR2004
    key = ("plans.table", case.id, head_of(case.id), assessment.today, policy.digest(), one.debt)
    found = remembered(key, lambda: table(position, household, one.share, Wishes(), seed=SEED))
    talk = Talk(desk, asked_in_all(position), assessment.today, seed)
    return Call(talk, one, found, household, debt)


def _context(assessment: Assessment, call: Call, made: Sequence[Offers]) -> dict[str, Any]:
    called = names(assessment)
    looked = _looked_at(assessment, call, made)
    advice = None if call.over else call.advised()
    accept = looked is not None and looked.verdict == "accept"
    return {
        "call": call,
        "name": called[call.made.debt],
        "debts": [(one.debt, called[one.debt]) for one in made],
        "desks": [(name, Text(f"web_plans.desk.{name}")) for name in desks()],
        "offers": [
            (one.role, Text(f"web_plans.role.{one.role}"), said(one)) for one in call.made.offers
        ],
        "looked": looked,
        "chance": chance(looked.outlook) if looked is not None and looked.outlook else None,
        "accept": accept,
        "advice": None if accept else advice,
        "next_seed": call.talk.seed % LARGEST_SEED + 1,
        "end": Text(f"web_plans.rehearse.end.{call.rounds[-1].reply.answer}")
        if call.over
        else None,
    }


def _looked_at(assessment: Assessment, call: Call, made: Sequence[Offers]) -> Review | None:
    """What to answer to their last numbers."""
    if not call.rounds or call.rounds[-1].reply.answer != "counters":
        return None
    asked = tuple(Row(row.due, row.amount) for row in call.rounds[-1].reply.rows)
    theirs = Theirs(asked, call.talk.claim, penalty_stops=True, rest_waived=True)
    return review(theirs, our_side(assessment, call.debt, made), seed=SEED)
