"""Journals of every shape that was ever written: each is read, verified and folded for ever."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from qinghuan.case.fold import fold
from qinghuan.case.kinds import KINDS
from qinghuan.debts.entries import PaymentMade
from qinghuan.journal.entry import verify
from qinghuan.journal.fact import Money
from qinghuan.journal.history import holding

TOOLS = Path(__file__).parents[2] / "tools"
KEPT = sorted((Path(__file__).parent / "kept").glob("*.jsonl"))
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def keep() -> Iterator:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(TOOLS), *sys.path])
        yield importlib.import_module("keep_journals")


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def journal(request, keep):
    return keep.kept(request.param)


def test_a_kept_journal_is_what_it_was(journal):
    assert verify(journal) == []


def test_a_kept_journal_is_read_and_says_the_same(journal):
    for entry in journal:
        if entry.body is None:
            continue
        fact = KINDS.read(entry.kind, entry.version, entry.body)
        assert (fact.KIND, fact.id, fact.on) == (entry.kind, entry.id, entry.on)
        if entry.version == fact.VERSION:
            assert fact.body() == entry.body


def test_a_kept_journal_folds(journal):
    case = fold(holding(journal, KINDS), TODAY)

    assert case.opened is not None
    assert case.opened.label == "示例档案"


def test_all_kept_journals_fold_together(keep):
    facts = {
        recorded.fact.id + recorded.fact.KIND: recorded
        for path in KEPT
        for recorded in holding(keep.kept(path), KINDS)
    }
    case = fold(facts.values(), TODAY)

    assert len(case.issued) == len(case.court_papers) == len(case.imports) == 1
    assert case.person is not None
    assert case.household is not None


def test_every_shape_that_can_be_written_now_is_kept_with_its_version(keep):
    assert keep.faults() == []
    names = {f"{kind}-{model.VERSION}" for kind, model in KINDS.models.items()}
    assert names <= {path.stem for path in KEPT}


def test_the_examples_fill_every_field(keep):
    for kind, says in keep.EXAMPLES.items():
        given = {*says, "id", "on", "at", "origin", "note", "files"}
        assert given == set(KINDS.models[kind].model_fields), kind


def test_nothing_kept_is_missing_its_shape_or_its_journal():
    shapes = json.loads((KEPT[0].parent / "schemas.json").read_text())
    kept = {f"{kind}-{version}" for kind, versions in shapes.items() for version in versions}

    assert kept == {path.stem for path in KEPT}


class Limited(PaymentMade):
    amount: Annotated[Money, Field(gt=0, lt=5)]


class Renamed(PaymentMade):
    sum: str = ""


class Defaulted(PaymentMade):
    line: str = "import"


class Described(PaymentMade):
    """Other words, the same shape."""


class Raised(Renamed):
    VERSION = 3


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (Limited, "raise its VERSION"),
        (Renamed, "raise its VERSION"),
        (Defaulted, "raise its VERSION"),
        (Raised, "not kept yet"),
    ],
)
def test_a_shape_that_changes_without_its_version_is_named(keep, monkeypatch, model, said):
    monkeypatch.setitem(KINDS.models, "payment_made", model)

    assert [fault for fault in keep.faults() if fault.startswith("payment_made") and said in fault]
    assert len(keep.faults()) == 1


def test_other_words_about_a_shape_are_no_change(keep, monkeypatch):
    monkeypatch.setitem(KINDS.models, "payment_made", Described)

    assert keep.faults() == []
