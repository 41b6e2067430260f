"""References as they are printed: `¶12–14` where the group has a copy of the text, a place to count to where not."""

from __future__ import annotations

from collections.abc import Collection

from moot.load.guide_folder import Loaded
from moot.load.passages import Passage
from moot.plan.pieces import PlannedPassage
from moot.tongue import gettext, spoken

__all__ = ["printed_passage", "printed_passages", "printed_refs"]


def printed_refs(loaded: Loaded, refs: tuple[str, ...], section: str | None) -> tuple[str, ...]:
    """Every reference of a question or claim in print, each once. Loading has checked them, so none can fail."""
    return tuple(dict.fromkeys(printed_passage(loaded, loaded.passage(ref, section)) for ref in refs))


def printed_passages(
    loaded: Loaded, refs: tuple[str, ...], section: str | None, here: Collection[str]
) -> tuple[PlannedPassage, ...]:
    """The same, each with its place: its first paragraph, else its section, where that is one of the places `here`."""
    found: dict[str, PlannedPassage] = {}
    for ref in refs:
        passage = loaded.passage(ref, section)
        text, place = printed_passage(loaded, passage), ""
        for known in (f"section-{passage.section}", f"p{passage.first}" if passage.numbered else ""):
            place = known if known in here else place
        numbers = (passage.first, passage.last) if passage.numbered else (None, None)
        summary = not passage.numbered and passage.section is not None and _has_summary(loaded, passage.section)
        found.setdefault(text, PlannedPassage(text, place, *numbers, summary=summary))
    return tuple(found.values())


def _has_summary(loaded: Loaded, section: str) -> bool:
    """Whether something stands above its paragraphs that says what is in them."""
    told = loaded.guide.sections[section]
    return bool((loaded.guide.plain and told.plain) or told.summary)


def printed_passage(loaded: Loaded, passage: Passage) -> str:
    """One reference in print."""
    if passage.section is None:
        return gettext("the whole text")
    section = loaded.guide.sections[passage.section]
    if passage.numbered:
        return f"¶{passage.first}" if passage.first == passage.last else f"¶{passage.first}–{passage.last}"
    if passage.words:
        return gettext("section *%(name)s*, at “%(words)s”", name=section.name, words=passage.words)
    if passage.first is None:
        return gettext("section *%(name)s*", name=section.name)
    if passage.first == passage.last:
        return gettext("section *%(name)s*, %(ordinal)s paragraph", name=section.name, ordinal=_ordinal(passage.first))
    span = f"{passage.first}–{passage.last}"
    return gettext("section *%(name)s*, paragraphs %(span)s", name=section.name, span=span)


def _ordinal(number: int) -> str:
    """`3rd` in English; other languages put their own sign to the number, or write paragraph 3."""
    if spoken() != "en":
        return str(number)
    teens = number // 10 % 10 == 1
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
