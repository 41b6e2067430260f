"""Sessions: the meetings of a group."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from moot.guide.base import Day, Id, Model, Prose, Words, listed

__all__ = ["USUAL_LENGTH", "Session"]

USUAL_LENGTH = 90
"""Minutes of a meeting that states no length."""


class Session(Model):
    """One meeting."""

    id: Id = Field(description="Short stable name, such as s1; it becomes part of the file names.")
    title: Prose = Field(description="Title of the meeting.")
    sections: Annotated[tuple[Id, ...], BeforeValidator(listed), Field(min_length=1)] = Field(
        description="Ids of the sections read for it."
    )
    focus: Prose | None = Field(default=None, description="Its focus question; without it, that of its first section.")
    minutes: Annotated[int, Field(ge=15, le=480)] = Field(
        default=USUAL_LENGTH, description="Length of the meeting in minutes."
    )
    goals: Words = Field(default=(), description="What the group will be able to do afterwards.")
    questions: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Its questions in the order wanted; without it, all of its sections, by kind."
    )
    closing: Prose | None = Field(default=None, description="The closing task, written at the end of the meeting.")
    next_time: Prose | None = Field(default=None, description="What to do until the next meeting.")
    prepare: Words = Field(default=(), description="What the facilitator has to get ready.")
    on: Day | None = Field(default=None, description="Day of the meeting: 2027-03-04.")
    at: Annotated[str, Field(pattern=r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$")] | None = Field(
        default=None, description="When it starts, as 19:00; the agenda then shows clock times."
    )
    place: Prose | None = Field(default=None, description="Where it is.")
    lead: Prose | None = Field(default=None, description="Who leads it.")
