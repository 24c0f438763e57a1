"""Parameters as rows and lines, in both languages, and the page that lists them all."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from qinghuan import policy
from qinghuan.policy import render
from qinghuan.policy.units import UNITS
from qinghuan.words import LANGUAGES, say

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]


def shown(name, language="zh_CN", on=TODAY):
    return "\n".join(
        f"{say(label, language)}: {words}" for label, words in render.details(name, on, language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_can_be_listed_and_shown(language):
    rows = render.rows(TODAY, language)

    assert [row.name for row in rows] == [each.name for each in policy.parameters()]
    for row in rows:
        assert say(row.title, language)
        assert say(row.state, language)
        assert shown(row.name, language)


@pytest.mark.parametrize("unit", list(UNITS))
def test_every_unit_has_a_name(unit):
    for language in LANGUAGES:
        assert say(render.unit_words(unit), language)


def test_a_usable_value_is_shown_with_source_quotation_and_wording():
    page = shown("court.reduction_line")

    for part in ("24%", "法发〔2017〕22号", "第2条", "应予支持", "自己提出请求", "2017年8月4日起"):
        assert part in page


def test_an_unverified_value_is_shown_as_such_with_its_question():
    page = shown("huabei.minimum_payment_share")

    assert "未核实，不能当依据：10%" in page
    assert "最低还款额" in page


def test_an_unknown_month_shows_the_question_and_no_number():
    page = shown("lpr.one_year")

    assert "不知道" in page
    assert "3%" not in page
    assert "3%" in shown("lpr.one_year", on=date(2026, 1, 20))


def test_a_value_past_its_review_date_carries_a_warning():
    assert "可能已过时" in shown("qinghai.urban_minimum_allowance")
    assert "可能已过时" not in shown("limitation.general_years")
    assert next(row for row in render.rows(TODAY, "en") if row.name == "lpr.one_year").stale


def test_shapes_are_written_for_people():
    assert "22:00 – 08:00" in shown("collection.quiet_hours")
    assert "1→10; 5→15" in shown("huabei.bill_and_due_days")
    assert "3: 2.5%" in shown("huabei.instalment_fee")
    assert "M1 1–30 days" in shown("stages.overdue", "en")
    assert "urban: 29,418.00" in shown("qinghai.xining_consumption_per_person_year")


def test_the_page_of_parameters_is_current_and_names_every_one():
    command = [sys.executable, str(ROOT / "tools" / "policy_page.py"), "--check"]
    page = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")

    assert subprocess.run(command, check=False).returncode == 0, "run tools/policy_page.py"
    for each in [*policy.parameters(), *policy.assumptions()]:
        assert f"`{each.name}`" in page
