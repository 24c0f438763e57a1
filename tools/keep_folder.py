"""Keep a data folder of the present schema: ``python tools/keep_folder.py``.

``tests/store/folders/schema-N`` is a whole data folder with one small made-up case (every kind
of fact, bills that update each other, a correction, an erased entry and an erased import), and
``schema-N.json`` says what is in it. It is made once for each schema, before its release, and
never again: every later program must open it, update it and find every word unchanged.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from kept_examples import EXAMPLES, example

from qinghuan import store
from qinghuan.case.kinds import KINDS
from qinghuan.journal.entry import SALT_BYTES, Stamp, seal
from qinghuan.journal.fact import Fact, Redacted
from qinghuan.store.appending import files_of, write_index
from qinghuan.store.files import remove_unused
from qinghuan.store.home import SCHEMA, contents_digest, current
from qinghuan.store.importing import import_file
from qinghuan.store.models import CaseFile  # needs a configured Django
from qinghuan.store.rows import insert_entries

ROOT = Path(__file__).parents[1]
FOLDERS = ROOT / "tests" / "store" / "folders"
BILLS = ROOT / "tests" / "imports" / "samples"
NOW = datetime(2026, 6, 6, 8, tzinfo=UTC)
DAY = date(2026, 6, 6)
LEFT_TO_IMPORTS = {"statement_imported", "bill_categories_set"}


def _facts() -> list[Fact]:
    """The examples, with a file that is kept and ids that name each other."""
    kept = store.keep_file("一份录音".encode())
    names = {"debt_disclosed": "debt0001"}
    found = []
    for place, kind in enumerate(EXAMPLES):
        if kind in LEFT_TO_IMPORTS:
            continue
        says = {**example(kind, names.get(kind, f"fact{place:04d}")), "files": [kept]}
        found.append(KINDS.models[kind].model_validate(says))
    return found


def _fill() -> dict[str, Any]:
    facts = _facts()
    case = store.new_case(facts, who=store.OWNER, now=NOW, token="opened")
    wrong = next(fact for fact in facts if fact.KIND == "payment_made")
    right = wrong.model_copy(update={"note": "更正后"})
    correction = KINDS.correction(wrong, right, id="right0001", on=DAY, reason="看错了")
    store.append(case, [correction], who=store.OWNER, now=NOW, token="form1")
    imported = [
        _imported(case, BILLS / "alipay" / "deg_alipay_app_2023_gbk.csv"),
        _imported(case, BILLS / "synthetic" / "alipay_app_huabei_synthetic_gb18030.csv"),
    ]
    contact = next(fact for fact in facts if fact.KIND == "contact_made")
    for which in (contact.id, imported[0]):
        _redact(case, which)
    assert store.verify(case) == []
    sequence, head = store.head(case)
    return {
        "case": case,
        "contents": contents_digest(),
        "sequence": sequence,
        "head": head,
        "lines": len(store.lines(case, superseded=True)),
        "facts": len(store.facts(case)),
        "files": sorted(path.name for path in current().path.glob("files/*")),
    }


def _imported(case: str, path: Path) -> str:
    done = import_file(case, path.read_bytes(), path.name, who=store.OWNER, now=NOW)
    assert done.entry
    return done.entry


def _redact(case: str, which: str) -> None:
    """Erase the words of an entry; the guard in the database blanks them with this entry."""
    last = store.entries(case)[-1]
    fact = Redacted(id=store.mint(), on=DAY, which=which, reason="本人要求")
    stamp = Stamp(last.case, last.sequence + 1, last.recorded_at, store.OWNER.id)
    entry = seal(last.digest, fact, stamp, os.urandom(SALT_BYTES))
    with transaction.atomic():
        insert_entries(case, [entry])
        write_index(case, entry, {entry.kind})
        named = [recorded.fact for recorded in store.facts(case)]
        freed = CaseFile.objects.filter(case=case).exclude(
            digest__in={digest for one in named for digest in files_of(one)}
        )
        gone = list(freed.values_list("digest", flat=True))
        freed.delete()
    remove_unused(gone)


def main() -> int:
    folder = FOLDERS / f"schema-{SCHEMA}"
    if folder.exists():
        print(f"{folder.name} is kept already; a new one comes with a new schema")
        return 1
    os.umask(0o077)
    store.open_home(folder)
    says = _fill()
    store.close()
    text = json.dumps(says, indent=2, sort_keys=True) + "\n"
    (FOLDERS / f"schema-{SCHEMA}.json").write_text(text)
    print(f"kept {folder.name}: {sorted(path.name for path in folder.iterdir())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
