"""Pages of a PDF to lines in reading order: a PDF has only letters at places, no lines, no paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Line", "Piece", "lines_of", "reading_order", "usual_size", "without_heads"]

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_SLANTED = re.compile(r"ital|obli", re.IGNORECASE)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_CLEAN = str.maketrans(_LIGATURES | {chr(code): "\ufffd" for code in range(0xE000, 0xF900)} | {"\u00a0": " ", "\0": ""})
_LETTER_WIDTH = 0.45  # of the size: what a letter takes on average in types for books
_NUMBERED = re.compile(r"(?:^|\s)\d{1,4}$|^\d{1,4}\s")  # “Journal of Things 12”: it holds a page number
_MARKER = re.compile(r"[(\[]?\w{1,4}[.)\]]|[•◦▪‣·–-]")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]{1,3})[\])]?")  # of a note: some programs set it hardly smaller
_EDGE_LINES = 2  # at the top and the bottom of a page, where running heads and page numbers stand


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one font."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    """Smaller and higher than the line: the mark of a note, as a rule."""


@dataclass(slots=True)
class Line:
    """A line on a page. Lengths are in points from the lower left corner."""

    page: int
    x: float
    y: float
    size: float
    pieces: list[Piece] = field(default_factory=list)
    column: int = 0
    text: str = ""
    """All its letters, marks of notes left out."""

    @property
    def bold(self) -> bool:
        """All of it."""
        return all(piece.bold or not piece.text.strip() for piece in self.pieces)

    @property
    def end(self) -> float:
        """About where it ends."""
        return self.x + len(self.text) * self.size * _LETTER_WIDTH


@dataclass(slots=True)
class _Bit:
    text: str
    x: float
    y: float
    size: float
    bold: bool
    italic: bool


def lines_of(page: Any, number: int) -> list[Line]:
    """The lines of a page of pypdf, from the top to the bottom."""
    bits: list[_Bit] = []

    def seen(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if not text.strip("\n"):
            return
        name = str((font or {}).get("/BaseFont", ""))
        across, down = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        height = abs(size) * (abs(tm[3]) or abs(tm[1])) * (abs(cm[3]) or abs(cm[1]))
        bits.append(
            _Bit(text.translate(_CLEAN), across, down, height, bool(_BOLD.search(name)), bool(_SLANTED.search(name)))
        )

    page.extract_text(visitor_text=seen)
    lines = [line for line in _grouped(bits, number) if line.text]
    lines.sort(key=lambda line: -round(line.y))
    return _with_markers(lines)


def _with_markers(lines: list[Line]) -> list[Line]:
    """Markers of lists, which are often drawn apart from their items, put before them."""
    out: list[Line] = []
    for line in lines:
        other = out[-1] if out else None
        if other is not None and abs(other.y - line.y) < 0.35 * line.size:
            first, second = (line, other) if line.x < other.x else (other, line)
            if _MARKER.fullmatch(first.text) and second.x - first.x < 5 * second.size:
                second.pieces = [*first.pieces, Piece(" "), *second.pieces]
                second.x, second.text = first.x, f"{first.text} {second.text}"
                out[-1] = second
                continue
        out.append(line)
    return out


def _grouped(bits: Iterable[_Bit], page: int) -> Iterator[Line]:
    """Bits that stand beside each other, in the order in which they are drawn."""
    line: Line | None = None
    for bit in bits:
        for i, text in enumerate(bit.text.rstrip("\n").split("\n")):
            y = bit.y - i * bit.size * 1.2
            away = abs(y - line.y) if line else 0.0
            smaller = 0.95 if _MARK.fullmatch(text.strip()) else 0.85
            is_raised = (
                line is not None and bit.size <= smaller * line.size and 0.1 * line.size < y - line.y < line.size
            )
            same = line is not None and (away < 0.35 * max(bit.size, line.size) or is_raised)
            if line is None or not same or bit.x < line.x - bit.size:
                if line is not None:
                    yield _closed(line)
                if not text.strip():
                    line = None
                    continue
                line = Line(page, bit.x, y, bit.size)
            elif bit.size > 1.15 * line.size and not line.text:  # it began with a raised mark
                line.y, line.size = y, bit.size
                line.pieces = [Piece(piece.text, piece.bold, piece.italic, True) for piece in line.pieces]
            line.pieces.append(Piece(text, bit.bold, bit.italic, is_raised and text.strip() != ""))
    if line is not None:
        yield _closed(line)


def _closed(line: Line) -> Line:
    line.text = " ".join("".join(piece.text for piece in line.pieces if not piece.raised).split())
    return line


def usual_size(lines: Iterable[Line]) -> float:
    """The size of most letters, in half points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=10.0)


