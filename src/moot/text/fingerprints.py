"""Paragraphs known again after the text was edited: by a hash where they stayed, by their words where they changed.

A fingerprint keeps no more of a paragraph than its first and last words to read, and a short code for every word to
compare. Thresholds are those of an experiment with eleven kinds of edit, which `bench/drift.py` repeats.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from moot.text.decode import composed
from moot.text.tree import Text

__all__ = ["CODE", "SHOWN", "Fingerprint", "Kind", "Match", "align", "fingerprint", "fingerprints", "keys_of"]

SHOWN = 8
"""Words of the beginning, and of the end, that a fingerprint keeps to be read by people."""

CODE = 3
"""Letters of the code of a word."""

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
# Scripts without spaces between words: every sign counts as one.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")

Kind = Literal["same", "changed", "split", "merged", "perhaps", "gone"]


class Fingerprint(NamedTuple):
    """What is kept of a paragraph."""

    hash: str
    """12 hexadecimal digits, of its words: case, punctuation and markup do not count."""
    codes: tuple[str, ...]
    """One for each word, CODE letters long."""
    first: str
    """Its first words as they are printed."""
    last: str
    """Its last words as they are printed; "" where `first` is all of it."""


class Match(NamedTuple):
    """What became of a paragraph."""

    kind: Kind
    places: tuple[int, ...] = ()
    """Where it is in the new text, as indices; several where it was split."""
    likeness: float = 0.0
    """From 0 to 1: the share of words that both have in the same order."""
    exact: bool = False
    """Whether its words are all there unchanged, and in no other place as well."""


def fingerprint(words: str) -> Fingerprint:
    """The fingerprint of a paragraph given without markup."""
    spelled = _WORD.findall(composed(composed(words).casefold()))
    told = " ".join(spelled) or " ".join(words.split())
    printed = words.split()
    last = " ".join(printed[max(SHOWN, len(printed) - SHOWN) :])
    made = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Fingerprint(made, tuple(map(_code, spelled)), " ".join(printed[:SHOWN]), last)


def _code(word: str) -> str:
    number = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    return _LETTERS[number & 63] + _LETTERS[number >> 6 & 63] + _LETTERS[number >> 12 & 63]


def fingerprints(text: Text) -> tuple[Fingerprint, ...]:
    """Those of the numbered paragraphs, in order: that of ¶1 first."""
    return tuple(fingerprint(block.plain) for block in text.paragraphs)


def keys_of(prints: Iterable[Fingerprint]) -> list[str]:
    """A name for each paragraph of a text: its hash, with `#2` and so on where the same words come again."""
    seen: dict[str, int] = {}
    keys = []
    for one in prints:
        seen[one.hash] = seen.get(one.hash, 0) + 1
        keys.append(one.hash if seen[one.hash] == 1 else f"{one.hash}#{seen[one.hash]}")
    return keys


def align(old: Sequence[Fingerprint], new: Sequence[Fingerprint]) -> tuple[Match, ...]:
    """What became of each of the `old` paragraphs in the `new` text.

    No paragraph of the new text is given to two of the old ones, unless these were merged; so one that was deleted
    is not taken for its neighbor.
    """
    if [one.hash for one in old] == [one.hash for one in new]:
        return tuple(Match("same", (i,), 1.0, True) for i in range(len(old)))
    return _aligned(tuple(old), tuple(new))


@lru_cache(maxsize=2)
def _aligned(old: tuple[Fingerprint, ...], new: tuple[Fingerprint, ...]) -> tuple[Match, ...]:
    """Kept: a look at a guide asks for it again with each question set."""
    from moot.text.likeness import Alignment  # difflib, only where something changed

    return Alignment(old, new).matches()
