"""The forms of contact: one contact, their answer to a confirmation, a paper of a court."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from qinghuan import policy
from qinghuan.cli.contact_questions import ACTS, BANNED, CHANNELS, DIRECTIONS, REACHED, clock
from qinghuan.contact.entries import ContactMade, CourtPaperReceived
from qinghuan.debts.checks import absurd_amounts
from qinghuan.debts.entries import PaymentMade
from qinghuan.errors import Problem
from qinghuan.policy import Sourced
from qinghuan.store import mint
from qinghuan.web.contact.names import said
from qinghuan.web.forms import Ask, Day, Money
from qinghuan.words import Text

ROWS: Final = 2
"""Promises a form begins with."""
MOST_ROWS: Final = 20
LONGEST_CALL: Final = 1440
"""Minutes of a day."""
SHORT: Final = 200
LONG: Final = 20_000
ANSWERS: Final = ("confirmed", "changed", "refused")
YES_NO: Final = ("yes", "no")
_OWN_MENDS: Final = frozenset({"contact.did", "contact.not_answered", "contact.unheard"})
"""Problems whose mend in the room speaks of a command."""


def _long(rows: int) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": rows})
    )


def _short() -> forms.CharField:
    return forms.CharField(required=False, max_length=SHORT)


class Clock(forms.CharField):
    """A time of day: from the browser's own picker, or typed as 21:05, 21点05."""

    def __init__(self, **how: Any) -> None:
        widget = forms.TextInput(attrs={"type": "time"})
        super().__init__(**{"widget": widget, "max_length": 16, "required": False, **how})

    def to_python(self, value: Any) -> Any:
        """``21:05``; empty for nothing typed."""
        typed = super().to_python(value)
        try:
            return clock(typed) if typed else ""
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], "invalid") from None


class OfCase(Ask):
    """A form that may name a debt, and may correct an entry."""

    ROOM: ClassVar[str] = "web_contact"

    def __init__(
        self,
        data: Any = None,
        *,
        debts: Mapping[str, Text | str],
        today: date,
        correcting: bool = False,
        **how: Any,
    ) -> None:
        self.today = today
        super().__init__(data, **how)
        named = [(debt, said(words, self.language)) for debt, words in debts.items()]
        self.fields["debt"].choices = [("", self.words("web.not_known")), *named]
        if correcting:
            reason = forms.CharField(max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}))
            self.take("reason", reason, "web_papers.field.reason")

    def take(self, name: str, field: forms.Field, label: str, **values: Any) -> None:
        """Add ``field`` with the label ``label``."""
        field.label = self.words(label, **values)
        codes = ("required", "invalid", "invalid_choice", "max_length")
        field.error_messages = {code: self.words(f"web.fault.{code}") for code in codes}
        field.error_messages["null_characters_not_allowed"] = self.words("web.fault.invalid")
        self._dress(field)
        self.fields[name] = field

    def place_of(self, pointer: str) -> str | None:
        """The field a problem at ``pointer`` belongs to; None: above the form."""
        name = pointer.rsplit("/", 1)[-1]
        return name if name in self.fields else None

    def blame(self, problems: Any) -> None:
        """Put each problem beside its field."""
        for problem in problems:
            if problem.code in _OWN_MENDS:
                kind = problem.code.partition(".")[2]
                problem = replace(problem, mend=Text(f"web_contact.mend.{kind}"))  # noqa: PLW2901
            self.add_error(self.place_of(problem.where), problem)


