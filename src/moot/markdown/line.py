"""A line of Markdown to safe HTML, or to plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["CONTROLS", "inline", "note_labels", "plain"]

_MARKUP = re.compile(r"[\\`*_\[\]<&\n]")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]", re.IGNORECASE)
_LONG_WORD, _STEP = 80, 40
# Scripts that are written without spaces break by themselves, and in better places than every 40th character.
_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_LONG = re.compile(rf"[^\s{_SPACELESS}]{{{_LONG_WORD + 1},}}")
_JOINED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0900-\u0903\u093a-\u094f\u200c\u200d\ufe00-\ufe0f]"
)


_NOTE = re.compile(r"\[\^([^\[\]\\\s]{1,40})\](?!\()")


def inline(text: str, notes: Mapping[str, str] | None = None) -> str:
    """Safe HTML of a line of prose in Markdown: emphasis, strong, code, line breaks and links, nothing else.

    Links lead to http, https or mailto; of any other only the words are kept. Of an image its description is kept.
    Raw HTML is printed as it is written. In words of more than 80 characters every 40th may end a line.
    notes: the place on the page, an id, of each note by its label. References such as `[^1]` are then raised numbers,
    linked where the note has a place; without `notes` they stand as they are written.
    """
    return _html(_pieces(text, notes))


def plain(text: str, *, notes: bool = True) -> str:
    """The words of `text` on one line, without markup: for bookmarks, terminals and metadata. Not escaped.

    notes: whether references such as `[^1]` are among them.
    """
    if notes:
        return "".join(piece for is_text, piece in _pieces(text) if is_text).replace("\n", " ")
    tokens = _tokens(CONTROLS.sub("", text)) if "[^" in text else None
    if tokens is None or not any(token.type == "note_ref" for token in tokens):
        return plain(text)
    kept = (token for token in tokens if token.type != "note_ref")
    return "".join(piece for is_text, piece in _from_tokens(kept) if is_text).replace("\n", " ")


def note_labels(text: str) -> tuple[str, ...]:
    """The labels of the notes that a line refers to, `1` of `[^1]`, in order, each as often as it stands there."""
    if "[^" not in text:
        return ()
    return tuple(token.info for token in _tokens(CONTROLS.sub("", text)) if token.type == "note_ref")


@cache
def _line_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    parser.disable("html_inline")
    parser.inline.ruler.before("link", "note_ref", _note_ref)
    # All links are parsed, so that the words of a refused one can be told from its address; see _pieces.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def _note_ref(state: StateInline, silent: bool) -> bool:
    """A reference to a note, for markdown-it."""
    found = _NOTE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("note_ref", "", 0)
        token.content, token.info = found[0], found[1]
    state.pos = found.end()
    return True


def _tokens(text: str) -> Sequence[Token]:
    return _line_parser().parseInline(text)[0].children or ()


def _pieces(text: str, notes: Mapping[str, str] | None = None) -> list[tuple[bool, str]]:
    """The line as (is it text?, text or tag); tags are ours alone, text is not yet escaped."""
    text = CONTROLS.sub("", text)
    if not _MARKUP.search(text):
        return [(True, text)]
    return list(_from_tokens(_tokens(text), notes))


_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "hardbreak": "<br>",
}


def _from_tokens(tokens: Iterable[Token], notes: Mapping[str, str] | None = None) -> Iterator[tuple[bool, str]]:
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
            allowed = False
        elif token.type == "code_inline":
            yield from ((False, "<code>"), (True, token.content), (False, "</code>"))
        elif token.type == "image":
            yield from ((True, piece) for is_text, piece in _from_tokens(token.children or ()) if is_text)
        elif token.type == "note_ref" and notes is not None:
            # No link stands within another.
            place = "" if allowed else notes.get(token.info, "")
            start, end = (f'<a href="#{_safe(place)}">', "</a>") if place else ("", "")
            yield from ((False, f'<sup class="note-ref">{start}'), (True, token.info), (False, f"{end}</sup>"))
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
