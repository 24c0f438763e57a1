"""A payment among several debts to one creditor: agreed, named, else Civil Code art. 560."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debts.making import day
from qinghuan import calc
from qinghuan.debts.allocation import by_rule
from qinghuan.debts.designation import NotKnown, Standing, designate
from qinghuan.errors import RuleError
from qinghuan.money import ZERO, total, yuan

ON = day("2026-11-20")
LAW = by_rule(card=False)(ON, 0)


def standing(name, owed="1000", due="2026-08-20", secured="0", rate="0.18", **parts):
    held = {"principal": yuan(owed), **{part: yuan(amount) for part, amount in parts.items()}}
    return Standing(
        name,
        held,
        LAW,
        due=day(due) if due else None,
        secured=yuan(secured),
        rate=Decimal(rate) if rate else None,
    )


def shared(payment, *debts, **more):
    shares, rest = designate(yuan(payment), debts, ON, **more)
    return [(one.debt, str(one.amount.value), one.by) for one in shares if one.amount.value], rest


def test_what_is_due_comes_before_what_is_not():
    later = standing("later", due="2026-12-20", rate="0.36")

    assert shared("600", later, standing("now")) == ([("now", "600.00", "due")], ZERO)


def test_of_what_is_due_the_least_secured_comes_first():
    debts = standing("pledged", secured="500", rate="0.36"), standing("free")

    assert shared("600", *debts)[0] == [("free", "600.00", "least_secured")]


def test_of_debts_secured_alike_the_heavier_burden_comes_first():
    debts = standing("light", rate="0.12", due="2026-01-20"), standing("heavy", rate="0.24")

    assert shared("1200", *debts)[0] == [
        ("heavy", "1000.00", "heavier_burden"),
        ("light", "200.00", "heavier_burden"),
    ]


def test_of_equal_burdens_the_one_that_fell_due_first_comes_first():
    debts = standing("second", due="2026-09-20"), standing("first", due="2026-08-20")

    assert shared("600", *debts)[0] == [("first", "600.00", "earlier_due")]


def test_debts_alike_in_everything_share_by_their_amounts_to_the_fen():
    debts = standing("a", "1000"), standing("b", "1000"), standing("c", "1000")

    assert shared("100", *debts)[0] == [
        ("a", "33.34", "pro_rata"),
        ("b", "33.33", "pro_rata"),
        ("c", "33.33", "pro_rata"),
    ]


def test_what_the_debtor_names_when_paying_comes_before_the_law():
    debts = standing("heavy", rate="0.24"), standing("light", rate="0.12")

    assert shared("1200", *debts, named=("light",))[0] == [
        ("light", "1000.00", "designated_by_debtor"),
        ("heavy", "200.00", "alone"),
    ]


def test_what_was_agreed_comes_before_what_the_debtor_names():
    debts = standing("heavy", rate="0.24"), standing("light", rate="0.12")

    found = shared("500", *debts, agreed=("heavy",), named=("light",))[0]
    assert found == [("heavy", "500.00", "agreed")]


def test_within_each_debt_the_order_of_its_parts_holds():
    one = standing("one", "1000", interest="40")

    [share], rest = designate(yuan("2000"), [one], ON)

    assert share.settled == {"interest": yuan("40"), "principal": yuan("1000")}
    assert rest == yuan("960")


def test_every_share_names_its_rule_and_an_agreed_one_only_that_of_its_parts():
    debts = [standing("a"), standing("b", rate="0.24")]
    by_law, _ = designate(yuan("10"), debts, ON)
    by_contract, _ = designate(yuan("10"), debts, ON, agreed=("a",))

    names = [one.name for one in by_law[0].amount.parameters]
    assert names == ["civil_code.order_between_debts", "civil_code.order_within_debt"]
    assert [one.name for one in by_contract[0].amount.parameters] == names[1:]


@pytest.mark.parametrize(
    ("debts", "field"),
    [
        ((standing("a", due=None), standing("b")), "due"),
        ((standing("a", rate=None), standing("b")), "rate"),
    ],
)
def test_what_decides_and_is_not_known_is_asked_and_never_guessed(debts, field):
    with pytest.raises(NotKnown) as unknown:
        designate(yuan("10"), debts, ON)

    assert (unknown.value.debt, unknown.value.field) == ("a", field)


def test_what_does_not_decide_need_not_be_known():
    debts = standing("a", rate=None), standing("b", rate=None, secured="5")

    assert shared("10", *debts)[0] == [("a", "10.00", "least_secured")]


def test_a_name_that_no_debt_bears_is_a_misuse():
    with pytest.raises(RuleError, match="no debt is called x"):
        designate(yuan("10"), [standing("a")], ON, named=("x",))


AMOUNTS = st.decimals(min_value="0.01", max_value="9999", places=2).map(str)


@given(
    payment=AMOUNTS,
    debts=st.lists(
        st.tuples(AMOUNTS, st.sampled_from(["0.12", "0.24"]), st.sampled_from(["0", "50"])),
        min_size=1,
        max_size=6,
    ),
)
def test_every_fen_is_given_once_and_no_debt_gets_more_than_it_is(payment, debts):
    made = [
        standing(f"d{place}", owed, rate=rate, secured=secured)
        for place, (owed, rate, secured) in enumerate(debts)
    ]
    shares, rest = designate(yuan(payment), made, ON)
    owed = {debt.id: debt.owed for debt in made}

    assert total(one.amount.value for one in shares) + rest == yuan(payment)
    assert all(ZERO <= one.amount.value <= owed[one.debt] for one in shares)
    assert all(total(one.settled.values()) == one.amount.value for one in shares)
    assert rest == max(ZERO, yuan(payment) - total(owed.values()))


def test_a_debt_behind_gets_nothing_until_those_before_it_are_paid():
    debts = [standing("a", rate="0.24"), standing("b", rate="0.12")]
    shares, _ = designate(yuan("1000"), debts, ON)

    assert [(one.debt, one.amount.value) for one in shares] == [("a", yuan("1000")), ("b", ZERO)]


# -- through calc --------------------------------------------------------------------------


def asked(**more):
    debts = [
        {"id": "bill", "parts": {"principal": "800"}, "due": "2026-08-20", "rate": "0.18"},
        {
            "id": "loan",
            "parts": {"principal": "900", "interest": "30"},
            "due": "2026-09-20",
            "rate": "0.24",
        },
    ]
    return calc.answer(
        {"op": "allocate", "payment": "1000", "debts": debts, "on": "2026-11-20", **more}
    )


def test_calc_divides_a_payment_among_debts_by_law():
    found = asked().result

    assert [(one["id"], one["amount"], one["by"]) for one in found["debts"]] == [
        ("loan", "930.00", "heavier_burden"),
        ("bill", "70.00", "heavier_burden"),
    ]
    assert found["debts"][0]["settled"] == {"interest": "30.00", "principal": "900.00"}
    assert found["debts"][1]["left"] == {"principal": "730.00"}
    assert (found["rest"], found["parameter"]["article"]) == ("0.00", "第560条")


def test_calc_takes_what_was_agreed_or_named():
    assert asked(designated=["bill"]).result["debts"][0]["amount"] == "800.00"
    assert asked(agreed=["bill"]).result["debts"][0]["by"] == "agreed"
    ways = calc.answer(
        {
            "op": "allocate",
            "payment": "10",
            "debts": [{"id": "a", "parts": {"principal": "20"}}],
            "on": "2026-11-20",
        },
        explain=True,
    ).explained
    assert ways["/debts/0/amount"]["value"] == "10.00"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"on": None}, "/on"),
        ({"designated": ["x"]}, "/designated/0"),
        ({"agreed": ["bill", "y"]}, "/agreed/1"),
        ({"debts": []}, "/debts"),
        ({"parts": {"principal": "1"}}, "/parts"),
        ({"on": "2019-01-01"}, "/on"),
        (
            {
                "debts": [
                    {"id": "a", "parts": {"principal": "1"}, "due": "2026-08-20"},
                    {"id": "b", "parts": {"principal": "1"}, "due": "2026-08-20"},
                ]
            },
            "/debts/0/rate",
        ),
        (
            {
                "debts": [
                    {"id": "a", "parts": {"principal": "1"}},
                    {"id": "a", "parts": {"principal": "1"}},
                ]
            },
            "/debts/1/id",
        ),
    ],
)
def test_a_request_that_cannot_be_divided_names_the_place(changes, where):
    [found] = asked(**changes).problems

    assert found.where == where


@pytest.mark.parametrize(
    ("order", "days", "settled"),
    [
        ("law", 0, {"interest": "60.00", "principal": "40.00"}),
        ("credit_card", 90, {"interest": "60.00", "principal": "40.00"}),
        ("credit_card", 91, {"principal": "100.00"}),
        (["principal"], 0, {"principal": "100.00"}),
    ],
)
def test_the_parts_of_one_debt_follow_the_rule_or_the_clause(order, days, settled):
    request = {"payment": "100", "parts": {"principal": "500", "interest": "60"}}
    found = calc.answer(
        {"op": "allocate", **request, "order": order, "on": "2026-11-20", "days_late": days}
    ).result

    assert found["settled"] == settled
    assert (found["parameter"] is None) == isinstance(order, list)


def test_a_rule_needs_the_day_of_the_payment():
    request = {"payment": "100", "parts": {"principal": "500"}, "order": "law"}

    assert calc.answer({"op": "allocate", **request}).problems[0].where == "/on"


def test_the_fen_left_over_goes_to_the_largest_remainder_and_not_to_the_smallest_debt():
    # 20 × 100 ÷ 600 = 3.33 and a third of a fen; 20 × 500 ÷ 600 = 16.66 and two thirds.
    assert shared("20", standing("small", "100"), standing("large", "500"))[0] == [
        ("small", "3.33", "pro_rata"),
        ("large", "16.67", "pro_rata"),
    ]
