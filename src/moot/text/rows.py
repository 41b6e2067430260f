"""A line of plain text while the importer makes up its mind about it."""

from __future__ import annotations

from dataclasses import dataclass

from moot.text.layout import Unit
from moot.text.tree import BlockKind

__all__ = ["LONG", "Row"]

LONG = 120
"""Characters: a paragraph, hardly a heading."""


@dataclass(slots=True)
class Row:
    """A unit and what it has been taken for so far; kind None is undecided, and a paragraph in the end."""

    unit: Unit
    kind: BlockKind | None = None
    marker: str = ""
    level: int = 0
    never: bool = False
    """By another sign it is known to be no heading: somebody speaks, a letter begins, a bracket closes."""
    turn: bool = False
    """Somebody named speaks in it."""
    score: float = 0.0
    """How much it looks like a heading."""
    why: str = ""
    """The rule its level comes from."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return self.unit.text
