"""Where cards stand on a sheet, and what finds room on them, so that nothing is cut off when they are cut out.

Lengths are millimetres, sizes of type and the distances of lines points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from math import ceil
from typing import Any, Final
from urllib.parse import quote

from moot.render.measure import POINT, STEPS, first_that_fit, fit, fitted, lines_of

__all__ = ["card_of", "claim_pages", "crop_marks", "sheet_of"]

_LARGE: Final = ((18.0, 24.0),)
_FOOT, _LARGE_FOOT = (8.0, 10.5), (18.0, 23.0)
_LARGE_CLAIM: Final = ((18.0, 23.0),)
_CLAIM_STEPS: Final = ((10.0, 12.5), (9.0, 11.5), (8.5, 10.5))

_SANS: Final = 0.86
"""No words of ours are wider than this part of the widths measured, set in the sans and not semibold, as claims are."""

_LABEL: Final = re.compile(r"^(\S{1,4}) ")


@dataclass(frozen=True)
class _Sheet:
    """A sheet of cards, all in mm: left and top are the margins, width and height those of a card.

    edge is where the printed area begins. fronts and backs are the places (left, top) of the cards, measured from the
    left upper corner of that area. Behind the first front stands the first back, when the sheet is turned over on its
    long edge. inner and inner_height are the room for words on a card.
    """

    paper: str
    large: bool
    paper_width: float
    paper_height: float
    edge: float
    left: float
    top: float
    width: float
    height: float
    rows: int
    fronts: tuple[tuple[float, float], ...]
    backs: tuple[tuple[float, float], ...]
    count: int
    inner: float
    inner_height: float


_EDGE: Final = 7.0
"""Nearer to the edge of the paper nothing is printed."""

_INSIDE: Final = (6.0, 5.0)
"""Between the edge of a card and its words: at the sides, above and below."""


def sheet_of(settings: Mapping[str, Any], right_to_left: bool = False) -> dict[str, Any]:
    """The sheet of cards for a look: two columns, four rows, or two in large print. Half sheets are two to a whole one.

    right_to_left: the first card stands in the upper right corner.
    """
    large = bool(settings["large"])
    letter = settings["paper"] in {"letter", "half-letter"}
    wide, tall, width, height = (215.9, 279.4, 95.25, 63.5) if letter else (210.0, 297.0, 94.5, 67.0)
    rows = 2 if large else 4
    # In large print the line above the cards needs more room, which a Letter sheet would not have.
    height = (124.0 if letter else 132.0) if large else height
    left, top = (wide - 2 * width) / 2, (tall - rows * height) / 2
    turned = 1 if right_to_left else 0
    places = [(index // 2, index % 2 ^ turned) for index in range(2 * rows)]
    x, y = left - _EDGE, top - _EDGE
    fronts = tuple((round(x + column * width, 3), round(y + row * height, 3)) for row, column in places)
    backs = tuple((round(x + (1 - column) * width, 3), round(y + row * height, 3)) for row, column in places)
    inner = (round(width - 2 * _INSIDE[0], 3), round(height - 2 * _INSIDE[1], 3))
    paper = "letter" if letter else "a4"
    return asdict(
        _Sheet(paper, large, wide, tall, _EDGE, left, top, width, height, rows, fronts, backs, len(places), *inner)
    )


def crop_marks(sheet: Mapping[str, Any]) -> str:
    """CSS background that shows where to cut: short lines outside the cards, and a cross where four of them meet."""
    wide, tall, left, top = (sheet[key] for key in ("paper_width", "paper_height", "left", "top"))
    edge, columns = sheet["edge"], [left + n * sheet["width"] for n in range(3)]
    rows = [top + n * sheet["height"] for n in range(sheet["rows"] + 1)]
    lines = []
    for x in columns:
        lines += [(x, top - 5.5, x, top - 1.5), (x, tall - top + 1.5, x, tall - top + 5.5)]
    for y in rows:
        lines += [(max(edge, left - 4), y, left - 1, y), (wide - left + 1, y, min(wide - edge, wide - left + 4), y)]
        lines += [(columns[1] - 1.2, y, columns[1] + 1.2, y)] if y not in (rows[0], rows[-1]) else []
    lines += [(columns[1], y - 1.2, columns[1], y + 1.2) for y in rows[1:-1]]
    path = "".join(f"M{x:.2f} {y:.2f}L{to:.2f} {down:.2f}" for x, y, to, down in lines)
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{wide - 2 * edge:g}mm' height='{tall - 2 * edge:g}mm' "
        f"viewBox='{edge} {edge} {wide - 2 * edge:g} {tall - 2 * edge:g}'>"
        f"<path d='{path}' stroke='#000' stroke-width='.12' fill='none'/></svg>"
    )
    return f"background:url(data:image/svg+xml,{quote(svg)}) 0 0 no-repeat"


def card_of(question: Mapping[str, Any], sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What of a question finds room on its card.

    ask: as `fitted` has it. setup: "" where there is none or no room for it. foot: the passages and readings to look
    at, more: whether some had to be left away. left_out: whether the setup was.
    """
    # The passages may take more room where the question is short.
    cards = (_card(question, sheet, most) for most in ((5, 3) if sheet["large"] else (4, 2)))
    card = next(cards)
    if not card["ask"]["whole"] or card["left_out"]:
        other = next(cards)
        card = other if other["ask"]["whole"] else card
    return card


