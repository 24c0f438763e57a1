"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.evidence import adding, bundling, checking, drawer

urlpatterns = [
    path("", drawer.drawer, name="evidence"),
    path("add", adding.add, name="evidence_add"),
    path("bundle", bundling.bundle, name="evidence_bundle"),
    path("verify", checking.verify, name="evidence_verify"),
    path("one/<str:entry>", drawer.one, name="evidence_one"),
    path("one/<str:entry>/file", drawer.original, name="evidence_file"),
]
