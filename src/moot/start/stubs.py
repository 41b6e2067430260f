"""Draft questions for a new guide, from the library of openers: a beginning, for people to make better.

Every session gets one to open with, one to close with and its focus question; every section something on what it says,
what it means, the best case for it and the best case against, and what follows. They point at paragraphs that are
there, spread over the section, and their minutes make the session's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moot.load.openers import shared_openers
from moot.plan.agenda import fixed_parts, least_buffer
from moot.start.asking import Library, Part, Stub
from moot.start.outline import NewSection
from moot.start.weighing import rows_of, type_of

__all__ = ["section_type", "stub_questions"]


def section_type(section: NewSection, first: bool, last: bool, language: str) -> str:
    """What a section mostly is, one of SECTION_TYPES: by its heading, its blocks, or its place in the text.

    first, last: whether it begins or ends the text. language: a code such as en.
    """
    return type_of(section, rows_of(section), first, last, shared_openers(language))


def stub_questions(
    sessions: Sequence[tuple[int, Sequence[NewSection]]], language: str, author: str = ""
) -> tuple[Stub, ...]:
    """The draft questions of a new guide, in the order in which they are to be written.

    sessions: the minutes of each meeting, and the sections read for it. author: as the questions call the text's
    author; "" for not at all. The same text gives the same questions; no opener is used twice before all that fit
    have been used once. What finds no room in a meeting has `priority: if-time`, so that its minutes are not counted,
    and one line to write on, as it is printed all the same.
    """
    library = Library(shared_openers(language), author)
    everything = [section for _, sections in sessions for section in sections]
    made = [Part(section, place, len(everything), library) for place, section in enumerate(everything)]
    found: list[Stub] = []
    for minutes, sections in sessions:
        parts, made = made[: len(sections)], made[len(sections) :]
        if parts:
            found += _of_session(minutes, parts, library)
    return tuple(found)


# One meeting

_USUAL = (("says",), ("means",), ("cases",), ("follows",))
"""What every section is asked, a group of kinds each."""

_MORE = (("around",), ("means",), ("says",), ("cases",), ("follows",), ("around",))
"""What is asked as well where a meeting has time for it."""

_ORDER = (1, 2, 0, 3)
"""In which order the usual questions find room: what it means and the two cases first."""

_MUSTS = {1, 2}
"""Those of the first section of a meeting that are not dropped when time is short."""

_SPARE = 0.25
"""A meeting that plans less than three quarters of its minutes has room for more; see the rule of `moot check`."""


def _of_session(minutes: int, parts: Sequence[Part], library: Library) -> list[Stub]:
    """The questions of one meeting: by section, the opening first, the closing last."""
    room = minutes - sum(fixed_parts(minutes)) - least_buffer(minutes)
    home = parts[0]
    types = {part.type for part in parts}
    focus, opening, closing = (home.ask((kind,), types) for kind in ("focus", "opening", "closing"))
    room -= sum(stub["minutes"] for stub in (*opening, *closing))
    for step, part in _turns(parts):
        room -= part.take(_kinds(_USUAL[step], part.place), room, must=step in _MUSTS and part is home)
    spare = minutes * _SPARE - least_buffer(minutes)
    for step, group in enumerate(_MORE):
        for part in parts:
            if room > spare:
                room -= part.take(_kinds(group, part.place + step + 1), room, must=False, optional=True)
    stubs = [*focus, *opening, *(stub for part in parts for stub in part.in_order()), *closing]
    return [library.named(stub) for stub in stubs]


def _turns(parts: Sequence[Part]) -> Iterator[tuple[int, Part]]:
    """In which order the sections of a meeting find room: the first is understood and tested, then the others."""
    home, *others = parts
    yield from ((step, home) for step in _ORDER[:3])
    yield from ((step, part) for step in _ORDER for part in others)
    yield _ORDER[3], home


def _kinds(group: Sequence[str], turn: int) -> tuple[str, ...]:
    """The kinds of a group, each a first choice in its turn."""
    kinds = tuple(kind for name in group for kind in _GROUPS[name])
    at = turn % len(kinds)
    return kinds[at:] + kinds[:at]


_GROUPS = {
    "says": ("factual", "sourcing", "context"),
    "means": ("interpretive",),
    "cases": ("counterpoint", "corroboration"),
    "follows": ("evaluative", "application"),
    "around": ("context", "sourcing", "factual"),
}
