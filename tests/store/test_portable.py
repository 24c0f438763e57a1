"""The file a case travels in: all of it or nothing, and never a silently different case."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.errors import RuleError
from qinghuan.journal.entry import GENESIS, Stamp, digest_of, digest_of_body, seal
from qinghuan.journal.fact import Fact, Redacted
from qinghuan.store import appending, files, parcel, triggers
from qinghuan.store.case_index import computed
from qinghuan.store.models import BillLine, Case, CaseFile, CaseIndex, JournalEntry
from qinghuan.store.rows import insert_entries, to_entry
from store.making import DAY, NOW, add, case, debt, due, import_bill, line, note, paid

pytestmark = pytest.mark.usefixtures("home")
LATER = NOW + timedelta(days=1)


@pytest.fixture
def other(database, request, tmp_path):
    """Work in a second data folder, on either kind of database: ``with other(): …``."""
    here, numbers = request.getfixturevalue("place"), iter(range(99))

    @contextmanager
    def there(vendor=None):
        path, url = tmp_path / f"other{next(numbers)}", None
        if (vendor or database) == "postgresql":
            url = request.getfixturevalue("fresh_postgresql")()
        else:
            shutil.copytree(request.getfixturevalue("sqlite_home"), path)
        store.close()
        store.open_home(path, database_url=url)
        try:
            yield path
        finally:
            store.close()
            store.open_home(**here)

    return there


def grown():
    """A case with debts, bills that update each other, a correction and an erased import."""
    owed = debt("示例消费金融\u0000")
    wrong = paid(owed.id)
    where = case(owed, due(owed.id), wrong)
    right = wrong.model_copy(update={"amount": wrong.amount + 1})
    add(where, KINDS.correction(wrong, right, id=store.mint(), on=DAY, reason="typo"), token="t1")
    import_bill(where, line(1), line(2, status_class="pending", moved=False), line(3))
    old = store.lines(where)[1]
    import_bill(where, store.NewLine(line(2), supersedes=old.id), content=b"second bill")
    add(where, note("说过的话", files=(store.keep_file(b"recording"),)))
    return where


def everything(where):
    """All rows of a case, without the numbers a database gives."""
    gone = {"row", "case", "case_id", "id", "owner", "office", "created", "erasing", "_state"}

    def rows(model, *order):
        found = model.objects.filter(case=where).order_by(*order)
        return [
            {
                name: bytes(value) if isinstance(value, memoryview) else value
                for name, value in vars(row).items()
                if name not in gone
            }
            for row in found
        ]

    files = list(CaseFile.objects.filter(case=where).order_by("digest").values_list("digest"))
    return {
        "chain": Case.objects.get(id=where).chain,
        "entries": rows(JournalEntry, "sequence"),
        "lines": rows(BillLine, "row"),
        "index": rows(CaseIndex, "sequence"),
        "files": {digest: store.file(digest) for (digest,) in files},
    }


def state():
    return {
        "cases": {row.id: everything(row.id) for row in Case.objects.all()},
        "files": sorted(path.name for path in files.folder().iterdir()),
    }


def taken(path, **more):
    return store.import_case(path, who=store.OWNER, now=LATER, **more)


def refused(code, call, *arguments, **more):
    with pytest.raises(store.StoreRefused) as caught:
        call(*arguments, **more)
    assert caught.value.problem.code == f"store.{code}"
    return caught.value.problem


@pytest.fixture
def exported(tmp_path):
    def written(where, name="case.qinghuan"):
        store.export_case(where, tmp_path / name)
        return tmp_path / name

    return written


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_a_case_arrives_as_it_left_on_either_database(exported, other, vendor):
    where = grown()
    path, before = exported(where), everything(where)

    with other(vendor):
        done = taken(path)

        assert (done.case, done.outcome, done.sequence) == (where, "new", 8)
        assert everything(where) == before
        assert store.verify(where) == []
        assert store.rebuild_index(where) == 1
        assert everything(where) == before


def test_the_same_case_gives_the_same_private_file(exported):
    where = grown()
    first, second = exported(where, "a.qinghuan"), exported(where, "b.qinghuan")

    assert first.read_bytes() == second.read_bytes()
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert [path.name for path in first.parent.iterdir() if ".part" in path.name] == []


def test_the_file_of_an_imported_case_is_the_very_same_file(exported, other, tmp_path):
    path = exported(grown())

    with other():
        again = tmp_path / "again.qinghuan"
        store.export_case(taken(path).case, again)

    assert again.read_bytes() == path.read_bytes()


def test_a_file_that_is_there_is_overwritten_only_when_asked(tmp_path):
    where, target = case(), tmp_path / "case.qinghuan"
    target.write_text("mine")

    refused("exists", store.export_case, where, target)
    assert target.read_text() == "mine"
    store.export_case(where, target, overwrite=True)
    assert taken(target).outcome == "same"


def test_the_same_file_twice_changes_nothing(exported, other):
    where = grown()
    path, before = exported(where), state()

    assert taken(path).outcome == "same"
    assert state() == before
    with other():
        taken(path)
        before = state()
        assert taken(path).outcome == "same"
        assert state() == before


def test_a_longer_journal_adds_only_what_is_missing(exported, other):
    where = case()
    import_bill(where, line(8), line(9))
    early = exported(where, "early.qinghuan")
    import_bill(where, line(1), line(2))
    add(where, note("later"))
    late, before = exported(where, "late.qinghuan"), everything(where)

    with other():
        taken(early)
        done = taken(late)

        assert (done.outcome, done.entries, done.lines) == ("extended", 2, 2)
        assert everything(where) == before
        assert store.verify(where) == []
        add(where, note("goes on"))
        before = state()
        assert taken(early).outcome == taken(late).outcome == "ahead"
        assert state() == before


def test_a_case_that_went_on_differently_is_refused_and_offered_as_a_copy(exported, other):
    where = case()
    early = exported(where, "early.qinghuan")
    add(where, note("there"))
    import_bill(where, line(1))
    late, theirs = exported(where, "late.qinghuan"), everything(where)

    with other():
        taken(early)
        add(where, note("here"))
        before = everything(where)

        problem = refused("diverged", taken, late)
        assert problem.where == "/journal/2"
        assert everything(where) == before
        done = taken(late, as_copy=True)

        assert done.outcome == "copy"
        assert done.case != where
        assert store.verify(where) == store.verify(done.case) == []
        assert everything(where) == before
        assert everything(done.case) == theirs
        assert taken(late).outcome == "same"


def test_a_copy_goes_on_by_itself_and_travels_again(exported, other):
    where = case(note("first"))
    copy = taken(exported(where), as_copy=True).case
    add(copy, note("only in the copy"))
    path = exported(copy, "copy.qinghuan")

    assert taken(path).case == copy
    with other():
        done = taken(path)
        assert (done.case, done.sequence) == (where, 3)
        assert store.verify(where) == []


def redact(where, which):
    """Erase the words of an entry, as the tables do it themselves."""
    last = store.entries(where)[-1]
    fact = Redacted(id=store.mint(), on=DAY, which=which, reason="asked")
    stamp = Stamp(last.case, last.sequence + 1, last.recorded_at, "owner")
    sealed_entry = seal(last.digest, fact, stamp, b"s" * 32)
    insert_entries(where, [sealed_entry])
    CaseFile.objects.filter(case=where).delete()
    facts = [
        KINDS.read(entry.kind, entry.version, entry.body)
        for entry in store.entries(where)
        if entry.body
    ]
    appending.use_files(where, facts)
    CaseIndex.objects.filter(case=where).update(
        sequence=sealed_entry.sequence,
        head=sealed_entry.digest,
        body=computed(where),
    )


def test_erased_words_do_not_travel(exported, other):
    secret = note("SECRETWORD")
    where = case(secret)
    imported = import_bill(where, line(1, item="SECRETITEM"), content=b"SECRETFILE")
    early = exported(where, "early.qinghuan")
    redact(where, secret.id)
    redact(where, imported.id)
    path, before = exported(where), everything(where)

    with zipfile.ZipFile(path) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"SECRET" not in whole
    with other():
        taken(path)
        assert everything(where) == before
        assert store.verify(where) == []
        assert taken(early).outcome == "ahead"
    with other():
        taken(early)
        assert taken(path).outcome == "extended"
        assert everything(where) == before
        assert store.verify(where) == []
        assert sha256(b"SECRETFILE").hexdigest() not in state()["files"]


def test_another_person_takes_it_in_as_a_copy_only(exported):
    where = case()
    path = exported(where)
    someone = store.Who("someone")

    with pytest.raises(store.StoreRefused) as caught:
        store.import_case(path, who=someone, now=LATER)
    assert caught.value.problem.code == "store.not_yours"
    copy = store.import_case(path, who=someone, now=LATER, as_copy=True)
    assert [found.id for found in store.cases(someone)] == [copy.case]
    assert [found.id for found in store.cases(store.OWNER)] == [where]


def test_a_case_that_was_changed_does_not_leave(tmp_path):
    where = case(note())
    CaseIndex.objects.filter(case=where).update(sequence=3, head="a" * 64)

    with pytest.raises(store.StoreRefused) as caught:
        store.export_case(where, tmp_path / "case.qinghuan")
    assert caught.value.problem.code == "journal.cut_tail"
    assert list(tmp_path.glob("*.qinghuan")) == list(tmp_path.glob(".*.part")) == []


def test_a_case_whose_original_is_gone_does_not_leave(tmp_path):
    where = case()
    fact = import_bill(where, line(1))
    (files.folder() / fact.file).unlink()

    refused("file_missing", store.export_case, where, tmp_path / "case.qinghuan")
    assert list(tmp_path.glob("*.qinghuan")) == list(tmp_path.glob(".*.part")) == []


def remade(path, change, **about):
    """The parcel at ``path`` packed anew after ``change`` of its parts: every digest fits."""
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        parts = {name: archive.read(name) for name in manifest["parts"]}
    change(parts)
    says = {name: value for name, value in manifest.items() if name not in {"format", "parts"}}
    parcel.pack(path, **{"kind": "case", **about}, about=drop_kind(says), parts=parts.items())
    return path


def drop_kind(says):
    return {name: value for name, value in says.items() if name != "kind"}


def rewritten(name, number, **values):
    """A change of one line of a part, with its own check right again."""

    def change(parts):
        lines = parts[name].split(b"\n")
        says = parcel.read_line(lines[number - 1])
        lines[number - 1] = parcel.write_line({**says, **values}).rstrip(b"\n")
        parts[name] = b"\n".join(lines)

    return change


JOURNAL, LINES = "journal.jsonl", "lines.jsonl"


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (rewritten(JOURNAL, 2, actor="thief"), "journal.changed_entry", "/journal/2"),
        (rewritten(JOURNAL, 3, salt="00" * 32), "journal.changed_words", "/journal/3"),
        (rewritten(JOURNAL, 2, body=None, salt=None), "journal.missing_words", "/journal/2"),
        (rewritten(JOURNAL, 2, body=None), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, sequence="2"), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, entry="../../etc"), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, recorded_at="now"), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, body="[" * 100_000), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, more=1), "store.strange_line", f"{JOURNAL}:2"),
        (rewritten(JOURNAL, 2, kind="wished"), "store.newer_file", "/journal/2"),
        (rewritten(JOURNAL, 2, version=99), "store.newer_file", "/journal/2"),
        (rewritten(LINES, 3, position=7), "store.lines_missing", None),
        (rewritten(LINES, 1, position=7), "store.strange_line", f"{LINES}:2"),
        (rewritten(LINES, 2, imported_by="elsewhere"), "store.strange_line", f"{LINES}:2"),
        (rewritten(LINES, 2, text="{}"), "store.strange_line", f"{LINES}:2"),
        (rewritten(LINES, 1, supersedes="x-1"), "store.lines_changed", None),
        (lambda parts: parts.update({LINES: b""}), "store.lines_missing", None),
        (lambda parts: parts.update({JOURNAL: b""}), "store.changed_part", None),
        (lambda parts: parts.pop(LINES), "store.missing_part", None),
        (lambda parts: parts.update({"files/" + "0" * 64: b"x"}), "store.strange_part", None),
        (lambda parts: parts.update({"readme.txt": b"x"}), "store.strange_part", None),
        (lambda parts: parts.update({"files/../../x": b"x"}), "store.climbing_path", None),
        (lambda parts: parts.update({"/etc/x": b"x"}), "store.climbing_path", None),
        (lambda parts: parts.update({"..\\x": b"x"}), "store.climbing_path", None),
        (lambda parts: parts.update({"C:x": b"x"}), "store.climbing_path", None),
        (
            lambda parts: parts.pop(next(name for name in parts if name.startswith("files/"))),
            "store.missing_part",
            None,
        ),
        (
            lambda parts: parts.update(
                {next(name for name in parts if name.startswith("files/")): b"other"}
            ),
            "store.changed_part",
            None,
        ),
    ],
)
def test_a_file_made_by_hand_is_found_out_even_when_its_digests_fit(
    exported, other, change, code, where
):
    path = remade(exported(grown()), change)

    with other():
        before = state()
        with pytest.raises(store.StoreRefused) as caught:
            taken(path)
        assert caught.value.problem.code == code
        assert where in {None, caught.value.problem.where}
        assert state() == before


def resealed(path, number, **values):
    """The parcel with one entry changed and the whole chain sealed anew: all digests fit."""
    head = GENESIS

    def change(parts):
        nonlocal head
        lines = [parcel.read_line(line) for line in parts[JOURNAL].splitlines()]
        for place, says in enumerate(lines, start=1):
            says.update(values if place == number else {})
            salt = bytes.fromhex(says["salt"])
            says["body_digest"] = digest_of_body(salt, says["body"])
            row = tuple({**says, "salt": salt}.values())
            says["digest"] = head = digest_of(head, to_entry(lines_chain, row))
        parts[JOURNAL] = b"".join(map(parcel.write_line, lines))

    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        parts = {name: archive.read(name) for name in manifest["parts"]}
    lines_chain = manifest["chain"]
    change(parts)
    about = {name: manifest[name] for name in ("chain", "sequence")}
    parcel.pack(path, "case", {**about, "head": head}, parts.items())
    return path


@pytest.mark.parametrize(
    "values",
    [
        {"entry": "otherid01"},
        {"on": "2020-01-01"},
        {"entry": "first0001"},
        {"token": "again"},
        {"actor": "x" * 201},
        {"actor": "nul\0"},
        {"body": "{}"},
    ],
)
def test_a_forged_journal_is_held_to_what_a_program_writes(exported, other, values):
    where = case(note(id="first0001"), note(id="second001"))
    add(where, note(id="third0001"), token="again")
    path = exported(where)

    with other():
        assert taken(resealed(path, 0)).outcome == "new"
    with other():
        before = state()
        assert refused("strange_line", taken, resealed(path, 3, **values)).code
        assert state() == before


def test_only_what_continues_the_chain_is_adopted():
    where, elsewhere = case(note()), case(note(), note())
    stranger = store.entries(elsewhere)[2:]
    own = store.entries(where)[1:]
    before = state()

    for entries in (stranger, own, [replace(stranger[0], case=where)]):
        with pytest.raises(RuleError), transaction.atomic():
            appending.adopt(appending.locked(where, store.OWNER), entries, [])
    assert state() == before


def test_of_two_copies_the_one_that_is_nearer_goes_on(exported, other):
    where = case()
    first = exported(where, "1.qinghuan")
    add(where, note("a"))
    second = exported(where, "2.qinghuan")
    add(where, note("b"))
    third = exported(where, "3.qinghuan")

    with other():
        taken(first)
        nearer = taken(second, as_copy=True).case
        done = taken(third)

        assert (done.case, done.outcome, done.entries) == (nearer, "extended", 1)


def test_words_that_were_erased_but_came_along_are_refused(exported, other):
    secret = note("SECRETWORD")
    where = case(secret)
    early = exported(where, "early.qinghuan")
    redact(where, secret.id)
    with zipfile.ZipFile(early) as archive:
        said = parcel.read_line(archive.read(JOURNAL).split(b"\n")[1])
    back = rewritten(JOURNAL, 2, body=said["body"], salt=said["salt"])
    path = remade(exported(where), back)

    with other():
        assert refused("strange_line", taken, path).where == f"{JOURNAL}:2"


def test_a_newer_format_says_so_before_anything_else(exported, other, monkeypatch):
    path = exported(grown())
    monkeypatch.setattr(parcel, "FORMAT", 2)
    remade(path, lambda parts: parts.update({"shapes.bin": b"new"}))
    monkeypatch.undo()

    with other():
        refused("newer_file", taken, path)


def test_a_parcel_of_another_kind_says_which(exported, other):
    path = remade(exported(grown()), lambda _parts: None, kind="backup")

    with other():
        problem = refused("other_kind", taken, path)
        assert problem.what.parameters == {"found": "backup"}


def raw(path, *members, comment=b""):
    """A zip of ``members`` (name or info, bytes), as an attacker would write it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return path


