"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.bills import back, lines, payments, sorting, twice, views

urlpatterns = [
    path("", views.home, name="bills"),
    path("add/", views.add, name="bills_add"),
    path("open/", views.open_locked, name="bills_open"),
    path("again/", views.again, name="bills_again"),
    path("imports/<str:entry>/", views.one_import, name="bills_import"),
    path("sort/", sorting.waiting, name="bills_sort"),
    path("sort/word/", sorting.word, name="bills_word"),
    path("twice/", twice.pairs, name="bills_twice"),
    path("payments/", payments.found, name="bills_payments"),
    path("lines/", lines.listed, name="bills_lines"),
    path("lines/<str:line>/", lines.one, name="bills_line"),
    path("decided/", back.decided, name="bills_decided"),
    path("back/<str:entry>/", back.take_back, name="bills_back"),
]
