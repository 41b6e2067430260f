"""Small tools for the tree of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

__all__ = ["classes_of", "cut", "new", "with_class", "words_in"]


def classes_of(element: Element) -> list[str]:
    """The classes of an element, in their order."""
    return (element.get("class") or "").split()


def words_in(element: Element, but: str = "") -> str:
    """The words in an element on one line, but those of a class."""
    return " ".join("".join(_texts(element, but)).split())


def cut(parent: Element, child: Element) -> None:
    """Takes a child out, not what stands behind it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def _texts(element: Element, but: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not but or but not in classes_of(child):
            yield from _texts(child, but)
        yield child.tail or ""


def new(tag: str, text: str = "", children: Sequence[Element] = (), **attributes: str) -> Element:
    """An element; `class_` and `aria_label` stand for class and aria-label."""
    element = Element(tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()})
    element.text = text or None
    element.extend(children)
    return element


def with_class(tree: Element, name: str) -> list[Element]:
    """All elements of a class, in the order of the page."""
    return [element for element in tree.iter() if name in classes_of(element)]
