"""Fields of a question as data, and the form they make: one line a field.

What is typed travels as text (drafts, hidden fields); ``as_typed`` turns a known value back
into the text a person would type.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from django import forms
from django.core.exceptions import ValidationError

from qinghuan.web.forms import Ask, Day, Money, Share
from qinghuan.web.forms import Typed as Narrow
from qinghuan.words import Language

Kind = Literal[
    "line", "words", "money", "share", "day", "whole", "number", "choice", "yes_no", "tick", "own"
]
Typed = Mapping[str, str]
"""What was typed, by name of field; a field in a row is called ``NAME-ROW``."""
FEW: Final = 7
"""Up to so many choices stand below each other; more unfold."""
_ROW: Final = re.compile(r"-\d+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to be typed."""

    name: str
    kind: Kind
    words: str = ""
    """Of a choice: what stands before its names in the catalogue (``view.part``)."""
    names: tuple[str, ...] = ()
    required: bool = False
    most: int = 0
    """Of a number: the largest."""
    least: int = 0

    def named(self, row: int) -> str:
        """Its name in ``row``."""
        return f"{self.name}-{row}"


def _line(field: Field) -> forms.Field:
    return forms.CharField(max_length=200, required=field.required)


def _words(field: Field) -> forms.Field:
    return forms.CharField(
        max_length=2000, required=field.required, widget=forms.Textarea(attrs={"rows": 3})
    )


def _whole(field: Field) -> forms.Field:
    return Whole(
        required=field.required,
        min_value=field.least,
        max_value=field.most or None,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _choice(field: Field) -> forms.Field:
    widget = forms.RadioSelect if len(field.names) < FEW or field.required else forms.Select
    return forms.ChoiceField(required=field.required, widget=widget)


class Whole(forms.IntegerField):
    """A whole number; full-width digits and thousands marks are understood."""

    def to_python(self, value: Any) -> Any:
        """The number; None for nothing typed."""
        if isinstance(value, str):
            value = value.translate(_WIDE).replace(",", "").strip()
        return super().to_python(value)


class Number(Narrow):
    """A plain factor (1.5)."""

    def to_python(self, value: Any) -> Any:
        """The number; None for nothing typed."""
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            found = Decimal(typed)
        except ArithmeticError:
            raise ValidationError("number") from None
        if not found.is_finite() or found < 0:
            raise ValidationError("number")
        return found


_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MAKERS: Final[Mapping[str, Callable[[Field], forms.Field]]] = {
    "line": _line,
    "words": _words,
    "money": lambda field: Money(required=field.required),
    "share": lambda field: Share(required=field.required, max_length=24),
    "day": lambda field: Day(required=field.required),
    "whole": _whole,
    "number": lambda field: Number(required=field.required, max_length=24),
    "choice": _choice,
    "own": _choice,
    "yes_no": _choice,
    "tick": lambda _field: forms.BooleanField(required=False),
}


class Asked(Ask):
    """The form of one question; made by :func:`form_of`."""

    ROOM = "web_debts"
    asked: Sequence[Field] = ()
    own: Mapping[str, Sequence[tuple[str, str]]] = {}
    """Choices that come from the case, by name of field."""

    def __init__(self, data: Any = None, *, language: Language, **how: Any) -> None:
        super().__init__(data, language=language, **how)
        for field in self.asked:
            for name, found in self.fields.items():
                if _ROW.sub("", name) == field.name and hasattr(found, "choices"):
                    found.choices = self._choices_of(field)

    def words(self, id: str, **values: Any) -> str:
        """Every row has the words of its column."""
        return super().words(_ROW.sub("", id), **values)

    def _maybe(self, id: str) -> str:
        return super()._maybe(_ROW.sub("", id))

    def _choices_of(self, field: Field) -> Sequence[tuple[str, str]]:
        if field.kind == "yes_no":
            return self.choices("web_debts", ("yes", "no"), empty=True)
        if field.kind == "own":
            return [("", self.words("web.not_known")), *self.own.get(field.name, ())]
        return self.choices(field.words, field.names, empty=not field.required)


def form_of(  # noqa: PLR0913 (what is asked, and what stands in it already)
    fields: Sequence[Field],
    typed: Typed | None,
    language: Language,
    *,
    rows: int = 0,
    own: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    initial: Typed | None = None,
) -> Asked:
    """The form of ``fields``; of so many ``rows`` where they repeat."""
    made: dict[str, Any] = {"asked": tuple(fields), "own": own or {}}
    for row in range(rows or 1):
        for field in fields:
            name = field.named(row) if rows else field.name
            made[name] = _MAKERS[field.kind](field)
    kind: type[Asked] = types.new_class("Asked", (Asked,), {}, lambda body: body.update(made))
    return kind(typed, language=language, initial=initial)


def as_typed(field: Field, value: Any) -> str:
    """``value`` as it would be typed."""
    if value is None or value == "":
        return ""
    if field.kind == "share":
        return f"{(Decimal(value) * 100).normalize():f}"
    if field.kind == "tick":
        return "on" if value else ""
    if field.kind == "yes_no":
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def meant(field: Field, value: Any) -> Any:
    """A cleaned value as facts hold it; None where nothing was said."""
    if value in {None, ""}:
        return None
    if field.kind == "yes_no":
        return value == "yes"
    return value
