"""What the class, the style and the words of an element of a web page say about it. Data, and small questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

__all__ = [
    "ARROWS", "CAPTIONS", "FURNITURE", "INLINE", "LINK_HEADINGS", "NEVER", "NOTES", "QUOTED", "VERSE",
    "is_hidden", "letters_in", "named", "style_of", "text_in", "words_of",
]  # fmt: skip


def named(names: str) -> frozenset[str]:
    """The words of a list that is written in one line or more."""
    return frozenset(names.split())


INLINE = named(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr o:p "
    "q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
"""Elements that stand within a line. All others begin and end a block."""

NEVER = named(
    "script style template noscript svg math iframe object embed canvas audio video map head nav select button "
    "textarea input dialog menu rp rt title link meta param datalist noframes applet"
)
"""Elements whose words are no part of a text."""

FURNITURE = named(
    "nav navbar navigation navbox navlinks menu breadcrumb breadcrumbs sidebar widget cookie cookies consent gdpr "
    "banner share sharing sharedaddy social related relatedposts recommended recommendations promo newsletter signup "
    "subscribe subscription comment comments commentlist respond disqus masthead advert advertisement ads ad sponsored "
    "toc toolbar popup modal overlay skip pagination pager printfooter catlinks infobox hatnote editsection noprint "
    "msotoc1 msotoc2 msotoc3 msotoc4 sitenotice siteheader sitefooter topics tags "
    "pullquote backlink toplink updat footer contentinfo search donate paywall teaser readmore"
)
"""Words in the class or id of what stands around an article, or is put into it for other ends."""

CAPTIONS = named("thumbcaption caption figcaption gallerytext")
QUOTED = named("quote quoteb quotec quotation blockquote msoquote msointensequote citat extract epigraph")
VERSE = named("verse poem poetry stanza lyrics")
NOTES = named("footnote footnotes endnote endnotes references reflist footnotelist rearnote rearnotes")
LINK_HEADINGS = frozenset(
    ["see also", "external links", "related", "related articles", "related posts", "more on this story", "read more",
     "further links", "siehe auch", "weblinks", "véase también", "enlaces externos", "voir aussi", "liens externes",
     "см. также", "ссылки"]
)  # fmt: skip
"""Headings of lists of links to elsewhere."""
ARROWS = named("↩ ↩︎ ↵ ↑ ^ ⏎ ⤴ ⇑ ↲ back return zurück retour")

_HIDDEN_WORDS = frozenset({"sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden", "mw-jump-link"})
_HIDING = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|mso-hide\s{0,3}:\s{0,3}all", re.I)


def words_of(element: Any) -> frozenset[str]:
    """The words of an element's class, id, role and type, in small letters: `mw-editSection` is mw, edit, section and
    editsection."""
    said = " ".join(filter(None, map(element.get, ("class", "id", "role", "epub:type"))))[:500]
    if not said:
        return frozenset()
    found = set(re.findall(r"[a-z]+\d?", said.lower()))
    if not said.islower():
        found.update(re.findall(r"[a-z]+\d?", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", said).lower()))
    return frozenset(found)


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show it."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if not _HIDDEN_WORDS.isdisjoint((element.get("class") or "").lower().split()):
        return True
    style = element.get("style")
    return bool(style and _HIDING.search(style))


def style_of(element: Any) -> tuple[bool | None, bool | None, bool]:
    """(emphasis, strong, centred) as its style or class says; None where they say nothing."""
    style = (element.get("style") or "").lower().replace(" ", "")
    names = (element.get("class") or "").lower().split()
    emphasis = strong = None
    if "font-style:italic" in style or "font-style:oblique" in style or "italic" in names or "i" in names:
        emphasis = True
    elif "font-style:normal" in style:
        emphasis = False
    if "font-weight:bold" in style or "font-weight:7" in style or "bold" in names or "b" in names:
        strong = True
    elif "font-weight:normal" in style or "font-weight:4" in style:
        strong = False
    centred = "text-align:center" in style or (element.get("align") or "").lower() in {"center", "centre"}
    return emphasis, strong, centred or not {"center", "centered", "centre"}.isdisjoint(names)


def text_in(element: Any) -> str:
    """All words of an element, white space single."""
    return " ".join("".join(element.itertext()).split())


def letters_in(element: Any) -> Iterator[tuple[int, bool]]:
    """(letters, whether in a link) of each stretch of text in an element."""
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        one, linked = stack.pop()
        linked = linked or (one.tag == "a" and one.get("href") is not None)
        if one.text:
            yield len(one.text.strip()), linked
        for child in one:
            if child.tail:
                yield len(child.tail.strip()), linked
            stack.append((child, linked))
