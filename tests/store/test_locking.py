"""The lock of a folder: together or alone, no longer than the process that holds it."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from qinghuan import store
from qinghuan.store.locking import alone, together


def test_many_hold_it_together_and_none_alone_meanwhile(tmp_path):
    with (
        together(tmp_path),
        together(tmp_path, patience=0),
        pytest.raises(store.StoreRefused) as refused,
        alone(tmp_path, patience=0.1),
    ):
        pass
    assert refused.value.problem.code == "store.folder_in_use"
    with alone(tmp_path, patience=0):
        pass


def test_while_one_holds_it_alone_nobody_else_does(tmp_path):
    with alone(tmp_path):
        for other in (alone, together):
            with pytest.raises(store.StoreRefused), other(tmp_path, patience=0):
                pass


def test_it_goes_with_the_process_that_held_it(tmp_path):
    held = f"""
from pathlib import Path
from qinghuan.store.locking import together
with together(Path({str(tmp_path)!r})):
    print("held", flush=True)
    input()
"""
    command = [sys.executable, "-c", held]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        with pytest.raises(store.StoreRefused), alone(tmp_path, patience=0):
            pass
        child.send_signal(signal.SIGKILL)
        child.wait()
        with alone(tmp_path, patience=0):
            pass
