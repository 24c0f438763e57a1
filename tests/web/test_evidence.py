"""The pages of evidence: keep an original, tick a bundle, check a file; then in a real browser."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from evidence.bundles import bundle
from qinghuan import store
from qinghuan.contact.entries import ContactMade
from qinghuan.debts.entries import DebtDisclosed
from qinghuan.store.files import folder
from qinghuan.web import page
from qinghuan.web.evidence import uploading
from web.browsing import DESK, PHONE, visit

SOUND = b"sound" * 1000


@pytest.fixture
def case(app):
    debt = DebtDisclosed(
        id="huabei0000001", on=page.today(), creditor="某消费金融公司", product="huabei"
    )
    talk = ContactMade(id="talk00000001", on=page.today(), direction="incoming", channel="phone")
    return app.new_case(debt, talk)


def add(app, case, content=SOUND, name="录音.m4a", **typed):
    path = f"/case/{case}/evidence/add"
    given = {**app.get(path).fields(), "title": "10月2日的通话", **typed}
    return app.post(path, {**given, "original": SimpleUploadedFile(name, content)})


def kept(app, case):
    return app.facts(case, "evidence_kept")


def parts_left():
    return [path.name for path in folder().iterdir() if path.suffix == ".part"]


def test_an_original_is_kept_as_it_came_and_shown(app, case):
    done = add(app, case, debt="huabei0000001", about="talk00000001", carrier="我的手机")
    (fact,) = kept(app, case)

    assert done.status == 302
    assert store.file(fact.files[0]) == SOUND
    assert (fact.name, fact.about, fact.debt) == ("录音.m4a", "talk00000001", "huabei0000001")
    shown = app.get(done.leads_to)
    assert "10月2日的通话" in shown.words
    assert fact.files[0] in shown.words
    assert "10月2日的通话" in app.get(f"/case/{case}/evidence/").words
    assert parts_left() == []


def test_a_form_sent_twice_keeps_one(app, case):
    path = f"/case/{case}/evidence/add"
    given = {**app.get(path).fields(), "title": "通话"}
    for _ in range(2):
        done = app.post(path, {**given, "original": SimpleUploadedFile("a.m4a", SOUND)})
        assert app.get(done.leads_to).status == 200

    assert len(kept(app, case)) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "要填"),
        ({"on": "2999-01-01"}, "今天之后"),
        ({"on": "1900-01-01"}, "太早"),
        ({"sort": "nothing"}, ""),
        ({"about": "nobody"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(app, case, typed, said):
    shown = add(app, case, **typed)

    assert shown.status == 200
    assert "has-fault" in shown.html
    assert kept(app, case) == []
    assert list(folder().iterdir()) == []
    assert said in shown.words or said == "要填"


def test_an_empty_file_and_none_at_all_are_said(app, case):
    assert "空的" in add(app, case, b"").words
    path = f"/case/{case}/evidence/add"
    assert "先选一个文件" in app.post(path, {**app.get(path).fields(), "title": "x"}).words
    assert kept(app, case) == []


def test_a_file_past_the_limit_is_dropped_while_it_comes(app, case, monkeypatch):
    small = uploading.NewFile
    monkeypatch.setattr(uploading, "NewFile", lambda: small(1000))
    shown = add(app, case)

    assert "没有存" in shown.words
    assert kept(app, case) == []
    assert list(folder().iterdir()) == []


def test_who_has_not_opened_the_app_brings_nothing_in(app, case):
    path = f"/case/{case}/evidence/add"
    given = {**app.get(path).fields(), "title": "x"}
    app.access.lock()
    shown = app.post(path, {**given, "original": SimpleUploadedFile("a.m4a", SOUND)})

    assert shown.status == 403
    assert list(folder().iterdir()) == []


def test_words_of_not_wanting_to_live_stop_everything(app, case):
    shown = add(app, case, shows="我不想活了")

    assert "12356" in shown.words
    assert kept(app, case) == []
    assert list(folder().iterdir()) == []


def test_a_contact_shows_the_originals_that_were_kept_of_it(app, case):
    path = f"/case/{case}/contact/log/talk00000001"
    assert "10月2日的通话" not in app.get(path).words
    add(app, case, about="talk00000001")

    assert "10月2日的通话" in app.get(path).words


def test_a_sent_paper_shows_the_proof_of_its_delivery(sample_app):
    app, case = sample_app, sample_app.case
    debt = app.facts(case, "debt_disclosed")[0].id
    path = f"/case/{case}/papers/write/data_request"
    app.post(path, app.get(f"{path}?debt={debt}").fields(-1))
    (paper,) = app.facts(case, "document_issued")
    add(app, case, sort="delivery", about=paper.id, title="EMS 签收", on="2026-11-20")

    assert "EMS 签收" in app.get(f"/case/{case}/papers/issued/{paper.id}").words
    beside = app.get(f"/case/{case}/evidence/").html
    assert f"sort=delivery&amp;about={paper.id}" in beside


def test_what_was_written_about_an_original_can_be_corrected(app, case):
    add(app, case, carrier="旧手机")
    (fact,) = kept(app, case)
    path = f"/case/{case}/papers/timeline/{fact.id}"
    given = {**app.get(path).fields(), "carrier": "新手机", "what": "correct", "reason": "换了"}
    app.post(path, given)

    (now,) = kept(app, case)
    assert (now.carrier, now.files) == ("新手机", fact.files)
    saved = app.post(f"/case/{case}/evidence/bundle", {"items": [fact.id], "save": "1"})
    assert "旧手机".encode() not in saved.bytes


def test_an_original_is_saved_and_never_shown_by_the_browser(app, case):
    add(app, case, b"<script>alert(1)</script>", name="x.html")
    (fact,) = kept(app, case)
    response = app.get(f"/case/{case}/evidence/one/{fact.id}/file")

    assert response.bytes == b"<script>alert(1)</script>"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_what_is_ticked_goes_into_the_bundle_and_the_digest_is_that_of_the_file(app, case):
    add(app, case, title="要的")
    add(app, case, b"other", title="不要的")
    wanted = next(fact for fact in kept(app, case) if fact.title == "要的")
    path = f"/case/{case}/evidence/bundle"
    shown = app.post(path, {"items": [wanted.id], "recipient": "法院", "with_chain": "on"})
    saved = app.post(path, {**shown.fields(0), "save": "1"})

    assert sha256(saved.bytes).hexdigest() in shown.words
    names = zipfile.ZipFile(io.BytesIO(saved.bytes)).namelist()
    assert [name for name in names if name.startswith("originals/")] == ["originals/01-要的.m4a"]
    assert "不要的".encode() not in saved.bytes


def test_making_a_bundle_records_nothing(app, case):
    add(app, case)
    before = store.head(case)
    app.post(f"/case/{case}/evidence/bundle", {"items": [kept(app, case)[0].id], "save": "1"})

    assert store.head(case) == before


def test_what_somebody_else_got_is_not_ticked(app, case):
    add(app, case, by="姐姐", title="姐姐拍的")
    add(app, case, b"mine", title="自己录的")
    ids = {fact.title: fact.id for fact in kept(app, case)}
    ticked = app.get(f"/case/{case}/evidence/bundle").fields()["items"]

    assert ticked == [ids["自己录的"]]


def test_nothing_ticked_is_said(app, case):
    add(app, case)

    assert app.post(f"/case/{case}/evidence/bundle", {"recipient": "x"}).status == 200


def check(app, case, content, name="b.zip", **typed):
    given = {"original": SimpleUploadedFile(name, content), **typed}
    return app.post(f"/case/{case}/evidence/verify", given)


def test_a_file_is_checked_and_not_kept(app, case):
    shown = check(app, case, bundle())

    assert "对得上" in shown.words
    assert "没有证明" in shown.words
    assert list(folder().iterdir()) == []


def test_a_changed_file_is_told_so(app, case):
    whole = bytearray(bundle())
    whole[len(whole) // 2] ^= 1

    assert "对不上" in check(app, case, bytes(whole)).words


def test_a_printed_digest_is_looked_up(app, case):
    path = f"/case/{case}/evidence/verify"
    head = store.head(case)[1]

    assert "记录的校验值" in app.post(path, {"digest": f"{head[:32]} {head[32:]}"}).words
    assert "没有这个校验值" in app.post(path, {"digest": "0" * 64}).words
    assert "至少 16 位" in app.post(path, {"digest": "xyz"}).words
    assert "先选一个文件" in app.post(path, {"digest": ""}).words


def test_a_hostile_name_stays_a_name(app, case):
    add(app, case, name="../../<b>evil\u202e.exe", title="<img src=x>")
    (fact,) = kept(app, case)
    shown = app.get(f"/case/{case}/evidence/one/{fact.id}")

    assert "<img src=x>" not in shown.html
    assert "\u202e" not in shown.html


@pytest.mark.parametrize(
    ("size", "script"), [(PHONE, True), (DESK, False)], ids=["phone", "desk without scripts"]
)
def test_from_a_recording_to_a_checked_bundle(browser, program, tmp_path, size, script):
    recording = tmp_path / "录音 1.m4a"
    recording.write_bytes(SOUND)
    person = visit(browser, program, size, java_script_enabled=script)
    person.open()
    person.page.locator("form[action$=sample] button").click()
    person.page.wait_for_load_state()
    case = person.path
    person.go(case + "evidence/")
    person.press("存一件证据")
    person.page.set_input_files("#original", str(recording))
    person.answer(title="和客服的通话", carrier="我的手机")
    assert "已照原样存好" in person.words
    _sound(person)
    person.press("做证据包")
    _sound(person)
    person.answer(recipient="西宁市某法院")
    _sound(person)
    with person.page.expect_download() as waiting:
        person.page.locator("main button[name=save]").click()
    saved = tmp_path / "saved.zip"
    waiting.value.save_as(saved)
    assert sha256(saved.read_bytes()).hexdigest() in person.words
    person.go(case + "evidence/verify")
    person.page.set_input_files("#original", str(saved))
    person.answer(held_to_case="on")
    assert "对得上" in person.words
    assert "记录链和这个档案一致" in person.words
    _sound(person)
    assert person.outside() == []
    assert person.complaints == []


def _sound(person):
    """The page fits its screen and says what it must to everybody (WCAG 2.2 AA)."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    if not person.page.evaluate("document.documentElement.classList.contains('scripted')"):
        return
    assert person.wide() == 0
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": levels}}
    found = axe.Axe().run(person.page, options=options).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
