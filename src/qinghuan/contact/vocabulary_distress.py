"""What people write who do not want to live."""

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
