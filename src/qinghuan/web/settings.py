"""What the pages add to Django's settings; ``store.open_home(more=…)`` takes them."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, Final

from qinghuan.web.access import Access

FOLDER: Final = Path(__file__).parent
STATIC: Final = FOLDER / "static"
HOSTS: Final = ("127.0.0.1", "localhost")
LARGEST_FORM: Final = 5_000_000
"""Bytes of a form without its files."""


def settings(access: Access, language: str) -> dict[str, Any]:
    """The settings of one run: who may see its pages, and the language they begin in."""
    return {
        "ALLOWED_HOSTS": list(HOSTS),
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_FORM,
        "DATA_UPLOAD_MAX_NUMBER_FILES": None,
        "DEBUG": False,
        "FILE_UPLOAD_HANDLERS": [
            "qinghuan.web.evidence.uploading.ToVault",
            "qinghuan.web.bills.uploading.InMemory",
        ],
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "MIDDLEWARE": [
            "django.middleware.gzip.GZipMiddleware",
            "qinghuan.web.guard.guard",
            "qinghuan.web.kept_pages.kept_pages",
        ],
        "QINGHUAN_ACCESS": access,
        "QINGHUAN_LANGUAGE": language,
        "ROOT_URLCONF": "qinghuan.web.urls",
        "SECRET_KEY": secrets.token_urlsafe(32),
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [str(FOLDER / "templates")],
                "OPTIONS": {
                    "builtins": ["qinghuan.web.tags"],
                    "string_if_invalid": "",
                },
            }
        ],
        "USE_I18N": False,
    }
