"""The server killed while files come: nothing half-written, nothing acknowledged lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException

import pytest

from imports.bills import app_bill, app_row
from qinghuan import store
from store.making import case

BOUNDARY = "of-the-test"


def bill(number):
    """About 3000 rows, so that there is time to be killed in."""
    rows = [
        app_row(order=f"{2026060322001412345678900011 + number * 10_000 + at}", item=f"午饭{at}")
        for at in range(3000)
    ]
    return app_bill(*rows)


def served(home):
    environment = {**os.environ, "QINGHUAN_HOME": str(home)}
    environment.pop("QINGHUAN_DATABASE", None)
    command = [sys.executable, "-m", "qinghuan", "serve", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--language", "zh"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    while line := process.stdout.readline():
        found = re.search(r"http://127\.0\.0\.1:(\d+)(/\S*?/)open\?key=(\S+)", line)
        if found:
            return process, int(found[1]), found[2], found[3]
    raise AssertionError(process.wait())


def multipart(content):
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
    return head.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def bring(port, place, key, where, numbers, acknowledged):
    """File after file until the server is gone; those it said it had recorded are noted."""
    link = HTTPConnection("127.0.0.1", port, timeout=30)
    link.request("GET", f"{place}open?key={key}")
    opened = link.getresponse()
    opened.read()
    headers = {
        "Cookie": opened.getheader("Set-Cookie").partition(";")[0],
        "Origin": f"http://127.0.0.1:{port}",
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
    }
    try:
        for number in numbers:
            link.request(
                "POST", f"{place}case/{where}/bills/add/", multipart(bill(number)), headers
            )
            answer = link.getresponse().read().decode()
            if "记下了" in answer:
                acknowledged.append(number)
    except (OSError, HTTPException):
        pass


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.1, 1.9])
def test_a_server_killed_while_files_come_loses_nothing_it_acknowledged(tmp_path, seconds):
    home = tmp_path / "home"
    store.open_home(home)
    where = case()
    store.close()
    process, port, place, key = served(home)
    acknowledged: list[int] = []
    numbers = range(40)
    at_work = threading.Thread(target=bring, args=(port, place, key, where, numbers, acknowledged))
    at_work.start()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    at_work.join()

    store.open_home(home)
    imports = [f for f in store.facts(where) if f.fact.KIND == "statement_imported"]
    assert store.verify(where) == []
    assert len(store.lines(where)) == 3000 * len(imports)
    assert len(acknowledged) <= len(imports) <= len(acknowledged) + 1
    store.close()
