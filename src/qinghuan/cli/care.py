"""Words of not wanting to live: everything about money stops, and nothing is kept of them.

A table of what people write, matched as it stands; it is better to ask once too often.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from qinghuan.cli.codes import REFUSED
from qinghuan.cli.faults import Stopped, fault

WORDS: Final = (
    "不想活",
    "想死",
    "去死",
    "自杀",
    "轻生",
    "寻短见",
    "跳楼",
    "结束生命",
    "活不下去",
    "了结自己",
    "不如死",
    "kill myself",
    "suicide",
    "want to die",
    "end my life",
)


def stop_for_care(*written: str) -> None:
    """Raise :class:`Stopped` with whom to call where ``written`` speaks of not wanting to live.

    What was written is neither shown nor kept.
    """
    plain = "\n".join(_plain(text) for text in written).casefold()
    if any(word in plain for word in WORDS):
        raise Stopped(replace(fault("care"), severity="notice"), code=REFUSED) from None


def _plain(written: str) -> str:
    """``written`` without the escapes of JSON."""
    try:
        return json.dumps(json.loads(written), ensure_ascii=False)
    except ValueError:
        return written
