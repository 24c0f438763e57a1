"""The draft of an agreement (还款协议): every part a written deal should hold, none that harms.

It confirms the items both sides reckon alike and leaves the others to be checked. No clause gives
up a right, brings in somebody else, or makes a missed row enforceable without a court. What the
days in it are is the person's own request; the creditor may ask for others.
"""

from __future__ import annotations

from typing import Final

from qinghuan.documents.letters.agreement_content import AgreementContent
from qinghuan.documents.letters.blocks import parties
from qinghuan.documents.letters.common import (
    Form,
    Naming,
    Voice,
    letter,
)
from qinghuan.documents.letters.schedule import schedule_table, schedule_words
from qinghuan.documents.paper import (
    STATED,
    Block,
    Items,
    Paper,
    Paragraph,
    Run,
    Table,
    amount,
    run,
)
from qinghuan.documents.shared import joined_names, money
from qinghuan.words import Text

CURE_DAYS: Final = 15
"""Days after a missed row in which paying it mends everything: our own request."""
CERTIFICATE_DAYS: Final = 15
"""Days after the last row in which the certificate is asked for: our own request."""

_VOICE = Voice("agreement")


def build(content: AgreementContent, naming: Naming) -> Paper:
    """The draft made of ``content``."""
    sender = content.sender
    sides = parties(_VOICE.words("debtor"), _VOICE.words("creditor"), sender)
    until = content.claimed_on
    return letter(
        "agreement",
        content,
        (
            ("mandate", (_VOICE.says("mandate"),)),
            ("whereas", _whereas(content)),
            ("confirmed", _confirmed(content)),
            ("given_up", _given_up(content)),
            ("schedule", (_paying(content), _VOICE.says("holidays"))),
            ("payee", (_VOICE.says("payee"), _VOICE.says("assigned"))),
            ("order", (_VOICE.says("order"),)),
            ("no_charges", (_VOICE.says("no_charges"),)),
            ("missed", (_VOICE.says("cure", days=CURE_DAYS), _VOICE.says("missed"))),
            ("changed", (_VOICE.says("changed"),)),
            ("duties", (_VOICE.says("duties"), _duty(content))),
            ("collection", (_VOICE.says("collection", phone=sender.applicant.phone),)),
            ("record", (_VOICE.says("record"),)),
            ("early", (_VOICE.says("early"),)),
            ("certificate", (_VOICE.says("certificate", days=CERTIFICATE_DAYS),)),
            ("service", (_VOICE.says("service"),)),
            ("dispute", (_VOICE.says("dispute"),)),
            ("effect", (_VOICE.says("effect"), _VOICE.says("rest"))),
        ),
        naming=naming,
        until=until,
        form=Form(
            parties=sides,
            below=(Paragraph(run(Text("letters.common.draft_truth"))),),
            signed=tuple(
                _VOICE.words(key)
                for key in ("sign.creditor", "sign.day", "sign.debtor", "sign.day")
            ),
            annex=(schedule_table(content.plan.rows),),
        ),
    )


def _whereas(content: AgreementContent) -> tuple[Block, ...]:
    since, hardship = content.late_since, content.hardship
    late = (_VOICE.says("late", day=since),) if since else ()
    why = (Paragraph((Run(_VOICE.words("hardship")), Run(hardship, STATED))),) if hardship else ()
    return (_VOICE.says("contract", product=content.sender.account.named), *late, *why)


def _confirmed(content: AgreementContent) -> tuple[Block, ...]:
    ours = Text("documents.source.ours", day=content.claimed_on)
    rows = tuple(
        (
            run(joined_names(one.names) if one.names else Text("documents.proposal.owed.no_line")),
            money(one.claimed, None),
            money(one.ours, None),
            money(one.difference, None),
            run(_VOICE.words("state.agrees" if one.difference == 0 else "state.disputed")),
        )
        for one in content.items
    )
    table = Table(
        header=(
            Run(_VOICE.words("item")),
            Run(_VOICE.words("claimed"), content.claim_source),
            Run(_VOICE.words("ours"), ours),
            Run(_VOICE.words("difference"), ours),
            Run(_VOICE.words("state")),
        ),
        rows=rows,
        align=("left", "right", "right", "right", "center"),
        widths=(4, 4, 4, 4, 3),
    )
    disputed = any(one.difference != 0 for one in content.items)
    after = _VOICE.says("disputed" if disputed else "agrees", day=content.claimed_on)
    return (_VOICE.says("confirmed", day=content.claimed_on), table, after)


def _given_up(content: AgreementContent) -> tuple[Block, ...]:
    if not content.concessions:
        return (_VOICE.says("nothing_given_up"),)
    source = Text("documents.source.ours", day=content.sender.today)
    items = tuple(
        (
            Run(Text("letters.common.item", names=joined_names(one.names))),
            amount(one.amount, source),
        )
        for one in content.concessions
    )
    return (_VOICE.says("given_up"), Items(items), _VOICE.says("given_up.final"))


def _paying(content: AgreementContent) -> Paragraph:
    return Paragraph((*schedule_words(content.plan.rows), Run(_VOICE.words("annexed"))))


def _duty(content: AgreementContent) -> Paragraph:
    return _VOICE.says("no_new_card" if content.card_rule else "no_new_debt")
