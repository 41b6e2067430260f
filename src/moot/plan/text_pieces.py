"""What a block of the text can hold beside its words, as plain data: the cells of a table, notes."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NotePart", "PlannedNote", "PlannedTable"]


@dataclass(frozen=True)
class PlannedTable:
    """A table of the text, its cells Markdown: every row has as many as the head. align: left, right, center or "".

    wide: it needs smaller letters to stand within the measure. narrowest: how many letters its longest words have side
    by side; where there is no room for so many, the page gives each cell a line of its own, or splits words.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[str, ...]
    wide: bool = False
    narrowest: int = 0


@dataclass(frozen=True)
class NotePart:
    """A paragraph of a note; notes are labels that it refers to itself, each with its place."""

    text: str
    quoted: bool = False
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PlannedNote:
    """A note of the text. place is what references to it lead to; back leads to the first block that refers to it.

    number: the ¶ of that block, where it has one.
    """

    label: str
    place: str
    parts: tuple[NotePart, ...]
    back: str = ""
    number: int | None = None
