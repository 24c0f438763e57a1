"""The addresses of this room, below a case."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.plans import choosing, rehearsing, several, their_offer, trying, views

urlpatterns = [
    path("", views.home, name="plans"),
    path("ahead/<str:debt>", views.ahead, name="plans_ahead"),
    path("choose/<str:debt>", choosing.keep, name="plans_choose"),
    path("own", trying.home, name="plans_own"),
    path("own/chance", trying.chance_page, name="plans_chance"),
    path("together", several.ways, name="plans_together"),
    path("days", several.days, name="plans_days"),
    path("their-offer", their_offer.home, name="plans_their_offer"),
    path("rehearse", rehearsing.home, name="plans_rehearse"),
]
