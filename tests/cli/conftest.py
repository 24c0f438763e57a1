"""The commands as a person types them, on a data folder of their own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qinghuan import store
from qinghuan.cli import main


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch, capsys) -> Iterator[Run]:
    monkeypatch.setenv("QINGHUAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.delenv("QINGHUAN_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)

    def typed(*words: object) -> Ran:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    yield typed
    if "qinghuan.store.home" in sys.modules:
        store.close()


@pytest.fixture
def case(run: Run) -> str:
    return str(run("case", "new", "测试", "--json").json["id"])
