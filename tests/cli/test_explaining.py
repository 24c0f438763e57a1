"""``assess --explain``: the way to each fen of the answer, in both languages."""

from __future__ import annotations

import re

import pytest

DAY = "2026-11-20"


@pytest.fixture
def sample(run):
    run("demo")
    return run("case", "list", "--json").json[0]["id"]


def explained(run, case, *more, language="zh"):
    said = run("--language", language, "assess", case, "--today", DAY, "--explain", *more).out
    title = "每个数字怎么来的" if language == "zh" else "Where the figures come from"
    answer, _, ways = said.partition(title)
    assert ways
    return answer, re.sub(r"\n\s+", " ", ways)


def amounts(text):
    return set(re.findall(r"\d[\d,]*\.\d\d", text))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_amount_of_the_tables_is_found_again_in_the_ways(run, sample, language):
    answer, ways = explained(run, sample, language=language)
    counted_on_bills = {"49,120.00", "45.00", "259.00"}
    """Lines that wait to be sorted: the bills themselves are their way."""

    assert amounts(answer) - amounts(ways) <= counted_on_bills


def test_each_stretch_shows_days_base_rate_and_product(run, sample):
    _, ways = explained(run, sample)

    assert "16天：5,000.00元 × 每天0.05% × 16天 = 40.00元" in ways
    assert "31天：7,000.00元 × 每天0.05% × 31天 = 108.50元" in ways
    assert "分段相加277.50元，取整到分 = 277.50元" in ways
    assert "7,800.00 + 237.50 + 180.00 = 8,217.50元" in ways


def test_each_difference_is_made_of_days_base_and_rate(run, sample):
    _, ways = explained(run, sample)

    assert "多1.50元" in ways
    assert "少抵了罚息（逾期利息）40.00元" in ways
    assert "5,060.00元 × 每天0.05% × 31天 = 78.43元" in ways
    assert "其中一笔：2026年8月20日到期的分期手续费60.00元" in ways


def test_household_lines_bear_their_names_and_the_purse_its_months(run, sample):
    _, ways = explained(run, sample)

    assert "工地小工：本人陈述全年 29,400.00 元 ÷ 12" in ways
    assert "取暖煤：233.33元" in ways
    assert "差10,246.68元，要先备好" in ways
    assert "手头1,350.40元 = 5,296.28元" in ways
    assert "11个月相加 = 48,735.04元" in ways


def test_records_stand_under_the_names_that_case_show_gives_them(run, sample):
    _, ways = explained(run, sample)
    shown = run("case", "show", sample).out

    named = set(re.findall(r"\[(\w{8})(?:-\d+)?\]", ways))
    assert len(named) > 5
    assert all(f"[{entry}" in shown for entry in named)


def test_a_plan_shows_its_rows_and_the_penalty_that_runs_on_stretch_by_stretch(run, sample):
    _, ways = explained(run, sample)

    assert "每月496.42元，最后一个月496.26元" in ways
    assert "160天：11,000.00元 × 每天0.05% × 160天，进到分 = 880.00 元" in ways


def test_figures_of_two_debts_are_never_taken_for_one(run, sample):
    _, ways = explained(run, sample)

    assert "超过这条线的部分：0.00元（前面写过）" not in ways


def test_our_figure_of_the_day_of_the_claim_is_derived_beside_that_of_today(run, sample):
    said = run("assess", sample, "--today", "2026-11-28", "--explain").out

    assert "罚息（逾期利息），算到2026年11月20日" in said
    assert "罚息（逾期利息），算到2026年11月28日" in said
    assert "8,217.50元" in said
