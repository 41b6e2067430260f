"""What an importer makes of a document: its parts in order, what is known about it, and what a person should look at.

An importer is a function from the bytes of a file and its name to an Imported. It yields parts as they stand in the
document, without numbers; the rest (byline, epigraph, sources of quotations, levels) is found when the Markdown made
of them is read back, the same way for every format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from moot.problems import GuideProblems, Problem
from moot.text.tree import Part

__all__ = ["Doubt", "Imported", "left_out", "refused"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line whose kind or level is a guess."""

    part: int
    """Index of the part, from 0."""
    reason: str
    """Why, in words for the person: “short line in bold: a heading, or the speaker of what follows?”."""
    weight: float = 1.0
    """How much it matters, 0 to 1: those with the most are shown."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as it was read."""

    parts: tuple[Part, ...]
    """`text` of each is Markdown inline source (see moot.text.runs); `line` is 1-based where the format has lines,
    else 0. A note has its marker, such as `[^1]`, and stands where a reader of plain text would look for it: after the
    block that refers to it, or where the document has it. A heading's level is that of the document, 1 the highest."""
    title: str = ""
    """As the document's own data state it, without markup; "" where they do not."""
    authors: tuple[str, ...] = ()
    language: str = ""
    """As the document states it: `en`, `pt-BR`; "" where it does not."""
    doubts: tuple[Doubt, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Warnings and notes about how it was read."""


def refused(name: str, message: str, hint: str, line: int = 0) -> GuideProblems:
    """The one message for a document that cannot be read: what is wrong with it, and what to do instead."""
    return GuideProblems([Problem(name, line, 0, message, hint, rule="text-file")])


def left_out(name: str, pictures: int, lists: int, others: Iterable[str] = ()) -> tuple[Problem, ...]:
    """A note on what a page or book has and its text does not: pictures, lists of links to elsewhere, other parts."""
    said = list(dict.fromkeys(others))
    if pictures:
        said.append("1 picture" if pictures == 1 else f"{pictures} pictures")
    if lists:
        said.append("1 list of links" if lists == 1 else f"{lists} lists of links")
    return (Problem(name, 0, 0, f"left out: {', '.join(said)}", rule="text-left-out", severity="note"),) if said else ()
