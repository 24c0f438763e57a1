"""The first answer in a terminal: safety and the next step first, then the figures.

Sections in the order in which a person needs them. Nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from qinghuan.case.assess import Assessment
from qinghuan.case.debt import DebtAssessment
from qinghuan.cli.layout import Side, cells, padded, screen_width, table, wrapped
from qinghuan.cli.screen import Screen
from qinghuan.errors import Problem
from qinghuan.household.incomes import IncomeLine
from qinghuan.money import ZERO, Yuan
from qinghuan.plans.options import Option
from qinghuan.policy import Gap, look_up
from qinghuan.policy.products import called
from qinghuan.policy.render import source_words
from qinghuan.words import Text

_LEFT: Side = "left"
_RIGHT: Side = "right"


class Sheet:
    """Lines of text, built from sentences."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.width, self.lines = screen, screen_width(), list[str]()

    def words(self, text: Text | str) -> str:
        """``text`` as a sentence; plain text as it stands."""
        return text if isinstance(text, str) else self.screen.words(text)

    def heading(self, title: Text) -> None:
        """A title between rules."""
        said = self.words(title)
        rule = "─" * max(2, (self.width - cells(said) - 4))
        self.lines += ["", f"── {said} {rule}"[: self.width]]

    def say(self, text: Text | str, *, mark: str = "  ", rest: str | None = None) -> None:
        """A sentence, wrapped, after ``mark``."""
        self.lines += wrapped(self.words(text), self.width, first=mark, rest=rest)

    def table(self, rows: Iterable[Sequence[Text | str]], sides: Sequence[Side]) -> None:
        """Rows in aligned columns."""
        said = [[self.words(cell) for cell in row] for row in rows]
        self.lines += ["  " + line for line in table(said, sides)]

    def pairs(self, pairs: Iterable[tuple[Text, Text | str]]) -> None:
        """Label and words, the words wrapped beside the label."""
        said = [(self.words(label), self.words(words)) for label, words in pairs]
        widest = max((cells(label) for label, _ in said), default=0)
        for label, words in said:
            self.lines += wrapped(words, self.width, first=f"  {padded(label, widest)}  ")


def answer(assessment: Assessment, screen: Screen) -> list[str]:
    """The lines of the whole answer."""
    sheet = Sheet(screen)
    _head(assessment, sheet)
    _next_step(assessment, sheet)
    if assessment.next_step.stops:
        sheet.say(Text("view.stops"), mark="    ")
    else:
        _figures_of_all(assessment, sheet)
    sheet.lines.append("")
    sheet.say(Text("view.care"), mark="")
    return sheet.lines


def _figures_of_all(assessment: Assessment, sheet: Sheet) -> None:
    _deadlines(assessment, sheet)
    _owed(assessment, sheet)
    for debt in assessment.debts:
        _debt(debt, sheet)
    _household(assessment, sheet)
    _affordable(assessment, sheet)
    _options(assessment, sheet)
    _conduct(assessment, sheet)
    _missing(assessment, sheet)


def money(amount: Yuan | None) -> str:
    """``amount`` with thousands marked; a dash where it is not known."""
    return "-" if amount is None else f"{amount:,.2f}"


def name_of(debt: DebtAssessment) -> Text | str:
    """What the person calls the debt, else its kind."""
    return called(debt.facts.disclosed)


def _head(assessment: Assessment, sheet: Sheet) -> None:
    opened = assessment.case.opened
    label = opened.label if opened else ""
    sheet.say(Text("view.head", label=label, day=assessment.today), mark="")
    if opened and opened.sample:
        sheet.say(Text("view.sample"), mark="")


