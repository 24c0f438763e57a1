"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.household import intake, person, review, views

urlpatterns = [
    path("", views.home, name="household"),
    path("share", views.share, name="household_share"),
    path("ahead", views.ahead, name="household_ahead"),
    path("person", person.person, name="household_person"),
    path("sheet", intake.start, name="household_start"),
    path("sheet/discard", intake.discard, name="household_discard"),
    path("sheet/review", review.review, name="household_review"),
    path("sheet/<str:screen>", intake.screen, name="household_ask"),
]
