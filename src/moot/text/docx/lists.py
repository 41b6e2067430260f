"""Markers of lists in a Word document, counted as Word counts them: it stores only which list a paragraph is in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from moot.text.docx.package import W, value

__all__ = ["Lists"]

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 100_000  # what a list may count to


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    """Depth (from 1) of the items after which it begins anew; 0 is never, -1 after any higher."""


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        out += letters * min(number // size, 20)
        number %= size
    return out


def _letters(alphabet: str) -> Callable[[int], str]:
    """1 is a, 27 is aa, as Word has it."""
    return lambda n: alphabet[(n - 1) % len(alphabet)] * min((n - 1) // len(alphabet) + 1, 20) if n else ""


_SHAPES: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": lambda n: _letters(_LATIN)(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "decimalZero": lambda n: f"{n:02}",
    "russianLower": _letters(_CYRILLIC),
    "russianUpper": lambda n: _letters(_CYRILLIC)(n).upper(),
    "none": lambda n: "",
}


class Lists:
    """The lists of a document; `marker` is asked for each item in the order of the text."""

    def __init__(self, root: ElementTree.Element | None) -> None:
        self._levels: dict[str, tuple[_Level, ...]] = {}  # by numId
        self._family: dict[str, str] = {}  # numIds of one abstract list count on together
        self._counts: dict[str, list[int]] = {}
        self._started: set[tuple[str, int]] = set()
        self._overrides: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {value(one, "abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        by_style = {value(link): one for one in abstract.values() if (link := one.find(f"{W}styleLink")) is not None}
        for number in root.iter(f"{W}num"):
            identity, family = value(number, "numId"), value(number.find(f"{W}abstractNumId"))
            base = abstract.get(family)
            link = None if base is None else base.find(f"{W}numStyleLink")
            if link is not None:
                base = by_style.get(value(link), base)
            levels = _levels_of(base, (_Level(),) * _LEVELS)
            for override in number.iter(f"{W}lvlOverride"):
                depth = _depth(override)
                if (start := override.find(f"{W}startOverride")) is not None:
                    levels = _changed(levels, depth, replace(levels[depth], start=_count(value(start), 1)))
                    self._overrides[identity, depth] = levels[depth].start
                levels = _levels_of(override, levels)
            self._levels[identity], self._family[identity] = levels, family

    def marker(self, number: str, depth: int) -> str | None:
        """The marker of the next item of a list, `•` for any bullet, "" for none to be seen; None: there is no list.

        depth is from 0.
        """
        levels = self._levels.get(number)
        if levels is None:
            return None
        family = self._family[number]
        counts = self._counts.setdefault(family, [level.start - 1 for level in levels])
        if (number, depth) in self._overrides and (number, depth) not in self._started:
            counts[depth] = levels[depth].start - 1
        self._started.add((number, depth))
        counts[depth] = min(counts[depth] + 1, _MOST)
        for below in range(depth + 1, _LEVELS):
            restart = levels[below].restart
            if restart and (restart < 0 or depth + 1 <= restart):
                counts[below] = levels[below].start - 1
        if levels[depth].shape == "bullet":
            return "•"
        # A level that is shown before it has been counted, as in a list that begins at 1.1.
        shown = [max(count, level.start) for count, level in zip(counts, levels, strict=True)]
        places = levels[depth].text or f"%{depth + 1}."
        text = _PLACE.sub(lambda found: _number(levels[int(found[1]) - 1].shape, shown[int(found[1]) - 1]), places)
        return " ".join(text.split())[:40] if levels[depth].shape != "none" else ""


def _number(shape: str, count: int) -> str:
    return _SHAPES.get(shape, str)(count)


def _levels_of(parent: ElementTree.Element | None, levels: tuple[_Level, ...]) -> tuple[_Level, ...]:
    for level in () if parent is None else parent.findall(f"{W}lvl"):
        depth = _depth(level)
        found = _Level(
            value(level.find(f"{W}numFmt")) or "decimal",
            value(level.find(f"{W}lvlText"))[:40],
            _count(value(level.find(f"{W}start")), 1),
            _count(value(level.find(f"{W}lvlRestart")), -1),
        )
        levels = _changed(levels, depth, found)
    return levels


def _changed(levels: tuple[_Level, ...], depth: int, level: _Level) -> tuple[_Level, ...]:
    return (*levels[:depth], level, *levels[depth + 1 :])


def _depth(element: ElementTree.Element) -> int:
    return min(_count(value(element, "ilvl"), 0), _LEVELS - 1)


def _count(text: str, otherwise: int) -> int:
    return min(int(text), _MOST) if re.fullmatch(r"\d{1,9}", text) else otherwise
