"""Any document to text.md: which importer it needs, the Markdown made of it, and the lines a person should look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from moot.markdown import plain
from moot.problems import Problem
from moot.text.apart import read_apart
from moot.text.canonical import Written, canonical
from moot.text.decode import clean, decoded
from moot.text.front import with_bylines
from moot.text.imported import Doubt, Imported, refused
from moot.text.linking import linked_at_end
from moot.text.markdown import from_markdown
from moot.text.plain import plain_import
from moot.text.read import LARGEST, MOST_PARAGRAPHS, nothing_to_read, read_bytes, refuse_unreadable
from moot.text.sniff import KIND_NAMES, Kind, kind_by_ending, kind_of
from moot.text.tree import Part, Text
from moot.text.words import words_of

__all__ = ["Doubtful", "ImportedText", "import_text"]

_LARGEST_PACKED = 100 * 1024 * 1024
"""Bytes: documents may hold pictures, which are not read."""
_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)  # a path has lost one of the two strokes


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A line of text.md whose kind or level is a guess."""

    line: int
    reason: str
    weight: float


@dataclass(frozen=True, slots=True)
class ImportedText:
    """A document as text.md."""

    kind: Kind
    markdown: str
    """All of text.md; ends with a newline."""
    text: Text
    """As it is read from that Markdown."""
    language: str
    """As the document says, or as its small words tell; "" where neither does."""
    doubts: tuple[Doubtful, ...]
    """Those that matter most first."""
    problems: tuple[Problem, ...]


def import_text(file: Path, name: str, language: str = "") -> ImportedText:
    """The document in `file`, called `name` in messages. language: of the text, where the person says it.

    Nothing is written. Raises GuideProblems where it is missing, too large, empty, locked, damaged, of a kind that is
    not read, or needs more time or memory than a document may.
    """
    if _ADDRESS.match(name):
        raise refused(name, "this is a web address, and moot does not use the network", _SAVE_PAGE)
    data = read_bytes(file, name, _LARGEST_PACKED)
    kind = kind_of(data, name)
    if kind in {"plain", "markdown"}:
        found = _of_words(data, name, kind, language)
    else:
        read = read_apart(kind, data, name)
        parts = linked_at_end(_cleaned(read.parts))
        parts = with_bylines(parts, words_of(language or read.language))
        found = _made(kind, read, name, parts, language)
    promised = kind_by_ending(name)
    if promised not in {None, kind} and {promised, kind} != {"plain", "markdown"}:
        message = f"by its name this is {KIND_NAMES[promised or kind]}, but it holds {KIND_NAMES[kind]}"
        note = Problem(name, 0, 0, message, rule="text-ending", severity="note")
        found = replace(found, problems=(*found.problems, note))
    return replace(found, problems=(*found.problems, *nothing_to_read(found.text, name)))


_SAVE_PAGE = "Open it in a browser, save the page (Ctrl+S) and name that file."


def _of_words(data: bytes, name: str, kind: Kind, language: str) -> ImportedText:
    if len(data) > LARGEST:
        hint = "Split it, or keep only the part your group reads."
        raise refused(name, "this text is larger than 10 MB", hint)
    words, problems = decoded(data, name)
    refuse_unreadable(words, name, kind == "plain")
    if kind == "markdown":
        # It is a person's own already: kept as it is, but for its encoding and line ends.
        markdown = words.strip("\n") + "\n"
        text = from_markdown(markdown, name)
        return ImportedText(kind, markdown, text, language or _code(text.language), (), problems)
    found = plain_import(words, name, language)
    return _made(kind, replace(found, problems=(*problems, *found.problems)), name, found.parts, language)


def _made(kind: Kind, found: Imported, name: str, parts: Sequence[Part], language: str) -> ImportedText:
    if not any(any(map(str.isalnum, plain(part.text))) for part in parts):
        raise refused(name, f"this is {KIND_NAMES[kind]} without any words", "Is it the file you meant?")
    if len(parts) > MOST_PARAGRAPHS:
        hint = "Keep only the part your group reads."
        raise refused(name, f"this text has more than {MOST_PARAGRAPHS:,} paragraphs", hint)
    language = language or _code(found.language)
    authors = [cleaned for author in found.authors if (cleaned := _one_line(author))]
    written = canonical(parts, _one_line(found.title), authors, language)
    if len(written.text.encode("utf-8", "replace")) > LARGEST:
        raise refused(name, "its text is larger than 10 MB", "Keep only the part your group reads.")
    text = from_markdown(written.text, "text.md")
    return ImportedText(kind, written.text, text, language, _placed(found.doubts, parts, written), found.problems)


def _one_line(words: str) -> str:
    return " ".join(clean(words)[0].split())


def _code(language: str) -> str:
    """What a document says of its language, where that is a code: `en_US` is `en-US`, and `English` is none."""
    code = language.strip().replace("_", "-")
    return code if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", code) else ""


def _cleaned(parts: Sequence[Part]) -> tuple[Part, ...]:
    """NFC and without invisible characters, as every text; parts that held nothing else stay, for the doubts' sake."""
    return tuple(replace(part, text=clean(part.text)[0], marker=clean(part.marker)[0]) for part in parts)


def _placed(doubts: Sequence[Doubt], parts: Sequence[Part], written: Written) -> tuple[Doubtful, ...]:
    """The doubts at their lines in text.md, those that matter most first."""
    line = dict(zip(written.indices, written.lines, strict=True))
    rows = [Doubtful(line[one.part], one.reason, one.weight) for one in doubts if one.part in line]
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.line)))
