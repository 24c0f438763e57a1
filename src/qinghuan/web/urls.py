"""The addresses of the pages."""

from __future__ import annotations

from django.urls import path

from qinghuan.web import views

urlpatterns = [
    path("", views.home),
    path("case/<str:case>", views.home),
    path("style.css", views.style),
]
handler404 = views.not_found
handler500 = views.failed