class ContactForm(OfCase):
    """One contact, with the fields a complaint or a confirmation letter needs."""

    on = Day()
    at = Clock()
    direction = forms.ChoiceField(widget=forms.RadioSelect)
    channel = forms.ChoiceField()
    debt = forms.ChoiceField(required=False)
    institution = _short()
    said = _long(4)
    person = _short()
    staff_number = _short()
    their_number = _short()
    minutes = forms.IntegerField(required=False, max_value=LONGEST_CALL)
    answered = forms.ChoiceField(required=False)
    recording_kept = forms.BooleanField(required=False)
    reached = forms.ChoiceField(widget=forms.RadioSelect)
    time_agreed = forms.BooleanField(required=False)
    did = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    acts = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    note = _long(2)

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, **how)
        self._offer("direction", self.choices("web_contact.direction", DIRECTIONS))
        self._offer("channel", self.choices("web_contact.channel", CHANNELS))
        self._offer("reached", self.choices("web_contact.reached", REACHED))
        self._offer("answered", self.choices("web_contact.yes_no", YES_NO, empty=True))
        self._offer("did", self._listed(BANNED, "collection.banned_acts"))
        self._offer("acts", self._listed(ACTS, "limitation.interruptions"))
        for row in range(self._rows()):
            self._take_row(row)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        if name in self.fields:
            self.fields[name].choices = list(choices)

    def _listed(self, ids: Sequence[str], parameter: str) -> list[tuple[str, str]]:
        rule = policy.look_up(parameter, self.today)
        words = {item.id: item.words for item in rule.items} if isinstance(rule, Sourced) else {}
        other = Text("contact.act.threat_or_violence")
        return [(act, said(words.get(act, other), self.language)) for act in ids]

    def _rows(self) -> int:
        """As many rows as are filled, asked for, and one more."""
        if not self.is_bound:
            filled = sum(1 for name in self.initial if str(name).startswith("promise_what_"))
            return min(max(ROWS, filled + 1), MOST_ROWS)
        asked = str(self.data.get("_rows", ""))
        known = int(asked) if asked.isdecimal() and len(asked) < len("100") else ROWS
        return min(max(ROWS, known + ("_more" in self.data)), MOST_ROWS)

    def _take_row(self, row: int) -> None:
        what = forms.CharField(required=False, max_length=LONG)
        place = row + 1
        self.take(f"promise_what_{row}", what, "web_contact.field.promise_what", place=place)
        amount, by = Money(required=False), Day(required=False)
        self.take(f"promise_amount_{row}", amount, "web_contact.field.promise_amount", place=place)
        self.take(f"promise_by_{row}", by, "web_contact.field.promise_by", place=place)

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of the promises, row by row."""
        names = ("what", "amount", "by")
        return [
            tuple(self[f"promise_{name}_{row}"] for name in names) for row in range(self._rows())
        ]

    def clean(self) -> dict[str, Any]:
        """An amount or a day without what was promised is asked about; so is one too large."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(self._rows()):
            what = given.get(f"promise_what_{row}")
            amount, by = given.get(f"promise_amount_{row}"), given.get(f"promise_by_{row}")
            if (amount is not None or by is not None) and not what:
                self.add_error(f"promise_what_{row}", self.words("web_contact.fault.promise"))
            if amount is not None and "sure" not in self.data:
                for problem in _absurd(amount, self.today):
                    self.add_error(f"promise_amount_{row}", problem)
                    self.take("sure", forms.BooleanField(required=False), "web_contact.field.sure")
        return given

    def place_of(self, pointer: str) -> str | None:
        """A promise is found by its row."""
        parts = pointer.split("/")
        if parts[1:2] == ["promises"] and len(parts) > 3 and parts[2].isdecimal():  # noqa: PLR2004
            filled = [row for row, _ in self._promised()]
            name = f"promise_{parts[3]}_{filled[int(parts[2])]}"
            return name if name in self.fields else None
        return super().place_of(pointer)

    def _promised(self) -> Iterator[tuple[int, dict[str, Any]]]:
        for row in range(self._rows()):
            what = self.cleaned_data.get(f"promise_what_{row}")
            if not what:
                continue
            amount = self.cleaned_data.get(f"promise_amount_{row}")
            by = self.cleaned_data.get(f"promise_by_{row}")
            yield (
                row,
                {"what": what}
                | ({"amount": f"{amount:.2f}"} if amount is not None else {})
                | ({"by": by.isoformat()} if by else {}),
            )

    @property
    def readable(self) -> bool:
        """Whether enough is sound to judge the whole, so that every fault is shown at once."""
        needed = {"on", "channel", "direction", "answer"} & set(self.fields)
        return needed <= set(self.cleaned_data)

    def body(self) -> dict[str, Any]:
        """What was typed as the body of the fact."""
        plain = {
            name: value
            for name, value in self.known().items()
            if name in ContactMade.model_fields and value is not False
        }
        body = {**plain, "on": plain["on"].isoformat(), "kind": ContactMade.KIND}
        answered = self.cleaned_data.get("answered")
        body.pop("answered", None)
        if answered:
            body["answered"] = answered == "yes"
        promises = [promise for _, promise in self._promised()]
        return body | ({"promises": promises} if promises else {})


