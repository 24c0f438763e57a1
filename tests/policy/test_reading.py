"""The reader of parameter files refuses what is not in order, and says how to mend it."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from qinghuan import policy
from qinghuan.policy import reading
from qinghuan.words import LANGUAGES, say

FILES = {path.name: reading.parse(path) for path in sorted(policy.PARAMETERS.glob("*.yaml"))}
VALUES = [
    (file, entry["name"], place)
    for file, document in FILES.items()
    for entry in document["parameters"]
    for place in range(len(entry["values"] or []))
]
SOURCES = ("source", "found_at", "checked_on", "confidence")


def faults(file, document):
    """The codes found in ``document``; every one can be said in both languages."""
    found = reading.parameters_in(file, document)[1]
    for fault in found:
        assert fault.where.startswith(file)
        for language in LANGUAGES:
            assert say(fault.what, language)
            assert say(fault.mend, language)
    return [fault.code for fault in found]


def entry_of(file, name):
    """A copy of one file holding the parameter ``name`` alone, and that parameter."""
    entry = next(each for each in FILES[file]["parameters"] if each["name"] == name)
    entry = copy.deepcopy(entry)
    return {"parameters": [entry]}, entry


def changed(**changes):
    document, entry = entry_of("court.yaml", "court.reduction_line")
    entry.update(changes)
    return faults("court.yaml", document)


def changed_value(**changes):
    document, entry = entry_of("court.yaml", "court.reduction_line")
    entry["values"][0].update(changes)
    return faults("court.yaml", document)


def test_the_files_as_shipped_are_sound():
    assert policy.check() == []
    assert len(policy.parameters()) == sum(len(each["parameters"]) for each in FILES.values())
    assert len(policy.parameters()) > 190


@pytest.mark.parametrize(("file", "name", "place"), VALUES)
def test_deleting_any_one_source_is_found(file, name, place):
    for key in SOURCES:
        document, entry = entry_of(file, name)
        del entry["values"][place][key]
        assert "policy.missing" in faults(file, document)


def test_a_source_needs_a_title():
    assert changed_value(source={"number": "法发〔2017〕22号"}) == [
        "policy.missing",
        "policy.no_question",
    ]


@pytest.mark.parametrize("quote", [None, ""])
def test_a_missing_quotation_needs_a_reason(quote):
    assert changed_value(quote=quote) == ["policy.no_quote"]
    assert changed_value(quote=quote, no_quote="not_kept") == []
    assert changed_value(quote=quote, no_quote="too lazy") == ["policy.no_quote"]


def test_a_quotation_and_a_reason_for_none_exclude_each_other():
    assert changed_value(no_quote="not_kept") == ["policy.no_quote"]


@pytest.mark.parametrize("written", ["24%", 0.24, 24, None, "", "-0.24", True, ["0.24"]])
def test_a_value_that_does_not_fit_its_unit_is_refused(written):
    found = changed_value(value=written)

    assert found[0] in {"policy.bad_value", "policy.missing"}


def test_an_unknown_unit_is_refused():
    assert changed(unit="percent") == ["policy.bad_choice"]


@pytest.mark.parametrize(("key", "choice"), [("nature", "rumour"), ("nature", None)])
def test_an_unknown_nature_is_refused(key, choice):
    assert changed(**{key: choice})[0] in {"policy.bad_choice", "policy.missing"}


def test_an_unknown_confidence_is_refused():
    assert changed_value(confidence="HIGH")[0] == "policy.bad_choice"


def test_unknown_keys_are_refused_at_every_level():
    assert changed(sauce="x") == ["policy.unknown_key"]
    assert changed_value(form=date(2020, 1, 1)) == ["policy.unknown_key"]
    assert changed_value(source={"title": "x", "number": None, "url": "x"}) == [
        "policy.unknown_key"
    ]
    assert faults("court.yaml", {"parameters": [], "extra": 1})[0] == "policy.unknown_key"


@pytest.mark.parametrize("title", [None, "只有中文", {"zh": "只有中文"}, {"zh": "", "en": "x"}])
def test_words_stand_in_both_languages(title):
    assert changed(title=title)[0] in {"policy.bad_words", "policy.missing"}


@pytest.mark.parametrize("day", ["2017", 2017, "soon"])
def test_a_day_is_a_day(day):
    assert changed_value(**{"from": day})[0] == "policy.bad_date"
    assert changed_value(checked_on=day)[0] == "policy.bad_date"
    assert changed(review_after=day)[0] == "policy.bad_date"


@pytest.mark.parametrize("key", ["from", "to"])
def test_a_value_says_from_when_to_when_it_holds(key):
    document, entry = entry_of("court.yaml", "court.reduction_line")
    del entry["values"][0][key]

    assert faults("court.yaml", document)[0] == "policy.bad_date"


def periods(*days):
    document, entry = entry_of("court.yaml", "court.reduction_line")
    entry["values"] = [entry["values"][0] | {"from": since, "to": until} for since, until in days]
    return faults("court.yaml", document)


def test_periods_may_touch_but_not_overlap():
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    after = date(2021, 1, 1)

    assert periods((first, last), (after, None)) == []
    assert periods((first, last), (last, None)) == ["policy.overlap"]
    assert periods((first, None), (after, None)) == ["policy.overlap"]
    assert periods((first, "unknown"), (after, None)) == ["policy.overlap"]
    assert periods((after, None), (first, last)) == ["policy.overlap"]
    assert periods((first, last), ("unknown", None)) == ["policy.overlap"]


def test_a_period_does_not_end_before_it_begins():
    assert periods((date(2021, 1, 1), date(2020, 1, 1))) == ["policy.backwards"]


def test_a_name_stands_once_and_in_its_own_file():
    document, entry = entry_of("court.yaml", "court.reduction_line")
    document["parameters"].append(copy.deepcopy(entry))

    assert faults("court.yaml", document) == ["policy.duplicate"]
    del document["parameters"][1]
    assert faults("lpr.yaml", document) == ["policy.wrong_file"]


def test_a_parameter_without_values_must_say_that_it_is_unknown():
    document, entry = entry_of("huabei.yaml", "huabei.instalment_fee_24")
    assert faults("huabei.yaml", document) == []
    del entry["unknown"]
    assert faults("huabei.yaml", document) == ["policy.empty"]
    assert changed(unknown=True) == ["policy.empty"]


def test_a_value_that_cannot_be_used_needs_a_question():
    assert changed_value(confidence="MEM") == ["policy.no_question"]
    document, entry = entry_of("huabei.yaml", "huabei.instalment_fee_24")
    del entry["question"]
    assert faults("huabei.yaml", document) == ["policy.no_question"]


@pytest.mark.parametrize("document", [None, [], "text", {}, {"parameters": None}])
def test_a_file_of_another_shape_is_refused(document):
    assert faults("court.yaml", document)


def test_a_parameter_that_is_no_mapping_does_not_hide_the_others():
    document, _ = entry_of("court.yaml", "court.reduction_line")
    document["parameters"].insert(0, "stray")
    found, problems = reading.parameters_in("court.yaml", document)

    assert [each.name for each in found] == ["court.reduction_line"]
    assert problems


def test_bands_leave_no_hole_between_them():
    document, entry = entry_of("stages.yaml", "stages.overdue")
    del entry["values"][0]["value"][3]

    assert "policy.bad_value" in faults("stages.yaml", document)


def test_a_file_that_is_no_yaml_is_refused_with_its_name(tmp_path):
    path = tmp_path / "court.yaml"
    path.write_text("parameters: [\n", encoding="utf-8")
    found, problems = reading.file_parameters(path)

    assert found == []
    assert [problem.code for problem in problems] == ["policy.unreadable"]


def test_a_key_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "court.yaml"
    path.write_text("parameters: []\nparameters: []\n", encoding="utf-8")

    assert [each.code for each in reading.file_parameters(path)[1]] == ["policy.unreadable"]


def test_a_faulty_file_gives_no_values(tmp_path, monkeypatch):
    (tmp_path / "court.yaml").write_text("parameters: [{name: court.x}]\n", encoding="utf-8")
    monkeypatch.setattr(policy, "PARAMETERS", tmp_path)
    policy._of_file.cache_clear()
    try:
        assert policy.check()
        with pytest.raises(policy.FaultyFile):
            policy.value("court.x", date(2026, 11, 23))
    finally:
        policy._of_file.cache_clear()


def assumption(**changes):
    entry = {
        "name": "household.x",
        "title": {"zh": "甲", "en": "a"},
        "unit": "fraction",
        "low": "0.1",
        "central": "0.2",
        "high": "0.3",
        "reasoning": {"zh": "甲", "en": "a"},
        "made_on": date(2026, 11, 23),
    }
    document = {"assumptions": [entry | changes]}
    found = reading.assumptions_in("household.yaml", document)[1]
    return [fault.code for fault in found]


def test_an_assumption_rises_has_reasoning_and_claims_no_source():
    assert assumption() == []
    assert assumption(low="0.25") == ["policy.not_rising"]
    assert assumption(reasoning=None)
    assert assumption(source={"title": "x"}) == ["policy.unknown_key"]
    assert assumption(unit="hour_range", low=["22:00", "08:00"]) == ["policy.bad_value"]
