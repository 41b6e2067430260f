"""How much room words take at most, before they are laid out: for what cannot grow, such as a card.

The letters' widths are those of the widest of our faces, and lines break at spaces only, so that a text is at worst
thought to be longer than it is. Lengths are millimetres, sizes of type and the distances of lines points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any, Final

from moot import markdown

__all__ = [
    "POINT",
    "STEPS",
    "Fit",
    "common_step",
    "first_that_fit",
    "fit",
    "fitted",
    "lines_of",
    "shortened",
    "width_of",
]

POINT: Final = 25.4 / 72
"""A point in mm."""

_WIDTHS: Final = {
    0.25: " \xa0",
    0.3: "'͵‘’‚‛",
    0.35: "!,-.:;j|¡¦·ιј‐‑•‣",
    0.4: "/I[\\]filt{}°ıłŧſΙІі",
    0.45: "()?ª²³¹º¿ŀ‖",
    0.5: '"*J®ζξϛϝЈ‗“”„',
    0.55: "#_`rszΊ¤§¨¯´¸ĳŦͺ΄εςτϑϸгзѕґ–†‡",
    0.6: "$+0123456789<=>S^ace~¢£¥¬±×÷ĲΓΣγθνχϐϡϷЅГЗаесьэєҐ‒€",
    0.65: "FLZgox«¶»ðøĿŁΖΞβδκλοσυϏϙбвдкотхя‥",
    0.7: "BCEPTbdhknpquvyµÞßþđħĸŋΒΔΕΡΤαημπρϗϴЄБВЕРСТЬЭлручђћ",
    0.75: "RVXYΥΧϕКЛУХЯинпцъџ",
    0.8: "&ADGKNOQU©ÐØĐŊΑΘΚΛΝΟΩφЂАДОЧЪ",
    0.85: "HĦΗΠΦψωЏИНПФЦмΈΌ—―",
    0.9: "@æΎΏΨЋљ™",
    0.95: "wŉжфыюњ",
    1.0: "M¼¾ÆœΉΜЉМ…",
    1.05: "%m½ŒЖЫшщ",
    1.1: "WЊЮ№",
    1.15: "ШЩ",
    1.45: "‰",
}
"""Widths in parts of the size: of both our faces, regular and semibold, the widest, rounded up."""

_WIDTH: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_RIGHT_TO_LEFT, _ANY = 0.68, 0.95

STEPS: Final = ((13.0, 17.0), (12.0, 16.0), (11.0, 14.5), (10.0, 13.5))
"""The sizes of the words on a card, each with the distance of its lines, from the usual one to the smallest."""

_BREAK: Final = re.compile(r"(?: {2,}|\\)\n")
_SENTENCE: Final = re.compile(r".+?[.?!…؟۔]+[\"'”’»)\]]*(?=\s|$)", re.DOTALL)


def width_of(text: str, size: float) -> float:
    """How wide a line of text is at most, in mm, set in `size` points."""
    return sum(_width(letter) for letter in text) * size * POINT


def _width(letter: str) -> float:
    if (known := _WIDTH.get(letter)) is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTH:
        return _WIDTH[base]
    if unicodedata.bidirectional(letter) in {"R", "AL"}:
        return _RIGHT_TO_LEFT
    return 1.1 if unicodedata.east_asian_width(letter) in "WF" else _ANY


def _line_count(text: str, room: float, size: float) -> int:
    """How many lines of `room` mm the words fill at most; a word that is too long for a line is broken."""
    lines, used = 0, room
    for word in re.split(r"[ \t\r\n]+", text.strip()) if text.strip() else ():
        wide, space = width_of(word, size), width_of(" ", size)
        if lines and used + space + wide <= room:
            used += space + wide
        elif wide <= room:
            lines, used = lines + 1, wide
        else:
            # Anywhere within the word: one letter's width of every line may stay empty.
            broken = ceil(wide / max(room - 1.2 * size * POINT, size * POINT))
            lines, used = lines + broken, room
    return lines


def lines_of(text: str, room: float, size: float) -> int:
    """How many lines a Markdown text fills at most, those included that it begins itself."""
    return sum(_line_count(markdown.plain(part), room, size) for part in _BREAK.split(text))


def shortened(text: str, room: float, size: float, lines: int = 1, before: str = "") -> str:
    """The words of a Markdown text, without markup, that find room in so many lines of `room` mm; "…" for the rest.

    before: words that stand before it in a single line.
    """
    room -= width_of(before, size)
    words = markdown.plain(text).split()
    whole = " ".join(words)
    if _line_count(whole, room, size) <= lines and (lines > 1 or width_of(whole, size) <= room):
        return whole
    least, most = 0, len(words)
    while least < most:
        half = (least + most + 1) // 2
        fits = _line_count(" ".join(words[:half]) + " …", room, size) <= lines
        least, most = (half, most) if fits else (least, half - 1)
    if least:
        return " ".join(words[:least]) + " …"
    kept = words[0] if words else ""
    while kept and _line_count(kept + "…", room, size) > lines:
        kept = kept[: len(kept) * 9 // 10]
    return kept + "…"


@dataclass(frozen=True)
class Fit:
    """Words with the size they are set in, in points. text is Markdown; whole: nothing of it is left away."""

    text: str
    size: float
    lead: float
    whole: bool
    lines: int


def _lines_in(height: float, lead: float) -> int:
    return max(0, int(height / (lead * POINT) + 0.01))


def fitted(
    text: str, room: float, height: float, steps: Sequence[tuple[float, float]] = STEPS, after: int = 2
) -> dict[str, Any]:
    """A Markdown text as it goes into a box of room × height mm: text, size and lead in pt, whole, lines.

    The largest of the steps in which all of it fits. Where none does, its first sentence, or as much of that as there
    is room for, so that `after` lines are left to say where the rest is to be found.
    """
    return asdict(fit(text, room, height, steps, after))


def common_step(
    texts: Iterable[str], room: float, height: float, steps: Sequence[tuple[float, float]] = STEPS
) -> tuple[float, float]:
    """The largest step in which each of the texts fits into a box of room × height mm; the last where none is."""
    all_texts = list(texts)
    fits = (step for step in steps if all(fit(text, room, height, [step], 0).whole for text in all_texts))
    return next(fits, steps[-1])


def fit(text: str, room: float, height: float, steps: Sequence[tuple[float, float]], after: int) -> Fit:
    """The same as a value; `after` has to be said."""
    for size, lead in steps:
        if (lines := lines_of(text, room, size)) <= _lines_in(height, lead):
            return Fit(text, size, lead, True, lines)
    words = markdown.plain(text)
    found = _SENTENCE.match(words)
    first = " ".join((found[0] if found else words).split())
    for size, lead in steps:
        if (lines := _line_count(first, room, size)) <= _lines_in(height, lead) - after:
            return Fit(markdown.escaped(first), size, lead, False, lines)
    size, lead = steps[-1]
    most = max(1, _lines_in(height, lead) - after)
    return Fit(markdown.escaped(shortened(markdown.escaped(first), room, size, most)), size, lead, False, most)


def first_that_fit(items: Sequence[str], room: float, size: float, most: int) -> tuple[list[str], int]:
    """The first of the items, all where they fit, that stand in at most so many lines; and how many lines."""
    kept = list(items)
    while kept:
        line = "; ".join(markdown.plain(item) for item in kept) + (" …" if len(kept) < len(items) else "")
        if (lines := _line_count(line, room, size)) <= most:
            return kept, lines
        kept.pop()
    if items:
        return [markdown.escaped(shortened(items[0], room, size, most - 1))], most
    return [], 0
