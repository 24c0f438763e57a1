"""The guards inside the database: facts and lines are added, never changed or taken away.

Two changes pass. Words vanish where a ``redacted`` entry names their row: a guard itself
blanks them when that entry is inserted, so both happen in one transaction. And
the rows of a case marked as being erased may be deleted.

A change of tables can drop guards, so they are set again after every update. Changed
guards come with a new schema: a folder whose guards read otherwise is a damaged one.
"""

# ruff: noqa: S608 (every name in these statements is written here)

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import connections

_ENTRY_KEPT: Final = (
    "row",
    "case_id",
    "sequence",
    "entry",
    "kind",
    "version",
    '"on"',
    "recorded_at",
    "actor",
    "token",
    "body_digest",
    "digest",
)
_LINE_KEPT: Final = ("row", "case_id", "line", "imported_by", "sequence", "position", "supersedes")
_LINE_BLANK: Final = {
    "text": "NULL",
    "source": "''",
    "occurred_at": "''",
    "month": "''",
    "direction": "''",
    "kind": "''",
    "moved": "FALSE",
    "status": "''",
    "category": "''",
    "amount_fen": "NULL",
    "refunded_fen": "NULL",
    "debt_hint": "''",
    "review": "''",
}
_TABLES: Final = {"journal": "store_journalentry", "line": "store_billline"}
_UNIQUE: Final = {
    "journal": ("sequence = NEW.sequence", "entry = NEW.entry"),
    "line": ("line = NEW.line",),
}
"""What no two rows of a case share, besides a token."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One guard of a database: on which table, when, and what it does."""

    table: str
    event: str
    """``BEFORE UPDATE`` and the like."""
    body: str
    """The statements; on SQLite with the condition before them."""

    @property
    def each(self) -> str:
        """Whether it looks at every row or at the statement as a whole."""
        return "STATEMENT" if self.event.endswith("TRUNCATE") else "ROW"


def guards(using: str = "default") -> dict[str, Guard]:
    """The guards a database of this kind must have, by name."""
    return _sqlite() if connections[using].vendor == "sqlite" else _postgresql()


def install(using: str = "default") -> None:
    """Set every guard, replacing what stood under its name."""
    sqlite = connections[using].vendor == "sqlite"
    with connections[using].cursor() as cursor:
        for name, guard in guards(using).items():
            if sqlite:
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{name}")
                cursor.execute(_created(name, guard))
                continue
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql"
                f" AS $guard${guard.body}$guard$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER guard_{name} {guard.event} ON {guard.table}"
                f" FOR EACH {guard.each} EXECUTE FUNCTION guard_{name}()"
            )


