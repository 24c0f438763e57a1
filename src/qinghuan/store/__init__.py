"""The store: journal, bill lines, index, drafts and kept files, on SQLite or PostgreSQL.

``open_home`` comes first; then ``append`` is the only write of facts in the program.
The names below load when they are first used, because Django takes a moment to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from qinghuan.store.appending import Appended as Appended
    from qinghuan.store.appending import NewLine as NewLine
    from qinghuan.store.appending import NewLines as NewLines
    from qinghuan.store.appending import append as append
    from qinghuan.store.appending import mint as mint
    from qinghuan.store.appending import new_case as new_case
    from qinghuan.store.backing_up import BackedUp as BackedUp
    from qinghuan.store.backing_up import Restored as Restored
    from qinghuan.store.backing_up import backup as backup
    from qinghuan.store.backing_up import restore as restore
    from qinghuan.store.bill_lines import KeptLine as KeptLine
    from qinghuan.store.bill_lines import Known as Known
    from qinghuan.store.bill_lines import known as known
    from qinghuan.store.bill_lines import lines as lines
    from qinghuan.store.case_index import Index as Index
    from qinghuan.store.case_index import index as index
    from qinghuan.store.case_index import rebuild_index as rebuild_index
    from qinghuan.store.checking import FileCheck as FileCheck
    from qinghuan.store.checking import check_digest as check_digest
    from qinghuan.store.checking import check_file as check_file
    from qinghuan.store.checking import held_to_case as held_to_case
    from qinghuan.store.choosing import prefer as prefer
    from qinghuan.store.choosing import preferences as preferences
    from qinghuan.store.decided import Decided as Decided
    from qinghuan.store.decided import decisions as decisions
    from qinghuan.store.drafts import draft as draft
    from qinghuan.store.drafts import drop_draft as drop_draft
    from qinghuan.store.drafts import keep_draft as keep_draft
    from qinghuan.store.erasing import Erased as Erased
    from qinghuan.store.erasing import erase as erase
    from qinghuan.store.erasing import note_backup as note_backup
    from qinghuan.store.erasing import redact as redact
    from qinghuan.store.files import NewFile as NewFile
    from qinghuan.store.files import file as file
    from qinghuan.store.files import keep_file as keep_file
    from qinghuan.store.files import keep_stream as keep_stream
    from qinghuan.store.files import sweep_orphans as sweep_orphans
    from qinghuan.store.generations import generation as generation
    from qinghuan.store.home import Home as Home
    from qinghuan.store.home import close as close
    from qinghuan.store.home import open_home as open_home
    from qinghuan.store.issuing import MadePaper as MadePaper
    from qinghuan.store.issuing import contents_of as contents_of
    from qinghuan.store.issuing import issue as issue
    from qinghuan.store.issuing import issued_by as issued_by
    from qinghuan.store.line_pages import LinePage as LinePage
    from qinghuan.store.line_pages import line_page as line_page
    from qinghuan.store.line_pages import lines_named as lines_named
    from qinghuan.store.line_pages import lines_of_equal_days as lines_of_equal_days
    from qinghuan.store.line_pages import months_counted as months_counted
    from qinghuan.store.portable import ExportedCase as ExportedCase
    from qinghuan.store.portable import ImportedCase as ImportedCase
    from qinghuan.store.portable import export_case as export_case
    from qinghuan.store.portable import import_case as import_case
    from qinghuan.store.reading import CaseSummary as CaseSummary
    from qinghuan.store.reading import cases as cases
    from qinghuan.store.reading import entries as entries
    from qinghuan.store.reading import facts as facts
    from qinghuan.store.reading import head as head
    from qinghuan.store.refusal import StoreRefused as StoreRefused
    from qinghuan.store.signing import NewSignature as NewSignature
    from qinghuan.store.signing import Stamped as Stamped
    from qinghuan.store.signing import forget_certificate as forget_certificate
    from qinghuan.store.signing import keep_certificate as keep_certificate
    from qinghuan.store.signing import kept_certificate as kept_certificate
    from qinghuan.store.signing import record_signature as record_signature
    from qinghuan.store.signing import record_stamp as record_stamp
    from qinghuan.store.signing import signatures as signatures
    from qinghuan.store.signing import signed_by as signed_by
    from qinghuan.store.signing import stamp_digest as stamp_digest
    from qinghuan.store.signing import stamp_waiting as stamp_waiting
    from qinghuan.store.signing import stamps as stamps
    from qinghuan.store.signing import wait_for_stamp as wait_for_stamp
    from qinghuan.store.signing import waiting_stamps as waiting_stamps
    from qinghuan.store.sums import bill_sums as bill_sums
    from qinghuan.store.vault import Kept as Kept
    from qinghuan.store.vault import Wanted as Wanted
    from qinghuan.store.vault import chosen as chosen
    from qinghuan.store.vault import evidence as evidence
    from qinghuan.store.vault import keep_original as keep_original
    from qinghuan.store.vault import make_bundle as make_bundle
    from qinghuan.store.verifying import verify as verify
    from qinghuan.store.verifying import verify_all as verify_all
    from qinghuan.store.waiting import ToSort as ToSort
    from qinghuan.store.waiting import count_to_sort as count_to_sort
    from qinghuan.store.waiting import to_sort as to_sort
    from qinghuan.store.who import OWNER as OWNER
    from qinghuan.store.who import Who as Who

_PLACES: Final = {
    "appending": ("Appended", "NewLine", "NewLines", "append", "mint", "new_case"),
    "backing_up": ("BackedUp", "Restored", "backup", "restore"),
    "bill_lines": ("KeptLine", "Known", "known", "lines"),
    "decided": ("Decided", "decisions"),
    "drafts": ("draft", "drop_draft", "keep_draft"),
    "erasing": ("Erased", "erase", "note_backup", "redact"),
    "files": ("NewFile", "file", "keep_file", "keep_stream", "sweep_orphans"),
    "generations": ("generation",),
    "home": ("Home", "close", "open_home"),
    "case_index": ("Index", "index", "rebuild_index"),
    "issuing": ("MadePaper", "contents_of", "issue", "issued_by"),
    "portable": ("ExportedCase", "ImportedCase", "export_case", "import_case"),
    "choosing": ("prefer", "preferences"),
    "reading": ("CaseSummary", "cases", "entries", "facts", "head"),
    "refusal": ("StoreRefused",),
    "signing": (
        "NewSignature",
        "Stamped",
        "forget_certificate",
        "keep_certificate",
        "kept_certificate",
        "record_signature",
        "record_stamp",
        "signatures",
        "signed_by",
        "stamp_digest",
        "stamp_waiting",
        "stamps",
        "wait_for_stamp",
        "waiting_stamps",
    ),
    "sums": ("bill_sums",),
    "line_pages": (
        "LinePage",
        "line_page",
        "lines_named",
        "lines_of_equal_days",
        "months_counted",
    ),
    "waiting": ("ToSort", "count_to_sort", "to_sort"),
    "checking": ("FileCheck", "check_digest", "check_file", "held_to_case"),
    "vault": ("Kept", "Wanted", "chosen", "evidence", "keep_original", "make_bundle"),
    "verifying": ("verify", "verify_all"),
    "who": ("OWNER", "Who"),
}
_MODULE_OF: Final = {name: module for module, names in _PLACES.items() for name in names}


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"qinghuan.store has no {name}")
    found = getattr(import_module(f"qinghuan.store.{module}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULE_OF])
