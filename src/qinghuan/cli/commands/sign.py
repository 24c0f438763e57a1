"""``qinghuan sign WHAT``: sign a PDF, or a paper that was issued here, by its number."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import get_args

from qinghuan import store
from qinghuan.case.entries import DocumentIssued
from qinghuan.cli.cases import found, now
from qinghuan.cli.codes import DONE, PROBLEMS, REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.cli.signatures import authority_of, own_certificate, roots_of, write_new
from qinghuan.documents.signed import SignedPaper, Wish, sign_paper
from qinghuan.errors import Problem
from qinghuan.evidence.asking import address_fault
from qinghuan.evidence.certificates import MOST_YEARS
from qinghuan.evidence.entries import Level, Role
from qinghuan.evidence.pictures import clean
from qinghuan.evidence.places import Place
from qinghuan.evidence.signing import STAMPED
from qinghuan.words import Text


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is signed: its bytes as they are now, and where it stands, if it stands in a case."""

    content: bytes
    stem: str
    case: str = ""
    paper: str | None = None


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("what", metavar="WHAT")
    parser.take("--case", metavar="CASE", default="")
    parser.take("--p12", metavar="FILE", default="")
    parser.take("--new-certificate", metavar="NAME", default=None)
    parser.take("--years", type=int, choices=range(1, MOST_YEARS + 1), metavar="N", default=3)
    parser.take("--passphrase-file", metavar="FILE", default="")
    parser.take("--role", choices=get_args(Role), default="borrower")
    parser.take("--level", choices=get_args(Level), default=None)
    parser.take("--authority", metavar="URL", default="")
    parser.take("--root", metavar="FILE", action="append", default=[])
    parser.take("--picture", metavar="PNG", default="")
    parser.take("--name", metavar="NAME", default="")
    parser.take("--place", metavar="PAGE,X,Y", type=parser.reads(_place), default=None)
    parser.take("--out", metavar="FILE", default="")
    parser.take_json()


def _place(typed: str) -> Place:
    page, left, bottom = (int(part) for part in typed.split(","))
    return Place(page, left, bottom)


def run(asked: Namespace, screen: Screen) -> int:
    """Sign it; exit code 1 when its timestamp could not be got and waits."""
    store.open_home()
    paper = _paper(asked)
    target = Path(asked.out or f"{paper.stem}-signed.pdf")
    if target.exists():
        raise Stopped(fault("there_already", str(target)))
    wish = _wish(asked, screen)
    done = sign_paper(paper.content, wish, now=now())
    if isinstance(done, Problem):
        raise Stopped(done, code=REFUSED)
    write_new(target, done.signed.content)
    if paper.case:
        _record(paper, wish, done)
    _tell(target, done, screen)
    return PROBLEMS if done.waits else DONE


def _paper(asked: Namespace) -> _Paper:
    case = found(asked.case).id if asked.case else ""
    path = Path(asked.what)
    if path.exists():
        return _Paper(existing(asked.what).read_bytes(), path.stem, case)
    cases = [case] if case else [one.id for one in store.cases(store.OWNER)]
    for each in cases:
        for recorded in store.facts(each):
            fact = recorded.fact
            if isinstance(fact, DocumentIssued) and fact.number == asked.what:
                return _issued(each, fact)
    raise Stopped(fault("nothing_to_sign", asked.what))


def _issued(case: str, fact: DocumentIssued) -> _Paper:
    """The paper as it was last signed, else as it was issued."""
    before = store.signatures(case, fact.id)
    digest = before[-1].files[0] if before else fact.digests.get("pdf", "")
    if not digest:
        raise Stopped(fault("nothing_to_sign", fact.number))
    return _Paper(store.file(digest), f"{fact.number}-{fact.paper}", case, fact.id)


def _wish(asked: Namespace, screen: Screen) -> Wish:
    picture = clean(existing(asked.picture).read_bytes()) if asked.picture else None
    if isinstance(picture, Problem):
        raise Stopped(picture)
    level: Level = asked.level or ("B-T" if asked.authority else "B")
    address = asked.authority or store.preferences().get("authority", "")
    if level in STAMPED and (wrong := address_fault(address)) is not None:
        raise Stopped(wrong)
    if level == "drawn" and (picture is None or not asked.name):
        raise Stopped(fault("drawn_needs"))
    own = own_certificate(asked, screen) if level != "drawn" else None
    return Wish(
        role=asked.role,
        level=level,
        name=asked.name or (own.name if own else ""),
        own=own,
        picture=picture,
        place=asked.place,
        authority=authority_of(address, roots_of(asked)) if level in STAMPED else None,
    )


def _record(paper: _Paper, wish: Wish, done: SignedPaper) -> None:
    own, moment = wish.own, now()
    made = store.NewSignature(
        before=paper.content,
        signed=done.signed.content,
        role=wish.role,
        name=wish.name,
        level=done.level,
        certificate=own.digest if own else None,
        self_made=own.self_made if own else None,
        authority=wish.authority.address if wish.authority and not done.waits else "",
        paper=paper.paper,
    )
    store.record_signature(paper.case, made, who=store.OWNER, now=moment)
    if done.waits and wish.authority:
        digest = sha256(done.signed.content).hexdigest()
        store.wait_for_stamp(paper.case, digest, wish.authority.address)


def _tell(target: Path, done: SignedPaper, screen: Screen) -> None:
    screen.data(
        {
            "file": str(target),
            "level": done.level,
            "signatures": [
                {"field": one.field, "name": one.name, "sound": one.sound}
                for one in done.signed.check.signatures
            ],
            "problems": [screen.described(done.waits)] if done.waits else [],
        }
    )
    screen.say(Text("cli.sign.done", file=str(target)))
    if done.level == "drawn":
        screen.say(Text("signatures.seen.drawn.proves"))
    for one in done.signed.check.signatures[-1:]:
        for words in one.says:
            screen.line("  " + screen.words(words))
    if done.waits:
        for line in screen.told(done.waits):
            screen.line("  " + line)
        screen.say(Text("cli.sign.waits"))
