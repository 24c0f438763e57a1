"""The call as cards: what they say, what you may say, with this person's own figures.

The words are those of the call script (``documents.papers.call_script``); nothing is written
here that the paper does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from qinghuan.case.assess import Assessment
from qinghuan.case.deadlines import after_refusal
from qinghuan.case.debt import DebtAssessment
from qinghuan.case.plan import asked_for
from qinghuan.contact.channels import channel
from qinghuan.contact.triage import ASK
from qinghuan.documents.gate import gate, may_only_ask
from qinghuan.documents.papers.call_script import build, content_for
from qinghuan.documents.subject import Subject, offered
from qinghuan.documents.tree import Tree, tree
from qinghuan.policy.products import called
from qinghuan.web.answers import assessed, planned
from qinghuan.web.page import case_of, choices, page
from qinghuan.web.papers.mending import mends


@dataclass(frozen=True, slots=True)
class Card:
    """One card: blocks of the script, or one thing they say with its answer."""

    title: str
    blocks: tuple[Tree, ...] = ()
    they: str = ""
    you: str = ""
    asked: tuple[str, ...] = ()
    """What to write down during the call."""


def cards(script: Tree) -> list[Card]:
    """The script (a paper as plain data) in cards, in its order."""
    return list(_cards(script["blocks"], script["title"]))


def _cards(blocks: Iterable[Tree], title: str) -> Iterator[Card]:
    kept: list[Tree] = []
    for block in blocks:
        if block["block"] == "heading":
            yield from _whole(title, kept)
            title, kept = block["words"], []
        elif block["block"] == "table":
            yield from _whole(title, kept)
            yield from _of_table(title, block)
            kept = []
        else:
            kept.append(block)
    yield from _whole(title, kept)


def _whole(title: str, kept: list[Tree]) -> Iterator[Card]:
    if kept:
        yield Card(title, tuple(kept))


def _of_table(title: str, table: Tree) -> Iterator[Card]:
    """A card for each answer; of a form to fill in one card with its lines."""
    rows = [["".join(run["text"] for run in cell) for cell in row] for row in table["rows"]]
    yield from (Card(title, they=they, you=you) for they, you in rows if you)
    asked = tuple(they for they, you in rows if not you)
    if asked:
        yield Card(title, asked=asked)


def call(request: HttpRequest, case: str, debt: str) -> HttpResponse:
    """The cards for a call about one debt; where its gate is closed, why."""
    summary = case_of(case)
    assessment = assessed(summary)
    meant = next((one for one in assessment.debts if one.facts.id == debt), None)
    if meant is None:
        raise Http404
    context = {
        "debt": meant,
        "name": called(meant.facts.disclosed),
        "channel": channel(meant.facts.disclosed.product, assessment.today),
        "refused": after_refusal(meant, assessment.conduct, assessment.today),
        **_script(assessment, meant, planned(summary), case, request.get_full_path()),
    }
    return page(request, "contact/call.html", context, case=summary, at="contact")


def _script(
    assessment: Assessment, debt: DebtAssessment, made: Any, case: str, here: str
) -> dict[str, Any]:
    option = offered(assessment, debt, asked_for(made))
    door = gate("call_script", assessment, Subject(debt, option))
    found: dict[str, Any] = {"mends": mends(door.problems, case, here), "effect": door.effect}
    if not door.opens:
        return found | {"ask": ASK if may_only_ask(assessment, debt, door) else ()}
    content = content_for(assessment, debt, option)
    script = tree(build(content, number="", language=choices().language))
    return found | {"cards": cards(script), "sources": script["sources"]}
