"""What a file is, by its first bytes and never by its name; the contents of a zip.

Bills come as zips with a password (WinZip AES-256), zips in zips, text, or XLSX. Anything
else is refused with a problem that names it. Nothing unpacked is larger than
``LARGEST_FILE``, and no password is kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from qinghuan.errors import Problem
from qinghuan.imports.faults import fault

_Opener = Callable[[io.BytesIO], Any]
"""``zipfile.ZipFile`` or its twin that knows AES; they share no base class."""

MEGABYTE: Final = 1 << 20
LARGEST_FILE: Final = 50 * MEGABYTE
"""Bytes. A year of bills of a busy account has about 4 MB."""
LARGEST_WORKBOOK: Final = 2 * LARGEST_FILE
MOST_MEMBERS: Final = 50
DEEPEST: Final = 2

Shape = Literal[
    "text", "xlsx", "zip", "empty", "html", "pdf", "image", "old_excel", "encrypted_office",
    "archive",
]  # fmt: skip

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES: Final[tuple[tuple[bytes, Shape], ...]] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM6", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_MARKUP: Final = re.compile(
    rb"^\s*(?:<!doctype html|<html|<head|<body|<table|<meta|<\?xml|<script)", re.IGNORECASE
)
_WORKBOOK: Final = "xl/workbook.xml"
_HEAD: Final = 2048
_UTF8_NAME: Final = 0x800
_ENCRYPTED: Final = 0x1


@dataclass(frozen=True, slots=True)
class Member:
    """One file to be read: its name and its bytes, of shape ``text`` or ``xlsx``."""

    name: str
    content: bytes
    shape: Shape


@dataclass(slots=True)
class Unpacked:
    """What a file holds that may be a bill, and what is wrong with the rest."""

    members: list[Member] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def shape_of(content: bytes) -> Shape:
    """What ``content`` is by its bytes; anything unknown counts as text, to be tried."""
    if not content.strip(b"\x00 \t\r\n\x1a\xef\xbb\xbf"):
        return "empty"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_or_workbook(content)
    if content.startswith(_OLE):
        return "encrypted_office" if _ENCRYPTED_PACKAGE in content else "old_excel"
    for signature, shape in _SIGNATURES:
        if content.startswith(signature):
            return shape
    if _MARKUP.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "image" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else "text"


def _zip_or_workbook(content: bytes) -> Shape:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xlsx" if _WORKBOOK in archive.namelist() else "zip"
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "zip"


@dataclass(frozen=True, slots=True)
class _Given:
    """A file on its way in: its bytes, its name, the password, how deep zips may still nest."""

    content: bytes
    name: str
    password: str | None
    depth: int = DEEPEST


def unpack(content: bytes, name: str, password: str | None = None) -> Unpacked:
    """The readable files in ``content``, each refused one as a problem."""
    found = Unpacked()
    _unpack_into(found, _Given(content, name, password))
    return found


def _unpack_into(found: Unpacked, given: _Given) -> None:
    content, name = given.content, given.name
    if len(content) > LARGEST_FILE:
        found.problems.append(too_large(name, len(content)))
        return
    shape = shape_of(content)
    if shape == "text" and name.lower().endswith((".zip", ".xlsx")):
        found.problems.append(fault("not_a_zip", name))
    elif shape == "text":
        found.members.append(Member(name, content, shape))
    elif shape == "xlsx":
        _workbook_into(found, given)
    elif shape == "zip":
        _zip_into(found, given)
    else:
        found.problems.append(fault(shape, name))


def too_large(name: str, size: int) -> Problem:
    """The refusal of a file of ``size`` bytes, made before anything is parsed."""
    return fault("too_large", name, size=size // MEGABYTE, limit=LARGEST_FILE // MEGABYTE)


def _workbook_into(found: Unpacked, given: _Given) -> None:
    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        whole = sum(info.file_size for info in archive.infolist())
    if whole > LARGEST_WORKBOOK:
        limit = LARGEST_WORKBOOK // MEGABYTE
        found.problems.append(fault("zip_bomb", given.name, limit=limit))
        return
    found.members.append(Member(given.name, given.content, "xlsx"))


def _zip_into(found: Unpacked, given: _Given) -> None:
    if not given.depth:
        found.problems.append(fault("zip_too_deep", given.name))
        return
    try:
        with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
            entries = [info for info in archive.infolist() if _may_be_a_bill(info)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        found.problems.append(fault("damaged_zip", given.name))
        return
    if not entries or len(entries) > MOST_MEMBERS:
        problem = "zip_too_many" if entries else "zip_empty"
        found.problems.append(fault(problem, given.name, limit=MOST_MEMBERS))
        return
    members, problems = len(found.members), len(found.problems)
    for info in entries:
        _member_into(found, given, info)
    _forgive_companions(found, members, problems)


def _forgive_companions(found: Unpacked, members: int, problems: int) -> None:
    """A picture or PDF beside a bill is no error: said, not refused."""
    if len(found.members) == members:
        return
    kept = [
        fault("beside_the_bill", problem.where, "notice")
        if problem.code in _COMPANIONS
        else problem
        for problem in found.problems[problems:]
    ]
    found.problems[problems:] = kept


_COMPANIONS: Final = frozenset(
    f"imports.{shape}" for shape in ("html", "pdf", "image", "empty", "archive", "old_excel")
)


def _may_be_a_bill(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not info.is_dir() and not hidden


def _member_into(found: Unpacked, given: _Given, info: zipfile.ZipInfo) -> None:
    where = f"{given.name}/{_member_name(info)}"
    if info.file_size > LARGEST_FILE:
        found.problems.append(fault("zip_bomb", where, limit=LARGEST_FILE // MEGABYTE))
        return
    if info.flag_bits & _ENCRYPTED and not given.password:
        found.problems.append(fault("password_needed", where))
        return
    inner = _opened(given, info, where)
    if isinstance(inner, Problem):
        found.problems.append(inner)
    else:
        _unpack_into(found, _Given(inner, where, given.password, given.depth - 1))


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: old Chinese zips keep GBK bytes without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def _opened(given: _Given, info: zipfile.ZipInfo, where: str) -> bytes | Problem:
    locked = bool(info.flag_bits & _ENCRYPTED)
    try:
        return _bounded(_reader(locked=locked), given, info)
    except ImportError:
        return fault("aes_library_missing", where)
    except NotImplementedError:
        return fault("unsupported_compression", where)
    except RuntimeError:
        return fault("wrong_password", where)
    except Exception:  # noqa: BLE001 zlib, lzma and bz2 each raise their own for damaged bytes
        return fault("wrong_password_or_damaged" if locked else "damaged_zip", where)


def _reader(*, locked: bool) -> _Opener:
    """The plain reader for open members; the one that knows AES for locked ones."""
    if not locked:
        return zipfile.ZipFile
    import pyzipper  # type: ignore[import-untyped] # noqa: PLC0415 heavy, for locked files only

    opener: _Opener = pyzipper.AESZipFile
    return opener


def _bounded(reader: _Opener, given: _Given, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member: never more than its entry says, which was checked before."""
    secret = given.password.strip().encode() if given.password else None
    with (
        reader(io.BytesIO(given.content)) as archive,
        archive.open(info.filename, pwd=secret) as file,
    ):
        inner: bytes = file.read()
    return inner
