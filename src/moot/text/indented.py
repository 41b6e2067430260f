"""Lines that begin far in: what belongs to a note, and lists that were pasted with space before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["NOTE", "outdented"]

NOTE = re.compile(r"(\[\^?[^\[\]\s]{1,40}\]):\s")
"""The beginning of a note: `[1]: …` or `[^1]: …`."""

_FAR = 4
_ITEM = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)")


def outdented(lines: Sequence[str]) -> tuple[list[str], frozenset[int]]:
    """The lines, with what is indented below a note moved to the left; and the 1-based numbers of the lines moved so.

    A list that begins four spaces in, which belongs to no list above it, is moved to the left too: Markdown would take
    it for one item.
    """
    out = list(lines)
    of_notes: set[int] = set()
    in_note = in_list = False
    for start, end in _runs(lines):
        far = min(map(_indent, lines[start:end])) if _indent(lines[start]) >= _FAR else 0
        if in_note and _indent(lines[start]) >= _FAR:
            out[start:end] = [_less(line, _FAR) for line in lines[start:end]]
            of_notes.update(range(start + 1, end + 1))
        elif far >= _FAR and not in_list and _ITEM.match(lines[start]):
            out[start:end] = [_less(line, far) for line in lines[start:end]]
            in_list = True
        elif not (in_list and _indent(lines[start]) >= 2):
            in_note = bool(NOTE.match(lines[start]))
            in_list = any(map(_ITEM.match, lines[start:end]))
    return out, frozenset(of_notes)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of lines without an empty one."""
    start = -1
    for i, line in enumerate([*lines, ""]):
        if line.strip() and start < 0:
            start = i
        elif not line.strip() and start >= 0:
            yield start, i
            start = -1


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip(" \t"))])


def _width(space: str) -> int:
    return len(space.expandtabs(_FAR))


def _less(line: str, columns: int) -> str:
    bare = line.lstrip(" \t")
    return " " * max(0, _indent(line) - columns) + bare
