"""Notes of the text where they are needed: with the section that refers to them, wherever they stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moot.markdown import note_labels
from moot.plan.text_pieces import NotePart, PlannedNote
from moot.text.tree import Block

__all__ = ["SectionNotes", "TextNotes"]

_MARKER = re.compile(r"\[\^([^\[\]\s]{1,40})\]")


@dataclass(frozen=True)
class _Note:
    """A note as it stands in the text: its label, the index of its first block, its blocks."""

    label: str
    start: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class SectionNotes:
    """The notes of one section; and by the identity of each of its blocks what the page needs to lead there and back.

    labels: those it refers to, each with the place of its note. places: where a note leads back to, if that block has
    no ¶ number to lead to.
    """

    notes: tuple[PlannedNote, ...]
    labels: Mapping[int, tuple[tuple[str, str], ...]]
    places: Mapping[int, str]


class TextNotes:
    """The notes of a whole text, `[^1]: …`, and who refers to them.

    A label that several notes have, one in each chapter, means the next of them below the reference; where there is
    none below, the last above.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._index = {id(block): i for i, block in enumerate(blocks)}
        self._notes: dict[str, list[_Note]] = {}
        self._owner: dict[int, _Note] = {}
        for note in _notes_in(blocks):
            self._notes.setdefault(note.label, []).append(note)
            self._owner.update(dict.fromkeys(range(note.start, note.start + len(note.blocks)), note))
        self._needed = {
            note.start for i, block in enumerate(blocks) if i not in self._owner for _, note in self._referred(i, block)
        }

    def is_note(self, block: Block) -> bool:
        """Whether the block is printed with the notes, not where it stands."""
        return self._index.get(id(block), -1) in self._owner

    def of(self, section: str, blocks: Sequence[Block], hidden: Sequence[Block] = ()) -> SectionNotes:
        """What to print below the blocks of a section: notes they refer to, then those in it that nobody refers to.

        hidden: those of the blocks that are not printed themselves, such as a heading that is the section's title.
        """
        first: dict[
            int, Block | None
        ] = {}  # by the start of a note, in the order of print: the block that refers to it
        referring: dict[int, list[tuple[str, _Note]]] = {}
        for block in blocks:
            for label, note in () if self.is_note(block) else self._referred(self._index.get(id(block), -1), block):
                first.setdefault(note.start, block)
                referring.setdefault(id(block), []).append((label, note))
        for block in blocks:
            own = self._owner.get(self._index.get(id(block), -1))
            if own and own.start not in self._needed:
                first.setdefault(own.start, None)
        self._add_those_of_notes(first)
        places = {start: f"note-{section}-{number}" for number, start in enumerate(first, 1)}
        unseen = set(map(id, hidden))
        backs = {
            id(block): f"section-{section}" if id(block) in unseen else f"block-{self._index[id(block)]}"
            for block in first.values()
            if block and not block.number
        }
        return SectionNotes(
            tuple(self._planned(self._owner[start], places, block, backs) for start, block in first.items()),
            {key: tuple((label, places[note.start]) for label, note in each) for key, each in referring.items()},
            {key: place for key, place in backs.items() if key not in unseen},
        )

    def _add_those_of_notes(self, first: dict[int, Block | None]) -> None:
        """Notes that notes refer to."""
        waiting = list(first)
        for start in waiting:
            for i, block in enumerate(self._owner[start].blocks):
                for _, other in self._referred(start + i, block):
                    if other.start not in first:
                        first[other.start] = None
                        waiting.append(other.start)

    def _planned(self, note: _Note, places: dict[int, str], first: Block | None, backs: dict[int, str]) -> PlannedNote:
        parts = tuple(
            NotePart(
                block.text,
                quoted=bool(block.level),
                notes=tuple((label, places[other.start]) for label, other in self._referred(note.start + i, block)),
            )
            for i, block in enumerate(note.blocks)
        )
        back = (backs.get(id(first)) or f"p{first.number}") if first else ""
        return PlannedNote(note.label, places[note.start], parts, back, first.number if first else None)

    def _referred(self, place: int, block: Block) -> Iterator[tuple[str, _Note]]:
        for label in dict.fromkeys(note_labels(block.text)):
            if same := self._notes.get(label):
                below = bisect_left(same, place, key=lambda note: note.start)
                yield label, same[min(below, len(same) - 1)]


def _notes_in(blocks: Iterable[Block]) -> Iterator[_Note]:
    label, start, own = "", 0, list[Block]()
    for i, block in enumerate(blocks):
        found = _MARKER.fullmatch(block.marker) if block.kind == "note" else None
        if own and (found or block.kind != "note" or block.marker):
            yield _Note(label, start, tuple(own))
            own = []
        if found:
            label, start, own = found[1], i, [block]
        elif own:
            own.append(block)
    if own:
        yield _Note(label, start, tuple(own))
