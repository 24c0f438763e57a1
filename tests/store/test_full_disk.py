"""A disk that is full: a sentence that says what to do, nothing half-written, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from imports.bills import HUABEI
from qinghuan import store
from qinghuan.store.importing import import_file
from store.making import NOW, add, case, note

MEGABYTES = 2


@pytest.fixture
def small(tmp_path, sqlite_home):
    """A data folder on a disk of two megabytes, open."""
    place = tmp_path / "small"
    place.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        shutil.copytree(sqlite_home, place / "home")
        store.open_home(place / "home")
        yield place
    finally:
        store.close()
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> Path:
    """Leave no byte free."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while True:
                out.write(b"x" * 4096)
        except OSError:
            pass
    return ballast


def until_refused(where):
    """Append until it is refused; the head of the last one that was acknowledged, and why."""
    head = store.head(where)
    for _ in range(50):
        try:
            done = add(where, note("x" * 15_000))
            head = (done.sequence, done.head)
        except store.StoreRefused as refused:
            return head, refused.problem.code
    raise AssertionError("the disk was not full")


def refused_for_space(raised):
    assert raised.value.problem.code == "store.disk_full"


def test_an_append_is_refused_whole_and_goes_on_once_there_is_space(small):
    where = case(note("before"))
    ballast = fill(small)
    acknowledged, code = until_refused(where)
    assert code == "store.disk_full"
    assert store.head(where) == acknowledged
    ballast.unlink()

    add(where, note("after"))
    assert store.verify(where) == []


def test_an_import_is_refused_whole_and_succeeds_once_there_is_space(small):
    where = case(note("before"))
    ballast = fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        import_file(where, HUABEI.read_bytes(), "bill.csv", who=store.OWNER, now=NOW)
    refused_for_space(raised)
    assert store.lines(where) == []
    assert list((small / "home" / "files").iterdir()) == []
    ballast.unlink()

    assert import_file(where, HUABEI.read_bytes(), "bill.csv", who=store.OWNER, now=NOW).entry
    assert store.verify(where) == []


def test_an_original_is_kept_whole_or_not_at_all(small):
    fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        store.keep_file(b"x" * 300_000)
    refused_for_space(raised)
    assert list((small / "home" / "files").iterdir()) == []


def test_a_folder_cannot_be_made_on_a_full_disk_and_says_so(small):
    store.close()
    ballast = fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        store.open_home(small / "other")
    refused_for_space(raised)
    store.close()
    ballast.unlink()
    store.open_home(small / "other")
    assert store.cases(store.OWNER) == []


def test_a_backup_that_does_not_fit_leaves_nothing(small):
    where = case(note("before"))
    ballast = fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        store.backup(small / "a.backup", now=NOW)
    refused_for_space(raised)
    ballast.unlink()
    assert sorted(path.name for path in small.iterdir()) == ["home"]
    assert store.verify(where) == []
