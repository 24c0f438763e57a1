"""Who else stands beside a debt, and what each may be asked to sign (docs/rules/people.md).

A role is what the person says; whether it binds depends on the signature. Nothing here says
that somebody must pay beyond what the source says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Literal

from qinghuan import policy
from qinghuan.debts.entries import OfDebt
from qinghuan.journal.fact import ShortText
from qinghuan.policy import Sourced
from qinghuan.words import Text

Role = Literal["joint_debtor", "guarantor", "spouse", "relative", "pays_for_me"]
_JOINING: Final = "civil_code.joining_a_debt"
_SPOUSE: Final = "civil_code.spouse_debt"


class PersonInvolved(OfDebt):
    """Somebody else stands beside a debt: signed with it, married to the debtor, or helps."""

    KIND: ClassVar[str] = "person_involved"

    name: ShortText = ""
    """As the person calls them (``妈妈``); no real name is needed."""
    role: Role
    signed: bool | None = None
    """Whether they signed the contract or a guarantee; None: not known."""
    ratified: bool | None = None
    """Of a spouse: whether they agreed to the debt afterwards."""
    daily_life: bool | None = None
    """Of a spouse: whether the money went into the family's daily life."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where one person stands, in the strength of the source."""

    person: PersonInvolved
    says: tuple[Text, ...]
    signs: tuple[Text, ...]
    """What they may and may not sign from now on."""
    sources: tuple[Sourced, ...]


def position(person: PersonInvolved, today: date) -> Position:
    """What is known of ``person`` on ``today``; what is not known is asked."""
    joining, spouse = policy.value(_JOINING, today), policy.value(_SPOUSE, today)
    sources = (spouse,) if person.role in {"spouse", "relative", "pays_for_me"} else (joining,)
    return Position(
        person=person,
        says=tuple(_says(person, joining, spouse)),
        signs=tuple(_signs(person, joining)),
        sources=tuple(dict.fromkeys((*sources, joining))),
    )


def _says(person: PersonInvolved, joining: Sourced, spouse: Sourced) -> Iterator[Text]:
    if person.role == "spouse":
        yield from _of_spouse(person, spouse)
    elif person.role == "pays_for_me":
        yield Text("debts.people.helps")
        yield _stated(spouse)
    elif person.signed:
        yield Text(f"debts.people.{person.role}.signed")
        if person.role != "guarantor":
            yield joining.words
    elif person.signed is None:
        yield Text("debts.people.look_for_signature")
        yield _stated(spouse)
    else:
        yield Text("debts.people.not_signed")
        yield _stated(spouse)


def _of_spouse(person: PersonInvolved, spouse: Sourced) -> Iterator[Text]:
    """The three cases of the rule: those that hold, else those that are not known."""
    answers = {
        "signed_together": person.signed,
        "ratified": person.ratified,
        "daily_life": person.daily_life,
    }
    words = {item.id: item.words for item in spouse.items}
    held = [name for name, answer in answers.items() if answer]
    for name in held:
        yield Text("debts.people.spouse.holds", case=words[name])
    if not held:
        unknown = [name for name, answer in answers.items() if answer is None]
        yield Text("debts.people.spouse.ask" if unknown else "debts.people.spouse.none")
        for name in unknown:
            yield Text("debts.people.spouse.case", case=words[name])


def _signs(person: PersonInvolved, joining: Sourced) -> Iterator[Text]:
    if person.signed:
        yield Text("debts.people.signed_before")
    yield _stated(joining)
    yield Text("debts.people.before_signing")


def _stated(source: Sourced) -> Text:
    return source.wording or source.title
