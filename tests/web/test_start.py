"""Where a person begins."""

from __future__ import annotations


def test_the_first_visit_offers_the_sample_ones_own_and_ten_minutes(app):
    shown = app.get("/")

    assert shown.status == 200
    for words in ("打开示例看看", "开始记自己的", "先花十分钟"):
        assert words in shown.words


def test_the_sample_has_a_home(sample_app):
    shown = sample_app.get(f"/case/{sample_app.case}/")

    assert "下一步" in shown.words
