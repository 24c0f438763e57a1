"""The page that says what is in the sample, with the figures of the claim worked out."""

from __future__ import annotations

from pathlib import Path

from sample_case.claim import Faults, Sums
from sample_case.rows import yuan

PAGE = Path(__file__).with_name("page.md")


def readme(right: Sums, claimed: Sums, faults: Faults) -> str:
    """The page. Raises :class:`ValueError` if the faults do not explain the whole difference."""
    difference = claimed.total - right.total
    if faults.total != difference:
        raise ValueError(f"{faults} do not make up {difference}")
    figures = {
        "payment": faults.payment,
        "payment_interest": faults.payment - 30_000,
        "fee_twice": faults.fee_twice,
        "penalty_on_fee": faults.penalty_on_fee,
        "difference": difference,
    }
    for name, sums in (("claimed", claimed), ("right", right)):
        figures |= {
            f"{name}_principal": sums.principal,
            f"{name}_fee": sums.fee,
            f"{name}_penalty": sums.penalty,
            f"{name}_total": sums.total,
        }
    return PAGE.read_text(encoding="utf-8").format(
        **{name: yuan(amount) for name, amount in figures.items()}
    )
