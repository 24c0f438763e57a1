"""The forms of the questions: place, a person, an income, an expense, and the single ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, get_args

from django import forms

from qinghuan import policy
from qinghuan.household.entries import AgeBand, IncomeSource, Knowledge, Place, Residence
from qinghuan.household.spreading import MONTHS
from qinghuan.web.forms import Ask, Day, Share
from qinghuan.web.household.amounts import Amount
from qinghuan.words import Text, say

ROOM: Final = "web_household"
NAME: Final = 200
STORY: Final = 20_000
DAYS: Final = 31
KNOWLEDGE: Final[Sequence[Knowledge]] = get_args(Knowledge)
PATTERNS: Final = ("same", "only", "monthly")
"""The same every month / only in these months / month by month."""
_OF_INCOME: Final = {
    f"{ROOM}.field.{name}": f"{ROOM}.field.income_{name}" for name in ("amount", "months")
}
BILLS: Final = "bills"
"""How an amount is known: it is the one of the bills."""


class HouseholdAsk(Ask):
    """A form of this room."""

    ROOM: ClassVar[str] = ROOM

    def months(self) -> list[tuple[str, str]]:
        """The twelve months as choices."""
        return [(str(month), self.words(f"{ROOM}.month.{month}")) for month in MONTHS]

    def fault(self, name: str, **values: Any) -> str:
        """A sentence that says what is wrong and what to do."""
        return self.words(f"{ROOM}.fault.{name}", **values)


class Home(HouseholdAsk):
    """Where the household lives."""

    place = forms.ChoiceField(widget=forms.RadioSelect)
    residence = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["place"].choices = self.choices("household.place", get_args(Place))
        self.fields["residence"].choices = self.choices("household.residence", get_args(Residence))


class MemberRow(HouseholdAsk):
    """One person of the household."""

    relation = forms.CharField(max_length=NAME)
    age = forms.ChoiceField()
    earns = forms.BooleanField(required=False)
    dependant = forms.BooleanField(required=False)
    note = forms.CharField(max_length=NAME, required=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["relation"].widget.attrs["list"] = "relations"
        ages = self.choices("documents.age", get_args(AgeBand))
        self.fields["age"].choices = [("", self.words(f"{ROOM}.choose")), *ages]


class IncomeForm(HouseholdAsk):
    """One source of income: which, how it comes, how much."""

    source = forms.ChoiceField()
    name = forms.CharField(max_length=NAME, required=False)
    pattern = forms.ChoiceField(widget=forms.RadioSelect)
    amount = Amount(required=False)
    months = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    knowledge = forms.ChoiceField()
    once = forms.BooleanField(required=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        sources = self.choices("household.income", get_args(IncomeSource))
        self.fields["source"].choices = [("", self.words(f"{ROOM}.choose")), *sources]
        self.fields["pattern"].choices = self.choices(f"{ROOM}.pattern", PATTERNS)
        self.fields["months"].choices = self.months()
        ways = self.choices("household.knowledge", ("stated", "estimated", "known"))
        self.fields["knowledge"].choices = ways

    def words(self, id: str, **values: Any) -> str:
        """A month is called as everywhere; months and amount are those of an income here."""
        month = id.removeprefix(f"{ROOM}.field.m")
        if month.isdecimal():
            return say(Text(f"{ROOM}.month.{month}"), self.language)
        return super().words(_OF_INCOME.get(id, id), **values)

    def clean(self) -> dict[str, Any]:
        """What the chosen way needs is there, and nothing typed would be left out unseen."""
        given = super().clean()
        pattern = given.get("pattern")
        typed = [month for month in MONTHS if given.get(f"m{month}") is not None]
        if pattern in {"same", "only"} and given.get("amount") is None:
            self._needs("amount", "amount_of_month")
        if pattern == "only" and not given.get("months"):
            self._needs("months", "which_months")
        if pattern == "monthly" and not typed and not self._month_faults():
            self._needs("pattern", "no_month")
        if pattern in {"same", "only"} and typed:
            self._needs("pattern", "both_ways")
        return given

    def _needs(self, field: str, name: str) -> None:
        if field not in self.errors:
            self.add_error(field, self.fault(name))

    def _month_faults(self) -> bool:
        return any(f"m{month}" in self.errors for month in MONTHS)

    @property
    def month_fields(self) -> list[Any]:
        """The twelve amounts."""
        return [self[f"m{month}"] for month in MONTHS]

    @property
    def asks_again(self) -> bool:
        """Whether every part must be seen, since something is to be mended."""
        return self.is_bound and bool(self.errors)


for _month in MONTHS:
    IncomeForm.base_fields[f"m{_month}"] = Amount(required=False)


class ExpenseRow(HouseholdAsk):
    """One expense of a category. ``bills`` is what the bills say a month, or None."""

    amount = Amount()
    every = forms.ChoiceField()
    months = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    name = forms.CharField(max_length=NAME, required=False)
    knowledge = forms.ChoiceField()
    optional = forms.BooleanField(required=False)

    def __init__(self, *given: Any, bills: Decimal | None = None, **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["every"].choices = self.choices(f"{ROOM}.every", ("month", "year"))
        self.fields["months"].choices = self.months()
        ways = self.choices("household.knowledge", ("stated", "estimated", "known"))
        if bills is not None:
            seen = (BILLS, self.words(f"{ROOM}.knowledge.bills", amount=bills))
            ways = [seen, *ways]
        self.fields["knowledge"].choices = ways


class Cash(HouseholdAsk):
    """Ready money today."""

    cash = Amount(required=False)


class AssetRow(HouseholdAsk):
    """Something the household owns."""

    name = forms.CharField(max_length=NAME)
    amount = Amount()


class Hardship(HouseholdAsk):
    """What happened, in the person's own words."""

    hardship = forms.CharField(
        required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 6})
    )


class Since(HouseholdAsk):
    """Since when, and when it may be better."""

    hardship_since = Day(required=False)
    recovery_expected = Day(required=False)

    def __init__(self, *given: Any, today: date, **how: Any) -> None:
        super().__init__(*given, **how)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The hardship has begun; the recovery comes after it."""
        given = super().clean()
        since, better = given.get("hardship_since"), given.get("recovery_expected")
        if since and since > self.today:
            self.add_error("hardship_since", self.fault("since_later"))
        if since and better and better < since:
            self.add_error("recovery_expected", self.fault("recovery_earlier"))
        return given


class Measures(HouseholdAsk):
    """What the person has done already."""

    measures = forms.CharField(
        required=False, max_length=STORY, widget=forms.Textarea(attrs={"rows": 6})
    )


class PayDay(HouseholdAsk):
    """On which day of the month wages come."""

    pay_day = forms.ChoiceField(required=False)

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        days = [(str(day), self.words(f"{ROOM}.day", day=day)) for day in range(1, DAYS + 1)]
        self.fields["pay_day"].choices = [("", self.words(f"{ROOM}.no_day")), *days]


class ShareForm(HouseholdAsk):
    """Which share of the surplus is offered; nothing typed: the default."""

    share_of_surplus = Share(required=False, max_length=8)

    def clean_share_of_surplus(self) -> Decimal | None:
        """Whole per cent, above nothing and up to everything."""
        share: Decimal | None = self.cleaned_data["share_of_surplus"]
        if share is not None and (not 0 < share <= 1 or share * 100 % 1):
            raise forms.ValidationError(self.fault("share"))
        return share


def enough_months() -> Decimal:
    """Whole months of bills from which an average counts as known."""
    return policy.assumption("household.known_months").central
