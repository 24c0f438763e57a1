"""Made-up talks about a debt, each from its seed: a household, a claim, a creditor, both utilities.

The household's side is the product's own table (plans/proposals.py). The creditor's side is
what the rows are worth to it at its own cost of money and belief, less what it minds, beside
its own alternative: each drawn from the range of the product's assumptions. A talk in which
nothing is acceptable to both is drawn anew, so that every talk could end in an agreement.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from qinghuan import policy
from qinghuan.debts.entries import AmountFellDue, ClaimReceived, DebtDisclosed, Terms
from qinghuan.debts.facts import fold_debts
from qinghuan.debts.ledger import owed
from qinghuan.debts.reconcile import compare
from qinghuan.household.affordable import affordable
from qinghuan.household.bills import BillSums
from qinghuan.household.entries import Expense, HouseholdStated, Income, Member
from qinghuan.household.statement import state
from qinghuan.journal.history import Recorded, in_order
from qinghuan.money import yuan
from qinghuan.plans import proposals
from qinghuan.plans.ladder import Position
from qinghuan.plans.offers import Household
from qinghuan.plans.proposals import Table, Wishes
from qinghuan.plans.schedule import Instalment

TODAY = date(2026, 11, 20)
RESERVED = 0.1
"""Utility of the bottom line; a plan the household cannot keep has none at all."""
ROUNDS = (10, 20, 40)
DEBT = "debt00000001"
SEASONS = {"building": range(4, 11), "tourism": range(5, 11), "cordyceps": range(5, 7)}
NEEDS = {
    "food_tobacco_liquor": 750, "clothing": 75, "housing": 450, "household_goods": 100,
    "transport_communication": 200, "education_culture_recreation": 150, "health_care": 125,
    "other": 50,
}  # fmt: skip
"""Yuan a month and person."""


@dataclass(frozen=True)
class Scenario:
    """One talk. Utilities lie between 0 and 1; reserved is that of no agreement."""

    seed: int
    rounds: int
    we_begin: bool
    table: Table
    household: Mapping[proposals.Terms, float]
    creditor: Mapping[proposals.Terms, float]
    creditor_reserved: float

    def gains(self, terms: proposals.Terms) -> tuple[float, float]:
        """What both have over no agreement, as shares of the most each could have."""
        ours, theirs = RESERVED, self.creditor_reserved
        return (
            (self.household[terms] - ours) / (1 - ours),
            (self.creditor[terms] - theirs) / (1 - theirs),
        )

    @property
    def best_product(self) -> float:
        """The largest product of both gains among the plans acceptable to both."""
        found = [self.gains(terms) for terms in self.table.by_terms]
        return max((ours * theirs for ours, theirs in found if theirs > 0), default=0.0)


def scenario(seed: int) -> Scenario:
    """The talk of ``seed``: the first of its draws in which an agreement is possible."""
    for attempt in count():
        found = _drawn(random.Random(f"negotiation {seed} {attempt}"), seed)
        if found is not None and found.best_product > 0.01:
            return found
    raise AssertionError


def _drawn(chance: random.Random, seed: int) -> Scenario | None:
    home, position = _household(chance), _position(chance)
    wishes = Wishes(chance.uniform(0.5, 1.5), chance.uniform(0.5, 1.5), chance.uniform(0.2, 1))
    if home.affordable.path != "can_pay":
        return None
    share = home.affordable.monthly.value
    table = proposals.table(position, home, share, wishes, seed=seed)
    if len(table.proposals) < 5 or table.proposals[0].value <= table.bottom:
        return None
    worths, without = _creditor(chance, position, home, seed)
    low, high = min(worths.values()), max(worths.values())
    reserved = (without - low) / (high - low)
    if not 0 <= reserved < 0.95:
        return None
    return Scenario(
        seed=seed,
        rounds=chance.choice(ROUNDS),
        we_begin=chance.random() < 0.5,
        table=table,
        household={terms: _utility(terms, table) for terms in worths},
        creditor={terms: (one - low) / (high - low) for terms, one in worths.items()},
        creditor_reserved=reserved,
    )


def _utility(terms: proposals.Terms, table: Table) -> float:
    found = table.by_terms.get(terms)
    if found is None:
        return 0.0
    span = table.proposals[0].value - table.bottom
    return RESERVED + (1 - RESERVED) * (found.value - table.bottom) / span


def _household(chance: random.Random) -> Household:
    size = chance.choice((1, 2, 2, 3, 4))
    others = [Member(relation="子女", age="6_to_17", dependant=True)] * (size - 1)
    wages = chance.randint(2500 + 1200 * size, 4500 + 2000 * size)
    incomes = [Income(source="wages", by_month=dict.fromkeys(range(1, 13), yuan(str(wages))))]
    if chance.random() < 0.5:
        source = chance.choice(list(SEASONS))
        amount = yuan(str(chance.randint(800, 4000)))
        incomes.append(Income(source=source, by_month=dict.fromkeys(SEASONS[source], amount)))
    spent = chance.uniform(0.8, 1.1)
    needs = tuple(
        Expense(category=name, amount=yuan(str(int(each * spent * (1 + size) / 2))))
        for name, each in NEEDS.items()
    )
    sheet = HouseholdStated(
        id="sheet001",
        on=date(2026, 11, 1),
        place="xining",
        residence="urban",
        members=(Member(relation="本人", age="18_to_59", earns=True), *others),
        incomes=tuple(incomes),
        expenses=needs,
        cash=yuan(str(chance.randint(0, 12_000))),
        share_of_surplus=chance.choice((Decimal("0.50"), Decimal("0.75"))),
        pay_day=chance.choice((10, 15, 25)),
    )
    statement = state(sheet, BillSums(), today=TODAY)
    return Household(statement, affordable(statement, today=TODAY), sheet.pay_day)


def _position(chance: random.Random) -> Position:
    principal = chance.randint(3_000, 45_000)
    late = TODAY - timedelta(days=chance.randint(60, 400))
    fee = int(principal * chance.uniform(0, 0.06))
    terms = Terms(penalty_rate="0.0005", penalty_base="overdue_principal", origin="contract")
    facts = [
        DebtDisclosed(id=DEBT, on=date(2020, 1, 1), terms=terms, creditor="某消费金融公司",
                      product="huabei", lender="consumer_finance"),
        AmountFellDue(id="due0000001", on=late, debt=DEBT, principal=str(principal),
                      interest=str(int(principal * chance.uniform(0, 0.05))),
                      instalment_fee=str(fee)),
        ClaimReceived(id="claim00001", on=TODAY, debt=DEBT, total=str(int(principal * 1.2))),
    ]  # fmt: skip
    ordered = [item.fact for item in in_order(Recorded(fact, 0) for fact in facts)]
    folded, problems = fold_debts(ordered, BillSums())
    if problems:
        raise AssertionError(problems)
    ours = owed(folded[0], TODAY)
    return Position(folded[0], ours, compare(folded[0], ours))


def _between(chance: random.Random, name: str) -> float:
    found = policy.assumption(name)
    return chance.uniform(float(found.low), float(found.high))


@dataclass(frozen=True)
class _Creditor:
    funding: float
    belief: float
    """The chance in a year that it believes in, beside what the household's figures say."""
    minds_principal: float
    """Lost to it for each yuan of principal written off, over the yuan itself."""
    longest: int
    minds_length: float
    """Lost to it, as a share of the claim, for each month over its longest."""

    def present(self, rows: tuple[Instalment, ...]) -> float:
        """What the rows are worth if kept."""
        return sum(
            float(row.amount) / (1 + self.funding) ** ((row.due - TODAY).days / 365) for row in rows
        )


