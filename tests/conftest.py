"""No test ever opens the data folder of the person who runs it."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_home_of_ones_own(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QINGHUAN_HOME", str(tmp_path_factory.mktemp("nobody") / "home"))
        patch.delenv("QINGHUAN_DATABASE", raising=False)
        yield