def _next_step(assessment: Assessment, sheet: Sheet) -> None:
    step = assessment.next_step
    sheet.heading(Text("view.next.title"))
    sheet.say(step.says, mark="  ▶ ")
    sheet.say(step.why, mark="    ")
    if step.hotline:
        number = look_up(step.hotline, assessment.today)
        if not isinstance(number, Gap):
            sheet.say(Text("view.next.call", number=number.string), mark="    ")
    for place, note in enumerate(step.notes, start=1):
        sheet.say(note, mark=f"    {place}. ")
    sheet.say(Text("view.next.by", day=step.by), mark="    ")


def _deadlines(assessment: Assessment, sheet: Sheet) -> None:
    """What falls when, in order; nothing where no day is known."""
    if not assessment.deadlines:
        return
    sheet.heading(Text("case.view.deadlines"))
    named = {debt.facts.id: name_of(debt) for debt in assessment.debts}
    for each in assessment.deadlines:
        debt = named.get(each.debt)
        told = Text("case.view.of_debt", debt=debt, says=each.says) if debt else each.says
        sheet.say(Text("case.view.deadline", day=each.on, says=told), mark="  · ", rest="    ")


def _owed(assessment: Assessment, sheet: Sheet) -> None:
    if not assessment.debts:
        return
    sheet.heading(Text("view.owed.title"))
    rows: list[Sequence[Text | str]] = [
        [Text(f"view.owed.{column}") for column in ("debt", "late", "claimed", "ours")]
    ]
    rows += [
        [name_of(debt), _late(debt), money(debt.comparison.claimed), _ours(debt)]
        for debt in assessment.debts
    ]
    rows.append([Text("view.owed.together"), "", money(assessment.asked), ""])
    sheet.table(rows, [_LEFT, _RIGHT, _RIGHT, _RIGHT])
    if assessment.not_yet_due:
        sheet.say(Text("view.owed.later", amount=assessment.not_yet_due))
    sheet.say(Text("view.owed.note"))


def _late(debt: DebtAssessment) -> Text:
    if debt.stage.days is None:
        return Text("view.unknown")
    return Text("view.days", days=debt.days_late) if debt.late else Text("view.not_late")


def _ours(debt: DebtAssessment) -> Text | str:
    total = money(debt.owed.total)
    return total if debt.owed.complete else Text("view.at_least", amount=total)


def _debt(debt: DebtAssessment, sheet: Sheet) -> None:
    disclosed = debt.facts.disclosed
    creditor = disclosed.creditor or Text("view.unknown")
    sheet.heading(Text("view.debt.title", debt=name_of(debt), creditor=creditor))
    _stage(debt, sheet)
    _claim(debt, sheet)
    if debt.cap.charged is not None or debt.cap.notes:
        sheet.say(debt.cap.says)
        for note in debt.cap.notes:
            sheet.say(note)
    if debt.late:
        sheet.say(debt.limitation.says)
    for warning in debt.card_warning:
        sheet.say(warning)
    said = {finding.question for finding in debt.comparison.findings}
    further = [question.asks for question in debt.questions if question.asks not in said]
    if further:
        sheet.say(Text("view.debt.ask"))
    for number, asks in enumerate(further, start=1):
        sheet.say(asks, mark=f"    {number}. ")


def _stage(debt: DebtAssessment, sheet: Sheet) -> None:
    stage = debt.stage
    if stage.days is not None:
        sheet.say(stage.days.formula)
    if stage.label is not None and debt.late:
        sheet.say(Text("view.stage.now", id=stage.label.id, words=stage.label.words))
    if stage.next:
        following, label = stage.next[0], stage.label
        same = label is not None and following.words == label.words
        told = "view.stage.next_same" if same else "view.stage.next"
        sheet.say(Text(told, day=following.on, id=following.id, words=following.words))
    if stage.card_class is not None:
        sheet.say(stage.card_class.words)
    for note in stage.notes if debt.late else ():
        sheet.say(note)
    if debt.owed.not_yet_due is not None and debt.owed.not_yet_due.value:
        sheet.say(Text("view.not_yet_due", amount=debt.owed.not_yet_due.value))


