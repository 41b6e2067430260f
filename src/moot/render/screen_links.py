"""Q3, P1 and ¶12 become links where a page points at them, as fingers would turn the pages of paper."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from moot.render.screen_tree import classes_of, words_in

__all__ = ["link_labels"]

_POINTING = frozenset({"quiet", "question-side", "before", "agenda", "small", "cuts"})
"""Parts whose words moot puts together from labels; the editors' own prose is left as they wrote it."""

_APART = frozenset({"a", "h1", "h2", "h3", "h4", "textarea", "label", "nav", "svg"})


def link_labels(root: Element) -> None:
    """Puts links to questions, readings and paragraphs of this page where their labels stand, in the tree's place."""
    places = _places(root)
    if places:
        labels = "|".join(re.escape(label) for label in sorted(places, key=len, reverse=True))
        _walk(root, re.compile(rf"(?<!\w)(?:{labels})(?!\w)"), places, pointing=False)


def _places(root: Element) -> dict[str, str]:
    """By their labels, the names of the places on this page."""
    found: dict[str, str] = {}
    for element in root.iter():
        kind, name = set(classes_of(element)), element.get("id", "")
        sign = {"question": "question-label", "reading": "reading-label", "further": "reading-label"}
        for label in [sign[one] for one in kind & set(sign) if name]:
            inside = next((one for one in element.iter() if label in classes_of(one)), None)
            if inside is not None and words_in(inside):
                found[words_in(inside)] = name
        if name and element.tag == "p" and len(element) and "pn" in classes_of(element[0]):
            found[words_in(element[0])] = name
    return found


def _walk(element: Element, labels: re.Pattern[str], places: Mapping[str, str], pointing: bool) -> None:
    if element.tag in _APART:
        return
    pointing = pointing or bool(_POINTING & set(classes_of(element)))
    children = list(element)
    for child in children:
        _walk(child, labels, places, pointing)
    if not pointing:
        return
    element.text, linked = _linked(element.text or "", labels, places)
    for child in children:
        child.tail, after = _linked(child.tail or "", labels, places)
        linked += [child, *after]
    element[:] = linked


def _linked(text: str, labels: re.Pattern[str], places: Mapping[str, str]) -> tuple[str, list[Element]]:
    """The text before the first label, and a link for each with the text behind it."""
    links: list[Element] = []
    start, before = 0, ""
    for found in labels.finditer(text):
        if links:
            links[-1].tail = text[start : found.start()]
        else:
            before = text[: found.start()]
        link = Element("a", {"href": f"#{places[found[0]]}"})
        link.text, start = found[0], found.end()
        links.append(link)
    if links:
        links[-1].tail = text[start:]
        return before, links
    return text, links
