"""What the importer of plain text must know of a language to see its headings, and how such a list is written."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["WordList", "lines", "words"]


@dataclass(frozen=True)
class WordList:
    """What headings, front matter and letters of one language are made of. All is compared casefolded."""

    language: str
    """Its code: `en`."""
    title_case: bool
    """Headings Are Written Like This. Where they are not, capitals say nothing about a line."""
    common: frozenset[str]
    """Its most frequent small words, by which the language of a text is known."""
    months: frozenset[str]
    """Months and seasons."""
    parts: tuple[str, ...]
    """Words before a number, from the coarsest to the finest: Part 1 holds Chapter 1."""
    numerals: frozenset[str]
    """Numbers as words: Part One."""
    standing: frozenset[str]
    """Whole headings that open or close a text and stand at its highest level."""
    notes: frozenset[str]
    """Those of them under which a numbered list is a list of notes."""
    casts: frozenset[str]
    """Headings under which the persons of a play are named, each on a line."""
    boxes: tuple[str, ...]
    """Words that begin the heading of a box beside the text: Box 4.1."""
    captions: tuple[str, ...]
    """Words that begin what stands below a picture or a table: Figure 4.1."""
    eras: frozenset[str]
    """Words that make a heading a stretch of time."""
    era_prefixes: tuple[str, ...]
    small: frozenset[str]
    """Words written small even in title case; they count for nothing in a date."""
    by: tuple[str, ...]
    """What stands before the authors' names."""
    joiners: tuple[str, ...]
    """Words between two names."""
    imprints: tuple[str, ...]
    """How a line below the title begins that says when or where the text came out, or what it is."""
    particles: frozenset[str]
    """Small words within names."""
    writings: frozenset[str]
    """Kinds of writing a source line names: “X’s letter to Y”."""
    abbreviations: tuple[str, ...]
    """Endings with a full stop that do not end a sentence."""
    salutations: tuple[str, ...]
    """How a letter or a speech begins to speak to somebody."""
    closings: tuple[str, ...]
    """How a letter takes its leave, on a line before the name."""


def words(text: str) -> frozenset[str]:
    """A set of single words, as they stand between spaces."""
    return frozenset(text.split())


def lines(text: str) -> frozenset[str]:
    """A set of headings, as they stand between semicolons and line ends."""
    return frozenset(part.strip() for line in text.splitlines() for part in line.split(";") if part.strip())
