"""A parser's complaint and the advice that answers it, as values. Lines and columns are counted from 0 here."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Advice", "Fault", "Place"]

Place = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """A parser's complaint and what is known around it."""

    said: str  # the parser's words, context first
    stopped: Place  # where it could not go on
    began: Place  # where the thing it was reading begins, or the same place
    lines: tuple[str, ...]
    quoted: tuple[Place, Place] | None = None  # beginning and end of the last piece read, where that was in quotes
    bracket: Place | None = None  # innermost [ or { that is still open

    @property
    def line(self) -> str:
        """The line on which the parser stopped."""
        return self.lines[self.stopped[0]]

    @property
    def sign(self) -> str:
        """The character at which the parser stopped; "" at the end of a line."""
        return self.line[self.stopped[1] : self.stopped[1] + 1]

    @property
    def at_start(self) -> bool:
        """Whether only spaces stand before the place where the parser stopped."""
        return not self.line[: self.stopped[1]].strip()


@dataclass(frozen=True)
class Advice:
    """A place (from 0), what is wrong there, and what to write instead."""

    place: Place
    message: str
    hint: str
    width: int = 1
