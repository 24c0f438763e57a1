"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.contact import views

urlpatterns = [path("", views.home, name="contact")]
