"""What the page engine complains of, put into words for the person who wrote the guide or the style sheet."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Collection, Iterator
from typing import Final

from moot.problems import Problem
from moot.render.fetch import name_for_people

__all__ = ["Log", "missing_character", "problem_of"]

_NOTDEF = re.compile(r'\.notdef glyph rendered .*"(.)" \(U\+([0-9A-F]+)\)$', re.DOTALL)
_IGNORED = re.compile(r"(?:Ignored|Deprecated) `(?P<what>.*)` at (?P<line>\d+):(?P<column>\d+), (?P<why>.*?)\.?$", re.S)
_PLACED = re.compile(r"^(?P<what>.*?),? at (?P<line>\d+):(?P<column>\d+)(?P<more>.*)$", re.S)
_IMAGE = re.compile(r"Failed to load image at ['\"](?P<url>.*?)['\"]: (?P<why>.*)$", re.S)
_LOADING = re.compile(r"Failed to load (?:stylesheet|attachment)")
_ANCHOR = re.compile(r"(?:No anchor #|.*undefined anchor ['\"])(?P<name>[^'\" ]+)")
_TWICE = re.compile(r"Anchor defined twice: ['\"](?P<name>.*)['\"]$")
_ALT = re.compile(r'Image "(?P<url>.*)" has no required alt')
_SUBSETTER: Final = "Using fontTools instead of HarfBuzz-Subset"
_MOST_LINES = 200


class Log(logging.Handler):
    """Collects what the engine complains of, with the name of the style sheet being read at that time."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.source = ""
        self.lines: dict[tuple[str, str], None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if len(self.lines) < _MOST_LINES:
            self.lines[self.source, record.getMessage()] = None

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        logger = logging.getLogger("weasyprint")
        passes_on = logger.propagate
        logger.addHandler(self)
        logger.propagate = False
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.propagate = passes_on


def missing_character(line: str) -> str:
    """The character that none of the fonts has, where the line is about one, else ""."""
    found = _NOTDEF.search(line)
    return chr(int(found[2], 16)) if found else ""


def problem_of(source: str, line: str, refused: Collection[str] = ()) -> Problem | None:
    """One line of the engine's log as a problem of `source`; None where a refusal says it already."""
    if line.startswith(_SUBSETTER):
        message = "libharfbuzz-subset is missing: pages are made, but slowly"
        return Problem("", 0, 0, message, "run: moot doctor", severity="warning")
    if found := _IMAGE.match(line):
        name = name_for_people(found["url"])
        return None if name in refused else Problem(source, 0, 0, f"the picture {name!r} cannot be printed")
    if _LOADING.match(line) and refused:
        return None
    if found := _TWICE.match(line):
        return Problem(source, 0, 0, f"two places on the pages are called #{found['name']}")
    if found := _ANCHOR.match(line):
        return Problem(source, 0, 0, f"a link leads to #{found['name']}, and no place on the pages is called so")
    if found := _ALT.match(line):
        name = name_for_people(found["url"])
        hint = "say in a few words what is on it, for readers who cannot see it"
        return Problem(source, 0, 0, f"the picture {name!r} has no description", hint)
    if found := _IGNORED.match(line):
        message = f"the page engine does not follow `{found['what'].strip()}`: {found['why']}"
        return Problem(source, int(found["line"]), int(found["column"]), message)
    if found := _PLACED.match(line):
        message = f"the page engine does not follow this style rule: {found['what']}{found['more']}"
        return Problem(source, int(found["line"]), int(found["column"]), message)
    return Problem(source, 0, 0, f"the page engine says: {line}")
