"""From a YAML file on the disk to its text: sizes, encodings and characters that no text should hold.

Nothing here knows YAML's grammar. What libyaml would report without a place (a wrong encoding, a NUL) is found
here first, so that every later message can name its line.
"""

from __future__ import annotations

import codecs
import re
import stat
from itertools import islice
from pathlib import Path

from moot.problems import GuideProblems, Problem, nearest

__all__ = ["HIDDEN", "MAX_BYTES", "decoded", "named", "read_bytes", "split_lines"]

MAX_BYTES = 5_000_000

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_HIDDEN_IN_FILE = re.compile(f"[{_CONTROLS}]")
HIDDEN = re.compile(f"[\r{_CONTROLS}]")
"""Characters that are never part of a value; the line feed and the tab are not among them."""

_NAMES = {
    "\x00": "a NUL character",
    "\x0b": "a line break of a word processor",
    "\x0c": "a page break",
    "\x1b": "an escape character, which commands a terminal",
    "\x85": "an unusual line break",
    "\u2028": "a line break of a word processor",
    "\u2029": "a paragraph break of a word processor",
    "\ufeff": "an invisible byte order mark",
}

_OTHER_KINDS = (
    (b"PK\x03\x04", "a Word, LibreOffice or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "a file in Rich Text Format"),
    (b"%PDF", "a PDF"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)

_SAVE_AS_UTF8 = "open it in a text editor and save it again with the encoding UTF-8 (Notepad: Save as, Encoding: UTF-8)"
_MOST = 20


def named(character: str) -> str:
    """A hidden character in words, with its number: `a NUL character (U+0000)`."""
    return f"{_NAMES.get(character, 'an invisible control character')} (U+{ord(character):04X})"


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of `text` as editors and libyaml count them; the line break itself is left out."""
    return tuple(re.split(r"\r\n|\r|\n", text))


def read_bytes(file: Path, name: str) -> bytes:
    """The bytes of `file`, at most MAX_BYTES; `name` is how messages call it. Raises GuideProblems with one problem."""
    try:
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode):
            raise _whole(name, "this is a folder, not a file", "a YAML file is expected here")
        if not stat.S_ISREG(mode):
            raise _whole(name, "this is a device or a pipe, not a file", "a YAML file is expected here")
        with file.open("rb") as stream:
            source = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _whole(name, "this file does not exist", _instead(file)) from None
    except PermissionError:
        raise _whole(name, "you are not allowed to read this file", "change its permissions, or copy it") from None
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise _whole(name, f"this file cannot be read: {reason}") from None
    return source


def decoded(source: bytes, name: str) -> str:
    """The text of `source`: UTF-8 (with or without a mark) or UTF-16 with a mark. Raises GuideProblems."""
    if len(source) > MAX_BYTES:
        raise _whole(
            name,
            f"this file is larger than {MAX_BYTES // 1_000_000} MB",
            "divide it, for example one file a question set",
        )
    for beginning, kind in _OTHER_KINDS:
        if source.startswith(beginning):
            raise _whole(name, f"this is {kind}, not a text file", "save it as plain text with the encoding UTF-8")
    text = _decoded(source, name)
    hidden = [_hidden(text, found.start(), name) for found in islice(_HIDDEN_IN_FILE.finditer(text), _MOST)]
    if hidden:
        raise GuideProblems(hidden)
    return text


def _decoded(source: bytes, name: str) -> str:
    if source.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _whole(name, "this file is saved as UTF-32", _SAVE_AS_UTF8)
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return source.decode("utf-16")
        except UnicodeDecodeError:
            raise _whole(name, "this file says it is UTF-16 but is damaged", _SAVE_AS_UTF8) from None
    start = source[:400]
    if len(start) >= 4 and max(start[::2].count(0), start[1::2].count(0)) * 4 > len(start):
        raise _whole(name, "this file is saved as UTF-16 without a mark that says so", _SAVE_AS_UTF8)
    source = source.removeprefix(codecs.BOM_UTF8)
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GuideProblems([_not_utf8(source, error.start, name)]) from None


def _not_utf8(source: bytes, at: int, name: str) -> Problem:
    above = split_lines(source[:at].decode("utf-8"))
    rest = re.split(rb"[\r\n]", source[at : at + 400], maxsplit=1)[0].decode("cp1252", errors="replace")
    # Where the byte stands for a letter in the old Western encoding, showing the letter helps to find it.
    seen = f": here it has “{rest[0]}” in an old encoding" if rest[:1].isprintable() and rest[:1] != "�" else ""
    return Problem(
        name,
        len(above),
        len(above[-1]) + 1,
        f"this file is not saved as UTF-8{seen}",
        hint=_SAVE_AS_UTF8,
        source=above[-1] + rest,
    )


def _hidden(text: str, at: int, name: str) -> Problem:
    above = split_lines(text[:at])
    end = re.compile(r"[\r\n]|\Z").search(text, at)
    source = above[-1] + text[at : end.start() if end else at]
    return Problem(
        name,
        len(above),
        len(above[-1]) + 1,
        f"{named(text[at])} stands here",
        hint="delete it; it often comes along when text is pasted from a word processor",
        source=source,
    )


def _instead(file: Path) -> str:
    """A file of the same folder that may be meant."""
    try:
        meant = nearest(file.name, (other.name for other in islice(file.parent.iterdir(), 1_000)))
    except (OSError, ValueError):
        meant = ""
    return f"did you mean “{meant}”?" if meant else "check its name and folder"


def _whole(name: str, message: str, hint: str = "") -> GuideProblems:
    return GuideProblems([Problem(name, 0, 0, message, hint=hint)])
