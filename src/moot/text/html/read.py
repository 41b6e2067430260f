"""Web pages, saved as HTML, to parts: the article without what stands around it.

The page is read as a browser reads it (tinyhtml5, which also reads what is wrong), and walked once.
"""

from __future__ import annotations

import re
from typing import Any

from moot.text.html.article import article_of, cleared
from moot.text.html.draft import Draft, Within
from moot.text.html.heads import fronted, names_in, same
from moot.text.html.notes import Notes, notes_of
from moot.text.html.page import page_of
from moot.text.html.shape import as_parts, shaped
from moot.text.html.signs import style_of, text_in
from moot.text.html.walk import Walker
from moot.text.imported import Imported, left_out, refused
from moot.text.runs import Run

__all__ = ["from_html"]

_SITE = re.compile(r"\s+[|–—·»-]\s+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_TOP = frozenset({"h1", "h2", "h3"})
_TITLE_CLASS = re.compile(r"entry-title|post-title|article-title|headline|firstheading|page-title")
_NO_TEXT = "Open it in a browser, wait until it is all there, and save it anew; or copy its text into a .txt file."


def from_html(data: bytes, name: str) -> Imported:
    """The article of a web page as parts, with title, authors and language as far as the page says them.

    Raises GuideProblems where `data` is no web page, holds no text, or is larger or deeper than any page is.
    """
    root, problems = page_of(data, name)
    head = _Head(root)
    body = root.find("body")
    if body is None:
        raise refused(name, "this page has frames, and the text is in another file", "Save the frame with the text.")
    pictures = sum(1 for _ in body.iter("img"))
    cleared(body)
    article = article_of(body)
    title = head.title_among(_headings(body, article))
    notes = notes_of(body)
    walker = Walker(notes)
    walker.walk(article, Within(centred=style_of(article)[2]))
    walker.flush(Within())
    for note in _notes_outside(article, notes):
        walker.walk(note, Within())
    drafts, lists = shaped([*_title_outside(body, article, title, head.authors), *walker.out], notes.shown)
    drafts, names = fronted(drafts, title, head.authors)
    parts, doubts = as_parts(drafts)
    if not any(part.kind not in {"title", "byline", "heading"} for part in parts):
        raise refused(name, "no text was found in this page: it may be made only when a browser shows it", _NO_TEXT)
    title = next((draft.text for draft in drafts if draft.kind == "title"), title)
    left = left_out(name, pictures, lists)
    return Imported(parts, title, head.authors or names, head.language, doubts, (*problems, *left))


class _Head:
    """What a page says about itself."""

    def __init__(self, root: Any) -> None:
        meta: dict[str, str] = {}
        for one in root.iter("meta"):
            key = (one.get("name") or one.get("property") or "").lower()
            meta.setdefault(key, " ".join((one.get("content") or "").split()))
        titles = root.find(".//title")
        self.stated = meta.get("og:title") or meta.get("dc.title") or ""
        self.whole = text_in(titles) if titles is not None else ""
        self.site = meta.get("og:site_name", "")
        said = meta.get("author") or meta.get("dc.creator") or ""
        self.authors = names_in(said)
        if not self.authors:
            self.authors = _marked_authors(root)
        html = root.get("lang") or root.get("xml:lang") or ""
        self.language = html if _LANGUAGE.fullmatch(html) else ""

    def title_among(self, headings: list[str]) -> str:
        """As a heading of the page has it; else without the name of the site, which a bar or a dash parts from it."""
        if self.stated:
            return self.stated
        pieces = _SITE.split(self.whole)
        wanted = [self.whole, *pieces, *re.split(r":\s", self.whole, maxsplit=1)]
        wanted += [re.sub(r"\s*\([^()]*\)$", "", one) for one in wanted]
        for heading in headings:
            if any(same(heading, one) for one in wanted):
                return heading
        if len(pieces) > 1 and self.site and same(pieces[-1], self.site):
            return self.whole[: self.whole.rindex(pieces[-1])].rstrip(" |–—·»-")
        return max(pieces, key=len) if "|" in self.whole else self.whole


def _headings(body: Any, article: Any) -> list[str]:
    """What may be the title: headings that say so by their class, then those of the article, then all others."""
    inside = [one for one in article.iter() if one.tag in _TOP]
    around = [one for one in body.iter() if one.tag in _TOP]
    named = [one for one in around if _TITLE_CLASS.search((one.get("class") or "").lower())]
    return [text_in(one) for one in [*named[:5], *inside[:20], *around[:20]]]


def _notes_outside(article: Any, notes: Notes) -> list[Any]:
    """Notes that the article calls and that stand elsewhere on the page."""
    inside = set(article.iter())
    called = {label for link, label in notes.calls.items() if link in inside}
    return [note for note, label in notes.whole.items() if label in called and note not in inside]


def _marked_authors(root: Any) -> tuple[str, ...]:
    for one in root.iter():
        if not isinstance(one.tag, str):
            continue
        named = (
            one.get("rel") == "author" or one.get("itemprop") == "author" or "fn" in (one.get("class") or "").split()
        )
        if named and (names := names_in(text_in(one))):
            return names
    return ()


def _title_outside(body: Any, article: Any, title: str, authors: tuple[str, ...]) -> list[Draft]:
    """The title, where it stands outside of the article: the heading that says what the page's data say, or an h1."""
    if any(one.tag == "h1" or (title and one.tag in _TOP and same(text_in(one), title)) for one in article.iter()):
        return []
    outside: list[Any] = []
    for one in body.iter():
        if one is article:
            break
        if one.tag in _TOP:
            outside.append(one)
    wanted = [one for one in outside if title and same(text_in(one), title)] or [
        one for one in outside if one.tag == "h1"
    ]
    byline = [Draft("byline", [Run(", ".join(authors))])] if authors else []
    return [Draft("title", [Run(text_in(wanted[-1]))]), *byline] if wanted else []
