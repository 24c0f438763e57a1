"""Who sees the pages: the browser that opened the link, and nobody else; with the real server."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest

from qinghuan import store
from qinghuan.web import access, settings
from qinghuan.web.access import Access
from qinghuan.web.guard import HEADERS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
NAME = "只有我懂的名字"


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read().decode("utf-8", "replace")


class Served:
    """The command itself, running."""

    def __init__(self, home, port, place, key):
        self.home, self.port, self.place = home, port, place
        self.host = f"127.0.0.1:{port}"
        self.cookie = ""
        self.open(key)

    def ask(self, path="", *, method="GET", cookie=True, at=None, body="", **headers):
        link = HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie and self.cookie:
            sent["Cookie"] = f"qinghuan={self.cookie}"
        if body:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        where = f"/{self.place}/{path}" if at is None else at
        link.request(method, where, body=body.encode() or None, headers=sent)
        answer = Answer(link.getresponse())
        link.close()
        return answer

    def open(self, key):
        answer = self.ask(f"open?key={key}", cookie=False)
        found = re.search(r"qinghuan=([^;]+)", answer.headers.get("Set-Cookie", ""))
        if found:
            self.cookie = found[1]
        return answer

    def link(self):
        page = (self.home / "open.html").read_text("utf-8")
        return re.search(r"open\?key=([\w-]+)", page)[1]

    def post(self, path, data, **headers):
        sent = {"Origin": f"http://{self.host}", **headers}
        return self.ask(path, method="POST", body=urlencode(data), **sent)

    def cases(self):
        return self.ask("?all=1").body.count('<a class="card" href="/' + self.place + "/case/")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    home = tmp_path_factory.mktemp("served") / "home"
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
            found = re.search(r"http://127\.0\.0\.1:(\d+)/(\w+)/open\?key=([\w-]+)", line)
        made = Served(home, int(found[1]), found[2], found[3])
        made.used = found[3]
        made.post("new", {"label": NAME})
        yield made
        process.terminate()
        process.wait(20)
    assert not (home / "open.html").exists()


def test_the_link_opens_once_and_only_once(served):
    again = served.ask(f"open?key={served.used}", cookie=False)

    assert again.status == 403
    assert "Set-Cookie" not in again.headers
    assert NAME not in again.body


def test_the_program_without_a_word_opens_the_app_that_runs_already(served):
    environment = {**os.environ, "QINGHUAN_HOME": str(served.home), "BROWSER": "echo seen %s"}
    again = subprocess.run(
        [sys.executable, "-m", "qinghuan", "--language", "zh"],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert again.returncode == 0, again.stderr
    assert f"seen {(served.home / 'open.html').as_uri()}" in again.stdout
    assert "key=" not in again.stdout


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(served):
    answer = served.ask(f"open?key={served.link()}", cookie=False)
    cookie = answer.headers["Set-Cookie"]

    for wanted in ("HttpOnly", "SameSite=Strict", f"Path=/{served.place}"):
        assert wanted in cookie
    assert "Domain" not in cookie


def test_the_file_with_the_link_is_readable_by_the_owner_alone(served):
    for name in ("open.html", "running.json", "qinghuan.sqlite3"):
        assert stat.S_IMODE((served.home / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(served.home.stat().st_mode) == 0o700


def test_the_link_stands_in_no_list_of_processes(served):
    link = served.link().encode()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:  # it ended meanwhile
            continue
        assert link not in command


@pytest.mark.parametrize("path", ["/", "/open", "/static/app.css", "/case/", "/x/"])
def test_another_user_of_this_computer_finds_no_page(served, path):
    answer = served.ask(at=path, cookie=False)

    assert (answer.status, answer.body) == (404, "404\n")


@pytest.mark.parametrize("path", ["", "?all=1", "case/abcdefgh12345678/", "settings", "nowhere"])
def test_who_knows_the_address_but_did_not_open_it_sees_a_locked_page(served, path):
    answer = served.ask(path, cookie=False)

    assert answer.status == 403
    assert NAME not in answer.body
    assert "/case/" not in answer.body.replace(f'action="/{served.place}/{path}"', "")


def test_a_cookie_that_is_guessed_opens_nothing(served):
    answer = served.ask(cookie=False, Cookie="qinghuan=" + "a" * 43)

    assert answer.status == 403
    assert NAME not in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_not_done_even_with_the_cookie(served, headers):
    before = served.cases()
    answer = served.post("new", {"label": "别人送来的"}, **headers)

    assert answer.status == 403
    assert served.cases() == before
    assert "别人送来的" not in served.ask("?all=1").body


def test_a_form_without_an_origin_is_not_done(served):
    answer = served.ask("new", method="POST", body=urlencode({"label": "没有来处"}))

    assert answer.status == 403
    assert "没有来处" not in served.ask("?all=1").body


@pytest.mark.parametrize("host", ["example.org", "evil.127.0.0.1.nip.io", "127.0.0.2", "[::1]"])
def test_a_name_that_is_not_ours_is_refused(served, host):
    answer = served.ask(Host=host)

    assert answer.status == 400
    assert NAME not in answer.body


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(served, method):
    assert served.ask(method=method).status == 405


@pytest.mark.parametrize("path", ["", "settings", "nowhere", "static/app.css", "open?key=x"])
def test_every_answer_carries_the_same_strict_headers(served, path):
    answer = served.ask(path)

    assert answer.headers["Content-Security-Policy"] == POLICY
    for name, value in HEADERS.items():
        if name != "Cache-Control":
            assert answer.headers[name] == value, name
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Server" not in answer.headers


def test_the_policy_lets_no_inline_and_no_made_up_script_run():
    assert HEADERS["Content-Security-Policy"] == POLICY
    for loose in ("unsafe", "http:", "https:", "*", "blob:"):
        assert loose not in POLICY


@pytest.mark.parametrize("path", ["", "?all=1", "settings", "words"])
def test_no_page_is_kept_by_the_browser(served, path):
    assert served.ask(path).headers["Cache-Control"] == "no-store"


def test_static_files_need_no_cookie_and_carry_no_data(served):
    for path in sorted(settings.STATIC.rglob("*")):
        if path.is_file():
            name = path.relative_to(settings.STATIC).as_posix()
            answer = served.ask(f"static/{name}", cookie=False)
            assert answer.status == 200, name
            assert NAME not in answer.body


@pytest.mark.parametrize(
    "path", ["static/../settings.py", "static/%2e%2e/%2e%2e/qinghuan.sqlite3", "static//etc/passwd"]
)
def test_no_path_leads_out_of_the_static_files(served, path):
    answer = served.ask(path, cookie=False)

    assert answer.status in {400, 403, 404}
    assert "SQLite format" not in answer.body
    assert "root:" not in answer.body


def test_locking_closes_every_session_and_makes_a_new_link(served):
    before = served.link()
    stolen = served.cookie
    served.post("lock", {"x": "1"})

    assert served.ask(cookie=False, Cookie=f"qinghuan={stolen}").status == 403
    assert served.ask(f"open?key={before}", cookie=False).status == 403
    assert served.link() != before
    served.open(served.link())
    assert served.ask("settings").status == 200


def test_the_server_listens_on_this_computer_only(served):
    listening = []
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        rows = [line.split() for line in Path(name).read_text().splitlines()[1:]]
        listening += [row[1] for row in rows if row[3] == "0A"]

    ours = [at for at in listening if int(at.rpartition(":")[2], 16) == served.port]
    assert ours == [f"0100007F:{served.port:04X}"]


# --- with a clock of the test ---


def test_it_locks_by_itself_after_the_minutes_that_were_chosen(app):
    app.new_case(label=NAME)
    app.access.minutes = 5

    app.clock.at += 299
    assert app.get("/settings").status == 200
    app.clock.at += 299
    assert app.get("/settings").status == 200
    app.clock.at += 301
    shown = app.get("/?all=1")
    assert shown.status == 403
    assert NAME not in shown.html


def test_without_minutes_it_stays_open(app):
    app.clock.at += 10**6

    assert app.get("/settings").status == 200


def test_five_wrong_passphrases_wait_a_minute_even_for_the_right_one(app):
    app.access.passphrase = access.hashed("对的口令")
    app.access.lock()
    for _ in range(5):
        assert app.post("/", {"unlock_passphrase": "错的"}).status == 403
    assert app.post("/", {"unlock_passphrase": "对的口令"}).status == 403

    app.clock.at += 61
    assert app.post("/", {"unlock_passphrase": "对的口令"}).status == 200


def test_a_passphrase_opens_only_where_one_was_set():
    made = Access()

    assert made.unlocked_by("") is None
    assert made.unlocked_by("anything") is None


def test_the_words_of_a_passphrase_are_kept_nowhere(app):
    app.send("/settings", form=1, passphrase="青海湖的鸟儿", again="青海湖的鸟儿")

    assert app.access.passphrase
    assert store.preferences()["passphrase"] == app.access.passphrase
    folder = b"".join(path.read_bytes() for path in app.home.rglob("*") if path.is_file())
    assert "青海湖的鸟儿".encode() not in folder


LONG = {
    "label": "打了很久的字 <b>&\"'",
    "note": "第一行\n第二行",
    "many": ["甲", "乙"],
    "empty": "",
}


@pytest.mark.parametrize("ended", ["minutes", "lock"])
def test_after_a_lock_what_was_typed_comes_back_and_can_be_sent_again(app, ended):
    app.access.passphrase = access.hashed("对的口令")
    token = app.get("/new").fields()["_token"]
    if ended == "lock":
        app.access.lock()
    else:
        app.access.minutes = 5
        app.clock.at += 301

    locked = app.post("/new", {**LONG, "_token": token})
    assert locked.status == 403
    assert store.cases(store.OWNER) == []
    typed = locked.fields()
    assert typed.pop("unlock_passphrase", None) is not None
    assert typed == {
        **{k: v if isinstance(v, list) else [v] for k, v in LONG.items()},
        "_token": token,
    }

    opened = app.post("/new", {**typed, "unlock_passphrase": "对的口令"})
    assert opened.status == 200
    assert "unlock_passphrase" not in opened.html
    sent = app.post("/new", opened.fields())
    assert sent.status == 302
    assert [case.index.label for case in store.cases(store.OWNER)] == [LONG["label"]]


def test_without_a_passphrase_the_typed_page_can_be_sent_again_after_a_new_link(app):
    app.access.lock()
    locked = app.post("/new", {"label": "没有丢"})
    app.open()

    assert "没有丢" in locked.fields()["label"]
    app.post("/new", locked.fields())
    assert [case.index.label for case in store.cases(store.OWNER)] == ["没有丢"]


def test_of_a_file_that_was_sent_while_locked_it_is_said_that_it_must_be_chosen_again(app):
    from django.core.files.uploadedfile import SimpleUploadedFile

    app.access.lock()
    shown = app.post("/new", {"label": "甲", "file": SimpleUploadedFile("账单.csv", b"secret")})

    assert "文件要重新选一次" in shown.words
    assert "secret" not in shown.html
    assert "文件要重新选一次" not in app.post("/new", {"label": "甲"}).words


def test_a_wrong_passphrase_loses_nothing_that_was_typed(app):
    app.access.passphrase = access.hashed("对的口令")
    app.access.lock()

    locked = app.post("/new", {"label": "没有丢", "unlock_passphrase": "错的"})

    assert "没有丢" in locked.fields()["label"]
    assert "口令不对" in locked.words
    assert "错的" not in locked.html


def test_a_locked_page_hides_what_a_neutral_title_hides(app):
    app.new_case(label=NAME)
    store.prefer("neutral_title", "yes")
    app.access.lock()
    shown = app.get("/")

    assert re.search(r"<title>(.*?)</title>", shown.html)[1] == "笔记"
    assert NAME not in shown.html
