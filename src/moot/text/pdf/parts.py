"""What was found in a PDF to parts: notes after the block that refers to them, levels, words broken at line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import cast

from moot.text.imported import Doubt
from moot.text.pdf.blocks import Chunk
from moot.text.pdf.lines import Line, Piece
from moot.text.pdf.words import is_broken, vocabulary
from moot.text.runs import Run, markdown_of
from moot.text.signs import is_standing, list_runs
from moot.text.tree import BlockKind, Part

__all__ = ["Writer"]

_DEEPEST = 6
_MOST_PAGES = 3_000
_HALVES = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Writer:
    """Chunks and notes to parts and doubts."""

    def __init__(self, chunks: Sequence[Chunk], notes: dict[int, list[Chunk]], size: float) -> None:
        self._chunks, self._size = chunks, size
        self._known = vocabulary(chunks)
        self._notes = notes
        self._labels: dict[int, str] = {}  # of a note on its page → in the text
        self._parts: list[Part] = []
        self._doubts: list[Doubt] = []
        self._ready: list[Chunk] = []

    def written(self) -> tuple[tuple[Part, ...], tuple[Doubt, ...]]:
        """All of them."""
        self._join_notes()
        levels = self._levels()
        listed = {
            i
            for start, end in list_runs([c.text if c.marker else None for c in self._chunks])
            for i in range(start, end)
        }
        for i, chunk in enumerate(self._chunks):
            self._add(i, chunk, levels, i in listed)
            last = self._chunks[i + 1].lines[0].page if i + 1 < len(self._chunks) else _MOST_PAGES
            for page in range(chunk.lines[0].page, min(last, max(self._notes, default=0) + 1)):
                self._ready += [note for note in self._notes.get(page, ()) if id(note) not in self._labels]
                for note in self._ready:
                    self._label(note)
            for note in {id(one): one for one in self._ready}.values():
                self._add_note(note)
            self._ready = []
        return tuple(self._parts), tuple(self._doubts)

    def _join_notes(self) -> None:
        """A note that goes on at the foot of the next page."""
        last: Chunk | None = None
        for page in sorted(self._notes):
            kept = []
            for note in self._notes[page]:
                if note.label or last is None:
                    kept.append(note)
                    last = note
                else:
                    last.lines += note.lines
            self._notes[page] = kept

    def _label(self, note: Chunk) -> str:
        return self._labels.setdefault(id(note), str(len(self._labels) + 1))

    def _add_note(self, note: Chunk) -> None:
        self._parts.append(Part("note", self._markdown(note) or "…", 0, marker=f"[^{self._label(note)}]"))

    def _levels(self) -> dict[int, int]:
        """Of each heading, by its index: as bookmarked, or in the order of the sizes, below what is bookmarked."""
        headings = [(i, c) for i, c in enumerate(self._chunks) if c.kind == "heading"]
        marked = {self._look(c): c.level for _, c in headings if c.level}
        deepest = max(marked.values(), default=0)
        looks = sorted({self._look(c) for _, c in headings if not c.level} - set(marked))
        rank = {look: min(deepest + order, _DEEPEST) for order, look in enumerate(looks, 1)} | marked
        return {i: c.level or rank[self._look(c)] for i, c in headings}

    def _look(self, chunk: Chunk) -> tuple[float, bool]:
        return -round(chunk.lines[0].size * 2) / 2, not chunk.lines[0].bold

    def _add(self, i: int, chunk: Chunk, levels: dict[int, int], is_listed: bool) -> None:
        text = self._markdown(chunk)
        if not text:
            return
        kind, level, marker, reason, weight = chunk.kind, 0, "", "", 0.0
        if kind == "heading":
            kind, level, reason, weight = self._heading(i, chunk, levels)
        elif kind == "item":
            level, marker, reason, weight = 1, chunk.marker, "lines further in after a colon: a list?", 0.3
        elif is_listed:
            kind, level, marker = "item", 1, chunk.marker
            text = _unmarked(text, marker)
        elif kind == "verse":
            reason, weight = "lines that all end early: verse?", 0.3
        elif kind == "quotation":
            reason, weight = "indented: a quotation?", 0.4
        if reason:
            self._doubts.append(Doubt(len(self._parts), reason, weight))
        self._parts.append(Part(cast(BlockKind, kind), text, 0, level, marker))

    def _heading(self, i: int, chunk: Chunk, levels: dict[int, int]) -> tuple[str, int, str, float]:
        """(kind, level, doubt, its weight)."""
        look = Counter(self._look(self._chunks[other]) for other in levels)
        largest = min(look, default=(0.0, False))
        alone = look[largest] == 1 or not any(c.level for c in self._chunks)
        is_first = not any(part.kind != "paragraph" for part in self._parts) and len(self._parts) < 3
        tops = [other for other, level in levels.items() if level == 1]
        is_only = not chunk.level or (chunk.level == 1 and len(tops) == 1)
        if is_first and self._look(chunk) == largest and alone and is_only and not is_standing(chunk.text):
            return "title", 0, "", 0.0
        if chunk.level:
            return "heading", levels[i], "", 0.0
        larger = chunk.lines[0].size >= self._size + 0.8
        reason = "in larger type: a heading?" if larger else "a line in bold: a heading?"
        return "heading", levels[i], reason, 0.2 if larger else 0.5

    def _markdown(self, chunk: Chunk) -> str:
        runs: list[Run] = []
        whole = chunk.kind in {"heading", "quotation", "note"}
        italic = whole and all(p.italic for line in chunk.lines for p in line.pieces if p.text.strip())
        for place, line in enumerate(chunk.lines):
            if place and chunk.kind == "verse":
                runs.append(Run("\n"))
            pieces = self._joined(line, chunk.lines[place + 1] if place + 1 < len(chunk.lines) else None)
            for piece in pieces:
                note = self._referred(piece, line.page) if piece.raised and chunk.kind != "note" else None
                if note is not None:
                    self._ready.append(note)
                    runs.append(Run("", note=self._label(note)))
                    continue
                text = piece.text.translate(_RAISED) if piece.raised and piece.text.strip().isdecimal() else piece.text
                runs.append(Run(text, piece.italic and not italic, piece.bold and chunk.kind != "heading"))
        return markdown_of(runs)

    def _referred(self, piece: Piece, page: int) -> Chunk | None:
        label = piece.text.strip().strip("[]().")
        return next((note for note in self._notes.get(page, ()) if note.label == label), None)

    def _joined(self, line: Line, after: Line | None) -> list[Piece]:
        """The pieces of a line with what parts it from the next: a space, or nothing where a word was broken."""
        pieces = list(line.pieces)
        last = next((i for i in range(len(pieces) - 1, -1, -1) if pieces[i].text.strip()), 0)
        if after is None:
            return pieces
        end = pieces[last]
        text = end.text.rstrip()
        if (found := _HALVES.search(text)) and after.text[:1].isalnum():
            whole = text[-1] == "\u00ad" or is_broken(found[1], after.text, self._known)
            text = text[:-1] if whole and after.text[0].islower() else text[:-1] + "-"
        elif not text.endswith(("—", "/")) or not after.text[:1].isalnum():
            text += " "
        return [*pieces[:last], Piece(text, end.bold, end.italic, end.raised and text.strip() != ""), Piece("")]


def _unmarked(text: str, marker: str) -> str:
    """An item's Markdown without its marker, which may be escaped there."""
    plain = re.sub(r"\\(.)", r"\1", text[: 2 * len(marker)])
    if not plain.startswith(marker):
        return text
    place = count = 0
    while count < len(marker) and place < len(text):
        place += 2 if text[place] == "\\" else 1
        count += 1
    return text[place:].lstrip()
