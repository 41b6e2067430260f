"""How pages are to look: their sheet, and what was asked for beside it. Plain values, for templates and jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

__all__ = ["BOOKLET_PAPERS", "PAPERS", "SMALL_PAPERS", "Look"]

PAPERS = ("a4", "letter", "a5", "half-letter")
"""Each is a style sheet css/NAME.css."""

SMALL_PAPERS = ("a5", "half-letter")
"""Half sheets: one column, side notes in line; css/small.css says how."""

BOOKLET_PAPERS = {"a4": "a5", "letter": "half-letter", "a5": "a5", "half-letter": "half-letter"}
"""The pages of a booklet, by the sheet it is to be printed on, or by the page itself."""


@dataclass(frozen=True)
class Look:
    """How one document looks. Templates are given it as `settings`.

    paper: one of PAPERS. large: large print, 18 pt. theme: name of a theme, "" for the usual look.
    ink: saver prints outlines only, full may use light tints. sides: 2 where the binding margin changes sides.
    line_numbers: every fifth line of the text has its number. codes: QR codes beside addresses.
    hyphenate: words may be split at line ends. tight: how many steps the page was tightened to save paper (0 to 4).
    screen: for reading on a screen rather than on paper.
    """

    paper: str = "a4"
    large: bool = False
    theme: str = ""
    ink: str = "saver"
    sides: int = 1
    line_numbers: bool = False
    codes: bool = True
    hyphenate: bool = False
    tight: int = 0
    screen: bool = False

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Look:
        """The opposite of `plain`; keys that are not there keep their defaults, others are left alone."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})

    def plain(self) -> dict[str, Any]:
        """The look as data that JSON can carry."""
        return asdict(self)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of this look, in the order of the cascade; a group's own lines go last."""
        sheets = ["css/page.css", "css/type.css", "css/parts.css"]
        if self.screen:
            return (*sheets, "css/theme.css", "css/screen.css", "css/own.css")
        if self.paper in SMALL_PAPERS:
            sheets.append("css/small.css")
        sheets += [f"css/{self.paper}.css", "css/theme.css"]
        asked = {
            "css/ink-full.css": self.ink == "full",
            "css/two-sided.css": self.sides == 2,
            "css/hyphenate.css": self.hyphenate,
            "css/tight.css": self.tight > 0,
            "css/large.css": self.large,
        }
        return (*sheets, *(name for name, wanted in asked.items() if wanted), "css/own.css")
