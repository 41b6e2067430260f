"""The files of an EPUB: its package, the order of its chapters, its table of contents, and each chapter as a tree.

A book is read by the names in its package, within the packed file only. Chapters are XML; those that are not sound
are read as a browser would, after the encoding was settled and empty `<title/>` was opened.
"""

from __future__ import annotations

import html.entities
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from moot.problems import GuideProblems, Problem
from moot.text.html.page import LARGEST, parsed, text_of_page
from moot.text.html.signs import text_in
from moot.text.imported import refused
from moot.text.packed import Packed, xml_of

__all__ = ["Book", "Chapter", "Entry", "book_of"]

_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_EMPTY = re.compile(r"<(title|script|style|a|i|b|em|strong|span|div|p)(\s[^<>]{0,300})?/>", re.IGNORECASE)
_MOST_CHAPTERS = 2_000
_DAMAGED = "Download it again, or open it in an e-book program (Calibre) and convert it to EPUB anew."


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    words: str
    level: int
    place: str
    """The id in the chapter, as `file#id`; "" for its beginning."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A file of the book as a tree: ids and links in it are `file#id`, so that files can be put together."""

    member: str
    body: Any
    role: str
    """As the package or its guide say: cover, toc, title-page; `beside` what is not read in
    order, of which only notes are kept; else empty."""


