"""The call script (电话脚本): what to say to one creditor, with this person's own figures.

Kept by the person and marked so. It leads to a written answer, never to an admitted total, and
carries no limitation, no bottom line and no second offer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.contact.channels import desk
from qinghuan.documents.paper import (
    Block,
    Facts,
    Items,
    Line,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
    Words,
    run,
)
from qinghuan.documents.shared import (
    Account,
    account_of,
    applicant_of,
    claim_source,
    hotline,
    joined_names,
    numbered,
)
from qinghuan.money import Yuan
from qinghuan.plans.options import Option
from qinghuan.policy import Sourced
from qinghuan.policy.products import product
from qinghuan.words import SOURCE_LANGUAGE, Language, Parameter, Text

_ANSWERS: Final = ("all_now", "sue", "family", "token", "transfer", "refuse")
"""What is often said on the phone, each with an answer in the words file."""
_RECORD: Final = ("when", "number", "staff", "said", "promised", "unsettled")


@dataclass(frozen=True, slots=True)
class Offer:
    """The plan as it is said on the phone."""

    months: int
    monthly: Yuan
    """Of seasonal rows the largest."""
    first: date
    seasonal: bool = False


@dataclass(frozen=True, slots=True)
class ScriptContent:
    """Everything the script says."""

    name: str
    phone: str
    account: Account
    today: date
    hotline: Sourced | None
    courts: Words
    legal_aid: Words
    days: int | None
    claimed: Yuan | None
    claim_source: Text | None
    names: tuple[str, ...]
    """The items of the creditor's statement, to be read out."""
    questions: tuple[Text, ...]
    hardship: str
    offer: Offer | None
    card: bool

    @property
    def figures(self) -> dict[str, str]:
        """The figures that the record of the paper keeps."""
        if self.offer is None:
            return {}
        return {"monthly": f"{self.offer.monthly:.2f}", "instalments": str(self.offer.months)}


def content_for(
    assessment: Assessment, debt: DebtAssessment, option: Option | None
) -> ScriptContent:
    """The script for a call to the creditor of ``debt``, offering ``option`` where there is one."""
    applicant, sheet = applicant_of(assessment), assessment.household.sheet
    claim = debt.comparison.claim
    offer = _offer_of(option) if option else None
    return ScriptContent(
        name=applicant.name,
        phone=applicant.phone,
        account=account_of(debt.facts),
        today=assessment.today,
        hotline=desk(debt.facts.disclosed.product, assessment.today),
        courts=hotline("courts", assessment.today),
        legal_aid=hotline("legal_aid", assessment.today),
        days=debt.stage.days.value if debt.stage.days else None,
        claimed=debt.comparison.claimed,
        claim_source=claim_source(claim, kept=True) if claim else None,
        names=tuple(name for part in debt.comparison.parts for name in part.names),
        questions=tuple(question.asks for question in debt.questions),
        hardship=sheet.hardship if sheet else "",
        offer=offer,
        card=product(debt.facts.disclosed.product).card,
    )


def _offer_of(option: Option) -> Offer:
    seasonal = option.shape == "seasonal"
    return Offer(option.months, option.monthly.value, option.first_date, seasonal)


def build(content: ScriptContent, *, number: str, language: Language = SOURCE_LANGUAGE) -> Paper:
    """The script made of ``content``."""
    return Paper(
        kind="call_script",
        number=number,
        title=_words("title", product=content.account.named),
        issued_on=content.today,
        language=language,
        marking=_words("marking"),
        blocks=(
            _before(content),
            *numbered(
                (
                    ("call_open", _opening(content)),
                    ("call_check", _checking(content)),
                    ("call_hardship", _hardship(content)),
                    ("call_offer", _offer(content)),
                    ("call_answers", (_answers(content),)),
                    ("call_close", (_say("close"), Paragraph(run(_words("close.why"))))),
                    ("call_never", (_never(content),)),
                    ("call_record", (_record(),)),
                )
            ),
        ),
    )


def _words(key: str, **values: Parameter) -> Text:
    return Text(f"documents.call.{key}", **values)


def _say(key: str, **values: Parameter) -> Note:
    return Note(run(_words(key, **values)), "say")


def _before(content: ScriptContent) -> Facts:
    line = content.hotline
    number = _words("before.number", number=line.string) if line else _words("before.find_number")
    source = line.source.number or line.source.title if line else None
    pairs: list[tuple[str, Line]] = [("before.dial", (Run(number, source),))]
    if content.days:
        pairs.append(("before.late", run(_words("before.days", days=content.days))))
    if content.claimed is not None:
        amount = Run(_words("before.amount", amount=content.claimed), content.claim_source)
        pairs.append(("before.claimed", (amount, Run(_words("before.not_admitted")))))
    pairs.append(("before.ready", run(_words("before.ready_list"))))
    return Facts(tuple((_words(key), line_) for key, line_ in pairs))


def _opening(content: ScriptContent) -> tuple[Block, ...]:
    return (
        _say("open", name=content.name, product=content.account.named),
        Paragraph(run(_words("open.why"))),
    )


def _checking(content: ScriptContent) -> tuple[Block, ...]:
    first = (
        _say("check.names", names=joined_names(content.names))
        if content.names
        else _say("check.parts")
    )
    asked = tuple(run(question) for question in content.questions)
    return (
        first,
        *((Paragraph(run(_words("check.then"))), Items(asked)) if asked else ()),
        _say("check.not_admitted"),
    )


def _hardship(content: ScriptContent) -> tuple[Block, ...]:
    if not content.hardship:
        return ()
    return (Note((Run(_words("hardship")), Run(content.hardship)), "say"),)


def _offer(content: ScriptContent) -> tuple[Block, ...]:
    offer = content.offer
    if offer is None:
        return (_say("offer.none"), Paragraph(run(_words("offer.none.why"))))
    return (
        _say(
            "offer.seasonal" if offer.seasonal else "offer",
            monthly=offer.monthly,
            months=offer.months,
            first=offer.first,
        ),
        _say("offer.in_writing"),
        Paragraph(run(_words("offer.limit"))),
    )


def _answers(content: ScriptContent) -> Table:
    return Table(
        header=(Run(_words("answers.they")), Run(_words("answers.you"))),
        rows=tuple(
            (run(_words(f"they.{key}")), run(_words(f"you.{key}", courts=content.courts)))
            for key in _ANSWERS
        ),
        align=("left", "left"),
        widths=(3, 7),
    )


def _never(content: ScriptContent) -> Items:
    ids = ["total", "codes", "private", "forged", "silence", *(["card"] if content.card else [])]
    return Items(
        tuple(run(_words(f"never.{key}", legal_aid=content.legal_aid)) for key in ids),
        ordered=False,
    )


def _record() -> Table:
    return Table(
        header=(Run(_words("record.what")), Run(_words("record.note"))),
        rows=tuple((run(_words(f"record.{key}")), run("")) for key in _RECORD),
        align=("left", "left"),
        widths=(3, 7),
        tall=True,
    )
