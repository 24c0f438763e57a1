"""Plans on the page: three offers, one's own, several debts, their offer, the rehearsed call."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.cli import sample
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.web import answers
from qinghuan.web.access import Access
from qinghuan.web.page import case_of, now
from qinghuan.web.settings import settings


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A data folder with the sample, and the session of somebody who opened it."""
    access = Access()
    store.open_home(
        tmp_path_factory.mktemp("plans") / "home",
        more={**settings(access, "zh_CN"), "ALLOWED_HOSTS": ["testserver"]},
    )
    case = load(Screen("zh_CN", as_json=True))
    yield case, access.opened_by(access.key)
    answers.forget()
    store.close()


@pytest.fixture
def client(opened):
    from django.test import Client

    made = Client(headers={"Origin": "http://testserver"})
    made.cookies["qinghuan"] = opened[1]
    return made


@pytest.fixture
def case(opened):
    return opened[0]


@pytest.fixture
def page(client, case):
    """A page of plans as the words on it."""

    def asked(path="", *, part=False, status=200, **given):
        headers = {"HX-Request": "true"} if part else {}
        answer = client.get(f"/case/{case}/plans/{path}", given, headers=headers)
        assert answer.status_code == status, answer.content.decode()[:400]
        return answer.content.decode()

    return asked


def test_it(page):
    page("own")
