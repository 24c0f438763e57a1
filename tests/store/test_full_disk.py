"""A disk that is full: a sentence that says what to do, nothing half-written, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from imports.bills import HUABEI
from qinghuan import store
from qinghuan.store.importing import import_file
from qinghuan.words import LANGUAGES, say
from store.making import NOW, add, case, note
from store.postgresql import user

MEGABYTES = 2
MEGABYTES_OF_A_SERVER = 16
COMMAND = "import sys; from qinghuan.cli import main; sys.exit(main())"


@contextmanager
def disk(place: Path, megabytes: int):
    """A disk of its own in the folder ``place``."""
    place.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(options, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        yield place
    finally:
        store.close()
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def small(tmp_path, sqlite_home):
    """A data folder on a disk of two megabytes, open."""
    with disk(tmp_path / "small", MEGABYTES) as place:
        shutil.copytree(sqlite_home, place / "home")
        store.open_home(place / "home")
        yield place


@pytest.fixture
def small_server(tmp_path, postgresql):
    """An open data folder whose tables lie on a disk of sixteen megabytes."""
    with disk(Path("/tmp") / f"qhsmall{os.getpid()}", MEGABYTES_OF_A_SERVER) as place:
        shutil.chown(place, user())
        with psycopg.connect(postgresql("postgres"), autocommit=True) as link:
            link.execute(f"CREATE TABLESPACE small LOCATION '{place}'")
            link.execute("CREATE DATABASE small TEMPLATE made TABLESPACE small")
            store.open_home(tmp_path / "home", database_url=postgresql("small"))
            try:
                yield place
            finally:
                store.close()
                link.execute("DROP DATABASE small WITH (FORCE)")
                link.execute("DROP TABLESPACE small")
    place.rmdir()


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
    for _ in range(200):
        try:
            done = add(where, note(os.urandom(7_500).hex()))
            head = (done.sequence, done.head)
        except store.StoreRefused as refused:
            return head, refused.problem.code
    raise AssertionError("the disk was not full")


def refused_for_space(raised):
    problem = raised.value.problem
    assert problem.code == "store.disk_full"
    assert all(
        say(text, language) for text in (problem.what, problem.mend) for language in LANGUAGES
    )


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


def test_a_folder_opened_on_a_full_disk_says_so_and_opens_once_there_is_space(small):
    where = case(note("before"))
    store.close()
    ballast = fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        store.open_home(small / "home")
    refused_for_space(raised)
    store.close()
    ballast.unlink()

    store.open_home(small / "home")
    add(where, note("after"))
    assert store.verify(where) == []


def test_the_command_says_what_to_do_and_works_once_there_is_space(small):
    where = case()
    store.close()
    bill = small / "bill.csv"
    bill.write_bytes(HUABEI.read_bytes())
    ballast = fill(small)

    def run(*words):
        settings = os.environ | {"QINGHUAN_HOME": str(small / "home"), "LC_ALL": "zh_CN.UTF-8"}
        command = [sys.executable, "-c", COMMAND, *words]
        return subprocess.run(command, env=settings, capture_output=True, text=True, check=False)

    full = run("import", where, str(bill))
    assert (full.returncode, "磁盘已满" in full.stderr, "怎么办" in full.stderr) == (4, True, True)
    assert "Traceback" not in full.stderr
    ballast.unlink()
    assert run("import", where, str(bill)).returncode == 0
    assert run("case", "verify", where).returncode == 0


def test_a_server_without_space_records_nothing_and_goes_on_once_there_is_some(small_server):
    where = case(note("before"))
    ballast = fill(small_server)
    acknowledged, code = until_refused(where)
    assert code == "store.disk_full"
    assert store.head(where) == acknowledged
    with pytest.raises(store.StoreRefused) as raised:
        import_file(where, HUABEI.read_bytes() * 40, "bill.csv", who=store.OWNER, now=NOW)
    refused_for_space(raised)
    assert store.lines(where) == []
    ballast.unlink()

    assert import_file(where, HUABEI.read_bytes(), "bill.csv", who=store.OWNER, now=NOW).entry
    assert store.verify(where) == []


def test_a_backup_that_does_not_fit_leaves_nothing(small):
    where = case(note("before"))
    ballast = fill(small)
    with pytest.raises(store.StoreRefused) as raised:
        store.backup(small / "a.backup", now=NOW)
    refused_for_space(raised)
    ballast.unlink()
    assert sorted(path.name for path in small.iterdir()) == ["home"]
    assert store.verify(where) == []
