"""Versions: which issued paper is current, and how two of them differ."""

from __future__ import annotations

from datetime import date

from documents.samples import sample
from qinghuan.case.entries import DocumentIssued
from qinghuan.documents.docx import lines_of, to_docx
from qinghuan.documents.versions import (
    FigureChanged,
    LineChanged,
    figures_changed,
    lines_changed,
    versions,
)


def issued(id: str, paper: str = "proposal", **changes: object) -> DocumentIssued:
    """A record of a paper."""
    given = {
        "id": id, "on": date(2026, 11, 20), "paper": paper, "number": f"QH-{id}",
        "debt": "huabei00", "program": "0", "policy": "a" * 64, "head": "b" * 64,
        "head_sequence": 1,
    }  # fmt: skip
    return DocumentIssued.model_validate(given | changes)


FIRST, SECOND, THIRD = (issued(f"issued0{n}", head_sequence=n) for n in (1, 2, 3))


def test_the_latest_of_a_paper_is_current_and_the_others_say_what_took_their_place() -> None:
    found = versions([THIRD, FIRST, SECOND])

    assert [found[one.id].current for one in (FIRST, SECOND, THIRD)] == [False, False, True]
    assert [found[one.id].count for one in (FIRST, SECOND, THIRD)] == [1, 2, 3]
    assert found[SECOND.id].before == FIRST
    assert found[SECOND.id].after == THIRD
    assert found[FIRST.id].before is None


def test_papers_about_another_debt_contact_or_of_another_kind_are_no_versions() -> None:
    others = (
        issued("other001", debt="jiebei00"),
        issued("other002", paper="data_request"),
        issued("other003", figures={"about": "talk0000"}),
        issued("other004", figures={"about": "talk0001"}),
        issued("other005", debt=None),
    )

    assert all(one.current and one.count == 1 for one in versions([FIRST, *others]).values())


def test_the_figures_of_two_versions_stand_side_by_side_where_they_differ() -> None:
    was = issued("issued01", figures={"total": "7900.00", "monthly": "500.00", "claimed": "1.00"})
    now = issued("issued02", figures={"total": "7900.00", "monthly": "450.00", "left": "2.00"})

    assert figures_changed(was, now) == (
        FigureChanged("monthly", "500.00", "450.00"),
        FigureChanged("claimed", "1.00", ""),
        FigureChanged("left", "", "2.00"),
    )
    assert figures_changed(was, was) == ()


def test_only_lines_that_one_version_has_alone_are_told_in_reading_order() -> None:
    found = lines_changed(["甲", "乙", "丙"], ["甲", "丁", "丙", "戊"])

    assert found == (LineChanged("gone", "乙"), LineChanged("new", "丁"), LineChanged("new", "戊"))


def test_the_lines_of_a_kept_document_are_those_of_the_paper() -> None:
    before, after = (lines_of(to_docx(sample(name))) for name in ("马𬭸", "李示例"))

    assert "1 | 2027年1月10日 | 520.00" in before
    assert lines_changed(before, before) == ()
    assert {one.words for one in lines_changed(before, after)} == {
        "申请人 | 马𬭸",
        "申请人 | 李示例",
    }
