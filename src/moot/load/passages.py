"""What a reference such as `brest ¶3-4` points to: in the group's copy of the text, or by counting without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moot.guide.guide import Guide
from moot.guide.reference import Reference, parse_reference
from moot.problems import nearest

if TYPE_CHECKING:
    from moot.text.places import Located

__all__ = ["Passage", "Unresolved", "resolve"]


class Unresolved(ValueError):
    """A reference that leads nowhere; `hint` says what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.hint = hint
        super().__init__(message)


class Passage(NamedTuple):
    """A place in the text.

    first and last are ¶ numbers of the whole text where `numbered`, else paragraphs counted within the section.
    """

    section: str | None
    first: int | None = None
    last: int | None = None
    numbered: bool = False
    words: str | None = None


def resolve(ref: str, section: str | None, guide: Guide, located: Located | None) -> Passage:
    """The passage that `ref`, written for `section`, means. Raises Unresolved where there is none."""
    try:
        reference = parse_reference(ref)
    except ValueError as error:
        raise Unresolved(str(error)) from None
    name = reference.section or (None if reference.whole and ref.strip() == "all" else section)
    if name is not None and name not in guide.sections:
        close = nearest(name, guide.sections)
        known = list(guide.sections)
        hint = f"did you mean “{close}”?" if close else f"known: {', '.join(known[:8])}{' …' if len(known) > 8 else ''}"
        raise Unresolved(f"there is no section “{name}”", hint)
    if name is None or reference.whole:
        return Passage(name)
    if reference.words is not None:
        return _by_words(name, reference.words, guide, located)
    return _by_number(name, reference, guide, located)


def _by_number(name: str, reference: Reference, guide: Guide, located: Located | None) -> Passage:
    assert reference.first is not None and reference.last is not None
    place = located.places.get(name) if located else None
    numbers = place.numbers if place else None
    count = len(numbers) if numbers is not None else guide.sections[name].paragraphs
    if count is not None and reference.last > count:
        has = "no paragraphs" if count == 0 else "one paragraph" if count == 1 else f"{count} paragraphs"
        raise Unresolved(
            f"section “{name}” has {has}; there is no ¶{reference.last} in it",
            "paragraphs are counted from 1 within each section",
        )
    if numbers is None:
        return Passage(name, reference.first, reference.last)
    return Passage(name, numbers[reference.first - 1], numbers[reference.last - 1], numbered=True)


def _by_words(name: str, words: str, guide: Guide, located: Located | None) -> Passage:
    place = located.places.get(name) if located else None
    if place is None:
        return Passage(name, words=words)
    from moot.text.quoted import find_words  # only where there is a text

    found = find_words(place.blocks, words)
    if not found.blocks:
        raise Unresolved(
            f"the words “{words}” are not in section “{name}” of the text",
            f"the nearest there: “{found.nearest}”" if found.nearest else "",
        )
    numbered = [block.number for block in found.blocks if block.number is not None]
    if len(set(numbered)) > 1:
        places = ", ".join(f"¶{number}" for number in numbered[:4])
        raise Unresolved(
            f"the words “{words}” stand more than once in section “{name}”: {places}", "write a few more of them"
        )
    if not numbered:  # words of an epigraph or a list, which bear no number
        return Passage(name, words=words)
    return Passage(name, numbered[0], numbered[-1], numbered=True, words=words)
