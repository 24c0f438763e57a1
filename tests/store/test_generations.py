"""A generation stays while nothing is written, and is another one after every write by anyone."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from qinghuan import store
from store.making import add, case, note

pytestmark = pytest.mark.usefixtures("home")
ELSEWHERE = """
import sys
from pathlib import Path
from qinghuan import store
store.open_home(Path(sys.argv[1]), database_url=sys.argv[2] or None)
store.prefer("language", "en")
"""
TRIES = 20
"""A server may count housekeeping of its own as a write."""


def in_thread(work):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def in_thread_of_the_store(work):
    def then_closed():
        from django.db import connection

        try:
            return work()
        finally:
            connection.close()

    return in_thread(then_closed)


def test_reading_leaves_the_generation_as_it_is():
    where = case(note("said"))

    def stayed():
        before = store.generation()
        assert store.facts(where)
        assert store.cases(store.OWNER)
        return store.generation() == before

    assert any(stayed() for _ in range(TRIES))


@pytest.mark.parametrize(
    "write",
    [
        lambda where: add(where, note("more")),
        lambda where: store.keep_draft(where, "form", {"field": "typed"}),
        lambda _where: store.prefer("large", "yes"),
        lambda where: store.erase(where, who=store.OWNER),
    ],
    ids=["an entry", "a draft", "a choice", "an erasure"],
)
def test_every_write_of_this_thread_makes_another(write):
    where = case(note("said"))
    before = store.generation()

    write(where)

    assert store.generation() != before


def test_a_write_of_another_thread_makes_another():
    where = case(note("said"))
    before = store.generation()

    in_thread_of_the_store(lambda: add(where, note("more")))

    assert store.generation() != before


def test_a_thread_that_writes_and_one_that_reads_never_share_a_generation_across_the_write():
    where = case(note("said"))
    seen = {}

    def reads():
        return store.generation(), len(store.facts(where))

    for number in range(10):
        for generation, facts in (reads(), in_thread_of_the_store(reads)):
            assert seen.setdefault(generation, facts) == facts
        (in_thread_of_the_store if number % 2 else lambda work: work())(
            lambda: add(where, note("more"))
        )


def test_a_write_of_another_program_makes_another(place):
    before = store.generation()

    url = place.get("database_url", "")
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(place["path"]), url], check=True)

    assert store.generation() != before
    assert store.preferences()["language"] == "en"


def test_another_folder_has_generations_of_its_own(tmp_path):
    before = store.generation()
    store.close()

    store.open_home(tmp_path / "other")

    assert store.generation() != before
