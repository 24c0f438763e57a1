"""The form that puts an entry right: its plain fields; what is made of parts stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms

from qinghuan.journal.fact import Fact
from qinghuan.web.forms import Ask, Day, Money, Share
from qinghuan.words import Text

WHAT: Final = ("correct", "withdraw")
SHORT: Final = 200
LONG: Final = 20_000


def _money() -> forms.Field:
    return Money(required=False)


def _day() -> forms.Field:
    return Day(required=False)


def _words() -> forms.Field:
    return forms.CharField(required=False, max_length=SHORT)


def _many_words() -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, max_length=LONG, widget=widget)


def _whole() -> forms.Field:
    return forms.IntegerField(required=False, max_value=100_000)


def _share() -> forms.Field:
    return Share(required=False, max_length=24)


PLAIN: Final[Mapping[str, Callable[[], forms.Field]]] = {
    "on": _day,
    "amount": _money,
    "principal": _money,
    "interest": _money,
    "instalment_fee": _money,
    "minimum": _money,
    "total": _money,
    "not_yet_due": _money,
    "days_overdue": _whole,
    "annual_rate_shown": _share,
    "oldest_unpaid_due": _day,
    "creditor": _words,
    "product_name": _words,
    "account": _words,
    "contract_number": _words,
    "automatic_debit": _words,
    "name": _words,
    "identity_tail": _words,
    "phone": _words,
    "address": _words,
    "email": _words,
    "cash": _money,
    "hardship": _many_words,
    "hardship_since": _day,
    "recovery_expected": _day,
    "measures": _many_words,
    "title": _words,
    "carrier": _words,
    "shows": _many_words,
    "transcript": _many_words,
    "by": _words,
    "pay_day": _whole,
    "institution": _words,
    "person": _words,
    "staff_number": _words,
    "their_number": _words,
    "minutes": _whole,
    "said": _many_words,
    "court": _words,
    "case_number": _words,
    "received_on": _day,
    "note": _many_words,
}
"""The fields of facts that stand for themselves, each with its kind of field."""


def fields_of(fact: Fact) -> tuple[str, ...]:
    """The plain fields ``fact`` has."""
    return tuple(name for name in PLAIN if name in type(fact).model_fields)


class CorrectForm(Ask):
    """Correct or withdraw one entry; a reason is needed."""

    ROOM = "web_papers"
    what = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, fact: Fact, names: Sequence[str], **how: Any) -> None:
        self.fact, self.names = fact, tuple(names)
        begin: dict[str, Any] = {name: _typed(name, getattr(fact, name)) for name in names}
        begin["what"] = "correct" if names else "withdraw"
        super().__init__(data, initial=begin, **how)
        wanted = WHAT if names else ("withdraw",)
        self.fields["what"].choices = self.choices("web_papers.what", wanted)
        for name in names:
            self._take(name, PLAIN[name]())

    def _take(self, name: str, field: forms.Field) -> None:
        field.label = self.words(f"web_papers.field.{name}")
        codes = ("required", "invalid", "max_length", "max_value")
        field.error_messages = {code: self.words(f"web.fault.{code}") for code in codes}
        field.error_messages["null_characters_not_allowed"] = self.words("web.fault.invalid")
        self._dress(field)
        self.fields[name] = field

    @property
    def plain(self) -> list[Any]:
        """The fields of the entry itself."""
        return [self[name] for name in self.names]

    def blame(self, problems: Any) -> None:
        """An amount too large to be meant can be sent again as meant."""
        for problem in problems:
            if problem.mend == Text("cli.fault.absurd.mend"):
                self._take("sure", forms.BooleanField(required=False))
                problem = replace(problem, mend=Text("web_papers.mend.sure"))  # noqa: PLW2901
            super().blame([problem])

    def body(self) -> dict[str, Any]:
        """The entry with what was typed in the place of what was there."""
        body: dict[str, Any] = json.loads(self.fact.body())
        for name in self.names:
            value = self.cleaned_data.get(name)
            if value in (None, ""):
                body.pop(name, None)
            else:
                body[name] = _written(value)
        return {"kind": self.fact.KIND, **body}


def _typed(name: str, value: Any) -> Any:
    """A value as a person would type it; a rate in per cent."""
    if not isinstance(value, Decimal):
        return value
    return percent_of(value) if is_share(name) else f"{value:.2f}"


def is_share(name: str) -> bool:
    """Whether the field ``name`` is a rate."""
    return PLAIN[name] is _share


def percent_of(share: Decimal) -> str:
    """``share`` in per cent, exactly."""
    return f"{(share * 100).normalize():f}"


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
