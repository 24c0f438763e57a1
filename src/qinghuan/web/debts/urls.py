"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.debts import views

urlpatterns = [
    path("", views.home, name="debts"),
    path("new/", views.new, name="debt_begin"),
    path("new/<str:step>", views.new, name="debt_new"),
    path("<str:debt>/", views.one, name="debt"),
    path("<str:debt>/record/", views.menu, name="debt_menu"),
    path("<str:debt>/record/<str:flow>/", views.recording, name="debt_record_begin"),
    path("<str:debt>/record/<str:flow>/<str:step>", views.recording, name="debt_record"),
    path("<str:debt>/rate", views.rate, name="debt_rate"),
    path("<str:debt>/history", views.all_history, name="debt_history"),
    path("<str:debt>/entry/<str:entry>/", views.entry, name="debt_entry"),
    path("<str:debt>/entry/<str:entry>/withdraw", views.withdraw, name="debt_withdraw"),
    path("<str:debt>/entry/<str:entry>/correct/", views.correct, name="debt_correct_begin"),
    path("<str:debt>/entry/<str:entry>/correct/<str:step>", views.correct, name="debt_correct"),
]
