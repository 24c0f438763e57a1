"""A second ledger, written from the text of the rule: slow, day by day, with fractions.

It takes the request of ``calc ledger`` as plain JSON values and shares nothing with the
engine. Only the events and terms that random lives use.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

ORDER = [
    "enforcement_cost",
    "interest",
    "instalment_fee",
    "compound_interest",
    "penalty_interest",
    "late_fee",
    "unnamed",
    "principal",
]
ALL_CHARGES = [
    "compound_interest",
    "penalty_interest",
    "late_fee",
    "unnamed",
    "instalment_fee",
    "enforcement_cost",
    "interest",
]
KINDS = [
    "drawdown",
    "due",
    "charge",
    "rate_change",
    "freeze",
    "acceleration",
    "waiver",
    "write_down",
    "payment",
    "refund",
    "settlement",
]


def cents(amount):
    """A fraction of yuan as whole fen, half up."""
    scaled = Fraction(amount) * 100
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def month_after(day):
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


class Oracle:
    def __init__(self, request):
        self.terms = request["terms"]
        self.events = request["events"]
        self.until = date.fromisoformat(request["on"])
        self.rate = self.daily(self.terms.get("rate"))
        self.penalty = self.penalty_of(self.terms.get("penalty"))
        self.quoted = {  # how the days of each rate are counted
            "interest": self.terms.get("rate"),
            "penalty_interest": self.terms.get("penalty"),
        }
        if "factor" in (self.quoted["penalty_interest"] or {}):
            self.quoted["penalty_interest"] = self.quoted["interest"]
        # each: [due, {part: fen}, minimum still to be paid in time or None, interest held back]
        self.bills = []
        self.later = 0
        self.rolled = {}  # left of bills whose minimum was paid in time
        self.money = []  # payments made: [day, fen]
        self.loose = {"penalty_interest": 0, "compound_interest": 0}
        self.accrued = dict.fromkeys(
            ("interest", "penalty_interest", "compound_interest"), Fraction(0)
        )
        self.booked = dict.fromkeys(self.accrued, 0)
        self.came, self.paid, self.waived = {}, {}, {}
        self.frozen = []
        self.surplus = []
        self.voided = None
        self.closed = False

    def daily(self, given):
        if given is None:
            return Fraction(0)
        if "daily" in given:
            return Fraction(given["daily"])
        return Fraction(given["annual"]) / (360 if self.counting.endswith("360") else 365)

    @property
    def counting(self):
        return self.terms.get("day_count", "actual/365")

    def share_of_a_day(self, part, day):
        """How much ``day`` counts under the rate of ``part``."""
        given = self.quoted["interest" if part == "interest" else "penalty_interest"]
        if given is None or "daily" in given:
            return Fraction(1)
        if self.counting == "30/360":
            if day.day == 31:
                return Fraction(0)
            yesterday = day - timedelta(days=1)
            missing = 30 - yesterday.day if day.day == 1 and yesterday.day < 30 else 0
            return Fraction(1 + missing)
        if self.counting == "actual/actual":
            year = (day - timedelta(days=1)).year
            leap = (date(year, 12, 31) - date(year, 1, 1)).days == 365
            return Fraction(365, 366 if leap else 365)
        return Fraction(1)

    def penalty_of(self, given):
        if given is None:
            return Fraction(0)
        if "factor" in given:
            return self.daily(self.terms["rate"]) * Fraction(given["factor"])
        return self.daily(given)

    def run(self):
        by_day = {}
        for event in self.events:
            by_day.setdefault(date.fromisoformat(event["on"]), []).append(event)
        day = min(by_day)
        while day <= self.until:
            if day > min(by_day):
                self.one_day(day - timedelta(days=1))
                self.full_balance(day, timedelta(days=self.terms.get("grace_days", 0)))
                if not self.closed:
                    self.late_fee(day, timedelta(days=self.terms.get("grace_days", 0)))
            for event in sorted(by_day.get(day, []), key=lambda one: KINDS.index(one["type"])):
                getattr(self, event["type"])(event, day)
            day += timedelta(days=1)
        self.book_loose()
        rest = self.book("interest")
        return self.result(rest)

    def one_day(self, before):
        """What the day after ``before`` bears, on what stood at the end of ``before``."""
        if self.closed:
            return
        grace = timedelta(days=self.terms.get("grace_days", 0))
        self.roll(before, grace)
        late = [bill for bill in self.bills if bill[0] + grace <= before and any(bill[1].values())]
        base = self.terms.get("penalty_base", "overdue_principal")
        if base == "overdue_principal":
            burden = sum(bill[1].get("principal", 0) for bill in late)
        elif base == "overdue_principal_and_interest":
            burden = sum(bill[1].get("principal", 0) + bill[1].get("interest", 0) for bill in late)
        else:
            burden = 0
            if late:
                burden = (
                    self.later
                    + self.rolled.get("principal", 0)
                    + sum(
                        bill[1].get(part, 0)
                        for bill in self.bills
                        for part in ("principal", "interest", "instalment_fee")
                    )
                )
        whole = base == "whole_balance" and late
        if not whole:
            resting = self.later + self.rolled.get("principal", 0)
            self.bear("interest", self.rate, resting, before)
        self.bear("penalty_interest", self.penalty, burden, before)
        kind = self.terms.get("compounding", "none")
        if kind != "none":
            compounding = sum(
                bill[1].get("interest", 0)
                for bill in late
                if kind == "at_posting" or month_after(bill[0]) <= before
            )
            self.bear("compound_interest", self.penalty, compounding, before)

    def full_balance(self, day, grace):
        """Charge the interest held back of bills that were not paid in full in time."""
        for bill in self.bills:
            if bill[3] and day > bill[0] + grace:
                held, bill[3] = bill[3], 0
                if any(bill[1].values()):
                    self.add(self.came, "interest", held)
                    self.add(bill[1], "interest", held)

    def short_of_minimum(self, bill, grace):
        made = sum(fen for day, fen in self.money if bill[0] <= day <= bill[0] + grace)
        return min(sum(bill[1].values()), max(0, bill[2] - made))

    def roll(self, before, grace):
        for bill in list(self.bills):
            if bill[2] is None or bill[0] + grace > before:
                continue
            if any(bill[1].values()) and not self.short_of_minimum(bill, grace):
                self.bills.remove(bill)
                if bill[3]:
                    self.add(self.came, "interest", bill[3])
                    self.add(bill[1], "interest", bill[3])
                for part, fen in bill[1].items():
                    self.add(self.rolled, part, fen)

    def late_fee(self, day, grace):
        rule = self.terms.get("late_fee")
        for bill in self.bills:
            if rule is None or bill[2] is None or day <= bill[0] + grace:
                continue
            short, bill[2] = self.short_of_minimum(bill, grace), None
            if short:
                fee = cents(Fraction(short, 100) * Fraction(rule["rate"]))
                fee = max(fee, cents(rule.get("minimum", "0")))
                if rule.get("maximum"):
                    fee = min(fee, cents(rule["maximum"]))
                self.add(self.came, "late_fee", fee)
                self.add(bill[1], "late_fee", fee)
        waiting, self.surplus = self.surplus, []
        for fen in waiting:
            self.keep(self.settle(fen))

    def keep(self, fen):
        if fen:
            self.surplus.append(fen)

    def bear(self, part, rate, fen, before):
        for what, since, until in self.frozen:
            if part in what and since <= before and (until is None or before < until):
                return
        one = rate * Fraction(fen, 100)
        if self.terms.get("rounding", {}).get("each") == "day":
            one = Fraction(cents(one), 100)
        self.accrued[part] += one * self.share_of_a_day(part, before + timedelta(days=1))

    def book(self, part, *, came_in=True):
        whole = cents(self.accrued[part])
        new, self.booked[part] = whole - self.booked[part], whole
        if came_in:
            self.add(self.came, part, new)
        return new

    def book_loose(self):
        for part in self.loose:
            self.loose[part] += self.book(part)

    @staticmethod
    def add(where, part, fen):
        where[part] = where.get(part, 0) + fen

    def owed(self, part):
        return sum(bill[1].get(part, 0) for bill in self.bills) + self.loose.get(part, 0)

    def take(self, part, fen):
        for bill in sorted(self.bills, key=lambda one: one[0]):
            here = min(fen, bill[1].get(part, 0))
            if here:
                bill[1][part] -= here
                fen -= here
        if fen:
            self.loose[part] -= fen

    def bill(self, due, parts, minimum=None, held=0):
        made = [due, parts, minimum, held]
        self.bills.append(made)
        before = sum(parts.values())
        waiting, self.surplus = self.surplus, []
        for fen in waiting:
            self.keep(self.settle(fen))
        if minimum is not None:
            made[2] = max(0, minimum - (before - sum(parts.values())))

    def order(self):
        named = self.terms.get("allocation")
        return dict.fromkeys([*(named if isinstance(named, list) else []), *ORDER])

    def settle(self, fen):
        self.book_loose()
        for part in self.order():
            here = min(fen, self.owed(part))
            if here:
                self.take(part, here)
                self.add(self.paid, part, here)
                fen -= here
        return fen

    # events

    def drawdown(self, event, _day):
        self.add(self.came, "principal", cents(event["amount"]))
        self.later += cents(event["amount"])

    def due(self, event, day):
        if self.voided and day > self.voided:
            return
        fen = cents(event.get("principal", "0"))
        drawn = min(fen, self.later)
        self.later -= drawn
        self.add(self.came, "principal", fen - drawn)
        fee = cents(event.get("instalment_fee", "0"))
        self.add(self.came, "instalment_fee", fee)
        held = 0
        if event.get("interest") is None and self.terms.get("interest_free"):
            interest, held = 0, self.book("interest", came_in=False)
        elif event.get("interest") is None:
            interest = self.book("interest")
        else:
            self.accrued["interest"] = Fraction(self.booked["interest"], 100)
            interest = cents(event["interest"])
            self.add(self.came, "interest", interest)
        parts = {"principal": fen, "interest": interest, "instalment_fee": fee}
        for part, left in self.rolled.items():
            self.add(parts, part, left)
        self.rolled = {}
        minimum = cents(event["minimum"]) if event.get("minimum") else None
        if minimum is None and self.terms.get("minimum_share"):
            minimum = cents(
                Fraction(sum(parts.values()), 100) * Fraction(self.terms["minimum_share"])
            )
        self.bill(day, parts, minimum or None, held)

    def charge(self, event, day):
        fen = cents(event["amount"])
        self.add(self.came, event["part"], fen)
        self.bill(day, {event["part"]: fen})

    def rate_change(self, event, _day):
        if event.get("rate"):
            self.rate, self.quoted["interest"] = self.daily(event["rate"]), event["rate"]
        if event.get("penalty"):
            self.penalty = self.daily(event["penalty"])
            self.quoted["penalty_interest"] = event["penalty"]

    def freeze(self, event, day):
        until = event.get("until")
        what = event.get("what", ["interest", "penalty_interest", "compound_interest"])
        self.frozen.append((what, day, date.fromisoformat(until) if until else None))

    def acceleration(self, _event, day):
        parts = {"principal": self.later, "interest": self.book("interest")}
        for part, left in self.rolled.items():
            self.add(parts, part, left)
        self.later, self.voided, self.rolled = 0, day, {}
        if any(parts.values()):
            self.bill(day, parts)

    def waiver(self, event, _day):
        self.book_loose()
        left = cents(event["amount"]) if event.get("amount") else None
        for part in [event["part"]] if event.get("part") else ALL_CHARGES:
            here = self.owed(part) if left is None else min(left, self.owed(part))
            self.take(part, here)
            self.add(self.waived, part, here)
            left = None if left is None else left - here

    def write_down(self, event, _day):
        fen = cents(event["amount"])
        here = min(fen, self.owed("principal"))
        self.take("principal", here)
        early = self.shrink(fen - here)
        self.add(self.waived, "principal", here + early)

    def shrink(self, fen):
        """Take principal that is not due: what is drawn first, then what was carried."""
        drawn = min(fen, self.later)
        self.later -= drawn
        rolled = min(fen - drawn, self.rolled.get("principal", 0))
        if rolled:
            self.rolled["principal"] -= rolled
        return drawn + rolled

    def payment(self, event, day):
        self.money.append((day, cents(event["amount"])))
        rest = self.settle(cents(event["amount"]))
        for part in self.order():
            here = min(rest, self.rolled.get(part, 0))
            if here:
                self.rolled[part] -= here
                self.add(self.paid, part, here)
                rest -= here
        self.keep(rest)

    def refund(self, event, _day):
        fen = cents(event["amount"])
        early = self.shrink(fen)
        here = min(fen - early, self.owed("principal"))
        self.take("principal", here)
        self.add(self.paid, "principal", early + here)
        self.keep(self.settle(fen - early - here))

    def settlement(self, event, day):
        self.acceleration(event, day)
        rest = self.settle(cents(event["amount"]))
        for part in ORDER:
            here = self.owed(part)
            self.take(part, here)
            self.add(self.waived, part, here)
        if rest:
            self.surplus.append(rest)
        self.closed = True

    def result(self, accrued):
        """Fen by part: in, paid, waived, owed; and the surplus."""
        found = {}
        for part in ORDER:
            later = {"principal": self.later, "interest": accrued}.get(part, 0)
            later += self.rolled.get(part, 0)
            row = {
                "in": self.came.get(part, 0),
                "paid": self.paid.get(part, 0),
                "waived": self.waived.get(part, 0),
                "owed": self.owed(part) + later,
            }
            if row["in"]:
                found[part] = row
        return found, sum(self.surplus)
