"""The addresses where a person begins."""

from __future__ import annotations

from django.urls import path

from qinghuan.web.start import cases, choices, glossary, hiding, home, triage

urlpatterns = [
    path("", home.beginning, name="beginning"),
    path("sample", cases.sample_case, name="sample"),
    path("new", cases.new_case, name="new"),
    path("hidden", hiding.hidden, name="hidden"),
    path("lock", choices.lock, name="lock"),
    path("settings", choices.choices_page, name="settings"),
    path("settings/passphrase", choices.passphrase_page, name="passphrase"),
    path("words", glossary.words, name="words"),
    path("triage", triage.triage_page, name="triage"),
    path("triage/keep", triage.keep_page, name="triage_keep"),
    path("scam", triage.scam_page, name="scam"),
    path("fears", triage.fears_page, name="fears"),
    path("case/<str:case>/", home.case_home, name="home"),
    path("case/<str:case>/everything", home.everything, name="everything"),
    path("case/<str:case>/why/<path:figure>", home.why, name="why"),
    path("case/<str:case>/export", cases.export, name="export"),
    path("case/<str:case>/erase", cases.erase, name="erase"),
]