@dataclass
class Book:
    """What a package says, and its chapters in order."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    headings: dict[str, list[Entry]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def book_of(packed: Packed) -> Book:
    """Reads everything but pictures. Raises GuideProblems where the book is protected, damaged or has no chapters."""
    _refuse_protected(packed)
    place = _package_place(packed)
    package = _xml(packed, place)
    if package is None:
        raise refused(packed.name, "this is no EPUB: its list of files is missing", _DAMAGED)
    folder = posixpath.dirname(place)
    book = Book(*_about(package))
    items = {one.get("id"): one for one in package.iter("item") if one.get("id")}
    roles = {_within(folder, one.get("href")): one.get("type") or "" for one in package.iter("reference")}
    spine = next(package.iter("spine"), None)
    lost = 0
    for ref in list(spine if spine is not None else ())[:_MOST_CHAPTERS]:
        item = items.get(ref.get("idref"))
        if item is None:
            lost += 1
            continue
        member = _member(packed, _within(folder, item.get("href")))
        data = packed.read(member) if member else None
        if data is None:
            lost += 1
            continue
        if "svg" in (item.get("media-type") or ""):
            continue
        role = "toc" if "nav" in (item.get("properties") or "").split() else roles.get(member, "")
        if ref.get("linear") == "no":
            role = role or "beside"
        book.chapters.append(Chapter(member, _body(data, packed.name, member), role))
    if not book.chapters:
        raise refused(packed.name, "this book has no chapters: its list of what is read is empty", _DAMAGED)
    _read_contents(packed, book, folder, list(items.values()))
    if lost:
        message = f"{lost} of the book’s chapters are named in it, but not there" if lost > 1 else (
            "one of the book’s chapters is named in it, but not there")  # fmt: skip
        problem = Problem(packed.name, 0, 0, message, _DAMAGED, rule="text-damaged", severity="warning")
        book.problems = (*book.problems, problem)
    return book


def _refuse_protected(packed: Packed) -> None:
    """Fonts are often made unreadable, which does not matter; chapters are not, unless the book is protected."""
    data = packed.xml("META-INF/encryption.xml")
    locked = "META-INF/rights.xml" in packed.names and data is not None
    for one in data.iter() if data is not None else ():
        if _local(one.tag) == "EncryptionMethod" and one.get("Algorithm") not in _FONTS:
            locked = True
    if locked:
        hint = "Ask the publisher for a copy without protection (DRM), or copy the passages your group reads."
        raise refused(packed.name, "this book is protected against copying, and cannot be read", hint)


def _package_place(packed: Packed) -> str:
    container = _xml(packed, "META-INF/container.xml")
    places = [one.get("full-path") or "" for one in container.iter("rootfile")] if container is not None else []
    places += [name for name in packed.names if name.lower().endswith(".opf")]
    found = next(filter(None, (_member(packed, _within("", place)) for place in places)), "")
    if not found:
        raise refused(packed.name, "this is no EPUB: it does not say where its list of files is", _DAMAGED)
    return found


def _xml(packed: Packed, member: str) -> Any:
    data = packed.read(member)
    if data is None:
        return None
    # A document type without declarations says nothing, even with empty brackets.
    data = re.sub(rb"<!DOCTYPE[^<>\[]{0,300}\[\s{0,99}(?:<!--[^<>]{0,500}-->\s{0,99})?\]\s{0,9}>", b"", data, count=1)
    return _bare(xml_of(data, packed.name, member))


def _bare(root: Any) -> Any:
    """The tree with local names; `epub:type` keeps its prefix."""
    for one in root.iter():
        if isinstance(one.tag, str):
            one.tag = _local(one.tag).lower()
        for key in [key for key in one.attrib if key.startswith("{")]:
            prefix = "epub:" if "idpf.org/2007/ops" in key else "xml:" if "XML/1998" in key else ""
            one.set(prefix + _local(key), one.attrib.pop(key))
    return root


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _within(folder: str, address: str | None) -> str:
    """The member that an address in a file of `folder` names; "" for one outside of the book."""
    path = unquote((address or "").partition("#")[0])
    if not path or "://" in path or path.startswith("/"):
        return ""
    member = posixpath.normpath(posixpath.join(folder, path))
    return "" if member.startswith("..") else member


def _member(packed: Packed, wanted: str) -> str:
    """The name as it is written in the packed file; capital letters may differ."""
    if not wanted or wanted in packed.names:
        return wanted
    return next((name for name in packed.names if name.casefold() == wanted.casefold()), "")


def _about(package: Any) -> tuple[str, tuple[str, ...], str]:
    roles = {one.get("refines", "")[1:]: text_in(one) for one in package.iter("meta") if one.get("property") == "role"}
    authors = []
    for one in package.iter("creator"):
        role = one.get("role") or roles.get(one.get("id") or "", "aut")
        if role == "aut" and text_in(one):
            authors.append(text_in(one))
    title = next(filter(None, map(text_in, package.iter("title"))), "")
    language = next(filter(None, map(text_in, package.iter("language"))), "")
    return title, tuple(authors), language


def _body(data: bytes, name: str, member: str) -> Any:
    """The body of a chapter, ids and links made `file#id`."""
    if len(data) > LARGEST:
        raise refused(name, f"a chapter of this book is larger than 10 MB: {member}", "Convert the book anew.")
    text, _ = text_of_page(data, name)
    filled = _ENTITY.sub(_sign, text)
    try:
        source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", filled, count=1)
        root = _bare(xml_of(source.encode("utf-8", "replace"), name, member))
        body = next(root.iter("body"), None)
    except GuideProblems:
        body = None
    if body is None:
        body = next(parsed(_EMPTY.sub(r"<\1\2></\1>", text), name).iter("body"), Element("body"))
    body.tag = "div"
    body.set("moot-file", member)
    folder = posixpath.dirname(member)
    for one in body.iter():
        if not isinstance(one.tag, str):
            continue
        for key in ("id", "name"):
            if one.get(key):
                one.set(key, f"{member}#{one.get(key)}")
        href = one.get("href")
        if href and "#" in href and "://" not in href:
            path, _, place = href.partition("#")
            target = _within(folder, path) if path else member
            one.set("href", f"#{target}#{unquote(place)}")
    return body


def _sign(found: re.Match[str]) -> str:
    """A named sign of HTML, which XML does not know."""
    if found[1] in _XML_OWN:
        return found[0]
    return html.entities.html5.get(f"{found[1]};", found[0])


def _read_contents(packed: Packed, book: Book, folder: str, items: list[Any]) -> None:
    """The table of contents, of EPUB 3 or 2; a book may well have none, or a broken one."""
    for item in items:
        member = _member(packed, _within(folder, item.get("href")))
        is_nav = "nav" in (item.get("properties") or "").split()
        if not member or not (is_nav or "ncx" in (item.get("media-type") or "")):
            continue
        try:
            root = _xml(packed, member)
        except GuideProblems:
            continue
        if root is None:
            continue
        for address, entry in _nav_entries(root) if is_nav else _ncx_entries(root, 1):
            target = _member(packed, _within(posixpath.dirname(member), address))
            place = unquote(address.partition("#")[2])
            place = f"{target}#{place}" if place else ""
            book.headings.setdefault(target, []).append(Entry(entry.words, entry.level, place))
        return


def _ncx_entries(element: Any, level: int) -> Iterator[tuple[str, Entry]]:
    for one in element:
        if one.tag == "navpoint":
            label, content = next(one.iter("text"), None), next(one.iter("content"), None)
            if label is not None and content is not None and text_in(label):
                yield content.get("src") or "", Entry(text_in(label), min(level, 6), "")
            yield from _ncx_entries(one, level + 1)
        elif one.tag == "navmap":
            yield from _ncx_entries(one, level)


def _nav_entries(root: Any) -> Iterator[tuple[str, Entry]]:
    nav = next((one for one in root.iter("nav") if "toc" in (one.get("epub:type") or "toc").split()), None)
    stack = [(child, 0) for child in reversed(nav)] if nav is not None else []
    while stack:
        one, level = stack.pop()
        if one.tag == "a" and text_in(one):
            yield one.get("href") or "", Entry(text_in(one), min(max(level, 1), 6), "")
        stack += [(child, level + (one.tag == "ol")) for child in reversed(one)]
