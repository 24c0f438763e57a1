"""Every paper that the demo really wrote, unpacked: what must never be in one, seen or unseen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from documents.unpacked import (
    docx_parts,
    docx_text,
    pdf_annotations,
    pdf_attachments,
    pdf_metadata,
    pdf_streams,
    pdf_text,
)

PAPERS_OF_THE_SAMPLE = 9
INTERNAL = (
    "时效",
    "三年",
    "底线",
    "最低生活",
    "保持概率",
    "履约概率",
    "可负担",
    "目标方案",
    "内部",
    "limitation",
    "bottom line",
    "affordable",
    "chance",
    "debts.",
    "plans.",
    "None",
)
"""Bottom line, chance of being kept, limitation, flags, names of the program's own fields."""
LEAVES = ("report_external", "proposal", "data_request")
ID = re.compile(r"[a-z2-7]{16}")


def qinghuan(home: Path, *words: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "qinghuan", *words],
        env={**os.environ, "QINGHUAN_HOME": str(home), "LC_ALL": "zh_CN.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What ``make demo`` does: a folder with the papers, and the answer they come from."""
    place = tmp_path_factory.mktemp("demo-papers")
    qinghuan(place / "home", "demo", "--out", str(place / "papers"))
    case = json.loads(qinghuan(place / "home", "case", "list", "--json"))[0]["id"]
    answer = json.loads(qinghuan(place / "home", "assess", case, "--today", "2026-11-20", "--json"))
    return sorted((place / "papers").iterdir()), case, answer


def unpacked(path: Path) -> str:
    """All that a file holds, unpacked: pages, parts, properties, streams."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        return pdf_text(content) + pdf_streams(content) + str(pdf_metadata(content))
    return docx_text(content) + "".join(docx_parts(content).values())


def test_each_paper_is_there_as_pdf_and_as_a_document_to_edit(written):
    papers, _, _ = written
    assert [path.suffix for path in papers] == [".docx", ".pdf"] * PAPERS_OF_THE_SAMPLE


def test_nothing_internal_is_in_any_file_the_demo_wrote(written):
    papers, _, _ = written
    found = {(path.name, word) for path in papers for word in INTERNAL if word in unpacked(path)}
    assert found == set()


def test_no_id_of_the_journal_stands_in_a_file(written):
    papers, case, answer = written
    ids = {case, *ID.findall(json.dumps(answer))}
    assert len(ids) > 1
    found = {(path.name, one) for path in papers for one in ids if one in unpacked(path)}
    assert found == set()


def test_only_the_statement_carries_a_file_and_none_notes_comments_or_an_author(written):
    papers, _, _ = written
    for path in papers:
        content = path.read_bytes()
        if path.suffix == ".pdf":
            carried = 1 if "report_external" in path.name else 0
            assert (pdf_attachments(content), pdf_annotations(content)) == (carried, 0), path.name
            continue
        names = set(docx_parts(content))
        assert not [name for name in names if re.search(r"comment|embed|custom|people", name)]


def test_only_the_papers_for_oneself_are_marked_to_be_kept(written):
    papers, _, _ = written
    for path in papers:
        leaves = any(kind in path.name for kind in LEAVES)
        assert ("不外发" in unpacked(path)) is not leaves, path.name
