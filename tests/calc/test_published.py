"""Every published case that fits comes out to the last place that is published."""

from __future__ import annotations

import pytest

from calc.published import CASES, LEFT_OUT, SERVERS, agrees, checked, found_at
from qinghuan import calc

MOST = {name: case for name, case in CASES.items() if case["group"] not in SERVERS}


@pytest.mark.parametrize("name", [name for name in MOST if name not in LEFT_OUT])
def test_a_published_case_comes_out_to_its_last_place(name):
    asked, figures = checked(CASES[name])
    answer = calc.answer(asked)
    assert answer.problems == ()
    assert figures
    wrong = {
        path: (found_at(answer.result, path), figure)
        for path, figure in figures
        if not agrees(found_at(answer.result, path), figure)
    }
    assert wrong == {}


def test_at_most_five_of_the_seventy_three_are_left_out_each_with_its_reason():
    assert len(MOST) == 73
    assert set(LEFT_OUT) <= set(MOST)
    assert len(LEFT_OUT) <= 5
    assert all(LEFT_OUT.values())
