"""The pages over a real data folder, asked the way a browser asks."""

from __future__ import annotations

import re
import shutil
from html import unescape

import pytest

from qinghuan import store
from qinghuan.case.entries import CaseOpened
from qinghuan.cli import sample
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.web import answers, page
from qinghuan.web.access import Access
from qinghuan.web.guard import COOKIE
from qinghuan.web.settings import settings
from web.browsing import Program, chromium

HOST = "127.0.0.1:8321"
ORIGIN = f"http://{HOST}"


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self):
        self.at = 1000.0

    def __call__(self):
        return self.at


class Shown:
    """An answer as a person sees it."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        body = b"".join(response.streaming_content) if response.streaming else response.content
        self.bytes = body
        self.html = body.decode("utf-8", "replace")

    @property
    def words(self):
        """What can be read, without tags."""
        plain = re.sub(r"<(script|style)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())

    @property
    def leads_to(self):
        return self.headers.get("Location", "")

    def forms(self):
        """The forms of the page itself, without those of the frame: tag and inside."""
        main = self.html.partition("<main")[2] or self.html
        return re.findall(r"<form\b([^>]*)>(.*?)</form>", main, re.DOTALL)

    def action(self, form=0):
        """Where the form at the place ``form`` is sent; empty for the page itself."""
        found = re.search(r'action="([^"]*)"', self.forms()[form][0])
        return unescape(found[1]) if found else ""

    def fields(self, form=0):
        """What the browser would send back: name → values of the form at the place ``form``."""
        found = {}
        inner = self.forms()[form][1]
        for tag in re.findall(r"<input\b[^>]*>", inner):
            given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
            chosen = re.search(r"\schecked\b", tag)
            if "name" not in given or given.get("type") in {"submit", "file"}:
                continue
            if given.get("type") in {"radio", "checkbox"} and not chosen:
                continue
            found.setdefault(unescape(given["name"]), []).append(unescape(given.get("value", "")))
        for name, text in re.findall(
            r'<textarea\b[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', inner, re.DOTALL
        ):
            found[name] = [unescape(text).removeprefix("\n")]
        for name, options in re.findall(
            r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', inner, re.DOTALL
        ):
            chosen = re.search(r'value="([^"]*)"\s+selected', options)
            first = re.search(r'value="([^"]*)"', options)
            found[name] = [unescape((chosen or first)[1])]
        return found


class App:
    """One run of the program: its folder, who may see it, and a browser that opened it."""

    def __init__(self, home, access, clock):
        from django.test import Client

        self.home, self.access, self.clock = home, access, clock
        self.client = Client(headers={"host": HOST})
        self.open()

    def open(self):
        self.client.cookies[COOKIE] = self.access.opened_by(self.access.key)

    def get(self, path, **headers):
        return Shown(self.client.get(path, headers=headers))

    def post(self, path, data=None, **headers):
        sent = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
        return Shown(self.client.post(path, data or {}, headers={**sent, **headers}))

    def send(self, path, /, form=0, **typed):
        """Fill in the form at the place ``form`` of the page at ``path``, and send it."""
        shown = self.get(path)
        return self.post(shown.action(form) or path, {**shown.fields(form), **typed})

    def new_case(self, *facts, label="自己的"):
        opened = CaseOpened(id=store.mint(), on=page.today(), label=label)
        return store.new_case([opened, *facts], who=store.OWNER, now=page.now())

    def facts(self, case, kind=None):
        found = [one.fact for one in store.facts(case)]
        return [fact for fact in found if kind is None or kind == fact.KIND]


def _opened(home, clock):
    access = Access(clock=clock)
    store.open_home(home, more=settings(access, "zh_CN"))
    answers.forget()
    return App(home, access, clock)


@pytest.fixture
def app(tmp_path):
    """A data folder with nothing in it, opened."""
    yield _opened(tmp_path / "home", Clock())
    store.close()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory):
    """A folder with the sample case, closed; copied for whoever wants to change it."""
    path = tmp_path_factory.mktemp("sample") / "home"
    store.open_home(path)
    load(Screen("zh_CN", as_json=True))
    store.close()
    return path


@pytest.fixture
def sample_app(tmp_path, sample_folder):
    """The sample case, opened; ``app.case`` is its id."""
    shutil.copytree(sample_folder, tmp_path / "home")
    made = _opened(tmp_path / "home", Clock())
    made.case = store.cases(store.OWNER)[0].id
    made.today = sample.TODAY
    yield made
    store.close()


@pytest.fixture(scope="module")
def browser():
    """A real browser."""
    with chromium() as found:
        yield found


@pytest.fixture
def program(browser, tmp_path):  # noqa: ARG001 (without a browser nothing is started)
    """The program, running over a data folder of its own."""
    running = Program(tmp_path / "home")
    yield running
    if running.process.poll() is None:
        running.stop()
