"""One authority for all tests of this room."""

from __future__ import annotations

import pytest

from evidence.authority import running


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as one:
        yield one
