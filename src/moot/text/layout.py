"""Lines of plain text to units: paragraphs, headings, list items, stanzas, each whole and with its line number.

Three ways to write paragraphs are known: a line each; wrapped lines with an empty one between; wrapped lines with
nothing between, where the first line stands further in or the last one is visibly short.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from moot.text.items import item_starts
from moot.text.signs import ends_sentence, list_marker

__all__ = ["Unit", "is_wrapped_without_blanks", "units"]

_LONGEST_WRAPPED = 125
_VERSE = 50  # characters: a text in lines no longer than this is verse
_STANZA = 8  # lines: more of them, mostly begun in small letters, are a column of prose
_NARROW = 60  # characters: prose is hardly ever wrapped at less
_RULE = re.compile(r"[-=_*~#.· ]{3,}")
_SHORT = 0.75
_ENDS = ':,;])”»"'
_CLEAR = 0.85
"""Of the lines that end early, as many must end as paragraphs and headings do, or their ends are no sign."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What one blank line, or one line end, parts from the next."""

    text: str
    line: int
    underlined: bool = False
    """A row of = or - stands below it: whoever typed it meant a heading."""
    lines: tuple[str, ...] = ()
    """Its lines where they are verse; else empty."""
    after_rule: bool = False
    """A row of signs stands above it, as above notes."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int
    indent: int


def is_wrapped_without_blanks(text: str) -> bool:
    """Whether lines are broken at a fixed width with nothing between paragraphs, and their borders are lost.

    False where the beginnings or ends of paragraphs can be seen all the same: `units` finds them then.
    """
    groups = _groups(text.split("\n"))
    return _is_solid(groups) and _borders(groups, _longest(groups)) is None


def units(text: str) -> list[Unit]:
    """The units of `text`, in order.

    Where blank lines part groups of lines and no line is longer than 125 characters, lines were wrapped and a
    group is a paragraph; else every line is one.
    """
    groups = _groups(text.split("\n"))
    lengths = sorted(len(line.text) for group in groups for line in group)
    if not lengths:
        return []
    width = lengths[int(0.95 * (len(lengths) - 1))]
    solid = _is_solid(groups)
    poem = _is_poem(groups, width)
    if width > _LONGEST_WRAPPED or (not solid and (len(groups) == 1 or (not poem and _is_unwrapped(groups, width)))):
        return list(_as_lines(groups, width))
    stanzas = [i > 0 and _is_stanza(group, width, poem) for i, group in enumerate(groups)]
    starts = _borders(groups, _longest(groups)) if solid or not poem else None
    found: list[Unit] = []
    for i, group in enumerate(groups):
        if stanzas[i]:
            found.append(_stanza(group))
            continue
        for part in _split(group, starts) if starts else [group]:
            found += _joined(part, width, first=not found)
    return _ruled(found)


def _groups(lines: Sequence[str]) -> list[list[_Line]]:
    """Runs of filled lines."""
    groups: list[list[_Line]] = []
    open_group = False
    for number, raw in enumerate(lines, 1):
        text = raw.strip()
        if not text:
            open_group = False
            continue
        line = _Line(text, number, len(raw[:40].expandtabs(4)) - len(raw[:40].expandtabs(4).lstrip()))
        if open_group:
            groups[-1].append(line)
        else:
            groups.append([line])
            open_group = True
    return groups


def _longest(groups: Sequence[Sequence[_Line]]) -> int:
    return max((line.indent + len(line.text) for group in groups for line in group), default=0)


def _forced(line: _Line, below: _Line, width: int) -> bool:
    """Whether the line ends because the next word had no room on it."""
    return line.indent + len(line.text) + 1 + len(below.text.split(None, 1)[0]) > width


def _is_solid(groups: Sequence[Sequence[_Line]]) -> bool:
    """Whether lines are broken at a fixed width with nothing, or next to nothing, between paragraphs."""
    lines = [line for group in groups for line in group]
    longest = _longest(groups)
    if len(lines) < 10 or not _NARROW <= longest <= _LONGEST_WRAPPED or len(lines) < 6 * (len(groups) - 1):
        return False
    if _has_indents(groups):
        return sum(_goes_on(above, line, longest) for group in groups for above, line in pairwise(group)) >= 2
    if len(groups) > 1 + len(lines) // 50 or len(lines) < 20:
        return False
    ends = [_forced(line, below, longest) for group in groups for line, below in pairwise(group)]
    return sum(ends) >= 0.35 * len(ends) and sum(_full(line, longest) for line in lines) >= 0.35 * len(lines)


def _goes_on(above: _Line, line: _Line, longest: int) -> bool:
    """Whether a sentence runs from one full line into the next."""
    return _full(above, longest) and not ends_sentence(above.text) and line.text[0].islower()


def _full(line: _Line, longest: int) -> bool:
    return line.indent + len(line.text) >= _SHORT * longest


def _has_indents(groups: Sequence[Sequence[_Line]]) -> bool:
    """Whether first lines of paragraphs stand further in: they do so after a line that ends a sentence."""
    base, longest = _base(groups), _longest(groups)
    before = [above for group in groups for above, line in pairwise(group) if base + 2 <= line.indent <= base + 12]
    # A few paragraphs end without a full stop: headings, lines of verse, what ends with a colon.
    ended = sum(ends_sentence(line.text) or line.text[-1] in _ENDS or not _full(line, longest) for line in before)
    return len(before) >= 3 and ended >= 0.8 * len(before)


def _base(groups: Sequence[Sequence[_Line]]) -> int:
    return min(Counter(line.indent for group in groups for line in group).most_common(2), key=lambda one: one[0])[0]


def _borders(groups: Sequence[Sequence[_Line]], longest: int) -> set[int] | None:
    """Numbers of the lines that begin a paragraph though no empty line stands above; None where that is not clear."""
    pairs = [(above, line) for group in groups for above, line in pairwise(group)]
    early = [(above, line) for above, line in pairs if _ends_early(above, line, longest)]
    if _has_indents(groups):
        base = _base(groups)
        inner = {line.number for _, line in pairs if line.indent >= base + 2}
        outer = {
            line.number
            for (above, line), (_, below) in pairwise(pairs)
            if line.indent < base + 2
            and _is_between(above, line, longest)
            and (below.number in inner or _ends_early(line, below, longest))
        }
        return inner | outer | {line.number for _, line in early}
    if not _is_solid(groups):
        return None
    kept = sum(_may_end(above) and not line.text[0].islower() for above, line in early)
    enough = len(early) >= max(3, len(pairs) // 25)
    return {line.number for _, line in early} if enough and kept >= _CLEAR * len(early) else None


def _is_between(above: _Line, line: _Line, longest: int) -> bool:
    """Whether a line before a paragraph looks like a heading, and not like the end of the paragraph before."""
    return ends_sentence(above.text) and not ends_sentence(line.text) and not _full(line, longest)


def _ends_early(above: _Line, line: _Line, longest: int) -> bool:
    """Whether the next word had room; with some slack, for lines that were broken by hand."""
    room = longest - above.indent - len(above.text) - 1 - len(line.text.split(None, 1)[0])
    return room >= (0 if ends_sentence(above.text) else longest // 10)


def _may_end(line: _Line) -> bool:
    """Whether a paragraph, a heading or an item may end with this line."""
    return ends_sentence(line.text) or line.text[-1] in ":;,])" or (not line.text[0].islower() and len(line.text) < 60)


def _split(group: Sequence[_Line], starts: set[int]) -> Iterator[list[_Line]]:
    part: list[_Line] = []
    for line in group:
        if part and line.number in starts:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _as_lines(groups: Sequence[Sequence[_Line]], width: int) -> Iterator[Unit]:
    """A unit for each line; only stanzas, which stand between empty lines, are kept together."""
    found: list[Unit] = []
    for i, group in enumerate(groups):
        if i and width >= _NARROW and _is_stanza(group, width, poem=False):
            found.append(_stanza(group))
        else:
            found += _lines(group)
    yield from _ruled(found)


def _lines(group: Sequence[_Line]) -> Iterator[Unit]:
    for i, line in enumerate(group):
        below = group[i + 1].text if i + 1 < len(group) else ""
        yield Unit(line.text, line.number, underlined=_is_rule(below) and not _is_rule(line.text))


def _ruled(found: Sequence[Unit]) -> list[Unit]:
    """Without the rows of signs; the unit after one that underlines nothing knows it."""
    kept: list[Unit] = []
    ruled = False
    for unit in found:
        if _is_rule(unit.text):
            ruled = not (kept and kept[-1].underlined and kept[-1].line == unit.line - 1)
            continue
        kept.append(Unit(unit.text, unit.line, unit.underlined, unit.lines, ruled))
        ruled = False
    return kept


def _is_unwrapped(groups: Sequence[Sequence[_Line]], width: int) -> bool:
    """Whether next to no line within groups goes on with the sentence of the one above: each is a paragraph."""
    pairs = [(above, line) for i, group in enumerate(groups) if not (i and _is_stanza(group, width, poem=False))
             for above, line in pairwise(group) if not list_marker(line.text)]  # fmt: skip
    mid = sum(line.text[0].islower() for _, line in pairs)
    early = sum(not _forced(above, line, width) for above, line in pairs)
    return len(pairs) >= 6 and mid <= 0.1 * len(pairs) and early >= 0.6 * len(pairs)


def _is_poem(groups: Sequence[Sequence[_Line]], width: int) -> bool:
    """Whether the whole text is in short lines that end where nobody had to end them."""
    several = [group for group in groups[1:] if len(group) > 1]
    if width >= _NARROW or len(several) < 3:
        return False
    columns = sum(line.text[0].islower() for group in several for line in group[1:])
    if columns > 0.6 * sum(len(group) - 1 for group in several) and len(several[len(several) // 2]) > _STANZA:
        return False  # a narrow column of prose
    return width < _VERSE or sum(map(_is_ragged, several)) >= 0.6 * len(several)


def _is_ragged(group: Sequence[_Line]) -> bool:
    """Whether most lines would have had room for the first word of the next, within the widest of the group."""
    widest = max(len(line.text) for line in group)
    ends = [_forced(line, below, line.indent + widest) for line, below in pairwise(group)]
    return sum(ends) <= 0.67 * len(ends) or widest < 30


def _is_stanza(group: Sequence[_Line], width: int, poem: bool) -> bool:
    """Short lines in a group of their own that are no sentences, items or rules."""
    widest = max(len(line.text) for line in group)
    if len(group) < (2 if poem else 3) or widest > (_NARROW if poem else min(_SHORT * width, _NARROW)):
        return False
    if not poem and width < _NARROW:
        return False
    if any(_is_rule(line.text) for line in group) or any(list_marker(line.text) for line in group[:2]):
        return False
    return poem or sum(ends_sentence(line.text) for line in group) <= len(group) / 2


def _stanza(group: Sequence[_Line]) -> Unit:
    """Lines that stand further in than the others keep their place: that is part of a poem."""
    least = min(line.indent for line in group)
    lines = tuple("\u00a0" * (line.indent - least) + line.text for line in group)
    return Unit(" ".join(line.text for line in group), group[0].number, lines=lines)


def _joined(group: list[_Line], width: int, first: bool) -> Iterator[Unit]:
    """The units of a group of wrapped lines: mostly one."""
    starts = item_starts([row.text for row in group])
    shorts = all(len(row.text) <= _SHORT * width for row in group)
    if (
        any(_is_rule(row.text) for row in group)
        or (len(group) > 1 and list_marker(group[0].text) and len(starts) == len(group))
        or (first and shorts and len(group) <= 4 and not any(ends_sentence(row.text) for row in group))
    ):
        yield from _lines(group)
        return
    for start, end in zip(starts, [*starts[1:], len(group)], strict=True):
        yield Unit(" ".join(row.text for row in group[start:end]), group[start].number)


def _is_rule(line: str) -> bool:
    return bool(_RULE.fullmatch(line[:200])) and len(line) <= 200