def step_aside(using: str = "default") -> None:
    """Take the guards away for a change of tables, where they stand in its way.

    SQLite changes a table by making it anew under its name, and refuses that while a
    guard of another table names it. :func:`install` must follow.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in guards(using):
            cursor.execute(f"DROP TRIGGER IF EXISTS guard_{name}")


def missing(using: str = "default") -> list[str]:
    """The names of guards that are not in place, or do not do what they must."""
    sqlite = connections[using].vendor == "sqlite"
    with connections[using].cursor() as cursor:
        cursor.execute(_STANDING_SQLITE if sqlite else _STANDING_POSTGRESQL)
        standing = set(cursor.fetchall())
    wanted = _wanted_sqlite if sqlite else _wanted_postgresql
    return [name for name, guard in guards(using).items() if wanted(name, guard) not in standing]


_STANDING_SQLITE: Final = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
_STANDING_POSTGRESQL: Final = """
    SELECT tgname, relname, tgtype, prosrc
      FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid
      WHERE tgenabled IN ('O', 'A') AND tgqual IS NULL AND tgattr = '' AND tgnargs = 0
        AND pg_table_is_visible(tgrelid)"""
# The bits of tgtype (pg_trigger.h).
_TYPES: Final = {"ROW": 1, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def _wanted_sqlite(name: str, guard: Guard) -> tuple[Any, ...]:
    return (_created(name, guard),)


def _wanted_postgresql(name: str, guard: Guard) -> tuple[Any, ...]:
    kind = sum(_TYPES.get(word, 0) for word in (*guard.event.split(), guard.each))
    return (f"guard_{name}", guard.table, kind, guard.body)


def _created(name: str, guard: Guard) -> str:
    return f"CREATE TRIGGER guard_{name} {guard.event} ON {guard.table} {guard.body}"


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"NEW.{column} IS NOT DISTINCT FROM OLD.{column}" for column in columns)


def _entry_rule(which: str) -> str:
    """Only body and salt vanish, and an entry asked for it; ``which`` reads whom it names."""
    asked = _asked("entry", which)
    return f"NEW.body IS NULL AND NEW.salt IS NULL AND {_same(_ENTRY_KEPT)} AND {asked}"


def _line_rule(which: str) -> str:
    blank = " AND ".join(
        f"NEW.{name} IS NOT DISTINCT FROM {to}" for name, to in _LINE_BLANK.items()
    )
    return f"{blank} AND {_same(_LINE_KEPT)} AND {_asked('imported_by', which)}"


def _asked(column: str, which: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM store_journalentry AS asked WHERE asked.case_id = OLD.case_id"
        f" AND asked.kind = 'redacted' AND {which} = OLD.{column})"
    )


def _blanking(named: str) -> str:
    """What an inserted ``redacted`` does; ``named`` reads whom it names."""
    values = ", ".join(f"{column} = {blank}" for column, blank in _LINE_BLANK.items())
    return f"""
        UPDATE store_journalentry SET body = NULL, salt = NULL
          WHERE case_id = NEW.case_id AND entry = {named} AND body IS NOT NULL;
        UPDATE store_billline SET {values}
          WHERE case_id = NEW.case_id AND imported_by = {named} AND text IS NOT NULL;"""


def _sqlite() -> dict[str, Guard]:
    asked, named = "json_extract(asked.body, '$.which')", "json_extract(NEW.body, '$.which')"
    redacts = "NEW.kind = 'redacted' AND NEW.body IS NOT NULL"
    refuse = "SELECT RAISE(ABORT, 'facts are only added');"
    erasing = "coalesce((SELECT erasing FROM store_case WHERE id = OLD.case_id), 0)"
    found = {
        "journal_update": ("BEFORE UPDATE", f"NOT ({_entry_rule(asked)})", refuse),
        "line_update": ("BEFORE UPDATE", f"NOT ({_line_rule(asked)})", refuse),
        "journal_delete": ("BEFORE DELETE", f"NOT {erasing}", refuse),
        "line_delete": ("BEFORE DELETE", f"NOT {erasing}", refuse),
        "journal_replace": ("BEFORE INSERT", _taken("journal"), refuse),
        "line_replace": ("BEFORE INSERT", _taken("line"), refuse),
        "journal_redact": ("AFTER INSERT", redacts, _blanking(named)),
    }
    # SQLite learned IS DISTINCT FROM in 3.39; its IS has always meant the same.
    return {
        name: Guard(
            _table(name),
            event,
            f"WHEN {when.replace('IS NOT DISTINCT FROM', 'IS')} BEGIN {action} END",
        )
        for name, (event, when, action) in found.items()
    }


def _taken(kind: str) -> str:
    """Whether a row stands where NEW goes: SQLite's REPLACE deletes it past every guard."""
    table = _TABLES[kind]
    rows = ["row = NEW.row", *(f"case_id = NEW.case_id AND {same}" for same in _UNIQUE[kind])]
    if kind == "journal":
        rows.append("case_id = NEW.case_id AND token = NEW.token AND NOT (token = '')")
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {which})" for which in rows)


def _postgresql() -> dict[str, Guard]:
    asked, named = "asked.body::json->>'which'", "(NEW.body::json->>'which')"
    redacts = "NEW.kind = 'redacted' AND NEW.body IS NOT NULL"
    refuse = "RAISE EXCEPTION 'facts are only added' USING ERRCODE = '23000';"
    erasing = "coalesce((SELECT erasing FROM store_case WHERE id = OLD.case_id), FALSE)"
    delete = f"IF {erasing} THEN RETURN OLD; END IF; {refuse}"
    found = {
        "journal_update": (
            "BEFORE UPDATE",
            f"IF {_entry_rule(asked)} THEN RETURN NEW; END IF; {refuse}",
        ),
        "line_update": (
            "BEFORE UPDATE",
            f"IF {_line_rule(asked)} THEN RETURN NEW; END IF; {refuse}",
        ),
        "journal_delete": ("BEFORE DELETE", delete),
        "line_delete": ("BEFORE DELETE", delete),
        "journal_redact": (
            "AFTER INSERT",
            f"IF {redacts} THEN {_blanking(named)} END IF; RETURN NULL;",
        ),
        "journal_truncate": ("BEFORE TRUNCATE", refuse),
        "line_truncate": ("BEFORE TRUNCATE", refuse),
    }
    return {
        name: Guard(_table(name), event, f" BEGIN {body} END ")
        for name, (event, body) in found.items()
    }


def _table(guard: str) -> str:
    return _TABLES[guard.partition("_")[0]]
