"""What ``value`` gives and refuses: the numbers that were verified, by date."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinghuan import policy
from qinghuan.errors import RuleError
from qinghuan.household.categories import CATEGORIES
from qinghuan.policy import Gap, Sourced, Unknown, UnknownParameter, Unverified, value
from qinghuan.words import LANGUAGES, say

TODAY = date(2026, 11, 23)
NAMES = [each.name for each in policy.parameters()]
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2019-08-20", "0.0425"),
        ("2019-09-19", "0.0425"),
        ("2019-09-20", "0.0420"),
        ("2020-02-20", "0.0405"),
        ("2020-08-20", "0.0385"),
        ("2021-12-20", "0.0380"),
        ("2022-03-21", "0.0370"),
        ("2022-09-20", "0.0365"),
        ("2023-06-20", "0.0355"),
        ("2023-08-21", "0.0345"),
        ("2024-07-22", "0.0335"),
        ("2025-01-20", "0.0310"),
        ("2025-05-20", "0.0300"),
        ("2026-01-20", "0.0300"),
        ("2026-02-19", "0.0300"),
    ],
)
def test_the_loan_prime_rate_is_the_one_published_before_the_day(day, rate):
    assert value("lpr.one_year", date.fromisoformat(day)).decimal == Decimal(rate)


@pytest.mark.parametrize("day", ["2026-02-20", "2026-06-01", "2026-11-23", "2019-08-19"])
def test_a_month_whose_rate_was_not_seen_is_unknown_and_not_carried_forward(day):
    with pytest.raises(Unknown) as refused:
        value("lpr.one_year", date.fromisoformat(day))

    assert refused.value.gap.reason == "unknown"
    assert "LPR" in say(refused.value.question)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("court.reduction_line", "0.24"),
        ("court.private_lending_multiple", "4"),
        ("civil_code.penalty_excess_share", "0.30"),
        ("huabei.overdue_daily_rate_old", "0.0005"),
        ("huabei.daily_rate_after_minimum", "0.0005"),
        ("other_products.baitiao_order_daily_penalty", "0.0007"),
        ("credit_card.usual_late_fee_share", "0.05"),
        ("qinghai.urban_minimum_allowance", "672.00"),
        ("qinghai.rural_minimum_allowance", "5184.00"),
        ("qinghai.temporary_relief_multiple", "5"),
        ("qinghai.extreme_hardship_multiple", "1.5"),
    ],
)
def test_a_verified_rate_or_amount_comes_out_exactly(name, number):
    assert value(name, TODAY).decimal == Decimal(number)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("limitation.general_years", 3),
        ("collection.talks_per_day", 3),
        ("collection.unanswered_tries_per_day", 6),
        ("credit_record.years_kept", 5),
        ("credit_record.objection_answer_days", 20),
        ("credit_record.complaint_answer_days", 30),
        ("credit_record.free_reports_per_year", 2),
        ("credit_card.longest_plan_months", 60),
        ("credit_card.principal_first_after_days", 91),
        ("court.payment_order_objection_days", 15),
        ("court.answer_days", 15),
        ("court.judicial_confirmation_days", 30),
        ("court.enforcement_years", 2),
    ],
)
def test_a_verified_count_comes_out_as_a_whole_number(name, number):
    assert value(name, TODAY).whole == number


@pytest.mark.parametrize(
    ("day", "month", "hour"),
    [("2020-01-01", "1700", "15.2"), ("2023-01-31", "1700", "15.2"), ("2023-02-01", "1880", "18")],
)
def test_the_minimum_wage_follows_its_dates(day, month, hour):
    on = date.fromisoformat(day)

    assert value("qinghai.minimum_wage_month", on).decimal == Decimal(month)
    assert value("qinghai.minimum_wage_hour", on).decimal == Decimal(hour)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("legal_aid", "12348"),
        ("psychological_help", "12356"),
        ("financial_regulator", "12378"),
        ("central_bank", "12363"),
        ("courts", "12368"),
        ("police", "110"),
        ("ambulance", "120"),
        ("anti_fraud", "96110"),
        ("alipay", "95188"),
    ],
)
def test_the_hotlines_a_page_shows_are_usable(name, number):
    assert value(f"hotlines.{name}", TODAY).string == number


def test_quiet_hours_run_over_midnight_and_began_with_the_standard():
    assert value("collection.quiet_hours", TODAY).hours == (time(22), time(8))
    with pytest.raises(Unknown) as refused:
        value("collection.quiet_hours", date(2025, 2, 27))
    assert refused.value.gap.reason == "not_in_force"


def test_the_one_off_credit_repair_is_over():
    assert value("credit_record.one_off_repair_last_day", date(2026, 3, 31)).day == date(
        2026, 3, 31
    )
    with pytest.raises(Unknown):
        value("credit_record.one_off_repair_amount", TODAY)


@pytest.mark.parametrize(
    ("days", "stage", "bank", "card"),
    [
        (0, "M0", "normal", "normal"),
        (1, "M1", "special_mention", "special_mention"),
        (30, "M1", "special_mention", "special_mention"),
        (31, "M2", "special_mention", "special_mention"),
        (90, "M3", "special_mention", "special_mention"),
        (92, "M4", "substandard", "substandard"),
        (121, "M5", "substandard", "doubtful"),
        (181, "M7", "substandard", "loss"),
        (271, "M7", "doubtful", "loss"),
        (361, "M7", "loss", "loss"),
    ],
)
def test_days_past_due_fall_into_one_band_of_each_scale(days, stage, bank, card):
    def band(name):
        return [each.id for each in value(name, TODAY).bands if each.holds(days)]

    assert band("stages.overdue") == [stage]
    assert band("stages.bank_classification") == [bank]
    assert band("stages.card_classification") == [card]


def test_payments_are_applied_by_the_statutory_orders_unless_agreed():
    assert value("civil_code.order_within_debt", TODAY).order == (
        "enforcement_costs",
        "interest",
        "principal",
    )
    assert value("civil_code.order_between_debts", TODAY).order[0] == "designated_by_debtor"
    assert value("credit_card.payment_order_late", TODAY).order[0] == "principal"


def test_a_plan_a_part_payment_and_a_request_for_delay_restart_limitation():
    acts = {each.id for each in value("limitation.interruptions", TODAY).items}

    assert {"part_payment", "request_for_delay", "repayment_plan", "mediation_request"} <= acts


def test_instalment_fees_are_exact_by_number_of_instalments():
    fees = value("huabei.instalment_fee", TODAY).by_count

    assert fees == {
        3: Decimal("0.025"),
        6: Decimal("0.045"),
        9: Decimal("0.065"),
        12: Decimal("0.088"),
    }


def test_bill_day_and_due_day_come_in_pairs():
    pairs = value("huabei.bill_and_due_days", TODAY).pairs

    assert pairs == ((1, 10), (5, 15), (10, 20), (15, 25))


def test_the_shares_of_the_eight_categories_cover_all_consumption():
    shares = value("national.consumption_shares", TODAY).table
    amounts = value("national.consumption_by_category", TODAY).table

    assert tuple(shares) == tuple(amounts) == CATEGORIES
    assert sum(shares.values()) == 1
    assert sum(amounts.values()) == Decimal("21575.00")
    for category, amount in amounts.items():
        assert abs(amount / sum(amounts.values()) - shares[category]) < Decimal("0.0006")


def test_xining_spending_stands_beside_the_national_shares():
    spending = value("qinghai.xining_consumption_per_person_year", TODAY).table

    assert spending["urban"] == Decimal("29418.00")
    assert spending["rural"] == Decimal("16193.00")


def test_the_rate_of_a_contract_is_given_only_to_be_confirmed():
    assert value("huabei.overdue_daily_rate_old", TODAY).to_confirm
    assert not value("court.reduction_line", TODAY).to_confirm


def test_the_cap_carries_the_words_in_which_it_must_be_said():
    line = value("court.reduction_line", TODAY)

    assert line.source.number == "法发〔2017〕22号"
    assert line.source.article == "第2条"
    assert "总计超过年利率24%" in (line.source.quote or "")
    assert line.wording is not None
    assert "自己提出" in say(line.wording)


@pytest.mark.parametrize(
    "name",
    [
        "huabei.minimum_payment_share",
        "huabei.early_settlement",
        "other_products.jiebei_overdue_surcharge",
        "other_products.jintiao_daily_penalty",
        "lending.consumer_finance_guidance",
        "seasons.tourism_peak",
        "national.consumption_by_category_2024",
    ],
)
def test_an_unverified_value_is_refused_and_brings_its_question(name):
    with pytest.raises(Unverified) as refused:
        value(name, TODAY)

    assert refused.value.gap.seen is not None
    assert refused.value.question == policy.question(name)


@pytest.mark.parametrize(
    "name",
    [
        "huabei.overdue_surcharge_new",
        "huabei.instalment_fee_24",
        "collection.recorded_clauses",
        "credit_card.malicious_overdraft_amount",
        "qinghai.consumption_by_category",
    ],
)
def test_what_was_not_found_is_a_gap_with_a_question(name):
    gap = policy.look_up(name, TODAY)

    assert isinstance(gap, Gap)
    assert gap.reason == "unknown"
    assert gap.seen is None
    for language in LANGUAGES:
        assert say(gap.question, language)


@given(st.sampled_from(NAMES), DAYS)
@settings(max_examples=400, deadline=None)
def test_no_unverified_value_ever_comes_out_of_value(name, day):
    found = policy.look_up(name, day)
    if isinstance(found, Sourced):
        assert value(name, day) == found
        assert found.source.confidence in {"H", "M"}
    else:
        with pytest.raises(policy.NotUsable):
            value(name, day)


def test_every_unverified_value_of_the_files_is_refused_on_its_own_days():
    for parameter in policy.parameters():
        for dated in parameter.values:
            if dated.source.confidence in {"H", "M"}:
                continue
            day = dated.since or dated.until or TODAY
            with pytest.raises(Unverified):
                value(parameter.name, day)


@pytest.mark.parametrize("name", ["court.reduction_lime", "cort.reduction_line", "", "court"])
def test_a_misspelt_name_is_a_fault_of_the_code(name):
    for ask in (policy.parameter, policy.question, policy.assumption):
        with pytest.raises(UnknownParameter):
            ask(name)
    with pytest.raises(UnknownParameter):
        value(name, TODAY)


def test_a_value_is_not_read_as_another_shape():
    line = value("court.reduction_line", TODAY)

    for shape in ("whole", "string", "day", "words", "hours", "order", "bands", "table"):
        with pytest.raises(RuleError):
            getattr(line, shape)


def test_an_old_regional_figure_is_given_with_a_visible_warning():
    allowance = value("qinghai.urban_minimum_allowance", TODAY)
    late = {problem.where for problem in policy.warnings(TODAY)}

    assert allowance.stale_on(TODAY)
    assert not allowance.until_known
    assert "qinghai.yaml#qinghai.urban_minimum_allowance" in late
    assert "limitation.yaml#limitation.general_years" not in late
    assert all(problem.severity == "warning" for problem in policy.warnings(TODAY))


def test_a_parameter_turns_stale_the_day_after_its_review_date():
    wage = policy.parameter("qinghai.minimum_wage_month")

    def stale(day):
        return any(wage.name in problem.where for problem in policy.warnings(day))

    assert not stale(wage.review_after)
    assert stale(wage.review_after + timedelta(days=1))


def test_an_assumption_is_a_range_with_reasoning_and_no_source():
    share = policy.assumption("household.share_of_surplus")

    assert (share.low, share.central, share.high) == (Decimal("0.30"), Decimal("0.50"), 1)
    assert say(share.reasoning)
    assert not hasattr(share, "source")


def test_the_digest_is_stable_and_changes_with_a_file(tmp_path, monkeypatch):
    before = policy.digest()
    policy.digest.cache_clear()
    assert policy.digest() == before
    (tmp_path / "court.yaml").write_text("parameters: []\n", encoding="utf-8")
    monkeypatch.setattr(policy, "PARAMETERS", tmp_path)
    policy.digest.cache_clear()
    try:
        assert policy.digest() != before
    finally:
        policy.digest.cache_clear()
