"""Bytes of a text file to clean text: encodings, line ends, invisible characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from moot.problems import GuideProblems, Problem
from moot.text.encodings import NAMES, guessed, without_mark

__all__ = ["clean", "composed", "decoded"]

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_UTF8 = "Open it in the program it was written with and save it as plain text in the encoding UTF-8."

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Joiners and left-to-right marks stay: some scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_WORD_OF_MARKS = 500
_ENOUGH, _DAMAGED = 20, 0.05
"""Letters beyond ASCII that are UTF-8, and the share that may not be, for a file that is UTF-8 with a fault in it."""


def decoded(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file and what was noticed on the way, as warnings and notes.

    Raises GuideProblems where `data` is not text, or text in an encoding that cannot be told.
    """
    text, problems = _as_text(data, name)
    tidy, dropped = clean(text)
    if dropped:
        what = "invisible character was" if dropped == 1 else "invisible characters were"
        problems += (Problem(name, 0, 0, f"{dropped} {what} left out", rule="text-invisible", severity="note"),)
    return tidy, problems


def clean(text: str) -> tuple[str, int]:
    """Line ends as one newline, NFC, without control, zero-width and direction-override characters.

    Returns the text and how many characters were dropped.
    """
    text, dropped = _INVISIBLE.subn("", _LINE_ENDS.sub("\n", text))
    return composed(text), dropped


def composed(text: str) -> str:
    """NFC, in linear time: the time of `normalize` grows with the square of the marks on one letter."""
    if text.isascii():
        return text
    pieces = re.findall(rf"\s+|\S{{1,{_WORD_OF_MARKS}}}", text)
    return "".join(unicodedata.normalize("NFC", piece) for piece in pieces)


def _as_text(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            if encoding == "utf-8":
                return _utf8(rest, name)
            try:
                return rest.decode(encoding), ()
            except UnicodeDecodeError:
                raise _refused(
                    name, f"it says it is {encoding[:6].upper()} text, but it is damaged", _AS_UTF8
                ) from None
    head = data[:4096]
    nuls = head.count(0)
    if nuls and _every_second(head):
        if text := without_mark(data):
            return text, (
                _warning(name, 1, "no byte-order mark says so, but it looks like UTF-16, and was read as that"),
            )
        raise _refused(name, "it looks like UTF-16 text without a byte-order mark", _AS_UTF8)
    if nuls or _controls(head) > len(head) // 20:
        raise _refused(name, "it is not a text file", "Give a plain text or Markdown file (.txt or .md).")
    return _utf8(data, name)


def _every_second(head: bytes) -> bool:
    """Whether nearly all NULs stand at even, or at odd, places: Latin letters in UTF-16."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) * 5 > len(head) and min(even, odd) * 10 < max(even, odd)


def _controls(head: bytes) -> int:
    return sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1b" for byte in head)


def _utf8(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8", "replace")
    damaged, whole = text.count("\ufffd"), sum(character > "\x7f" for character in text)
    if whole - damaged >= _ENOUGH and damaged <= _DAMAGED * whole:
        what = "1 letter in it is" if damaged == 1 else f"{damaged} letters in it are"
        return text, (_warning(name, line, f"{what} no UTF-8, as the rest is: \ufffd stands for what was there"),)
    text, code = guessed(data)
    if not code:
        raise _refused(name, "its letters are in an encoding that cannot be told", _AS_UTF8, line)
    return text, (_warning(name, line, f"this file is not UTF-8; it was read as {NAMES[code]}"),)


def _warning(name: str, line: int, message: str) -> Problem:
    hint = "Look whether accents, dashes and quotation marks came out right, and save the file as UTF-8."
    return Problem(name, line, 0, message, hint, rule="text-encoding", severity="warning")


def _refused(name: str, message: str, hint: str, line: int = 0) -> GuideProblems:
    return GuideProblems([Problem(name, line, 0, f"this text cannot be read: {message}", hint, rule="text-encoding")])
