"""The papers' font draws the names people bear, and what it lacks is said before printing."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from documents.samples import sample
from qinghuan.documents.glyphs import FONTS, REGULAR, check_glyphs, covered, missing_glyphs
from qinghuan.documents.typst_pdf import to_pdf
from qinghuan.errors import RuleError


def test_rare_characters_of_names_can_be_drawn() -> None:
    assert missing_glyphs("喆翀堃镕䶮㛃㭎𬭸𫖯𬣙𪨰𬀩𬸪𬳽") == ()


def test_bold_draws_the_characters_of_names_too() -> None:
    with TTFont(FONTS / "NotoSansCJKsc-Bold.otf", lazy=True) as font:
        drawn = font.getBestCmap()

    assert [c for c in "喆翀堃镕䶮㛃𬭸人民币壹贰叁" if ord(c) not in drawn] == []


def test_the_coverage_read_is_the_one_of_the_font_file() -> None:
    with TTFont(REGULAR, lazy=True) as font:
        assert covered() == set(font.getBestCmap())


def test_each_missing_character_is_named_once() -> None:
    assert missing_glyphs("钱😀བོད😀") == ("😀", "བ", "ོ", "ད")


def test_a_paper_that_cannot_be_drawn_gives_a_problem_and_never_boxes() -> None:
    (problem,) = check_glyphs(sample("卓玛😀"))

    assert problem.what.parameters["characters"] == "😀 (U+1F600)"
    with pytest.raises(RuleError, match="cannot be drawn"):
        to_pdf(sample("卓玛😀"))


def test_a_paper_of_drawable_characters_has_no_problem() -> None:
    assert check_glyphs(sample()) == ()
