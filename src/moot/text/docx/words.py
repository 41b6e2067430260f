"""The words of a paragraph of a Word document: runs with how they look, fields, links, marks of notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from moot.text.docx.package import Package, R, W, value
from moot.text.docx.styles import Look, Styles, look_of

__all__ = ["Reader", "Span"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES = frozenset(
    {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
)
_ALTERNATE = f"{_MC}AlternateContent"

_DROPPED_FIELDS = frozenset({"TOC", "INDEX", "TOA", "RD", "PAGE", "NUMPAGES", "SECTIONPAGES", "XE", "TC", "FILENAME"})
_DESCEND = frozenset(
    f"{W}{tag}"
    for tag in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "ruby", "rubyBase")  # rt says how to read it
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SYMBOL = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SIGNS = {
    "symbol": _SYMBOL | {"\xb7": "•", "\xae": "→", "\xac": "←", "\xb3": "≥", "\xa3": "≤", "\xb9": "≠", "\xb1": "±",
                         "\xb4": "×", "\xbc": "…", "\xde": "⇒", "\xa2": "′", "\xb2": "″", "\xb0": "°"},
    "wingdings": {"\xe0": "→", "\xdf": "←", "\xa7": "▪", "\xfc": "✓", "\xfe": "☑", "\xa8": "☐", "\x6c": "•",
                  "\x6e": "■", "\xd8": "➢", "\x4a": "☺", "\xfb": "✗", "\x9f": "•"},
}  # fmt: skip
_MOST_FIELDS = 100  # within one another
_MOST_LOOKS = 10_000


@dataclass(slots=True)
class Span:
    """Words of one look. A line break is "\\n", a tabulator "\\t"."""

    text: str
    look: Look
    """In full: direct, or by a style."""
    link: str = ""
    note: str = ""
    """Key of a note: `footnotes 3`."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Reader:
    """Reads paragraphs in the order of the text; fields may run through several of them."""

    package: Package
    styles: Styles
    drop_fields: bool = True
    left_out: Counter[str] = field(default_factory=Counter)
    """How many of what was not taken over: deletions, hidden words, comments, pictures …"""
    languages: Counter[str] = field(default_factory=Counter)
    """Letters in each language that runs name themselves."""
    letters: int = 0
    boxes: list[ElementTree.Element] = field(default_factory=list)
    """Contents of text boxes met since the caller last emptied it."""
    _fields: list[_Field] = field(default_factory=list)
    _looks: dict[tuple[object, Look], Look] = field(default_factory=dict)

    @property
    def open_fields(self) -> bool:
        """Whether a field whose words are left out is not closed: the file is damaged, and words would be lost."""
        return any(_kind(one.code) in _DROPPED_FIELDS for one in self._fields)

    @property
    def in_contents(self) -> bool:
        """Whether the words now read are made by a field of no interest, such as a table of contents."""
        return self.drop_fields and any(one.in_result and _kind(one.code) in _DROPPED_FIELDS for one in self._fields)

    def spans(self, paragraph: ElementTree.Element, below: Look) -> list[Span]:
        """The words of a `w:p`; `below` is the look of its style over the defaults."""
        out: list[Span] = []
        self._read(paragraph, below, "", out)
        return out

    def _read(self, parent: Iterable[ElementTree.Element], below: Look, link: str, out: list[Span]) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, below, link, out)
            elif tag == f"{W}hyperlink":
                self._read(child, below, self.package.link(child.get(f"{R}id", "")) or link, out)
            elif tag == f"{W}fldSimple":
                code = value(child, "instr")
                if _kind(code) not in _DROPPED_FIELDS:
                    self._read(child, below, _target(code) or link, out)
            elif tag in _DESCEND:
                self._read(child, below, link, out)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                self._read(() if content is None else content, below, link, out)
            elif tag in {f"{W}del", f"{W}moveFrom"}:
                self.left_out["deletions"] += tag == f"{W}del"
            elif tag == _ALTERNATE:
                self._read(_chosen(child), below, link, out)
            elif tag.startswith(_MATH):
                out.append(Span("".join(t.text or "" for t in child.iter(f"{_MATH}t")), below, link))

    def _run(self, run: ElementTree.Element, below: Look, link: str, out: list[Span]) -> None:
        properties = run.find(f"{W}rPr")
        look = below if properties is None else self._look(properties, below)
        text: list[str] = []
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                text.append(child.text or "")
            elif sign := _FIXED.get(tag):
                text.append(sign)
            elif tag == f"{W}br":
                text.append("\n" if value(child, "type") in {"", "textWrapping"} else " ")
            elif tag == f"{W}sym":
                text.append(self._sign(child))
            elif tag == f"{W}fldChar":
                self._say(text, look, link, out)
                text = []
                self._field(value(child, "fldCharType"))
            elif tag == f"{W}instrText":
                if self._fields and not self._fields[-1].in_result:
                    self._fields[-1].code = (self._fields[-1].code + (child.text or ""))[:2_000]
            elif tag in _NOTES:
                self._say(text, look, link, out)
                text = []
                out.append(Span("", look, "", f"{_NOTES[tag]} {value(child, 'id')}"))
            else:
                self._other(child)
        self._say(text, look, link, out)

    def _say(self, text: list[str], look: Look, link: str, out: list[Span]) -> None:
        said = "".join(text).replace("\u00ad", "")
        if not said or self.in_contents:
            return
        if self._fields and not all(one.in_result for one in self._fields):
            return  # words between the beginning of a field and its result are its code
        if look.hidden:
            self.left_out["hidden"] += not said.isspace()
            return
        if look.raised is not None and said.strip().isdecimal() and said.isascii():
            said = said.translate(_RAISED if look.raised else _LOWERED)
        self.letters += len(said)
        if look.language:
            self.languages[look.language] += len(said)
        links = (_target(one.code) for one in self._fields if _kind(one.code) == "HYPERLINK")
        out.append(Span(said, look, next((one for one in links if one), link)))

    def _look(self, properties: ElementTree.Element, below: Look) -> Look:
        key = (tuple((child.tag, child.get(f"{W}val")) for child in properties), below)
        if key not in self._looks:  # a document has few looks, and as many runs as words
            if len(self._looks) > _MOST_LOOKS:
                self._looks.clear()
            self._looks[key] = self._new_look(properties, below)
        return self._looks[key]

    def _new_look(self, properties: ElementTree.Element, below: Look) -> Look:
        direct = look_of(None, properties)
        name = value(properties.find(f"{W}rStyle"))
        if not name:
            return direct.over(below)
        style = self.styles.look(name)
        # Bold in a style of letters within a bold paragraph is upright: Word toggles the two.
        toggled = Look(bold=_toggled(style.bold, below.bold), italic=_toggled(style.italic, below.italic))
        kept = Look(caps=style.caps, underline=style.underline, hidden=style.hidden, raised=style.raised)
        return direct.over(toggled.over(kept.over(below)))

    def _field(self, what: str) -> None:
        if what == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field())
        elif what == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif what == "end" and self._fields:
            self._fields.pop()

    def _sign(self, element: ElementTree.Element) -> str:
        try:
            code = int(value(element, "char")[:8], 16)
        except ValueError:
            return ""
        font = value(element, "font").casefold()
        known = next((signs for name, signs in _SIGNS.items() if font.startswith(name)), None)
        if known is None and 0x20 <= code < 0xD800:
            return chr(code)
        sign = (known or {}).get(chr(code & 0xFF), "")
        self.left_out["signs"] += not sign
        return sign or "\ufffd"

    def _other(self, element: ElementTree.Element) -> None:
        """Drawings, comments, and what other programs put into a run."""
        if element.tag == f"{W}commentReference":
            self.left_out["comments"] += 1
        elif element.tag == _ALTERNATE:
            for child in _chosen(element):
                self._other(child)
        elif element.tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            self.boxes += () if self.in_contents else _boxes(element)
            self.left_out["pictures"] += any(inner.tag in _PICTURES for inner in element.iter())


def _boxes(drawing: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The outermost text boxes; those within them are met when they are read."""
    for child in _chosen(drawing) if drawing.tag == _ALTERNATE else drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _toggled(style: bool | None, paragraph: bool | None) -> bool | None:
    return None if style is None else style != bool(paragraph)


def _chosen(alternate: ElementTree.Element) -> Iterable[ElementTree.Element]:
    """The same thing is there twice, for new programs and for old ones: once is enough."""
    choice = alternate.find(f"{_MC}Choice")
    if choice is None:
        choice = alternate.find(f"{_MC}Fallback")
    return () if choice is None else choice


def _kind(code: str) -> str:
    return code.split(None, 1)[0].upper() if code.strip() else ""


def _target(code: str) -> str:
    """Address in `HYPERLINK "https://…"`."""
    if _kind(code) != "HYPERLINK" or "\\l" in code.split('"')[0]:
        return ""
    pieces = code.split('"')
    return pieces[1].strip() if len(pieces) > 2 else ""


_FIXED = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
