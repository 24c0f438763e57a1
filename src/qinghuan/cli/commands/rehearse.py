"""``qinghuan rehearse CASE``: practise the call against a made-up creditor; nothing is stored."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from qinghuan.agreement.offer import Ours, Review, Row, Theirs, review
from qinghuan.case.assess import assess
from qinghuan.case.plan import SEED, our_side, plan, position_of
from qinghuan.cli.answer import name_of
from qinghuan.cli.cases import folded, found, today
from qinghuan.cli.codes import DONE
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.offered import offered
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.plans.ladder import asked_in_all
from qinghuan.plans.offers import Offers
from qinghuan.plans.rehearsal import Reply, Talk, desks
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take_case()
    parser.take("--desk", choices=sorted(desks()), default="by_the_book")
    parser.take("--seed", type=int, default=SEED)
    parser.take_today()


def run(asked: Namespace, screen: Screen) -> int:
    """Round by round: a number of an offer, or an empty line to stop."""
    case = found(asked.case)
    day = asked.today or today()
    result = assess(folded(case.id, day), day)
    made = [one for one in plan(result) if one.offers]
    if not made:
        for line in offered(result, (), screen):
            screen.line(line)
        raise Stopped(fault("nothing_to_rehearse"))
    first = made[0]
    debt = next(one for one in result.debts if one.facts.id == first.debt)
    talk = Talk(desks()[asked.desk], asked_in_all(position_of(debt)), day, asked.seed)
    screen.line(screen.words(Text("view.rehearse.note")))
    screen.line(screen.words(Text("view.rehearse.debt", debt=name_of(debt), claim=talk.claim)))
    _rounds(talk, first, our_side(result, debt, made), screen)
    return DONE


def _rounds(talk: Talk, one: Offers, ours: Ours, screen: Screen) -> None:
    for number, offer in enumerate(one.offers, start=1):
        option = offer.option
        told = Text(
            "view.rehearse.offer",
            role=Text(f"view.rehearse.{offer.role}"),
            months=option.months,
            amount=option.monthly.value,
        )
        screen.line(f"  {number}. {screen.words(told)}")
    for round_, choice in enumerate(_choices(len(one.offers), screen), start=1):
        rows = one.offers[choice - 1].option.instalments
        reply = talk.reply(rows, round_)
        screen.line("  " + screen.words(reply.says))
        if reply.answer != "counters":
            screen.line(screen.words(Text(f"view.rehearse.end.{reply.answer}")))
            return
        screen.line("  " + screen.words(_looked_at(talk, reply, ours).says))
    screen.line(screen.words(Text("view.rehearse.end.stopped")))


def _looked_at(talk: Talk, reply: Reply, ours: Ours) -> Review:
    """What to answer to their numbers."""
    rows = tuple(Row(row.due, row.amount) for row in reply.rows)
    theirs = Theirs(rows, talk.claim, penalty_stops=True, rest_waived=True)
    return review(theirs, ours, seed=talk.seed)


def _choices(most: int, screen: Screen) -> Iterator[int]:
    """What is typed, one line a round; an empty line or the end stops."""
    while True:
        screen.line(screen.words(Text("view.rehearse.ask", most=most)))
        typed = sys.stdin.readline().strip()
        if not typed:
            return
        if typed.isdecimal() and 1 <= int(typed) <= most:
            yield int(typed)
        else:
            screen.line(screen.words(Text("view.rehearse.again", most=most)))
