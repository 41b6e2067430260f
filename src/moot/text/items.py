"""Which lines of a group that was wrapped begin items of a list, or notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from moot.text.signs import list_marker

__all__ = ["item_starts"]

_BARE = re.compile(r"(\d{1,3}\s|[⁰¹²³⁴-⁹]{1,3})\s*(?=[^\W\d_]|[“„«\"'‘(*])")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def item_starts(lines: Sequence[str]) -> list[int]:
    """Indices of the lines with which items begin; only 0 where the group is no list.

    A number that has no neighbour in the group stands in a line that happened to be broken before it, as in `p. / 14.`
    Numbers without a stop and raised ones, as before notes, count where there are two or more, one after the other.
    """
    if not list_marker(lines[0]):
        return _counted(lines)
    marked = [(i, marker) for i, line in enumerate(lines) if (marker := list_marker(line))]
    counts = {(marker.style, marker.value) for _, marker in marked}
    return [
        i
        for i, marker in marked
        if i == 0 or not marker.value or {(marker.style, marker.value - 1), (marker.style, marker.value + 1)} & counts
    ]


def _counted(lines: Sequence[str]) -> list[int]:
    starts, last = [0], -1
    for i, line in enumerate(lines):
        found = _BARE.match(line)
        value = int(found[1].translate(_DIGITS)) if found else -1
        if found and (i == 0 or value == last + 1):
            starts += [i] if i else []
            last = value
        elif i == 0:
            break
    return starts
