"""The papers of the corpora, and what a review of each finds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from agreement.generated import FORMS
from qinghuan.agreement.offer import Row
from qinghuan.agreement.reading import read_paper
from qinghuan.agreement.review import Agreed, review_paper
from qinghuan.money import yuan

TODAY = date(2026, 11, 28)
CORPUS = Path(__file__).parent / "corpus"


def keyed(name="hand"):
    """Each paper of a corpus with what its key says: path, planted codes, what it is beside."""
    folder = CORPUS / name
    key = json.loads((folder / "key.json").read_text("utf-8"))
    for file, said in key.items():
        yield folder / file, {one["code"] for one in said["faults"]}, _beside(said)


def _beside(said):
    agreed, household = said["agreed"], said["household"]
    rows = [
        Row(date.fromisoformat(day), yuan(amount)) for day, amount in (agreed or {}).get("rows", [])
    ]
    return Agreed(
        tuple(rows),
        yuan(household["monthly"]) if household else None,
        household["pay_day"] if household else None,
    )


def reviewed(content, name="", agreed=None):
    reading = read_paper(content, name)
    assert reading.text is not None, [one.code for one in reading.problems]
    return review_paper(reading.text, TODAY, agreed)


def codes(answer):
    return {one.code for one in answer.findings}


def in_form(made, number):
    """A made paper as a file; the forms take turns."""
    form = list(FORMS)[number % len(FORMS)]
    return FORMS[form](made), f"paper.{form}"