def link(name):
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def manifest(parts, **more):
    listed = {
        name: {"size": len(content), "sha256": sha256(content).hexdigest()}
        for name, content in parts.items()
    }
    return json.dumps({"format": 1, "kind": "case", "parts": listed, **more}).encode()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_a_hostile_zip_tries_is_refused(tmp_path):
    path = tmp_path / "hostile.qinghuan"
    zeros = bytes(30_000_000)
    huge = json.dumps(
        {"format": 1, "kind": "case", "parts": {JOURNAL: {"size": 1 << 40, "sha256": "0" * 64}}}
    ).encode()
    attacks = [
        ("not_ours", []),
        ("not_ours", [("word/document.xml", b"x")]),
        ("climbing_path", [(link("files/x"), b"/etc/passwd")]),
        ("strange_part", [("manifest.json", b"{}"), ("manifest.json", b"{}")]),
        ("changed_part", [("manifest.json", b"{")]),
        ("changed_part", [("manifest.json", b"[" * 100_000)]),
        ("not_ours", [("manifest.json", b"[]")]),
        ("not_ours", [("manifest.json", b'{"format": true}')]),
        ("too_big", [("manifest.json", zeros)]),
        ("too_big", [("manifest.json", huge), (JOURNAL, b"x")]),
        ("too_big", [("manifest.json", manifest({JOURNAL: zeros})), (JOURNAL, zeros)]),
        ("strange_part", [("manifest.json", manifest({})), (JOURNAL, b"x")]),
        ("missing_part", [("manifest.json", manifest({JOURNAL: b"x"}))]),
        ("missing_part", [("manifest.json", manifest({}))]),
        ("changed_part", [("manifest.json", manifest({JOURNAL: b"x"})), (JOURNAL, b"longer")]),
    ]
    before = state()

    for code, members in attacks:
        raw(path, *members)
        refused(code, taken, path)
    assert state() == before


