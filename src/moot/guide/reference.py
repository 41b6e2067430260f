"""A reference to a place in the text as a person writes it: `brest-litovsk ¶3-4`, or a few words in quotation marks."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["FEWEST_WORDS", "Reference", "parse_reference"]

FEWEST_WORDS = 3
"""Fewer words than these are found in too many places."""

_LONGEST = 1000
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_DASH = r"\s?[-‐‑‒–—]\s?"
_PARAGRAPHS = re.compile(rf"(?:(?:¶|§|¶¶)\s?|(?P<bare>))(?P<first>[0-9]{{1,6}})(?:{_DASH}¶?\s?(?P<last>[0-9]{{1,6}}))?")
# Quotation marks may stand within others: “the “Left” wing of it”.
_SPELT = re.compile(r"(?<![^\s])(?:paragraphs?|paras?|par)\.? ?(?=[0-9])")
_QUOTED = re.compile(r"\"([^\"]*)\"|“((?:[^“”]|“[^“”]*”)*)”|[„”]([^“”„]*)[“”]|«([^«»]*)»|[‘']([^\"“”«»]*)[’']")
_EXAMPLES = 'write `section ¶3`, `section ¶3-4`, `section "at least three words"` or just the section\'s id'


class Reference(NamedTuple):
    """A place in the text. Numbers count the paragraphs of `section`, or of the section it is written in."""

    section: str | None = None
    """Id of the section; None is the one the reference stands in."""
    first: int | None = None
    last: int | None = None
    """The same as `first` where one paragraph is meant."""
    words: str | None = None
    """Words of the text, as they are written in the guide."""
    whole: bool = False
    """The whole section."""

    def __str__(self) -> str:
        place = "all" if self.whole and not self.section else ""
        if self.first is not None:
            place = f"¶{self.first}" + (f"–{self.last}" if self.last != self.first else "")
        elif self.words is not None:
            place = f"“{self.words}”"
        return " ".join(part for part in (self.section, place) if part)


def parse_reference(text: str) -> Reference:
    """The reference that `text` states; whether that place exists is not looked at.

    Raises ValueError with a message for the person who wrote it.
    """
    text = text.strip()
    if not text:
        raise ValueError(f"this reference is empty: {_EXAMPLES}")
    if len(text) > _LONGEST:
        raise ValueError(
            f"this reference is longer than {_LONGEST} characters: a few words of the paragraph are enough"
        )
    section, place = _split(_SPELT.sub("¶", text))
    if place == "all" or (not place and section):
        return Reference(section=section, whole=True)
    if found := _PARAGRAPHS.fullmatch(place):
        return _numbers(section, int(found["first"]), int(found["last"] or found["first"]))
    if found := _QUOTED.fullmatch(place):
        return _words(section, next(words for words in found.groups() if words is not None))
    raise ValueError(f"“{text}” is not a reference: {_advice(text, section, place)}")


def _split(text: str) -> tuple[str | None, str]:
    """Section and place; `3-4` alone is a place, `three-4` a section."""
    if text == "all" or _PARAGRAPHS.fullmatch(text):
        return None, text
    found = re.match(rf"({_ID})(?=$|[\s¶§“„\"«‘'])\s*", text)
    return (found[1], text[found.end() :].strip()) if found else (None, text)


def _numbers(section: str | None, first: int, last: int) -> Reference:
    if first == 0:
        raise ValueError("there is no ¶0: paragraphs are counted from 1")
    if last < first:
        raise ValueError(f"¶{first}-{last} runs backwards: write ¶{last}-{first}" if last else "there is no ¶0")
    return Reference(section, first, last)


def _words(section: str | None, words: str) -> Reference:
    words = " ".join(words.split())
    count = sum(any(map(str.isalnum, word)) for word in words.split())
    if count < FEWEST_WORDS:
        given = {0: "no words", 1: "one word", 2: "two words"}[count]
        raise ValueError(f"“{words}” has {given}: at least three in a row are needed to find the paragraph")
    return Reference(section, words=words)


def _advice(text: str, section: str | None, place: str) -> str:
    if not section and re.match(r"[A-Za-z]", text):
        name = re.split(r"[\s¶§“„\"«]", text)[0]
        made = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        if made and made != name:
            return f"sections are named by their id, as in `{made}`"
    if re.fullmatch(r"[¶0-9\s,;&–-]+", place):
        return "write one reference for each place, as in [¶3, ¶5-6]"
    if re.match(r"[“„\"«]", place):
        return "the quotation mark at the end is missing, or there is more after it"
    if found := re.match(r"(?:p|pp|par|para|paragraph|paragraphs|paras)\.? ?([0-9]{1,6}(?:-[0-9]{1,6})?)$", place):
        return f"write ¶{found[1]}, counted within the section"
    if len(text.split()) >= FEWEST_WORDS:
        return f"words of the text go in two kinds of quotation marks: '\"{text[:60]}\"'"
    return _EXAMPLES
