"""``qinghuan serve``: the pages on this computer, behind a key made for this run."""

from __future__ import annotations

import secrets
import signal
import sys
import webbrowser
from argparse import Namespace
from typing import Any

from qinghuan import store
from qinghuan.cli.codes import DONE, MACHINE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.web.guard import KEY
from qinghuan.web.settings import settings
from qinghuan.words import Text

PORT = 8321
_THREADS = 4


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("--port", type=parser.reads(_port), default=PORT, metavar="N")
    parser.take("--sample", action="store_true")
    parser.take("--no-browser", action="store_true")


def run(asked: Namespace, screen: Screen) -> int:
    """Serve until Ctrl-C."""
    key = secrets.token_urlsafe(24)
    store.open_home(more=settings(key, screen.language))
    if asked.sample and not any(case.index.sample for case in store.cases(store.OWNER)):
        from qinghuan.cli.commands.demo import load  # noqa: PLC0415 - only where it is missing

        load(screen)
    server = make_server(asked.port)
    address = f"http://127.0.0.1:{server.effective_port}/?{KEY}={key}"
    screen.say(Text("cli.serve.ready"))
    screen.line(f"  {address}")
    screen.say(Text("cli.serve.stop"))
    sys.stdout.flush()  # the server runs on from here
    if not asked.no_browser:
        webbrowser.open(address)
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        server.close()
    return DONE


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt  # which the server takes as the wish to end


def _port(typed: str) -> int:
    number = int(typed)
    if not 0 <= number < 1 << 16:
        raise ValueError(typed)
    return number


def make_server(port: int) -> Any:
    """A server of the pages on ``port`` (0: any free one), not running yet."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - after the settings
    from waitress import create_server  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        return create_server(
            get_wsgi_application(), host="127.0.0.1", port=port, threads=_THREADS, ident=None
        )
    except OSError as failed:
        why = failed.strerror or str(failed)
        raise Stopped(fault("port", port=port, why=why), code=MACHINE) from None
