"""The dates of a session as a drawing to scale: an upright line, its dates to the left and right of it in turn.

A long time in which nothing happened is left out, and the line is broken there. The numbers are those of the table
below the drawing, which says the same in words. All lengths are in mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from moot.render.timeline_labels import Label, labels_of
from moot.render.timeline_scale import Scale, When, scale_of, when_of

__all__ = ["drawn_timeline"]

_LEAST_EVENTS = 3
_ROOM = {"a4": (170, 84), "letter": (174, 78), "a5": (116, 58), "half-letter": (108, 60)}
"""Width and greatest height of the drawing by paper: a little less than the lines are long, and a third of a page."""

_LARGE_ROOM = {"a4": (158, 82), "letter": (164, 76), "a5": (100, 56), "half-letter": (94, 58)}
_SIZE, _LARGE_SIZE = 8.5, 18.0  # pt
_LANE, _BAR, _LEADER = 2.2, 1.4, 5.0


@dataclass(frozen=True)
class _Mark:
    """One event on the line: from where to where it lies, on which side, and in which lane beside the line."""

    when: When
    top: float
    bottom: float
    left: bool
    lane: int


def drawn_timeline(
    events: Sequence[Mapping[str, Any]], settings: Mapping[str, Any], title: str
) -> dict[str, Any] | None:
    """The drawing of a plan's timeline for a look.

    `svg`, safe to print as it is; `count` and `unit` (year, month, day) between two marks; `old_style`, whether it has
    such dates.

    title is what those are told who cannot see it. None where there are fewer than three events.
    """
    if len(events) < _LEAST_EVENTS:
        return None
    rooms, size = (_LARGE_ROOM, _LARGE_SIZE) if settings["large"] else (_ROOM, _SIZE)
    width, most = rooms.get(settings["paper"], _ROOM["a4"])
    whens = [when_of(event["when"], event["until"]) for event in events]
    texts = [_dates(event) for event in events]
    lanes = _lanes(whens)
    beside = _BAR + (max(lanes) + 1) * _LANE + _LEADER
    labels, height = labels_of(texts, whens, size, width / 2 - beside, most)
    scale = scale_of(whens, height)
    marks = [
        _Mark(when, scale.place(when.start), scale.place(when.end), _is_left(labels, index), lanes[index])
        for index, when in enumerate(whens)
    ]
    middle = width / 2
    shapes = [*_axis(scale, middle), *_leaders(labels, marks, scale, middle, beside)]
    shapes += [_shape(mark, middle) for mark in marks]
    words = [text for label in labels for text in _words(label, middle, beside, size)]
    svg = (
        f'<svg class="drawing" width="{width}mm" height="{height:.1f}mm" viewBox="0 0 {width} {height:.1f}">'
        f"<title>{escape(title)}</title>{''.join(shapes)}{''.join(words)}</svg>"
    )
    old = any(text and f"({escape(text)})" in svg for _, text in texts)
    return {"svg": svg, "count": scale.count, "unit": scale.unit, "old_style": old}


def _dates(event: Mapping[str, Any]) -> tuple[str, str]:
    """The date and the Old Style date, in words.

    In numbers where the words are written from right to left: within a drawing the page engine sets each letter by
    itself, so that Arabic would be neither joined nor in its order.
    """
    said = event["date"], event["old_style"]
    if not any("\u0590" <= letter < "\u0900" for letter in "".join(said)):
        return said
    whole = event["when"] + (f"/{event['until'].removeprefix('c.').strip()}" if event["until"] else "")
    return whole.replace("c. ", "~").replace("/", " – "), event["old_when"].replace("/", " – ")


def _is_left(labels: Sequence[Label], index: int) -> bool:
    return next(label.left for label in labels if index in label.events)


def _lanes(whens: Sequence[When]) -> list[int]:
    """For each event how far its bar is from the line, so that no two cover each other; -1 for days, on the line."""
    ends: list[float] = []
    lanes = []
    for when in whens:
        if when.kind == "day":
            lanes.append(-1)
            continue
        lane = next((number for number, end in enumerate(ends) if end <= when.start), len(ends))
        ends[lane : lane + 1] = [when.end]
        lanes.append(min(lane, 3))
    return lanes


def _axis(scale: Scale, middle: float) -> Iterable[str]:
    """The line in its pieces, two strokes where time is left out, and marks at even distances."""
    for top, bottom in scale.pieces:
        yield f'<path d="M{middle:g} {top:.2f}V{bottom:.2f}" stroke="#000" stroke-width=".3"/>'
    for (_, above), (below, _) in pairwise(scale.pieces):
        for y in (above, below):
            yield f'<path d="M{middle - 1.6:g} {y + 0.5:.2f}l3.2 -1" stroke="#000" stroke-width=".3"/>'
    for y in scale.ticks:
        yield f'<path d="M{middle - 0.7:g} {y:.2f}h1.4" stroke="#595959" stroke-width=".2"/>'


def _leaders(
    labels: Iterable[Label], marks: Sequence[_Mark], scale: Scale, middle: float, beside: float
) -> Iterable[str]:
    """Thin lines from the events to their dates; those of one side never cross, for both stand in the order of time."""
    for label in labels:
        way = -1 if label.left else 1
        bend, end = middle + way * (beside - _LEADER), middle + way * (beside - 0.7)
        for index in label.events:
            y = marks[index].top
            yield (
                f'<path d="M{middle:g} {y:.2f}H{bend:.2f}L{end:.2f} {label.middle:.2f}" fill="none" '
                'stroke="#8c8c8c" stroke-width=".2"/>'
            )


def _shape(mark: _Mark, middle: float) -> str:
    """A dot for a day; a black bar from beginning to end; an open one where it was some time within."""
    fill = "#000" if mark.when.kind != "within" else "#fff"
    paint = f'fill="{fill}" stroke="#000" stroke-width=".25"'
    if mark.lane < 0:
        return f'<circle cx="{middle:g}" cy="{mark.top:.2f}" r=".8" {paint}/>'
    x = _LANE * (mark.lane + 1) - 0.4
    x = middle - x - _BAR / 2 if mark.left else middle + x - _BAR / 2
    return (
        f'<rect x="{x:.2f}" y="{mark.top:.2f}" width="{_BAR}" height="{max(mark.bottom - mark.top, 0.8):.2f}" {paint}/>'
    )


def _words(label: Label, middle: float, beside: float, size: float) -> Iterable[str]:
    """The number of the event and its dates."""
    x = middle - beside if label.left else middle + beside
    anchor = "end" if label.left else "start"
    face = f'font-family="Source Sans 3, Noto Sans Hebrew, Noto Sans Arabic" font-size="{size * 25.4 / 72:.3f}"'
    for line in label.lines:
        weight = ' font-weight="600"' if line.strong else ""
        ink = ' fill="#333"' if line.quiet else ""
        place = f'x="{x + (-line.indent if label.left else line.indent):.2f}" y="{line.base:.2f}"'
        yield f'<text {place} text-anchor="{anchor}" {face}{weight}{ink}>{escape(line.text)}</text>'
