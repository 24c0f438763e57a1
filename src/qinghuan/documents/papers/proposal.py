"""The proposal letter (协商还款申请书): what one creditor is asked, with a plan that can be kept.

It admits the relationship and never a disputed total; asking for correction and asking for a
concession are separate sections; charges bear the names of the creditor's own statement. It
carries no limitation, no bottom line and no chance of being kept: its content has no such field.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from qinghuan.documents.paper import (
    STATED,
    Block,
    Items,
    Line,
    Note,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Words,
    amount,
    figure,
    run,
)
from qinghuan.documents.papers.proposal_content import ProposalContent
from qinghuan.documents.shared import (
    head,
    joined_names,
    money,
    numbered,
)
from qinghuan.money import total
from qinghuan.words import SOURCE_LANGUAGE, Language, Parameter, Text

REPLY_WITHIN: Final = timedelta(days=15)
"""How long the letter asks the creditor to take: our own request, said to be one."""

_REPORT: Final = Text("documents.source.report")
_PLAN: Final = Text("documents.source.plan")


def build(content: ProposalContent, *, number: str, language: Language = SOURCE_LANGUAGE) -> Paper:
    """The letter made of ``content``."""
    titled = "title.card" if content.card_rule else "title"
    return Paper(
        kind="proposal",
        number=number,
        title=_words(titled),
        issued_on=content.today,
        data_until=content.claimed_on,
        language=language,
        blocks=(
            head(content.applicant, content.account),
            _says("opening", product=content.account.named),
            *numbered(
                (
                    ("owed", _owed(content)),
                    ("hardship", _hardship(content)),
                    ("means", _means(content)),
                    ("correction", _correction(content)),
                    ("concession", _concession(content)),
                    ("cap", _cap(content)),
                    ("plan", _plan(content)),
                    ("arrangements", _arrangements(content)),
                    ("reply", (_says("reply", day=content.today + REPLY_WITHIN),)),
                    ("truth", (_says("truth"),)),
                    ("attachments", _attachments(content)),
                )
            ),
            Signature((Text("documents.sign.applicant"), Text("documents.sign.day"))),
        ),
    )


def _words(key: str, **values: Parameter) -> Text:
    return Text(f"documents.proposal.{key}", **values)


def _says(key: str, **values: Parameter) -> Paragraph:
    return Paragraph(run(_words(key, **values)))


def _reckoned(day: date) -> Text:
    return Text("documents.source.ours", day=day)


def _owed(content: ProposalContent) -> tuple[Block, ...]:
    ours = _reckoned(content.claimed_on)
    rows = tuple(
        (
            run(joined_names(item.names) if item.names else _words("owed.no_line")),
            money(item.claimed, None),
            money(item.ours, None),
            money(item.difference, None),
        )
        for item in content.items
    )
    table = Table(
        header=(
            Run(_words("owed.item")),
            Run(_words("owed.claimed"), content.claim_source),
            Run(_words("owed.ours"), ours),
            Run(_words("owed.difference")),
        ),
        rows=rows,
        align=("left", "right", "right", "right"),
        widths=(5, 3, 3, 3),
        total=(
            run(Text("documents.total")),
            money(content.claimed, None),
            money(content.ours, None),
            money(content.difference, None),
        ),
    )
    sums = [Run(_words("owed.claimed_sum", day=content.claimed_on))]
    sums += [amount(content.claimed, content.claim_source)]
    if content.ours is not None:
        sums += [Run(_words("owed.ours_sum")), amount(content.ours, ours)]
    return (
        Paragraph((*sums, Run(_words("stop")))),
        table,
        _says("owed.not_admitted" if content.difference else "owed.agrees"),
    )


def _hardship(content: ProposalContent) -> tuple[Block, ...]:
    lines = [Paragraph((Run(content.hardship, STATED),))]
    if content.hardship_since:
        lines.append(_says("hardship.since", day=content.hardship_since))
    if content.recovery_expected:
        lines.append(_says("hardship.recovery", day=content.recovery_expected))
    if content.measures:
        lines.append(Paragraph((Run(_words("hardship.measures")), Run(content.measures, STATED))))
    return tuple(lines)


def _means(content: ProposalContent) -> tuple[Block, ...]:
    year = content.year
    values = (
        ("means.income", year.income),
        ("means.kept", year.kept),
        ("means.left", year.surplus),
        ("means.all", content.affordable),
        ("means.here", content.share),
    )
    runs = [
        piece
        for key, value in values
        for piece in (Run(_words(key)), Run(f"{value:,.2f}", _REPORT), Run(_words("yuan")))
    ]
    return (Paragraph((*runs, Run(_words("means.method")))),)


def _correction(content: ProposalContent) -> tuple[Block, ...]:
    if not content.corrections:
        return ()
    source = content.claim_source
    items = tuple(
        (
            Run(_words("correction.item", names=_named(one.names)), bold=True),
            Run(one.asks),
            Run(_words("correction.amount", amount=one.amount), source),
        )
        for one in content.corrections
    )
    return (_says("correction.opening"), Items(items), _says("correction.not_confirmed"))


def _named(names: tuple[str, ...]) -> Words:
    return joined_names(names) if names else _words("correction.whole")


def _concession(content: ProposalContent) -> tuple[Block, ...]:
    kind, asked = content.plan.kind, content.concessions
    if kind == "as_it_is" or (kind != "penalty_stopped" and not asked):
        return ()
    items = tuple(
        (
            Run(_words("concession.item", names=joined_names(one.names), amount=one.amount)),
            Run("", _reckoned(content.today)),
        )
        for one in asked
    )
    promise = _says(
        "concession.promise",
        day=content.plan.rows[0].due,
        amount=content.plan.rows[0].amount,
    )
    return (
        _says(f"concession.{kind}", day=content.today),
        *((Items(items),) if items else ()),
        promise,
        _says("concession.in_writing"),
    )


def _cap(content: ProposalContent) -> tuple[Block, ...]:
    line = content.reduction
    if line is None:
        return ()
    return (
        _says(
            "cap",
            number=line.source.number or line.source.title,
            article=line.source.article or "",
            rate=line.decimal,
        ),
    )


def _plan(content: ProposalContent) -> tuple[Block, ...]:
    plan = content.plan
    rows = tuple(
        (
            run(str(row.n)),
            run(Text("documents.day", day=row.due)),
            money(row.amount, None),
            money(row.principal, None),
            money(row.other, None),
        )
        for row in plan.rows
    )
    sums = (
        run(Text("documents.total")),
        run(""),
        money(plan.total, None),
        money(total(row.principal for row in plan.rows), None),
        money(total(row.other for row in plan.rows), None),
    )
    table = Table(
        header=(
            Run(_words("plan.number")),
            Run(_words("plan.due")),
            Run(_words("plan.amount"), _PLAN),
            Run(_words("plan.principal"), _PLAN),
            Run(_words("plan.other"), _PLAN),
        ),
        rows=rows,
        align=("center", "center", "right", "right", "right"),
        widths=(2, 5, 4, 4, 4),
        total=sums,
    )
    return (*_plan_words(content), table, _says("plan.holidays"), Note(run(_words("plan.draft"))))


def _plan_words(content: ProposalContent) -> tuple[Block, ...]:
    plan = content.plan
    last = plan.rows[-1]
    opening = "plan.opening_seasonal" if plan.seasonal else "plan.opening"
    runs = [
        Run(_words(opening, count=len(plan.rows), day=plan.rows[0].due)),
        amount(plan.monthly, _PLAN),
    ]
    if last.amount != plan.monthly and not plan.seasonal:
        runs += [Run(_words("plan.last")), amount(last.amount, _PLAN)]
    runs += [Run(_words("plan.total")), amount(plan.total, _PLAN), Run(_words("stop"))]
    lines: list[Block] = [Paragraph(tuple(runs))]
    if plan.deferred:
        lines.append(_says("plan.deferred"))
    lines.append(Paragraph(_basis(content)))
    rule = content.card_rule
    if rule is not None:
        lines.append(
            _says(
                "plan.card",
                title=rule.source.title,
                article=rule.source.article or "",
                months=rule.whole,
            )
        )
    return tuple(lines)


def _basis(content: ProposalContent) -> Line:
    plan, ours = content.plan, _reckoned(content.today)
    runs = [Run(_words("plan.basis", day=content.today)), figure(plan.basis, ours)]
    if plan.later:
        runs += [Run(_words("plan.later")), figure(plan.later, ours)]
    if plan.basis > plan.total:
        runs += [Run(_words("plan.less")), figure(plan.basis - plan.total, ours)]
    return (*runs, Run(_words("plan.gives")), figure(plan.total, _PLAN), Run(_words("plan.end")))


def _arrangements(content: ProposalContent) -> tuple[Block, ...]:
    asked = [run(_words(f"arrange.{key}")) for key in ("order", "grace", "change", "record")]
    if content.quiet_hours is not None:
        quiet = content.quiet_hours
        first, last = quiet.hours
        contact = _words(
            "arrange.contact",
            phone=content.applicant.phone,
            first=f"{last:%H:%M}",
            last=f"{first:%H:%M}",
            standard=quiet.source.number or quiet.source.title,
        )
        asked.append(run(contact))
    asked += [run(_words(f"arrange.{key}")) for key in ("settled", "payee")]
    return (_says("arrange.opening"), Items(tuple(asked)))


def _attachments(content: ProposalContent) -> tuple[Block, ...]:
    listed = [run(_words("attached.report"))]
    listed += [run(_words("attached.bill", bill=bill)) for bill in content.bills]
    listed.append(run(_words("attached.claim", source=content.claim_source)))
    return (Items(tuple(listed)),)
