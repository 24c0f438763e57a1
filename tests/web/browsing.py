"""The program as it is started, and a real browser before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium")
LOOPBACK = "127.0.0.1"
PHONE = (390, 844)
DESK = (1280, 800)
_LINK = re.compile(r"(http://127\.0\.0\.1:\d+/\S*?)open\?key=(\S+)")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Program:
    """``qinghuan serve`` over a data folder, on a port of its own."""

    def __init__(self, home: Path, language: str = "zh_CN", port: int = 0) -> None:
        self.home, self.language = home, language
        self.start(port)

    def start(self, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "qinghuan", "serve", "--no-browser"),
                *("--port", str(port), "--language", self.language),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "QINGHUAN_HOME": str(self.home)},
        )
        said: list[str] = []
        for line in self.process.stdout or ():
            said.append(line)
            if found := _LINK.search(line):
                self.root, self.key = found[1], found[2]
                return
        raise AssertionError("".join(said))

    @property
    def link(self) -> str:
        """The one-time link."""
        return f"{self.root}open?key={self.key}"

    @property
    def port(self) -> int:
        return urlsplit(self.root).port or 0

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._ended()

    def stop(self) -> None:
        self.process.terminate()
        self._ended()

    def _ended(self) -> None:
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()


class Visit:
    """One person at one browser: the page, and everything it asked for and complained about."""

    def __init__(self, context: Any, program: Program) -> None:
        self.context, self.program = context, program
        self.asked: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        self.page = self.tab()

    def tab(self) -> Any:
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda said: self._complain(said.type, said.text))
        page.on("pageerror", lambda error: self._complain("error", str(error)))
        return page

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def open(self) -> None:
        """Follow the one-time link."""
        self.page.goto(self.program.link)

    def go(self, path: str = "") -> int:
        return int(self.page.goto(self.program.root + path).status)

    @property
    def words(self) -> str:
        return str(self.page.inner_text("body"))

    @property
    def path(self) -> str:
        return str(self.page.url).removeprefix(self.program.root)

    def press(self, words: str) -> None:
        """The first button or link of the page itself with these words."""
        main = self.page.locator("main")
        found = main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words))
        found.first.click()
        self.page.wait_for_load_state()

    def fill(self, **typed: str) -> None:
        """Fields by name: text typed, a choice taken, a tick set."""
        for name, value in typed.items():
            named = f'main [name="{name}"]'
            field = self.page.locator(named)
            if value == "on":
                field.first.check()
            elif field.first.get_attribute("type") in {"radio", "checkbox"}:
                self.page.locator(f'{named}[value="{value}"]').check()
            elif field.first.evaluate("one => one.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(value)

    def answer(self, **typed: str) -> None:
        """One question: its fields, then the button that goes on."""
        self.fill(**typed)
        self.page.locator("main .actions button.btn-primary").first.click()
        self.page.wait_for_load_state()

    def outside(self) -> list[str]:
        """Requests that left this machine."""
        return [
            url
            for url in self.asked
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
            and urlsplit(url).hostname != LOOPBACK
        ]

    def wide(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(
            self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's Chromium; a skip with its reason where it is missing."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_SWITCHES))
        yield browser
        browser.close()


def visit(browser: Any, program: Program, size: tuple[int, int] = PHONE, **more: Any) -> Visit:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-GB" if program.language == "en" else "zh-CN",
        timezone_id="Asia/Shanghai",
        accept_downloads=True,
        **more,
    )
    return Visit(context, program)
