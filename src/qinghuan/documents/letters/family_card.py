"""The page for the family (给家人的一页): who must pay, what callers may not do, what not to sign.

Kept at home. It names no creditor, no amount and nobody of the family.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.documents.letters.common import Naming, Voice, usable
from qinghuan.documents.paper import Block, Items, Line, Paper, Words, run
from qinghuan.documents.shared import hotline, numbered
from qinghuan.documents.subject import Subject
from qinghuan.policy import Sourced
from qinghuan.words import Text

_VOICE = Voice("family_card")
_NEVER: Final = ("sign", "guarantee", "borrow", "transfer", "codes", "reveal")
_CALLERS: Final = ("not_you", "no_threat", "may_ask", "write_down")
_SCAMS: Final = (
    "family_pressure",
    "private_payee",
    "fake_court",
    "fake_service_desk",
    "account_lending",
    "assignment_of_borrower",
    "recovery_fraud",
)
"""The signs of fraud that reach families, by the names of ``scams.signs``."""


@dataclass(frozen=True, slots=True)
class FamilyContent:
    """Everything the page shows."""

    today: date
    spouse: Sourced | None
    """When a spouse owes too; None where the rule is not verified."""
    joining: Sourced | None
    """What signing does."""
    third_persons: Sourced | None
    scams: tuple[Text, ...]
    legal_aid: Words
    police: Words
    anti_fraud: Words

    @property
    def figures(self) -> dict[str, str]:
        """It has none."""
        return {}


def content_for(assessment: Assessment, _subject: Subject) -> FamilyContent:
    """The page as the rules stand today; nothing of the case is in it."""
    today = assessment.today
    found = usable("scams.signs", today)
    named = {item.id: item.words for item in found.items} if found else {}
    return FamilyContent(
        today=today,
        spouse=usable("civil_code.spouse_debt", today),
        joining=usable("civil_code.joining_a_debt", today),
        third_persons=usable("collection.only_the_debtor", today),
        scams=tuple(named[key] for key in _SCAMS if key in named),
        legal_aid=hotline("legal_aid", today),
        police=hotline("police", today),
        anti_fraud=hotline("anti_fraud", today),
    )


def build(content: FamilyContent, naming: Naming) -> Paper:
    """The page made of ``content``."""
    sections = (
        ("who_pays", (Items(_who_pays(content), ordered=False),)),
        ("never", (_listed(_NEVER),)),
        ("callers", (_listed(_CALLERS), *_standard(content))),
        ("scams", (_VOICE.says("scams"), Items(tuple(map(run, content.scams)), ordered=False))),
        ("whom_to_call", (_numbers(content),)),
        ("help", (_listed(("help.talk", "help.food", "help.listen")),)),
    )
    return Paper(
        kind="family_card",
        number=naming.number,
        title=_VOICE.words("title"),
        issued_on=content.today,
        language=naming.language,
        marking=_VOICE.words("marking"),
        snug=True,
        blocks=(_VOICE.says("opening"), *numbered(sections, room="letters")),
    )


def _listed(keys: tuple[str, ...]) -> Items:
    return Items(tuple(run(_VOICE.words(key)) for key in keys), ordered=False)


def _who_pays(content: FamilyContent) -> tuple[Line, ...]:
    lines: list[Line] = [run(_VOICE.words("pays.borrower")), run(_VOICE.words("pays.relatives"))]
    if content.joining is not None:
        lines.append(run(_VOICE.words("pays.signed", law=_law(content.joining))))
    if content.spouse is not None:
        one, two, three = (item.words for item in content.spouse.items)
        law = _law(content.spouse)
        lines.append(run(_VOICE.words("pays.spouse", one=one, two=two, three=three, law=law)))
    lines.append(run(_VOICE.words("pays.unsure", line=content.legal_aid)))
    return tuple(lines)


def _law(rule: Sourced) -> Text:
    title, article = rule.source.title, rule.source.article or ""
    return Text("letters.common.law", title=title, article=article)


def _standard(content: FamilyContent) -> tuple[Block, ...]:
    rule = content.third_persons
    if rule is None:
        return ()
    return (_VOICE.says("standard", standard=rule.source.number or rule.source.title),)


def _numbers(content: FamilyContent) -> Block:
    lines = (
        run(_VOICE.words("call.police", line=content.police)),
        run(_VOICE.words("call.fraud", line=content.anti_fraud)),
        run(_VOICE.words("call.advice", line=content.legal_aid)),
    )
    return Items(lines, ordered=False)
