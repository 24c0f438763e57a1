"""Reading a long journal leaves the search for cycles as it was, with several threads too."""

from __future__ import annotations

import gc
from threading import Event, Thread, current_thread
from types import SimpleNamespace

import pytest

from qinghuan.journal import history
from qinghuan.journal.fact import Kinds

WAIT = 5.0


def test_a_thread_that_asked_while_another_was_reading_does_not_leave_collecting_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reading, asked, done = Event(), Event(), Event()

    def isenabled() -> bool:
        answer = gc.isenabled()
        if current_thread().name == "second":
            asked.set()
            assert done.wait(WAIT)
        return answer

    def first() -> None:
        with history._no_collecting():
            reading.set()
            assert asked.wait(WAIT)
        done.set()

    def second() -> None:
        assert reading.wait(WAIT)
        history.holding([], Kinds([]))

    stopped = SimpleNamespace(isenabled=isenabled, disable=gc.disable, enable=gc.enable)
    monkeypatch.setattr(history, "gc", stopped)
    threads = [Thread(target=work, name=work.__name__) for work in (first, second)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(WAIT)
        assert gc.isenabled()
    finally:
        gc.enable()


def test_collecting_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        history.holding([], Kinds([]))
        assert not gc.isenabled()
    finally:
        gc.enable()
