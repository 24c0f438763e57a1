"""Words of not wanting to live, as people write them; it is better to ask once too often.

Who finds them stops everything about money and keeps nothing of what was written.

>>> speaks_of_not_living("钱还不上，真不想活了"), speaks_of_not_living("这日子还得过")
(True, False)
"""

from __future__ import annotations

from qinghuan.contact.vocabulary_distress import WORDS


def speaks_of_not_living(written: str) -> bool:
    """Whether ``written`` holds one of the words."""
    spoken = " ".join(written.casefold().split())
    joined = spoken.replace(" ", "")
    return any(word in spoken or word in joined for word in WORDS)
