"""The ten questions of the first ten minutes; every one may be passed over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, get_args

from qinghuan.cli.asking import amount, ask, day, one_of, some_of, yes_or_no
from qinghuan.cli.screen import Screen
from qinghuan.contact.distress import speaks_of_not_living
from qinghuan.contact.triage import CourtPaper, TriageAnswers
from qinghuan.policy.products import products
from qinghuan.words import Text

COURT_PAPERS: Final[tuple[str, ...]] = get_args(CourtPaper)


def answers_of(screen: Screen, today: date, *, kept: bool = False) -> TriageAnswers:
    """The answers typed, as far as the questions go: danger and ``not alone`` end them.

    ``kept``: whether what is clear will be recorded, which is said first.
    """
    screen.say(Text("contact.ask.begin_case" if kept else "contact.ask.begin"))
    given: dict[str, Any] = {}
    for part in _asked(screen, today):
        given |= {name: value for name, value in part.items() if value is not None}
        if _ends(given):
            break
    return TriageAnswers(**given)


def _ends(given: dict[str, Any]) -> bool:
    written = "\n".join(value for value in given.values() if isinstance(value, str))
    stopped = any(given.get(name) is False for name in ("safe", "adult", "account_holder"))
    return stopped or speaks_of_not_living(written)


def _asked(screen: Screen, today: date) -> Iterator[dict[str, Any]]:
    yield ask(screen, Text("contact.ask.safe"), _safe) or {}
    paper = ask(screen, Text("contact.ask.court_paper"), one_of(*COURT_PAPERS))
    yield {"court_paper": paper}
    if paper not in {None, "none"}:
        received = ask(screen, Text("contact.ask.court_received_on"), _past(today))
        yield {"court_received_on": received}
        yield {"court_checked": ask(screen, Text("contact.ask.court_checked"), yes_or_no)}
    for name in ("adult", "account_holder"):
        yield {name: ask(screen, Text(f"contact.ask.{name}"), yes_or_no)}
    yield {"owed": ask(screen, _whom(screen), some_of(*products()))}
    yield ask(screen, Text("contact.ask.how_late"), _late(today)) or {}
    yield ask(screen, Text("contact.ask.debit"), _debit) or {}
    yield {"caller": ask(screen, Text("contact.ask.caller"), str)}


def _whom(screen: Screen) -> Text:
    named = enumerate(products(), start=1)
    listed = [f"{place} {screen.words(Text(f'view.product.{name}'))}" for place, name in named]
    return Text("contact.ask.owed", products=screen.words(Text("contact.ask.gap")).join(listed))


def _safe(typed: str) -> dict[str, Any]:
    """Yes or no, else the person's own words."""
    try:
        return {"safe": yes_or_no(typed)}
    except ValueError:
        return {"words": typed}


def _past(today: date) -> Any:
    def read(typed: str) -> date:
        found = day(typed)
        if found > today:
            raise ValueError(typed)
        return found

    return read


def _late(today: date) -> Any:
    """A count of days, or the day since when."""

    def read(typed: str) -> dict[str, Any]:
        plain = typed.removesuffix("天").removesuffix("days").strip()
        if plain.isdecimal():
            return {"days_late": int(plain)}
        return {"late_since": _past(today)(typed)}

    return read


def _debit(typed: str) -> dict[str, Any]:
    """Account, day and amount in any order; ``no`` for none."""
    try:
        if not yes_or_no(typed):
            return {}
    except ValueError:
        pass
    found: dict[str, Any] = {}
    account = []
    for word in typed.replace("，", " ").split():
        for name, read in (("debit_on", day), ("debit_amount", amount)):
            try:
                found[name] = read(word)
                break
            except ValueError:
                continue
        else:
            account.append(word)
    return found | {"debit_account": " ".join(account)}
