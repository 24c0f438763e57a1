"""Survival as a request: the same for the same seed, and faults by their place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qinghuan import calc

EXAMPLE = json.loads(
    (Path(__file__).parents[2] / "tools" / "calc_examples.json").read_text("utf-8")
)["survival"]


def asked(**more):
    return calc.answer({"op": "survival", **EXAMPLE, **more})


def test_the_same_request_gives_the_same_chance_with_its_error():
    first, again = asked().result, asked().result

    assert first == again
    finished = first["finished"]
    assert float(finished["low"]) < float(finished["value"]) < float(finished["high"])
    assert float(first["on_time"]["value"]) <= float(finished["value"])
    assert len(first["breaks"]) == len(EXAMPLE["rows"])
    broken = sum(map(float, first["breaks"]))
    assert broken == pytest.approx(1 - float(finished["value"]), abs=1e-5)


def test_more_paths_narrow_the_range():
    few, many = asked(paths=200).result, asked(paths=20_000).result

    assert float(many["finished"]["error"]) < float(few["finished"]["error"]) / 5


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"kept": ["1"] * 11}, "/kept"),
        ({"kept": ["-1"] * 12}, "/kept/0"),
        ({"shock_chance": "1.5"}, "/shock_chance"),
        ({"rows": []}, "/rows"),
        ({"rows": ["1"] * 601}, "/rows"),
        ({"first_month": 13}, "/first_month"),
        ({"paths": 0}, "/paths"),
        ({"paths": 1_000_000, "rows": ["1"] * 60}, "/paths"),
        ({"cure": -1}, "/cure"),
        ({"sources": [{"by_month": ["1"] * 12}]}, "/sources/0/variability"),
        ({"buffer": "NaN"}, "/buffer"),
    ],
)
def test_a_fault_is_named_by_its_place(more, place):
    problems = asked(**more).problems

    assert place in [problem.where for problem in problems]


def test_a_household_without_income_keeps_only_what_its_buffer_pays():
    nothing = asked(sources=[], shock_chance="0", kept=["0"] * 12, buffer="1000").result

    assert float(nothing["finished"]["value"]) == 0
    assert (
        asked(sources=[], shock_chance="0", kept=["0"] * 12, buffer="3000").result["weakest"]
        is None
    )