def _claim(debt: DebtAssessment, sheet: Sheet) -> None:
    comparison = debt.comparison
    if comparison.claim is None:
        _ours_alone(debt, sheet)
        return
    if not comparison.claimed and not comparison.ours:
        sheet.say(Text("view.claim.nothing", day=comparison.claim.on))
        return
    sheet.say(Text("view.claim.head", day=comparison.claim.on))
    rows: list[Sequence[Text | str]] = [
        [Text(f"view.claim.{column}") for column in ("part", "theirs", "ours", "difference")]
    ]
    for part in comparison.parts:
        named = _listed(part.names, sheet) if part.names else Text(f"view.part.{part.part}")
        ours = money(part.ours.value) if part.ours else "?"
        rows.append([named, money(part.claimed), ours, _signed(part.difference)])
    rows.append(
        [
            Text("view.claim.total"),
            money(comparison.claimed),
            money(comparison.ours) if comparison.ours is not None else "?",
            _signed(comparison.difference),
        ]
    )
    sheet.table(rows, [_LEFT, _RIGHT, _RIGHT, _RIGHT])
    if comparison.findings:
        sheet.say(Text("view.claim.findings", count=len(comparison.findings)))
    for number, finding in enumerate(comparison.findings, start=1):
        sheet.say(finding.says, mark=f"    {number}. ")
        sheet.say(Text("view.claim.ask", question=finding.question), mark="       ")


def _ours_alone(debt: DebtAssessment, sheet: Sheet) -> None:
    parts = [(Text(f"view.part.{part}"), money(at.value)) for part, at in debt.owed.parts.items()]
    if parts:
        sheet.table(parts, [_LEFT, _RIGHT])
    for part in debt.owed.open:
        sheet.say(part.question)
        if part.says is not None:
            sheet.say(part.says)


def _signed(amount: Yuan | None) -> str:
    if amount is None:
        return "?"
    return f"{amount:+,.2f}" if amount else "0.00"


def _household(assessment: Assessment, sheet: Sheet) -> None:
    household = assessment.household
    sheet.heading(Text("view.household.title"))
    rows: list[Sequence[Text | str]] = [
        [
            Text("view.household.income"),
            money(household.income.value) if household.income else "-",
            "",
        ]
    ]
    for income in household.incomes:
        named = income.name or _source(income)
        how = Text(f"view.knowledge.{income.knowledge}" if income.used else "view.income.not_used")
        rows.append([_in(named, sheet), money(income.monthly.value), how])
    spending = household.spending
    rows.append([Text("view.household.spending"), money(spending.value) if spending else "-", ""])
    for expense in household.expenses:
        amount = money(expense.monthly.value) if expense.monthly else "-"
        known = expense.knowledge
        how = Text(f"view.knowledge.{known}") if known else Text("view.unknown")
        rows.append([_in(Text(f"household.category.{expense.category}"), sheet), amount, how])
    sheet.table(rows, [_LEFT, _RIGHT, _LEFT])


def _source(income: IncomeLine) -> Text:
    if not income.sorted:
        return Text("view.income.unsorted")
    source = Text(f"household.income.{income.source}")
    return Text("view.income.on_bills", source=source) if income.origin == "bills" else source


def _listed(words: Iterable[str], sheet: Sheet) -> str:
    return sheet.words(Text("view.separator")).join(words)


def _in(words: Text | str, sheet: Sheet) -> str:
    return "  " + sheet.words(words)


def _affordable(assessment: Assessment, sheet: Sheet) -> None:
    can_pay = assessment.affordable
    sheet.heading(Text("view.affordable.title"))
    sheet.say(Text(f"view.affordable.{can_pay.path}", amount=can_pay.monthly.value))
    if can_pay.path == "can_pay":
        sheet.say(can_pay.monthly.formula)
    if can_pay.path == "can_pay" and can_pay.low_months:
        months = _listed([str(month) for month in can_pay.low_months], sheet)
        sheet.say(Text("view.affordable.low", months=months, reserve=can_pay.reserve))
    if can_pay.begins is not None and can_pay.waits(assessment.today):
        sheet.say(Text("view.affordable.begins", month=can_pay.begins))
    for number, step in enumerate(assessment.instead, start=1):
        sheet.say(step, mark=f"    {number}. ")


