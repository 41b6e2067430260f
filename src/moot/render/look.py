"""How pages are to look: their sheet, and what was asked for beside it. Plain values, for templates and jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from moot.tongue import direction

__all__ = ["BOOKLET_PAPERS", "DOCUMENTS", "PAPERS", "SMALL_PAPERS", "WHOLE_PAPERS", "Look"]

PAPERS = ("a4", "letter", "a5", "half-letter")
"""Each is a style sheet css/NAME.css."""

SMALL_PAPERS = ("a5", "half-letter")
"""Half sheets: one column, side notes in line; css/small.css says how."""

BOOKLET_PAPERS = {"a4": "a5", "letter": "half-letter", "a5": "a5", "half-letter": "half-letter"}
"""The pages of a booklet, by the sheet it is to be printed on, or by the page itself."""

WHOLE_PAPERS = {"a4": "a4", "letter": "letter", "a5": "a4", "half-letter": "letter"}
"""The sheet that a page is a half of, or the page itself: what booklets are folded from, and cards are cut from."""

_KIT = ("css/type.css", "css/theme.css", "css/kit.css", "css/own.css")

DOCUMENTS = dict.fromkeys(("cards.html", "roles.html", "placemat.html", "sign-in.html", "feedback.html"), _KIT)
"""The style sheets of documents that are not laid out as a session is: single sheets, each with a paper of its own."""


@dataclass(frozen=True)
class Look:
    """How one document looks. Templates are given it as `settings`.

    paper: one of PAPERS. large: large print, 18 pt. theme: name of a theme, "" for the usual look.
    ink: saver prints outlines only, full may use light tints. sides: 2 where the binding margin changes sides.
    line_numbers: every fifth line of the text has its number. codes: QR codes beside addresses.
    hyphenate: words may be split at line ends. tight: how many steps the page was tightened to save paper (0 to 4).
    screen: for reading on a screen rather than on paper. language: of the words on it; which way its lines run.
    notes_pages: how many pages to write on stand at the end.
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
    language: str = "en"
    notes_pages: int = 0

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Look:
        """The opposite of `plain`; keys that are not there keep their defaults, others are left alone."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})

    def plain(self) -> dict[str, Any]:
        """The look as data that JSON can carry, and that templates get."""
        return asdict(self) | {"narrow": self.narrow}

    @property
    def narrow(self) -> bool:
        """Whether there is room for one column only: what stands beside goes below, css/narrow.css says how."""
        return not self.screen and (self.large or self.paper in SMALL_PAPERS)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The style sheets of this look, in the order of the cascade; a group's own lines go last."""
        # The theme before the sheet: what fits on a small one is known better there.
        sheets = ["css/page.css", "css/type.css", "css/parts.css", "css/theme.css"]
        if self.screen:
            return (*sheets, "css/screen.css", *self._last)
        if self.narrow:
            sheets.append("css/narrow.css")
        if self.paper in SMALL_PAPERS:
            sheets.append("css/small.css")
        sheets.append(f"css/{self.paper}.css")
        asked = {
            "css/ink-full.css": self.ink == "full",
            "css/two-sided.css": self.sides == 2,
            f"css/{self.paper}-two-sided.css": self.sides == 2 and not self.large,
            "css/hyphenate.css": self.hyphenate and not self.large,
            "css/tight.css": self.tight > 0,
            "css/large.css": self.large,
        }
        return (*sheets, *(name for name, wanted in asked.items() if wanted), *self._last)

    def sheets_of(self, template: str) -> tuple[str, ...]:
        """The style sheets of this look for the document that a template makes."""
        known = DOCUMENTS.get(template)
        return (*known[:-1], *self._last) if known else self.sheets

    @property
    def _last(self) -> tuple[str, ...]:
        """What mirrors the page for languages written from right to left, and a group's own lines."""
        return ("css/rtl.css", "css/own.css") if direction(self.language) == "rtl" else ("css/own.css",)
