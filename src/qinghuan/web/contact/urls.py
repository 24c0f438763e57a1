"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.contact import call, court, log, views

urlpatterns = [
    path("", views.home, name="contact"),
    path("call/<str:debt>", call.call, name="contact_call"),
    path("log", log.log, name="contact_log"),
    path("log/new", log.new, name="contact_new"),
    path("log/<str:contact>", log.entry, name="contact_entry"),
    path("log/<str:contact>/correct", log.edit, name="contact_edit"),
    path("log/<str:contact>/answer", log.answer, name="contact_answer"),
    path("conduct", views.conduct, name="contact_conduct"),
    path("clock", views.clock, name="contact_clock"),
    path("court/new", court.new, name="contact_court_new"),
    path("court/<str:paper>", court.card, name="contact_court"),
    path("court/<str:paper>/correct", court.edit, name="contact_court_edit"),
]
