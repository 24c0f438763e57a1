"""The app used as its people use it, in a real browser: every step from the link to the letter."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from web.browsing import DESK, PHONE, Program, chromium, visit

SAMPLE = Path(__file__).parents[2] / "examples" / "sample"
PLACES = ("", "debts/", "household/", "plans/", "contact/", "papers/", "bills/", "everything")
OTHERS = ("", "triage", "scam", "fears", "words", "settings", "new", "hidden")


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def program(browser, tmp_path):  # noqa: ARG001 (without a browser nothing is started)
    running = Program(tmp_path / "home")
    yield running
    if running.process.poll() is None:
        running.stop()


def opened(browser, program, size=PHONE, **more):
    person = visit(browser, program, size, **more)
    person.open()
    return person


def with_sample(browser, program, size=PHONE, **more):
    """A person who looks at the made-up case; its path."""
    person = opened(browser, program, size, **more)
    words = "先看示例" if program.language == "zh_CN" else "sample"
    person.page.locator("form[action$=sample] button").click()
    person.page.wait_for_load_state()
    assert "/case/" in "/" + person.path, (words, person.path)
    return person, person.path


def answered(person, **screens):
    """Questions one a screen until the address no longer asks: fill, go on."""
    for typed in screens.values():
        person.fill(**typed)
        person.press("继续")


class TestTenMinutesWithoutAFile:
    def test_from_the_link_to_the_card_and_the_call_nothing_is_written(self, browser, program):
        person = opened(browser, program)
        person.press("先花十分钟")
        given = [
            {"safe": "yes"},
            {"court_paper": "none"},
            {"adult": "yes"},
            {"account_holder": "yes"},
            {"owed": "huabei"},
            {"days_late": "92天"},
        ]
        for typed in given:
            person.fill(**typed)
            person.page.locator('main button[name="_go"][value="on"]').click()
        for _ in range(4):
            on = person.page.locator('main button[name="_go"][value="over"]')
            if not on.count():
                break
            on.click()

        assert "今后24小时" in person.words
        assert person.page.locator('main a[href="tel:95188"]').count()
        assert "打电话" in person.words
        assert not list((program.home).glob("**/case*.json"))
        assert not person.outside()
        assert not person.complaints


def household(person):
    """The sheet, answered with the least that can be computed from, by hand."""
    person.fill(place="xining", residence="rural")
    person.press("继续")
    person.fill(**{"0-relation": "本人", "0-age": "18_to_59", "0-earns": "on"})


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_newcomer_brings_files_and_leaves_with_a_letter(browser, program, size, tmp_path):
    person = opened(browser, program, size)
    page = person.page

    person.press("记自己的")
    page.locator("main form input[type=text]").first.fill("家里的账")
    page.locator("main form button[type=submit]").first.click()
    case = person.path
    assert case.startswith("case/")

    person.go(case + "bills/")
    page.set_input_files("#files", sorted(str(path) for path in SAMPLE.glob("*.[cx][sl][vs]*")))
    page.locator("form[data-bring] button[type=submit]").click()
    page.locator(".after a").wait_for()
    person.go(case + "bills/")
    assert "2026年" in person.words

    debt = a_debt(person, case)
    a_statement(person, debt)
    a_sheet(person, case)

    person.go(case + "plans/")
    assert "每月" in person.words
    assert person.wide() <= 0

    me(person, case)
    person.go(f"{case}papers/write/proposal?debt={debt.rstrip('/').rsplit('/', 1)[-1]}")
    person.press("写成文件")
    with page.expect_download() as waiting:
        page.locator('main a[href$="docx"]').first.click()
    letter = tmp_path / "letter.docx"
    waiting.value.save_as(letter)

    with zipfile.ZipFile(letter) as inside:
        text = inside.read("word/document.xml").decode()
    assert "花呗" in text
    assert "才仁" in text
    assert not person.outside()
    assert not person.complaints


class TestEveryPage:
    @pytest.mark.parametrize("language", ["zh_CN", "en"])
    def test_no_page_has_a_fault_that_axe_sees(self, browser, tmp_path, language):
        axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
        program = Program(tmp_path / "home", language)
        try:
            person, case = with_sample(browser, program)
            faults = {}
            for path in [*OTHERS, *(case + place for place in PLACES), *deeper(person, case)]:
                for size in (PHONE, DESK):
                    person.page.set_viewport_size({"width": size[0], "height": size[1]})
                    assert person.go(path) == 200, path
                    found = axe.run(person.page).response["violations"]
                    if found or person.wide() > 0:
                        faults[path, size] = [
                            (one["id"], one["nodes"][0]["html"][:200]) for one in found
                        ] + [person.wide()]
            assert not faults
            assert not person.outside()
            assert not person.complaints
        finally:
            program.stop()


def deeper(person, case):
    """Pages behind the places: of a debt, of a paper, of a call, of the sheet."""
    found = []
    for place in ("debts/", "plans/", "contact/", "papers/", "household/", ""):
        person.go(case + place)
        links = person.page.locator("main a").evaluate_all("all => all.map(one => one.href)")
        for link in links:
            path = link.removeprefix(person.program.root).partition("#")[0]
            kind = "/".join(part for part in path.split("?")[0].split("/")[2:4])
            if path.startswith(case) and kind not in {one[1] for one in found}:
                found.append((path, kind))
    return [path for path, _ in found if not path.endswith("export")][:24]


class TestWithoutAMouse:
    def test_the_way_to_the_sample_and_its_debts_needs_only_keys(self, browser, program):
        person = opened(browser, program, DESK)
        by_keys(person, "form[action$=sample] button")
        assert person.path.startswith("case/")
        by_keys(person, 'nav.places a[href$="/debts/"]')
        assert person.path.endswith("/debts/")
        assert not person.complaints

    def test_the_first_key_leads_past_the_frame_and_where_one_is_can_be_seen(
        self, browser, program
    ):
        person, _ = with_sample(browser, program)
        person.page.keyboard.press("Tab")
        assert person.page.evaluate("document.activeElement.className") == "skip"
        person.page.keyboard.press("Enter")
        assert person.page.evaluate("document.activeElement.id") == "main"
        for _ in range(6):
            person.page.keyboard.press("Tab")
            ring = person.page.evaluate(
                "(style => style.outlineStyle + style.boxShadow)"
                "(getComputedStyle(document.activeElement))"
            )
            assert ring != "nonenone", person.page.evaluate("document.activeElement.outerHTML")


def by_keys(person, selector):
    """Press Tab until the element has the focus, then Enter."""
    for _ in range(80):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("one => document.activeElement.matches(one)", selector):
            with person.page.expect_navigation():
                person.page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {selector}")


class TestTheSession:
    def test_without_the_link_nothing_is_shown(self, browser, program):
        stranger = visit(browser, program)

        assert stranger.go() == 403
        assert "清还" in stranger.words
        assert "案" not in stranger.page.title()

    def test_the_link_opens_once(self, browser, program):
        opened(browser, program)
        second = visit(browser, program)
        second.open()

        assert second.go() == 403

    def test_a_locked_program_shows_nothing_to_a_tab_left_open(self, browser, program):
        person, case = with_sample(browser, program)
        left = person.tab()
        left.goto(program.root + case)
        person.page.locator("form[action$=lock] button").click()
        person.page.wait_for_load_state()

        assert left.reload().status == 403
        assert "元" not in left.inner_text("main")

    def test_two_tabs_record_one_debt_each_once(self, browser, program):
        person, case = with_sample(browser, program)
        second = person.tab()
        for tab in (person.page, second):
            tab.goto(program.root + case + "contact/log/new")
        assert person.page.locator("main form").count()
        assert second.locator("main form").count()

    def test_a_program_that_was_killed_loses_nothing(self, browser, program):
        person, case = with_sample(browser, program)
        person.go(case + "debts/")
        before = person.page.inner_text("main")
        port = program.port
        program.kill()
        program.start(port)
        again = opened(browser, program)
        again.go(case + "debts/")

        assert again.page.inner_text("main") == before
