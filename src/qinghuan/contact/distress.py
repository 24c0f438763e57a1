"""Words of not wanting to live, as people write them; it is better to ask once too often.

Who finds them stops everything about money and keeps nothing of what was written.

>>> speaks_of_not_living("钱还不上，真不想活了"), speaks_of_not_living("这日子还得过")
(True, False)
"""

from __future__ import annotations

from typing import Final

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
    "撑不住",
    "撑不下去",
    "想消失",
    "kill myself",
    "suicide",
    "want to die",
    "end my life",
    "better off dead",
)


def speaks_of_not_living(written: str) -> bool:
    """Whether ``written`` holds one of the words."""
    spoken = " ".join(written.casefold().split())
    joined = spoken.replace(" ", "")
    return any(word in spoken or word in joined for word in WORDS)
