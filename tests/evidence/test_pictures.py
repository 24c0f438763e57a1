"""A drawn signature: its points alone go on, and only so many of them."""

from __future__ import annotations

import pytest

from evidence.making import png
from qinghuan.errors import Problem
from qinghuan.evidence.pictures import clean


def test_a_picture_keeps_its_points_and_loses_every_remark():
    place = b"Comment\0taken at home"
    content = png(more=[(b"tEXt", place), (b"eXIf", b"II*\0somewhere")])

    cleaned = clean(content)

    assert b"home" in content
    assert cleaned == png()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "signatures.picture"),
        (b"\xff\xd8\xff\xe0 a photograph", "signatures.picture"),
        (png()[:-20], "signatures.picture"),
        (png()[:60] + b"\0\0\0\0" + png()[64:], "signatures.picture"),
        (png(width=2500, height=4), "signatures.picture_size"),
        (png(width=3, height=3), "signatures.picture_size"),
        (png(drawn=False), "signatures.picture_blank"),
        (b"\x89PNG\r\n\x1a\n" + bytes(700_000), "signatures.picture_large"),
    ],
)
def test_what_cannot_be_used_says_why(content, code):
    found = clean(content)

    assert isinstance(found, Problem)
    assert found.code == code


def test_a_picture_that_unpacks_to_more_than_it_states_is_refused():
    import struct
    import zlib

    content = png()
    at = content.index(b"IDAT")
    more = zlib.compress(bytes(50_000_000))
    chunk = struct.pack(">I", len(more)) + b"IDAT" + more
    bad = content[: at - 4] + chunk + struct.pack(">I", zlib.crc32(chunk[4:])) + png()[-12:]

    assert isinstance(clean(bad), Problem)
