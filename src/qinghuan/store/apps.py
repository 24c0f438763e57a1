"""The Django application of the store."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Holds the tables; the label is part of their names."""

    name = "qinghuan.store"
    label = "store"
