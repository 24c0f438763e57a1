"""What was typed or recorded, told as pairs of words: what it is, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qinghuan.money import NotMoney, yuan
from qinghuan.web.debts.fields import Asked, Field, Typed
from qinghuan.web.debts.flow import Own, Step
from qinghuan.words import Language, written_date


@dataclass(frozen=True, slots=True)
class Told:
    """One answer."""

    label: str
    says: str
    """Empty: not known."""
    was: str = ""
    """What stood there before, where it was another."""
    money: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """The answers of one screen."""

    step: Step
    told: Sequence[Told]


def screens(
    steps: Sequence[Step], typed: Typed, before: Typed | None, language: Language, own: Own
) -> list[Screen]:
    """Every answer, with what stood there before."""
    return [Screen(step, _told(step, typed, before, language, own)) for step in steps]


def _told(
    step: Step, typed: Typed, before: Typed | None, language: Language, own: Own
) -> list[Told]:
    rows = max(step.rows_in(typed), step.rows_in(before or {}))
    form = step.form(typed, language, own, bound=False, rows=rows)
    found = []
    for row in range(rows or 1):
        for field in step.fields:
            name = field.named(row) if rows else field.name
            now = spoken(field, typed.get(name, ""), form, name, language)
            was = spoken(field, before.get(name, ""), form, name, language) if before else now
            label = str(form.fields[name].label) + (f" {row + 1}" if rows else "")
            if rows and not now and not was:
                continue
            old = "" if was == now else was or form.words("web.not_known")
            found.append(Told(label, now, old, money=field.kind == "money"))
    return found


def spoken(field: Field, raw: str, form: Asked, name: str, language: Language) -> str:
    """``raw`` as people read it."""
    if not raw:
        return ""
    if field.kind in {"choice", "yes_no", "own"}:
        return str(dict(form.fields[name].choices).get(raw, raw))
    return form.words("web_debts.yes") if field.kind == "tick" else _written(field, raw, language)


def _written(field: Field, raw: str, language: Language) -> str:
    try:
        if field.kind == "money":
            return f"{yuan(raw):,.2f}"
        if field.kind == "day":
            return written_date(date.fromisoformat(raw), language)
    except (NotMoney, ValueError):
        return raw
    return f"{raw}%" if field.kind == "share" and not raw.endswith("%") else raw
