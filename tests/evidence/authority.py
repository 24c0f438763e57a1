"""A real timestamp authority on loopback (certomancer), and servers that fail or lie.

Keys and certificates are made anew each time: none stands in the repository.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

from asn1crypto import tsp
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
from werkzeug.serving import make_server

NAMES = ("root", "other", "stamps", "pages", "lax")
_NAMES_SAID = {
    "root": "Test root",
    "other": "Another root",
    "stamps": "Test stamps",
    "pages": "Test pages",
    "lax": "Test stamps, not critical",
}


def _usage(*purposes):
    schema = {"schema": "key-usage", "params": list(purposes)}
    return {"id": "key_usage", "critical": True, "smart-value": schema}


def _root(name):
    ca = {"id": "basic_constraints", "critical": True, "value": {"ca": True}}
    usage = _usage("digital_signature", "key_cert_sign", "crl_sign")
    return {"subject": name, "issuer": name, "extensions": [ca, usage]}


def _leaf(name, purpose, *, critical=True):
    use = {"id": "extended_key_usage", "critical": critical, "value": [purpose]}
    return {
        "subject": name,
        "issuer": "root",
        "extensions": [_usage("digital_signature"), use],
    }


def _config(folder):
    for name in NAMES:
        key = rsa.generate_private_key(65537, 2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / f"{name}.pem").write_bytes(pem)
    certificates = {
        "root": _root("root"),
        "other": _root("other"),
        "stamps": _leaf("stamps", "time_stamping"),
        "pages": _leaf("pages", "server_auth"),
        "lax": _leaf("lax", "time_stamping", critical=False),
    }
    days = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2040-01-01T00:00:00+0000"}
    architecture = {
        "keyset": "tests",
        "entity-defaults": {"country-name": "CN", "organization-name": "Tests"},
        "entities": {name: {"common-name": said} for name, said in _NAMES_SAID.items()},
        "certs": {name: {**one, "validity": days} for name, one in certificates.items()},
        "services": {"time-stamping": {n: {"signing-cert": n} for n in ("stamps", "pages", "lax")}},
    }
    return {
        "external-url-prefix": "http://127.0.0.1",
        "keysets": {
            "tests": {
                "path-prefix": str(folder),
                "keys": {name: {"path": f"{name}.pem"} for name in NAMES},
            }
        },
        "pki-architectures": {"tests": architecture},
    }


class Authority:
    """Where it answers, and its certificates."""

    def __init__(self, server, architecture):
        self.server, self.architecture = server, architecture

    def url(self, name="stamps"):
        return f"http://127.0.0.1:{self.server.server_port}/tests/tsa/{name}"

    def certificate(self, name="root"):
        """DER."""
        return self.architecture.get_cert(name).dump()

    def response(self, content):
        """What it answers for ``content``, as it comes over the wire."""
        request = (
            TimestampRequestBuilder()
            .data(content)
            .hash_algorithm(HashAlgorithm.SHA256)
            .cert_request(cert_request=True)
            .build()
        )
        kind = {"Content-Type": "application/timestamp-query"}
        with urlopen(Request(self.url(), request.as_bytes(), kind), timeout=10) as answer:
            return answer.read()

    def token(self, content):
        """The token alone."""
        return tsp.TimeStampResp.load(self.response(content))["time_stamp_token"].dump()


@contextmanager
def running(folder, at=None):
    """An authority whose clock stands at ``at``, else goes with ours."""
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    config = CertomancerConfig(_config(folder), key_search_dir=str(folder))
    architectures = config.pki_archs
    app = Animator(
        AnimatorArchStore(architectures), at_time=at, with_web_ui=False, allow_time_override=False
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Authority(server, next(iter(architectures.values())))
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def answering(answer, safe=None):
    """A server that answers every request with what ``answer(handler, body)`` writes.

    ``safe`` is the context of TLS, where it speaks that.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer(self, body)

        def log_message(self, *_said):
            pass

    class Server(ThreadingHTTPServer):
        block_on_close = False

        def handle_error(self, *_whom):
            """A client that gave up is part of the test."""

    server = Server(("127.0.0.1", 0), Handler)
    if safe is not None:
        server.socket = safe.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(handler, content, status=200):
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)