def _creditor(
    chance: random.Random, position: Position, home: Household, seed: int
) -> tuple[dict[proposals.Terms, float], float]:
    """What each point is worth to it and what it has without one, in shares of the claim."""
    one = _Creditor(
        funding=_between(chance, "creditor.funding_cost"),
        belief=chance.uniform(0.85, 1.0),
        minds_principal=chance.uniform(0, 0.5),
        longest=chance.choice((12, 18, 24, 36)),
        minds_length=chance.uniform(0, 0.01),
    )
    screen = proposals.stage_of(home, seed)
    whole = float(proposals.claimed(position.owed))
    principal = float(proposals.principal_of(position.owed))
    found = {}
    for terms in proposals.grid():
        rows = proposals.rows(terms, position.owed, home)
        kept = float(screen.chance(rows)) * one.belief ** ((terms.months + terms.starts) / 12)
        waived = float(proposals.WAIVERS[terms.waiver].principal) * principal
        minds = one.minds_principal * waived / whole
        over = one.minds_length * max(0, terms.months - one.longest)
        found[terms] = one.present(rows) * kept / whole - minds - over
    collected = _between(chance, "creditor.recovery_share") * (
        1 - _between(chance, "creditor.collection_cost_share")
    )
    years = _between(chance, "creditor.recovery_months") / 12
    sold = _between(chance, "creditor.sale_price_share") * principal / whole
    return found, max(collected / (1 + one.funding) ** years, sold)
