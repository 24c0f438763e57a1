"""Forms: Django's fields with our words, exact money, and faults a person can act on.

A form names itself (``NAME``); the label of a field is ``web_ROOM.field.FIELD`` in the room's
catalogue, its help the same with ``.help`` where there is one. Faults come from the catalogue
``field`` too, never from Django's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from qinghuan.errors import Problem
from qinghuan.money import NotMoney, yuan
from qinghuan.words import Language, MissingWords, Text, pattern, say

_CLASSES: Final[Mapping[type[forms.Widget], str]] = {
    forms.Select: "form-select",
    forms.RadioSelect: "form-check-input",
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
}


class Typed(forms.CharField):
    """What is typed and means something else: its length is judged before it is read."""

    def to_python(self, value: Any) -> Any:
        """What was typed, in narrow characters."""
        typed = super().to_python(value).translate(_WIDE).strip()
        if self.max_length is not None and len(typed) > self.max_length:
            raise ValidationError(self.error_messages["max_length"])
        return typed

    def run_validators(self, value: Any) -> None:
        """Nothing: Django would measure the length of a number."""


class Money(Typed):
    """An amount in yuan, exact to the fen; ``1,234.50`` and full-width digits are understood."""

    def __init__(self, **how: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 24, "widget": widget, **how})

    def to_python(self, value: Any) -> Any:
        """The amount; None for nothing typed."""
        typed = super().to_python(value).replace("¥", "").replace("元", "").strip()
        if not typed:
            return None
        try:
            amount = yuan(typed)
        except NotMoney:
            raise ValidationError("money") from None
        if amount < 0:
            raise ValidationError("negative")
        return amount


_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


class Share(Typed):
    """A rate or share written in per cent (``0.05`` is 0.05 %); a fraction inside."""

    def to_python(self, value: Any) -> Any:
        """The fraction; None for nothing typed."""
        typed = super().to_python(value).replace("%", "").strip()
        if not typed:
            return None
        try:
            fraction = Decimal(typed) / 100
        except ArithmeticError:
            raise ValidationError("number") from None
        if not fraction.is_finite() or fraction < 0:
            raise ValidationError("number")
        return fraction


class Day(forms.DateField):
    """A day: from the browser's own picker, or typed as 2026-11-20, 2026/11/20, 2026.11.20."""

    def __init__(self, **how: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
        super().__init__(**{"widget": widget, "input_formats": formats, **how})


class Ask(forms.Form):
    """A form of ours. ``ROOM`` is the catalogue of its labels."""

    ROOM: ClassVar[str] = "web"

    def __init__(self, data: Any = None, *, language: Language, **how: Any) -> None:
        self.language = language
        super().__init__(data, **how)
        self.auto_id = "f_%s"
        for name, field in self.fields.items():
            field.label = self.words(f"{self.ROOM}.field.{name}")
            field.help_text = self._maybe(f"{self.ROOM}.field.{name}.help")
            field.error_messages = {code: self.words(f"web.fault.{code}") for code in _DJANGO}
            field.error_messages["null_characters_not_allowed"] = self.words("web.fault.invalid")
            self._dress(field)

    def words(self, id: str, **values: Any) -> str:
        """The sentence ``id`` in the language of the form."""
        return say(Text(id, **values), self.language)

    def choices(
        self, prefix: str, names: Iterable[str], *, empty: bool = False
    ) -> Sequence[tuple[str, str]]:
        """Choices with the words ``PREFIX.NAME``; ``empty`` puts "not known" first."""
        known = [(name, self.words(f"{prefix}.{name}")) for name in names]
        return [("", self.words("web.not_known")), *known] if empty else known

    def _maybe(self, id: str) -> str:
        try:
            pattern(id, self.language)
        except MissingWords:
            return ""
        return self.words(id)

    def _dress(self, field: forms.Field) -> None:
        css = _CLASSES.get(type(field.widget), "form-control")
        field.widget.attrs["class"] = f"{field.widget.attrs.get('class', '')} {css}".strip()

    def add_error(self, field: str | None, error: Any) -> None:
        """A fault by its code (``money``), by a Problem, or as Django found it."""
        if isinstance(error, Problem):
            error = f"{say(error.what, self.language)} {say(error.mend, self.language)}"
        elif isinstance(error, ValidationError) and not hasattr(error, "error_dict"):
            known = [message for message in error.messages if message in _CODES]
            if known:
                error = self.words(f"web.fault.{known[0]}")
        super().add_error(field, error)

    def blame(self, problems: Iterable[Problem]) -> None:
        """Put ``problems`` beside the field each names, else above the form."""
        for problem in problems:
            name = problem.where.rsplit("/", 1)[-1]
            self.add_error(name if name in self.fields else None, problem)

    def known(self) -> dict[str, Any]:
        """What was typed and is sound, without what was left out."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "", [], ())
        }


_DJANGO: Final = ("required", "invalid", "invalid_choice", "max_length", "max_value", "min_value")
"""What Django finds and we say."""
_CODES: Final = frozenset({"money", "negative", "number"})
