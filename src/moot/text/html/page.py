"""Bytes of a web page to a tree of elements: its encoding as a browser finds it, and a look before it is parsed.

The parser takes time that grows with the square of the depth of open tags and of the attributes in one tag. Both are
counted beforehand, in one pass over the text, and a page beyond reason is refused.
"""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element

from moot.problems import Problem
from moot.text.html.signs import named
from moot.text.imported import refused

__all__ = ["LARGEST", "MOST_DEEP", "depth_of", "page_of", "parsed", "text_of_page"]

LARGEST = 10 * 1024 * 1024
"""Bytes a page may have, as every text."""
MOST_DEEP = 200
"""Elements within one another."""
_MOST_OPEN = 150  # tags that are not closed yet; pages made by programs reach 60
_MOST_ATTRIBUTES = 500  # in one tag
_MOST_TAGS = 200_000  # a book of 100,000 words has 10,000
_MOST_ASTRAY = 2_000
_MOST_SIGNS = 200_000  # entities such as &amp; and stray <: each costs as much as the text before it is long

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w.:-]{2,40})", re.I)
_AS_BROWSERS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "windows-1252": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932",
    "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "utf-16": "utf-8", "utf8": "utf-8",
}  # fmt: skip
"""Names that browsers take for another encoding than they say (the list of the Encoding Standard, shortened)."""
_TEXTUAL = re.compile(r"utf[-_]?8|cp\d+|windows-\d+|iso-?8859-\d+|koi8-[ru]|big5\w*|euc[-_]\w+|gb\d+|iso-2022-jp", re.I)

_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)")
_WITHIN = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')|[\s/]+|>")
_RAW = {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"}
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in _RAW}
_NOT_OPEN = named(
    "area base br col embed hr img input link meta param source track wbr "  # never have an end
    "a p li dd dt tr td th thead tbody tfoot option optgroup colgroup rt rp html head body"  # end by themselves
)
_CELLS = named("tr td th tbody thead tfoot caption colgroup col")
_STYLES = named("b big code em font i nobr s small strike strong tt u")
_SAVE = "Open the page in a browser and save it as “Web page, HTML only”, or copy its text into a .txt file."


def page_of(data: bytes, name: str) -> tuple[Element, tuple[Problem, ...]]:
    """The root element of a page, tags without namespaces, and what was noticed about its encoding.

    Raises GuideProblems where it is no web page, larger than 10 MB, or nested beyond reason.
    """
    text, problems = text_of_page(data, name)
    return parsed(text, name), problems


