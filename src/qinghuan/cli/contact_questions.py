"""The questions after a contact, one at a time; every one may be passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from typing import Any, Final, get_args

from qinghuan import policy
from qinghuan.cli.asking import amount, ask, day, one_of, some_of, yes_or_no
from qinghuan.cli.screen import Screen
from qinghuan.contact.entries import Act, BannedAct
from qinghuan.policy import Sourced
from qinghuan.words import Text

DIRECTIONS: Final = ("incoming", "outgoing")
CHANNELS: Final = ("phone", "app", "message", "mail", "visit", "other")
REACHED: Final = ("me", "contact_person", "third_person")
ACTS: Final[tuple[str, ...]] = get_args(Act)
BANNED: Final[tuple[str, ...]] = get_args(BannedAct)
_MOST_PROMISES: Final = 20


def contact_of(
    screen: Screen, debts: Sequence[tuple[str, Text | str]], today: date
) -> dict[str, Any]:
    """The body of the contact as it was answered; ``debts`` are ids with their names."""
    asked = _asked(screen, debts, today)
    return {name: value for name, value in asked if value not in (None, (), [])}


def _asked(
    screen: Screen, debts: Sequence[tuple[str, Text | str]], today: date
) -> Iterator[tuple[str, Any]]:
    screen.say(Text("contact.log.begin"))
    on = ask(screen, Text("contact.log.on", day=today), day) or today
    yield "on", on.isoformat()
    yield "at", ask(screen, Text("contact.log.at"), clock)
    yield "direction", ask(screen, Text("contact.log.direction"), one_of(*DIRECTIONS)) or "incoming"
    yield "channel", ask(screen, Text("contact.log.channel"), one_of(*CHANNELS)) or "phone"
    if debts:
        yield "debt", _debt(screen, debts)
    for name in ("institution", "person", "staff_number", "their_number"):
        yield name, ask(screen, Text(f"contact.log.{name}"), str)
    yield "minutes", ask(screen, Text("contact.log.minutes"), int)
    yield "said", ask(screen, Text("contact.log.said"), str)
    yield "promises", list(_promises(screen))
    yield "recording_kept", ask(screen, Text("contact.log.recording_kept"), yes_or_no)
    yield "reached", ask(screen, Text("contact.log.reached"), one_of(*REACHED))
    yield "time_agreed", ask(screen, Text("contact.log.time_agreed"), yes_or_no)
    yield "did", _listed(screen, "did", BANNED, "collection.banned_acts", today)
    yield "acts", _listed(screen, "acts", ACTS, "limitation.interruptions", today)


def _debt(screen: Screen, debts: Sequence[tuple[str, Text | str]]) -> str | None:
    names = [screen.words(name) if isinstance(name, Text) else name for _, name in debts]
    listed = _counted(screen, names)
    reads = some_of(*(debt for debt, _ in debts))
    chosen = ask(screen, Text("contact.log.debt", debts=listed), reads)
    return chosen[0] if chosen else None


def _promises(screen: Screen) -> Iterator[dict[str, Any]]:
    for _ in range(_MOST_PROMISES):
        found = ask(screen, Text("contact.log.promise"), promise)
        if found is None:
            return
        yield found


def _listed(
    screen: Screen, name: str, ids: Sequence[str], parameter: str, today: date
) -> tuple[str, ...] | None:
    rule = policy.look_up(parameter, today)
    words = {item.id: item.words for item in rule.items} if isinstance(rule, Sourced) else {}
    other = Text("contact.act.threat_or_violence")
    listed = _counted(screen, [screen.words(words.get(each, other)) for each in ids])
    chosen: tuple[str, ...] | None = ask(
        screen, Text(f"contact.log.{name}", listed=listed), some_of(*ids)
    )
    return chosen


def _counted(screen: Screen, said: Sequence[str]) -> str:
    gap = screen.words(Text("contact.ask.gap"))
    return gap.join(f"{place} {words}" for place, words in enumerate(said, start=1))


def clock(typed: str) -> str:
    """A time of day: 21:05, 21点05, 21点. Raises :class:`ValueError`."""
    plain = typed.replace("：", ":").replace("点", ":").replace("分", "").rstrip(":")
    hour, _, minute = plain.partition(":")
    return time(int(hour), int(minute or 0)).isoformat("minutes")


def promise(typed: str) -> dict[str, Any]:
    """``what | amount | by``, the last two may be missing. Raises :class:`ValueError`."""
    what, *rest = [part.strip() for part in typed.replace("｜", "|").split("|")]
    if not what or len(rest) > 2:  # noqa: PLR2004 - amount and day
        raise ValueError(typed)
    found: dict[str, Any] = {"what": what}
    if rest and rest[0]:
        found["amount"] = f"{amount(rest[0]):.2f}"
    if rest[1:] and rest[1]:
        found["by"] = day(rest[1]).isoformat()
    return found
