"""Line numbers: every fifth line of the text has its number beside it, and references to the text name lines too.

No style sheet can count lines, so it takes two goes: once the pages are laid out, the lines of the paragraphs marked
`data-ln` are counted through the whole document; then references (`class="ref" data-p="3-4"`) are told theirs, and the
pages are laid out again. The numbers themselves are drawn over the finished pages as furniture, not to be read aloud.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from html import escape
from itertools import count
from typing import Any, NamedTuple

from moot.render.letters import children_of
from moot.render.space import LaidOut

__all__ = ["EVERY", "MARK", "Line", "cite_lines", "lines_of", "number_lines"]

MARK = "data-ln"
"""The attribute of a paragraph whose lines are counted: its value is the number of the paragraph, or empty."""

EVERY = 5
"""How far apart the printed numbers are."""

_MILLIMETRE = 96 / 25.4
_POINT = 96 / 72
_GAP, _EDGE = 2 * _MILLIMETRE, 5 * _MILLIMETRE
_FACE = '"Source Sans 3", "Noto Sans Hebrew", "Noto Sans Arabic", sans-serif'


class Line(NamedTuple):
    """A line of the text: its number, its paragraph ("" where that has no number), and where it is, in CSS pixels.

    page counts from 0; left and right are the ends of its paragraph; base is where its letters stand; size is that of
    its letters.
    """

    number: int
    paragraph: str
    page: int
    left: float
    right: float
    base: float
    size: float
    to_left: bool


def lines_of(document: Any) -> Iterator[Line]:
    """Every counted line of a laid-out document."""
    numbers = count(1)
    for page, boxes in enumerate(document.pages):
        stack = [(boxes._page_box, None)]
        while stack:
            box, within = stack.pop()
            element = getattr(box, "element", None)
            if type(box).__name__ == "LineBox" and within is not None and element is within.element and _has_words(box):
                size, to_left = float(within.style["font_size"]), within.style["direction"] == "rtl"
                left = within.content_box_x()
                ends = left, left + within.width
                base = box.position_y + box.baseline
                yield Line(next(numbers), element.get(MARK), page, *ends, base, size, to_left)
                continue
            if hasattr(box, "children"):
                if element is not None and element.get(MARK) is not None and hasattr(box, "content_box_x"):
                    within = box if within is None or within.element is not element else within
                stack.extend((child, within) for child in reversed(children_of(box)))


def cite_lines(lay_out: Callable[[], LaidOut], root: Any, laid: LaidOut) -> LaidOut:
    """The pages with the lines of each reference beside it; the same ones where no lines are counted.

    The words of a reference are in its attributes `data-line` and `data-lines`, with # for the number.
    """
    if not any(element.get(MARK) is not None for element in root.iter()):
        return laid
    spans = _spans(laid)
    cited = False
    for element in root.iter():
        first, _, last = (element.get("data-p") or "").partition("-")
        words, one = element.get("data-lines"), element.get("data-line")
        if first not in spans or (last or first) not in spans or not words or not one:
            continue
        start, end = spans[first][0], spans[last or first][1]
        said = one.replace("#", str(start)) if start == end else words.replace("#", f"{start}–{end}")
        children = list(element)
        if children:
            children[-1].tail = f"{children[-1].tail or ''}, {said}"
        else:
            element.text = f"{element.text or ''}, {said}"
        cited = True
    return lay_out() if cited else laid


def number_lines(pdf: bytes, document: Any, engine: Any) -> bytes:
    """The same file with every fifth number beside its line, as an artifact; the same bytes where there is no line."""
    shown = [line for line in lines_of(document) if line.number % EVERY == 0]
    if not shown:
        return pdf
    # Only now: it is slow to load, and few documents have numbers.
    import pikepdf

    pages = sorted({line.page for line in shown})
    drawn = engine.HTML(string=_overlay(document, shown, pages)).write_pdf()
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file, pikepdf.open(io.BytesIO(drawn)) as numbers:
        for page, over in zip(pages, numbers.pages, strict=True):
            _lay_over(file, file.pages[page], over, f"/LineNumbers{page + 1}")
        mode = pikepdf.ObjectStreamMode.generate
        file.save(written, deterministic_id=True, object_stream_mode=mode, fix_metadata_version=False)
    return written.getvalue()


def _lay_over(file: Any, page: Any, over: Any, name: str) -> None:
    """Draw one page over another, outside of what is read. The name is given, for one made up would be random."""
    import pikepdf

    drawing = file.copy_foreign(over.as_form_xobject())
    resources = page.resources
    if "/XObject" not in resources:
        resources["/XObject"] = pikepdf.Dictionary()
    resources["/XObject"][name] = drawing
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q /Artifact BMC q {name} Do Q EMC".encode())
    page.contents_coalesce()


def _overlay(document: Any, shown: list[Line], pages: list[int]) -> str:
    """A document of the numbers alone: for each of these pages one of the same size."""
    rules, bodies = [], []
    for page in pages:
        box = document.pages[page]._page_box
        width, height = box.margin_width(), box.margin_height()
        rules.append(f"@page n{page} {{ size: {width:.3f}px {height:.3f}px; margin: 0 }}")
        spans = "".join(_number(line, width) for line in shown if line.page == page)
        bodies.append(f'<div style="page: n{page}; height: {height - 1:.3f}px">{spans}</div>')
    style = (
        f"body {{ margin: 0; font-family: {_FACE}; color: #333 }} div {{ position: relative }} "
        "b { position: absolute; font-weight: 400; line-height: 1; white-space: nowrap }"
    )
    return f"<title>{escape('Line numbers')}</title><style>{' '.join(rules)} {style}</style>{''.join(bodies)}"


def _number(line: Line, width: float) -> str:
    """One number, where the line ends: the ¶ numbers stand where it begins. Never within 5 mm of the edge."""
    size = 18 * _POINT if line.size >= 18 * _POINT - 0.1 else 8 * _POINT
    room = len(str(line.number)) * 0.5 * size
    gap = _GAP * size / (8 * _POINT)
    x = max(line.left - gap - room, _EDGE) if line.to_left else min(line.right + gap, width - _EDGE - room)
    # With lines as high as the letters, these stand at four fifths of the height, or very near to it.
    return f'<b style="left:{x:.2f}px;top:{line.base - 0.86 * size:.2f}px;font-size:{size:.2f}px">{line.number}</b>'


def _has_words(line: Any) -> bool:
    stack = [line]
    while stack:
        box = stack.pop()
        if (getattr(box, "text", "") or "").strip():
            return True
        stack.extend(child for child in getattr(box, "children", ()) if not hasattr(child, "_box"))
    return False


def _spans(laid: LaidOut) -> dict[str, tuple[int, int]]:
    """For each paragraph with a number, its first and its last line."""
    spans: dict[str, tuple[int, int]] = {}
    for line in lines_of(laid.document):
        if line.paragraph:
            spans[line.paragraph] = spans.get(line.paragraph, (line.number,))[0], line.number
    return spans
