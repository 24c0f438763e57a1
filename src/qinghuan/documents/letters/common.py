"""What the letters have in common: who writes to whom, how one is laid out, its recurring ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from qinghuan import policy
from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.debts.reconcile import Comparison
from qinghuan.documents.paper import (
    Block,
    Facts,
    Items,
    Journal,
    Kind,
    Line,
    Paper,
    Paragraph,
    Signature,
    Words,
    run,
)
from qinghuan.documents.shared import (
    Account,
    Applicant,
    account_of,
    applicant_of,
    claim_source,
    head,
    numbered,
)
from qinghuan.documents.subject import Subject
from qinghuan.errors import RuleError
from qinghuan.money import Yuan
from qinghuan.policy import Sourced
from qinghuan.words import Language, Parameter, Text

REPLY_WITHIN: Final = timedelta(days=15)
"""How long a letter asks its recipient to take: our own request, said to be one."""

_BY_STEMS: Final[frozenset[Kind]] = frozenset({"correction"})
"""Letters whose sections are counted 甲, 乙, 丙."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes to whom about which account, on which day: all a letter's head may show."""

    applicant: Applicant
    account: Account
    today: date

    @property
    def answer_by(self) -> date:
        """The day by which an answer is asked for."""
        return self.today + REPLY_WITHIN


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What every letter may show; each letter adds its own fields."""

    sender: Sender

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        return {}


SIGNED: Final[tuple[Words, ...]] = (
    Text("documents.sign.applicant"),
    Text("documents.sign.day"),
)


@dataclass(frozen=True, slots=True)
class Form:
    """How a paper departs from a plain letter to the creditor."""

    above: tuple[Block, ...] = ()
    """What stands before everything else."""
    parties: Facts | None = None
    """In the place of the head of a letter."""
    below: tuple[Block, ...] = ()
    """What comes before the signatures."""
    signed: tuple[Words, ...] = SIGNED
    annex: tuple[Block, ...] = ()
    """What comes after them."""


LETTER: Final = Form()


@dataclass(frozen=True, slots=True)
class Naming:
    """The number of a paper, the language it is said in, the journal it is made from."""

    number: str
    language: Language
    journal: Journal | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the creditor's statement that is higher than the person's own reckoning."""

    names: tuple[str, ...]
    """As the statement names it; empty: the total."""
    claimed: Yuan
    ours: Yuan | None
    difference: Yuan | None


@dataclass(frozen=True, slots=True)
class Disputed:
    """One thing to be checked and explained."""

    names: tuple[str, ...]
    amount: Yuan
    """By how much the statement is higher because of it."""
    asks: Text


@dataclass(frozen=True, slots=True)
class Statement:
    """The creditor's latest statement as far as a letter speaks of it: never an admission."""

    on: date
    source: Text
    lines: tuple[Compared, ...]
    disputed: tuple[Disputed, ...]
    third: bool = False
    """Whether the letter speaks of the creditor to somebody else (a court)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Says the words of one letter: ``letters.KIND.KEY``."""

    kind: Kind

    def words(self, key: str, **values: Parameter) -> Text:
        """The sentence ``key`` of this letter."""
        return Text(f"letters.{self.kind}.{key}", **values)

    def says(self, key: str, **values: Parameter) -> Paragraph:
        """The sentence ``key`` as a paragraph."""
        return Paragraph(run(self.words(key, **values)))

    def items(self, *keys: str, **values: Parameter) -> Items:
        """The sentences ``keys`` as a counted list."""
        return Items(tuple(run(self.words(key, **values)) for key in keys))


def said(key: str, **values: Parameter) -> Paragraph:
    """A sentence that several letters share."""
    return Paragraph(run(Text(f"letters.common.{key}", **values)))


def debt_of(subject: Subject) -> DebtAssessment:
    """The debt a letter is about. Raises :class:`RuleError` without one: the gate says so."""
    if subject.debt is None:
        raise RuleError("a letter to a creditor needs a debt")
    return subject.debt


