"""``qinghuan`` and ``qinghuan serve``: the app on this computer, behind a link that opens once.

The link lies in ``open.html`` of the data folder, which nobody else can read, so that it stands
in no list of processes; a second start while the app runs opens the browser again.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import sys
import tempfile
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any, Final

from qinghuan import store
from qinghuan.cli.codes import DONE, MACHINE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.web.access import Access
from qinghuan.web.settings import STATIC, settings
from qinghuan.words import Text

PORT: Final = 8321
LINK: Final = "open.html"
RUNNING: Final = "running.json"
_THREADS: Final = 4
_PLACE: Final = "place"
_COMPRESSED: Final = (".css", ".js")

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("--port", type=parser.reads(_port), default=PORT, metavar="N")
    parser.take("--sample", action="store_true")
    parser.take("--no-browser", action="store_true")


def run(asked: Namespace, screen: Screen) -> int:
    """Serve until Ctrl-C; where it runs already, open the browser once more."""
    access = Access()
    home = store.open_home(more=settings(access, screen.language))
    if _runs_already(home.path):
        screen.say(Text("cli.serve.running"))
        _show(home.path, asked, screen)
        return DONE
    if asked.sample and not any(case.index.sample for case in store.cases(store.OWNER)):
        from qinghuan.cli.commands.demo import load  # noqa: PLC0415 - only where it is missing

        load(screen)
    _prepare(access)
    place = _place()
    server = make_server(asked.port, place)
    address = f"http://127.0.0.1:{server.effective_port}/{place}/"
    access.renewed = lambda key: _write_link(home.path, f"{address}open?key={key}")
    access.new_key()
    _write_private(home.path / RUNNING, json.dumps({"port": server.effective_port}))
    screen.say(Text("cli.serve.ready"))
    screen.line(f"  {address}open?key={access.key}")
    screen.say(Text("cli.serve.stop"))
    sys.stdout.flush()  # the server runs on from here
    _show(home.path, asked, screen)
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()
        for name in (LINK, RUNNING):
            (home.path / name).unlink(missing_ok=True)
    return DONE


def _prepare(access: Access) -> None:
    """What was chosen before: the passphrase, and when to lock."""
    chosen = store.preferences()
    access.passphrase = chosen.get("passphrase", "")
    minutes = chosen.get("lock_minutes", "")
    access.minutes = int(minutes) if minutes.isdecimal() else 0


def _place() -> str:
    """The name at the beginning of every address: made once, known only in this folder."""
    kept = store.preferences().get(_PLACE, "")
    if not kept:
        kept = secrets.token_urlsafe(12).replace("_", "a").replace("-", "b")
        store.prefer(_PLACE, kept)
    return kept


def _show(home: Path, asked: Namespace, screen: Screen) -> None:
    if not asked.no_browser and not webbrowser.open((home / LINK).as_uri()):
        screen.say(Text("cli.serve.by_hand"))


def _write_link(home: Path, address: str) -> None:
    """A page that leads to the one-time link: readable by the owner alone."""
    shown = escape(address, quote=True)
    _write_private(
        home / LINK,
        f'<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={shown}"><a href="{shown}">清还</a>\n',
    )


def _write_private(path: Path, text: str) -> None:
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    part.replace(path)


def _runs_already(home: Path) -> bool:
    """Whether an app serves this folder now: its port stands in the folder and answers."""
    try:
        port = int(json.loads((home / RUNNING).read_text("utf-8"))["port"])
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt  # which the server takes as the wish to end


def _port(typed: str) -> int:
    number = int(typed)
    if not 0 <= number < 1 << 16:
        raise ValueError(typed)
    return number


def make_server(port: int, place: str) -> Any:
    """A server of the pages below ``/place/`` on ``port`` (0: any free one), not running yet.

    Where ``port`` is taken and nobody chose it, any free one serves.
    """
    from waitress import create_server  # type: ignore[import-untyped] # noqa: PLC0415

    application = mounted(_application(), f"/{place}")
    for wanted in (port, 0) if port == PORT else (port,):
        try:
            return create_server(
                application, host="127.0.0.1", port=wanted, threads=_THREADS, ident=None
            )
        except OSError as failed:
            why = failed.strerror or str(failed)
    raise Stopped(fault("port", port=port, why=why), code=MACHINE) from None


def _application() -> Application:
    """The pages, and beside them the files of their look, compressed once."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - after the settings
    from whitenoise import WhiteNoise  # noqa: PLC0415

    from qinghuan.web.guard import HEADERS  # noqa: PLC0415

    def dress(headers: Any, _path: str, _url: str) -> None:
        for name, value in HEADERS.items():
            if name != "Cache-Control":
                headers[name] = value

    look = WhiteNoise(
        get_wsgi_application(),
        add_headers_function=dress,
        allow_all_origins=False,
        max_age=3600,
    )
    look.add_files(str(_compressed_copy()), prefix="static/")
    application: Application = look
    return application


def _compressed_copy() -> Path:
    """The static files with a compressed one beside each, in a folder of this process."""
    import atexit  # noqa: PLC0415 - only while serving

    from whitenoise.compress import Compressor  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp(prefix="qinghuan-look-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(STATIC, folder, dirs_exist_ok=True)
    compressor = Compressor(use_brotli=False, quiet=True)
    for path in folder.rglob("*"):
        if path.suffix in _COMPRESSED:
            compressor.compress(str(path))
    return folder


def mounted(application: Application, place: str) -> Application:
    """``application`` below ``place``; everything else is not there."""

    def found(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if path == place or path.startswith(f"{place}/"):
            environ["SCRIPT_NAME"] = place
            environ["PATH_INFO"] = path[len(place) :] or "/"
            return application(environ, start)
        start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"404\n"]

    return found
