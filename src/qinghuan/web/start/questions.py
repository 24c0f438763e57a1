"""The ten questions of the first ten minutes as screens; every one may be passed over.

The answers travel in the form from screen to screen and are kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from pydantic import ValidationError as NotAnswers

from qinghuan.cli.facts import EARLIEST
from qinghuan.contact.triage import CourtPaper, TriageAnswers
from qinghuan.journal.faults import field_problems
from qinghuan.policy.products import products
from qinghuan.web.forms import Ask, Day, Money, Typed
from qinghuan.words import Language

Given = Mapping[str, Any]
_LONG: Final = 20_000
_SHORT: Final = 200


def _yes(typed: str) -> bool:
    return typed == "yes"


class YesNo(forms.TypedChoiceField):
    """Yes, no, or nothing said."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            coerce=_yes,
            empty_value=None,
            widget=forms.RadioSelect,
            choices=[("yes", ""), ("no", "")],
        )


class Days(Typed):
    """A count of days: ``92``, ``92天``."""

    def to_python(self, value: Any) -> Any:
        """The count; None for nothing typed."""
        typed = super().to_python(value).removesuffix("days").removesuffix("天").strip()
        if not typed:
            return None
        if not typed.isdecimal():
            raise ValidationError("number")
        return int(typed)


class Screen(Ask):
    """One question, or a few that belong together; the label of the first is the question."""

    ROOM = "web_start"
    ID: ClassVar[str]

    def __init__(self, data: Any, *, language: Language, today: date) -> None:
        self.today = today
        super().__init__(data, language=language)
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"
            if isinstance(field, YesNo):
                field.choices = self.choices("web_start.say", ("yes", "no"))
            elif name in _CHOICES:
                prefix, names = _CHOICES[name]
                field.choices = self.choices(prefix, names())

    def clean(self) -> dict[str, Any]:
        """Days that cannot be: to come, or before anything a living debt rests on."""
        given: dict[str, Any] = self.cleaned_data
        for name in ("court_received_on", "late_since"):
            day = given.get(name)
            if day is not None and not EARLIEST <= day <= self.today:
                self.add_error(name, self.words("web_start.fault.day"))
        days = given.get("days_late")
        if days is not None and days > (self.today - EARLIEST).days:
            self.add_error("days_late", self.words("web_start.fault.days"))
        return given


class Safe(Screen):
    """Whether it is safe today, or in the person's own words."""

    ID = "safe"
    safe = YesNo()
    words = forms.CharField(
        required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class Court(Screen):
    """Whether a paper came that says it is from a court."""

    ID = "court"
    court_paper = forms.ChoiceField(required=False, widget=forms.RadioSelect)


class CourtDay(Screen):
    """Which day it came."""

    ID = "court_day"
    court_received_on = Day(required=False)


class CourtChecked(Screen):
    """Whether it is real."""

    ID = "court_checked"
    court_checked = YesNo()


class Adult(Screen):
    """Whether the person is 18 or older."""

    ID = "adult"
    adult = YesNo()


class Holder(Screen):
    """Whether the account is the person's own."""

    ID = "holder"
    account_holder = YesNo()


class Owed(Screen):
    """Who is owed."""

    ID = "owed"
    owed = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)


class Late(Screen):
    """How late is the oldest one: days, or its due date."""

    ID = "late"
    days_late = Days(
        required=False, max_length=12, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    late_since = Day(required=False)


class Debit(Screen):
    """Will money be debited: from where, when, how much."""

    ID = "debit"
    debit_account = forms.CharField(required=False, max_length=_SHORT)
    debit_on = Day(required=False)
    debit_amount = Money(required=False)


class Caller(Screen):
    """What a caller or a message said."""

    ID = "caller"
    caller = forms.CharField(
        required=False, max_length=_LONG, widget=forms.Textarea(attrs={"rows": 5})
    )


_CHOICES: Final[Mapping[str, tuple[str, Callable[[], tuple[str, ...]]]]] = {
    "court_paper": ("web_start.court", lambda: get_args(CourtPaper)),
    "owed": ("view.product", lambda: tuple(products())),
}
ORDER: Final[tuple[type[Screen], ...]] = (
    Safe,
    Court,
    CourtDay,
    CourtChecked,
    Adult,
    Holder,
    Owed,
    Late,
    Debit,
    Caller,
)
_OF_A_PAPER: Final = frozenset({CourtDay, CourtChecked})
_ENDS: Final = ("safe", "adult", "account_holder")
"""Where the answer is no, nothing more is asked."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was answered so far, as it was typed."""

    typed: QueryDict
    language: Language
    today: date

    def screen(self, at: int, *, blank: bool = False) -> Screen:
        """The question at the place ``at``, with what was typed; ``blank``: not judged yet."""
        made = ORDER[at](self.typed, language=self.language, today=self.today)
        if blank and not made.is_valid():
            made._errors = type(made.errors)()  # noqa: SLF001 (shown again as it was typed)
        return made

    def faulty(self) -> int | None:
        """The place of the first answer that cannot be read."""
        return next((at for at in range(len(ORDER)) if not self.screen(at).is_valid()), None)

    def next(self, after: int) -> int | None:
        """The place of the question after ``after``; None when it is time for the card."""
        if after >= 0 and self._ended(after):
            return None
        return next((at for at in range(after + 1, len(ORDER)) if self._asked(at)), None)

    def before(self, at: int) -> int:
        """The place of the question before ``at``."""
        return next((place for place in range(at - 1, -1, -1) if self._asked(place)), 0)

    def _asked(self, at: int) -> bool:
        paper = self.typed.get("court_paper", "")
        return ORDER[at] not in _OF_A_PAPER or paper not in {"", "none"}

    def _ended(self, after: int) -> bool:
        named = [name for form in ORDER[: after + 1] for name in form.base_fields]
        return any(self.typed.get(name) == "no" for name in named if name in _ENDS)

    def without(self, at: int) -> Sheet:
        """The same with the question at ``at`` passed over."""
        left = self.typed.copy()
        for name in ORDER[at].base_fields:
            left.pop(name, None)
        return Sheet(left, self.language, self.today)

    def hidden(self, at: int | None) -> Iterator[tuple[str, str]]:
        """Name and value of every answer but those of the screen ``at``."""
        shown = ORDER[at].base_fields if at is not None else {}
        for form in ORDER:
            for name in form.base_fields:
                if name not in shown:
                    yield from ((name, value) for value in self.typed.getlist(name) if value)

    def answers(self) -> TriageAnswers:
        """The answers; what cannot be read counts as passed over."""
        given: dict[str, Any] = {}
        for at in range(len(ORDER)):
            form = self.screen(at)
            if self._asked(at) and form.is_valid():
                given |= form.known()
        try:
            return TriageAnswers(**given)
        except NotAnswers as wrong:
            bad = {problem.where.strip("/").split("/")[0] for problem in field_problems(wrong)}
            return TriageAnswers(**{name: v for name, v in given.items() if name not in bad})
