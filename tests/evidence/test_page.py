"""The page that checks a bundle, opened from its folder in a real browser, without a network."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from evidence.bundles import bundle, files, parts, place_of, repacked
from evidence.test_checking import packed
from qinghuan.evidence.page import verify_page
from web.browsing import chromium

WHOLE = bundle()


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def opened(browser, tmp_path):
    """Shows a bundle to the page; what it says, what it asked the network for."""
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        archive.extractall(tmp_path / "bundle")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    asked, complaints = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / "bundle" / "verify.html").as_uri())

    def show(whole=None):
        if whole is None:
            page.set_input_files("#folder", str(tmp_path / "bundle"))
        else:
            (tmp_path / "given.zip").write_bytes(whole)
            page.set_input_files("#zip", str(tmp_path / "given.zip"))
        page.wait_for_selector("#result section")
        return page.locator("#result section").get_attribute("class"), page.inner_text("#result")

    yield show
    assert all(url.startswith(("file:", "blob:")) for url in asked)
    assert complaints == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    context.close()


def test_a_sound_bundle_is_told_so_in_both_languages(opened):
    verdict, said = opened(WHOLE)

    assert verdict == "good"
    assert "没有改动" in said
    assert "nothing changed" in said
    assert parts().chain.head[1] in said


def test_the_folder_it_was_unpacked_into_is_checked_too(opened):
    verdict, said = opened()

    assert verdict == "good"
    assert "8" not in said or "文件夹" in said


def test_a_bundle_that_another_program_packed_small_is_checked_too(opened):
    assert opened(repacked(files(WHOLE), zipfile.ZIP_DEFLATED))[0] == "good"


@pytest.mark.parametrize(
    "name", ["originals/01-第0件.m4a", "index.pdf", "chain.json", "manifest.json", "verify.html"]
)
def test_a_changed_file_is_named(opened, name):
    at = place_of(WHOLE, name)[1] + 5
    verdict, said = opened(WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :])

    assert verdict == "bad"
    assert name in said


def test_a_missing_and_an_added_file_are_named(opened):
    inside = {name: one for name, one in files(WHOLE).items() if name != "index.pdf"}
    verdict, said = opened(packed({"more.exe": b"x", **inside}))

    assert verdict == "bad"
    assert "index.pdf" in said
    assert "more.exe" in said


def test_a_broken_chain_is_told(opened):
    made = parts()
    links = (made.chain.links[0], *made.chain.links[2:])
    chain = made.chain.model_copy(update={"links": links})
    verdict, said = opened(bundle(replace(made, chain=chain)))

    assert verdict == "bad"
    assert "记录链断了" in said


@pytest.mark.parametrize("junk", [b"", b"not a zip", b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_bundle_is_told_so(opened, junk):
    assert opened(junk)[0] == "bad"


def test_a_file_that_unpacks_to_more_than_it_says_is_stopped(opened):
    whole = bytearray(repacked({"seal.json": b"\0" * 40_000_000}, zipfile.ZIP_DEFLATED))
    at = whole.rindex(b"PK\1\2") + 24
    whole[at : at + 4] = (100).to_bytes(4, "little")

    assert opened(bytes(whole))[0] == "bad"


def test_every_word_of_the_page_is_filled_in():
    page = verify_page().decode()

    assert "[[" not in page
    assert "/*WORDS*/" not in page
    assert "http" not in page.replace("http-equiv", "")
