"""One paragraph of a page as a line of Markdown: what it holds can stress and link, and nothing else.

Signs that Markdown would take for markup are escaped only where it would, so that the line reads as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from moot.render.screen_tree import classes_of, words_in

__all__ = ["line_of"]

_STRESS = {"em": "*", "i": "*", "cite": "*", "b": "**", "strong": "**"}
_UNSAID = frozenset({"textarea", "input", "script", "style", "svg", "label"})
_WEB = re.compile(r"(?:https?|mailto):[^\s<>]+$", re.IGNORECASE)
_ANGLES = re.compile(r"[\\<>]")
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_ESCAPED = re.compile(
    r"`|\\(?=[!-/:-@\[-`{-~]|$)|](?=[(:])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\*|_"  # where each of them means something
)
_START = re.compile(r"(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|~~~|=+\s*$|-[-\s]*$)|(\d{1,9})(?=[.)](?:\s|$))")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_BREAK = "\\\n"

Piece = tuple[str, str]
"""(text, words), (open or close, * or **), (code, words), (break, ""), or (as it is, Markdown)."""


def line_of(element: Element, words: Mapping[str, str]) -> str:
    """The words in an element on one line, or on several where it has line breaks; "" where there are none.

    words: by name; `picture` with {what} in it says that there is a picture.
    """
    pieces = list(_tidy(_pieces(element, words, "")))
    return _BREAK.join(map(_started, _joined(pieces).split(_BREAK)))


def _pieces(element: Element, words: Mapping[str, str], within: str) -> Iterator[Piece]:
    yield "text", element.text or ""
    for child in element:
        yield from _piece(child, words, within)
        yield "text", child.tail or ""


def _piece(child: Element, words: Mapping[str, str], within: str) -> Iterator[Piece]:
    mark = _STRESS.get(child.tag, "")
    if child.tag in _UNSAID or not isinstance(child.tag, str):
        return
    if {"note-ref", "note-label"} & set(classes_of(child)):  # in brackets, for nothing is raised here
        yield "text", f"[{words_in(child)}]"
    elif child.tag == "br":
        yield "break", ""
    elif child.tag == "img":
        yield "text", words["picture"].replace("{what}", child.get("alt", ""))
    elif words_in(child) and (child.tag == "code" or (child.tag == "a" and _WEB.match(child.get("href", "")))):
        whole = "".join(child.itertext())
        yield "text", " " * whole[:1].isspace()
        yield ("code", words_in(child)) if child.tag == "code" else ("as it is", _link(child))
        yield "text", " " * whole[-1:].isspace()
    elif mark and mark not in within.split():
        yield "open", mark
        yield from _pieces(child, words, f"{within} {mark}")
        yield "close", mark
    else:
        if "verse-line" in classes_of(child) and (child.text or "").startswith("\u00a0"):
            rest = (child.text or "").lstrip("\u00a0")
            yield "as it is", "\u00a0" * (len(child.text or "") - len(rest))
            child.text = rest
        yield from _pieces(child, words, within)


def _code(text: str) -> str:
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    space = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{space}{text}{space}{fence}"


def _link(element: Element) -> str:
    address, text = element.get("href", ""), words_in(element)
    if text in {address, address.removeprefix("mailto:")} and "\\" not in text:
        return f"<{text}>"
    safe = re.sub(r"[\[\]\\`*_<&]", r"\\\g<0>", text)
    return f"[{safe}](<{_ANGLES.sub(_percent, address)}>)"


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


def _tidy(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Pieces with spaces and line breaks outside of what is stressed, and none where the line begins or ends."""
    between, begun, waiting = "", False, list[str]()
    for kind, text in pieces:
        if kind == "open":
            waiting.append(text)
        elif kind == "close":
            if waiting:  # nothing stands between
                waiting.pop()
            else:
                yield kind, text
        elif kind == "break":
            between = _BREAK
        else:
            words = " ".join(_CONTROLS.sub("", text).split()) if kind == "text" else text
            between = between or (" " if kind == "text" and text[:1].isspace() else "")
            if not words:
                continue
            if between and begun:
                yield ("text" if between == " " else "as it is"), between
            yield from (("open", mark) for mark in waiting)
            waiting.clear()
            yield kind, words
            between, begun = " " if kind == "text" and text[-1:].isspace() else "", True


def _joined(pieces: list[Piece]) -> str:
    """The line. Stress that Markdown would not see as stress where it stands is left out."""
    merged: list[list[str]] = []
    for kind, text in pieces:
        if merged and kind == merged[-1][0] == "text":
            merged[-1][1] += text
        else:
            merged.append([kind, text])
    kept = [True] * len(merged)
    stack: list[int] = []
    for at, (kind, _) in enumerate(merged):
        if kind == "open":
            stack.append(at)
        elif kind == "close" and stack:
            first = stack.pop()
            kept[first] = kept[at] = _opens(merged, first) and _closes(merged, at)
    out = ""
    for (kind, text), keep in zip(merged, kept, strict=True):
        if kind == "text":
            out += _ESCAPED.sub(_escape, text)
        elif kind == "code":  # two side by side would be taken for one
            out += _SIGN.sub(r"\\\g<0>", text) if out.endswith("`") else _code(text)
        elif keep:
            if text[0] == "[" and out.endswith("!"):  # together they would be a picture
                out = out[:-1] + "\\!"
            out += text
    return out


def _opens(pieces: list[list[str]], at: int) -> bool:
    before, after = _beside(pieces, at, -1), _beside(pieces, at, 1)
    if at and pieces[at - 1][0] == "close":
        return False
    return not after.isspace() and (not _is_sign(after) or before.isspace() or _is_sign(before))


def _closes(pieces: list[list[str]], at: int) -> bool:
    before, after = _beside(pieces, at, -1), _beside(pieces, at, 1)
    if at + 1 < len(pieces) and pieces[at + 1][0] == "open":
        return False
    return not before.isspace() and (not _is_sign(before) or after.isspace() or _is_sign(after))


def _beside(pieces: list[list[str]], at: int, step: int) -> str:
    """The character beside a mark, marks left out; a space where the line ends."""
    at += step
    while 0 <= at < len(pieces) and pieces[at][0] in {"open", "close"}:
        at += step
    return pieces[at][1][-1 if step < 0 else 0] if 0 <= at < len(pieces) else " "


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _escape(found: re.Match[str]) -> str:
    text, sign = found.string, found[0]
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    alone = (not before or before.isspace()) and (not after or after.isspace()) and bool(before and after)
    inside = sign == "_" and before.isalnum() and after.isalnum()
    return sign if (sign in "*_" and alone) or inside else "\\" + sign


def _started(line: str) -> str:
    """A line that no sign at its start turns into a heading, a list or a quotation."""
    line = line.strip(" ")
    if found := _START.match(line):
        line = f"{found[1]}\\{line[found.end() :]}" if found[1] else f"\\{line}"
    return re.sub(r"(\s)(#+)$", r"\1\\\2", line)
