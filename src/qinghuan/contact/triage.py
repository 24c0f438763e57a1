"""The first ten minutes, without any bill: a few answers in, the card of the next 24 hours out.

Danger and despair stop everything about money. A court paper with its last day comes first;
under 18, or another's account, nothing about money follows (docs/rules/triage.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, NonNegativeInt

from qinghuan import policy
from qinghuan.contact.channels import channel, line
from qinghuan.contact.court_days import court_notes, last_day
from qinghuan.contact.distress import speaks_of_not_living
from qinghuan.contact.scams import ScamCheck, scam_check
from qinghuan.dates import add_months
from qinghuan.journal.fact import LongText, Money, ShortText, Value
from qinghuan.policy import Sourced
from qinghuan.policy.products import product, products
from qinghuan.words import Text

CourtPaper = Literal["none", "payment_order", "summons", "enforcement", "unclear"]
Kind = Literal[
    "danger",
    "court_paper",
    "not_alone",
    "scam",
    "legal_advice_first",
    "debit",
    "call",
    "who_is_owed",
    "write_down",
]
Stop = Literal["", "danger", "not_alone"]

_MONTHS_A_YEAR: Final = 12
ASK: Final = (
    Text("contact.triage.say.open"),
    Text("documents.call.check.parts"),
    Text("documents.call.check.not_admitted"),
    Text("documents.call.close"),
)
"""What to say in a call that only asks: sentences of the call script that promise nothing."""
_HARDSHIP: Final = Text("contact.triage.say.hardship")
"""Wanting to pay is a promise of a kind: said only of a debt known not to be old."""
_UNSIGNED: Final = ("blank", "family", "enforce", "rights", "debit", "token")
_NOTES: Final = ("living", "large", "language")


def _known(name: str) -> str:
    if name not in products():
        raise ValueError("no such product")
    return name


class TriageAnswers(Value):
    """What was answered; ``None`` or empty where a question was passed over."""

    safe: bool | None = None
    words: LongText = ""
    """What the person wrote of themselves; looked at for despair, never kept."""
    court_paper: CourtPaper = "none"
    court_received_on: date | None = None
    court_checked: bool | None = None
    adult: bool | None = None
    account_holder: bool | None = None
    owed: tuple[Annotated[str, AfterValidator(_known)], ...] = ()
    """Products, each a creditor of its own."""
    days_late: NonNegativeInt | None = None
    late_since: date | None = None
    debit_account: ShortText = ""
    debit_on: date | None = None
    debit_amount: Money | None = None
    caller: LongText = ""
    """What a caller or a message said."""

    def since(self, today: date) -> date | None:
        """The day from which it is late, told as a day or as a count of days."""
        if self.late_since is not None or self.days_late is None:
            return self.late_since
        return today - timedelta(days=self.days_late)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do in the next 24 hours."""

    kind: Kind
    says: Text
    why: Text
    line: Sourced | None = None
    """The number to call, with its source."""
    notes: tuple[Text, ...] = ()
    by: date | None = None
    """Its last day, where one is known."""
    owed: str = ""
    """The product it is about."""


@dataclass(frozen=True, slots=True)
class Card24:
    """The next 24 hours, in order."""

    today: date
    stops: Stop
    steps: tuple[Step, ...]
    say: tuple[Text, ...] = ()
    """What to say in one call."""
    unsigned: tuple[Text, ...] = ()
    """What not to sign or to promise."""
    caller: ScamCheck | None = None
    notes: tuple[Text, ...] = ()

    @property
    def may_be_kept(self) -> bool:
        """Whether anything of the answers may be recorded."""
        return self.stops != "danger"


def triage(answers: TriageAnswers, today: date) -> Card24:
    """What to do first, whom to call, and what to leave alone."""
    if answers.safe is False or speaks_of_not_living(f"{answers.words}\n{answers.caller}"):
        return Card24(today, "danger", tuple(_danger(today)))
    court = tuple(_court(answers, today))
    if answers.adult is False or answers.account_holder is False:
        return Card24(today, "not_alone", (*court, _step("not_alone", today, "legal_aid")))
    checked = scam_check(answers.caller, today) if answers.caller else None
    suspicious = (_scam(today),) if checked and checked.found else ()
    steps = (*court, *suspicious, *_money(answers, today), _step("write_down", today))
    calls = any(step.kind == "call" for step in steps)
    return Card24(
        today=today,
        stops="",
        steps=steps,
        say=_say(answers, today) if calls else (),
        unsigned=tuple(Text(f"contact.triage.unsigned.{key}") for key in _UNSIGNED),
        caller=checked,
        notes=tuple(Text(f"contact.triage.note.{key}") for key in _NOTES),
    )