def _card(question: Mapping[str, Any], sheet: Mapping[str, Any], most: int) -> dict[str, Any]:
    steps, (foot_size, foot_lead) = (_LARGE, _LARGE_FOOT) if sheet["large"] else (STEPS, _FOOT)
    room = sheet["inner"]
    # "P2 Lenin 1917" is not broken after its label.
    readings = [_LABEL.sub("\\1\xa0", reading) for reading in question["readings"]]
    foot, lines = first_that_fit([*question["refs"], *readings], room, foot_size, most)
    head = 29.0 if sheet["large"] else 8.5
    height = sheet["inner_height"] - head - (2 + lines * foot_lead * POINT if lines else 0)
    setup, ask = question["setup"], None
    if setup:
        size, lead = _LARGE[0] if sheet["large"] else (9.5, 12.5)
        above = lines_of(setup, room, size) * lead * POINT + 2
        ask = fit(question["ask"], room, height - above, steps[:3], 2)
        if not ask.whole:
            # Better the question large and whole; the last line says that more stands in the handout.
            setup, height = "", height - (2 * steps[-1][1] * POINT if sheet["large"] else 6.5)
    if ask is None or not setup:
        ask = fit(question["ask"], room, height, steps, 2)
    more = len(foot) < len(question["refs"]) + len(readings)
    left_out = bool(question["setup"]) and not setup and ask.whole
    return {"ask": asdict(ask), "setup": setup, "foot": foot, "more": more, "left_out": left_out}


def claim_pages(claims: Sequence[Mapping[str, Any]], large: bool, room: float, height: float) -> list[dict[str, Any]]:
    """How the claims of a session are shared out on placemats: for each page row (its height) and claims (fitted).

    room: the width of the claims' column in mm, in which each claim has its reply below it; height: what all rows of a
    page have together. At most four claims to a page, in large print two, fewer where their words would not fit
    otherwise. All claims and replies are set in the same size; where they have to be cut, both have the same room.
    """
    used = 22.0 if large else 15.0
    steps, tries = (_LARGE_CLAIM, (2, 1)) if large else (_CLAIM_STEPS, (4, 3, 2))
    pages: list[dict[str, Any]] = []
    for most, step in [(most, step) for most in tries for step in steps]:
        pages = list(_shared_out(claims, most, step, room, height, used, shared=False))
        if all(_whole(one, page["row"] - used) for page in pages for one in page["claims"]):
            return pages
    return list(_shared_out(claims, tries[-1], steps[-1], room, height, used, shared=True))


def _shared_out(
    claims: Sequence[Mapping[str, Any]],
    most: int,
    step: tuple[float, float],
    room: float,
    height: float,
    used: float,
    shared: bool,
) -> Iterator[dict[str, Any]]:
    """The pages with so many claims at most. shared: claim and reply share a row that is too small."""
    number = max(1, ceil(len(claims) / most))
    ends = [len(claims) * n // number for n in range(number + 1)]
    for first, last in pairwise(ends):
        row = height / max(last - first, 1)
        make = _both if shared else _claim
        yield {
            "row": round(row, 2),
            "claims": [make(one, room / _SANS, row - used, step) for one in claims[first:last]],
        }


def _claim(claim: Mapping[str, Any], room: float, height: float, step: tuple[float, float]) -> dict[str, Any]:
    says, answer = (fitted(claim[key], room, height, [step]) for key in ("says", "counterpoint"))
    return {"claim": claim, "says": says, "answer": answer}


def _both(claim: Mapping[str, Any], room: float, height: float, step: tuple[float, float]) -> dict[str, Any]:
    """Claim and reply where there is not room for both: each has half of it, or what the other leaves."""
    size, lead = step
    lines = max(2, int(height / (lead * POINT)) - 1)  # one line says where the rest is
    says, answer = lines_of(claim["says"], room, size), lines_of(claim["counterpoint"], room, size)
    own = min(says, max(lines // 2, lines - answer))
    heights = ((own + 0.1) * lead * POINT, (lines - own + 0.1) * lead * POINT)
    both = [
        fitted(claim[key], room, high, [step], 0) for key, high in zip(("says", "counterpoint"), heights, strict=True)
    ]
    return {"claim": claim, "says": both[0], "answer": both[1]}


def _whole(one: Mapping[str, Any], height: float) -> bool:
    """Whether a claim and its reply stand whole in so many mm."""
    parts = (one["says"], one["answer"])
    return (
        all(part["whole"] for part in parts) and sum(part["lines"] * part["lead"] for part in parts) <= height / POINT
    )
