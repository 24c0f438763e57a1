"""Write docs/scenarios.md: every named scenario with what the product says to it, word for word.

Written to be read by a lawyer. ``tests/rules/test_page.py`` finds a page that is old.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qinghuan.debts.cap import cap
from qinghuan.debts.card_warning import card_warning
from qinghuan.debts.facts import DebtFacts
from qinghuan.debts.ledger import Owed, owed
from qinghuan.debts.limitation import limitation
from qinghuan.debts.questions import questions
from qinghuan.debts.reconcile import Comparison, compare
from qinghuan.debts.stage import stage
from qinghuan.explained import Explained
from qinghuan.words import Text, say

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "scenarios.md"
HEAD = """# 情形与答复

每种情形写成一个例子，下面是产品的原话。金额是元。没有另说的，产品是花呗，出借人是消费金融公司，
逾期按本金每天 0.05% 单利计，没有约定还款先抵哪一项。“时效”一段只供内部和法援看，不写进任何文书。

Every scenario of `tests/rules/debts.yaml` with what is said to it, in Chinese. Written by
`tools/scenario_page.py`; the answers are computed.
"""


def page(scenarios: list[dict[str, Any]], folded: Any) -> str:
    """The page as it should stand; ``folded`` makes a debt of a scenario."""
    parts = [HEAD]
    for scenario in scenarios:
        lines = list(_answer(folded(scenario), scenario["day"]))
        cited = "、".join(f"`{name}`" for name in scenario["cites"])
        parts.append(f"## {scenario['name']}\n\n{scenario['day']} · {cited}\n")
        parts.append("\n".join(f"- {line}" for line in lines) + "\n")
    return "\n".join(parts)


def ledger_page(answered: list[tuple[str, str, Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """The part of the page on the ledger: each scenario's account and the way to it."""
    parts = ["# 账本\n\n每种情形的账，每一项怎么来的。\n"]
    for name, day, result, explained in answered:
        lines = [f"一共 {result['total']}，逾期 {result['overdue']}，多还 {result['surplus']}"]
        lines[0] += f"，最早没还清 {result['oldest_unpaid_due']}，{result['days_past_due']} 天"
        for part, one in result["parts"].items():
            lines.append(f"{part}：" + "，".join(f"{key} {value}" for key, value in one.items()))
            way = explained[f"/parts/{part}/owed"]
            lines.append("  " + _said(way["formula"]))
            lines += [f"  {key}：{_shown(value)}" for key, value in way["inputs"].items()]
            lines += [f"  依据 {one['name']}" for one in way["parameters"]]
        for one in result["payments"]:
            settled = "，".join(f"{part} {amount}" for part, amount in one["settled"].items())
            lines.append(f"{one['on']} {one['payment']} 抵了：{settled}")
        listed = "\n".join(f"- {line}" for line in lines)
        parts.append(f"## {name}\n\n{day}\n\n{listed}\n")
    return "\n".join(parts)


def between_page(answered: list[tuple[str, Any, Mapping[str, Any]]]) -> str:
    """The part of the page on one payment among several debts to one creditor."""
    parts = ["# 同一家的几笔债，一笔还款先还哪一笔\n"]
    for name, day, result in answered:
        lines = []
        for one in result["debts"]:
            settled = "，".join(f"{part} {amount}" for part, amount in one["settled"].items())
            lines.append(f"{one['id']}：{_said(one['says'])}（{settled or '没有抵到'}）")
        lines.append(f"余下 {result['rest']}，依据 {result['parameter']['name']}")
        listed = "\n".join(f"- {line}" for line in lines)
        parts.append(f"## {name}\n\n{day}\n\n{listed}\n")
    return "\n".join(parts)


def whole(scenarios: list[dict[str, Any]], folded: Any, ledger: Any, between: Any) -> str:
    """All of the page."""
    return "\n".join((page(scenarios, folded), ledger_page(ledger), between_page(between)))


def _shown(value: Any) -> str:
    return _said(value) if isinstance(value, Text) else str(value)


def _answer(debt: DebtFacts, on: Any) -> Iterator[str]:
    ours, late = owed(debt, on), stage(debt, on)
    comparison = compare(debt, ours)
    if late.days is not None:
        yield _said(late.days.formula)
    for label in (late.label, *late.next[:1]):
        if label is not None:
            yield f"{label.id}（{label.on}）{_said(label.words)}"
    yield from (_said(note) for note in late.notes)
    yield from (_said(line) for line in card_warning(debt, late))
    yield from _owed(ours)
    yield from _compared(comparison)
    line = cap(debt, comparison.claim or ours, on)
    for figure in (line.charged, line.line, line.excess, line.yearly):
        yield from _way("年利率的线", figure)
    yield from (_said(one) for one in (line.says, *line.notes))
    if line.argument is not None:
        yield from (
            f"可以提出：{_said(one)}" for one in (line.argument.says, *line.argument.limits)
        )
        yield f"要问（loss）：{_said(line.argument.question)}"
    within = limitation(debt, on)
    yield f"时效 {within.standing} {within.first_late} {within.runs_from} {_said(within.says)}"
    yield from (f"时效 {one.on} {_said(one.says)}" for one in within.restarts)
    for question in questions(debt, ours, comparison):
        yield f"要问（{question.about}）：{_said(question.asks)}"


def _owed(ours: Owed) -> Iterator[str]:
    yield f"一共 {ours.total}，其中逾期 {ours.overdue}，{'全' if ours.complete else '还有没定的'}"
    for part, figure in ours.parts.items():
        yield from _way(part, figure)
    for gap in ours.open:
        yield f"没定：{gap.part}，缺 {gap.about}，至少 {gap.least}：{_said(gap.question)}"
        yield from _way("最少", gap.low)
        yield from _way("最多", gap.high)
    for name, figure in (("没到期", ours.not_yet_due), ("本期利息", ours.running)):
        yield from _way(name, figure)
    for one in ours.allocated:
        settled = "，".join(f"{part} {amount}" for part, amount in one.parts.items())
        yield f"{one.on} 的还款抵了：{settled}"
    if ours.surplus:
        yield f"多还 {ours.surplus}"


def _compared(found: Comparison) -> Iterator[str]:
    if found.claim is None:
        return
    rest = f"差 {found.difference}，说不清 {found.unexplained}"
    yield f"对方要 {found.claimed}，按合同 {found.ours}，{rest}"
    for finding in found.findings:
        divided = "，".join(f"{part} {amount}" for part, amount in finding.by_part.items())
        names = "、".join(finding.names)
        kind = f"{finding.kind} {finding.amount} {finding.exact} [{names}] {divided}"
        yield f"{kind}：{_said(finding.says)}"
        yield f"可以问：{_said(finding.question)}"


def _way(name: str, figure: Explained[Any] | None) -> Iterator[str]:
    if figure is None:
        return
    for depth, step in figure.steps():
        rests = [one.name for one in step.parameters] + [f"{len(step.entries)}条记录"]
        inputs = "；".join(
            f"{key}：{_said(value) if isinstance(value, Text) else value}"
            for key, value in step.inputs.items()
            if not isinstance(value, Explained)
        )
        title = name if not depth else "  由"
        yield f"{title} {step.value}：{_said(step.formula)}（{inputs}）〔{'，'.join(rests)}〕"


def _said(text: Text) -> str:
    return say(text, "zh_CN")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    from rules.test_between_debts import answered as between
    from rules.test_ledger_rules import answered
    from rules.test_rules import SCENARIOS, folded

    PAGE.write_text(whole(SCENARIOS, folded, answered(), between()), "utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(SCENARIOS)} scenarios")
