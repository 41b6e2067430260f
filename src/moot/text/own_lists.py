"""Lists whose markers Markdown does not know: `[1]`, `(1)`, `a)`, `(ii)`, `•`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moot.text.signs import LONG_ITEM
from moot.text.tree import Part

__all__ = ["own_marker", "with_own_lists"]

_MARKER = re.compile(
    r"(\\?\[\d{1,3}\\?\]|\((?:\d{1,3}|[A-Za-zа-я]|[ivxlc]{2,7})\)|(?:[A-Za-zа-я]|[ivxlc]{2,7})\)|[•◦▪‣·])\s+(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_Count = tuple[str, int]
"""What a marker may mean: what it looks like, with 1, a or i for how it counts; and its value."""


def own_marker(source: str) -> str:
    """The marker at the start of a line, without backslashes; "" where there is none."""
    found = _MARKER.match(source)
    return found[1].replace("\\", "") if found else ""


def with_own_lists(parts: Sequence[Part]) -> list[Part]:
    """Paragraphs in a row that begin with such markers, counting on, become items; long ones are numbered theses."""
    out = list(parts)
    start = 0
    while start < len(parts):
        end = start
        counts: set[_Count] = set()
        while end < len(parts) and (following := _following(counts, parts[end], end == start)):
            counts, end = following, end + 1
        if end - start >= 2 and all(len(part.text) <= LONG_ITEM for part in parts[start:end]):
            out[start:end] = map(_item, parts[start:end])
        start = max(end, start + 1)
    return out


def _item(part: Part) -> Part:
    found = _MARKER.match(part.text)
    assert found
    return Part("item", part.text[found.end() :], part.line, 1, found[1].replace("\\", ""))


def _following(counts: set[_Count], part: Part, first: bool) -> set[_Count]:
    """What the marker of a part may mean after those before it; nothing where it does not count on."""
    marker = own_marker(part.text) if part.kind == "paragraph" else ""
    found = _meanings(marker) if marker else set()
    return found if first else {(style, value) for style, value in found if (style, value - (value > 0)) in counts}


def _meanings(marker: str) -> set[_Count]:
    core = marker.strip("[]()")
    if core.isdecimal():
        return {(marker.replace(core, "1"), int(core))}
    if not core.isalpha():
        return {(marker, 0)}
    case = "A" if core.isupper() else "a"
    found = {(marker.replace(core, case), ord(core.lower()) - 96)} if len(core) == 1 else set()
    if all(letter in _ROMAN for letter in core.lower()):
        values = [_ROMAN[letter] for letter in core.lower()]
        value = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
        found.add((marker.replace(core, "I" if case == "A" else "i"), value))
    return found
