"""The addresses of the pages; each room has its own below the case."""

from __future__ import annotations

from django.urls import include, path

from qinghuan.web import page

urlpatterns = [
    path("", include("qinghuan.web.start.urls")),
    path("case/<str:case>/bills/", include("qinghuan.web.bills.urls")),
    path("case/<str:case>/debts/", include("qinghuan.web.debts.urls")),
    path("case/<str:case>/household/", include("qinghuan.web.household.urls")),
    path("case/<str:case>/plans/", include("qinghuan.web.plans.urls")),
    path("case/<str:case>/agreement/", include("qinghuan.web.agreement.urls")),
    path("case/<str:case>/contact/", include("qinghuan.web.contact.urls")),
    path("case/<str:case>/evidence/", include("qinghuan.web.evidence.urls")),
    path("case/<str:case>/signing/", include("qinghuan.web.signing.urls")),
    path("case/<str:case>/papers/", include("qinghuan.web.papers.urls")),
]
handler404 = page.not_found
handler500 = page.failed
