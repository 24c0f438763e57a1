"""A PostgreSQL connection that is lost: refused with a sentence, and tried again as it was."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connections

from qinghuan import store
from qinghuan.words import LANGUAGES, say
from store.making import add, case, note

OTHERS = "datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def url(fresh_postgresql, tmp_path):
    """The address of a fresh database that is open."""
    address = fresh_postgresql()
    store.open_home(tmp_path / "home", database_url=address)
    yield address
    store.close()


def end_backends(url):
    with psycopg.connect(url, autocommit=True) as link:
        link.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {OTHERS}")


@contextmanager
def row_held(url, where):
    """Somebody else writes the case, so that an append stands still in its middle."""
    with psycopg.connect(url) as link:
        link.execute("SELECT id FROM store_case WHERE id = %s FOR UPDATE", [where])
        yield link


def end_whoever_waits(link):
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND " + OTHERS
    for _ in range(1000):
        row = link.execute(waiting).fetchone()
        if row:
            return link.execute("SELECT pg_terminate_backend(%s, 5000)", row)
        link.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)")
    raise AssertionError("nobody waits")


def no_server(call, *arguments, **more):
    with pytest.raises(store.StoreRefused) as raised:
        call(*arguments, **more)
    assert raised.value.problem.code == "store.no_server"
    return raised.value.problem


def test_an_append_whose_connection_is_lost_records_nothing_and_its_form_may_be_sent_again(url):
    where, fact, refused = case(note("before")), note("during"), []

    def append():
        refused.append(no_server(add, where, fact, token="form1"))
        refused.append(add(where, fact, token="form1"))
        refused.append(add(where, fact, token="form1"))
        connections.close_all()

    with row_held(url, where) as link:
        thread = threading.Thread(target=append)
        thread.start()
        end_whoever_waits(link)
    thread.join(30)

    problem, recorded, repeated = refused
    assert all(say(problem.mend, language) for language in LANGUAGES)
    assert (recorded.repeated, repeated.repeated) == (False, True)
    assert [entry.id for entry in store.entries(where)][2:] == [fact.id]
    assert store.verify(where) == []


def test_an_append_after_the_connection_was_lost_is_refused_once(url):
    where = case()
    end_backends(url)

    no_server(add, where, note("x"), token="form1")
    assert not add(where, note("x"), token="form1").repeated
    assert store.verify(where) == []


@pytest.mark.parametrize("read", [store.entries, store.head, store.lines, store.verify])
def test_reading_goes_on_after_the_connection_was_lost(url, read):
    where = case()
    end_backends(url)

    no_server(read, where)
    assert read(where) is not None


def test_a_server_that_is_not_there_is_said(tmp_path):
    address = f"postgresql:///none?host={tmp_path}&user=nobody"
    problem = no_server(store.open_home, tmp_path / "home", database_url=address)
    assert all(say(problem.mend, language) for language in LANGUAGES)
    store.close()