def _absurd(amount: Any, today: date) -> list[Problem]:
    """Whether an amount is beyond many years of a person's income."""
    return absurd_amounts(PaymentMade(id=mint(), on=today, debt=mint(), amount=amount), today)


class AnswerForm(ContactForm):
    """What they wrote back to a confirmation."""

    answer = forms.ChoiceField(widget=forms.RadioSelect)
    direction = None
    reached = None
    answered = None
    minutes = None
    time_agreed = None
    did = None
    acts = None

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, **how)
        self._offer("answer", self.choices("web_contact.answer", ANSWERS))
        written = ("app", "message", "mail")
        self._offer("channel", self.choices("web_contact.channel", written))

    def clean(self) -> dict[str, Any]:
        """What is confirmed must be written down."""
        given = super().clean()
        agreed = given.get("answer") in {"confirmed", "changed"}
        if agreed and not any(given.get(f"promise_what_{row}") for row in range(self._rows())):
            self.add_error("promise_what_0", self.words("web_contact.fault.confirmed_what"))
        return given

    def body(self) -> dict[str, Any]:
        """An incoming contact; of a refusal nothing stays promised."""
        body = {**super().body(), "direction": "incoming"}
        if self.cleaned_data["answer"] == "refused":
            body.pop("promises", None)
        return body


class CourtPaperForm(OfCase):
    """A paper that says it is from a court."""

    paper = forms.ChoiceField(widget=forms.RadioSelect)
    received_on = Day()
    checked_with_court = forms.ChoiceField(required=False)
    court = _short()
    case_number = _short()
    debt = forms.ChoiceField(required=False)
    note = _long(2)

    def __init__(self, data: Any = None, **how: Any) -> None:
        super().__init__(data, **how)
        kinds = ("payment_order", "summons", "enforcement", "unclear")
        self.fields["paper"].choices = self.choices("web_contact.court", kinds)
        checked = self.choices("web_contact.checked", YES_NO, empty=True)
        self.fields["checked_with_court"].choices = checked

    def clean_received_on(self) -> date:
        """No paper comes tomorrow."""
        on: date = self.cleaned_data["received_on"]
        if on > self.today:
            raise ValidationError(self.words("web_contact.fault.future"))
        return on

    def body(self) -> dict[str, Any]:
        """What was typed as the body of the fact."""
        body = {n: v for n, v in self.known().items() if n in CourtPaperReceived.model_fields}
        received = body["received_on"].isoformat()
        checked = body.pop("checked_with_court", None)
        body |= {"kind": CourtPaperReceived.KIND, "on": received, "received_on": received}
        return body | ({"checked_with_court": checked == "yes"} if checked else {})


def values_of(fact: ContactMade | CourtPaperReceived) -> dict[str, Any]:
    """``fact`` as the form shows it, to be corrected."""
    found: dict[str, Any] = fact.model_dump(exclude={"promises", "id", "origin", "files"})
    for name in ("answered", "checked_with_court"):
        if found.get(name) is not None:
            found[name] = "yes" if found[name] else "no"
    if fact.at is not None:
        found["at"] = fact.at.isoformat("minutes")
    return found | (_promise_values(fact) if isinstance(fact, ContactMade) else {})


def _promise_values(fact: ContactMade) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row, promise in enumerate(fact.promises):
        found[f"promise_what_{row}"] = promise.what
        if promise.amount is not None:
            found[f"promise_amount_{row}"] = f"{promise.amount:.2f}"
        if promise.by is not None:
            found[f"promise_by_{row}"] = promise.by
    return found
