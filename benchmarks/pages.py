"""Every page of the sample case and of a large one beside a bare Django page with one query.

Both go through Django's handler in this process, so that only the work of a page counts. Warm:
nothing changed since the page was shown. Made anew: something else was written. Cold: the first
time after the program started.
"""

from __future__ import annotations

import gzip
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from large_case import made
from table import Comparison, Row, in_turn, seconds

from qinghuan import store
from qinghuan.cli.commands.demo import load
from qinghuan.cli.screen import Screen
from qinghuan.web.access import Access
from qinghuan.web.settings import STATIC, settings

REPEATS: Final = 15
ANEW: Final = 7
SAMPLE_AIM: Final = 3.0
LARGE_AIM: Final = 8.0
SLIDER_AIM: Final = 5.0
FIRST_LOAD: Final = 350_000
"""Bytes over the wire."""
BARE: Final = "a bare Django page with one query"


def pages() -> list[str]:
    """Every page of a case, below the case."""
    return [
        "",
        "everything",
        "debts/",
        "household/",
        "plans/",
        "contact/",
        "papers/",
        "papers/timeline",
        "bills/",
    ]


def bare_urls() -> ModuleType:
    """The addresses of the bare page."""
    from django.http import HttpRequest, HttpResponse  # noqa: PLC0415 - after the settings
    from django.template import engines  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    from qinghuan.store.models import CaseIndex  # noqa: PLC0415

    template = engines["django"].from_string(
        "<!doctype html><title>{{ title }}</title><ul>{% for row in rows %}"
        "<li>{{ row.case_id }} {{ row.sequence }}</li>{% endfor %}</ul>"
    )

    def bare(request: HttpRequest) -> HttpResponse:
        rows = list(CaseIndex.objects.all()[:20])
        return HttpResponse(template.render({"title": "bare", "rows": rows}, request))

    module = ModuleType("bare_urls")
    module.urlpatterns = [path("", bare)]  # type: ignore[attr-defined]
    sys.modules["bare_urls"] = module
    return module


class Visitor:
    """Somebody with an open session."""

    def __init__(self) -> None:
        from django.test import Client  # noqa: PLC0415

        self.client = Client()

    def open(self, access: Access) -> None:
        """Begin a session."""
        session = access.opened_by(access.key)
        self.client.cookies["qinghuan"] = session

    def get(self, path: str, **how: Any) -> Callable[[], Any]:
        """Ask for ``path``, each time anew."""

        def asked() -> Any:
            response = self.client.get(path, headers={"Host": "127.0.0.1", **how})
            if response.status_code != 200:
                raise RuntimeError(f"{path}: {response.status_code}")
            return response

        return asked


def measure() -> list[Row]:
    access = Access()
    with tempfile.TemporaryDirectory() as folder:
        store.open_home(Path(folder) / "home", more=settings(access, "zh_CN"))
        visitor = Visitor()
        visitor.open(access)
        bare = _bare(visitor)
        sample, large = load(Screen("zh_CN", as_json=True)), made()
        rows = [
            *_pages(visitor, bare, sample, "sample", SAMPLE_AIM),
            *_pages(visitor, bare, large, "large", LARGE_AIM),
            *_slider(visitor, bare, sample),
            _weight(visitor, sample),
        ]
        store.close()
    return rows


def _bare(visitor: Visitor) -> Callable[[], Any]:
    from django.test import override_settings  # noqa: PLC0415
    from django.urls import clear_url_caches, set_urlconf  # noqa: PLC0415

    bare_urls()
    asked = visitor.get("/")

    def page() -> Any:
        with override_settings(ROOT_URLCONF="bare_urls"):
            return asked()

    del clear_url_caches, set_urlconf
    return page


def _pages(
    visitor: Visitor, bare: Callable[[], Any], case: str, name: str, aim: float
) -> Iterator[Row]:
    for page in pages():
        asked = visitor.get(f"/case/{case}/{page}")
        first = seconds(asked)
        times = in_turn(asked, bare, REPEATS)
        label = f"{name}: {page or 'home'}"
        print(f"… {label} cold {first:.2f} s, warm {min(times[0]):.4f} s", file=sys.stderr)
        yield Comparison(label, BARE, aim, of="min").row("warm", times)
        yield Row(label, "made anew", _anew(asked), seconds(bare), BARE)
        yield Row(label, "cold", first, seconds(bare), BARE)


def _anew(asked: Callable[[], Any]) -> float:
    """The quickest of some answers, each after something was written that is not of the case."""

    def after_a_write(number: int) -> float:
        store.prefer("benchmark", str(number))
        return seconds(asked)

    return min(after_a_write(number) for number in range(ANEW))


def _slider(visitor: Visitor, bare: Callable[[], Any], case: str) -> Iterator[Row]:
    """The answer to a slider at a place where it was not before, on the page of plans."""
    plan = f"/case/{case}/plans/own?waits=0&share=50&kind=penalty_waived&shape=equal"
    form = visitor.get(f"/case/{case}/plans/own")().content
    debt = re.search(rb'<option value="(\w+)" selected', form)
    moved = cycle(range(2, 61))

    def asked() -> Any:
        query = f"{plan}&debt={debt[1].decode()}&months={next(moved)}" if debt else plan
        return visitor.get(query, **{"HX-Request": "true"})()

    asked()
    times = in_turn(asked, bare, REPEATS)
    yield Comparison("a slider's first answer", BARE, SLIDER_AIM, of="min").row("warm", times)


def _weight(visitor: Visitor, case: str) -> Row:
    """The first load of the home page, compressed, with every file it names."""
    response = visitor.get(f"/case/{case}/")()
    html = response.content
    names = re.findall(rb'(?:href|src)="/(static/[^"]+)"', html)
    files = {name.decode().removeprefix("static/") for name in names}
    weight = len(gzip.compress(html)) + sum(
        len(gzip.compress((STATIC / name).read_bytes())) for name in files
    )
    return Row("first load of home, bytes", "cold", weight, FIRST_LOAD, "350,000 bytes", 1.0)
