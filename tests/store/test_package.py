"""The names the store gives: each leads where it says, whatever was imported before."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from qinghuan import store


def test_no_name_is_both_a_module_and_something_in_one():
    modules = {found.name for found in pkgutil.iter_modules(store.__path__)}
    assert modules.isdisjoint(store._MODULE_OF)


def test_every_name_stands_in_its_module():
    for name, module in store._MODULE_OF.items():
        found = getattr(import_module(f"qinghuan.store.{module}"), name)
        assert getattr(store, name) is found
