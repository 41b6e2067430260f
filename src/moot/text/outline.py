"""Levels of headings that carry no mark of them: which stands under which.

Levels cannot be known from words alone; these rules propose what most writers mean, the first that applies:
numbers say it; Introduction and its like are at the top; a heading right under a heading is below it; so is one
after a paragraph that ends with a colon; a heading of the same kind as an open one is its sister; a finer
stretch of time is within a coarser; otherwise the top. At last, three or more stretches of time in a row belong
to the topic named before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from moot.text.signs import box_number, is_standing, numbering, time_kind
from moot.text.words import ENGLISH, WordList

__all__ = ["Heading", "Level", "leveled", "levels"]

_DEEPEST = 6  # as in Markdown; what goes deeper is a list
_TIMES = ("era", "year", "month", "day")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what stands right before it."""

    text: str
    under_heading: bool
    """Nothing stands between it and the heading before."""
    after_colon: bool
    """The paragraph before it ends with a colon."""


Why = Literal["number", "box", "standing", "under", "colon", "sister", "time", "rest", "run"]
"""The rule a level comes from; `rest` is the last, where no other applied."""


class Level(NamedTuple):
    """The level of a heading, 1 the highest, and the rule it comes from."""

    level: int
    why: Why


def levels(headings: Sequence[Heading], words: WordList = ENGLISH) -> list[int]:
    """A level for each heading, 1 the highest."""
    return [found.level for found in leveled(headings, words)]


def leveled(headings: Sequence[Heading], words: WordList = ENGLISH) -> list[Level]:
    """A level for each heading, and why."""
    kinds = [_kind(heading.text, words) for heading in headings]
    depths = [found[1] for heading in headings if (found := numbering(heading.text, words)) and found[0] == "1"]
    least = min(depths, default=1)
    found_levels: list[Level] = []
    above: list[tuple[int, str]] = []  # the open headings: level and kind
    for heading, kind in zip(headings, kinds, strict=True):
        level, why = _level(heading, kind, above, words, least)
        level = min(level, _DEEPEST)
        while above and above[-1][0] >= level:
            above.pop()
        above.append((level, kind))
        found_levels.append(Level(level, why))
    moved = _nested_runs([level for level, _ in found_levels], kinds)
    return [
        found if found.level == level else Level(level, "run" if kind in _TIMES else found.why)
        for found, level, kind in zip(found_levels, moved, kinds, strict=True)
    ]


def _kind(text: str, words: WordList) -> str:
    if box_number(text, words):
        return "box"
    if found := numbering(text, words):
        return f"number {found[0]} {found[1]}"
    if is_standing(text, words):
        return "standing"
    return time_kind(text, words) or "topic"


def _level(heading: Heading, kind: str, above: list[tuple[int, str]], words: WordList, least: int) -> tuple[int, Why]:
    innermost = above[-1][0] if above else 0
    same = next((level for level, other in reversed(above) if other == kind), 0)
    if kind == "box":  # stands beside the text of its section, whatever is open within that
        return (above[0][0] + 1 if above else 1), "box"
    if kind.startswith("number "):
        return _numbered(kind, above, words, least, same), "number"
    if kind == "standing":
        return (innermost + 1 if heading.under_heading and above[-1][1].startswith("number") else 1), "standing"
    if same and same == innermost and heading.under_heading and kind != "topic":
        return same, "sister"  # 1917, right under 1916: an empty stretch of time, not one within the other
    if heading.under_heading or (heading.after_colon and above):
        return innermost + 1, "under" if heading.under_heading else "colon"
    if same:
        return same, "sister"
    if kind in _TIMES:
        coarser_times = _TIMES[: _TIMES.index(kind)]
        coarser = next((level for level, other in reversed(above) if other in coarser_times), 0)
        return coarser + 1, "time" if coarser else "rest"
    if above and above[-1][1].startswith("number ") and len(above) == 1:
        return innermost + 1, "rest"
    return 1, "rest"


def _numbered(kind: str, above: list[tuple[int, str]], words: WordList, least: int, same: int) -> int:
    if kind.startswith("number 1 "):
        return int(kind.rsplit(" ", 1)[1]) - least + 1 + _parts_above(above)
    coarser = next((level for level, other in reversed(above) if _is_coarser(other, kind, words)), 0)
    return same or coarser + 1


def _parts_above(above: list[tuple[int, str]]) -> int:
    """Level of the innermost open Part, Chapter or Roman number: decimal numbers count within it."""
    named = [level for level, kind in above if kind.startswith("number ") and not kind.startswith("number 1 ")]
    return max(named, default=0)


def _is_coarser(other: str, kind: str, words: WordList) -> bool:
    """Whether a heading of the numbered kind `other` holds those of `kind`: a part holds chapters."""
    if not other.startswith("number "):
        return False
    order = [*words.parts, "I", "1"]
    mine, its = kind.split()[1], other.split()[1]
    return order.index(its) < order.index(mine)


def _nested_runs(found: list[int], kinds: list[str]) -> list[int]:
    """Three or more sister headings that name stretches of time go below the topic right before them."""
    moved = list(found)
    for level in sorted(set(found)):
        row = [i for i, other in enumerate(found) if other <= level]
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and found[row[end]] == level and kinds[row[end]] in _TIMES:
                end += 1
            before = row[start - 1] if start else -1
            if end - start >= 3 and before >= 0 and found[before] == level and kinds[before] == "topic":
                for i in range(row[start], row[end] if end < len(row) else len(found)):
                    moved[i] = min(moved[i] + 1, _DEEPEST)
            start = max(end, start + 1)
    return moved