def test_a_file_that_is_no_parcel_is_refused(tmp_path):
    path = tmp_path / "x.qinghuan"
    for content in (b"", b"PK", b"%PDF-1.7", "花呗".encode("gb18030"), os.urandom(5000)):
        path.write_bytes(content)
        refused("not_ours", taken, path)


def test_a_file_cut_off_anywhere_is_refused(exported, other):
    path = exported(grown())
    content = path.read_bytes()

    with other():
        before = state()
        for end in [*range(0, len(content), 97), len(content) - 1]:
            path.write_bytes(content[:end])
            with pytest.raises(store.StoreRefused):
                taken(path)
        assert state() == before


def test_a_changed_line_is_named(exported, other):
    where = case(note("a word to be changed"))
    path = exported(where)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        infos = archive.infolist()
    at = parts[JOURNAL].index(b"a word")
    parts[JOURNAL] = parts[JOURNAL][:at] + b"e" + parts[JOURNAL][at + 1 :]
    with zipfile.ZipFile(path, "w") as archive:
        for info in infos:
            archive.writestr(info, parts[info.filename])

    with other():
        problem = refused("changed_line_of_part", taken, path)
        assert problem.where == f"case.qinghuan/{JOURNAL}:2"


def test_bytes_added_around_the_zip_are_found(exported, other):
    path = exported(case())
    content = path.read_bytes()

    with other():
        path.write_bytes(content + b"\0")
        with pytest.raises(store.StoreRefused):
            taken(path)
        path.write_bytes(b"#!/bin/sh\n" + content)
        refused("changed_wrapping", taken, path)
        path.write_bytes(content)
        assert taken(path).outcome == "new"


