"""What to do at the printer, in plain sentences; and the values they are told from. Nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Gathered", "GatheredPart", "Imposed", "Part", "how_to_print"]

PAPER_NAMES = {"a4": "A4", "letter": "Letter", "a5": "A5", "half-letter": "half Letter"}
_ACTUAL_SIZE = "“Actual size” (or 100 %), never “Fit to page”"
_MANY_TO_FOLD = 15


@dataclass(frozen=True)
class Imposed:
    """A booklet as it goes to the printer.

    sheets: sheets of paper for one booklet. blanks: pages left empty at its end. pages: pages that have something on
    them. sheet: the paper, "a4" or "letter". right_to_left: it is bound on the right.
    """

    pdf: bytes
    sheets: int
    blanks: int
    pages: int
    sheet: str = "a4"
    right_to_left: bool = False


@dataclass(frozen=True)
class Part:
    """Something to go into a file for the printer.

    duplex: its pages may be printed on both sides. after: what is done with its sheets, such as “Cut along the marks”;
    it is told once for all parts.
    """

    name: str
    pdf: bytes
    copies: int = 1
    duplex: bool = True
    after: str = ""


@dataclass(frozen=True)
class GatheredPart:
    """A part as it stands in the file: first_page counts from 1, sheets are those of all copies."""

    name: str
    copies: int
    pages: int
    sheets: int
    first_page: int
    after: str = ""


@dataclass(frozen=True)
class Gathered:
    """One file for the printer, made of parts. pages are the sides of its sheets, the empty ones too."""

    pdf: bytes
    sheets: int
    pages: int
    parts: tuple[GatheredPart, ...]
    paper: str = "a4"


def how_to_print(made: Imposed | Gathered, copies: int = 1) -> tuple[str, ...]:
    """What a person does at the printer, a sentence each. copies: how many booklets are wanted."""
    return _booklet(made, copies) if isinstance(made, Imposed) else _kit(made)


def _booklet(made: Imposed, copies: int) -> tuple[str, ...]:
    blank = f" and {_count(made.blanks, 'empty one')} at the end" if made.blanks else ""
    each = f"Each booklet takes {_count(made.sheets, 'sheet')} of {_named(made.sheet)}"
    total = f", {made.sheets * copies} sheets for {copies} booklets" if copies > 1 else ""
    lines = [
        f"{each}{total}; it has {_count(made.pages, 'page')}{blank}.",
        f"Print at {_ACTUAL_SIZE}, landscape, on both sides, and flip on the short edge.",
        "Leave the sheets in their order, fold the pile in the middle, and staple it twice in the fold"
        + (" (the fold is on the right)." if made.right_to_left else "."),
    ]
    if made.sheets > _MANY_TO_FOLD:
        lines.append(
            f"{made.sheets} sheets are hard to fold and to staple: fewer pages or the full sheet may be better."
        )
    return (*lines, _ONE_SIDED)


def _kit(made: Gathered) -> tuple[str, ...]:
    lines = [f"The whole file takes {_count(made.sheets, 'sheet')} of {_named(made.paper)}:"]
    for part in made.parts:
        copies = f"{part.copies} copies, " if part.copies > 1 else ""
        lines.append(f"- {part.name}: {copies}{_count(part.sheets, 'sheet')}")
    lines += [
        f"Print at {_ACTUAL_SIZE}, on both sides, and flip on the long edge.",
        "Every copy begins on a new sheet, so the file can be printed in one go; staple copy by copy.",
    ]
    afters = dict.fromkeys(part.after for part in made.parts if part.after)
    told = (f"{after}: {', '.join(part.name for part in made.parts if part.after == after)}." for after in afters)
    return (*lines, *told, _ONE_SIDED)


_ONE_SIDED = (
    "If the printer knows one side only, print the odd pages, put the pile back in turned over, and print the even "
    "ones; try it with two sheets first."
)


def _named(paper: str) -> str:
    return PAPER_NAMES.get(paper, paper)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