def sender_of(assessment: Assessment, debt: DebtAssessment) -> Sender:
    """The head of a letter about ``debt``."""
    return Sender(applicant_of(assessment), account_of(debt.facts), assessment.today)


def statement_of(debt: DebtAssessment, *, third: bool = False) -> Statement | None:
    """The latest statement on ``debt`` with what does not agree in it; None without one."""
    claim = debt.comparison.claim
    if claim is None:
        return None
    disputed = tuple(
        Disputed(found.names, found.amount, found.question) for found in debt.comparison.disputed
    )
    source = claim_source(claim, kept=third)
    return Statement(claim.on, source, _lines(debt.comparison), disputed, third)


def _lines(compared: Comparison) -> tuple[Compared, ...]:
    """The lines that are too high; of a bare total the total itself."""
    if not compared.parts and compared.claimed is not None:
        return (Compared((), compared.claimed, compared.ours, compared.difference),)
    return tuple(
        Compared(part.names, part.claimed, part.ours.value if part.ours else None, part.difference)
        for part in compared.parts
        if part.names and (part.difference is None or part.difference > 0)
    )


def usable(name: str, on: date) -> Sourced | None:
    """The parameter ``name`` where it is verified and holds on ``on``; else None."""
    found = policy.look_up(name, on)
    return found if isinstance(found, Sourced) else None


def reduction_of(debt: DebtAssessment) -> Sourced | None:
    """The line up to which a court reduces on request, where the claim lies above it."""
    found, excess = debt.cap.source, debt.cap.excess
    above = debt.cap.of == "claim" and excess is not None and excess.value > 0
    return found if found and found.name == "court.reduction_line" and above else None


def reduction_words(line: Sourced, key: str = "reduction") -> Paragraph:
    """That a court will be asked to reduce above ``line``: a request, never "not owed"."""
    number, article = line.source.number or line.source.title, line.source.article or ""
    return said(key, number=number, article=article, rate=line.decimal)


def letter(  # noqa: PLR0913 (what a paper is made of)
    kind: Kind,
    content: LetterContent,
    sections: Iterable[tuple[str, tuple[Block, ...]]],
    *,
    naming: Naming,
    until: date | None = None,
    form: Form = LETTER,
) -> Paper:
    """A letter to the creditor: head, opening, counted sections, signature."""
    sender, voice = content.sender, Voice(kind)
    numeral = "letters.stem" if kind in _BY_STEMS else "documents.numeral"
    return Paper(
        kind=kind,
        number=naming.number,
        title=voice.words("title"),
        issued_on=sender.today,
        data_until=until,
        language=naming.language,
        snug=True,
        blocks=(
            *form.above,
            form.parties or head(sender.applicant, sender.account),
            voice.says("opening", product=sender.account.named),
            *numbered(sections, room="letters", numeral=numeral),
            *form.below,
            Signature(form.signed),
            *form.annex,
        ),
    )


def ends(
    sender: Sender, attached: tuple[Line, ...], *, reply: bool = True
) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The recurring ends of a letter: attachments, answer asked for with the declaration."""
    asked = (said("reply", day=sender.answer_by),) if reply else ()
    return (
        ("attachments", (Items(attached),) if attached else ()),
        ("reply" if reply else "truth", (*asked, said("truth"))),
    )


def moment(on: date, at: time | None) -> Text:
    """A day, and the time of it where it was written down."""
    if at is None:
        return Text("documents.day", day=on)
    return Text("letters.common.moment", day=on, at=at.isoformat("minutes"))


def attachment(key: str, **values: Parameter) -> Line:
    """One line of the list of attachments."""
    return run(Text(f"letters.attached.{key}", **values))


def identity_copy(recipient: str, purpose: Text) -> Line:
    """A copy of the identity card, marked for whom and for what alone."""
    return attachment("identity", recipient=recipient, purpose=purpose)
