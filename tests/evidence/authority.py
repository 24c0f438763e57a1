"""A timestamp authority of our own on the loopback, and what it answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

_TIME = """{valid-from: "2020-01-01T00:00:00+0000", valid-to: "2090-01-01T00:00:00+0000"}"""
_CONFIG = f"""
external-url-prefix: "http://127.0.0.1"
keysets:
  ours:
    path-prefix: .
    keys:
      root: {{path: root.pem}}
      tsa: {{path: tsa.pem}}
pki-architectures:
  ours:
    keyset: ours
    entity-defaults: {{country-name: CN, organization-name: Test}}
    entities:
      root: {{common-name: Root}}
      tsa: {{common-name: Authority}}
    certs:
      root:
        subject: root
        subject-key: root
        issuer: root
        authority-key: root
        validity: {_TIME}
        extensions:
          - {{id: basic_constraints, critical: true, value: {{ca: true}}}}
          - id: key_usage
            critical: true
            smart-value: {{schema: key-usage, params: [digital_signature, key_cert_sign]}}
      tsa:
        subject: tsa
        subject-key: tsa
        issuer: root
        authority-key: root
        validity: {_TIME}
        extensions:
          - id: key_usage
            critical: true
            smart-value: {{schema: key-usage, params: [digital_signature]}}
          - id: extended_key_usage
            critical: true
            value: [time_stamping]
    services:
      time-stamping:
        tsa: {{signing-cert: tsa, signing-key: tsa}}
"""


@dataclass(frozen=True)
class Authority:
    """Where it answers, and the certificate that vouches for it (PEM)."""

    address: str
    root: bytes

    def response(self, content: bytes) -> bytes:
        """Its response for ``content``, as it came over the wire."""
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

        asked = (
            TimestampRequestBuilder()
            .data(content)
            .hash_algorithm(HashAlgorithm.SHA256)
            .cert_request(cert_request=True)
            .build()
        )
        kind = {"Content-Type": "application/timestamp-query"}
        sent = Request(self.address, asked.as_bytes(), kind)
        with urlopen(sent, timeout=10) as answer:
            return answer.read()

    def token(self, content: bytes) -> bytes:
        """The token alone."""
        from asn1crypto import tsp

        return tsp.TimeStampResp.load(self.response(content))["time_stamp_token"].dump()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing."""


@contextmanager
def authority(folder: Path) -> Iterator[Authority]:
    """An authority that answers while the test lasts; skipped where certomancer is missing."""
    animator = pytest.importorskip(
        "certomancer.integrations.animator", reason="certomancer[web-api] is not installed"
    )
    from asn1crypto.pem import armor
    from certomancer.registry import CertLabel, CertomancerConfig

    _make_keys(folder)
    (folder / "config.yml").write_text(_CONFIG)
    config = CertomancerConfig.from_file(str(folder / "config.yml"), str(folder))
    made = config.get_pki_arch("ours")
    root = armor("CERTIFICATE", made.get_cert(CertLabel("root")).dump())
    app = animator.Animator(animator.AnimatorArchStore({"ours": made}), with_web_ui=False)
    with make_server("127.0.0.1", 0, app, handler_class=_Silent) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Authority(f"http://127.0.0.1:{server.server_port}/ours/tsa/tsa", root)
        server.shutdown()
        thread.join()


def _make_keys(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    for name in ("root", "tsa"):
        key = rsa.generate_private_key(65537, 2048)
        written = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (folder / f"{name}.pem").write_bytes(written)
