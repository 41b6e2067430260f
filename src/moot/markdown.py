"""Markdown of guides and texts: lines to safe HTML or to plain words, documents to blocks.

The only module that knows markdown-it-py. It is imported at the first line that holds markup at all: most do
not, and `moot check` should not pay for it.

What is understood is CommonMark without its traps for people who write prose: no raw HTML, no code by
indentation (an indented paragraph is a paragraph), no link definitions (`[1]: …` is a note and must not vanish).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MarkdownBlock", "blocks", "escaped", "inline", "plain"]

_DEPTH = 100
"""Quotations and lists inside one another, at most; a list counts twice."""

_MARKUP = re.compile(r"[\\`*_\[\]<&\n]")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]", re.IGNORECASE)
_LONG_WORD, _STEP = 80, 40
# Scripts that are written without spaces break by themselves, and in better places than every 40th character.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_LONG = re.compile(rf"[^\s{_SPACELESS}]{{{_LONG_WORD + 1},}}")
_JOINED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200c\u200d\ufe00-\ufe0f]"
)


class MarkdownBlock(NamedTuple):
    """One block of a Markdown document.

    kind is heading, paragraph, quotation (a paragraph of a quotation) or item; level is 1–6 for headings and the
    depth of the list for items; text is Markdown inline source, its lines as they are written; line is 1-based;
    marker is what stands before an item (`1.`, `•`; "" for its further paragraphs); group is the same for all
    blocks of one outermost quotation or list, and 0 outside of them.
    """

    kind: str
    level: int
    text: str
    line: int
    marker: str
    group: int


def inline(text: str) -> str:
    """Safe HTML of a line of prose in Markdown: emphasis, strong, code, line breaks and links, nothing else.

    Links lead to http, https or mailto; of any other only the words are kept. Of an image its description is kept.
    Raw HTML is printed as it is written. In words of more than 80 characters every 40th may end a line.
    """
    return _html(_pieces(text))


def plain(text: str) -> str:
    """The words of `text` on one line, without markup: for bookmarks, terminals and metadata. Not escaped."""
    return "".join(piece for is_text, piece in _pieces(text) if is_text).replace("\n", " ")


def escaped(text: str) -> str:
    """Markdown that prints exactly as `text` stands."""
    return re.sub(r"[\\`*_\[\]<&]", r"\\\g<0>", text)


def blocks(text: str) -> list[MarkdownBlock]:
    """The blocks of a Markdown document, in order. Every letter of it is in one of them.

    Raises ValueError, with a message for the reader, where quotations and lists are nested too deeply.
    """
    tokens = _document_parser().parse(_CONTROLS.sub("", text))
    return list(_walk(tokens))


@cache
def _line_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable("html_inline")
    # All links are parsed, so that the words of a refused one can be told from its address; see _pieces.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@cache
def _document_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEPTH})
    return parser.disable(["reference", "fence", "code", "html_block", "inline", "text_join"])


def _pieces(text: str) -> list[tuple[bool, str]]:
    """The line as (is it text?, text or tag); tags are ours alone, text is not yet escaped."""
    text = _CONTROLS.sub("", text)
    if not _MARKUP.search(text):
        return [(True, text)]
    return list(_from_tokens(_line_parser().parseInline(text)[0].children or ()))


_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "hardbreak": "<br>",
}


def _from_tokens(tokens: Iterable[Token]) -> Iterator[tuple[bool, str]]:
    allowed = False
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            allowed = bool(_LINK.match(address))
            if allowed:
                yield False, f'<a href="{_safe(address)}">'
        elif token.type == "link_close":
            if allowed:
                yield False, "</a>"
        elif token.type == "code_inline":
            yield from ((False, "<code>"), (True, token.content), (False, "</code>"))
        elif token.type == "image":
            yield from ((True, piece) for is_text, piece in _from_tokens(token.children or ()) if is_text)
        elif token.type in _TAGS:
            yield False, _TAGS[token.type]
            if token.type == "hardbreak":
                yield True, "\n"
        else:
            yield True, "\n" if token.type == "softbreak" else token.content


def _html(pieces: Sequence[tuple[bool, str]]) -> str:
    """The pieces as HTML, long words broken; a word may run through several pieces."""
    breaks = iter(_break_places("".join(piece for is_text, piece in pieces if is_text)))
    following = next(breaks, None)
    out, position = [], 0
    for is_text, piece in pieces:
        if not is_text:
            out.append(piece)
            continue
        start, end = 0, position + len(piece)
        while following is not None and following < end:
            out += [_safe(piece[start : following - position]), "<wbr>"]
            start, following = following - position, next(breaks, None)
        out.append(_safe(piece[start:]))
        position = end
    return "".join(out)


def _break_places(text: str) -> Iterator[int]:
    """Offsets before which a long word may be broken, never between a letter and the marks on it."""
    for word in _LONG.finditer(text):
        for place in range(word.start() + _STEP, word.end(), _STEP):
            # More than a few marks in a row are no writing; then a break anywhere is better than a page of wait.
            shift = next((i for i in range(6) if place + i < word.end() and not _JOINED.match(text, place + i)), 0)
            yield place + shift


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _walk(tokens: Sequence[Token]) -> Iterator[MarkdownBlock]:
    inside: list[str] = []  # quotations and lists that are open, outermost first
    group, level, marker = 0, 0, ""
    opened: Token | None = None
    for token in tokens:
        if token.level >= _DEPTH - 1:
            raise ValueError(f"quotations or lists are nested too deeply in line {_line(token)}")
        if token.type in {"blockquote_open", "bullet_list_open", "ordered_list_open"}:
            group += not inside
            inside.append("quotation" if token.type == "blockquote_open" else "item")
        elif token.type in {"blockquote_close", "bullet_list_close", "ordered_list_close"}:
            inside.pop()
        elif token.type == "list_item_open":
            opened, marker = token, token.info + token.markup if token.info else "•"
        elif token.type == "list_item_close":
            if marker and marker != "•" and opened:  # `1918.` alone on its line is no empty list item
                yield MarkdownBlock("paragraph", 0, marker, _line(opened), "", group)
            marker = ""
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "inline":
            kind = inside[-1] if inside else "heading" if level else "paragraph"
            depth = inside.count("item") if kind == "item" else level if kind == "heading" else 0
            own = marker if kind == "item" else ""
            if own:
                marker = ""
            yield MarkdownBlock(kind, depth, token.content, _line(token), own, group if inside else 0)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0
