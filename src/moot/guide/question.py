"""Questions and what the facilitator needs to lead them."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from moot.guide.base import Id, Model, Prose, Words, listed
from moot.guide.words import Kind, Level, Priority

__all__ = ["DEFAULT_LINES", "DEFAULT_MINUTES", "LEAST_REST", "LookFor", "Question"]

DEFAULT_MINUTES = {
    "focus": 0,
    "opening": 8,
    "factual": 5,
    "sourcing": 6,
    "context": 6,
    "interpretive": 8,
    "corroboration": 10,
    "counterpoint": 10,
    "evaluative": 8,
    "application": 7,
    "closing": 5,
}
"""Minutes of a question that states none: the 90-minute plan, its parts divided by their questions."""

DEFAULT_LINES = {"opening": 2, "factual": 2, "closing": 2, "focus": 0}
"""Lines to write on where a question states none; every other kind gets three."""


LEAST_REST = 3
"""Lines of a question that takes the rest of the page, where the page has no rest."""

_MOST_LINES = 22
"""So many lines of 8.5 mm fit on a page of A4 or Letter with a question of a few lines above them."""


def _checked_space(value: str) -> str:
    found = re.fullmatch(r"none|rest( [1-9])?|([0-9]{1,3})( lines?)?", value)
    if not found:
        raise ValueError(f"“{value}” is not a space for answers: write “6 lines”, “none” or “rest”")
    if found[2] and int(found[2]) > _MOST_LINES:
        raise ValueError(f"{found[2]} lines do not fit on a page with their question; {_MOST_LINES} do")
    return value


class LookFor(Model):
    """A good answer a facilitator may listen for; printed in the facilitator edition only."""

    says: Prose = Field(description="The answer, in one or two sentences.")
    ref: Prose | None = Field(
        default=None, description="Where it stands: a paragraph such as `brest ¶3`, or a reading's id."
    )
    side: Id | None = Field(default=None, description="Whose answer it is: an id from `positions`.")


class Question(Model):
    """One question of a set."""

    id: Id = Field(description="Short, stable, never used again for another question.")
    section: Id | None = Field(
        default=None, description="The section it belongs to; not needed where it stands inside the section."
    )
    kind: Kind = Field(description="What sort of question it is; see `moot help kinds`.")
    ask: Prose = Field(description="The question itself, one at a time, short enough to say aloud.")
    setup: Prose | None = Field(default=None, description="A sentence to read before the question.")
    refs: Words = Field(
        default=(), description="The paragraphs it is about: `¶3`, `brest ¶3-4`, or words of the text in quotes."
    )
    readings: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Ids of the readings it needs."
    )
    claims: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Ids of the claims it tests."
    )
    best_case: Literal["for", "against"] | None = Field(
        default=None, description="Set where it asks for the best case for, or against, what the text says."
    )
    draft: bool = Field(
        default=False,
        description="true for one that nobody has made their own yet: it is printed with --draft only, and marked. "
        "Take the line away once it is good.",
    )
    minutes: Annotated[int, Field(ge=1, le=120)] | None = Field(
        default=None, description="How long to give it; without it, the usual time of its kind."
    )
    priority: Priority = Field(
        default="should", description="What is kept when time is short: must, should or if-time."
    )
    level: Annotated[tuple[Level, ...], BeforeValidator(listed)] = Field(
        default=("standard",), description="For whom: plain, standard, seminar."
    )
    tags: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Free labels to select by."
    )
    protocol: Prose | None = Field(
        default=None,
        description="How to talk about it: a protocol's id, such as pairs-first, whose page is then printed; or a "
        "sentence of your own. See `moot help protocols`.",
    )
    probes: Words = Field(default=(), description="Follow-up questions for the facilitator.")
    look_fors: tuple[LookFor, ...] = Field(
        default=(), description="Good answers to listen for, from more than one side."
    )
    note: Prose | None = Field(default=None, description="Anything else the facilitator should know.")
    answer_space: Annotated[str, AfterValidator(_checked_space)] | None = Field(
        default=None,
        description="`6 lines`, `none`, or `rest` for what is left of the page; `rest 2` for twice the share.",
    )

    @property
    def time(self) -> int:
        """Minutes this question takes: its own, or the usual ones of its kind."""
        return DEFAULT_MINUTES[self.kind] if self.minutes is None else self.minutes

    @property
    def lines(self) -> int:
        """Ruled lines to print under the question; those of `rest` are the least it gets."""
        if self.answer_space is None:
            return DEFAULT_LINES.get(self.kind, 3)
        if self.rest:
            return LEAST_REST
        return 0 if self.answer_space == "none" else int(self.answer_space.split()[0])

    @property
    def rest(self) -> int:
        """Its share, by weight, of what is left of the page; 0 where it asks for none."""
        space = (self.answer_space or "").split()
        return int(space[-1]) if len(space) == 2 and space[0] == "rest" else int(space == ["rest"])
