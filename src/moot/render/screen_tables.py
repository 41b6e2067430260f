"""Tables for paper that a telephone is too narrow for: claims become blocks, others can be moved sideways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from moot.render.screen_tree import classes_of, new, with_class, words_in

__all__ = ["unfold_tables"]

_MANY = 4
"""Columns from which on a table can be moved sideways."""


def unfold_tables(root: Element) -> None:
    """Makes the tables of a page fit for screens, in its place."""
    heading = ""
    for parent in list(root.iter()):
        for at, child in enumerate(list(parent)):
            if child.tag in {"h2", "h3"}:
                heading = words_in(child)
            if child.tag != "table" or "evidence" in classes_of(child):
                continue
            if "claims" in classes_of(child):
                block = new("div", "", list(_claims(child)), class_="claims-unfolded")
            elif len(next(child.iter("tr"), [])) >= _MANY:
                block = new("div", "", [child], class_="sideways", role="region", tabindex="0", aria_label=heading)
            else:
                continue
            block.tail, child.tail = child.tail, None
            parent[at] = block


def _claims(table: Element) -> Iterator[Element]:
    """A block for each claim with a heading of its own, its cells and what each side grants below one another."""
    heads = [words_in(head) for head in table.iter("th")]
    article: Element | None = None
    for number, row in enumerate(row for body in table.iter("tbody") for row in body.iter("tr")):
        if article is None or "grants" not in classes_of(row):
            if article is not None:
                yield article
            article = new("article", class_="claim", id=row.get("id") or f"claim-row-{number}")
        article.extend(_cells(row, heads))
    if article is not None:
        yield article


def _cells(row: Element, heads: Sequence[str]) -> Iterator[Element]:
    if "grants" in classes_of(row):
        yield from (new("div", cell.text or "", list(cell), class_="grants") for cell in row)
        return
    for place, cell in enumerate(row):
        inner = new("div", cell.text or "", list(cell), class_="cell")
        mark = next(iter(with_class(inner, "mark")), None)
        if place == 0 and mark is not None:
            mark.tag = "h3"
        elif place < len(heads):
            inner.insert(0, new("h4", heads[place]))
        yield inner
