"""Lines of a PDF to paragraphs, headings, quotations and notes: by indents, gaps, sizes, and bookmarks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from moot.text.pdf.lines import Line, Piece
from moot.text.signs import ends_sentence, list_marker
from moot.text.words import ENGLISH, WordList

__all__ = ["Chunk", "Outline", "chunks_of", "take_notes"]

_NOTE = re.compile(r"\s*(\d{1,3}|[*†‡§])[.)]?\s*(?=\S)")
_HEADING_LETTERS = 200
_BOLD_LETTERS = 100
_LARGER = 0.8  # points above the body
_SMALLER = 0.6
_NARROW = 40  # letters a line: in less, long words leave lines short
_CLEARLY = 0.93  # of the letters a full line has: letters are not of one width
_VERSE = 0.7  # of the letters a full line has: lines that all end sooner were ended by the writer

Outline = dict[int, list[tuple[str, int]]]
"""Page, from 0 → its bookmarks: letters and digits of each, and its level from 1."""


@dataclass(slots=True)
class Chunk:
    """Lines that belong together. level: of a heading, 0 where only its look tells that it is one."""

    kind: str
    lines: list[Line]
    level: int = 0
    marker: str = ""
    label: str = ""
    """Of a note: as it is printed on its page."""

    @property
    def text(self) -> str:
        """Its words on one line, hyphens at line ends as they are."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class _Frame:
    """Where lines begin in a column, and how far apart and long they are."""

    left: float
    gap: float
    letters: float
    indent: float = 0.0
    """Of first lines, in the whole text; 0 where paragraphs are not indented."""


@dataclass(slots=True)
class _State:
    out: list[Chunk] = field(default_factory=list)
    last: Line | None = None


def take_notes(lines: list[Line], size: float) -> tuple[list[Line], list[Chunk]]:
    """The lines of a page without the notes at its foot, and these. size is that of the body."""
    by_column: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_column[line.column].append(line)
    notes: list[Chunk] = []
    gone: set[int] = set()
    for column in by_column.values():
        start = len(column)
        while (
            start and column[start - 1].size <= size - _SMALLER and abs(column[start - 1].size - column[-1].size) < 0.4
        ):
            start -= 1
        first = next((i for i in range(start, len(column)) if _starts_note(column[i])), len(column))
        if start == 0 or first == len(column):
            continue
        is_apart = column[start - 1].y - column[start].y > 1.6 * size
        foot = column[start if is_apart else first :]
        for line in foot:
            gone.add(id(line))
            if _starts_note(line):
                notes.append(_note(line))
            elif notes:
                notes[-1].lines.append(line)
            else:
                notes.append(Chunk("note", [line]))  # the end of a note that began on the page before
    return [line for line in lines if id(line) not in gone], notes


def _starts_note(line: Line) -> bool:
    return bool(_NOTE.match("".join(piece.text for piece in line.pieces))) and not re.fullmatch(r"[\d\W]*", line.text)


def _note(line: Line) -> Chunk:
    whole = "".join(piece.text for piece in line.pieces)
    found = _NOTE.match(whole)
    assert found
    pieces, cut = [], found.end()
    for piece in line.pieces:
        pieces.append(Piece(piece.text[cut:], piece.bold, piece.italic))
        cut = max(0, cut - len(piece.text))
    first = Line(line.page, line.x, line.y, line.size, pieces, line.column, whole[found.end() :].strip())
    return Chunk("note", [first], label=found[1])


def chunks_of(lines: Sequence[Line], size: float, outline: Outline, words: WordList = ENGLISH) -> list[Chunk]:
    """The lines of all pages, in reading order, as chunks. size is that of the body, in points."""
    frames = _frames(lines, size)
    known = _bookmarked(lines, outline)
    state = _State()
    for i, line in enumerate(lines):
        kind, level = known.get(id(line), ("", 0))
        if not kind and _looks_like_heading(lines, i, size, frames, words):
            kind = "heading"
        if kind:
            _add_heading(state, line, level, size)
        elif _begins(state, line, size, frames, words, lines[i + 1] if i + 1 < len(lines) else None):
            state.out.append(Chunk("paragraph", [line]))
        else:
            state.out[-1].lines.append(line)
        state.last = line
    for chunk in state.out:
        _settle(chunk, size, frames)
    return state.out


