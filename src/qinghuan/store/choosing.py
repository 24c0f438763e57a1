"""Choices of this data folder: language, large print, when to lock; no facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from qinghuan.store.models import Setting
from qinghuan.store.refusal import refusals

_PREFIX: Final = "choice."


def preferences() -> Mapping[str, str]:
    """Every choice made, by its name."""
    with refusals():
        rows = Setting.objects.filter(name__startswith=_PREFIX).values_list("name", "value")
        return {name.removeprefix(_PREFIX): value for name, value in rows}


def prefer(name: str, value: str) -> None:
    """Make the choice ``name``; an empty ``value`` takes it back."""
    with refusals(), transaction.atomic(durable=True):
        if value:
            Setting.objects.update_or_create(name=_PREFIX + name, defaults={"value": value})
        else:
            Setting.objects.filter(name=_PREFIX + name).delete()
