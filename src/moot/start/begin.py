"""A new guide as it will be: its sections, the meetings they are read for, its draft questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from moot.start.outline import NewSection, new_sections
from moot.start.sessions import ByMinutes, minutes_to_read, split, split_by_minutes
from moot.text.importing import ImportedText

__all__ = ["USUAL_MINUTES", "Meeting", "NewGuide", "Wishes", "begun"]

USUAL_MINUTES = 20
"""Minutes of reading for a meeting, at a slow reader's pace, where nobody says: a dense text of 3,500 words fills
ninety minutes of talk."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person said about the guide; None and "" where nothing was said."""

    title: str = ""
    language: str = ""
    sessions: int | None = None
    """How many meetings."""
    minutes_reading: float | None = None
    """The most minutes of reading for a meeting."""
    minutes: int | None = None
    """Length of each meeting."""
    at: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session of the new guide."""

    id: str
    title: str
    sections: tuple[NewSection, ...]

    @property
    def words(self) -> int:
        """Words of the text read for it."""
        return sum(section.words for section in self.sections)


@dataclass(frozen=True, slots=True)
class NewGuide:
    """A guide that is about to be written."""

    title: str
    language: str
    sections: tuple[NewSection, ...]
    meetings: tuple[Meeting, ...]
    longer: tuple[NewSection, ...]
    """Sections that take longer to read than a meeting was to have."""
    imported: ImportedText
    source: str
    """Name of the file it was made from."""
    wishes: Wishes
    dates: tuple[date, ...] = ()
    """Of the meetings, in their order; none where nobody said."""
    drafts: tuple[dict[str, Any], ...] = ()
    """Draft questions, as they stand in a file of questions."""


def begun(imported: ImportedText, source: str, name: str, wishes: Wishes) -> NewGuide:
    """A guide on the imported text, without dates and draft questions.

    name: of its folder, the title where neither text nor person gives one. Raises ValueError for fewer than one
    session.
    """
    sections = new_sections(imported.text)
    words = [section.words for section in sections]
    found = ByMinutes((), ())
    if sections and wishes.sessions is not None:
        found = ByMinutes(split(words, wishes.sessions), ())
    elif sections:
        found = split_by_minutes(minutes_to_read(words), wishes.minutes_reading or USUAL_MINUTES)
    return NewGuide(
        title=wishes.title or imported.text.title or name,
        language=wishes.language or imported.language or "en",
        sections=sections,
        meetings=tuple(_meeting(number, sections[part]) for number, part in enumerate(found.sessions, 1)),
        longer=tuple(sections[i] for i in found.longer),
        imported=imported,
        source=source,
        wishes=wishes,
    )


def _meeting(number: int, sections: Sequence[NewSection]) -> Meeting:
    first, last = sections[0].title, sections[-1].title
    title = first if len(sections) == 1 else f"{first} – {last}"
    return Meeting(f"s{number}", title, tuple(sections))
