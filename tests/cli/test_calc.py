"""``calc``: JSON in, JSON out, exit code 2 when a request could not be answered."""

from __future__ import annotations

import json


def test_requests_in_a_file_are_answered(run, tmp_path):
    path = tmp_path / "request.json"
    request = {"operation": "days_late", "due": "2026-08-20", "on": "2026-11-20"}
    path.write_text(json.dumps(request))
    ran = run("calc", path)

    assert (ran.code, ran.json) == (0, {"ok": True, "result": {"days": 92}})


def test_a_fault_gives_the_place_and_exit_code_two(run, tmp_path):
    path = tmp_path / "request.json"
    path.write_text('[{"operation": "days_late", "due": "2026-08-20"}]')
    ran = run("calc", path)

    assert ran.code == 2
    assert ran.json[0]["ok"] is False
    assert ran.json[0]["problems"][0]["at"] == "/0/on"
