"""Words of a PDF that are broken at the ends of lines: with a hyphen of their own, or with one of the printer's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from moot.text.pdf.blocks import Chunk

__all__ = ["is_broken", "vocabulary"]

_COMPOUND = re.compile(r"\b[^\W\d_]+[-\u2010][^\W\d_]+\b")
_FIRST = re.compile(r"\W*[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+[-\u2010\u00ad]$")
_KEPT = frozenset({"all", "co", "cross", "ex", "half", "mid", "non", "post", "pre", "self", "semi", "well"})
_HALF = 4  # letters: two words as long as that, which both stand elsewhere in the text, are a compound
_TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
_UNITS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
}  # fmt: skip


def vocabulary(chunks: Iterable[Chunk]) -> set[str]:
    """Words that stand whole within a line somewhere, and compounds with a hyphen. All are casefolded."""
    known: set[str] = set()
    for chunk in chunks:
        broken = False
        for line in chunk.lines:
            text = line.text.casefold().rstrip()
            if broken:
                text = _FIRST.sub("", text, count=1)
            shorter = _LAST.sub("", text[-100:])
            broken = len(shorter) < len(text[-100:])
            text = text[:-100] + shorter
            known.update(re.findall(r"[^\W\d_]+", text))
            known.update(word.replace("\u2010", "-") for word in _COMPOUND.findall(text))
    return known


def is_broken(start: str, rest: str, known: set[str]) -> bool:
    """Whether the hyphen between `start` and the line `rest` is there because the line ended: the word is known, or
    nothing speaks for a hyphen. known: the vocabulary."""
    found = re.match(r"[^\W\d_]+", rest)
    first, second = start.casefold(), found[0].casefold() if found else ""
    if first + second in known:
        return True
    both = min(len(first), len(second)) >= _HALF and {first, second} <= known
    if both or f"{first}-{second}" in known or (first in _TENS and second in _UNITS):
        return False
    return first not in _KEPT and len(second) > 1
