"""The plain lists beside a guide: glossary, people, timeline, and the positions in the dispute."""

from typing import Self

from pydantic import Field, model_validator

from moot.guide.base import Id, Link, Model, PartialDate, Prose, Words, checked_date

__all__ = ["Event", "Person", "Position", "Term"]


class Term(Model):
    """A word to explain; it is glossed beside the paragraph where the text first uses it."""

    id: Id = Field(description="Short stable name; the key of the entry.")
    term: Prose = Field(description="The word as it is printed.")
    says: Prose = Field(description="What it means, neutrally, in one or two sentences.")
    also: Words = Field(default=(), description="Other forms under which it stands in the text.")
    source: Prose | None = Field(default=None, description="Where the explanation comes from.")
    url: Link | None = Field(default=None, description="Where to read more.")


class Person(Model):
    """Somebody the text names."""

    id: Id = Field(description="Short stable name; the key of the entry.")
    name: Prose = Field(description="The name as it is printed.")
    born: PartialDate | None = Field(default=None, description="Year of birth.")
    died: PartialDate | None = Field(default=None, description="Year of death.")
    says: Prose = Field(description="Who they were at the time of the text, in one neutral line.")
    also: Words = Field(default=(), description="Other names.")
    source: Prose | None = Field(default=None, description="Where that comes from.")
    position: Id | None = Field(default=None, description="Where they stand: an id from `positions`.")


class Event(Model):
    """A dated event."""

    id: Id = Field(description="Short stable name; the key of the entry.")
    when: PartialDate = Field(description="The date in the present calendar, as precise as known.")
    old_style: PartialDate | None = Field(
        default=None, description="The date in the old (Julian) calendar, where it matters."
    )
    says: Prose = Field(description="What happened, in one neutral line.")
    source: Prose | None = Field(default=None, description="Where the date comes from.")
    until: PartialDate | None = Field(default=None, description="When it ended, where it lasted.")

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.until and "/" in self.when + self.until:
            raise ValueError("this event has two ends: write “when: 1918/1920”, or “when: 1918” and “until: 1920”")
        if self.until:
            checked_date(f"{self.when}/{self.until.removeprefix('c.').strip()}")
        return self


class Position(Model):
    """A side in the dispute, in words its holders would use of themselves."""

    name: Prose = Field(description="What to call it in print.")
    short: Prose | None = Field(default=None, description="A word or two for it, where there is little room.")
    about: Prose | None = Field(default=None, description="Who that is, in one neutral sentence.")
