"""The article of a web page: what stands around it is left out, by rules that err on the side of keeping.

First everything goes that no reader takes for the text: hidden elements, menus, forms, footers, and what calls
itself a cookie banner, comments, or a sidebar. Never more than half of the prose of the page at a time: then the name
means something else. Prose is what stands in no link.

Then the article is looked for: an `<article>`, `<main>` or the like that holds at least half of the prose. Where
none is marked, one goes inward from the body as long as one element holds four fifths of the prose and the rest has
neither a paragraph of its own nor 25 words in a row.
"""

from __future__ import annotations

import re
from typing import Any

from moot.text.html.signs import FURNITURE, NEVER, NOTES, is_hidden, letters_in, named, words_of

__all__ = ["article_of", "cleared"]

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:entry-content|post-content|post-body|article-body|articlebody|story-body)(?:$|\s)"
)
_SIGNIFICANT = named("p blockquote h2 h3 h4 h5 h6 ul ol dl pre")
_WORDS_IN_A_ROW = 25


def cleared(root: Any, furniture: bool = True) -> None:
    """Takes out of the tree, in place, what is never part of a text.

    furniture: also what stands around the text on a page of the web, by its name; a book has none.
    """
    prose = _prose(root)
    whole = prose.get(root, 0)
    stack = [root]
    while stack:
        parent = stack.pop()
        kept: list[Any] = []
        for child in parent:
            if isinstance(child.tag, str) and not _is_out(child, prose, whole, furniture):
                kept.append(child)
            elif child.tail and kept:  # the words after it belong to the parent
                kept[-1].tail = (kept[-1].tail or "") + child.tail
            elif child.tail:
                parent.text = (parent.text or "") + child.tail
        if len(kept) < len(parent):
            parent[:] = kept
        stack += kept


def _is_out(element: Any, prose: dict[Any, int], whole: int, furniture: bool) -> bool:
    tag = element.tag
    if tag in NEVER or is_hidden(element):
        return True
    if tag in {"body", "html", "main", "article", "h1"}:
        return False
    words = words_of(element)
    if not NOTES.isdisjoint(words) or "doc-footnote" in (element.get("role") or ""):
        return False
    if not furniture:
        return False
    named = tag in {"form", "aside", "fieldset"} or not FURNITURE.isdisjoint(words)
    if tag == "header" or tag == "footer":
        named = named or _is_frame(element, tag)
    return named and prose.get(element, 0) * 2 <= whole


def _is_frame(element: Any, tag: str) -> bool:
    """A header or footer of the page: one of a quotation names its source, one with a heading the title."""
    if tag == "footer":
        return element.find(".//cite") is None and bool(len(element) or len(element.text or "") > 200)
    links = sum(1 for _ in element.iter("a"))
    return links > 2 or not any(element.find(f".//h{level}") is not None for level in (1, 2, 3))


def _prose(root: Any) -> dict[Any, int]:
    """Letters outside of links in each element, in one pass from the leaves."""
    order: list[tuple[Any, Any, bool]] = []
    stack: list[tuple[Any, Any, bool]] = [(root, None, False)]
    while stack:
        element, parent, linked = stack.pop()
        linked = linked or element.tag == "a" or element.tag in NEVER
        order.append((element, parent, linked))
        stack.extend((child, element, linked) for child in element)
    found: dict[Any, int] = {}
    for element, parent, linked in reversed(order):
        found[element] = found.get(element, 0) + (0 if linked else len((element.text or "").strip()))
        if parent is not None:
            tail = 0 if parent.tag == "a" else len((element.tail or "").strip())
            found[parent] = found.get(parent, 0) + found[element] + tail
    return found


def article_of(body: Any) -> Any:
    """The element of a cleared page that holds the article; the body itself where there is no telling."""
    prose = _prose(body)
    whole = prose[body]
    best = body
    for wanted in (_is_main, _is_article):
        found = [e for e in body.iter() if wanted(e) and prose[e] * 2 >= prose[best] and prose[e] * 2 >= whole]
        if found:
            best = max(found, key=lambda element: prose[element])
    while True:
        inner = max(best, key=lambda element: prose[element], default=None)
        if inner is None or inner.tag not in {
            "div",
            "section",
            "article",
            "main",
            "center",
            "table",
            "tbody",
            "tr",
            "td",
        }:
            return best
        if prose[inner] * 5 < prose[best] * 4 or _leaves_prose(best, inner):
            return best
        best = inner


def _is_main(element: Any) -> bool:
    return bool(element.tag == "main" or element.get("role") == "main")


def _is_article(element: Any) -> bool:
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        return True
    return bool(element.tag in {"div", "section"} and _MARKED.search((element.get("class") or "").lower()))


def _leaves_prose(outer: Any, inner: Any) -> bool:
    """Whether the other children hold a paragraph of their own, or many words in a row."""
    if (outer.text or "").strip():
        return True
    for child in outer:
        if len((child.tail or "").split()) > 3:
            return True
        if child is inner:
            continue
        if child.tag in _SIGNIFICANT and any(count and not linked for count, linked in letters_in(child)):
            return True
        for element in child.iter():
            if max(len((element.text or "").split()), len((element.tail or "").split())) >= _WORDS_IN_A_ROW:
                return True
    return False
