"""What can be asked of a build, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from moot.problems import Problem

__all__ = ["EDITIONS", "FORMATS", "Built", "Edition", "Report", "Request"]

Edition = Literal["participant", "facilitator"]
EDITIONS: tuple[Edition, ...] = ("participant", "facilitator")
FORMATS = ("pdf", "html", "md")
"""pdf for paper, html for screens and screen readers, md as plain text."""


@dataclass(frozen=True)
class Request:
    """What is wanted.

    folder and name: the guide; None where the adaptations say which. sessions: ids, all where empty.
    adaptations: files of a group's changes, in order. paper: one of PAPERS; None for what the adaptations say, else a4.
    settings: by name, what goes before the settings of the adaptations: minutes, sets, level, theme, ink, sides …
    theme: a theme's name or folder. booklet: also the same pages in the order in which sheets are folded.
    fit: so many pages ("2"), or a folded sheet ("folded-a4", "folded-letter"); "" for as many as it takes.
    kit: also one file for the printer with everything a meeting needs. copies: how many handouts, or booklets.
    pdfa: PDF/A-2a beside PDF/UA-1, for archives.
    templates: a folder whose parts go before all others.
    """

    folder: Path | None
    name: str | None
    sessions: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = EDITIONS
    paper: str | None = "a4"
    text: Path | None = None
    adaptations: tuple[Path, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    set_folders: tuple[Path, ...] = ()
    out: Path = Path("out")
    templates: Path | None = None
    guide_templates: bool = True
    system_fonts: bool = False
    formats: tuple[str, ...] = ("pdf",)
    theme: str = ""
    booklet: bool = False
    fit: str = ""
    kit: bool = False
    copies: int = 1
    pdfa: bool = False


@dataclass(frozen=True)
class Built:
    """One finished file.

    edition: participant or facilitator, or which sheet of the kit. sheets: of paper, printed as `notes` say; 0 where
    that is one for every page. notes: what was done to make it fit, and how to print it.
    """

    file: Path
    session: str
    edition: str
    paper: str
    pages: int
    sheets: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """What was built, and what should be looked at."""

    files: tuple[Built, ...]
    warnings: tuple[Problem, ...]
    has_text: bool
    templates: int = field(default=0)
    left_out: tuple[str, ...] = ()
    """What was left out or shortened to fit the minutes, and why, a line each after the session it is of."""
    drafts: int = 0
    """How many draft questions of these sessions were left out."""
