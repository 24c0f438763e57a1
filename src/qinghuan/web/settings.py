"""What the pages add to Django's settings; ``store.open_home(more=…)`` takes them."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HOSTS = ("127.0.0.1", "localhost")


def settings(key: str, language: str) -> dict[str, Any]:
    """The settings of one run: its one-time ``key`` and the ``language`` of its pages."""
    return {
        "ALLOWED_HOSTS": list(HOSTS),
        "DEBUG": False,
        "MIDDLEWARE": ["qinghuan.web.guard.guard"],
        "QINGHUAN_KEY": key,
        "QINGHUAN_LANGUAGE": language,
        "ROOT_URLCONF": "qinghuan.web.urls",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(FOLDER / "templates")],
                "OPTIONS": {"string_if_invalid": ""},
            }
        ],
        "USE_I18N": False,
    }
