"""The sample case: where its files are, and the facts of its journal.

Its files stand in ``examples/sample`` of a checkout and in ``qinghuan/sample`` of an
installed copy. What they hold: ``README.md`` beside them.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from qinghuan.errors import QinghuanError
from qinghuan.journal.fact import Fact

TODAY: Final = date(2026, 11, 20)
"""The day on which the sample is told."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_PLACES: Final = (_PACKAGE / "sample", _PACKAGE.parent.parent / "examples" / "sample")
_BILLS: Final = ("alipay_*", "wechat_*")


class NoSample(QinghuanError):
    """The files of the sample case are not where this program was installed."""


def sample_folder() -> Path:
    """The folder with the sample's files. Raises :class:`NoSample` when there is none."""
    for place in _PLACES:
        if (place / "facts.jsonl").is_file():
            return place
    raise NoSample("no folder with facts.jsonl")


def files() -> list[Path]:
    """The bills, in the order in which a person would import them."""
    folder = sample_folder()
    return [path for pattern in _BILLS for path in sorted(folder.glob(pattern))]


def facts() -> list[Fact]:
    """What the person and the lenders stated, in the order in which it is told."""
    from qinghuan.case.kinds import KINDS  # noqa: PLC0415 - loads every room

    lines = (sample_folder() / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return [KINDS.read(fact["kind"], fact["version"], json.dumps(fact["body"])) for fact in told]
