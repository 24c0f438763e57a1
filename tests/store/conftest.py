"""Every test of the store runs on SQLite and on PostgreSQL, in a fresh data folder each."""

from __future__ import annotations

import shutil
from itertools import count

import pytest

from qinghuan import store
from store.postgresql import missing, server

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def sqlite_home(tmp_path_factory):
    """A data folder made once, to be copied: making tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("made") / "home"
    store.open_home(path)
    store.close()
    return path


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A server with the database ``made``, to be copied; gives URLs by name."""
    why_not = missing()
    if why_not:
        pytest.skip(why_not)
    with server() as url:
        _create("made", url, of="template1")
        store.open_home(tmp_path_factory.mktemp("made_pg") / "home", database_url=url("made"))
        store.close()
        yield url


def _create(name, url, *, of):
    import psycopg

    with psycopg.connect(url("postgres"), autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')


def _drop(name, url):
    """At once: hundreds of databases left to the end take minutes to remove."""
    import psycopg

    with psycopg.connect(url("postgres"), autocommit=True) as link:
        link.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def fresh_postgresql(postgresql):
    """Makes another fresh database; gives its URL."""
    names = []

    def made():
        names.append(f"fresh{next(_NUMBERS)}")
        _create(names[-1], postgresql, of="made")
        return postgresql(names[-1])

    yield made
    for name in names:
        _drop(name, postgresql)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """The kind of database this test runs on."""
    return request.param


@pytest.fixture
def place(database, request, tmp_path):
    """Arguments of ``open_home`` for a fresh data folder."""
    path = tmp_path / "home"
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_home"), path)
        yield {"path": path}
        return
    made = request.getfixturevalue("fresh_postgresql")
    yield {"path": path, "database_url": made()}


@pytest.fixture
def home(place):
    """A fresh data folder, open."""
    opened = store.open_home(**place)
    yield opened
    store.close()


@pytest.fixture
def sqlite(sqlite_home, tmp_path):
    """A fresh data folder on SQLite, open, for what concerns its file only."""
    path = tmp_path / "home"
    shutil.copytree(sqlite_home, path)
    yield store.open_home(path)
    store.close()
