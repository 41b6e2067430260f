"""Lines of plain text to units: paragraphs, headings, list items, each whole and with its line number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from moot.text.signs import ends_sentence, list_marker

__all__ = ["Unit", "is_wrapped_without_blanks", "units"]

_LONGEST_WRAPPED = 100
_RULE = re.compile(r"[-=_*~#.· ]{3,}")
_SHORT = 0.75


@dataclass(frozen=True, slots=True)
class Unit:
    """What one blank line, or one line end, parts from the next."""

    text: str
    line: int
    underlined: bool = False
    """A row of = or - stands below it: whoever typed it meant a heading."""
    lines: tuple[str, ...] = ()
    """Its lines where they are verse; else empty."""


def is_wrapped_without_blanks(text: str) -> bool:
    """Whether lines are broken at a fixed width with nothing between paragraphs: their borders are lost."""
    lines = text.strip().split("\n")
    filled = [line for line in lines if line.strip()]
    longest = max((len(line.rstrip()) for line in filled), default=0)
    if len(filled) < 20 or (len(lines) - len(filled)) * 50 > len(filled) or not 60 <= longest <= _LONGEST_WRAPPED:
        return False
    return sum(len(line.rstrip()) >= _SHORT * longest for line in filled) >= 0.7 * len(filled)


def units(text: str) -> list[Unit]:
    """The units of `text`, in order.

    Where blank lines part groups of lines and no line is longer than 100 characters, lines were wrapped and a
    group is a paragraph; else every line is one.
    """
    lines = text.split("\n")
    groups = _groups(lines)
    lengths = sorted(len(line) for _, group in groups for line in group)
    if not lengths:
        return []
    width = lengths[int(0.95 * (len(lengths) - 1))]
    parted = len(groups) > 1 and width <= _LONGEST_WRAPPED
    if not parted:
        return list(_lines(groups))
    return [unit for i, (line, group) in enumerate(groups) for unit in _joined(group, line, width, first=i == 0)]


def _groups(lines: Sequence[str]) -> list[tuple[int, list[str]]]:
    """Runs of filled lines with the number of their first."""
    groups: list[tuple[int, list[str]]] = []
    open_group = False
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line:
            open_group = False
        elif open_group:
            groups[-1][1].append(line)
        else:
            groups.append((number, [line]))
            open_group = True
    return groups


def _lines(groups: Sequence[tuple[int, list[str]]]) -> Iterator[Unit]:
    for first, group in groups:
        for i, line in enumerate(group):
            below = group[i + 1] if i + 1 < len(group) else ""
            if not _is_rule(line):
                yield Unit(line, first + i, underlined=_is_rule(below))


def _joined(group: list[str], line: int, width: int, first: bool) -> Iterator[Unit]:
    """The units of a group of wrapped lines: mostly one."""
    shorts = all(len(row) <= _SHORT * width for row in group)
    if (
        any(_is_rule(row) for row in group)
        or (len(group) > 1 and all(list_marker(row) for row in group))
        or (first and shorts and len(group) <= 4 and not any(ends_sentence(row) for row in group))
    ):
        yield from _lines([(line, group)])
        return
    starts = [i for i, row in enumerate(group) if i == 0 or list_marker(row)] if list_marker(group[0]) else [0]
    if len(group) > 2 and shorts and width >= 60 and len(starts) == 1:
        yield Unit(" ".join(group), line, lines=tuple(group))
        return
    for start, end in zip(starts, [*starts[1:], len(group)], strict=True):
        yield Unit(" ".join(group[start:end]), line + start)


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line[:200])) and len(line) <= 200
