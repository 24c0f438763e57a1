"""Django, set up once per process by code; no settings module is looked up.

The database is bound to a folder by ``open_home``, and may be bound again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils.connection import ConnectionDoesNotExist

from qinghuan.store.refusal import refusal

APPLICATION: Final = "qinghuan.store.apps.StoreConfig"

BUSY_SECONDS: Final = 30
"""How long a writer waits for another one before it gives up."""

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # under NORMAL the last commits can be lost at a power cut
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # so that no copy of anyone's words lies in the system's folder
)


def configure(more: Mapping[str, Any] | None = None) -> None:
    """Set Django up if nobody has; ``more`` are further settings (of the pages).

    Later calls add their settings to those that stand.
    """
    wanted = dict(more or {})
    installed = [APPLICATION, *wanted.pop("INSTALLED_APPS", ())]
    if not settings.configured:
        standing = {
            "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
            "LOGGING_CONFIG": None,
            "USE_TZ": True,
        }
        settings.configure(INSTALLED_APPS=installed, **{**standing, **wanted})
        django.setup()
        return
    for name, value in wanted.items():
        setattr(settings, name, value)
    missing = [name for name in installed if name not in settings.INSTALLED_APPS]
    if missing:
        settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, *missing]
        apps.set_installed_apps(settings.INSTALLED_APPS)


def bind(database: Mapping[str, Any], alias: str = "default") -> None:
    """Use ``database`` from now on, in every thread that has no connection yet."""
    unbind(alias)
    filled = connections.configure_settings({"default": {}, alias: dict(database)})
    connections.settings[alias] = filled[alias]


def unbind(alias: str = "default") -> None:
    """Close this thread's connection ``alias``; nothing when no folder was ever opened."""
    if not settings.configured:
        return
    try:
        connections[alias].close()
        del connections[alias]
    except (AttributeError, KeyError, ConnectionDoesNotExist):
        return


def sqlite_at(path: Path) -> dict[str, Any]:
    """SQLite in the file ``path``."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": ";".join(_PRAGMAS),
        },
    }


def postgresql_at(url: str) -> dict[str, Any]:
    """PostgreSQL at ``postgresql://user:password@host:port/name`` (``?host=FOLDER`` for a socket).

    Raises :class:`StoreRefused` for another kind of address or a missing driver.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise refusal("unknown_database")
    try:
        import psycopg  # noqa: F401, PLC0415 (only where PostgreSQL is asked for)
    except ImportError:
        raise refusal("no_driver") from None
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or "") or query.pop("user", ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or (parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }
