"""Styles of a Word document: what a paragraph is by its style, in any language, and how it looks.

What a style is for is known from its level in the outline, from its name (Word writes the names of its own styles in
English whatever its own language), from translated names other programs write, and from the style it is based on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from xml.etree import ElementTree

from moot.text.docx.package import W, value

__all__ = ["Look", "Styles", "look_of"]

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|t[ií]tulo|encabezado|заголовок|rubrik|overskrift|kop|intestazione|titolo|otsikko"
    r"|nagłówek|nadpis|başlık|cím|标题|標題|見出し)\s?([1-9])"
)
_ROLES = {
    "title": ("title", "titel", "titre", "título", "titulo", "titolo", "tytuł", "название", "заголовок", "книга"),
    "subtitle": ("subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo", "podtytuł", "подзаголовок"),
    "byline": ("author", "authors", "autor", "autoren", "auteur", "byline"),
    "quotation": (
        "quote", "quotes", "quotation", "quotations", "intense quote", "block text", "block quote", "blockquote",
        "block quotation", "zitat", "intensives zitat", "zitate", "blocktext", "citation", "citation intense", "cita",
        "cita destacada", "citazione", "citazione intensa", "citação", "citat", "cytat", "citaat", "цитата", "цитаты",
        "выделенная цитата", "epigraph", "epigraphe", "epígrafe", "motto", "эпиграф",
    ),
    "verse": ("verse", "verses", "poem", "poetry", "gedicht", "vers", "verso", "poema", "poème", "стихи"),
    "contents": ("toc heading", "contents heading", "table of contents", "inhaltsverzeichnisüberschrift"),
}  # fmt: skip
_ROLE = {name: role for role, names in _ROLES.items() for name in names}
_CONTENTS_LINE = re.compile(
    r"(?:toc|contents|verzeichnis|inhaltsverzeichnis|tdm|índice|оглавление|table of figures)\s?\d"
)
_DEEPEST_CHAIN = 50
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a paragraph, a run or a style; None where it says nothing."""

    role: str | None = None
    """title, subtitle, byline, heading, quotation, verse, contents; "" for plain."""
    level: int | None = None
    """In the outline, 1 the highest; 0 is body text."""
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    underline: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    """Superscript is True, subscript False."""
    size: float | None = None
    """Points."""
    language: str | None = None
    left: int | None = None
    """Twips (1/20 point) from the margin; so are `right` and `after`."""
    right: int | None = None
    align: str | None = None
    number: str | None = None
    """Id of the list it is in; "0" is none."""
    depth: int | None = None
    """Within that list, from 0."""

    def over(self, below: Look) -> Look:
        """This look where it says something, else `below`."""
        if self is _PLAIN:
            return below
        said = {name: got for name in _NAMES if (got := getattr(self, name)) is not None}
        return replace(below, **said)


_NAMES = tuple(field.name for field in fields(Look))
_PLAIN = Look()


def look_of(paragraph: ElementTree.Element | None, run: ElementTree.Element | None = None) -> Look:
    """What `w:pPr` and `w:rPr` say themselves."""
    said: dict[str, object] = {}
    for child in run if run is not None else ():
        if reader := _RUN.get(child.tag):
            said.update(reader(child))
    for child in paragraph if paragraph is not None else ():
        if reader := _PARAGRAPH.get(child.tag):
            said.update(reader(child))
    return Look(**said) if said else _PLAIN  # type: ignore[arg-type]


def _on(element: ElementTree.Element) -> bool:
    return value(element).casefold() not in _OFF


def _whole(text: str) -> int | None:
    found = re.match(r"-?\d{1,6}", text)
    return int(found[0]) if found else None


def _size(element: ElementTree.Element) -> dict[str, object]:
    half_points = _whole(value(element))
    return {"size": half_points / 2} if half_points else {}


