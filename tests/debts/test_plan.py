"""Steps of rounding: money ends at the fen, and is rounded once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qinghuan.debts.plan import Steps


@pytest.mark.parametrize("step", ["0.01", "0.001", "0.0001"])
@pytest.mark.parametrize(
    ("amount", "rounded"), [("113.6851", "113.69"), ("113.6849", "113.68"), ("113.685", "113.69")]
)
def test_a_step_finer_than_a_fen_rounds_to_the_fen_at_once(step, amount, rounded):
    steps = Steps(interest=Decimal(step), interest_mode="half_up")

    assert steps.of_interest(Decimal(amount)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("step", "rounded"), [("0.1", "113.70"), ("0.5", "113.50"), ("1", "114.00"), ("10", "110.00")]
)
def test_a_coarser_step_rounds_to_its_multiples(step, rounded):
    steps = Steps(payment=Decimal(step), payment_mode="half_up")

    assert steps.of_payment(Decimal("113.6851")) == Decimal(rounded)


def test_without_a_step_nothing_is_rounded():
    assert Steps(interest=None).of_interest(Decimal("113.6851")) == Decimal("113.6851")