def _say(answers: TriageAnswers, today: date) -> tuple[Text, ...]:
    if answers.since(today) is None:
        return ASK
    return (*ASK[:2], _HARDSHIP, *ASK[2:])


def _step(
    kind: Kind,
    today: date,
    hotline: str = "",
    *,
    notes: tuple[Text, ...] = (),
    by: date | None = None,
) -> Step:
    number = line(f"hotlines.{hotline}", today) if hotline else None
    why = Text(f"contact.triage.{kind}.why")
    return Step(kind, Text(f"contact.triage.{kind}"), why, number, notes, by)


def _danger(today: date) -> Iterator[Step]:
    """Whom to call now; the sentences name no debt."""
    for key in ("psychological_help", "police", "ambulance"):
        says, why = Text(f"contact.triage.danger.{key}"), Text(f"contact.triage.danger.{key}.why")
        yield Step("danger", says, why, line(f"hotlines.{key}", today))


def _court(answers: TriageAnswers, today: date) -> Iterator[Step]:
    if answers.court_paper == "none":
        return
    kind, received = answers.court_paper, answers.court_received_on
    notes = court_notes(kind, received, today, checked=answers.court_checked)
    by = last_day(kind, received, today)
    yield _step("court_paper", today, "courts", notes=notes, by=by)


def _scam(today: date) -> Step:
    return _step("scam", today, "anti_fraud")


def _money(answers: TriageAnswers, today: date) -> Iterator[Step]:
    """The debit that is coming, then one call to each creditor; advice first for an old debt."""
    if answers.debit_account or answers.debit_on:
        yield _debit(answers, today)
    if not answers.owed:
        yield _step("who_is_owed", today, notes=(Text("contact.channel.never"),))
    elif _may_be_old(answers, today):
        yield _step("legal_advice_first", today, "legal_aid")
    else:
        yield from _calls(answers, today)


def _debit(answers: TriageAnswers, today: date) -> Step:
    notes: list[Text] = []
    if answers.debit_on is not None:
        notes.append(Text("contact.triage.debit.day", day=answers.debit_on))
    if answers.debit_account:
        notes.append(Text("contact.triage.debit.account", account=answers.debit_account))
    if answers.debit_amount is not None:
        notes.append(Text("contact.triage.debit.amount", amount=answers.debit_amount))
    notes += [Text(f"contact.triage.debit.{key}") for key in ("ask", "living", "openly")]
    return _step("debit", today, notes=tuple(notes), by=answers.debit_on)


def _may_be_old(answers: TriageAnswers, today: date) -> bool:
    """Whether the years of limitation may be over or nearly so: then no call before advice."""
    since, years = answers.since(today), policy.look_up("limitation.general_years", today)
    if since is None or not isinstance(years, Sourced):
        return False
    margin = int(policy.assumption("limitation.warning_months").central)
    return add_months(since, years.whole * _MONTHS_A_YEAR - margin) <= today


def _calls(answers: TriageAnswers, today: date) -> Iterator[Step]:
    """One call to each creditor; how to find a desk is said once where several share it."""
    told: set[str] = set()
    for name in dict.fromkeys(answers.owed):
        way = channel(name, today)
        ways = () if way.number in told else way.ways
        told |= {way.number} - {""}
        notes = (way.says, *ways, *_about(name, answers, today))
        private = "private" in product(name).form
        says = (
            Text("contact.triage.call.private")
            if private
            else Text("contact.triage.call", debt=Text(f"view.product.{name}"))
        )
        why = Text("contact.triage.call.why")
        yield Step("call", says, why, way.desk, notes, owed=name)


def _about(name: str, answers: TriageAnswers, today: date) -> Iterator[Text]:
    """What is special about one creditor."""
    if name in {"huabei", "xinyonggou"}:
        yield Text("contact.triage.call.two_creditors")
    since, years = answers.since(today), policy.look_up("limitation.general_years", today)
    if product(name).card and since is not None and since < today:
        yield Text("debts.card.warning")
    if since is None and isinstance(years, Sourced):
        yield Text("contact.triage.call.how_late", years=years.whole)
