"""Signs in the log of contacts: exactly those that were planted, each with source and grade."""

from __future__ import annotations

import random
from datetime import date, time, timedelta

import pytest

from qinghuan import policy
from qinghuan.contact.conduct import signs
from qinghuan.contact.entries import ContactMade
from qinghuan.words import say

DAY = date(2026, 6, 1)
LENDERS = {"bankdebt1": "bank", "huabei001": "consumer_finance", "private01": "private"}


class Log:
    """Contacts with ids of their own."""

    def __init__(self):
        self.contacts = []

    def add(self, on=DAY, at="10:00", debt="huabei001", **more):
        given = {"direction": "incoming", "channel": "phone", "minutes": 3}
        one = ContactMade(
            id=f"contact{len(self.contacts):05d}",
            on=on,
            at=time.fromisoformat(at),
            debt=debt,
            **(given | more),
        )
        self.contacts.append(one)
        return one.id

    def kinds(self):
        return [(one.kind, one.grade) for one in signs(self.contacts, LENDERS)]


def found(**more):
    log = Log()
    log.add(**more)
    return log.kinds()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("07:59", [("quiet_hours", "soft_law")]),
        ("08:00", []),
        ("21:59", []),
        ("22:00", [("quiet_hours", "soft_law")]),
        ("00:30", [("quiet_hours", "soft_law")]),
    ],
)
def test_calls_in_the_quiet_hours_are_signs_by_the_minute(at, expected):
    assert found(at=at) == expected


@pytest.mark.parametrize(
    "more",
    [
        {"time_agreed": True},
        {"direction": "outgoing"},
        {"on": date(2025, 2, 27)},
    ],
)
def test_what_was_agreed_what_we_did_and_days_before_the_rule_are_no_signs(more):
    assert found(at="23:00", **more) == []


@pytest.mark.parametrize(("talks", "expected"), [(3, []), (4, [("talks", "soft_law")])])
def test_more_talks_than_the_rule_has_are_one_sign_and_missed_calls_do_not_count(talks, expected):
    log = Log()
    for hour in range(talks):
        log.add(at=f"{9 + hour:02d}:00")
    log.add(at="17:00", minutes=0, answered=False)
    log.add(at="18:00", minutes=None)
    log.add(at="19:00", channel="message", minutes=None)

    assert log.kinds() == expected


def test_talks_are_counted_for_each_creditor_and_day_apart():
    log = Log()
    for debt in LENDERS:
        for hour in range(3):
            log.add(at=f"{9 + hour:02d}:00", debt=debt)
            log.add(at=f"{9 + hour:02d}:00", debt=debt, on=DAY + timedelta(days=1))

    assert log.kinds() == []


@pytest.mark.parametrize(
    ("debt", "tries", "expected"),
    [
        ("bankdebt1", 7, [("tries", "soft_law")]),
        ("bankdebt1", 6, []),
        ("huabei001", 20, []),
    ],
)
def test_unanswered_tries_count_for_banks_whose_guideline_it_is(debt, tries, expected):
    log = Log()
    for minute in range(tries):
        log.add(at=f"10:{minute:02d}", debt=debt, minutes=0, answered=False)

    assert log.kinds() == expected


@pytest.mark.parametrize(
    ("debt", "reached", "grade"),
    [
        ("huabei001", "third_person", "law"),
        ("huabei001", "contact_person", "soft_law"),
        ("bankdebt1", "third_person", "soft_law"),
    ],
)
def test_collecting_from_others_is_law_only_where_a_law_says_so(debt, reached, grade):
    assert found(debt=debt, reached=reached) == [("third_person", grade)]


@pytest.mark.parametrize(
    ("debt", "act", "expected"),
    [
        ("bankdebt1", "false_blacklist", [("banned_act", "soft_law")]),
        ("huabei001", "false_blacklist", []),
        ("huabei001", "threat_or_violence", [("threat", "law")]),
        ("bankdebt1", "threat_or_violence", []),
    ],
)
def test_a_banned_act_is_a_sign_under_the_rule_that_binds_the_lender(debt, act, expected):
    assert found(debt=debt, did=(act,)) == expected


@pytest.mark.parametrize("seed", range(5))
def test_a_year_with_planted_breaches_gives_exactly_these(seed):
    chance, log, planted = random.Random(seed), Log(), []
    for place in range(365):
        on = DAY + timedelta(days=place)
        for debt in LENDERS:
            for hour in chance.sample(range(8, 22), chance.randint(0, 3)):
                log.add(on, f"{hour:02d}:{chance.randint(0, 59):02d}", debt)
        if chance.random() < 0.05:
            debt = chance.choice(list(LENDERS))
            log.add(on, "23:15", debt, channel="message", minutes=None)
            planted += [("quiet_hours", on)] if debt != "private01" else []
        if chance.random() < 0.03:
            log.add(on, "12:00", "huabei001", reached="third_person")
            planted.append(("third_person", on))
        if chance.random() < 0.03:
            for minute in range(4):
                log.add(on, f"13:{minute:02d}", None, institution="某催收公司")
            planted.append(("talks", on))

    found = signs(log.contacts, LENDERS)

    assert sorted((one.kind, one.on) for one in found) == sorted(planted)
    for one in found:
        assert one.source.source.title
        assert one.grade == ("law" if one.source.nature == "law" else "soft_law")
        assert set(one.entries) <= {each.id for each in log.contacts}


def test_rules_of_the_trade_bind_no_private_person_who_lent_money():
    assert found(debt="private01", at="23:00", reached="contact_person") == []
    assert found(debt="private01", at="23:00", did=("threat_or_violence",)) == []


def test_soft_law_is_never_called_unlawful_and_every_sign_is_said_in_both_languages():
    log = Log()
    log.add(at="23:00")
    log.add(reached="contact_person")
    log.add(debt="bankdebt1", did=("extra_charges",))
    for hour in range(5):
        log.add(at=f"{9 + hour:02d}:30", debt="bankdebt1")

    for sign in signs(log.contacts, LENDERS):
        chinese = say(sign.says, "zh_CN")
        assert say(sign.says, "en")
        if sign.grade == "soft_law":
            assert "违法" not in chinese.replace("不等于违法", "")
            assert "可投诉" in chinese or "可以投诉" in chinese
    assert policy.value("collection.quiet_hours", DAY).nature == "soft_law"
