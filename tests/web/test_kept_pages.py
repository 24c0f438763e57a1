"""A page asked again is the same page, unless anything was written; its forms are new ones."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from imports.bills import wechat_bill, wechat_row
from qinghuan import store
from qinghuan.contact.entries import ContactMade
from qinghuan.store.importing import import_file
from qinghuan.web import kept_pages, memory, page
from web.rooms import HUABEI

PAGES = [
    "",
    "everything",
    "debts/",
    f"debts/{HUABEI}/",
    "household/",
    "plans/",
    "plans/own",
    "contact/",
    "papers/",
    "papers/timeline",
    "bills/",
    "bills/sort/",
    "bills/payments/",
    "bills/twice/",
]


@pytest.fixture
def rendered(monkeypatch):
    """Every page that is made anew."""
    made = []

    def noted(template, *given, **how):
        made.append(template)
        return render(template, *given, **how)

    render = page.render_to_string
    monkeypatch.setattr(page, "render_to_string", noted)
    return made


@pytest.fixture
def with_bills(sample_app):
    """The sample with bills whose lines wait to be sorted."""
    bill = wechat_bill(
        wechat_row(who="小店", order="1000000000000000000001"),
        wechat_row(who="小店", order="1000000000000000000002", time="2026-06-04 08:00:00"),
    )
    import_file(sample_app.case, bill, "bill.csv", who=store.OWNER, now=page.now())
    return sample_app


def tokens(html):
    return re.findall(r'name="_token" value="([^"]*)"', html)


def without_tokens(html):
    found = set(tokens(html))
    return re.sub("|".join(found), "", html) if found else html


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asked_again_says_the_same_with_another_token_in_every_form(
    with_bills, rendered, path
):
    first = with_bills.get(f"/case/{with_bills.case}/{path}")
    made = len(rendered)

    again = with_bills.get(f"/case/{with_bills.case}/{path}")

    assert first.status == again.status == 200
    assert len(rendered) == made
    assert without_tokens(again.html) == without_tokens(first.html)
    assert len(tokens(again.html)) == len(tokens(first.html))
    assert not set(tokens(again.html)) & set(tokens(first.html))
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Cache-Control"] == "no-store"
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_lines_to_sort_have_forms_whose_tokens_differ(with_bills):
    shown = with_bills.get(f"/case/{with_bills.case}/bills/sort/")

    assert len(tokens(shown.html)) > 1
    assert len(set(tokens(shown.html))) == len(tokens(shown.html))


@pytest.mark.parametrize(
    "write",
    [
        lambda case: store.append(
            case,
            [ContactMade(id=store.mint(), on=page.today(), direction="outgoing", channel="phone")],
            who=store.OWNER,
            now=page.now(),
        ),
        lambda case: store.keep_draft(case, "anything", {"typed": "yes"}),
        lambda _case: store.prefer("language", "en"),
    ],
    ids=["an entry", "a draft", "a choice"],
)
def test_after_any_write_a_page_is_made_anew(sample_app, rendered, write):
    where = f"/case/{sample_app.case}/"
    sample_app.get(where)
    made = len(rendered)

    write(sample_app.case)
    sample_app.get(where)

    assert len(rendered) > made


def test_another_day_makes_a_page_anew(sample_app, rendered, monkeypatch):
    where = f"/case/{sample_app.case}/"
    sample_app.get(where)
    made, day = len(rendered), page.today() + timedelta(days=1)

    monkeypatch.setattr(kept_pages, "today", lambda: day)
    sample_app.get(where)

    assert len(rendered) > made


def test_a_part_for_htmx_and_the_whole_page_are_not_taken_for_each_other(sample_app):
    where = f"/case/{sample_app.case}/plans/own"
    whole = sample_app.get(where)
    part = sample_app.get(where, **{"HX-Request": "true"})

    assert "<html" in whole.html
    assert "<html" not in part.html
    assert sample_app.get(where).html.count("<html") == 1


def test_a_kept_page_is_shown_to_nobody_without_a_session(sample_app):
    where = f"/case/{sample_app.case}/"
    sample_app.get(where)
    sample_app.access.lock()

    shown = sample_app.get(where)

    assert shown.status == 403
    assert "示例" not in shown.words


def test_locking_drops_every_page(sample_app):
    sample_app.get(f"/case/{sample_app.case}/")
    assert kept_pages._pages

    sample_app.post("/lock", {})

    assert not kept_pages._pages
    assert not memory._kept


def test_a_page_that_is_not_there_is_not_kept(sample_app):
    before = len(kept_pages._pages)

    assert sample_app.get(f"/case/{sample_app.case}/debts/nothing/").status == 404
    assert len(kept_pages._pages) == before


def test_memory_is_bounded_and_the_page_asked_for_longest_ago_goes_first(
    sample_app, rendered, monkeypatch
):
    where = f"/case/{sample_app.case}/"
    sample_app.get(where)
    size = len(sample_app.get(where).bytes)
    monkeypatch.setattr(kept_pages, "MOST_BYTES", size * 3)

    for number in range(20):
        sample_app.get(f"{where}?number={number}")
    made = len(rendered)
    sample_app.get(f"{where}?number=19")
    assert len(rendered) == made
    sample_app.get(f"{where}?number=0")

    assert len(rendered) == made + 1
    assert sum(one.size for one in kept_pages._pages.values()) <= size * 3