def places_of(path):
    """Where in the file the bytes of each part lie."""
    with zipfile.ZipFile(path) as archive:
        return {
            info.filename: range(start := info.header_offset + 30 + len(info.filename),
                                 start + info.compress_size)
            for info in archive.infolist()
        }  # fmt: skip


def test_no_single_changed_byte_passes_and_the_part_is_named(exported, other):
    """Every byte of the file is under a digest, those around the parts by that of the whole."""
    path = exported(grown())
    content, parts = path.read_bytes(), places_of(path)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in parts}
    chance = random.Random(20261124)
    places = {chance.randrange(len(content)) for _ in range(250)}
    places |= {*range(120), *range(len(content) - 120, len(content))}
    places |= {chance.choice(found) for found in parts.values() for _ in range(10)}

    with other():
        before = state()
        for place in sorted(places):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            path.write_bytes(changed)
            with pytest.raises(store.StoreRefused) as caught:
                taken(path)
            hit = next((name for name, found in parts.items() if place in found), None)
            if hit in {None, "manifest.json"}:
                continue
            if caught.value.problem.code == "store.changed_wrapping":  # unused bits of a stream
                with zipfile.ZipFile(path) as archive:
                    assert archive.read(hit) == contents[hit]
            else:
                assert caught.value.problem.what.parameters["name"] == hit
        assert state() == before


