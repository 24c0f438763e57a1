"""The page on this computer: behind its key, without scripts, with help one tap away."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from http.client import HTTPConnection

import pytest

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen

CORRECTED = "<b>数错了</b>"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with the sample, one entry of it corrected."""
    path = tmp_path_factory.mktemp("web") / "home"
    store.open_home(path)
    case = load(Screen("zh_CN", as_json=True))
    wrong = next(item.fact for item in store.facts(case) if item.fact.KIND == "household_stated")
    right = wrong.model_copy(update={"cash": None})
    correction = KINDS.correction(wrong, right, id=store.mint(), on=wrong.on, reason=CORRECTED)
    store.append(case, [correction], who=store.OWNER, now=datetime.now(UTC))
    store.close()
    return path


@pytest.fixture(scope="module")
def served(home):
    """The command itself, running; gives its port and key, and is ended like any service."""
    environment = {**os.environ, "QINGHUAN_HOME": str(home), "LC_ALL": "zh_CN.UTF-8"}
    environment.pop("QINGHUAN_DATABASE", None)
    command = [sys.executable, "-m", "qinghuan", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        found = None
        while found is None:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            found = re.search(r"http://127\.0\.0\.1:(\d+)/\?key=(\S+)", line)
        yield int(found[1]), found[2]
        process.terminate()


@pytest.fixture
def get(served):
    port, secret = served

    def asked(path="/", *, key=True, method="GET", **headers):
        link = HTTPConnection("127.0.0.1", port, timeout=30)
        sent = {"Cookie": f"qinghuan={secret}"} if key else {}
        link.request(method, path, headers={**sent, **headers})
        response = link.getresponse()
        body = response.read().decode()
        link.close()
        return response, body

    return asked


def test_without_the_key_nothing_is_shown(get):
    response, body = get(key=False)

    assert response.status == 403
    assert "花呗" not in body


def test_the_key_moves_from_the_address_into_a_cookie(get, served):
    response, _ = get(f"/?key={served[1]}", key=False)

    assert (response.status, response.getheader("Location")) == (302, "/")
    cookie = response.getheader("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example"])
def test_another_host_name_is_refused(get, name):
    response, body = get(Host=name)

    assert response.status == 400
    assert "花呗" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(get, method):
    assert get(method=method)[0].status == 405


def test_the_home_shows_the_next_step_what_is_owed_and_help(get):
    response, body = get()

    assert response.status == 200
    assert "下一步" in body
    assert "8,590.62" in body
    assert "8,217.50" in body
    assert all(f'href="tel:{number}"' in body for number in (12356, 110, 120, 12348))


def test_the_home_says_what_to_ask_what_falls_due_later_and_which_number_to_call(get):
    _, body = get()

    assert "可以问：" in body
    assert "11,060.00 元，不在合计里" in body
    assert "第一期最早定在 2027年4月" in body
    assert 'href="tel:95188"' in body


def test_on_a_narrow_screen_no_number_of_help_lies_outside_it(get):
    _, css = get("/style.css")
    bar = re.search(r"^\.help \{(.*?)^\}", css, re.DOTALL | re.MULTILINE)[1]

    assert "flex-wrap: wrap" in bar
    assert "overflow" not in bar


def test_a_corrected_entry_is_struck_through_with_its_reason_as_plain_text(get):
    _, body = get()

    assert "<del>填写家庭收支表" in body
    assert "&lt;b&gt;数错了&lt;/b&gt;" in body


def test_no_script_and_nothing_inline(get):
    response, body = get()

    assert "default-src 'none'" in response.getheader("Content-Security-Policy")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", body)
    assert response.getheader("Cache-Control") == "no-store"


def test_the_style_sheet_is_served(get):
    response, body = get("/style.css")

    assert (response.status, response.getheader("Content-Type")) == (200, "text/css")
    assert ".next" in body


@pytest.mark.parametrize("path", ["/nothing", "/case/nosuchcase"])
def test_what_is_not_there_is_said_plainly(get, path):
    response, body = get(path)

    assert response.status == 404
    assert "这里还没有档案" in body


def test_limitation_is_not_on_the_page(get):
    assert "时效" not in get()[1]


def test_every_answer_is_html_of_one_language(get):
    assert '<html lang="zh-CN">' in get()[1]
