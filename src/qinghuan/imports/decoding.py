"""Bytes of a text file as characters: which encoding, chosen how, and how much was damaged.

A mark at the start decides; then strict UTF-8 (a cut last character is forgiven); then
GB18030, which holds GBK and every rare character of names. Where neither reads cleanly, the
words a bill must hold decide, and each damaged character is counted.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from qinghuan.imports.cells import INVISIBLE
from qinghuan.imports.vocabulary import KNOWN_WORDS

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD: Final = 1 << 16
_LONGEST_CHARACTER: Final = 4
_REPLACEMENT: Final = "\ufffd"
_FEW: Final = 0.02
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1a\x1b"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters of a file, the encoding they came in, and how many could not be read."""

    text: str
    encoding: str
    damaged: int = 0


def decode(content: bytes) -> Decoded | None:
    """``content`` as text; None when it is no text in an encoding known here."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _with_damage(content[len(mark) :], encoding)
    wide = _unmarked_utf16(content)
    if wide is not None:
        return _with_damage(content, wide)
    if _binary(content[:_HEAD]):
        return None
    for encoding in ("utf-8", "gb18030"):
        text = _strict(content, encoding)
        if text is not None:
            return Decoded(_visible(text), encoding)
    return _best_of_both(content)


def known_words(text: str) -> int:
    """How many of the words a bill holds occur in ``text``."""
    return sum(word in text for word in KNOWN_WORDS)


def misread(text: str) -> bool:
    """Whether ``text`` is a bill that another program opened in a wrong encoding and saved."""
    head = text[:_HEAD]
    for wrong, right in (
        ("gb18030", "utf-8"),
        ("cp1252", "utf-8"),
        ("latin-1", "gb18030"),
        ("latin-1", "utf-8"),
    ):
        again = head.encode(wrong, "ignore").decode(right, "ignore")
        if known_words(again) > known_words(head):
            return True
    return False


def _strict(content: bytes, encoding: str) -> str | None:
    """The text, forgiving a last character that was cut off."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        if fault.start < len(content) - _LONGEST_CHARACTER:
            return None
        try:
            return content[: fault.start].decode(encoding)
        except UnicodeDecodeError:
            return None


def _best_of_both(content: bytes) -> Decoded | None:
    head = content[:_HEAD]
    scores = {name: known_words(head.decode(name, "ignore")) for name in ("utf-8", "gb18030")}
    encoding = max(scores, key=lambda name: scores[name])
    if not scores[encoding]:
        return None
    return _with_damage(content, encoding)


def _with_damage(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(_visible(text), encoding, text.count(_REPLACEMENT))


def _visible(text: str) -> str:
    """``text`` without characters that show nothing and would spoil comparisons."""
    for mark in INVISIBLE:
        if mark in text:
            text = text.replace(mark, "")
    return text


def _unmarked_utf16(content: bytes) -> str | None:
    head = content[:_HEAD]
    if head.count(0) < len(head) // 20 or not head:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        if known_words(head.decode(encoding, "ignore")):
            return encoding
    return None


def _binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) * _FEW
