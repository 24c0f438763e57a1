"""``policy``: the figures of law with their sources, and the check of the files."""

from __future__ import annotations

from qinghuan import policy


def test_every_parameter_is_listed(run):
    listed = run("policy", "list", "--json").json

    assert [row["name"] for row in listed] == [each.name for each in policy.parameters()]


def test_a_parameter_shows_source_and_quotation(run):
    ran = run("policy", "show", "court.reduction_line", "--on", "2026-11-20")

    assert ran.code == 0
    assert "24%" in ran.out
    assert "法发〔2017〕22号" in ran.out
    assert "原文" in ran.out


def test_a_misspelt_name_gets_the_nearest_ones(run):
    ran = run("policy", "show", "court.reduction")

    assert ran.code == 2
    assert "court.reduction_line" in ran.err


def test_the_check_is_green(run):
    ran = run("policy", "check", "--json")

    assert ran.code == 0
    assert ran.json["parameters"] == len(policy.parameters())


def test_the_check_is_red_without_a_source(run, tmp_path, monkeypatch):
    whole = (policy.PARAMETERS / "court.yaml").read_text(encoding="utf-8")
    cut = "\n".join(line for line in whole.splitlines() if "found_at:" not in line)
    (tmp_path / "court.yaml").write_text(cut, encoding="utf-8")
    monkeypatch.setattr(policy, "PARAMETERS", tmp_path)
    ran = run("policy", "check")

    assert ran.code == 1
    assert "court" in ran.err
