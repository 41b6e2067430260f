"""Words of the text that a guide quotes: the paragraphs where they stand, or the nearest to them."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from moot.markdown import plain
from moot.text.decode import composed
from moot.text.tree import Block

__all__ = ["Found", "find_words"]

_WORD = re.compile(r"[^\W_]+")
_MOST_SEARCHED = 100_000  # words of a section in which what comes nearest is still looked for
_TRIED = 40  # stretches of text compared letter by letter, those that share the most words


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand; or, where they stand nowhere, what comes nearest."""

    blocks: tuple[Block, ...]
    """The blocks that hold the words, in order; a list item or epigraph can be one."""
    numbers: tuple[int, ...]
    """Their ¶ numbers in the whole text; of a block without one, that of the paragraph before it."""
    nearest: str = ""
    """The stretch of the text most like the words; only where `blocks` is empty, and "" where nothing is like them."""
    nearest_number: int | None = None
    """¶ number, in the whole text, of that stretch."""


def find_words(blocks: Sequence[Block], words: str) -> Found:
    """Where in `blocks` the words stand one after the other; case, punctuation and accents' coding do not count."""
    wanted = [match[0] for match in _spelled(words)]
    if not wanted:
        return Found((), ())
    needle = f" {' '.join(wanted)} "
    rows = [_words_of(block.text) for block in blocks]
    hits = [i for i, row in enumerate(rows) if needle in f" {' '.join(row)} "]
    if hits:
        numbers = dict.fromkeys(number for i in hits if (number := _number(blocks, i)) is not None)
        return Found(tuple(blocks[i] for i in hits), tuple(numbers))
    if sum(map(len, rows)) > _MOST_SEARCHED:
        return Found((), ())
    return _nearest(blocks, rows, wanted)


@lru_cache(maxsize=50_000)
def _words_of(text: str) -> list[str]:
    """The words of a block, kept: every reference by words asks for them again."""
    return [match[0] for match in _spelled(plain(text, notes=False))]


def _spelled(text: str) -> list[re.Match[str]]:
    """Its words, casefolded; apostrophes part words, whichever sign they are."""
    return list(_WORD.finditer(composed(composed(text).casefold())))


def _number(blocks: Sequence[Block], place: int) -> int | None:
    return next((block.number for block in reversed(blocks[: place + 1]) if block.number is not None), None)


def _nearest(blocks: Sequence[Block], rows: Sequence[list[str]], wanted: list[str]) -> Found:
    """The stretch of as many words that is most like those wanted, if it is like them at all."""
    size = len(wanted)
    tries = [(shared, i, start) for i, row in enumerate(rows) for start, shared in _shared(row, wanted)]
    tries.sort(key=lambda found: (-found[0], found[1], found[2]))
    text = " ".join(wanted)
    best, place, first = 0.0, -1, 0
    for _, i, start in tries[:_TRIED]:
        stretch = " ".join(rows[i][start : start + size])
        ratio = difflib.SequenceMatcher(None, stretch[:1000], text[:1000], autojunk=False).ratio()
        if ratio > best:
            best, place, first = ratio, i, start
    if best < 0.6:
        return Found((), ())
    return Found((), (), _as_printed(blocks[place].plain, first, size), _number(blocks, place))


def _shared(row: list[str], wanted: list[str]) -> list[tuple[int, int]]:
    """(start, words in common) of each stretch of the row that shares at least one word in three."""
    size = min(len(wanted), len(row))
    if not size:
        return []
    left, count, found = Counter(wanted), 0, []
    for place, word in enumerate(row):
        count += left[word] > 0
        left[word] -= 1
        if place >= size:
            gone = row[place - size]
            left[gone] += 1
            count -= left[gone] > 0
        if place >= size - 1 and count * 3 >= size:
            found.append((place - size + 1, count))
    return found


def _as_printed(plain: str, start: int, size: int) -> str:
    """The words from `start` on as they stand in the block."""
    matches = list(_WORD.finditer(composed(plain)))[start : start + size]
    return composed(plain)[matches[0].start() : matches[-1].end()] if matches else ""
