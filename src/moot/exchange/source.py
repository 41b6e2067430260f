"""From a file of another program to its text: sizes, kinds of file, encodings."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

from moot.problems import GuideProblems, Problem
from moot.text.decode import decoded

__all__ = ["MAX_BYTES", "MOST_ENTRIES", "bytes_of", "refused", "text_of"]

MAX_BYTES = 5_000_000
MOST_ENTRIES = 10_000

_OTHER_KINDS = (
    (b"PK\x03\x04", "an Excel, LibreOffice or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"%PDF", "a PDF"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)


def refused(name: str, message: str, hint: str = "", line: int = 0) -> GuideProblems:
    """The one problem for which nothing of a file is taken."""
    return GuideProblems([Problem(name, line, 0, message, hint, rule="exchange")])


def bytes_of(file: Path, name: str, wanted: str) -> bytes:
    """The bytes of `file`, at most MAX_BYTES; `name` is how messages call it, `wanted` what should be given instead.

    Raises GuideProblems with one problem.
    """
    try:
        mode = file.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "a device or a pipe"
            raise refused(name, f"this is {what}, not a file", wanted)
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise refused(name, "this file does not exist", wanted) from None
    except PermissionError:
        raise refused(name, "you are not allowed to read this file", "change its permissions, or copy it") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise refused(name, f"this file cannot be read: {reason}") from None
    return data


def text_of(data: bytes, name: str, wanted: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data`, with \\n line ends, and what was noticed on the way.

    UTF-8, with or without a mark, UTF-16 with one, Windows-1252. Raises GuideProblems with one problem.
    """
    if len(data) > MAX_BYTES:
        raise refused(name, f"this file is larger than {MAX_BYTES // 1_000_000} MB", "give only the part you need")
    start = data[:20].lower()
    for sign, kind in _OTHER_KINDS:
        if start.startswith(sign.lower()):
            raise refused(name, f"this is {kind}", wanted)
    try:
        text, problems = decoded(data, name)
    except GuideProblems as found:
        one = found.problems[0]
        message = one.message.replace("this text cannot be read", "this file cannot be read")
        raise GuideProblems([replace(one, message=message, hint=wanted, rule="exchange")]) from None
    return text, problems
