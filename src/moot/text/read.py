"""A file to a Text: which importer it needs, and what a person can do where there is none.

A new format is one module with a function from decoded text (or bytes) and a name to a Text, and one line here.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from moot.problems import GuideProblems, Problem
from moot.text.decode import decoded
from moot.text.layout import is_wrapped_without_blanks
from moot.text.markdown import from_markdown
from moot.text.plain import from_plain
from moot.text.tree import Text

__all__ = ["LARGEST", "read_text"]

LARGEST = 10 * 1024 * 1024
"""Bytes a text may have: some two thousand pages."""

_NOT_YET = {
    ".docx": "a Word document", ".doc": "a Word document", ".odt": "an OpenDocument text", ".rtf": "an RTF document",
    ".pdf": "a PDF", ".epub": "an EPUB", ".html": "a web page", ".htm": "a web page", ".xhtml": "a web page",
}  # fmt: skip
_CONTENT = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document, an EPUB or another packed file"),
    (b"\xd0\xcf\x11\xe0", "a Word document"),
    (b"{\\rtf", "an RTF document"),
)
_MARKDOWN = {".md", ".markdown", ".mkd", ".mdown"}
_HEADING = re.compile(r"^#{1,6} {1,3}\S", re.MULTILINE)
_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


def read_text(file: Path, name: str) -> tuple[Text, tuple[Problem, ...]]:
    """The text in `file`, called `name` in messages, with warnings and notes about how it was read.

    Raises GuideProblems where the file is missing, too large, empty, no text, of a format not read yet, or
    wrapped so that its paragraphs cannot be told apart.
    """
    data = _bytes(file, name)
    _refuse_other_formats(file, name, data)
    text, problems = decoded(data, name)
    if not any(map(str.isalnum, text)):
        raise _refused(name, "this text is empty", "Put the text into it, or leave it out of the guide.")
    if _is_markdown(file, text):
        tree = from_markdown(text, name)
    elif is_wrapped_without_blanks(text):
        raise _refused(
            name,
            "its lines are broken at a fixed width, with nothing to show where a paragraph ends",
            "Put an empty line between paragraphs.",
        )
    else:
        tree = from_plain(text, name)
    if not tree.paragraphs:
        message = "no paragraph was found in this text: every line of it looks like a heading, a list or verse"
        hint = "Is it the text itself, and not its table of contents?"
        problems += (Problem(name, 0, 0, message, hint, rule="text-empty", severity="warning"),)
    return tree, problems


def _bytes(file: Path, name: str) -> bytes:
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(name, "this is a folder, not a text", "Name the file in it that holds the text.")
        if not stat.S_ISREG(status.st_mode):
            raise _refused(name, "this is not a file that can be read as a text", "Name a .txt or .md file.")
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise _refused(name, "there is no such file", "Look at its name, and at the folder it should be in.") from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise _refused(name, f"this file cannot be opened: {reason}", "May you read it? Is the name right?") from None
    except ValueError:
        raise _refused(name, "this is not a possible name of a file", "Name a .txt or .md file.") from None
    if len(data) > LARGEST:
        raise _refused(name, "this text is larger than 10 MB", "Split it, or keep only the part your group reads.")
    return data


def _refuse_other_formats(file: Path, name: str, data: bytes) -> None:
    """By its ending, and by how it begins, since endings are often wrong."""
    ending = file.suffix.lower()
    what = _NOT_YET.get(ending, "")
    if not what:
        what = next((kind for start, kind in _CONTENT if data.startswith(start)), "")
    if not what and _WEB_PAGE.match(data[:1000]):
        what = "a web page"
    if what:
        hint = "Save it as plain text (.txt, UTF-8) or Markdown (.md) and name that file."
        raise _refused(name, f"this is {what}, which cannot be read yet", hint)


def _is_markdown(file: Path, text: str) -> bool:
    """By its ending, but a .txt with `#` headings is Markdown, and an .md without any mark of it is not."""
    headings = len(_HEADING.findall(text))
    if file.suffix.lower() in _MARKDOWN:
        lines = text.strip().split("\n")
        return bool(headings) or any(not line.strip() for line in lines) or len(lines) < 4
    return headings >= 2


def _refused(name: str, message: str, hint: str) -> GuideProblems:
    return GuideProblems([Problem(name, 0, 0, message, hint, rule="text-file")])
