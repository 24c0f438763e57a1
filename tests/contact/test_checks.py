"""A record of a contact that contradicts itself is a problem with its place and a mend."""

from __future__ import annotations

from datetime import date

import pytest

from qinghuan.contact.checks import check
from qinghuan.contact.entries import ContactMade, Promise
from qinghuan.words import say

DAY = date(2026, 11, 20)


def contact(**more):
    given = {"id": "contact0001", "on": DAY, "direction": "incoming", "channel": "phone"}
    return ContactMade(**(given | more))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"minutes": 5, "said": "今天还"}, []),
        ({"minutes": -1}, [("contact.minutes", "/minutes")]),
        ({"answered": False, "minutes": 0}, []),
        ({"answered": False, "minutes": 3}, [("contact.not_answered", "/answered")]),
        ({"answered": False, "said": "喂"}, [("contact.unheard", "/said")]),
        ({"direction": "outgoing", "did": ("exaggerating",)}, [("contact.did", "/did")]),
        ({"promises": (Promise(what="减免", by=DAY),)}, []),
        (
            {"promises": (Promise(what="减免"), Promise(what="回电", by=date(2026, 11, 19)))},
            [("contact.promise_before", "/promises/1/by")],
        ),
    ],
)
def test_what_contradicts_itself_is_named_by_its_place(more, expected):
    found = check(contact(**more))

    assert [(problem.code, problem.where) for problem in found] == expected
    for problem in found:
        assert all(
            say(words, language)
            for words in (problem.what, problem.mend)
            for language in ("zh_CN", "en")
        )
