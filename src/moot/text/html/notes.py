"""Footnotes of a page or book: which links lead to a note, what the note is called, and where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from moot.text.html.signs import ARROWS, INLINE, NOTES, text_in, words_of

__all__ = ["Notes", "notes_of"]

_LABEL = re.compile(
    r"[\[(]?\s?(?:note|fn|n)?\.?\s?(\d{1,4}|[ivxlc]{1,6}|[A-Za-z]|[*†‡§]{1,4})\s?[\])]?[.:)]?", re.IGNORECASE
)
_MOST_WORDS = 1500  # of a note


@dataclass
class Notes:
    """What was found; elements are compared as themselves."""

    calls: dict[Any, str] = field(default_factory=dict)
    """Links that call a note: its label."""
    whole: dict[Any, str] = field(default_factory=dict)
    """Blocks that are a note: its label."""
    starts: dict[Any, str] = field(default_factory=dict)
    """Elements within a block at which a further note begins."""
    backs: set[Any] = field(default_factory=set)
    """Links from a note back to where it was called."""
    shown: dict[str, str] = field(default_factory=dict)
    """By label: how the document itself calls the note."""


def notes_of(root: Any) -> Notes:
    """The notes of a tree. Links count by what stands after `#`."""
    parents: dict[Any, Any] = {}
    after: dict[Any, Any] = {}
    ids: dict[str, Any] = {}
    order: dict[Any, int] = {}
    links: list[Any] = []
    for element in root.iter():
        order[element] = len(order)
        before = None
        for child in element:
            parents[child] = element
            after[before] = child
            before = child
        after[before] = None
        for key in ("id", "name") if element.tag == "a" else ("id",):
            if name := element.get(key):
                ids.setdefault(name, element)
        if element.tag == "a" and element.get("href"):
            links.append(element)
    finder = _Finder(parents, after, ids, order)
    found: dict[Any, list[tuple[Any, str]]] = {}
    for link in links:
        if call := finder.call(link):
            target, label = call
            found.setdefault(target, []).append((link, label))
    return finder.labelled(found, links)


def _target_of(link: Any) -> str:
    return str(link.get("href")).partition("#")[2]


class _Finder:
    def __init__(
        self, parents: dict[Any, Any], after: dict[Any, Any], ids: dict[str, Any], order: dict[Any, int]
    ) -> None:
        self.parents, self.after, self.ids, self.order = parents, after, ids, order
        self.blocks: dict[Any, Any] = {}
        self.texts: dict[Any, str] = {}

    def call(self, link: Any) -> tuple[Any, str] | None:
        """Where a link leads, and how it is labelled, if it calls a note."""
        target = self.ids.get(_target_of(link))
        label = _LABEL.fullmatch(text_in(link)[:40])
        if target is None or label is None or self.order[target] <= self.order[link]:
            return None
        block = self._block_of(target)
        if block is None or self._is_within(link, block):
            return None
        sure = "noteref" in (link.get("epub:type") or "") or "noteref" in (link.get("role") or "")
        if block not in self.texts:
            self.texts[block] = text_in(block)
        text = self.texts[block]
        if len(text) > _MOST_WORDS * 10:
            return None
        own = (text_in(target) or (target.tail or "").strip()) if target is not block else ""
        begins = re.match(r"[\s\[(^]*" + re.escape(label[1]) + r"(?!\w)", own or text)
        raised = link.find(".//sup") is not None or self._above(link, "sup") or "[" in text_in(link)
        listed = block.tag == "li" and raised
        return (target, label[1]) if sure or begins or listed or self._is_note(block) else None

    def _block_of(self, target: Any) -> Any:
        """The block that a target stands in, or, of an empty anchor between blocks, the one after it."""
        if target.tag not in INLINE:
            return None if re.fullmatch(r"h[1-6]|body|section", target.tag) else target
        block = target
        while block is not None and block.tag in INLINE:
            before, block = block, self.parents.get(block)
        if block is None or block.tag in {"p", "li", "dd", "dt", "td"}:
            return block
        if not text_in(before):
            after = self.after.get(before)
            if after is not None and after.tag in {"p", "div", "li"}:
                return after
        return None if re.fullmatch(r"h[1-6]|body|section", block.tag) else block

    def _is_within(self, element: Any, block: Any) -> bool:
        while element is not None and element is not block:
            element = self.parents.get(element)
        return element is block

    def _above(self, element: Any, tag: str) -> bool:
        parent = self.parents.get(element)
        return parent is not None and parent.tag == tag

    def _is_note(self, block: Any) -> bool:
        for _ in range(4):
            if block is None:
                return False
            if not NOTES.isdisjoint(words_of(block)):
                return True
            block = self.parents.get(block)
        return False

    def labelled(self, found: dict[Any, list[tuple[Any, str]]], links: list[Any]) -> Notes:
        """The notes, with labels that are one note's each; by number where the document's own are not."""
        notes = Notes()
        shown = [calls[0][1] for calls in found.values()]
        plain = len(set(shown)) == len(shown) and all(label.isalnum() for label in shown)
        callers: set[Any] = set()
        for number, (target, calls) in enumerate(found.items(), 1):
            label = calls[0][1] if plain else str(number)
            notes.shown[label] = calls[0][1]
            for link, _ in calls:
                notes.calls[link] = label
                callers.add(link)
            block = self._block_of(target)
            if block in notes.whole or (target is not block and not self._begins(target, block)):
                notes.starts[target] = label
            else:
                notes.whole[block] = label
        for link in links:
            if link in callers:
                continue
            back = self.ids.get(_target_of(link))
            arrow = text_in(link).strip("[]() ").lower() in ARROWS or "backlink" in (link.get("role") or "")
            if arrow or (back is not None and self._is_near(back, callers)):
                notes.backs.add(link)
        return notes

    def _is_near(self, element: Any, callers: set[Any]) -> bool:
        """Whether it calls a note, or holds what does and is no more than a line of them, such as `<sup id="…">`."""
        return element in callers or (
            element.tag in INLINE and any(one in callers for one in islice(element.iter("a"), 20))
        )

    def _begins(self, target: Any, block: Any) -> bool:
        """Whether the target stands at the beginning of the block, or before it."""
        if not self._is_within(target, block):
            return True
        if (block.text or "").strip():
            return False
        first = next(iter(block), None)
        return first is not None and self._is_within(target, first)
