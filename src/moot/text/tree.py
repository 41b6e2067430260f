"""The text under study as a row of blocks: what each is, where it stands, which paragraph it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from moot.markdown import plain, table

__all__ = ["NUMBERED", "Block", "BlockKind", "Part", "Text", "grown"]

BlockKind = Literal[
    "title",
    "byline",
    "heading",
    "paragraph",
    "quotation",  # one paragraph of it
    "attribution",  # who is quoted, and where
    "epigraph",
    "item",  # of a list
    "verse",
    "note",
    "table",
]

NUMBERED: frozenset[str] = frozenset({"paragraph", "quotation"})
"""The kinds that have a ¶ number: one can be referred to; everything else is beside the argument."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block as an importer finds it, before it has its place in the text."""

    kind: BlockKind
    text: str
    """Markdown inline source; of a table its rows, with `|` between the cells (see moot.markdown.table)."""
    line: int
    """1-based, in the file it was read from."""
    level: int = 0
    """Headings: 1 is the highest. Items: how deep the list is nested, from 1. Notes: 1 for a quotation in one."""
    marker: str = ""
    """What stands before a list item or note: `[1]`, `[^1]`, `2.`, `•`; "" for its further paragraphs."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text in its place."""

    kind: BlockKind
    text: str
    """Markdown inline source; `moot.markdown.inline` makes HTML of it, `plain` takes the markup away. Of a table its
    rows, with `|` between the cells; `moot.markdown.table` takes them apart."""
    line: int
    """1-based, in the file it was read from."""
    path: tuple[str, ...] = ()
    """The headings it stands under, highest first, without markup; of a heading, its own is the last."""
    level: int = 0
    """Headings: 1 is the highest in the text. Items: how deep the list is nested, from 1. Notes: 1 for a quotation in
    one. Else 0."""
    number: int | None = None
    """¶ number, from 1 through the whole text; None for what is not counted."""
    marker: str = ""
    """What stands before a list item or note: `[1]`, `[^1]`, `2.`, `•`; "" for its further paragraphs."""

    @property
    def plain(self) -> str:
        """Its text without markup and without references to notes, on one line; of a table its cells."""
        if self.kind == "table" and (found := table(self.text)):
            cells = (cell for row in (found.head, *found.rows) for cell in row if cell)
            return " ".join(plain(cell, notes=False) for cell in cells)
        return plain(self.text, notes=False)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.plain.split())


@dataclass(frozen=True, slots=True)
class Text:
    """A text as read from one file."""

    title: str
    """Without markup; "" where the file states none."""
    authors: tuple[str, ...]
    blocks: tuple[Block, ...]
    source: str
    """Name of the file it was read from, as a person would write it."""
    language: str = ""
    """As the file states it: `de`, `pt-BR`; "" where it does not."""

    @property
    def paragraphs(self) -> tuple[Block, ...]:
        """The blocks that have a ¶ number: ¶1 is the first."""
        return tuple(block for block in self.blocks if block.number is not None)

    @property
    def words(self) -> int:
        """How many words it has, headings and all."""
        return sum(block.words for block in self.blocks)


def grown(parts: Iterable[Part], source: str, authors: Iterable[str] = (), language: str = "") -> Text:
    """The text made of `parts`: paragraphs numbered, every block under its headings.

    The highest heading gets level 1 whatever it is in the file, so that a text reads the same from `##`
    under a title, from `#`, and from plain lines.
    """
    parts = tuple(parts)
    raised = min((part.level for part in parts if part.kind == "heading"), default=1) - 1
    blocks: list[Block] = []
    above: list[tuple[int, str]] = []
    number = 0
    for part in parts:
        level = part.level
        if part.kind == "heading":
            level -= raised
            while above and above[-1][0] >= level:
                above.pop()
            above.append((level, plain(part.text, notes=False)))
        counted = part.kind in NUMBERED
        number += counted
        path = tuple(heading for _, heading in above)
        blocks.append(Block(part.kind, part.text, part.line, path, level, number if counted else None, part.marker))
    title = next((plain(part.text, notes=False) for part in parts if part.kind == "title"), "")
    return Text(title, tuple(authors), tuple(blocks), source, language)
