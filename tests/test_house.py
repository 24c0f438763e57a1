"""Rules of the whole house: it speaks of itself alone, and its pages lead somewhere."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLAIN = {".py", ".md", ".toml", ".yaml", ".yml", ".po", ".lock", ".sh", ".in", ".html", ".css"}
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users)/\w")
"""A folder of somebody's own machine."""
COMMAND = re.compile(r"`(make \w+|qinghuan [a-z ]+[a-z])")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)")
SOURCES = ("index-url", "find-links", "registry", "mirror")
HOSTS = re.compile(rf"(?:{'|'.join(SOURCES)})\W{{0,4}}https?:" + "//", re.IGNORECASE)


def tracked() -> list[Path]:
    """The text files under version control; every text file where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for path in ROOT.glob("*/**/*") if path.is_file()]
    files = [ROOT / name for name in listed if name]
    return [path for path in files if path.suffix in PLAIN and path.is_file() and path != SELF]


SELF = Path(__file__).resolve()


@pytest.mark.parametrize("wrong", [PLACES, HOSTS], ids=["place", "host"])
def test_no_file_names_a_machine_or_a_package_host(wrong):
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        for match in wrong.finditer(path.read_text("utf-8"))
    }
    assert found == set()


def test_the_locks_hold_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-negotiation.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_every_link_between_pages_leads_to_a_file():
    broken = {
        f"{page.relative_to(ROOT)} -> {link}"
        for page in tracked()
        if page.suffix == ".md"
        for link in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    }
    assert broken == set()


def test_both_readmes_show_the_same_commands_and_pictures():
    english, chinese = (
        (ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")
    )
    for found in (
        re.compile(r"`(make \w+|qinghuan [a-z ]+[a-z])"),
        re.compile(r"!\[[^\]]*\]\(([^)]+)"),
    ):
        assert set(found.findall(english)) == set(found.findall(chinese))
