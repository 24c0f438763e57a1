"""The addresses of this room, below ``case/CASE/agreement/``."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.agreement import agreed, reviewing

urlpatterns = [
    path("", reviewing.home, name="agreement"),
    path("agreed", agreed.home, name="agreement_agreed"),
]
