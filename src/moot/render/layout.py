"""Look over the laid-out pages for what a reader would stumble over.

This walks the page engine's own tree of boxes, which is not a public interface: should it change, the
result is one fault that says so, never a failure. Lengths are CSS pixels (96 to the inch).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from moot.render.boxes import MILLIMETRE, SLACK, Area, Page, Place, Thing, read_page
from moot.render.letters import text_faults
from moot.render.page_breaks import break_faults
from moot.render.results import Fault

__all__ = ["examine", "page_with"]

_MOST = 10
_MOST_PAIRS = 300_000
_EDGE = 5 * MILLIMETRE
# Pieces of one line touch, and letters lean into each other, but not by as much.
_SLACK_IN_LINE = 3.0
_HANGING = 4 * MILLIMETRE


def examine(document: Any, source: Any = None, style_for: Any = None) -> tuple[Fault, ...]:
    """All faults of a laid-out document, by page; () when it is as it should be. Never raises.

    source is the root element of the page source and style_for its computed styles, both as the page
    engine has them; without source the letters are not counted.
    """
    try:
        boxes = [page._page_box for page in document.pages]
        pages = [read_page(box, number) for number, box in enumerate(boxes, 1)]
        faults = text_faults(source, style_for, boxes) if source is not None else []
        for page in pages:
            for of_one_kind in (_misplaced, _overlapping, _covered, _at_the_edge, _faint):
                faults += list(of_one_kind(page))[:_MOST]
        faults += break_faults(pages)
    except Exception as error:
        return (Fault.of("not checked", 0, f"the layout could not be looked over ({type(error).__name__})"),)
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.page))


def page_with(document: Any, characters: str) -> tuple[int, str]:
    """The first page (from 1) on which the characters are printed, and the words they are in; else (0, "")."""
    try:
        for number, page in enumerate(document.pages, 1):
            for thing in read_page(page._page_box, number).things:
                if characters in thing.text:
                    return number, thing.text
    except Exception:
        return 0, ""
    return 0, ""


def _misplaced(page: Page) -> Iterator[Fault]:
    """Text outside the page area, cut off by the box it is in, or beyond its cell or frame."""
    for thing in page.things:
        place = thing.place
        if place.clip is not None and not place.matrix and not place.clip.holds(thing.ink):
            yield Fault.of("clipped text", page.number, thing.text or _name(place))
        elif not thing.text:
            continue
        elif not place.area.holds(thing.ink) and not _hangs(thing, place.area):
            yield Fault.of("outside the page", page.number, thing.text)
        elif (
            place.frame is not None
            and not place.matrix
            and not (place.frame.holds(thing.ink) or _hangs(thing, place.frame))
        ):
            yield Fault.of("outside its box", page.number, thing.text)


def _hangs(thing: Thing, area: Area) -> bool:
    """Whether it is a point or bracket that hangs in the margin beside a word that fills its line; the engine sets
    those behind a link so. Nothing to read is lost by it, and the paper's edge is looked at elsewhere."""
    by = max(thing.ink.x1 - area.x1, area.x0 - thing.ink.x0)
    held = area.y0 - SLACK <= thing.ink.y0 and thing.ink.y1 <= area.y1 + SLACK
    return held and by <= _HANGING and not any(sign.isalnum() for sign in thing.text)


def _overlapping(page: Page) -> Iterator[Fault]:
    """Two pieces of text printed over each other."""
    things = sorted((thing for thing in page.things if thing.text), key=lambda thing: thing.ink.y0)
    pairs = 0
    for index, one in enumerate(things):
        for other in things[index + 1 :]:
            pairs += 1
            if other.ink.y0 > one.ink.y1 - SLACK or pairs > _MOST_PAIRS:
                break
            both = one.ink.common(other.ink)
            slack = _SLACK_IN_LINE if one.place.line == other.place.line else SLACK
            if both.x1 - both.x0 > slack and both.y1 - both.y0 > SLACK:
                yield Fault.of("overlapping text", page.number, f"{one.text.strip()} / {other.text.strip()}")


def _covered(page: Page) -> Iterator[Fault]:
    """Text under or over a picture, ruled lines or a tint that it does not stand in, and lines that cross text."""
    covers = [(area, box) for area, place, box in page.covers if place.boxes]
    lying, standing = _strokes(page, lying=True), _strokes(page, lying=False)
    for thing in (thing for thing in page.things if thing.text):
        ink = thing.ink
        for area, box in covers:
            both = ink.common(area)
            if both.x1 - both.x0 > SLACK and both.y1 - both.y0 > SLACK and box not in thing.place.boxes:
                yield Fault.of("overlapping text", page.number, f"{thing.text.strip()} / {_name_of(box)}")
        for _, (start, end), place in _between(lying, ink.y0, ink.y1):
            if min(end, ink.x1) - max(start, ink.x0) > SLACK:
                yield Fault.of("overlapping text", page.number, f"{thing.text.strip()} / line of {_name(place)}")
        for _, (start, end), place in _between(standing, ink.x0, ink.x1):
            if min(end, ink.y1) - max(start, ink.y0) > SLACK:
                yield Fault.of("overlapping text", page.number, f"{thing.text.strip()} / line of {_name(place)}")


_Stroke = tuple[float, tuple[float, float], Place]


def _strokes(page: Page, lying: bool) -> list[_Stroke]:
    """The drawn lines that lie, or stand: where, from where to where, and of what; in the order of where."""
    found = []
    for area, place in page.strokes:
        if lying == (area.x1 - area.x0 >= area.y1 - area.y0):
            across, along = (
                ((area.y0, area.y1), (area.x0, area.x1)) if lying else ((area.x0, area.x1), (area.y0, area.y1))
            )
            found.append((sum(across) / 2, along, place))
    return sorted(found, key=lambda stroke: stroke[0])


def _between(strokes: Sequence[_Stroke], start: float, end: float) -> Sequence[_Stroke]:
    """Those that are more than a touch within these bounds. There can be thousands on the pages of a long table."""
    first = bisect_right(strokes, start + SLACK, key=lambda stroke: stroke[0])
    return strokes[first : bisect_left(strokes, end - SLACK, key=lambda stroke: stroke[0])]


def _at_the_edge(page: Page) -> Iterator[Fault]:
    """Pictures, tints and lines where a printer does not print; for text this is known already."""
    inside = page.paper.inset(_EDGE)
    drawn = [(area, place) for area, place, _ in page.covers] + page.strokes
    for area, place in drawn:
        seen = area if place.clip is None else area.common(place.clip)
        if seen.x1 > seen.x0 and seen.y1 > seen.y0 and not inside.holds(seen):
            yield Fault.of("ink at the edge", page.number, _name(place))


def _faint(page: Page) -> Iterator[Fault]:
    return (Fault.of("faint text", page.number, thing.text) for thing in page.things if thing.text and thing.faint)


def _name(place: Place) -> str:
    return _name_of(place.boxes[-1]) if place.boxes else "the page"


def _name_of(box: Any) -> str:
    """How to call a box that has no words: its element with its class."""
    element = box.element
    if element is None:
        return "a box"
    return ".".join([str(element.tag), *(element.get("class") or "").split()])
