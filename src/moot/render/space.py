"""Room to write in: how far apart ruled lines are, and what is left of a page, shared out among those who ask for it.

A box with `data-rest="2"` in the page source has room for a few lines at first. Once the pages are laid out, the boxes
of a page share what is left at its foot by their weights, in whole lines, and the pages are laid out again. That is
kept only where every word stays on its page. Like the look for faults this walks the page engine's own boxes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import floor
from typing import Any, NamedTuple
from urllib.parse import quote

from moot.render.letters import children_of
from moot.render.look import SMALL_PAPERS, Look

__all__ = [
    "REST",
    "LaidOut",
    "fill_pages",
    "free_lines",
    "last_page",
    "lines_that_fit",
    "pitch_of",
    "ruled",
    "set_lines",
    "share_out",
]

REST = "data-rest"
"""The attribute of a box that takes what is left of its page: its value is the weight, a whole number from 1."""

_MILLIMETRE = 96 / 25.4
_SLACK = 0.5
_MOST = 60
_ROUNDS = 3
"""A box beside a longer note takes up the slack of its row first, so that there is still room after one round."""

_PITCH = re.compile(r"--pitch:([\d.]+)mm")
_HEIGHT = re.compile(r"height:([\d.]+)mm")


class LaidOut(NamedTuple):
    """Pages as the page engine has them, and the computed styles of their elements (None where they cannot be had)."""

    document: Any
    style_for: Any


def pitch_of(look: Look) -> float:
    """How far apart lines to write on are, in mm: wide ruled, as adults write on their knees."""
    if look.large:
        return 12
    return {"letter": 8.7, "a5": 8, "half-letter": 8}.get(look.paper, 8.5)


def lines_that_fit(look: Look) -> int:
    """So many ruled lines fit on a page of this look together with a question of some lines."""
    if look.large:
        return 5 if look.paper in SMALL_PAPERS else 14
    return 15 if look.paper in SMALL_PAPERS else _MOST


def ruled(lines: int, pitch: float = 8.5) -> str:
    """Style of a box with so many ruled lines, `pitch` mm apart: one background image, not one box a line.

    All lines of a block stand in one drawing; drawn as borders they would burden the page and its tags.
    """
    count = max(0, min(int(lines), _MOST))
    height = count * pitch
    rules = "".join(f"<path d='M0 {(n + 1) * pitch - 0.2:.2f}H200'/>" for n in range(count))
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='200mm' height='{height:g}mm' viewBox='0 0 200 {height:g}'>"
        f"<g stroke='#8c8c8c' stroke-width='.25'>{rules}</g></svg>"
    )
    return f"--pitch:{pitch:g}mm;height:{height:g}mm;background:url(data:image/svg+xml,{quote(svg)}) 0 0 no-repeat"


def set_lines(element: Any, lines: int) -> None:
    """Give a ruled box of the page source another number of lines."""
    element.set("style", ruled(lines, _ruling(element)[1]))


def fill_pages(lay_out: Callable[[], LaidOut], root: Any, laid: LaidOut) -> LaidOut:
    """The pages with their elastic boxes grown to the foot of the page; the same ones where there are none.

    lay_out lays the page source out as it is at that moment; root is the root of its element tree.
    """
    boxes = [element for element in root.iter() if _weight(element)]
    for _ in range(_ROUNDS if boxes else 0):
        more = _shares(laid.document, boxes)
        if not any(more):
            break
        grown = _grown(lay_out, boxes, more, laid)
        if grown is None:
            break
        laid = grown
    return laid


def free_lines(document: Any, pitch: float) -> tuple[int, ...]:
    """For each page, how many lines `pitch` mm apart still fit below the last thing on it."""
    return tuple(max(0, floor((foot - low - _SLACK) / (pitch * _MILLIMETRE))) for foot, low in _feet(document))


def last_page(document: Any) -> float:
    """How much of the last page is used, from 0 to 1."""
    box = document.pages[-1]._page_box
    _, low = list(_feet(document))[-1]
    return float((low - box.content_box_y()) / box.height)


def _grown(lay_out: Callable[[], LaidOut], boxes: Sequence[Any], more: list[dict[Any, int]], laid: LaidOut) -> Any:
    """The pages with so many lines more in the boxes of each page; None, and all as it was, where words would move."""
    before, words = {element: _ruling(element)[0] for element in boxes}, _words(laid.document)
    while any(more):
        for element in boxes:
            set_lines(element, before[element] + sum(shares.get(element, 0) for shares in more))
        grown = lay_out()
        now = _words(grown.document)
        if now == words:
            return grown
        # From the first page that is not as it was everything may have moved: one line less there.
        page = next((n for n, (one, other) in enumerate(zip(words, now, strict=False)) if one != other), len(words) - 1)
        found = next((shares for shares in more[page:] if shares), None) or next(s for s in reversed(more) if s)
        widest = max(found, key=lambda element: found[element])
        found[widest] -= 1
        if not found[widest]:
            del found[widest]
    for element, lines in before.items():
        set_lines(element, lines)
    return None


def _shares(document: Any, boxes: Sequence[Any]) -> list[dict[Any, int]]:
    """For each page, how many lines more each of its boxes gets."""
    wanted, on = set(boxes), []
    for page in document.pages:
        found = (box.element for box in _flowing(page._page_box) if not hasattr(box, "text"))
        on.append([element for element in dict.fromkeys(found) if element in wanted])
    shares = []
    for here, (foot, low) in zip(on, _feet(document), strict=True):
        pitch = max((_ruling(element)[1] for element in here), default=1)
        room = max(0, floor((foot - low - _SLACK) / (pitch * _MILLIMETRE)))
        shares.append(share_out(room, {element: _weight(element) for element in here}))
    return shares


def share_out(lines: int, weights: Mapping[Any, int]) -> dict[Any, int]:
    """So many whole lines by weight, none left over; of equal claims to the last line the first goes first."""
    total = sum(weights.values())
    if not total:
        return {}
    shares = {key: lines * weight // total for key, weight in weights.items()}
    rests = sorted(weights, key=lambda key: -(lines * weights[key] % total))
    for key in rests[: lines - sum(shares.values())]:
        shares[key] += 1
    return {key: share for key, share in shares.items() if share}


def _feet(document: Any) -> Iterator[tuple[float, float]]:
    """For each page, where its room ends and where the last thing on it ends, in CSS pixels from the top."""
    pages = [page._page_box for page in document.pages]
    flowing = [list(_flowing(page)) for page in pages]
    seen = [{box.element for box in boxes if not hasattr(box, "text")} for boxes in flowing]
    for page, boxes, after in zip(pages, flowing, [*seen[1:], set()], strict=True):
        notes = [box.margin_box_y() if hasattr(box, "margin_box_y") else box.position_y for box in _notes(page)]
        top = page.content_box_y()
        # What goes on overleaf is as high as its page; of that only what is in it counts.
        ends = (
            box.position_y + box.margin_height() if hasattr(box, "text") else box.border_box_y() + box.border_height()
            for box in boxes
            if hasattr(box, "text") or box.element not in after
        )
        yield min([top + page.height, *notes]), max(ends, default=top)


def _notes(page: Any) -> list[Any]:
    return [box for box in children_of(page) if type(box).__name__ == "FootnoteAreaBox" and children_of(box)]


def _flowing(page: Any) -> Iterator[Any]:
    """Every box in the flow of a page, in the order of the source; running heads, notes and lines of type are not."""
    stack = [box for box in page.children if not hasattr(box, "at_keyword")]
    stack = [box for box in stack if type(box).__name__ != "FootnoteAreaBox"][::-1]
    while stack:
        box = stack.pop()
        if hasattr(box, "_box") or not box.is_in_normal_flow():
            continue
        if hasattr(box, "text"):
            if box.text.strip():
                yield box
            continue
        if box.element is not None and type(box).__name__ not in {"LineBox", "InlineBox"}:
            yield box
        stack.extend(reversed(box.children if hasattr(box, "children") else ()))


def _words(document: Any) -> list[str]:
    """The words of each page, to see whether any has moved."""
    return ["".join(box.text for box in _flowing(page._page_box) if hasattr(box, "text")) for page in document.pages]


def _weight(element: Any) -> int:
    value = element.get(REST) or ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def _ruling(element: Any) -> tuple[int, float]:
    """How many lines a ruled box of the page source has, and how far apart they are, in mm."""
    style = element.get("style") or ""
    pitch, height = _PITCH.search(style), _HEIGHT.search(style)
    if not pitch or not height:
        return 0, 8.5
    return round(float(height[1]) / float(pitch[1])), float(pitch[1])
