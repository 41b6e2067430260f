"""Are all the letters of the page source on the pages, and each only once?

The page engine can drop a note that finds no room, cut a float at the foot of the page, or print what
follows a float twice, all without a word. So the letters of every element are counted on both sides.
What style sheets add (markers, counters), running heads and repeated table heads are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from typing import Any

from moot.render.results import Fault

__all__ = ["children_of", "letters_of", "text_faults"]

# Elements whose text is not printed, or not as text.
_WORDLESS = frozenset({"head", "style", "script", "template", "title", "svg", "img", "object", "embed", "video"})
_WORDLESS |= {"audio", "iframe", "canvas", "input", "select", "textarea"}
_SIGNS = re.compile(r"[\W_]+")
_MOST = 10

StyleFor = Callable[[Any], Any]


def text_faults(body: Any, style_for: StyleFor | None, page_boxes: Sequence[Any]) -> list[Fault]:
    """Compare the element tree of the source with the boxes of the pages.

    body is the root of an element tree; style_for gives an element's computed style, or is None
    where it could not be had: then only the `hidden` attribute tells what is not to be printed.
    """
    printed, pages = _printed(page_boxes)
    faults: list[Fault] = []
    page = 0
    for element, text in _source(body, style_for, _in_margins(page_boxes)):
        page = pages.get(element, page)
        wanted, found = letters_of(text), letters_of("".join(printed.get(element, ())))
        if len(found) < len(wanted) - _iotas(text):
            faults.append(Fault.of("lost text", page, _rest(text, wanted, found)))
        elif len(found) > len(wanted):
            faults.append(Fault.of("doubled text", page, text))
    return faults[:_MOST]


def letters_of(text: str) -> str:
    """Letters and digits alone, without case, accents and ligatures, which styles may change."""
    return _SIGNS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def _iotas(text: str) -> int:
    """How many iotas stand below a letter: in capitals some are written beside it and some left out, as is usual."""
    return unicodedata.normalize("NFD", text).count("\u0345")


def children_of(box: Any) -> list[Any]:
    """The boxes within a box; one taken out of the flow is put in the place of its stand-in."""
    return [getattr(child, "_box", child) for child in box.children]


def _in_margins(page_boxes: Sequence[Any]) -> set[Any]:
    """The elements that stand in running heads and feet."""
    found = set()
    for page_box in page_boxes:
        stack = [box for box in children_of(page_box) if hasattr(box, "at_keyword")]
        while stack:
            box = stack.pop()
            found.add(box.element)
            stack.extend(children_of(box) if getattr(box, "text", None) is None else ())
    return found


def _source(root: Any, style_for: StyleFor | None, in_margins: Set[Any]) -> Iterator[tuple[Any, str]]:
    """Each element to be printed, in document order, with the text that is its own."""
    stack = [root]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or _is_unprinted(element, style_for, in_margins):
            continue
        if element.tag.rpartition("}")[2] in _WORDLESS:
            continue
        text = (element.text or "") + "".join(child.tail or "" for child in element)
        # Two parts of one text must not grow together into one word of the excerpt.
        if text.strip():
            yield element, text
        stack.extend(reversed(element))


def _is_unprinted(element: Any, style_for: StyleFor | None, in_margins: Set[Any]) -> bool:
    """Whether the text is not to be here: not anywhere, on every page, or in a running head that there is."""
    style = style_for(element) if style_for else None
    if style is None:
        return element.get("hidden") is not None
    position = style["position"]
    runs = position[0] == "running()" and any(one in in_margins for one in element.iter())
    return bool(style["display"] == ("none",) or position == "fixed" or runs)


def _printed(page_boxes: Sequence[Any]) -> tuple[dict[Any, list[str]], dict[Any, int]]:
    """The texts that each element has on the pages, and the last page with one."""
    texts: dict[Any, list[str]] = {}
    pages: dict[Any, int] = {}
    repeated: set[Any] = set()
    for number, page_box in enumerate(page_boxes, 1):
        stack = [box for box in reversed(children_of(page_box)) if not hasattr(box, "at_keyword")]
        while stack:
            box = stack.pop()
            if _is_repeated(box, repeated) or box.style["position"] == "fixed":
                continue
            text = getattr(box, "text", None)
            if text is None:
                stack.extend(reversed(children_of(box)))
            elif _is_of_source(box) and _is_seen(box.style):
                texts.setdefault(box.element, []).append(text)
                pages[box.element] = number
    return texts, pages


def _is_of_source(box: Any) -> bool:
    """Whether the text stands in the source, rather than in `content:` of a style sheet."""
    tag = str(box.element_tag)
    return box.element is not None and ("::" not in tag or tag.endswith(("::first-letter", "::first-line")))


def _is_seen(style: Any) -> bool:
    """Whether the letters are drawn at all; those in a colour too pale to read are another matter."""
    return bool(style["visibility"] == "visible" and style["color"].alpha > 0.05 and style["font_size"] > 1)


def _is_repeated(box: Any, seen: set[Any]) -> bool:
    """Whether this is a table head or foot that was on an earlier page already."""
    if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)):
        return False
    if box.element in seen:
        return True
    seen.add(box.element)
    return False


def _rest(text: str, wanted: str, found: str) -> str:
    """The words from the first letter on that is not on the page."""
    pairs = enumerate(zip(wanted, found, strict=False))
    kept = next((index for index, (one, other) in pairs if one != other), len(found))
    words = text.split()
    for index, word in enumerate(words):
        kept -= len(letters_of(word))
        if kept < 0:
            return " ".join(words[index:])
    return text
