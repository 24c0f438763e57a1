"""What cannot be right in the record of one contact."""

from __future__ import annotations

from collections.abc import Iterator

from qinghuan.contact.entries import ContactMade
from qinghuan.errors import Problem
from qinghuan.words import Text


def check(contact: ContactMade) -> tuple[Problem, ...]:
    """Everything in ``contact`` that contradicts itself; each by its place."""
    return tuple(_found(contact))


def _found(contact: ContactMade) -> Iterator[Problem]:
    minutes = contact.minutes
    if minutes is not None and minutes < 0:
        yield _problem("minutes", "/minutes")
    if contact.answered is False and minutes:
        yield _problem("not_answered", "/answered")
    if contact.answered is False and (contact.said or contact.promises):
        yield _problem("unheard", "/said")
    if contact.direction == "outgoing" and contact.did:
        yield _problem("did", "/did")
    for place, promise in enumerate(contact.promises):
        if promise.by is not None and promise.by < contact.on:
            yield _problem("promise_before", f"/promises/{place}/by")


def _problem(code: str, where: str) -> Problem:
    said = f"contact.problem.{code}"
    return Problem(f"contact.{code}", Text(said), where, Text(f"{said}.mend"))
