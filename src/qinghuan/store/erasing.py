"""Erasing."""

from __future__ import annotations


def finish_erasing() -> None:
    """Go on with an erasure that was stopped."""
