"""``qinghuan demo``: the sample case from its bills to its papers, the way a person would go."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

from qinghuan import store
from qinghuan.case.assess import assess
from qinghuan.cli import sample
from qinghuan.cli.answer import answer
from qinghuan.cli.as_data import assessment_data
from qinghuan.cli.cases import folded
from qinghuan.cli.codes import DONE, PROBLEMS
from qinghuan.cli.commands.write import debt_names, described, tell
from qinghuan.cli.papers import issue, planned
from qinghuan.cli.parser import CommandParser
from qinghuan.cli.screen import Screen
from qinghuan.documents.paper import Journal
from qinghuan.store.importing import import_file
from qinghuan.words import Text

MOMENT = datetime(sample.TODAY.year, sample.TODAY.month, sample.TODAY.day, 2, 0, tzinfo=UTC)
"""When the sample is told: ten in the morning in China."""


def arguments(parser: CommandParser) -> None:
    """What the command takes."""
    parser.take("--out", metavar="DIR", default="demo-out")
    parser.take_json()


def run(asked: Namespace, screen: Screen) -> int:
    """Load, assess, print, write; exit code 1 when a paper could not be made."""
    folder = Path(asked.out)
    store.open_home()
    screen.say(Text("cli.demo.intro"))
    case = load(screen)
    assessment = assess(folded(case, sample.TODAY), sample.TODAY)
    for line in () if screen.as_json else answer(assessment, screen):
        screen.line(line)
    papers = planned(assessment, screen.language, journal=Journal(*store.head(case)))
    with screen.progress(Text("cli.write.working"), len(papers)) as bar:
        written = issue(case, papers, folder, now=MOMENT, bar=bar)
    if screen.as_json:
        told = [described(each, screen) for each in written]
        answered = assessment_data(assessment, screen)
        screen.data({"case": case, "assessment": answered, "papers": told})
    screen.line()
    tell(written, folder, screen, debt_names(assessment))
    screen.line()
    screen.say(Text("cli.demo.case", id=case))
    screen.say(Text("cli.demo.then"))
    if shutil.which("qinghuan") is None:
        screen.say(Text("cli.demo.where", path=sys.argv[0]))
    return DONE if any(each.paths for each in written) else PROBLEMS


def load(screen: Screen) -> str:
    """The sample in the open data folder: what is told and the bills; the id of the new case."""
    case = store.new_case(sample.facts(), who=store.OWNER, now=MOMENT)
    files, recorded = sample.files(), 0
    with screen.progress(Text("cli.import_files.working"), len(files)) as bar:
        for path in bar.over(files):
            done = import_file(case, path.read_bytes(), path.name, who=store.OWNER, now=MOMENT)
            recorded += done.report.recorded - (done.report.duplicates or 0)
    screen.say(Text("cli.demo.imported", files=len(files), recorded=recorded))
    return case
