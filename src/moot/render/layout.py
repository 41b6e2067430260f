"""Look over the laid-out pages for what a reader would stumble over.

This walks the page engine's own tree of boxes, which is not a public interface: should it change, the
result is one fault that says so, never a failure. Lengths are CSS pixels (96 to the inch).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from moot.render.letters import children_of, text_faults
from moot.render.results import Fault

__all__ = ["examine", "page_with"]

_MILLIMETRE = 96 / 25.4
_SLACK = 1.0
# Of the height of a line of type, the part that is surely ink: letters without tails and accents.
_INK_TOP, _INK_BOTTOM = 0.35, 0.75
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"})
_FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})
_MOST = 10
_MOST_PAIRS = 300_000


class _Area(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, other: _Area, slack: float = _SLACK) -> bool:
        return (
            other.x0 >= self.x0 - slack
            and other.x1 <= self.x1 + slack
            and other.y0 >= self.y0 - slack
            and other.y1 <= self.y1 + slack
        )

    def common(self, other: _Area) -> _Area:
        return _Area(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))


class _Place(NamedTuple):
    """Where in the tree a box is: what its ancestors mean for it."""

    area: _Area
    clip: _Area | None
    margin: bool
    note: bool
    moved: bool
    line: int
    boxes: tuple[Any, ...]


@dataclass
class _Thing:
    """Something that is seen on the page: a piece of text, or (text is "") a picture or an empty room."""

    text: str
    ink: _Area
    place: _Place


@dataclass
class _Page:
    number: int
    content: _Area
    things: list[_Thing] = field(default_factory=list)
    heads: dict[Any, None] = field(default_factory=dict)
    kept: dict[Any, float] = field(default_factory=dict)


def examine(document: Any, source: Any = None, style_for: Any = None) -> tuple[Fault, ...]:
    """All faults of a laid-out document, by page; () when it is as it should be. Never raises.

    source is the root element of the page source and style_for its computed styles, both as the page
    engine has them; without source the letters are not counted.
    """
    try:
        boxes = [page._page_box for page in document.pages]
        pages = [_read(box, number) for number, box in enumerate(boxes, 1)]
        faults = text_faults(source, style_for, boxes) if source is not None else []
        for page in pages:
            faults += _misplaced(page)[:_MOST] + _overlapping(page)[:_MOST]
        faults += _stranded(pages)[:_MOST] + _split(pages)[:_MOST] + _nearly_empty(pages)
    except Exception as error:
        return (Fault.of("not checked", 0, f"the layout could not be looked over ({type(error).__name__})"),)
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.page))


def page_with(document: Any, characters: str) -> tuple[int, str]:
    """The first page (from 1) on which the characters are printed, and the words they are in; else (0, "")."""
    try:
        for number, page in enumerate(document.pages, 1):
            for thing in _read(page._page_box, number).things:
                if characters in thing.text:
                    return number, thing.text
    except Exception:
        return 0, ""
    return 0, ""


def _read(page_box: Any, number: int) -> _Page:
    """The things on one page, in the order of the source."""
    x, y = page_box.content_box_x(), page_box.content_box_y()
    content = _Area(x, y, x + page_box.width, y + page_box.height)
    paper = _Area(0, 0, page_box.margin_width(), page_box.margin_height())
    page = _Page(number, content)
    for child in children_of(page_box):
        margin, note = hasattr(child, "at_keyword"), type(child).__name__ == "FootnoteAreaBox"
        area = _inset(paper, 3 * _MILLIMETRE) if margin else content
        stack = [(child, _Place(area, None, margin, note, False, 0, ()))]
        while stack:
            box, place = stack.pop()
            inner = _note_down(page, box, place, paper)
            if inner is not None:
                stack.extend((grandchild, inner) for grandchild in reversed(children_of(box)))
    return page


def _note_down(page: _Page, box: Any, place: _Place, paper: _Area) -> _Place | None:
    """Keep what matters of one box; the place of its children, or None where it has none."""
    if (text := getattr(box, "text", None)) is not None:
        if text.strip():
            # The position is that of the line's share; the letters may stand higher than a tight line.
            top, height = box.position_y + box.margin_top, box.height
            ink = _Area(box.position_x, top + _INK_TOP * height, box.position_x + box.width, top + _INK_BOTTOM * height)
            page.things.append(_Thing(text, ink, place))
        return None
    inner = _inner(box, place, paper)
    if not place.margin and box.element is not None and "::" not in str(box.element_tag):
        _note_element(page, box, type(box).__name__)
    if not box.children:
        outer = _Area(
            box.border_box_x(),
            box.border_box_y(),
            box.border_box_x() + box.border_width(),
            box.border_box_y() + box.border_height(),
        )
        if outer.y1 - outer.y0 > 4 and outer.x1 - outer.x0 > 4 and _draws(box):
            page.things.append(_Thing("", outer, inner))
        return None
    return inner


def _draws(box: Any) -> bool:
    """Whether an empty box shows anything: a picture, ruled lines, a frame. An empty cell beside a text does not."""
    style = box.style
    framed = any(style[f"border_{side}_width"] for side in ("top", "right", "bottom", "left"))
    return "Replaced" in type(box).__name__ or framed or any(kind != "none" for kind, _ in style["background_image"])


def _note_element(page: _Page, box: Any, kind: str) -> None:
    """Remember headings, and what is to stay on one page."""
    element = box.element
    is_head = element.tag in _HEADINGS and kind not in {"LineBox", "InlineBox"}
    if is_head and (element.tag != "caption" or box.style["caption_side"] != "bottom"):
        page.heads[element] = None
    if "question" in (element.get("class") or "").split() or element.get("data-keep") is not None:
        page.kept[element] = max(page.kept.get(element, 0.0), box.border_height())


def _inner(box: Any, place: _Place, paper: _Area) -> _Place:
    style, element = box.style, box.element
    area, clip = place.area, place.clip
    classes = (element.get("class") or "").split() if element is not None else []
    if "pn" in classes and not place.margin:
        # Paragraph numbers hang beside the text, where a printer still prints.
        beside = _inset(paper, 5 * _MILLIMETRE)
        area = _Area(beside.x0, area.y0, beside.x1, area.y1)
    if style["overflow"] != "visible" and element is not None and element.tag not in {"html", "body"}:
        x, y = box.padding_box_x(), box.padding_box_y()
        own = _Area(x, y, x + box.padding_width(), y + box.padding_height())
        clip = own if clip is None else clip.common(own)
    line = id(box) if type(box).__name__ == "LineBox" else place.line
    # Turned or shifted boxes are drawn elsewhere than they are laid out.
    moved = place.moved or bool(style["transform"])
    return _Place(area, clip, place.margin, place.note, moved, line, (*place.boxes, box))


def _inset(area: _Area, by: float) -> _Area:
    return _Area(area.x0 + by, area.y0 + by, area.x1 - by, area.y1 - by)


def _misplaced(page: _Page) -> list[Fault]:
    """Text outside the page area, or cut off by the box it is in."""
    faults = []
    for thing in page.things:
        if not thing.text or thing.place.moved:
            continue
        if thing.place.clip is not None and not thing.place.clip.holds(thing.ink):
            faults.append(Fault.of("clipped text", page.number, thing.text))
        elif not thing.place.area.holds(thing.ink):
            faults.append(Fault.of("outside the page", page.number, thing.text))
    return faults


def _overlapping(page: _Page) -> list[Fault]:
    """Two pieces of text printed over each other, those of one line aside."""
    things = sorted((t for t in page.things if t.text and not t.place.moved), key=lambda t: t.ink.y0)
    faults, pairs = [], 0
    for index, one in enumerate(things):
        for other in things[index + 1 :]:
            pairs += 1
            if other.ink.y0 > one.ink.y1 - _SLACK or pairs > _MOST_PAIRS:
                break
            both = one.ink.common(other.ink)
            if one.place.line != other.place.line and both.x1 - both.x0 > _SLACK and both.y1 - both.y0 > _SLACK:
                faults.append(Fault.of("overlapping text", page.number, f"{one.text.strip()} / {other.text.strip()}"))
    return faults


def _stranded(pages: Sequence[_Page]) -> list[Fault]:
    """Headings that nothing follows on their page, though the document goes on."""
    faults = []
    for page, following in pairwise(pages):
        body = [thing for thing in page.things if not thing.place.margin and not thing.place.note]
        for element in page.heads:
            if element in following.heads:
                continue
            inside = [i for i, thing in enumerate(body) if any(b.element is element for b in thing.place.boxes)]
            if not inside or _is_followed(body, inside) or _starts_anew(following):
                continue
            words = " ".join(body[i].text for i in inside)
            faults.append(Fault.of("stranded heading", page.number, words))
    return faults


def _is_followed(body: Sequence[_Thing], inside: Sequence[int]) -> bool:
    """Whether something comes next that stands beside or below, not at the head of another column."""
    after = body[inside[-1] + 1 :]
    return bool(after) and after[0].ink.y1 > body[inside[0]].ink.y0


def _starts_anew(page: _Page) -> bool:
    """Whether the page begins because the style sheet says so."""
    first = next((thing for thing in page.things if not thing.place.margin and not thing.place.note), None)
    if first is None:
        return False
    return any(box.style["break_before"] in _FORCED for box in first.place.boxes)


def _split(pages: Sequence[_Page]) -> list[Fault]:
    """Questions, and whatever else is to be kept whole, that are on more than one page."""
    on: dict[Any, list[int]] = {}
    for page in pages:
        for element, height in page.kept.items():
            if height > _SLACK:
                on.setdefault(element, []).append(page.number)
    return [
        Fault.of("split question", numbers[0], "".join(element.itertext()))
        for element, numbers in on.items()
        if len(numbers) > 1
    ]


def _nearly_empty(pages: Sequence[_Page]) -> list[Fault]:
    """A last page with a few lines only, which a little less text would save."""
    if len(pages) < 2:
        return []
    last = pages[-1]
    body = list(_body_texts(last))
    height = last.content.y1 - last.content.y0
    if not body or max(thing.ink.y1 for thing in body) - last.content.y0 > 0.12 * height:
        return []
    return [Fault.of("nearly empty page", last.number, " ".join(thing.text.strip() for thing in body if thing.text))]


def _body_texts(page: _Page) -> Iterator[_Thing]:
    return (thing for thing in page.things if not thing.place.margin)
