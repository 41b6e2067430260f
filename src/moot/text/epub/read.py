"""EPUB books to parts: the chapters in the order in which they are read, notes where they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from moot.text.epub.files import Book, Chapter, book_of
from moot.text.html.article import cleared
from moot.text.html.draft import Draft, Within
from moot.text.html.heads import fronted, same
from moot.text.html.notes import notes_of
from moot.text.html.shape import as_parts, shaped
from moot.text.html.signs import text_in, words_of
from moot.text.html.walk import Walker
from moot.text.imported import Imported, left_out, refused
from moot.text.packed import Packed
from moot.text.runs import Run

__all__ = ["from_epub"]

_ASIDE = {
    "cover": "cover", "titlepage": "title page", "halftitlepage": "title page", "halftitle": "title page",
    "title-page": "title page", "toc": "table of contents", "contents": "table of contents",
    "copyright-page": "imprint", "copyright": "imprint", "copyrightpage": "imprint", "colophon": "imprint",
    "imprint": "imprint", "loi": "list of pictures", "index": "index", "landmarks": "table of contents",
    "advertisement": "advertisement", "otherbooks": "advertisement",
}  # fmt: skip
"""What a page of a book may call itself, and what messages call it."""
_RIGHTS = re.compile(
    r"©|copyright|all rights reserved|isbn|alle rechte vorbehalten|tous droits|derechos reservados", re.I
)
_NOWHERE = frozenset({"und", "zxx", "mul", "unknown"})
_UNKNOWN = frozenset({"unknown", "anonymous", "various", "unbekannt", "inconnu", "desconocido", "calibre", "n/a"})


def from_epub(data: bytes, name: str) -> Imported:
    """The text of an EPUB 2 or 3 as parts, with title, authors and language as its package says them.

    Raises GuideProblems where it is damaged, protected against copying, a bomb, or holds no text.
    """
    book = book_of(Packed(data, name))
    left: list[str] = []
    beside: set[str] = set()
    body = Element("body")
    for chapter in book.chapters:
        what = _what_is(chapter, book)
        if what:
            left.append(what)
        else:
            body.append(chapter.body)
            beside |= {chapter.member} if chapter.role == "beside" else set()
    pictures = sum(1 for _ in body.iter("img"))
    cleared(body, furniture=False)
    notes = notes_of(body)
    walker = Walker(notes)
    drafts: list[Draft] = []
    for element in body:
        _titled(element, book)
        before = len(walker.out)
        walker.walk(element, Within())
        walker.flush(Within())
        found = walker.out[before:]
        if element.get("moot-file") in beside:
            left += ["a page beside the text"] * any(draft.kind != "note" for draft in found)
            found = [draft for draft in found if draft.kind == "note"]
        drafts += _continued(drafts, found)
    drafts, lists = shaped(drafts, notes.shown)
    title = _told(book.title)
    drafts, names = fronted(_notes_placed(drafts), title, book.authors, web=False)
    parts, doubts = as_parts(drafts)
    if not any(part.kind not in {"title", "byline", "heading"} for part in parts):
        hint = "If its pages are pictures, let a program for text recognition (OCR) read them first."
        raise refused(name, "no text was found in this book", hint)
    title = next((draft.text for draft in drafts if draft.kind == "title"), title)
    authors = tuple(one for one in book.authors if one.casefold() not in _UNKNOWN) or names
    language = book.language if book.language.casefold() not in _NOWHERE else ""
    problems = (*book.problems, *left_out(name, pictures, lists, left))
    return Imported(parts, title, authors, language, doubts, problems)


def _told(title: str) -> str:
    """A title that a person gave, not the name of a file."""
    return "" if re.fullmatch(r"\S*[_\d]\S*", title) and ("_" in title or "." in title) else title


def _what_is(chapter: Chapter, book: Book) -> str:
    """What a page is, if it is none of the text: a cover, a title page, a table of contents, an imprint."""
    if chapter.role in _ASIDE:
        return _ASIDE[chapter.role]
    element: Any = chapter.body
    for _ in range(4):  # the type may be said on the body, or on the one section in it
        for word in (element.get("epub:type") or "").split():
            if word in _ASIDE:
                return _ASIDE[word]
        if len(element) != 1:
            break
        element = element[0]
    text = text_in(chapter.body)
    if not text:
        return "cover" if next(chapter.body.iter("img"), None) is not None else "empty page"
    stem = re.sub(r"[^a-z]", "", chapter.member.rpartition("/")[2].partition(".")[0].lower())
    words = len(text.split())
    if stem in _ASIDE and words < 400:
        return _ASIDE[stem]
    if words < 400 and len(_RIGHTS.findall(text[:3000])) >= (1 if words < 120 else 2):
        return "imprint"
    linked = sum(len(text_in(link)) for link in chapter.body.iter("a") if link.get("href"))
    if linked * 10 > len(text) * 7 and sum(1 for _ in chapter.body.iter("a")) > 1:
        return "table of contents"
    bare = [text_in(one) for one in chapter.body.iter() if one.tag in {"p", "h1", "h2", "h3"}]
    if words < 40 and book.title and any(same(one, book.title) for one in bare) and len(bare) < 8:
        return "title page"
    return ""


def _titled(chapter: Any, book: Book) -> None:
    """Headings from the table of contents, where a chapter has none of its own that says so."""
    entries = book.headings.get(chapter.get("moot-file") or "", ())
    own = [text_in(one) for one in chapter.iter() if re.fullmatch(r"h[1-6]", one.tag)]
    if own or _looks_titled(chapter, [entry.words for entry in entries]):
        return
    places = {one.get("id"): one for one in chapter.iter() if one.get("id")}
    parents = {child: parent for parent in chapter.iter() for child in parent}
    for entry in reversed(entries):
        heading = Element(f"h{min(6, entry.level)}")
        heading.text = entry.words
        place = places.get(entry.place) if entry.place else None
        while place is not None and place in parents and place.tag not in {"p", "div", "section", "blockquote"}:
            place = parents[place]
        if place is None and not entry.place:
            chapter.insert(0, heading)
        elif place is not None and place in parents:
            parent = parents[place]
            parent.insert(list(parent).index(place), heading)


def _looks_titled(chapter: Any, entries: Sequence[str]) -> bool:
    """Whether one of its first paragraphs says what the table of contents says, or has the class of a heading."""
    for number, one in enumerate(chapter.iter("p")):
        words = words_of(one)
        if number < 4 and any(same(text_in(one), entry) for entry in entries):
            return True
        if {"chapter", "title"} <= words or not {"heading", "h1", "h2", "h3", "chaptertitle"}.isdisjoint(words):
            return True
        if number > 50:
            break
    return False


def _continued(before: list[Draft], drafts: list[Draft]) -> list[Draft]:
    """A chapter's drafts. A paragraph that the file before leaves in the middle of a sentence goes on in this one."""
    if not before or not drafts or before[-1].kind != "paragraph" or drafts[0].kind != "paragraph":
        return drafts
    last, first = before[-1].text, drafts[0].text
    if last and last[-1].isalpha() and first[0].islower():
        before[-1].runs += [Run(" "), *drafts[0].runs]
        return drafts[1:]
    return drafts


def _notes_placed(drafts: Sequence[Draft]) -> list[Draft]:
    """Each note after the block that calls it, or, of a list, quotation or stanza, after the last of its blocks."""
    notes: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "note":
            notes.setdefault(draft.marker, []).append(draft)
    out: list[Draft] = []
    waiting: list[Draft] = []
    for draft in drafts:
        if draft.kind == "note":
            continue
        if waiting and not _goes_on(out[-1], draft):
            out += waiting
            waiting = []
        out.append(draft)
        for run in draft.runs:
            waiting += notes.pop(run.note, []) if run.note else []
    out += waiting
    return out + [note for rest in notes.values() for note in rest]


def _goes_on(before: Draft, draft: Draft) -> bool:
    together = {"quotation", "attribution"}
    if before.kind in together and draft.kind in together:
        return True
    return before.kind == draft.kind and draft.kind in {"item", "verse"}
