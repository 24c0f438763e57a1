"""Words of not wanting to live: everything about money stops, and nothing is kept of them.

The words stand in ``contact/distress.py``.
"""

from __future__ import annotations

import json
from dataclasses import replace

from qinghuan.cli.codes import REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.contact.distress import speaks_of_not_living


def stop_for_care(*written: str) -> None:
    """Raise :class:`Stopped` with whom to call where ``written`` speaks of not wanting to live.

    What was written is neither shown nor kept.
    """
    if speaks_of_not_living("\n".join(_plain(text) for text in written)):
        raise Stopped(replace(fault("care"), severity="notice"), code=REFUSED) from None


def _plain(written: str) -> str:
    """``written`` without the escapes of JSON."""
    try:
        return json.dumps(json.loads(written), ensure_ascii=False)
    except ValueError:
        return written
