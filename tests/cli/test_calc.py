"""``calc``: JSON in, one answer on each line out, exit code 2 when one could not be given."""

from __future__ import annotations

import json

REQUEST = {"op": "accrue", "principal": "100", "rate": {"annual": "0.365"}, "days": 10}


def test_requests_in_a_file_are_answered_one_on_each_line(run, tmp_path):
    (tmp_path / "request.json").write_text(json.dumps([REQUEST, REQUEST]))
    ran = run("calc", "request.json")

    answer = {"ok": True, "result": {"days": 10, "interest": "1.00", "exact": "1.00"}}
    assert ran.code == 0
    assert [json.loads(line) for line in ran.out.splitlines()] == [answer, answer]


def test_a_fault_gives_the_place_and_exit_code_two_and_the_rest_is_answered(run, tmp_path):
    (tmp_path / "request.json").write_text(json.dumps([{"op": "accrue"}, REQUEST]))
    ran = run("calc", "request.json")
    first, second = [json.loads(line) for line in ran.out.splitlines()]

    assert ran.code == 2
    assert (first["ok"], second["ok"]) == (False, True)
    assert first["problems"][0]["at"] == "/principal"
    assert first["problems"][0]["message"] == "缺少这一项。"


def test_the_schema_can_be_asked_for(run):
    assert run("calc", "--schema", "schedule").json["title"] == "schedule"
    assert "annual_rate" in run("calc", "--schema").json
    assert run("calc", "--schema", "guess").code == 2
    assert run("calc").code == 2
