"""The options of `moot build` that say how the pages look and what is made of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

__all__ = [
    "BookletOption",
    "CodesOption",
    "CopiesOption",
    "FitOption",
    "FormatOption",
    "Formats",
    "HyphenateOption",
    "InkOption",
    "KitOption",
    "LangOption",
    "LargePrintOption",
    "LineNumbersOption",
    "PaperOption",
    "PdfaOption",
    "SidesOption",
    "ThemeOption",
    "look_settings",
]


class Papers(StrEnum):
    """On which sheets."""

    a4 = "a4"
    letter = "letter"
    a5 = "a5"
    half_letter = "half-letter"


class Formats(StrEnum):
    """For paper, for screens, or as plain text."""

    pdf = "pdf"
    html = "html"
    md = "md"


class Inks(StrEnum):
    """How much ink may be used."""

    saver = "saver"
    full = "full"


class Sides(StrEnum):
    """Where the binding margin is."""

    one = "one"
    two = "two"


PaperOption = Annotated[
    Papers | None,
    typer.Option("--paper", "-p", case_sensitive=False, help="Size of the page; else a4."),
]
LargePrintOption = Annotated[bool, typer.Option("--large-print", help="Letters of 18 pt, without serifs, one column.")]
ThemeOption = Annotated[
    str | None,
    typer.Option("--theme", metavar="NAME", help="A theme of “moot templates list”, or a folder."),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="CODE",
        help="Language of moot's own words on the page: en, es, de, fr, ru, ar; else the guide's.",
    ),
]
InkOption = Annotated[
    Inks | None,
    typer.Option("--ink", case_sensitive=False, help="full: light tints; else outlines only."),
]
SidesOption = Annotated[
    Sides | None,
    typer.Option("--sides", case_sensitive=False, help="two: binding margin inside, to print on both sides."),
]
LineNumbersOption = Annotated[
    bool,
    typer.Option("--line-numbers", help="Every fifth line of the text; questions cite lines."),
]
HyphenateOption = Annotated[bool, typer.Option("--hyphenate", help="Words may be split at line ends.")]
CodesOption = Annotated[bool, typer.Option("--no-codes", help="No QR codes beside web addresses.")]
FormatOption = Annotated[
    list[Formats] | None,
    typer.Option(
        "--format",
        case_sensitive=False,
        help="html for screens and screen readers, md for plain text; else pdf. May be repeated.",
    ),
]
BookletOption = Annotated[
    bool,
    typer.Option("--booklet", help="Half sheets in the order in which they are printed and folded."),
]
FitOption = Annotated[
    str | None,
    typer.Option(
        "--fit",
        metavar="PAGES",
        help="Tighten the handout to so many pages, or to folded-a4 or folded-letter: one folded sheet.",
    ),
]
KitOption = Annotated[
    bool,
    typer.Option("--kit", help="Also one file to print with everything a meeting needs."),
]
CopiesOption = Annotated[
    int | None,
    typer.Option(
        "--copies", metavar="N", min=1, max=200, help="Handouts in the kit, or booklets; else as --group says, else 12."
    ),
]
PdfaOption = Annotated[bool, typer.Option("--pdfa", help="PDF/A-2a too, for archives.")]


def look_settings(
    large_print: bool,
    lang: str | None,
    ink: Inks | None,
    sides: Sides | None,
    line_numbers: bool,
    hyphenate: bool,
    no_codes: bool,
) -> dict[str, Any]:
    """The options as settings of the same names; what was not asked for is left to the adaptations."""
    settings = {
        "large_print": "yes" if large_print else None,
        "language": lang,
        "ink": ink and ink.value,
        "sides": sides and sides.value,
        "line_numbers": "yes" if line_numbers else None,
        "hyphenate": "yes" if hyphenate else None,
        "codes": "no" if no_codes else None,
    }
    return {key: value for key, value in settings.items() if value}