def _indent(element: ElementTree.Element) -> dict[str, object]:
    sides = {"left": _whole(value(element, "left") or value(element, "start"))}
    sides["right"] = _whole(value(element, "right") or value(element, "end"))
    return {side: twips for side, twips in sides.items() if twips is not None}


def _numbered(element: ElementTree.Element) -> dict[str, object]:
    said: dict[str, object] = {}
    if number := value(element.find(f"{W}numId")):
        said["number"] = number
    if (depth := _whole(value(element.find(f"{W}ilvl")))) is not None:
        said["depth"] = min(max(depth, 0), 8)
    return said


def _outline(element: ElementTree.Element) -> dict[str, object]:
    level = _whole(value(element))
    return {} if level is None else {"level": level + 1 if 0 <= level < 9 else 0}


_RUN: dict[str, Callable[[ElementTree.Element], dict[str, object]]] = {
    f"{W}b": lambda e: {"bold": _on(e)},
    f"{W}i": lambda e: {"italic": _on(e)},
    f"{W}caps": lambda e: {"caps": _on(e)},
    f"{W}u": lambda e: {"underline": _on(e)},
    f"{W}vanish": lambda e: {"hidden": _on(e)},
    f"{W}vertAlign": lambda e: {"raised": {"superscript": True, "subscript": False}.get(value(e))},
    f"{W}sz": _size,
    f"{W}lang": lambda e: {"language": value(e)} if value(e) else {},
}
_PARAGRAPH: dict[str, Callable[[ElementTree.Element], dict[str, object]]] = {
    f"{W}ind": _indent,
    f"{W}jc": lambda e: {"align": {"end": "right", "start": "left"}.get(value(e), value(e))},
    f"{W}numPr": _numbered,
    f"{W}outlineLvl": _outline,
}


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: ElementTree.Element | None) -> None:
        self._found: dict[str, ElementTree.Element] = {}
        self._looks: dict[str, Look] = {}
        self.usual = ""
        """Id of the style of paragraphs that name none."""
        self.defaults = _PLAIN
        if root is None:
            return
        default = root.find(f"{W}docDefaults")
        if default is not None:
            self.defaults = look_of(default.find(f"{W}pPrDefault/{W}pPr"), default.find(f"{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            self._found[value(style, "styleId")] = style
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}:
                self.usual = value(style, "styleId")

    @cached_property
    def language(self) -> str:
        """Of the usual paragraph."""
        return self.look(self.usual).over(self.defaults).language or ""

    def look(self, identity: str) -> Look:
        """What the style and those it is based on say; of a style that is not there, what its id says."""
        if identity not in self._looks:
            chain: list[Look] = []
            seen: set[str] = set()
            current = identity
            while current and current not in seen and len(seen) < _DEEPEST_CHAIN:
                seen.add(current)
                style = self._found.get(current)
                if style is None:
                    chain.append(_named(current))
                    break
                own = look_of(style.find(f"{W}pPr"), style.find(f"{W}rPr"))
                chain.append(own.over(_named(value(style.find(f"{W}name")), own.level)))
                current = value(style.find(f"{W}basedOn"))
            look = _PLAIN
            for below in reversed(chain):
                look = below.over(look)
            self._looks[identity] = look
        return self._looks[identity]


def _named(name: str, level: int | None = None) -> Look:
    """What the name of a style says."""
    folded = re.sub(r"[\s_-]+", " ", name[:80]).strip().casefold()
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", name[:80]).casefold()  # IntenseQuote, the id
    if found := _HEADING.fullmatch(folded):
        return Look(role="heading", level=int(found[1]))
    if _CONTENTS_LINE.match(folded):
        return Look(role="contents")
    if role := _ROLE.get(folded) or _ROLE.get(spaced):
        # LibreOffice's “Title” is based on “Heading”, and has a level in some documents.
        return Look(role=role, level=level if role == "heading" else 0)
    return Look(role="heading") if level else _PLAIN
