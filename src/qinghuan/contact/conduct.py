"""What in the log of contacts departs from the rules of collection (docs/rules/conduct.md).

Each sign names its rule, its grade (law or soft law) and the entries it rests on. Soft law
is called a sign to complain about, never a breach of law. Only what the other side did
counts, and only rules that held on the day and bind this kind of lender.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from qinghuan import policy
from qinghuan.contact.entries import ContactMade
from qinghuan.policy import Sourced
from qinghuan.words import Text

Grade = Literal["law", "soft_law"]
Kind = Literal["quiet_hours", "talks", "tries", "third_person", "banned_act", "threat"]

_BANK = frozenset({"bank"})
_CONSUMER_FINANCE = frozenset({"consumer_finance"})
_UNBOUND = frozenset({"private"})
"""Standards and guidelines of the trade bind no private person who lent money."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One departure from a rule of collection."""

    kind: Kind
    grade: Grade
    on: date
    says: Text
    source: Sourced
    entries: tuple[str, ...]
    """Ids of the contacts it rests on."""
    debt: str | None = None


def signs(
    contacts: Sequence[ContactMade], lenders: Mapping[str, str] | None = None
) -> tuple[Sign, ...]:
    """The signs in ``contacts``, by day; ``lenders`` is the kind of lender of each debt."""
    kinds = lenders or {}
    bound = [one for one in contacts if kinds.get(one.debt or "", "") not in _UNBOUND]
    theirs = [one for one in bound if one.direction == "incoming"]
    found = [sign for one in theirs for sign in _of_one(one, kinds.get(one.debt or "", ""))]
    found += _of_days(theirs, kinds)
    return tuple(sorted(found, key=lambda sign: (sign.on, sign.kind, sign.entries)))


def _of_one(one: ContactMade, lender: str) -> Iterator[Sign]:
    """What a single contact shows."""
    if one.at is not None and not one.time_agreed and one.reached == "me":
        quiet = _rule("collection.quiet_hours", one.on)
        if quiet is not None and _within(one.at, quiet.hours):
            said = Text("contact.sign.quiet_hours", day=one.on, at=one.at.isoformat("minutes"))
            yield Sign("quiet_hours", "soft_law", one.on, said, quiet, (one.id,), one.debt)
    if one.reached != "me":
        yield from _third_person(one, lender)
    for act in one.did:
        yield from _banned(one, act, lender)


def _third_person(one: ContactMade, lender: str) -> Iterator[Sign]:
    """A contact person is no debtor either; of strangers a consumer finance company's own rule."""
    of_law = lender in _CONSUMER_FINANCE and one.reached == "third_person"
    name = "collection.consumer_finance_duties" if of_law else "collection.only_the_debtor"
    rule = _rule(name, one.on)
    if rule is not None:
        said = Text(f"contact.sign.{one.reached}", day=one.on)
        grade: Grade = "law" if rule.nature == "law" else "soft_law"
        yield Sign("third_person", grade, one.on, said, rule, (one.id,), one.debt)


def _banned(one: ContactMade, act: str, lender: str) -> Iterator[Sign]:
    threat = act == "threat_or_violence"
    if threat and lender in _CONSUMER_FINANCE:
        rule = _rule("collection.consumer_finance_duties", one.on)
        words = Text("contact.act.threat_or_violence")
    else:
        rule = _rule("collection.banned_acts", one.on) if lender in _BANK and not threat else None
        words = _words(rule, act)
    if rule is not None:
        said = Text("contact.sign.banned_act", day=one.on, act=words)
        kind: Kind = "threat" if threat else "banned_act"
        grade: Grade = "law" if rule.nature == "law" else "soft_law"
        yield Sign(kind, grade, one.on, said, rule, (one.id,), one.debt)


def _words(rule: Sourced | None, act: str) -> Text:
    items = rule.items if rule is not None else ()
    return next((item.words for item in items if item.id == act), Text("contact.act.other"))


def _of_days(theirs: Sequence[ContactMade], lenders: Mapping[str, str]) -> Iterator[Sign]:
    """Talks of one creditor with the borrower, and unanswered tries of a bank to one number."""
    calls = [one for one in theirs if one.channel == "phone" and one.reached == "me"]
    for (on, debt), talks in _grouped(one for one in calls if one.spoken).items():
        yield from _too_many("talks", "collection.talks_per_day", on, debt, talks)
    tries = (
        one for one in calls if one.answered is False and lenders.get(one.debt or "", "") in _BANK
    )
    for (on, debt), missed in _grouped(tries).items():
        yield from _too_many("tries", "collection.unanswered_tries_per_day", on, debt, missed)


def _creditor(one: ContactMade) -> str:
    return one.debt or one.institution


def _grouped(
    calls: Iterable[ContactMade],
) -> dict[tuple[date, str], list[ContactMade]]:
    found: dict[tuple[date, str], list[ContactMade]] = defaultdict(list)
    for one in calls:
        found[one.on, _creditor(one)].append(one)
    return found


def _too_many(
    kind: Kind, name: str, on: date, whose: str, calls: Sequence[ContactMade]
) -> Iterator[Sign]:
    rule = _rule(name, on)
    if rule is None or len(calls) <= rule.whole:
        return
    said = Text(f"contact.sign.{kind}", day=on, count=len(calls), most=rule.whole)
    debt = calls[0].debt if calls[0].debt == whose else None
    yield Sign(kind, "soft_law", on, said, rule, tuple(one.id for one in calls), debt)


def _rule(name: str, on: date) -> Sourced | None:
    """The rule as it stood on the day; None where it did not hold or is not verified."""
    found = policy.look_up(name, on)
    return found if isinstance(found, Sourced) else None


def _within(at: time, hours: tuple[time, time]) -> bool:
    """Whether ``at`` lies in hours that may run over midnight; the first belongs to them."""
    begins, ends = hours
    return begins <= at < ends if begins < ends else at >= begins or at < ends
