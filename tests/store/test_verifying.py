"""Whatever was changed behind the program's back is found and named, on both databases."""

from __future__ import annotations

import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError

from qinghuan import store
from qinghuan.store import triggers
from store.making import add, case, codes, debt, import_bill, line, note

pytestmark = pytest.mark.usefixtures("home")


def told():
    where = case(debt("Lender"), note("first"), note("last"))
    return where, import_bill(where, line(1), line(2), line(3))


def behind_its_back(statement, *values):
    """Change the tables as somebody with a database tool would, past the guards."""
    connection = connections["default"]
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            triggers.step_aside()
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
    triggers.install()


def test_a_sound_case_has_no_problems():
    where, _ = told()
    assert store.verify(where) == []
    assert store.verify_all() == {where: []}


def test_a_cut_tail_is_found():
    where, imported = told()
    behind_its_back("DELETE FROM store_billline WHERE case_id = %s", where)
    behind_its_back("DELETE FROM store_journalentry WHERE entry = %s", imported.id)
    assert "journal.cut_tail" in codes(store.verify(where))


def test_a_cut_tail_stops_every_later_append():
    where, imported = told()
    behind_its_back("DELETE FROM store_journalentry WHERE entry = %s", imported.id)
    with pytest.raises(store.StoreRefused):
        add(where, note("goes on as if nothing were missing"))


def test_a_row_missing_in_the_middle_is_found():
    where, _ = told()
    behind_its_back("DELETE FROM store_journalentry WHERE sequence = 3")
    assert store.verify(where)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", "replace(body, 'first', 'other')"),
        ("body_digest", "repeat_zero"),
        ("recorded_at", "'2020-01-01T00:00:00.000000Z'"),
        ("actor", "'somebody'"),
        ('"on"', "'2020-01-01'"),
        ("version", "version + 1"),
    ],
)
def test_an_edited_row_is_found_and_named(column, value):
    where, _ = told()
    value = f"'{'0' * 64}'" if value == "repeat_zero" else value
    behind_its_back(f"UPDATE store_journalentry SET {column} = {value} WHERE sequence = 3")
    assert any("3" in problem.where for problem in store.verify(where))


@pytest.mark.parametrize("column", ["text", "amount_fen", "category", "supersedes"])
def test_an_edited_bill_line_is_found_and_named(column):
    where, imported = told()
    edit = {
        "text": "replace(text, '12.50', '12.51')",
        "amount_fen": "1",
        "category": "'x'",
        "supersedes": "'x'",
    }[column]
    behind_its_back(f"UPDATE store_billline SET {column} = {edit} WHERE position = 1")
    named = {problem.where for problem in store.verify(where)}
    assert named & {f"{imported.id}-1", imported.id}


def test_a_line_that_is_missing_or_added_is_found():
    where, imported = told()
    behind_its_back("DELETE FROM store_billline WHERE position = 2")
    assert "store.lines_missing" in codes(store.verify(where))
    assert imported.id in {problem.where for problem in store.verify(where)}


def test_an_edited_original_and_a_missing_one_are_found():
    from qinghuan.store.files import path_of

    where, imported = told()
    path = path_of(imported.file)
    path.write_bytes(path.read_bytes() + b"x")
    assert "store.file_changed" in codes(store.verify(where))
    path.unlink()
    assert "store.file_missing" in codes(store.verify(where))


def test_a_replaced_index_is_found_and_can_be_rebuilt():
    where, _ = told()
    behind_its_back("UPDATE store_caseindex SET body = '{}'")
    assert "store.index_stale" in codes(store.verify(where))
    store.rebuild_index(where)
    assert store.verify(where) == []


