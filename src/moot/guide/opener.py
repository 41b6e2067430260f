"""Openers: good beginnings of questions for any text, with slots that are filled from it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from moot.guide.base import Id, Model, Prose, Words, listed
from moot.guide.question import DEFAULT_MINUTES, Question
from moot.guide.words import Kind

__all__ = ["SECTION_TYPES", "SLOTS", "At", "Opener", "OpenerFile", "SectionType"]

SectionType = Literal[
    "introduction",
    "argument",
    "narrative",
    "quotations",
    "theses",
    "dialogue",
    "verse",
    "letter",
    "conclusion",
]
"""What a section mostly is; argument is what is nothing else."""

SECTION_TYPES: tuple[str, ...] = get_args(SectionType)

At = Literal["weight", "first", "last", "quotation", "year", "term", "reasons", "section", "none"]
"""Where in its section a question points."""

SLOTS = ("paragraph", "section", "author", "quoted", "term", "year")
"""What can be filled into an opener, in braces."""

_NEEDS = {"quoted": {"quotation"}, "term": {"term"}, "year": {"year"}}
"""A slot that only a paragraph of this sort can fill."""

_WITHOUT_PARAGRAPH = {"section", "none"}
_MOST_WORDS = 20


def _checked_ask(value: str) -> str:
    for name in re.findall(r"\{([^{}]*)\}", value):
        if name not in SLOTS:
            known = ", ".join(f"{{{slot}}}" for slot in SLOTS)
            raise ValueError(f"there is no slot {{{name}}}; there are {known}")
    if value.count("?") > 1:
        raise ValueError("this asks more than one thing; keep the first and move the rest to “probes”")
    words = sum(any(map(str.isalnum, word)) for word in value.split())
    if words > _MOST_WORDS:
        raise ValueError(f"this has {words} words; {_MOST_WORDS} can be said aloud")
    return value


class Opener(Model):
    """One beginning of a question."""

    id: Id = Field(description="Short, stable, never used again for another opener.")
    kind: Kind = Field(description="What sort of question it makes; see `moot help kinds`.")
    types: Annotated[tuple[SectionType, ...], BeforeValidator(listed)] = Field(
        default=(), alias="for", description="For which sections; without it, for any."
    )
    not_types: Annotated[tuple[SectionType, ...], BeforeValidator(listed)] = Field(
        default=(), alias="not_for", description="For any section but these."
    )
    paragraphs: Annotated[int, Field(ge=1, le=20)] = Field(
        default=1, description="Only for sections of at least so many paragraphs, where it points at one of them."
    )
    at: At = Field(default="weight", description="Where in its section it points.")
    ask: Annotated[Prose, AfterValidator(_checked_ask)] = Field(description="The question, with slots in braces.")
    pair: Id | None = Field(
        default=None, description="The name that the best case for and the best case against share."
    )
    best_case: Literal["for", "against"] | None = Field(default=None, description="Which of the two it is.")
    minutes: Annotated[int, Field(ge=1, le=60)] | None = Field(
        default=None, description="How long to give it; without it, the usual time of its kind."
    )
    probes: Words = Field(default=(), description="What the facilitator can ask next.")
    answer_space: Annotated[str | None, Field(validate_default=False)] = Field(
        default=None, description="Room to write, as in a question."
    )

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of its question, each once."""
        return tuple(slot for slot in SLOTS if f"{{{slot}}}" in self.ask)

    @property
    def time(self) -> int:
        """Minutes the question takes: its own, or the usual ones of its kind."""
        return DEFAULT_MINUTES[self.kind] if self.minutes is None else self.minutes

    def fits(self, types: Collection[str]) -> bool:
        """Whether it can be asked about sections all of which are of these types."""
        return (not self.types or set(types) <= set(self.types)) and not set(types) & set(self.not_types)

    @model_validator(mode="after")
    def _can_be_asked(self) -> Opener:
        if self.types and self.not_types:
            raise ValueError(f"opener “{self.id}”: “for” says it all; take “not_for” away")
        if (self.pair is None) != (self.best_case is None):
            raise ValueError(f"opener “{self.id}”: “pair” and “best_case” go together")
        for slot in self.slots:
            if self.at not in _NEEDS.get(slot, {self.at}):
                raise ValueError(f"opener “{self.id}”: {{{slot}}} needs “at: {next(iter(_NEEDS[slot]))}”")
        if "paragraph" in self.slots and self.at in _WITHOUT_PARAGRAPH:
            raise ValueError(f"opener “{self.id}”: “at: {self.at}” has no {{paragraph}}")
        if self.answer_space is not None:  # the rule is that of questions
            Question(id=self.id, kind="opening", ask="What?", answer_space=self.answer_space)
        return self


class OpenerFile(Model):
    """A file of openers in one language, with the words by which sections are told."""

    headings: dict[SectionType, Words] = Field(
        default_factory=dict, description="Words that begin the heading of a section of this type."
    )
    greetings: Words = Field(default=(), description="Words with which a letter or speech begins.")
    weighty: Words = Field(default=(), description="Words that make a paragraph weigh more: must, never, therefore.")
    reasons: Words = Field(default=(), description="Words with which a reason is given: because, therefore.")
    so_called: Words = Field(
        default=(), description="How words begin after which a quoted word is somebody else’s: so-called."
    )
    openers: tuple[Opener, ...] = Field(default=(), description="The beginnings of questions, each with an id.")
