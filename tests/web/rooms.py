"""A browser without a browser: the pages of one data folder, as a person who opened the link."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

from qinghuan import store
from qinghuan.cli import sample
from qinghuan.web.access import Access
from qinghuan.web.settings import settings

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
HUABEI = "53840c18f69b"
JIEBEI = "d31097b2d391"
SPOKEN = "6fb647212e58"
"""The call of the sample in which something was promised."""


class Rooms:
    """The pages of one case: ``get`` and ``post`` below it, and what stands in its journal."""

    def __init__(self, home: Path, language: str = "zh_CN", **case: Any) -> None:
        from django.test import Client

        access = Access()
        store.open_home(home, more=settings(access, language))
        self.client = Client(
            headers={"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"},
            SERVER_NAME="127.0.0.1",
        )
        self.client.cookies["qinghuan"] = access.opened_by(access.key) or ""
        facts = case.get("facts", sample.facts())
        self.case = store.new_case(facts, who=store.OWNER, now=NOW)

    def add(self, *facts: Any) -> None:
        store.append(self.case, list(facts), who=store.OWNER, now=NOW)

    def get(self, path: str, **how: Any) -> Any:
        return self.client.get(self.at(path), **how)

    def post(self, path: str, fields: dict[str, Any]) -> Any:
        return self.client.post(self.at(path), fields)

    def at(self, path: str) -> str:
        return path if path.startswith("/") else f"/case/{self.case}/{path}"

    def send(self, path: str, **fields: Any) -> Any:
        """Open the form at ``path``, fill in ``fields``, send it."""
        return self.post(path, {**typed(self.get(path)), **fields})

    def entries(self, kind: str = "") -> list[Any]:
        return [one for one in store.entries(self.case) if not kind or one.kind == kind]

    def facts(self, kind: str) -> list[Any]:
        return [one.fact for one in store.facts(self.case) if kind == one.fact.KIND]


def page(response: Any) -> str:
    return response.content.decode()


def words(response: Any) -> str:
    """What is read on a page, without its markup."""
    body = page(response).split("<main", 1)[-1].split("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def typed(response: Any) -> dict[str, str]:
    """Every field of the last form on the page as a browser would send it."""
    main = page(response).split("<main", 1)[1]
    form = re.findall(r"(?s)<form[^>]*>(.*?)</form>", main)[-1]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind, name = told.get("type", "text"), told.get("name", "")
        ticked = re.search(r"\schecked", tag) is not None
        if name and (kind not in {"radio", "checkbox"} or ticked):
            empty = "on" if kind == "checkbox" else ""
            found[name] = unescape(told.get("value", empty))
    for name, body in re.findall(r'(?s)<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', form):
        found[name] = unescape(body)
    for name, body in re.findall(r'(?s)<select name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found