def _conduct(assessment: Assessment, sheet: Sheet) -> None:
    """What departs from the rules of collection, with the rule; nothing where nothing does."""
    if not assessment.conduct:
        return
    sheet.heading(Text("view.conduct.title"))
    sheet.say(Text("view.conduct.note"))
    for number, sign in enumerate(assessment.conduct, start=1):
        sheet.say(sign.says, mark=f"    {number}. ")
        source = source_words(sign.source.source)
        told = Text("view.conduct.source", grade=Text(f"view.grade.{sign.grade}"), source=source)
        sheet.say(told, mark="       ")


def _options(assessment: Assessment, sheet: Sheet) -> None:
    late = [debt for debt in assessment.debts if debt.late]
    stopped = [debt for debt in late if debt.limitation.standing == "stop"]
    if not assessment.options and not stopped:
        return
    sheet.heading(Text("view.options.title"))
    sheet.say(Text("view.options.note"))
    for debt in assessment.debts:
        found = [option for option in assessment.options if option.debt == debt.facts.id]
        if found:
            sheet.say(name_of(debt))
            _tell_options(found, sheet)
    for debt in stopped:
        sheet.say(Text("view.options.stopped", debt=name_of(debt)))


def _tell_options(options: Sequence[Option], sheet: Sheet) -> None:
    for number, option in enumerate(options, start=1):
        sheet.say(option.label, mark=f"    {number}. ")
        for told in _told(option):
            sheet.say(told, mark="       ")


def _told(option: Option) -> Iterable[Text]:
    """A plan in sentences: its rows, what they save, what time adds, whether they fit."""
    yield Text(
        "view.options.row",
        months=option.months,
        monthly=option.monthly.value,
        day=option.first_date,
        total=option.total.value,
    )
    if option.running is not None and not option.running.value and option.saved.value > ZERO:
        yield Text("view.options.saved", amount=option.saved.value)
    yield option.price_of_time
    yield Text(f"view.burden.{option.burden}", share=option.share.value)


_ASKED_BY_PROBLEM: Final[Mapping[str, str]] = {
    "household.question.sheet": "household.no_sheet",
    "household.question.category": "household.missing_category",
    "household.question.unsorted_income": "household.unsorted_income",
    "household.question.unsorted_spending": "household.unsorted_spending",
}
"""Questions whose problem asks the same and says more."""


def _missing(assessment: Assessment, sheet: Sheet) -> None:
    """Problems and questions in one list, nothing asked twice."""
    problems = assessment.problems
    shown = [problem for problem in problems if problem.code != "policy.stale"]
    stale = len(problems) - len(shown)
    codes = {problem.code for problem in shown}
    asked = [
        question
        for question in assessment.household.questions
        if _ASKED_BY_PROBLEM.get(question.id) not in codes
    ]
    if problems or asked:
        sheet.heading(Text("view.missing.title"))
    _list_problems(shown, sheet)
    for question in asked:
        sheet.say(question, mark="  · ")
    if stale:
        sheet.say(Text("view.missing.stale", count=stale), mark="  · ")
    if shown or asked:
        sheet.say(Text("view.missing.how"))


def _list_problems(problems: Sequence[Problem], sheet: Sheet) -> None:
    """Each with its mend; neighbours with the same mend share it."""
    mends = [sheet.words(problem.mend) for problem in problems]
    for at, problem in enumerate(problems):
        sheet.say(problem.what, mark="  · ")
        if mends[at] != "".join(mends[at + 1 : at + 2]):
            sheet.say(mends[at], mark="    ")
