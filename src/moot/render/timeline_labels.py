"""The dates beside the line of a drawn timeline: what is said of each event, and where, so that no two touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from moot.render.timeline_scale import When, scale_of

__all__ = ["Label", "Line", "labels_of", "text_width"]

_MM = 25.4 / 72
_LEAD = 1.3  # height of a line of words, in sizes
_LEAST_HEIGHT = 28.0
_WIDE, _NARROW = frozenset("mwMWŴwшщжюмШЩЖЮМ@%—…œæŒÆфФыЫ"), frozenset("iljtfrI.,:;'|()[]!/- ’‘·")


@dataclass(frozen=True)
class Line:
    """Words at a height, `indent` mm from where the label begins. base: of the letters, from the top, in mm."""

    text: str
    base: float
    indent: float = 0.0
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Label:
    """What stands beside the line: for one event, or for several where there is no room for each."""

    events: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    left: bool = False
    middle: float = 0.0
    lines: tuple[Line, ...] = ()


def text_width(text: str, size: float, strong: bool = False) -> float:
    """How wide words are at most in the type of the drawing, in mm; size in pt."""
    ems = sum(_ems(letter) for letter in text)
    return ems * size * _MM * (1.07 if strong else 1.0)


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    if letter.isdigit() or letter == "–":
        return 0.51
    if "\u0590" <= letter < "\u0900":  # Hebrew and Arabic, of which the form that stands alone is the widest
        return 0.8
    return 0.7 if letter.isupper() else 0.58 if ord(letter) < 0x2E80 else 1.05


def labels_of(
    texts: Sequence[tuple[str, str]], whens: Sequence[When], size: float, room: float, most: float
) -> tuple[tuple[Label, ...], float]:
    """Where the dates of all events stand, and how high the drawing is, at most `most` mm.

    texts: date and Old Style date of each event. room: width for the words of one side. What does not fit is left to
    the table: first the Old Style dates, then the dates of neighbours, of which only the numbers remain.
    """
    step = size * _MM * _LEAD
    for with_old in (True, False):
        labels = [_label(index, text, size, room, with_old) for index, text in enumerate(texts)]
        if _highest(labels) * step <= most:
            break
    labels = _merged(labels, whens, int(most / step))
    height = min(most, max(_LEAST_HEIGHT, _highest(labels) * step * 1.4))
    return tuple(_placed(labels, whens, size, height)), height


def _label(index: int, text: tuple[str, str], size: float, room: float, with_old: bool) -> Label:
    """A number, its date, and the Old Style date: on one line, on two, or as much as fits."""
    number = str(index + 1)
    free = room - _gap(number, size) - 0.05  # lengths are rounded when they are written
    date, old = text[0], f"({text[1]})" if text[1] and with_old else ""
    if text_width(date, size) > free:
        return Label((index,), ((number,),))
    if old and text_width(f"{date} {old}", size) <= free:
        return Label((index,), ((number, date, old),))
    if old and text_width(old, size) <= free:
        return Label((index,), ((number, date), ("", old)))
    return Label((index,), ((number, date),))


def _gap(number: str, size: float) -> float:
    """How far a date stands from where its number begins."""
    return text_width(number, size, True) + 0.4 * size * _MM


def _highest(labels: Sequence[Label]) -> int:
    """Lines of the side that has more of them."""
    return max(sum(len(label.texts) for label in labels[side::2]) for side in (0, 1))


def _merged(labels: list[Label], whens: Sequence[When], rows: int) -> list[Label]:
    """Neighbours nearest in time share a label, with their numbers only, until there are lines for all."""
    while _highest(labels) > rows and len(labels) > 2:
        gaps = [whens[after.events[0]].start - whens[before.events[-1]].start for before, after in pairwise(labels)]
        nearest = gaps.index(min(gaps))
        events = labels[nearest].events + labels[nearest + 1].events
        labels[nearest : nearest + 2] = [Label(events, ((f"{events[0] + 1}–{events[-1] + 1}",),))]
    return labels


def _placed(labels: Sequence[Label], whens: Sequence[When], size: float, height: float) -> list[Label]:
    """The labels on both sides in turn, each as near to its event as the others let it be."""
    scale = scale_of(whens, height)
    step = size * _MM * _LEAD
    placed: list[Label] = []
    for side in (0, 1):
        own = labels[side::2]
        wanted = [scale.place(whens[label.events[0]].start) for label in own]
        middles = _apart(wanted, [len(label.texts) * step for label in own], height)
        for label, middle in zip(own, middles, strict=True):
            placed.append(
                replace(label, left=side == 0, middle=middle, lines=tuple(_lines(label, middle, side == 0, size)))
            )
    return sorted(placed, key=lambda label: label.events)


def _lines(label: Label, middle: float, left: bool, size: float) -> list[Line]:
    """The words of a label, one under the other; to the left of the line, numbers stand next to it as well."""
    step = size * _MM * _LEAD
    lines = []
    gap = _gap(label.texts[0][0], size)
    for row, (number, *rest) in enumerate(label.texts):
        base = middle + (row - (len(label.texts) - 1) / 2) * step + 0.34 * size * _MM
        if number:
            lines.append(Line(number, base, strong=True))
        if rest:
            lines.append(Line(" ".join(rest), base, gap, quiet=not number))
    return lines


def _apart(wanted: Sequence[float], heights: Sequence[float], height: float) -> list[float]:
    """Middles as near to `wanted` as can be, in their order, none over another, all within `height`.

    Those that would touch are joined into a block, which stands where its members want to be on average.
    """
    before = [sum(heights[:index]) for index in range(len(heights))]
    blocks: list[tuple[float, int]] = []
    for place, above, own in zip(wanted, before, heights, strict=True):
        total, count = place - above - own / 2, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            more, others = blocks.pop()
            total, count = total + more, count + others
        blocks.append((total, count))
    free = height - sum(heights)
    tops = [min(max(total / count, 0.0), max(free, 0.0)) for total, count in blocks for _ in range(count)]
    return [top + above + own / 2 for top, above, own in zip(tops, before, heights, strict=True)]