def _frames(lines: Sequence[Line], size: float) -> dict[tuple[int, int], _Frame]:
    """Of each column of each page; where one has few lines, what is usual in the others counts."""
    grouped: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if abs(line.size - size) < _SMALLER:
            grouped[line.page, line.column].append(line)
    gaps: Counter[float] = Counter()
    for column in grouped.values():
        gaps.update(round((above.y - below.y) * 2) / 2 for above, below in pairwise(column))
    near = {gap: n for gap, n in gaps.items() if 0.8 * size < gap < 2.6 * size}
    # Where most paragraphs are one line, the gap between paragraphs is the commonest: lines are the nearest.
    gap = min((gap for gap, n in near.items() if n >= 0.2 * max(near.values())), default=1.3 * size)
    letters = sorted(len(line.text) for column in grouped.values() for line in column)
    usual = letters[int(0.8 * (len(letters) - 1))] if letters else 60
    lefts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for (page, column_number), column in grouped.items():
        for line in column:
            lefts[page % 2, column_number][round(line.x)] += 1
    frames = {}
    for key in {(line.page, line.column) for line in lines}:
        own = Counter(round(line.x) for line in grouped[key])
        counts = own if sum(own.values()) >= 8 else lefts[key[0] % 2, key[1]] or own
        most = max(counts.values(), default=0)
        # Where most paragraphs are one line, most lines are indented: the leftmost that is usual is the edge.
        left = min((x for x, n in counts.items() if n >= 0.3 * most), default=0)
        frames[key] = _Frame(float(left), gap, float(usual))
    indent = _first_lines(lines, frames, size)
    return {key: replace(frame, indent=indent) for key, frame in frames.items()}


def _first_lines(lines: Sequence[Line], frames: dict[tuple[int, int], _Frame], size: float) -> float:
    """How far first lines are indented: what is usual of lines that stand further in than the line below them."""
    found: Counter[int] = Counter()
    for line, below in pairwise(lines):
        left = frames[line.page, line.column].left
        is_first = 0.5 * size < line.x - left < 4 * size and abs(below.x - left) < 0.3 * size
        if is_first and _beside(line, below) and abs(line.size - size) < _SMALLER > abs(below.size - size):
            found[round(line.x - left)] += 1
    most = max(found, key=lambda indent: found[indent], default=0)
    return float(most) if found[most] > 2 else 0.0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _bookmarked(lines: Sequence[Line], outline: Outline) -> dict[int, tuple[str, int]]:
    """Lines that say what a bookmark of their page says, alone or up to four of them together."""
    found: dict[int, tuple[str, int]] = {}
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    for page, titles in outline.items():
        here = [(line, _letters("".join(p.text for p in line.pieces)), _letters(line.text)) for line in by_page[page]]
        for title, level in titles[:500]:
            for i, (line, whole, bare) in enumerate(here):
                if id(line) in found or not bare or not (title.startswith(bare) or title == whole):
                    continue
                said = ""
                taken: list[Line] = []
                for other, _, letters in here[i : i + 4]:
                    said, taken = said + letters, [*taken, other]
                    if said == title or (title == whole and len(taken) == 1):
                        found |= {id(one): ("heading", level) for one in taken}
                        break
                if id(line) in found:
                    break
    return found


def _looks_like_heading(
    lines: Sequence[Line], i: int, size: float, frames: dict[tuple[int, int], _Frame], words: WordList
) -> bool:
    line = lines[i]
    if not any(map(str.isalnum, line.text)) or len(line.text) > _HEADING_LETTERS:
        return False
    if line.size >= size + _LARGER:
        return True
    if not line.bold or line.size < size - _SMALLER or len(line.text) > _BOLD_LETTERS:
        return False
    if (ends_sentence(line.text, words) and line.text[-1] != "?") or line.text[-1] in ",;":
        return False
    frame = frames[line.page, line.column]
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    is_apart = before is None or not _beside(before, line) or before.y - line.y > 1.25 * frame.gap or before.bold
    return is_apart and after is not None and len(line.text) < 0.95 * frame.letters


