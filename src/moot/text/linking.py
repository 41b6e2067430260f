"""Notes that were typed: the marks in the text, `[1]`, `(1)`, ¹, `*`, and the notes at its end become `[^1]`.

They are linked only where nothing is doubtful: every note of a row has exactly one mark of one form above it, and the
marks stand in the order of the notes. Else all stays as it was typed, so that nothing is lost from print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from moot.markdown import plain
from moot.text.tree import Part
from moot.text.words import LANGUAGES

__all__ = ["linked", "linked_at_end"]

_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "[⁰¹²³⁴-⁹]{1,3}"
_IN_TEXT = {
    "[": re.compile(r"(?<=\S) ?\\?\[(\d{1,3})\\?\](?![(:\w])"),
    "(": re.compile(r"(?<=\S) ?\((\d{1,3})\)(?!\w)"),
    "¹": re.compile(rf"(?<=\S)({_RAISED})(?![\w⁰¹²³⁴-⁹])"),
    "*": re.compile(r"(?<=[^\s*†‡\\])((?:\\\*){1,3}|[†‡]{1,3})(?![\w*†‡\\])"),
}
"""How a mark stands in Markdown, by its form; its group is the label."""
_FORMS = {"[": "[¹", "(": "(¹", "¹": "¹", "*": "*", "1": "[¹("}
"""By how notes begin: the forms their marks may have, the likeliest first."""
_NOTE = re.compile(rf"(\\?\[(\d{{1,3}})\\?\]|\((\d{{1,3}})\)|({_RAISED})|(\d{{1,3}})\\?[.)]?(?= ))\s*(?=\S)")
_BACK = "↩↑⏎"
_NEVER = frozenset({"note", "table", "title"})
_LONGEST = 3_000  # characters: a note, hardly a chapter


@dataclass(frozen=True, slots=True)
class _Note:
    """A typed note: its place among the parts, its form, its label, and what stands behind its mark."""

    place: int
    form: str
    label: str
    text: str


def linked(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with references in the place of marks, where all notes of a row have theirs. Notes are known already.

    No part comes or goes.
    """
    out = list(parts)
    begins: dict[str, int] = {}  # by form: the first part that a row of notes of that form may belong to
    row: list[_Note] = []
    for i, part in enumerate([*parts, None]):
        note = _of_marker(i, part) if part is not None and part.kind == "note" and part.marker else None
        if row and (note is None or note.form != row[-1].form) and not (part and part.kind == "note" and not note):
            _link(out, row, begins.get(row[0].form, 0))
            begins[row[0].form] = row[-1].place + 1
            row = []
        if note:
            row.append(note)
    return tuple(out)


def linked_at_end(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As `linked`, where the document does not say what a note is: numbered paragraphs or items, counting on from 1, at
    the end of the text or under a heading such as Notes."""
    out = list(parts)
    begin = 0
    for start, end, headed in _ends(parts):
        row = [note for i in range(start, end) if (note := _of_text(i, parts[i]))]
        first = next((i for i, note in enumerate(row) if note.label == "1"), len(row))
        row = row[first:]
        counts_on = [note.label for note in row] == [str(n + 1) for n in range(len(row))]
        if row and counts_on and [note.place for note in row] == list(range(end - len(row), end)):
            _link(out, row, begin, "[¹(" if headed else "[¹")  # “(1)” alone may count what a sentence lists
        begin = end if headed else begin
    return tuple(out)


def _ends(parts: Sequence[Part]) -> Iterator[tuple[int, int, bool]]:
    """(start, end) of what stands under headings such as Notes, and of the last paragraphs; and which it is."""
    for i, part in enumerate(parts):
        if part.kind == "heading" and _is_of_notes(part.text):
            end = next((j for j in range(i + 1, len(parts)) if parts[j].kind == "heading"), len(parts))
            yield i + 1, end, True
    last = len(parts)
    while last and _of_text(last - 1, parts[last - 1]):
        last -= 1
    if not (last and parts[last - 1].kind == "heading" and _is_of_notes(parts[last - 1].text)):
        yield last, len(parts), False


def _is_of_notes(heading: str) -> bool:
    said = plain(heading[:100]).casefold().strip(" .:")
    return any(said in words.notes for words in LANGUAGES.values())


def _of_marker(place: int, part: Part) -> _Note | None:
    core = part.marker.strip("[]()., ").translate(_DIGITS)
    if part.marker.startswith("[^") or not core:
        return None
    form = "*" if core[0] in "*†‡" else part.marker[0] if part.marker[0] in "[(" else ""
    if not form and core.isdecimal():
        form = "1" if part.marker[0].isascii() else "¹"
    return _Note(place, form, core, part.text) if form else None


def _of_text(place: int, part: Part) -> _Note | None:
    if part.kind == "item" and (found := re.fullmatch(r"[\[(]?(\d{1,3})[.)\]]", part.marker)):
        return _Note(place, part.marker[0] if part.marker[0] in "[(" else "1", found[1], part.text)
    if part.kind not in {"paragraph", "item"} or len(part.text) > _LONGEST or (part.kind == "item" and part.marker):
        return None
    found = _NOTE.match(part.text)
    if not found or "\n" in part.text:
        return None
    label = (found[2] or found[3] or found[4] or found[5]).translate(_DIGITS)
    form = "[" if found[2] else "(" if found[3] else "¹" if found[4] else "1"
    return _Note(place, form, label, part.text[found.end() :])


def _link(out: list[Part], row: Sequence[_Note], start: int, allowed: str = "[¹(*") -> None:
    """Puts references for the marks, if there is exactly one for each of the notes, in their order."""
    labels = [note.label for note in row]
    if len(set(labels)) < len(labels):
        return
    for form in filter(allowed.__contains__, _FORMS[row[0].form]):
        found = list(_marks(out, form, start, row[0].place, frozenset(labels)))
        if [label for _, _, label in found] == labels:
            break
    else:
        return
    for place, each in groupby(found, key=lambda mark: mark[0]):
        pieces, text, end = [], out[place].text, 0
        for _, match, label in each:
            pieces += [text[end : match.start()], f"[^{label}]"]
            end = match.end()
            if text[end : end + 1] == "(":  # `[^2](word)` would be a link
                pieces.append("\\")
        out[place] = replace(out[place], text="".join([*pieces, text[end:]]))
    for note in row:
        out[note.place] = Part("note", _without_back(note.text) or "…", out[note.place].line, 0, f"[^{note.label}]")


def _without_back(text: str) -> str:
    """Without the arrow at its end, by which web pages lead back to the mark."""
    bare = text.rstrip("\ufe0e \u00a0")
    return bare[:-1].rstrip() if bare[-1:] in _BACK and bare else text


def _marks(
    parts: Sequence[Part], form: str, start: int, end: int, labels: frozenset[str]
) -> Iterator[tuple[int, re.Match[str], str]]:
    """(place, match, label) of the marks of that form that belong to such a note."""
    for place in range(start, end):
        if parts[place].kind not in _NEVER:
            for match in _IN_TEXT[form].finditer(parts[place].text):
                label = match[1].replace("\\", "").translate(_DIGITS)
                if label in labels:
                    yield place, match, label
