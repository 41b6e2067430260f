"""A guide's own copy of the text to a Text: Markdown or plain text. Other formats are imported once (see importing)."""

from __future__ import annotations

import stat
from pathlib import Path

from moot.problems import Problem
from moot.text.decode import decoded
from moot.text.imported import refused
from moot.text.layout import is_wrapped_without_blanks
from moot.text.mail import without_mail
from moot.text.markdown import from_markdown
from moot.text.plain import from_plain
from moot.text.sniff import KIND_NAMES, kind_of
from moot.text.tree import Text

__all__ = ["LARGEST", "MOST_PARAGRAPHS", "nothing_to_read", "read_bytes", "read_text", "refuse_unreadable"]

MOST_PARAGRAPHS = 50_000
"""A thousand pages have ten thousand; each costs a little time and memory, however short it is."""

LARGEST = 10 * 1024 * 1024
"""Bytes a text may have: some two thousand pages."""


def read_text(file: Path, name: str) -> tuple[Text, tuple[Problem, ...]]:
    """The text in `file`, called `name` in messages, with warnings and notes about how it was read.

    Raises GuideProblems where the file is missing, too large, empty, no text, of a format that has to be imported
    first, or wrapped so that its paragraphs cannot be told apart.
    """
    data = read_bytes(file, name)
    kind = kind_of(data, name if Path(name).suffix else file.name)
    if kind not in {"plain", "markdown"}:
        hint = f"Make a text of it first, which you can read and correct: moot import {file.name}"
        raise refused(name, f"this is {KIND_NAMES[kind]}, which has to be imported", hint)
    text, problems = decoded(data, name)
    refuse_unreadable(text, name, kind == "plain")
    tree = from_markdown(text, name) if kind == "markdown" else from_plain(text, name)
    return tree, problems + nothing_to_read(tree, name)


def nothing_to_read(text: Text, name: str) -> tuple[Problem, ...]:
    """A warning where a text has no paragraph and no verse."""
    if text.paragraphs or any(block.kind == "verse" for block in text.blocks):
        return ()
    message = "no paragraph was found in this text: every line of it looks like a heading or a list"
    hint = "Is it the text itself, and not its table of contents?"
    return (Problem(name, 0, 0, message, hint, rule="text-empty", severity="warning"),)


def refuse_unreadable(text: str, name: str, plain: bool) -> None:
    """Raises GuideProblems where there is not one letter; in plain text, also where no paragraph can be told."""
    if not any(map(str.isalnum, text)):
        raise refused(name, "this text is empty", "Put the text into it, or leave it out of the guide.")
    if text.count("\n\n") > MOST_PARAGRAPHS or text.count("\n") > 4 * MOST_PARAGRAPHS:
        hint = "Keep only the part your group reads."
        raise refused(name, f"this text has more than {MOST_PARAGRAPHS:,} paragraphs", hint)
    if plain and is_wrapped_without_blanks(without_mail(text).text):
        raise refused(
            name,
            "its lines are broken at a fixed width, with nothing to show where a paragraph ends",
            "Put an empty line between paragraphs.",
        )


def read_bytes(file: Path, name: str, most: int = LARGEST) -> bytes:
    """What is in a file, at most `most` bytes. Raises GuideProblems where it is not there, no file or larger."""
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refused(name, "this is a folder, not a text", "Name the file in it that holds the text.")
        if not stat.S_ISREG(status.st_mode):
            raise refused(name, "this is not a file that can be read as a text", "Name a .txt or .md file.")
        with file.open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise refused(name, "there is no such file", "Look at its name, and at the folder it should be in.") from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise refused(name, f"this file cannot be opened: {reason}", "May you read it? Is the name right?") from None
    except ValueError:
        raise refused(name, "this is not a possible name of a file", "Name a .txt or .md file.") from None
    if len(data) > most:
        megabytes = most // 1024 // 1024
        hint = "Split it, or keep only the part your group reads."
        raise refused(name, f"this text is larger than {megabytes} MB", hint)
    return data