def _beside(above: Line, line: Line) -> bool:
    return (above.page, above.column) == (line.page, line.column) and above.y > line.y


def _add_heading(state: _State, line: Line, level: int, size: float) -> None:
    last = state.out[-1] if state.out else None
    goes_on = (
        last is not None
        and last.kind == "heading"
        and state.last is not None
        and last.level == level
        and _beside(state.last, line)
        and abs(state.last.size - line.size) < 0.5
        and state.last.bold == line.bold
        and state.last.y - line.y < 1.6 * max(line.size, size)
        and (line.size >= size + _LARGER or bool(level))
    )
    if goes_on and last is not None:
        last.lines.append(line)
    else:
        state.out.append(Chunk("heading", [line], level))


def _begins(
    state: _State, line: Line, size: float, frames: dict[tuple[int, int], _Frame], words: WordList, after: Line | None
) -> bool:
    """Whether a new paragraph begins with this line."""
    last = state.last
    if last is None or state.out[-1].kind == "heading":
        return True
    frame, before = frames[line.page, line.column], frames[last.page, last.column]
    indent, last_indent = line.x - frame.left, last.x - before.left
    is_short = len(last.text) < 0.75 * before.letters * (size / last.size)
    is_ended = ends_sentence(last.text, words) or last.text[-1:] == ":"
    marker = list_marker(line.text)
    if abs(line.size - last.size) >= _SMALLER:
        return True
    if frame.indent and abs(indent - frame.indent) < 0.3 * size and abs(line.size - size) < _SMALLER:
        is_block = abs(last_indent - indent) < 0.3 * size and len(last.text) > 0.85 * before.letters
        return is_ended or not is_block
    if not _beside(last, line):  # a new page or column
        if indent > 0.6 * size and abs(indent - last_indent) > 0.5 * size:
            return True
        return is_ended and (is_short or marker is not None or (not frame.indent and _had_room(last, line, before)))
    if last.y - line.y > 1.3 * frame.gap * max(1.0, line.size / size):
        return True
    if marker and (is_ended or is_short or list_marker(state.out[-1].lines[0].text)):
        hangs = after is not None and _beside(line, after) and after.x > line.x + 0.5 * size
        return marker.text not in {"-", "–"} or is_short or hangs
    if indent > 0.6 * size and indent - last_indent > 0.5 * size:
        hanging = list_marker(state.out[-1].lines[0].text) and len(state.out[-1].lines) == 1
        return not hanging
    if last_indent - indent > 0.5 * size and len(state.out[-1].lines) > 1:
        return True  # back from a quotation to the edge
    room = _VERSE * before.letters
    is_ragged = not frame.indent and before.letters > _NARROW
    return is_short and (is_ended or (is_ragged and len(last.text) < room < len(line.text)))


def _had_room(last: Line, line: Line, frame: _Frame) -> bool:
    """Whether the first word of a line would have gone on the line before: that one ends a paragraph."""
    return len(last.text) + 1 + len(line.text.split(None, 1)[0]) < _CLEARLY * frame.letters


def _settle(chunk: Chunk, size: float, frames: dict[tuple[int, int], _Frame]) -> None:
    """Items and quotations."""
    if chunk.kind != "paragraph":
        return
    first = chunk.lines[0]
    inner = [line.x - frames[line.page, line.column].left for line in chunk.lines]
    if (marker := list_marker(chunk.text)) and len(chunk.text) <= 600:
        chunk.marker = marker.text
    elif len(chunk.lines) > 2 and max(len(one.text) for one in chunk.lines) < _VERSE * _widest(chunk, frames):
        chunk.kind = "verse"
    elif min(inner) > 0.8 * size and (len(inner) > 1 or first.size <= size - 0.4 or inner[0] > 2.2 * size):
        chunk.kind = "quotation"


def _widest(chunk: Chunk, frames: dict[tuple[int, int], _Frame]) -> float:
    return max(frames[line.page, line.column].letters for line in chunk.lines)
