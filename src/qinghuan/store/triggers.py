"""The guards inside the database: facts and lines are added, never changed or taken away.

Two changes pass. Words vanish where a ``redacted`` entry names their row: a guard itself
blanks them when that entry is inserted, so both happen in one transaction. And
the rows of a case marked as being erased may be deleted.

A change of tables can drop guards, so they are set again after every update.
"""

# ruff: noqa: S608 (every name in these statements is written here)

from __future__ import annotations

from typing import Final

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
GUARDS: Final = (
    "journal_update",
    "journal_delete",
    "journal_redact",
    "line_update",
    "line_delete",
)


def install(using: str = "default") -> None:
    """Set every guard, replacing what stood under its name."""
    connection = connections[using]
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def step_aside(using: str = "default") -> None:
    """Take the guards away for a change of tables, where they stand in its way.

    SQLite changes a table by making it anew under its name, and refuses that while a
    guard of another table names it. :func:`install` must follow.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for name in GUARDS:
            cursor.execute(f"DROP TRIGGER IF EXISTS guard_{name}")


def missing(using: str = "default") -> list[str]:
    """The names of guards that are not in place."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        found = {name for (name,) in cursor.fetchall()}
    return [name for name in GUARDS if f"guard_{name}" not in found]


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


def _sqlite() -> list[str]:
    asked, named = "json_extract(asked.body, '$.which')", "json_extract(NEW.body, '$.which')"
    redacts = "NEW.kind = 'redacted' AND NEW.body IS NOT NULL"
    refuse = "SELECT RAISE(ABORT, 'facts are only added');"
    erasing = "coalesce((SELECT erasing FROM store_case WHERE id = OLD.case_id), 0)"
    guards = {
        "journal_update": ("BEFORE UPDATE", f"NOT ({_entry_rule(asked)})", refuse),
        "line_update": ("BEFORE UPDATE", f"NOT ({_line_rule(asked)})", refuse),
        "journal_delete": ("BEFORE DELETE", f"NOT {erasing}", refuse),
        "line_delete": ("BEFORE DELETE", f"NOT {erasing}", refuse),
        "journal_redact": (
            "AFTER INSERT",
            redacts,
            _blanking(named),
        ),
    }
    statements = []
    for name, (event, condition, action) in guards.items():
        # SQLite learned IS DISTINCT FROM in 3.39; its IS has always meant the same.
        when = condition.replace("IS NOT DISTINCT FROM", "IS")
        create = f"{event} ON {_table(name)} WHEN {when} BEGIN {action} END"
        statements += [
            f"DROP TRIGGER IF EXISTS guard_{name}",
            f"CREATE TRIGGER guard_{name} {create}",
        ]
    return statements


def _postgresql() -> list[str]:
    asked, named = "asked.body::json->>'which'", "(NEW.body::json->>'which')"
    redacts = "NEW.kind = 'redacted' AND NEW.body IS NOT NULL"
    refuse = "RAISE EXCEPTION 'facts are only added' USING ERRCODE = '23000';"
    erasing = "coalesce((SELECT erasing FROM store_case WHERE id = OLD.case_id), FALSE)"
    guards = {
        "journal_update": (
            "BEFORE UPDATE",
            f"IF {_entry_rule(asked)} THEN RETURN NEW; END IF; {refuse}",
        ),
        "line_update": (
            "BEFORE UPDATE",
            f"IF {_line_rule(asked)} THEN RETURN NEW; END IF; {refuse}",
        ),
        "journal_delete": ("BEFORE DELETE", f"IF {erasing} THEN RETURN OLD; END IF; {refuse}"),
        "line_delete": ("BEFORE DELETE", f"IF {erasing} THEN RETURN OLD; END IF; {refuse}"),
        "journal_redact": (
            "AFTER INSERT",
            f"IF {redacts} THEN {_blanking(named)} END IF; RETURN NULL;",
        ),
        "journal_truncate": ("BEFORE TRUNCATE", refuse),
        "line_truncate": ("BEFORE TRUNCATE", refuse),
    }
    statements = []
    for name, (event, body) in guards.items():
        each = "STATEMENT" if event == "BEFORE TRUNCATE" else "ROW"
        function = f"guard_{name}() RETURNS trigger LANGUAGE plpgsql"
        trigger = f"{event} ON {_table(name)} FOR EACH {each} EXECUTE FUNCTION guard_{name}()"
        statements += [
            f"CREATE OR REPLACE FUNCTION {function} AS $guard$ BEGIN {body} END $guard$",
            f"CREATE OR REPLACE TRIGGER guard_{name} {trigger}",
        ]
    return statements


def _table(guard: str) -> str:
    return "store_journalentry" if guard.startswith("journal") else "store_billline"
