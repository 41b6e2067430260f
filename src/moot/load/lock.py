"""`guide.lock`: by which words the references of a guide find their paragraphs again after the text was edited.

A line of JSON each, so that git can merge it: what the file is; the text, headings and paragraphs in their order;
where each section stood; and for every reference the paragraphs it means. Nothing in it is the date, or the name of
a folder, and the same guide gives the same file. Written by `moot relink`, never by hand.
"""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moot.files import write_text
from moot.load.folder import is_inside
from moot.problems import GuideProblems, Problem
from moot.text.fingerprints import CODE, Fingerprint, fingerprints

if TYPE_CHECKING:
    from moot.text.places import Place
    from moot.text.tree import Text

__all__ = [
    "LOCK",
    "VERSION",
    "Head",
    "Lock",
    "Reference",
    "Stood",
    "lock_text",
    "outline_of",
    "read_lock",
    "section_stood",
    "write_lock",
]

LOCK = "guide.lock"
VERSION = 1
LARGEST = 10_000_000
"""Bytes: that of the largest text moot reads has some eight million."""

_NOTE = "written by moot relink, so that references find their paragraphs after the text was edited; not by hand"
_AGAIN = "delete it, look whether the references are right, and write a new one with “moot relink”"

Reference = tuple[str, str]
"""Whose it is and how it is written: (`question brest-1 refs`, `¶3-4`)."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of the text: its level and its words."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a section stood: the keys of its paragraphs' first and how many there were."""

    heading: tuple[str, ...]
    """The path of headings; () where it was found by its first words."""
    first: str
    """Key of its first paragraph; "" for none."""
    count: int


@dataclass(frozen=True)
class Lock:
    """A lock as it was read. Paragraphs have keys, see `fingerprints.keys_of`."""

    outline: tuple[Head | Fingerprint, ...]
    sections: Mapping[str, Stood]
    references: Mapping[Reference, tuple[str, ...]]
    """By reference, the keys of the paragraphs that it meant."""

    @property
    def paragraphs(self) -> tuple[Fingerprint, ...]:
        """The paragraphs of the text as it was."""
        return tuple(one for one in self.outline if isinstance(one, Fingerprint))


def outline_of(text: Text) -> tuple[Head | Fingerprint, ...]:
    """Headings and paragraphs of the text in their order."""
    prints = iter(fingerprints(text))
    return tuple(
        Head(block.level, block.plain) if block.kind == "heading" else next(prints)
        for block in text.blocks
        if block.kind == "heading" or block.number is not None
    )


# --- out ---


def lock_text(lock: Lock) -> str:
    """What stands in the file."""
    rows: list[dict[str, Any]] = [{"guide.lock": _NOTE, "version": VERSION}]
    for one in lock.outline:
        if isinstance(one, Head):
            rows.append({"heading": one.words, "level": one.level})
        else:
            row = {"paragraph": one.hash, "first": one.first, "last": one.last, "words": "".join(one.codes)}
            rows.append({key: value for key, value in row.items() if value})
    for name, stood in sorted(lock.sections.items()):
        rows.append({"section": name, "heading": list(stood.heading), "first": stood.first, "paragraphs": stood.count})
    for (owner, written), keys in sorted(lock.references.items()):
        rows.append({"for": owner, "ref": written, "means": list(keys)})
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_lock(folder: Path, text: str) -> None:
    """Writes guide.lock, whole or not at all. Raises BuildProblem as `write_text`; a link is replaced, not followed."""
    write_text(folder / LOCK, text)


def section_stood(place: Place, keys: list[str]) -> Stood:
    """Where a section stands now. keys: of all the text's paragraphs."""
    head = place.blocks[0] if place.blocks and place.blocks[0].kind == "heading" else None
    first = keys[place.numbers[0] - 1] if place.numbers else ""
    return Stood(head.path if head else (), first, len(place.numbers))


# --- in ---


def read_lock(folder: Path, name: str) -> Lock | None:
    """The lock of the guide in `folder`, which messages call `name`; None where there is none.

    Raises GuideProblems where it is damaged, of a newer moot, in conflict, too large or no file of this folder.
    """
    file, called = folder / LOCK, f"{name}/{LOCK}"
    if not file.exists() and not file.is_symlink():
        return None
    data = _bytes(file, folder, called)
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise _refused(called, 0, "this lock is damaged: it is not UTF-8", _AGAIN) from None
    for number, line in enumerate(lines, 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            hint = "keep one of the two sides whole; if in doubt, " + _AGAIN
            raise _refused(called, number, "two versions of this lock are in conflict (git has marked it)", hint)
    rows = list(_rows(lines, called))
    if not rows or "guide.lock" not in rows[0][1]:
        raise _refused(called, 1, "this is no lock that moot has written", _AGAIN)
    version = rows[0][1].get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        message = "this lock was written by a newer moot" if newer else "this lock is damaged: it states no version"
        raise _refused(called, 1, message, "update moot, or " + _AGAIN if newer else _AGAIN)
    return _lock(rows[1:], called)


def _refused(name: str, line: int, message: str, hint: str) -> GuideProblems:
    return GuideProblems([Problem(name, line, 0, message, hint, rule="lock")])


def _bytes(file: Path, folder: Path, called: str) -> bytes:
    try:
        if not is_inside(file, folder) or not stat.S_ISREG(file.stat().st_mode):
            raise _refused(called, 0, "this is no file of the guide folder", _AGAIN)
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise _refused(called, 0, f"this lock cannot be read: {reason}", "may you read it?") from None
    if len(data) > LARGEST:
        raise _refused(called, 0, f"this lock has more than {LARGEST // 1_000_000} MB", _AGAIN)
    return data


def _rows(lines: Iterable[str], called: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise _damaged(called, number) from None
        if not isinstance(row, dict):
            raise _damaged(called, number)
        yield number, row


def _damaged(called: str, number: int) -> GuideProblems:
    return _refused(called, number, "this lock is damaged: this line is not as moot writes it", _AGAIN)


def _lock(rows: Iterable[tuple[int, dict[str, Any]]], called: str) -> Lock:
    outline: list[Head | Fingerprint] = []
    sections: dict[str, Stood] = {}
    references: dict[Reference, tuple[str, ...]] = {}
    for number, row in rows:
        try:
            if "paragraph" in row:
                codes = _text(row, "words")
                split = tuple(codes[i : i + CODE] for i in range(0, len(codes), CODE))
                outline.append(Fingerprint(_text(row, "paragraph"), split, _text(row, "first"), _text(row, "last")))
            elif "for" in row:
                references[_text(row, "for"), _text(row, "ref")] = _texts(row, "means")
            elif "section" in row:
                stood = Stood(_texts(row, "heading"), _text(row, "first"), _number(row, "paragraphs"))
                sections[_text(row, "section")] = stood
            elif "heading" in row:
                outline.append(Head(_number(row, "level"), _text(row, "heading")))
        except TypeError:
            raise _damaged(called, number) from None
    return Lock(tuple(outline), sections, references)


def _text(row: Mapping[str, Any], key: str) -> str:
    return _sound(row.get(key, ""))


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise TypeError(key)
    return tuple(map(_sound, value))


def _sound(value: Any) -> str:
    """A text that can be written again: JSON can spell halves of characters."""
    if not isinstance(value, str) or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise TypeError
    return value


def _number(row: Mapping[str, Any], key: str) -> int:
    value = row.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10_000_000:
        raise TypeError(key)
    return value
