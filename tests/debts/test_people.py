"""Who else stands beside a debt: never said to owe more than the source says."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args

import pytest

from qinghuan.debts.people import PersonInvolved, Role, position
from qinghuan.words import LANGUAGES, say

TODAY = date(2026, 11, 20)
KNOWN = (True, False, None)


def said(role, *, language="zh_CN", **known):
    person = PersonInvolved(id="person00", on=TODAY, debt="debt0000", role=role, **known)
    found = position(person, TODAY)
    return [say(one, language) for one in found.says], [say(one, language) for one in found.signs]


@pytest.mark.parametrize("role", ["relative", "joint_debtor", "guarantor"])
def test_who_did_not_sign_need_not_pay(role):
    says, _ = said(role, signed=False)

    assert "没有签过字。" in says
    assert "父母、子女、亲戚没有签字就没有替还义务。" in says


@pytest.mark.parametrize("role", ["relative", "joint_debtor", "guarantor"])
def test_a_signature_that_is_not_known_is_looked_for_first(role):
    says, _ = said(role)

    assert says[0].startswith("还不知道有没有签过字")


@pytest.mark.parametrize(
    ("known", "case"),
    [
        ({"signed": True}, "共同签名的"),
        ({"ratified": True}, "事后追认的"),
        ({"daily_life": True}, "用于家庭日常生活的"),
    ],
)
def test_of_a_spouse_the_case_that_holds_is_named_as_a_maybe(known, case):
    says, _ = said("spouse", **known)

    assert says == [f"这笔债是{case}：配偶可能要一起还。先问12348。"]


def test_of_a_spouse_only_what_is_not_known_is_asked():
    says, _ = said("spouse", signed=False, ratified=False)

    assert says[1:] == ["是不是用于家庭日常生活的？"]


def test_of_a_spouse_without_any_of_the_cases_that_is_said_with_a_way_to_ask():
    says, _ = said("spouse", signed=False, ratified=False, daily_life=False)

    assert len(says) == 1
    assert "12348" in says[0]


def test_who_helps_to_pay_does_not_owe():
    says, _ = said("pays_for_me", signed=False)

    assert says[0] == "帮忙还，不等于欠了这笔债。"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", get_args(Role))
def test_nobody_is_told_to_sign_and_nobody_is_told_that_they_must_pay(role, language):
    for signed, ratified, daily_life in product(KNOWN, repeat=3):
        says, signs = said(
            role, language=language, signed=signed, ratified=ratified, daily_life=daily_life
        )
        assert says
        assert any(
            one
            in {
                "不签共同还款、不担保、不替借。",
                "Do not co-sign, guarantee or borrow for another.",
            }
            for one in signs
        )
        assert not any("必须" in one or "must pay" in one for one in says)


def test_what_was_signed_before_is_not_said_away():
    _, signs = said("guarantor", signed=True)

    assert signs[0] == "以前签过的，照合同，问12348；新的不再签。"


@pytest.mark.parametrize(
    ("role", "sources"),
    [
        ("spouse", ["civil_code.spouse_debt", "civil_code.joining_a_debt"]),
        ("relative", ["civil_code.spouse_debt", "civil_code.joining_a_debt"]),
        ("pays_for_me", ["civil_code.spouse_debt", "civil_code.joining_a_debt"]),
        ("joint_debtor", ["civil_code.joining_a_debt"]),
        ("guarantor", ["civil_code.joining_a_debt"]),
    ],
)
def test_each_role_names_the_rules_it_rests_on(role, sources):
    person = PersonInvolved(id="person00", on=TODAY, debt="debt0000", role=role)

    assert [one.name for one in position(person, TODAY).sources] == sources


def test_the_rule_of_joining_a_debt_is_told_to_who_signed_with_it_and_not_to_a_guarantor():
    joint, _ = said("joint_debtor", signed=True)
    guarantor, _ = said("guarantor", signed=True)

    assert len(joint) == 2
    assert len(guarantor) == 1
    assert joint[1] not in guarantor
