"""Signing in a real browser: a name drawn on the pad; without script a picture instead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from evidence.making import WORDS, now, p12, png
from qinghuan import store
from qinghuan.case.assess import assess
from qinghuan.cli import sample
from qinghuan.cli.cases import folded
from qinghuan.documents.drafts import drafts
from qinghuan.evidence import pdf_signatures
from web.browsing import DESK, PHONE, Program, chromium, visit


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The sample case with one paper issued and a certificate; the address of its page."""
    path = tmp_path_factory.mktemp("signing") / "home"
    store.open_home(path)
    case = store.new_case(sample.facts(), who=store.OWNER, now=now())
    assessment = assess(folded(case, sample.TODAY), sample.TODAY)
    made = drafts(assessment, language="zh_CN", kinds=("data_request",))
    draft = next(one for one in made if one.paper)
    paper = store.MadePaper(draft, store.contents_of(draft.paper))
    issued = store.issue(case, [paper], who=store.OWNER, now=now())[0]
    store.keep_certificate(p12())
    store.close()
    return path, case, f"case/{case}/signing/{issued.id}"


@pytest.fixture(scope="module")
def program(home):
    running = Program(home[0])
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser(program):  # noqa: ARG001 - the browser's loop begins after the store is closed
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def opened(browser, program):
    """The cookie of the one-time link."""
    first = visit(browser, program)
    first.open()
    return first.context.cookies()


def at(browser, program, opened, size, **more):
    visitor = visit(browser, program, size, **more)
    visitor.context.add_cookies(opened)
    return visitor


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_fits_and_can_be_used_by_everybody(browser, program, opened, home, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    visitor = at(browser, program, opened, size)
    visitor.go(home[2])
    found = axe.run(visitor.page)

    assert found.violations_count == 0, found.generate_report()
    assert visitor.wide() == 0
    assert (visitor.complaints, visitor.outside()) == ([], [])


def test_a_name_drawn_with_a_finger_stands_on_the_signed_paper(browser, program, opened, home):
    visitor = at(browser, program, opened, PHONE)
    visitor.go(home[2])
    pad = visitor.page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box, mouse = pad.bounding_box(), visitor.page.mouse
    mouse.move(box["x"] + 30, box["y"] + 40)
    mouse.down()
    for step in range(10):
        mouse.move(box["x"] + 30 + 20 * step, box["y"] + 40 + 30 * (step % 3))
    mouse.up()
    assert "写好了" in visitor.words
    visitor.page.fill("#sign input[name=passphrase]", WORDS)
    visitor.page.click("#sign .actions button")
    visitor.page.wait_for_load_state()

    assert "签好了" in visitor.words
    assert "一个字节都没有变" in visitor.words
    with visitor.page.expect_download() as saved:
        visitor.page.click("#signed a.btn")
    content = saved.value.path().read_bytes()
    with ThreadPoolExecutor() as beside:  # the browser's own loop runs in this thread
        assert beside.submit(pdf_signatures.check, content, now=now()).result().whole
    assert b"/Subtype /Image" in content


def test_without_script_a_picture_is_chosen_instead(browser, program, opened, home):
    visitor = at(browser, program, opened, PHONE, java_script_enabled=False)
    visitor.go(home[2])
    assert not visitor.page.locator("canvas").is_visible()
    picture = {"name": "name.png", "mimeType": "image/png", "buffer": png()}
    visitor.page.set_input_files("#sign input[name=picture]", picture)
    visitor.page.fill("#sign input[name=passphrase]", WORDS)
    visitor.page.click("#sign .actions button")
    visitor.page.wait_for_load_state()

    assert "签好了" in visitor.words
