"""Protocols: named ways to talk, with the steps and the minutes they take."""

from __future__ import annotations

import math
import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from moot.guide.base import Id, Model, Prose, Words, listed
from moot.guide.words import Kind

__all__ = ["Protocol", "Step", "protocol_name"]

StepMinutes = Annotated[float, Field(gt=0, le=60)]


class Step(Model):
    """One step of a protocol."""

    does: Prose = Field(description="What the group does, said to the group.")
    minutes: StepMinutes = Field(description="Minutes it takes; halves are allowed: 0.5.")
    short: StepMinutes | None = Field(default=None, description="Minutes in the short form of the protocol.")
    each: Literal["person", "group"] | None = Field(
        default=None,
        description="person: as often as a small group has members; group: as often as there are small groups.",
    )


class Protocol(Model):
    """A named way to talk."""

    id: Id = Field(description="Short stable name; the key of the entry, or the file's name.")
    title: Prose = Field(description="What to call it in print.")
    about: Prose = Field(description="What it is good for, in a sentence or two.")
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(listed)] = Field(
        default=(), description="Kinds of question it fits."
    )
    group: Annotated[int, Field(ge=2, le=30)] | None = Field(
        default=None, description="People in one small group; without it, all stay together."
    )
    people: Prose | None = Field(default=None, description="For how many people it is fit.")
    steps: Annotated[tuple[Step, ...], Field(min_length=1)] = Field(description="Its steps, in order.")
    roles: Words = Field(default=(), description="Who does what, such as a timekeeper.")
    watch: Words = Field(default=(), description="What the facilitator should watch for.")
    access: Words = Field(default=(), description="How those take part who would rather not write, read or speak up.")
    online: Prose | None = Field(default=None, description="How it is done when people are not in one room.")
    source: Prose | None = Field(default=None, description="Where it comes from.")

    def takes(self, people: int, short: bool = False) -> float:
        """Minutes it takes with so many people, or in its short form.

        Small groups talk at the same time, so a turn for each person counts once for each member of one group.
        """
        size = min(self.group or people, people)
        times = {None: 1, "person": size, "group": max(1, people // size)}
        return sum((step.short or step.minutes if short else step.minutes) * times[step.each] for step in self.steps)

    def least(self, people: int) -> int:
        """Whole minutes it takes at least with so many people: in its short form, if it has one."""
        return math.ceil(min(self.takes(people), self.takes(people, short=True)))

    @property
    def has_short_form(self) -> bool:
        """Whether some step has minutes for a short form."""
        return any(step.short for step in self.steps)


def protocol_name(written: str) -> str:
    """The id a question means by its `protocol`: `Pairs first` is `pairs-first`."""
    return re.sub(r"[^a-z0-9]+", "-", written.lower()).strip("-")
