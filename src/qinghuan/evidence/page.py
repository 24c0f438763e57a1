"""The page that checks a bundle in a browser: one file, opened from the folder, no network."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Final

from qinghuan.words import LANGUAGES, Language, pattern

_TEMPLATE: Final = Path(__file__).with_name("verify.html")
_SHOWN: Final = ("title", "what", "choose_zip", "choose_folder", "not_proved", "private")
"""Sentences that stand on the page from the beginning."""
_SAID: Final = (
    "reading",
    "sound",
    "unsound",
    "files",
    "changed",
    "missing",
    "added",
    "no_seal",
    "unreadable",
    "seal_differs",
    "chain_sound",
    "chain_broken",
    "chain_none",
    "digest",
    "digest_folder",
    "proved",
    "stamps",
)
"""Sentences that its script says."""


def verify_page() -> bytes:
    """The page with its words, Chinese first and English below."""
    page = _TEMPLATE.read_text("utf-8")
    for name in _SHOWN:
        page = page.replace(f"[[{name}]]", _both(name))
    words = {name: [_said(name, language) for language in LANGUAGES] for name in _SAID}
    written = json.dumps(words, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return page.replace("/*WORDS*/{}", written).encode()


def _said(name: str, language: Language) -> str:
    """The sentence with its blanks, which the script fills in."""
    return pattern(f"evidence.page.{name}", language)


def _both(name: str) -> str:
    chinese, english = (escape(_said(name, language)) for language in LANGUAGES)
    if name == "title":
        return f"{chinese} · {english}"
    return f'{chinese}<span lang="en">{english}</span>'
