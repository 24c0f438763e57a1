"""A year's log with breaches of every kind planted in it: exactly these are found, no other.

Each day each lender does one of the things below; what that must give is written down when it
is planted, by the limits as the rules print them. In the middle of the year the guideline of the
banking association begins.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

import pytest

from qinghuan.contact.conduct import signs
from qinghuan.contact.entries import ContactMade
from qinghuan.words import say

LENDERS = {"bankdebt1": "bank", "huabei001": "consumer_finance", "private01": "private"}
FIRST, DAYS = date(2025, 8, 1), 365
GUIDELINE = date(2026, 1, 30)
QUIET = ("22:00", "22:01", "23:59", "00:00", "00:01", "07:59")
LOUD = ("08:00", "08:01", "12:00", "21:58", "21:59")
ACTS = (
    "impersonating_authorities",
    "false_blacklist",
    "exaggerating",
    "extra_charges",
    "pushing_new_borrowing",
    "public_posters",
    "private_phones",
    "entering_home",
)
SOURCES = {
    ("quiet_hours", "soft_law"): "collection.quiet_hours",
    ("talks", "soft_law"): "collection.talks_per_day",
    ("tries", "soft_law"): "collection.unanswered_tries_per_day",
    ("third_person", "soft_law"): "collection.only_the_debtor",
    ("third_person", "law"): "collection.consumer_finance_duties",
    ("banned_act", "soft_law"): "collection.banned_acts",
    ("threat", "law"): "collection.consumer_finance_duties",
}


@dataclass
class Year:
    """The log, and what was planted in it: kind, grade, day, debt, entries."""

    chance: random.Random
    contacts: list[ContactMade] = field(default_factory=list)
    planted: list[tuple[str, str, date, str, frozenset[str]]] = field(default_factory=list)

    def add(self, on: date, at: str, debt: str, **more: object) -> str:
        given = {"direction": "incoming", "channel": "phone", "minutes": 2}
        one = ContactMade(
            id=f"contact{len(self.contacts):06d}",
            on=on,
            at=time.fromisoformat(at),
            debt=debt,
            institution=f"机构{debt}",
            **(given | more),
        )
        self.contacts.append(one)
        return one.id

    def plant(self, kind: str, grade: str, on: date, debt: str, *entries: str) -> None:
        """What must be found; of a private person nothing, whom no rule of the trade binds."""
        if LENDERS[debt] != "private":
            self.planted.append((kind, grade, on, debt, frozenset(entries)))

    def talks(self, on: date, debt: str, count: int) -> list[str]:
        return [self.add(on, self.chance.choice(LOUD), debt) for _ in range(count)]

    def tries(self, on: date, debt: str, count: int) -> list[str]:
        return [self.add(on, "10:00", debt, minutes=0, answered=False) for _ in range(count)]


def lawful(year: Year, on: date, debt: str) -> None:
    """All that is near a limit and inside it."""
    year.talks(on, debt, year.chance.randint(0, 2))
    year.add(on, year.chance.choice(QUIET), debt, time_agreed=True)
    year.add(on, year.chance.choice(QUIET), debt, direction="outgoing")
    year.add(on, year.chance.choice(LOUD), debt, channel="message", minutes=None)
    year.tries(on, debt, year.chance.randint(0, 6))


def three_talks(year: Year, on: date, debt: str) -> None:
    """The most there may be; outgoing talks and missed calls do not count."""
    year.talks(on, debt, 3)
    for _ in range(3):
        year.add(on, "12:00", debt, direction="outgoing")
    year.tries(on, debt, 6)


def quiet(year: Year, on: date, debt: str) -> None:
    more = year.chance.choice([{}, {"channel": "message", "minutes": None}, {"channel": "visit"}])
    year.plant(
        "quiet_hours", "soft_law", on, debt, year.add(on, year.chance.choice(QUIET), debt, **more)
    )
    year.talks(on, debt, 2)


def many_talks(year: Year, on: date, debt: str) -> None:
    year.plant("talks", "soft_law", on, debt, *year.talks(on, debt, year.chance.randint(4, 7)))


def many_tries(year: Year, on: date, debt: str) -> None:
    """Only the banks' guideline counts them, once it is there."""
    entries = year.tries(on, debt, year.chance.randint(7, 9))
    if LENDERS[debt] == "bank" and on >= GUIDELINE:
        year.plant("tries", "soft_law", on, debt, *entries)


def third_person(year: Year, on: date, debt: str) -> None:
    """At night too it is one sign: it was not the borrower whom it woke."""
    entry = year.add(on, year.chance.choice(QUIET + LOUD), debt, reached="third_person")
    grade = "law" if LENDERS[debt] == "consumer_finance" else "soft_law"
    year.plant("third_person", grade, on, debt, entry)


def contact_person(year: Year, on: date, debt: str) -> None:
    year.plant(
        "third_person", "soft_law", on, debt, year.add(on, "12:00", debt, reached="contact_person")
    )


def banned(year: Year, on: date, debt: str) -> None:
    acts = year.chance.sample(ACTS, year.chance.randint(1, 2))
    entry = year.add(on, "12:00", debt, did=tuple(acts))
    if LENDERS[debt] == "bank" and on >= GUIDELINE:
        for _ in acts:
            year.plant("banned_act", "soft_law", on, debt, entry)


def threat(year: Year, on: date, debt: str) -> None:
    entry = year.add(on, "12:00", debt, did=("threat_or_violence",))
    if LENDERS[debt] == "consumer_finance":
        year.plant("threat", "law", on, debt, entry)


DOINGS: tuple[Callable[[Year, date, str], None], ...] = (
    quiet,
    many_talks,
    many_tries,
    third_person,
    contact_person,
    banned,
    threat,
    three_talks,
)


def made(seed: int) -> Year:
    year = Year(random.Random(seed))
    for on in (FIRST + timedelta(days=place) for place in range(DAYS)):
        for debt in LENDERS:
            doing = year.chance.choice(DOINGS) if year.chance.random() < 0.3 else lawful
            doing(year, on, debt)
    return year


def found(year: Year) -> Iterator[tuple[str, str, date, str, frozenset[str]]]:
    for sign in signs(year.contacts, LENDERS):
        yield sign.kind, sign.grade, sign.on, sign.debt or "", frozenset(sign.entries)


@pytest.mark.parametrize("seed", range(6))
def test_a_year_gives_exactly_the_breaches_that_were_planted(seed):
    year = made(seed)

    assert Counter(found(year)) == Counter(year.planted)
    assert {(kind, grade) for kind, grade, *_ in year.planted} == set(SOURCES)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_the_contacts_were_written_down_changes_nothing(seed):
    year = made(seed)
    year.chance.shuffle(year.contacts)

    assert Counter(found(year)) == Counter(year.planted)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_finding_names_its_source_and_its_grade_and_soft_law_is_never_called_unlawful(
    language,
):
    for sign in signs(made(0).contacts, LENDERS):
        assert sign.source.name == SOURCES[sign.kind, sign.grade]
        assert sign.source.nature == sign.grade
        assert sign.source.source.title
        assert sign.source.source.confidence in {"H", "M"}
        said = say(sign.says, language)
        if sign.grade == "soft_law":
            assert "违法" not in said.replace("不等于违法", "")
            assert "illegal" not in said


def test_a_year_in_which_everything_stayed_inside_the_limits_gives_nothing():
    year = Year(random.Random(9))
    for on in (FIRST + timedelta(days=place) for place in range(DAYS)):
        for debt in LENDERS:
            year.chance.choice((lawful, three_talks))(year, on, debt)

    assert list(found(year)) == []
