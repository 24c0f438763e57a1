"""``qinghuan timestamp``: a file, or a case as it stands, gets the moment of an authority."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from qinghuan import store
from qinghuan.cli.cases import found, now
from qinghuan.cli.codes import DONE, PROBLEMS, REFUSED
from qinghuan.cli.faults import Stopped, fault
from qinghuan.cli.parser import CommandParser, existing
from qinghuan.cli.screen import Screen
from qinghuan.cli.signatures import authority_of, roots_of, write_new
from qinghuan.errors import Problem
from qinghuan.evidence.asking import address_fault
from qinghuan.evidence.signature_words import clock
from qinghuan.evidence.timestamps import OUT_OF_REACH, Stamp, ask, verify
from qinghuan.words import Text


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("file", metavar="FILE", nargs="?", default="")
    parser.take("--case", metavar="CASE", default="")
    parser.take("--authority", metavar="URL", default="")
    parser.take("--root", metavar="FILE", action="append", default=[])
    parser.take("--check", metavar="TOKEN", default="")
    parser.take("--waiting", action="store_true")
    parser.take("--out", metavar="FILE", default="")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Ask for it, check a kept one, or ask again for those that wait."""
    if asked.check:
        return _check(asked, screen)
    store.open_home()
    case = found(asked.case).id if asked.case else ""
    if asked.waiting:
        return _waiting(case, asked, screen)
    address = asked.authority or store.preferences().get("authority", "")
    if (wrong := address_fault(address)) is not None:
        raise Stopped(wrong)
    if asked.file:
        return _file(case, address, asked, screen)
    if not case:
        raise Stopped(fault("nothing_to_stamp"))
    return _head(case, address, asked, screen)


def _digest(path: str) -> str:
    from qinghuan.store.files import digest_of_file  # noqa: PLC0415

    return digest_of_file(existing(path))


def _check(asked: Namespace, screen: Screen) -> int:
    if not asked.file:
        raise Stopped(fault("nothing_to_stamp"))
    token, digest = existing(asked.check).read_bytes(), _digest(asked.file)
    stamp = verify(token, digest, now=now(), roots=roots_of(asked))
    if isinstance(stamp, Problem):
        raise Stopped(stamp, code=PROBLEMS)
    return _tell(stamp, "", screen)


def _file(case: str, address: str, asked: Namespace, screen: Screen) -> int:
    """The token goes beside the file, and into the case where one is named."""
    target = Path(asked.out or f"{asked.file}.tsr")
    if target.exists():
        raise Stopped(fault("there_already", str(target)))
    asking = authority_of(address, roots_of(asked))
    digest = _digest(asked.file)
    stamp = ask(digest, address, now=now(), nonce=asking.nonces(), roots=asking.roots)
    if isinstance(stamp, Problem):
        if not case:
            raise Stopped(stamp, code=REFUSED)
        return _waits(case, digest, address, stamp, screen)
    write_new(target, stamp.content)
    if case:
        store.record_stamp(case, stamp, address, who=store.OWNER, now=now())
    return _tell(stamp, str(target), screen)


def _head(case: str, address: str, asked: Namespace, screen: Screen) -> int:
    """The digest of the last entry: everything recorded up to now was there at that moment."""
    asking = authority_of(address, roots_of(asked))
    head = store.head(case)[1]
    given = store.stamp_digest(case, head, asking, who=store.OWNER, now=now())
    if isinstance(given, Problem):
        return _waits(case, head, address, given, screen)
    screen.data({"of": given.of, "moment": given.moment, "authority": given.authority})
    screen.say(Text("cli.timestamp.head", moment=given.moment[:16].replace("T", " ")))
    return DONE


def _waits(case: str, digest: str, address: str, why: Problem, screen: Screen) -> int:
    """Out of reach, it waits in the case; one that answers wrongly is not asked again."""
    if why.code not in OUT_OF_REACH:
        raise Stopped(why, code=REFUSED)
    store.wait_for_stamp(case, digest, address)
    screen.problems([why])
    screen.note(Text("cli.timestamp.waits"))
    return PROBLEMS


def _waiting(case: str, asked: Namespace, screen: Screen) -> int:
    if not case:
        raise Stopped(fault("nothing_to_stamp"))
    roots = roots_of(asked)
    done = store.stamp_waiting(
        case, authority=lambda address: authority_of(address, roots), who=store.OWNER, now=now()
    )
    screen.data(
        {
            "given": [{"of": one.of, "moment": one.moment} for one in done.given],
            "problems": [screen.described(one) for one in done.problems],
        }
    )
    screen.say(Text("cli.timestamp.asked", given=len(done.given), waiting=len(done.problems)))
    for problem in done.problems:
        for line in screen.told(problem):
            screen.line("  " + line)
    return PROBLEMS if done.problems else DONE


def _tell(stamp: Stamp, target: str, screen: Screen) -> int:
    screen.data(
        {
            "of": stamp.digest,
            "moment": stamp.moment.isoformat(),
            "authority": stamp.name,
            "known": stamp.known,
            "file": target or None,
        }
    )
    known = "known" if stamp.known else "unknown"
    screen.say(Text("cli.timestamp.done", moment=clock(stamp.moment), name=stamp.name))
    screen.say(Text(f"signatures.stamped.{known}"))
    if target:
        screen.say(Text("cli.timestamp.kept", file=target))
    return DONE
