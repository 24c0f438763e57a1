"""The one zip a bundle may be: any unpacker reads it, nothing around its contents can differ."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from qinghuan.evidence.plain_zip import Broken, Head, Writer, ending, local, parts, plain

CONTENTS = {"a.txt": b"hello", "originals/01-录音.m4a": b"x" * 3_000_000, "empty": b""}


def zipped(contents=CONTENTS):
    out = io.BytesIO()
    writer = Writer(out)
    for name, content in contents.items():
        writer.put(name, len(content), zlib.crc32(content), [content])
    writer.end()
    return out.getvalue()


def read(whole):
    return {
        part.head.name: b"".join(bytes(piece) for piece in part.pieces)
        for part in parts(io.BytesIO(whole))
    }


def broken(whole):
    with pytest.raises(Broken) as caught:
        read(whole)
    return caught.value.code


def test_what_is_written_is_read_by_us_and_by_any_unpacker():
    whole = zipped()

    assert read(whole) == CONTENTS
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS


def test_the_same_parts_give_the_same_bytes():
    assert zipped() == zipped()


@pytest.mark.parametrize(
    "name", ["../up", "/root", "a/../b", "c:\\x", "a//b", "", ".", "a\0b", "a\u202eb", "con?"]
)
def test_a_name_that_leads_outside_is_refused(name):
    assert not plain(name)
    if name:
        assert broken(zipped({name: b"x"})) == "climbs"


def test_two_files_of_one_name_are_refused():
    head = Head("a", 1, zlib.crc32(b"x"), 0)
    second = Head("a", 1, zlib.crc32(b"x"), len(local(head)) + 1)
    body = local(head) + b"x" + local(second) + b"x"

    assert broken(body + ending([head, second], len(body))) == "twice"


def test_an_encrypted_file_is_refused():
    whole = bytearray(zipped())
    whole[6] |= 1

    assert broken(bytes(whole)) == "encrypted"


def test_a_zip_packed_by_another_program_is_told_from_a_changed_one():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)

    assert broken(out.getvalue()) == "packed_anew"


def test_a_symbolic_link_is_refused():
    info = zipfile.ZipInfo("link", (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o120777 << 16
    info.create_system = 3
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")

    assert broken(out.getvalue()) in {"heading", "ending"}


def test_a_declared_size_beyond_the_file_is_no_reason_to_wait_or_to_take_memory():
    whole = bytearray(zipped({"a": b"x"}))
    whole[18:26] = b"\xff\xff\xff\x7f" * 2

    assert broken(bytes(whole)) in {"heading", "cut"}


@pytest.mark.parametrize("end", ["", "comment", "second"])
def test_what_follows_the_end_is_found(end):
    whole = zipped()
    more = {"": b"x", "comment": b"\0", "second": zipped()}[end]

    assert broken(whole + more) == "ending"


@pytest.mark.parametrize("junk", [b"", b"PK", b"not a zip at all", b"PK\5\6" + b"\0" * 18])
def test_what_is_no_zip_is_refused(junk):
    assert broken(junk) == "ending"


def test_every_cut_is_found():
    whole = zipped({"a.txt": b"hello", "b": b"there"})
    for size in range(len(whole)):
        assert broken(whole[:size]) in {"cut", "ending", "heading", "climbs"}, size
