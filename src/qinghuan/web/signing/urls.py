"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.signing import certificate, views

urlpatterns = [
    path("<str:paper>", views.signing, name="signing"),
    path("<str:paper>/certificate", certificate.certificate, name="signing_certificate"),
    path("<str:paper>/certificate.p12", certificate.download, name="signing_download"),
    path("<str:paper>/waiting", views.waiting, name="signing_waiting"),
    path("<str:paper>/signed/<str:signed>.pdf", views.signed_file, name="signing_file"),
]