def text_of_page(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The source of a page. By byte-order mark, else UTF-8 where it is, else as the page says, else windows-1252."""
    if len(data) > LARGEST:
        raise refused(name, "this web page is larger than 10 MB", "Split it, or save it without its pictures.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    if data[:4096].count(0):
        raise refused(name, "this is not a web page: it holds bytes that no text has", _SAVE)
    found = _CHARSET.search(data[:4096])
    stated = found[1].decode("ascii").lower() if found else ""
    encoding = _AS_BROWSERS.get(stated, stated)
    seven_bits = encoding.startswith("iso-2022")
    try:
        if not seven_bits:
            return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    else:
        line = 0
    if _TEXTUAL.fullmatch(encoding) and encoding != "utf-8":
        try:
            return data.decode(encoding), ()
        except (LookupError, UnicodeDecodeError):
            pass
    how = f"says it is {stated.upper()}, but is not" if stated else "does not say in which encoding it is"
    message = f"this page {how}; it was read as Windows-1252 (Western European)"
    hint = "Look whether accents, dashes and quotation marks came out right."
    warning = Problem(name, line, 0, message, hint, rule="text-encoding", severity="warning")
    # Five of its places are empty; browsers show nothing there.
    return data.decode("cp1252", "replace").replace("\ufffd", ""), (warning,)


def parsed(text: str, name: str) -> Element:
    """The tree of a page's source. Raises GuideProblems where the parser would take too long over it."""
    text = _looked_over(text, name)
    import tinyhtml5  # type: ignore[import-untyped]

    root: Element = tinyhtml5.parse(text, namespace_html_elements=False)
    if depth_of(root) > MOST_DEEP:
        raise refused(name, "this page is nested too deeply", _SAVE)
    return root


def depth_of(root: Element) -> int:
    """How many elements stand within one another, at most."""
    deepest, level = 0, [root]
    while level and deepest <= MOST_DEEP:
        deepest += 1
        level = [child for element in level for child in element]
    return deepest


def _looked_over(text: str, name: str) -> str:
    """Counts tags as they stand open, attributes and signs, without building anything; linear in the text.

    Returns the text, without a comment at its end that is never closed.
    """
    opened = _Open()
    tags = 0
    place = text.find("<")
    while place >= 0:
        if text.startswith("<!--", place):
            start, place = place, text.find("-->", place + 2)
            if place < 0:
                text = text[:start]
        elif tag := _TAG.match(text, place):
            word = tag[1].lower()
            end = _end_of_tag(text, tag.end(), name)
            tags += 1
            opened.count(word, text[place:end], text[place + 1] == "/")
            if opened.depth > _MOST_OPEN or opened.astray > _MOST_ASTRAY:
                raise refused(name, "this page is nested too deeply", _SAVE)
            if tags + opened.repeated > _MOST_TAGS:
                raise refused(name, "this page has more than 200,000 tags", _SAVE)
            place = end - 1
            if word in _RAW and text[tag.start() + 1] != "/":
                close = _RAW_END[word].search(text, end)
                place = close.start() - 1 if close else -1
        if place < 0:
            break
        place = text.find("<", place + 1)
    if not tags:
        raise refused(name, "this is not a web page: there is not one tag in it", _SAVE)
    if text.count("&") + text.count("<") - tags > _MOST_SIGNS:
        raise refused(name, "this page has more than 200,000 signs written as entities", _SAVE)
    return text


class _Open:
    """What stands open while one reads, nearly as a parser has it: containers, and the styles opened in each."""

    def __init__(self) -> None:
        self.depth = 0
        self.repeated = 0
        """Elements that a parser makes anew because styles were left open."""
        self.astray = 0
        """Elements in a table, but in no cell: each is moved before it, which takes long."""
        self._frames: list[tuple[str, list[str]]] = [("", [])]
        self._drawing = 0
        self._cell = True

    def count(self, word: str, source: str, is_end: bool) -> None:
        """One tag more."""
        styles = self._frames[-1][1]
        in_table = self._frames[-1][0] == "table"
        if in_table and word in _CELLS:
            self._cell = word in {"td", "th", "caption"} and not is_end
            self.depth -= len(styles)
            styles.clear()
        elif in_table and not self._cell and not is_end and word != "table":
            self.astray += 1
        if word in _STYLES:
            self._style(word, source, is_end)
        elif word in _NOT_OPEN:
            if word in {"p", "li", "dd", "dt"}:
                self._trim(styles)
        elif is_end:
            self._close(word)
        elif not (self._drawing and source.endswith("/>")):
            self._frames.append((word, []))
            self.depth += 1
            self._drawing += word in {"svg", "math"}
            self._cell = word != "table"

    def _style(self, word: str, source: str, is_end: bool) -> None:
        if not is_end:
            self._frames[-1][1].append(source)
            self.depth += 1
            return
        for _, styles in reversed(self._frames):
            if styles:
                styles.pop()
                self.depth -= 1
                return

    def _trim(self, styles: list[str]) -> None:
        """A new paragraph ends the one before and its styles, and opens three of each kind anew."""
        if len(styles) > 3:
            kept = [one for i, one in enumerate(styles) if styles[:i].count(one) < 3]
            self.depth -= len(styles) - len(kept)
            styles[:] = kept
        self.repeated += sum(len(one) for _, one in self._frames) if styles else 0

    def _close(self, word: str) -> None:
        at = next((i for i in range(len(self._frames) - 1, 0, -1) if self._frames[i][0] == word), 0)
        while at and len(self._frames) > at:
            closed, styles = self._frames.pop()
            self.depth -= 1
            self._drawing -= closed in {"svg", "math"}
            self._frames[-1][1].extend(styles)
            self._trim(self._frames[-1][1])
        if at:
            self._cell = True


def _end_of_tag(text: str, place: int, name: str) -> int:
    """Where the tag ends whose name ends at `place`."""
    attributes = 0
    while found := _WITHIN.search(text, place):
        place = found.end()
        if found[0] == ">":
            return place
        attributes += found[0][0] != "="
        if attributes > _MOST_ATTRIBUTES:
            raise refused(name, "this page has a tag with more than 500 attributes", _SAVE)
    return len(text)
