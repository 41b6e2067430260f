"""Notes of a plain text: under a heading that says so, or by a mark that stands in the text too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from moot.text import signs
from moot.text.rows import Row
from moot.text.words import WordList

__all__ = ["mark_notes"]

_MARK = re.compile(r"([*†‡]{1,3}|\[\d{1,3}\]|\[\*\]|[¹²³⁰⁴-⁹]{1,3})\s?(?=[^\s*])")
_REFERENCE = re.compile(r"(?<=[^\s*†‡])([*†‡]{1,3}|\[\d{1,3}\]|\[\*\]|[¹²³⁰⁴-⁹]{1,3})(?![\w*])")


def mark_notes(rows: Sequence[Row], words: WordList) -> None:
    """List items and marked lines under a heading such as Notes; elsewhere those whose mark stands in the text above.

    Below a row of signs, numbers alone are marks too.
    """
    under = False
    referred: set[str] = set()
    for row in rows:
        if row.kind == "heading":
            under = row.text.casefold().strip(" .:") in words.notes
        elif under and row.kind == "item":
            row.kind, row.level = "note", 0
        elif under and row.kind is None and (marker := signs.list_marker(row.text)):
            row.kind, row.marker = "note", marker.text
        elif row.kind in {None, "item"} and (mark := _MARK.match(row.text)) and mark[1] in referred:
            row.kind, row.level, row.marker = "note", 0, mark[1]
        elif row.unit.after_rule and row.kind == "item":
            row.kind, row.level = "note", 0
        if row.kind != "note":
            referred.update(_REFERENCE.findall(row.text))
    for before, row in pairwise(rows):  # the others of their list
        if before.kind == "note" and row.kind == "item":
            row.kind, row.level = "note", 0