def without_heads(pages: Sequence[list[Line]], size: float) -> tuple[list[list[Line]], int]:
    """The pages without what is repeated at their edges, and how many lines that were."""
    said: Counter[tuple[str, str]] = Counter()
    places: Counter[tuple[str, int]] = Counter()
    edges: list[list[tuple[str, Line]]] = []
    for lines in pages:
        # The outermost line, and the one within it if it stands as near to the edge as on other pages.
        here = [("top", line) for line in lines[:_EDGE_LINES]] + [("bottom", line) for line in lines[-_EDGE_LINES:]]
        edges.append([(edge, line) for edge, line in here if line.size <= size + 1.0])
        said.update({(edge, _counted(line.text)) for edge, line in edges[-1]})
        places.update({(edge, round(line.y)) for edge, line in edges[-1] if _stands_apart(line, lines, size)})
    enough = max(2, min(len(pages) // 4, 10))
    out, count = [], 0
    for lines, edge_lines in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for edge, line in edge_lines
            if said[edge, _counted(line.text)] >= enough
            or (line.size < size - 0.5 and _NUMBERED.search(line.text) and _stands_apart(line, lines, size))
            or (places[edge, round(line.y)] >= max(3, len(pages) // 3) and _stands_apart(line, lines, size))
        }
        count += len(gone)
        out.append([line for line in lines if id(line) not in gone])
    return out, count


def _counted(text: str) -> str:
    """With `#` for its numbers: page 12 and page 13 say the same."""
    return re.sub(r"\b(?:\d+|[ivxlc]{1,7})\b", "#", text.casefold())[:200]


def _stands_apart(line: Line, lines: Sequence[Line], size: float) -> bool:
    """First or last on its page, and further from the text than its lines are from each other."""
    if line is lines[0]:
        return len(lines) > 1 and line.y - lines[1].y > 1.9 * size and len(line.text) < 90
    return line is lines[-1] and len(lines) > 1 and lines[-2].y - line.y > 1.9 * size and len(line.text) < 90


def reading_order(lines: list[Line], width: float) -> list[Line]:
    """The lines of a page of that width, column by column; a line across both columns comes before what is below it."""
    right = _second_column(lines, width)
    if right is None:
        return lines
    out: list[Line] = []
    columns: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        is_across = line.x < right - 10 and line.x + 0.8 * (line.end - line.x) > right + 0.1 * width
        if is_across:
            out += [*columns[0], *columns[1], line]
            columns.clear()
        else:
            line.column = int(line.x >= right - 3)
            columns[line.column].append(line)
    return [*out, *columns[0], *columns[1]]


def _second_column(lines: Sequence[Line], width: float) -> float | None:
    """Where the right of two columns begins; None where there is one."""
    starts = Counter(round(line.x) for line in lines)
    inner = {x: n for x, n in starts.items() if 0.4 * width < x < 0.7 * width}
    if not inner:
        return None
    at = max(inner, key=lambda x: inner[x])
    right = [line for line in lines if at - 2 <= line.x < at + 0.4 * width]
    left = [line for line in lines if line.x < at - 0.2 * width]
    if inner[at] < 4 or len(right) < 0.25 * len(lines) or len(left) < 0.25 * len(lines):
        return None
    beside = sum(any(abs(one.y - other.y) < one.size for other in left) for one in right[:200])
    narrow = sum(one.x + 0.8 * (one.end - one.x) <= at for one in left)
    return at if beside > 0.5 * min(len(right), 200) and narrow > 0.6 * len(left) else None