DROP = "DROP TRIGGER guard_{name}"
SQLITE = {
    "missing": [DROP],
    "replaced": [DROP, "CREATE TRIGGER guard_{name} {event} ON {table} BEGIN SELECT 1; END"],
}
FUNCTION = "CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS"
TRIGGER = "CREATE OR REPLACE TRIGGER guard_{name} {event} ON {table} FOR EACH {each}"
POSTGRESQL = {
    "missing": [DROP + " ON {table}"],
    "replaced": [FUNCTION + " $$ BEGIN RETURN NEW; END $$"],
    "switched off": ["ALTER TABLE {table} DISABLE TRIGGER guard_{name}"],
    "for replicas only": ["ALTER TABLE {table} ENABLE REPLICA TRIGGER guard_{name}"],
    "never asked": [TRIGGER + " WHEN (FALSE) EXECUTE FUNCTION guard_{name}()"],
}


@pytest.mark.parametrize("way", POSTGRESQL)
def test_a_guard_that_does_not_do_what_it_must_is_found_and_named(database, way):
    statements = (SQLITE if database == "sqlite" else POSTGRESQL).get(way)
    if statements is None:
        pytest.skip("a trigger of SQLite stands or does not")
    where, _ = told()
    assert len(triggers.guards()) == 7
    for name, guard in triggers.guards().items():
        values = {"table": guard.table, "event": guard.event, "each": guard.each}
        with connections["default"].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement.format(name=name, **values))
        found = [(problem.code, problem.where) for problem in store.verify(where)]
        assert found == [("store.guard_missing", name)]
        triggers.install()
        assert store.verify(where) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE store_journalentry SET body = 'x' WHERE sequence = 3",
        "UPDATE store_journalentry SET body = NULL, salt = NULL WHERE sequence = 3",
        "UPDATE store_journalentry SET token = 'x' WHERE sequence = 3",
        "DELETE FROM store_journalentry WHERE sequence = 3",
        "UPDATE store_billline SET text = 'x'",
        "UPDATE store_billline SET amount_fen = 1",
        "DELETE FROM store_billline",
    ],
)
def test_the_database_itself_refuses_to_change_facts(statement):
    where, _ = told()
    with pytest.raises(DatabaseError), transaction.atomic():
        connections["default"].cursor().execute(statement)
    assert store.verify(where) == []


@pytest.mark.parametrize("table", ["store_journalentry", "store_billline"])
def test_postgresql_refuses_to_empty_a_table(database, table):
    if database == "sqlite":
        pytest.skip("SQLite has no TRUNCATE; its DELETE is refused above")
    told()
    with pytest.raises(DatabaseError), transaction.atomic():
        connections["default"].cursor().execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", ["store_journalentry", "store_billline"])
@pytest.mark.parametrize("other", ["row", "case_id"])
def test_sqlite_refuses_to_replace_a_row(database, table, other):
    if database == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE; its ON CONFLICT is an UPDATE, refused above")
    where, _ = told()
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY row LIMIT 1")
        columns = [column for column, *_ in cursor.description]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
        row["row"] = row["row"] if other == "row" else None
        row["kind"] = "changed"
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(columns))
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(f"REPLACE INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    assert store.verify(where) == []


def test_sqlite_refuses_to_replace_a_row_by_its_token(database):
    if database == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE; its ON CONFLICT is an UPDATE, refused above")
    where = case()
    add(where, note("first"), token="form")
    copied = "case_id, 9, 'other', kind, version, \"on\", recorded_at, actor, token, body, salt"
    with pytest.raises(DatabaseError), transaction.atomic():
        connections["default"].cursor().execute(
            'REPLACE INTO store_journalentry (case_id, sequence, entry, kind, version, "on",'
            " recorded_at, actor, token, body, salt, body_digest, digest)"
            f" SELECT {copied}, body_digest, digest FROM store_journalentry WHERE token = 'form'"
        )
    assert store.verify(where) == []


def test_an_insert_that_would_update_is_refused():
    where, _ = told()
    with pytest.raises(DatabaseError), transaction.atomic():
        connections["default"].cursor().execute(
            "INSERT INTO store_journalentry SELECT * FROM store_journalentry WHERE TRUE"
            " ON CONFLICT (case_id, sequence) DO UPDATE SET body = 'x'"
        )
    assert store.verify(where) == []