def test_a_case_of_a_newer_program_does_not_come_in_half(exported, other, monkeypatch):
    class Wished(Fact):
        KIND = "wished"

    monkeypatch.setitem(KINDS.models, "wished", Wished)
    monkeypatch.setitem(KINDS._validate, "wished", Wished.__pydantic_validator__.validate_json)
    where = case(note(), Wished(id=store.mint(), on=DAY))
    path = exported(where)
    monkeypatch.undo()

    with other():
        before = state()
        assert refused("newer_file", taken, path).where == "/journal/3"
        assert state() == before


def test_an_import_that_fails_in_the_middle_leaves_nothing(exported, other, monkeypatch):
    path = exported(grown())

    with other():
        monkeypatch.setattr(
            "qinghuan.store.appending.write_index",
            lambda *_arguments: (_ for _ in ()).throw(OSError(28, "full")),
        )
        refused("disk_full", taken, path)
        monkeypatch.undo()
        assert store.cases(store.OWNER) == []
        assert not JournalEntry.objects.exists()
        assert not BillLine.objects.exists()
        assert not CaseFile.objects.exists()
        assert taken(path).outcome == "new"


def test_the_guards_still_hold_after_an_import(exported, other):
    where = grown()
    path = exported(where)

    with other():
        taken(path)
        with pytest.raises(IntegrityError):
            JournalEntry.objects.filter(case=where).update(actor="thief")
        assert triggers.missing() == []
