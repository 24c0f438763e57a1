"""Names of files inside a bundle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinghuan.evidence.names import original_path
from qinghuan.evidence.plain_zip import LONGEST_NAME, plain


@pytest.mark.parametrize(
    ("title", "name", "path"),
    [
        ("通话", "rec.M4A", "originals/01-通话.m4a"),
        ("../../etc/passwd", "x.tar.gz", "originals/01-etc-passwd.gz"),
        ("", "", "originals/01-file.bin"),
        ("a\u202eb", "evil.exe\u202efdp", "originals/01-a-b.bin"),
        ("题" * 90, "C:\\x\\y.PDF", f"originals/01-{'题' * 40}.pdf"),
    ],
)
def test_a_title_becomes_a_plain_name(title, name, path):
    assert original_path(1, title, name) == path


@given(st.text(), st.text())
def test_no_title_and_no_name_leads_outside_or_is_too_long(title, name):
    path = original_path(999, title, name)

    assert plain(path)
    assert path.startswith("originals/999-")
    assert len(path.encode()) <= LONGEST_NAME
