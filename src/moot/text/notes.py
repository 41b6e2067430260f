"""Notes of a plain text: under a heading that says so, or by a mark that stands in the text too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from moot.text import signs
from moot.text.rows import Row
from moot.text.words import WordList

__all__ = ["mark_notes"]

_MARK = re.compile(r"([*†‡]{1,3}(?=\s?[^\s*])|\[\d{1,3}\]|\[\*\]|[¹²³⁰⁴-⁹]{1,3})\s?(?=\S)")
_REFERENCE = re.compile(r"(?<=[^\s*†‡])([*†‡]{1,3}|\[\d{1,3}\]|\[\*\]|[¹²³⁰⁴-⁹]{1,3})(?![\w*])")
_NUMBER = re.compile(r"(\d{1,3})\s+(?=[^\W\d_]|[“„«\"'‘(*_])")


def mark_notes(rows: Sequence[Row], words: WordList) -> None:
    """List items and marked lines under a heading such as Notes; elsewhere those whose mark stands in the text above.

    Below a row of signs, numbers alone are marks too; under such a heading also numbers without a stop, from 1 on.
    """
    under, count = False, 0
    referred: set[str] = set()
    for row in rows:
        if row.kind == "heading":
            under, count = row.text.casefold().strip(" .:") in words.notes, 0
        elif under and row.kind == "item":
            row.kind, row.level = "note", 0
        elif under and row.kind is None and (marker := signs.list_marker(row.text)):
            row.kind, row.marker = "note", marker.text
        elif row.kind in {None, "item"} and (mark := _MARK.match(row.text)) and _is_mark(mark[1], referred, under):
            row.kind, row.level, row.marker = "note", 0, mark[1]
        elif under and row.kind is None and (number := _NUMBER.match(row.text)) and int(number[1]) == count + 1:
            row.kind, row.marker, count = "note", number[1], count + 1
        elif row.unit.after_rule and row.kind == "item":
            row.kind, row.level = "note", 0
        if row.kind != "note":
            referred.update(_REFERENCE.findall(row.text))
    for before, row in pairwise(rows):  # the others of their list
        if before.kind == "note" and row.kind == "item":
            row.kind, row.level = "note", 0


def _is_mark(mark: str, referred: set[str], under: bool) -> bool:
    """It stands in the text above; raised digits under a heading for notes need not."""
    return mark in referred or (under and not mark.isascii() and mark.isdigit())
