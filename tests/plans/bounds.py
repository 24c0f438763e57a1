"""What no offer may ever do: ask a row above the share, or leave less than must be kept."""

from __future__ import annotations

from collections import defaultdict

from qinghuan.money import ZERO, total


def broken(found, can_pay):
    """What is wrong with the offers of a household that can pay; nothing when all is well."""
    faults = []
    income, kept = (total(one.values()) for one in (can_pay.income_by_month, can_pay.kept_by_month))
    if can_pay.monthly.value * 12 > max(income - kept, ZERO):
        faults.append("more a year than is left")
    for offer in (offer for each in found for offer in each.offers):
        option = offer.option
        years = defaultdict(lambda: ZERO)
        for row in option.instalments:
            most = can_pay.monthly.value
            if option.shape == "seasonal":
                most = can_pay.by_month[row.due.month]
            if row.amount > most:
                faults.append(f"{option.shape}: {row.amount} above {most}")
            years[row.due.year] += row.amount
        if max(years.values()) > can_pay.monthly.value * 12 + 1:
            faults.append(f"{option.shape}: more in a year than can be paid")
        if total(row.amount for row in option.instalments) != option.total.value:
            faults.append("the rows do not sum")
    return faults
