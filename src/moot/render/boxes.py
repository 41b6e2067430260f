"""The boxes of a laid-out page as plain values: what is seen on it, and where.

Read from the page engine's own tree, which is not a public interface. Lengths are CSS pixels (96 to the inch).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from moot.render.letters import children_of

__all__ = ["MILLIMETRE", "SLACK", "Area", "Page", "Place", "Thing", "read_page"]

MILLIMETRE = 96 / 25.4
SLACK = 1.0
# Of the height of a line of type, the part that is surely ink: letters without tails and accents.
_INK_TOP, _INK_BOTTOM = 0.35, 0.75
_EDGE = 5 * MILLIMETRE
# What is to be followed by something on its page and is no higher than this is a heading too, whatever it is called.
_LABEL = 20 * MILLIMETRE
_SMALLEST = 5 * 96 / 72
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"})
_AVOID = frozenset({"avoid", "avoid-page"})
_SIDES = ("top", "right", "bottom", "left")
_SMALL_BOXES = frozenset({"LineBox", "InlineBox", "TextBox"})


class Area(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, other: Area, slack: float = SLACK) -> bool:
        """Whether the other lies within."""
        return (
            other.x0 >= self.x0 - slack
            and other.x1 <= self.x1 + slack
            and other.y0 >= self.y0 - slack
            and other.y1 <= self.y1 + slack
        )

    def common(self, other: Area) -> Area:
        """What both share; turned inside out where that is nothing."""
        return Area(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def inset(self, by: float) -> Area:
        """The same, smaller on each side."""
        return Area(self.x0 + by, self.y0 + by, self.x1 - by, self.y1 - by)


class Place(NamedTuple):
    """Where in the tree a box is: what its ancestors mean for it.

    area: where it may be. clip: what of it is shown. frame: the cell or the frame it should not leave. matrix: how it
    is turned or shifted. paper: the brightness, 0 to 1, of what is behind it.
    """

    area: Area
    clip: Area | None
    frame: Area | None
    margin: bool
    note: bool
    repeated: bool
    matrix: Any
    line: int
    paper: float
    boxes: tuple[Any, ...]


class Thing(NamedTuple):
    """Something that is seen on the page: a piece of text, or (text is "") a picture or an empty room."""

    text: str
    ink: Area
    place: Place
    faint: bool = False


@dataclass
class Page:
    """heads: what something must follow; True for heads of tables, which each page may repeat. kept: what is to stay
    on one page, with its height here. strokes: drawn lines. covers: pictures and tints, each with its box."""

    number: int
    content: Area
    paper: Area
    blank: bool
    name: Any
    things: list[Thing] = field(default_factory=list)
    heads: dict[Any, bool] = field(default_factory=dict)
    kept: dict[Any, float] = field(default_factory=dict)
    strokes: list[tuple[Area, Place]] = field(default_factory=list)
    covers: list[tuple[Area, Place, Any]] = field(default_factory=list)

    @property
    def body(self) -> list[Thing]:
        """All but notes and what stands in the margin."""
        return [thing for thing in self.things if not thing.place.margin and not thing.place.note]


def read_page(page_box: Any, number: int) -> Page:
    """The things on one page, in the order of the source."""
    x, y = page_box.content_box_x(), page_box.content_box_y()
    content = Area(x, y, x + page_box.width, y + page_box.height)
    paper = Area(0, 0, page_box.margin_width(), page_box.margin_height())
    kind = page_box.page_type
    page = Page(number, content, paper, bool(kind.blank), kind.name)
    ground = Place(paper, None, None, False, False, False, None, 0, 1.0, ())
    _note_drawn(page, page_box, ground, None)
    for background in (getattr(page_box, "canvas_background", None), getattr(page_box, "background", None)):
        if background is not None and _is_tint(background):
            page.covers.append((paper, ground, page_box))
    for child in children_of(page_box):
        margin, note = hasattr(child, "at_keyword"), type(child).__name__ == "FootnoteAreaBox"
        area = paper.inset(_EDGE) if margin else content
        stack = [(child, ground._replace(area=area, margin=margin, note=note))]
        while stack:
            box, place = stack.pop()
            inner = _note_down(page, box, place)
            if inner is not None:
                stack.extend((grandchild, inner) for grandchild in reversed(children_of(box)))
    return page


def _note_down(page: Page, box: Any, place: Place) -> Place | None:
    """Keep what matters of one box; the place of its children, or None where it has none."""
    if (text := getattr(box, "text", None)) is not None:
        if text.strip():
            # The position is that of the line's share; the letters may stand higher than a tight line.
            top, height = box.position_y + box.margin_top, box.height
            ink = Area(box.position_x, top + _INK_TOP * height, box.position_x + box.width, top + _INK_BOTTOM * height)
            page.things.append(Thing(text, _moved(ink, place.matrix), place, _is_faint(box, place.paper)))
        return None
    inner = _inner(box, place, page.paper)
    drawn = _note_drawn(page, box, inner, getattr(box, "background", None))
    if not place.margin and box.element is not None and "::" not in str(box.element_tag):
        _note_element(page, box, inner)
    if not box.children:
        outer = _border_box(box)
        if outer.y1 - outer.y0 > 4 and outer.x1 - outer.x0 > 4 and drawn:
            page.things.append(Thing("", _moved(outer, inner.matrix), inner))
        return None
    return inner


def _note_drawn(page: Page, box: Any, place: Place, background: Any) -> bool:
    """Keep frames, pictures and tints of a box; whether there are any. An empty cell beside a text shows nothing."""
    outer = _border_box(box)
    widths = dict(zip(_SIDES, _borders(box), strict=True))
    lines = {
        "top": Area(outer.x0, outer.y0, outer.x1, outer.y0 + widths["top"]),
        "right": Area(outer.x1 - widths["right"], outer.y0, outer.x1, outer.y1),
        "bottom": Area(outer.x0, outer.y1 - widths["bottom"], outer.x1, outer.y1),
        "left": Area(outer.x0, outer.y0, outer.x0 + widths["left"], outer.y1),
    }
    page.strokes += [(_moved(lines[side], place.matrix), place) for side, width in widths.items() if width]
    is_picture = "Replaced" in type(box).__name__
    is_tinted = background is not None and _is_tint(background)
    if is_picture or is_tinted:
        page.covers.append((_moved(outer, place.matrix), place, box))
    return bool(is_picture or is_tinted or any(widths.values()))


def _note_element(page: Page, box: Any, place: Place) -> None:
    """Remember headings, and what is to stay on one page."""
    element, style, kind = box.element, box.style, type(box).__name__
    if getattr(box, "is_header", False) and kind == "TableRowGroupBox":
        page.heads[element] = True
    if kind in _SMALL_BOXES or place.repeated:
        return
    is_head = element.tag in _HEADINGS and (element.tag != "caption" or style["caption_side"] != "bottom")
    is_label = style["break_after"] in _AVOID and kind != "TableRowBox" and box.border_height() < _LABEL
    if is_head or is_label:
        page.heads[element] = False
    classes = (element.get("class") or "").split()
    is_question = "question" in classes
    is_row = kind == "TableRowBox" and element.tag == "tr" and "long" not in classes
    if is_question or is_row or element.get("data-keep") is not None or style["break_inside"] in _AVOID:
        page.kept[element] = max(page.kept.get(element, 0.0), box.border_height())


def _inner(box: Any, place: Place, paper: Area) -> Place:
    style, element = box.style, box.element
    area, clip, frame = place.area, place.clip, place.frame
    classes = (element.get("class") or "").split() if element is not None else []
    if "pn" in classes and not place.margin:
        # Paragraph numbers hang beside the text, where a printer still prints.
        area = Area(paper.x0 + _EDGE, area.y0, paper.x1 - _EDGE, area.y1)
    if style["overflow"] != "visible" and element is not None and element.tag not in {"html", "body"}:
        x, y = box.padding_box_x(), box.padding_box_y()
        own = Area(x, y, x + box.padding_width(), y + box.padding_height())
        clip = own if clip is None else clip.common(own)
    kind = type(box).__name__
    if style["position"] in {"absolute", "fixed"}:
        frame = None
    elif kind == "TableCellBox" or (kind not in _SMALL_BOXES and all(_borders(box))):
        frame = _border_box(box)
    matrix = place.matrix
    if (own_matrix := getattr(box, "transformation_matrix", None)) is not None:
        matrix = own_matrix @ matrix if matrix else own_matrix
    background = getattr(box, "background", None)
    behind = place.paper if background is None or background.color.alpha < 0.5 else _brightness(background.color)
    repeated = place.repeated or style["position"] == "fixed"
    repeated = repeated or getattr(box, "is_header", False) or getattr(box, "is_footer", False)
    line = id(box) if kind == "LineBox" else place.line
    return Place(area, clip, frame, place.margin, place.note, repeated, matrix, line, behind, (*place.boxes, box))


def _border_box(box: Any) -> Area:
    x, y = box.border_box_x(), box.border_box_y()
    return Area(x, y, x + box.border_width(), y + box.border_height())


def _borders(box: Any) -> tuple[float, ...]:
    """Widths of the drawn borders, from the top clockwise."""
    style = box.style
    shown = (style[f"border_{side}_style"] not in {"none", "hidden"} for side in _SIDES)
    widths = (getattr(box, f"border_{side}_width") for side in _SIDES)
    return tuple(width if is_shown else 0.0 for width, is_shown in zip(widths, shown, strict=True))


def _moved(area: Area, matrix: Any) -> Area:
    """The smallest upright rectangle around the area once it is turned or shifted."""
    if matrix is None:
        return area
    corners = [matrix.transform_point(x, y) for x in (area.x0, area.x1) for y in (area.y0, area.y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _is_tint(background: Any) -> bool:
    return _brightness(background.color) < 1 or any(layer.image is not None for layer in background.layers)


def _is_faint(box: Any, paper: float) -> bool:
    """Whether letters are smaller than 5 pt, or stand out by less than 4.5 to 1, as guidance for eyesight asks."""
    if box.style["font_size"] < _SMALLEST:
        return True
    one, other = sorted((_brightness(box.style["color"]), paper))
    return (other + 0.05) / (one + 0.05) < 4.5


def _brightness(color: Any) -> float:
    """Of a colour on white paper, 0 for black and 1 for white, as the eye weighs it."""
    if color is None or not color.alpha:
        return 1.0
    weighed = 0.0
    for share, weight in zip(color.to("srgb").coordinates, (0.2126, 0.7152, 0.0722), strict=True):
        value = 1 - color.alpha * (1 - min(1.0, max(0.0, share)))
        weighed += weight * (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return weighed
