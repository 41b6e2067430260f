"""Headings that are marked only by how they look, the title, and the byline, among the drafts of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from moot.text.html.draft import Draft
from moot.text.html.signs import LINK_HEADINGS, named
from moot.text.runs import Run
from moot.text.signs import authors_of

__all__ = ["fronted", "names_in", "same", "with_headings"]

_MOST_WORDS = 12
_MOST_LETTERS = 100
_LONG = 25
"""Words a paragraph has at least that is surely no part of the head of a page."""
_CLASSED = re.compile(r"h([1-6])|heading([1-6])")
_NAMED = named("chaptertitle sectiontitle parttitle heading subheading subhead crosshead chapterhead")
_NUMBER = re.compile(
    r"(?:[IVXLC]{1,7}|\d{1,3})\.?|(?:part|chapter|teil|kapitel|chapitre|capítulo|глава)\s.{1,40}", re.I
)
_TITLES = frozenset({"booktitle", "msotitle"})
_BYLINES = frozenset({"byline", "author", "authors"})


def with_headings(drafts: Sequence[Draft]) -> list[Draft]:
    """Short paragraphs that look like headings as headings: by their class, centred and bold, or only bold."""
    out = list(drafts)
    looks = [_look(draft) for draft in drafts]
    real = [draft.level for draft in drafts if draft.kind == "heading"]
    highest = real[1:] if len(real) > 1 and real[0] < min(real[1:]) else real  # without the title
    top = min(highest, default=3) - (1 if any(looks) else 0)
    level = 0
    for i, draft in enumerate(drafts):
        if draft.kind == "heading":
            level = draft.level
            continue
        look = looks[i]
        if not look or not _heads(drafts, looks, i):
            continue
        if look == "named":
            found = next((m for m in map(_CLASSED.fullmatch, sorted(draft.words)) if m), None)
            own, reason = int(found[1] or found[2]) if found else 2, ""
        elif look == "centred":
            own, reason = max(2, top), "a short line in the middle: a heading?"
        else:
            own, reason = min(6, level + 1) if level else 2, "a line in bold: a heading, or only stressed?"
        out[i] = replace(draft, kind="heading", level=own, reason=reason, runs=_plain(draft.runs))
    return out


def _look(draft: Draft) -> str:
    """named, centred or bold, where it could be a heading; else empty."""
    text = draft.text
    if draft.kind != "paragraph" or not text or len(text) > _MOST_LETTERS or len(text.split()) > _MOST_WORDS:
        return ""
    if {"chapter", "title"} <= draft.words or not _NAMED.isdisjoint(draft.words):
        return "named"
    if any(_CLASSED.fullmatch(word) for word in draft.words):
        return "named"
    ends = text[-1] in ".,;:" and not _NUMBER.fullmatch(text)
    if ends or draft.dated or authors_of(text) or not any(map(str.isalnum, text)):
        return ""
    if draft.centred and (draft.is_bold or _NUMBER.fullmatch(text) or (text.isupper() and len(text) > 3)):
        return "centred"
    return "bold" if draft.is_bold else ""


def _heads(drafts: Sequence[Draft], looks: Sequence[str], i: int) -> bool:
    """Whether something follows that it could be the heading of: no third line in a row that looks the same."""
    following = drafts[i + 1 : i + 3]
    if not following or following[0].kind == "note":
        return False
    if looks[i] == "bold" and i and looks[i - 1 : i + 2].count("bold") == 3:
        return False
    return following[0].kind != "heading" or looks[i] != "bold" or following[0].level > drafts[i].level


def _plain(runs: Sequence[Run]) -> list[Run]:
    return [replace(run, strong=False, text=run.text.replace("\n", " ")) for run in runs]


def same(one: str, other: str) -> bool:
    """Whether two headings have the same letters and digits."""
    return _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def fronted(
    drafts: list[Draft], title: str, authors: tuple[str, ...] = (), web: bool = True
) -> tuple[list[Draft], tuple[str, ...]]:
    """The drafts with their title and byline marked, and the names in the byline.

    title, authors: as the page's data state them. web: what stands above the title of a web page is left out, if it
    is short; so are dates and tools below it.
    """
    first = _title_at(drafts, title)
    if first is None:
        return drafts, ()
    above = drafts[:first]
    if web and all(len(draft.text.split()) < _LONG for draft in above):
        above = [draft for draft in above if draft.kind in {"quotation", "attribution"}]
    out = [*above, replace(drafts[first], kind="title", level=0, reason="", runs=_plain(drafts[first].runs))]
    byline: list[Draft] = []
    names: tuple[str, ...] = ()
    rest = first + 1
    while rest < min(first + 6, len(drafts)):
        draft = drafts[rest]
        if draft.kind == "heading" and re.fullmatch(r"\(.*\)", draft.text):
            drafts[rest] = replace(draft, kind="paragraph")
        if draft.kind not in {"paragraph", "item", "verse"} or len(draft.text.split()) >= _LONG:
            break
        found = _names_in(draft, authors)
        if found and not byline:
            whole = draft.named * 10 >= draft.letters * 6 or not draft.named
            runs = draft.runs if whole else [Run(", ".join(found))]
            byline, names = [replace(draft, kind="byline", marker="", level=0, reason="", runs=runs)], found
        elif not web or (not draft.dated and draft.linked * 2 <= draft.letters):
            break
        rest += 1
    return [*out, *byline, *drafts[rest:]], names


def _names_in(draft: Draft, authors: tuple[str, ...]) -> tuple[str, ...]:
    """The authors that a line below the title names; () where it is another line."""
    text = draft.text
    marked = draft.named or not _BYLINES.isdisjoint(draft.words) or draft.centred
    found = authors_of(text) or (names_in(text) if marked else ())
    if not found and draft.named and authors:
        return authors
    return authors if not found and authors and same(text, ", ".join(authors)) else found


def names_in(text: str) -> tuple[str, ...]:
    """The names in a line that is known to be the authors', with or without `By`."""
    return authors_of(text) or authors_of(f"By {text}") if len(text.split()) > 1 else ()


def _title_at(drafts: Sequence[Draft], title: str) -> int | None:
    """Which draft is the title: one that says what the page's data say, else its only highest heading, if first."""
    front = drafts[:20]
    for i, draft in enumerate(front):
        told = draft.kind in {"heading", "paragraph"}
        if draft.kind == "title" or (told and not _TITLES.isdisjoint(draft.words)):
            return i
        if told and title and same(draft.text, title):
            return i
    levels = [draft.level for draft in drafts if draft.kind == "heading"]
    first = next((i for i, draft in enumerate(front) if draft.kind == "heading"), None)
    if first is None or levels.count(levels[0]) > 1 or levels[0] != min(levels):
        return None
    if drafts[first].reason or drafts[first].text.casefold() in LINK_HEADINGS or (len(levels) == 1 and levels[0] > 2):
        return None
    before = drafts[:first]
    return first if all(len(draft.text.split()) < _LONG for draft in before) else None
