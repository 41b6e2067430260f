"""Where one page ends and the next begins: headings left alone, blocks cut in two, pages with next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from moot.render.boxes import SLACK, Page, Thing
from moot.render.results import Fault

__all__ = ["break_faults"]

_FORCED = frozenset({"page", "left", "right", "recto", "verso", "always"})
_MOST = 10
# Of the height of a page: a last one, and one in the middle, with less than this on it is nearly empty.
_LITTLE_AT_THE_END, _LITTLE = 0.12, 0.25


def break_faults(pages: Sequence[Page]) -> list[Fault]:
    """What is wrong with the ends and beginnings of these pages."""
    return [*_stranded(pages)[:_MOST], *_split(pages)[:_MOST], *_nearly_empty(pages)]


def _stranded(pages: Sequence[Page]) -> list[Fault]:
    """Headings that nothing follows on their page, though the document goes on."""
    faults = []
    for page, following in pairwise(pages):
        body = page.body
        for element, is_table_head in page.heads.items():
            if element in following.heads and not is_table_head:
                continue
            inside = [i for i, thing in enumerate(body) if any(b.element is element for b in thing.place.boxes)]
            if not inside or _is_followed(body, inside) or _is_forced(page, following):
                continue
            words = " ".join(body[i].text for i in inside)
            faults.append(Fault.of("stranded heading", page.number, words))
    return faults


def _is_followed(body: Sequence[Thing], inside: Sequence[int]) -> bool:
    """Whether something comes next that stands beside or below, not at the head of another column."""
    after = body[inside[-1] + 1 :]
    return bool(after) and after[0].ink.y1 > body[inside[0]].ink.y0


def _is_forced(page: Page, following: Page) -> bool:
    """Whether the next page begins because the style sheet says so."""
    if following.blank or page.name != following.name:
        return True
    first = next(iter(following.body), None)
    last = next(reversed(page.body), None)
    begun = first is not None and any(box.style["break_before"] in _FORCED for box in first.place.boxes)
    return begun or (last is not None and any(box.style["break_after"] in _FORCED for box in last.place.boxes))


def _split(pages: Sequence[Page]) -> list[Fault]:
    """Questions, and whatever else is to be kept whole, that are on more than one page, though one would hold them."""
    on: dict[Any, list[tuple[int, float]]] = {}
    for page in pages:
        for element, height in page.kept.items():
            if height > SLACK:
                on.setdefault(element, []).append((page.number, height))
    most = max((page.content.y1 - page.content.y0 for page in pages), default=0)
    faults: dict[Any, Fault] = {}
    for element, places in on.items():
        if len(places) == 1 or any(element is one for above in faults for one in above.iter()):
            continue
        is_question = "question" in (element.get("class") or "").split() or element.get("data-keep") is not None
        words = " ".join(element.itertext())
        is_long = is_question and "long" in (element.get("class") or "").split()
        if sum(height for _, height in places) <= most and not is_long:
            faults[element] = Fault.of("split question" if is_question else "split block", places[0][0], words)
        elif is_question:
            faults[element] = Fault.of("long question", places[0][0], words)
    return list(faults.values())


def _nearly_empty(pages: Sequence[Page]) -> list[Fault]:
    """Pages with a few lines only, which a little less text would save, and pages with nothing at all.

    Those that the style sheet asks for are as they should be.
    """
    faults = []
    for page, following in zip(pages, (*pages[1:], None), strict=True):
        body = page.body
        if not page.things or all(thing.place.margin for thing in page.things):
            if not page.blank and len(pages) > 1:
                faults.append(Fault.of("empty page", page.number, ""))
            continue
        height = page.content.y1 - page.content.y0
        filled = max((thing.ink.y1 for thing in body), default=page.content.y0) - page.content.y0
        words = " ".join(thing.text.strip() for thing in body if thing.text)
        if following is None:
            little = len(pages) > 1 and filled <= _LITTLE_AT_THE_END * height
        else:
            little = filled < _LITTLE * height and not _is_forced(page, following)
        if little:
            faults.append(Fault.of("nearly empty page", page.number, words))
    return faults
