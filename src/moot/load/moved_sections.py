"""Sections that are not found in an edited text any more, and where they are now, told by their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from moot.load.lock import Lock
from moot.load.standing import Standing
from moot.text.fingerprints import Match
from moot.text.places import Wanted, locate, same_letters
from moot.text.tree import Block

__all__ = ["SectionDrift", "section_drifts"]

_FEWEST = 5  # first words that a section is found by, if there are so many


@dataclass(frozen=True)
class SectionDrift:
    """A section that is missing, with how it can be found again. wanted: None where nothing was recognised."""

    id: str
    message: str
    """What the search for it said."""
    wanted: Wanted | None = None
    sure: bool = False
    """Whether its paragraphs stand unchanged below the new heading."""
    line: int = 0
    """Line of the text where it begins now."""


def section_drifts(standing: Standing, lock: Lock, matches: Mapping[str, Match]) -> Iterator[SectionDrift]:
    """The missing sections. matches: by key, what became of the paragraphs of the lock."""
    keys = list(matches)
    known = {place + 1 for match in matches.values() for place in match.places}
    starts = {place.blocks[0].line for place in standing.located.places.values() if place.blocks}
    for missing in standing.located.missing:
        stood = lock.sections.get(missing.id)
        at = keys.index(stood.first) if stood and stood.first in matches else -1
        own = [matches[key] for key in keys[at : at + stood.count]] if stood and at >= 0 else []
        start = _start(standing, own, starts, known)
        if start is None:
            yield SectionDrift(missing.id, missing.message)
            continue
        block, first_is_there = start
        wanted = _wanted(standing, missing.id, block)
        exact = sum(match.exact for match in own)
        sure = first_is_there and own[0].exact and exact * 2 >= len(own) and block.kind == "heading"
        found = wanted and not locate(standing.text, [wanted]).missing
        starts.add(block.line)
        yield SectionDrift(missing.id, missing.message, wanted if found else None, bool(sure and found), block.line)


def _start(standing: Standing, own: list[Match], starts: set[int], known: set[int]) -> tuple[Block, bool] | None:
    """The heading above the first paragraph that is still there, or that paragraph; and whether nothing is between.

    known: numbers of the paragraphs that stood in the text before; new ones may stand between.
    """
    blocks = standing.text.blocks
    for number, match in enumerate(own):
        if not match.places or match.likeness < 0.6:
            continue
        paragraph = standing.text.paragraphs[match.places[0]]
        at = next(i for i, block in enumerate(blocks) if block.number == paragraph.number)
        head = at
        while head > 0 and blocks[head - 1].number not in known and blocks[head - 1].kind != "heading":
            head -= 1
        found = blocks[head - 1] if head > 0 and blocks[head - 1].kind == "heading" else blocks[at]
        between = any(block.number for block in blocks[head:at])
        return None if found.line in starts else (found, number == 0 and not between)
    return None


def _wanted(standing: Standing, name: str, block: Block) -> Wanted | None:
    """How a section that begins at this block is to be found, in the way in which the guide finds it now."""
    section = standing.guide.sections[name]
    if section.starts_with:
        first = next((one for one in standing.text.blocks if one.line >= block.line and one.kind != "heading"), block)
        words = _by_words(standing, name, first, section.starts_with)
        if not section.heading:
            return words
        new = words.starts_with if words else None
        paths = [section.heading, block.path[-len(section.heading) :]]
        tries = [Wanted(name, path, start) for path in paths for start in (section.starts_with, new)]
        return next((one for one in tries if not locate(standing.text, [one]).missing), words)
    if block.kind != "heading":
        return _by_words(standing, name, block, "")
    sizes = range(max(1, len(section.heading)), len(block.path) + 1)
    tries = [Wanted(name, block.path[-size:]) for size in sizes]
    return next((one for one in tries if not locate(standing.text, [one]).missing), None)


def _by_words(standing: Standing, name: str, block: Block, old: str) -> Wanted | None:
    """Its first words, as many as before, and more where others begin so too."""
    words = block.plain.split()
    for size in range(max(_FEWEST, len(old.split())), min(len(words), 40) + 1):
        wanted = Wanted(name, (), " ".join(words[:size]))
        if not locate(standing.text, [wanted]).missing:
            return wanted
    short = Wanted(name, (), " ".join(words))
    same = [one for one in standing.text.blocks if same_letters(one.plain) == same_letters(block.plain)]
    return short if words and len(same) == 1 else None
