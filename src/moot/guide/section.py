"""Sections of the text: what they claim, and which readings a group needs to test it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from moot.guide.base import Id, Model, PartialDate, Prose, Words, listed
from moot.guide.question import Question
from moot.guide.words import ROLES, Need, Status

__all__ = ["Claim", "Image", "QuotationCheck", "ReadingUse", "Section"]


class ReadingUse(Model):
    """A reading as one section uses it."""

    reading: Id = Field(description="Id of the reading.")
    need: Need = Field(default="optional", description="required, choose-one or optional.")
    part: Prose | None = Field(default=None, description="Which part to read: `pp. 38-44`, `chapter 31`.")
    words: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Length of that part, in words.")
    note: Prose | None = Field(default=None, description="What to look for in it.")

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"reading": value} if isinstance(value, str) else value


class Claim(Model):
    """Something the text asserts that is disputed."""

    says: Prose = Field(description="A close paraphrase its holders would sign.")
    refs: Words = Field(default=(), description="Where the text says it.")
    holders: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Who holds it: ids from `positions`."
    )
    status: Status = Field(default="open", description="open, settled or in-dispute among those who study it.")
    status_source: Prose | None = Field(default=None, description="On what that judgement of its status rests.")
    evidence: Prose | None = Field(default=None, description="What the text offers for it.")
    counterpoint: Prose | None = Field(
        default=None, description="The strongest answer to it, in words its holders would sign."
    )
    test: Prose | None = Field(
        default=None, description="A task: how the group can test it against the text and the readings."
    )
    settles: Prose | None = Field(default=None, description="What evidence would settle it.")
    answered_by: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Ids of the readings that answer it."
    )
    concedes: dict[Id, Prose] = Field(default_factory=dict, description="What each position has to grant.")
    loaded: Words = Field(default=(), description="Words of the text that carry a verdict.")


class QuotationCheck(Model):
    """A quotation the text makes of somebody else, beside the passage it was taken from."""

    ref: Prose = Field(description="Where the text quotes it.")
    words: Prose | None = Field(default=None, description="A few words by which to find it.")
    author: Prose = Field(description="Who is quoted.")
    date: PartialDate | None = Field(default=None, description="When it was written or said.")
    addressee: Prose | None = Field(default=None, description="To whom.")
    made_public: Prose | None = Field(default=None, description="How and when it became public.")
    passage: Prose = Field(
        description="What the full passage is about, in the editors' own words, and what was left out."
    )
    reading: Id | None = Field(default=None, description="The reading in which the full passage can be found.")
    to_check: Prose | None = Field(
        default=None, description="What the editors could not compare with the printed source."
    )


class Image(Model):
    """A picture in the guide folder, printed with the text of its section."""

    file: Prose = Field(description="Its file in the guide folder: PNG, JPEG, GIF or WebP, such as images/map.png.")
    alt: Prose = Field(description="What it shows, for those who cannot see it.")
    caption: Prose | None = Field(default=None, description="Printed below it.")
    credit: Prose | None = Field(default=None, description="Who made it, and under what terms it is printed here.")


_Uses = Annotated[tuple[ReadingUse, ...], BeforeValidator(listed)]


class Section(Model):
    """A part of the text and everything a group needs to talk about it."""

    id: Id = Field(description="Short stable name; the key of the section in `sections`, or its file's name.")
    title: Prose | None = Field(default=None, description="How to call it in print; without it, the last heading.")
    heading: Words = Field(default=(), description="Its heading in the text, or the path of headings to it.")
    starts_with: Prose | None = Field(
        default=None, description="Its first few words, where it has no heading of its own."
    )
    paragraphs: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="How many paragraphs it has in the text, so that references can be checked without a copy.",
    )
    words: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="How many words it has in the text, for the reading time without a copy."
    )
    summary: Prose | None = Field(default=None, description="What it argues, neutrally, in the editors' own words.")
    plain: Prose | None = Field(
        default=None, description="The summary in plain words and short sentences, for sets of the level plain."
    )
    focus: Prose | None = Field(default=None, description="The one arguable question of this section.")
    background: Prose | None = Field(default=None, description="What readers need to know to follow it.")
    claims: dict[Id, Claim] = Field(default_factory=dict, description="What it asserts that is disputed, by id.")
    questions: tuple[Question, ...] = Field(
        default=(), description="Its questions; or put them into `questions/*.yaml`."
    )
    quotations: tuple[QuotationCheck, ...] = Field(
        default=(), description="Quotations of others that should be checked."
    )
    images: tuple[Image, ...] = Field(default=(), description="Pictures to print with it.")
    primary: _Uses = Field(default=(), description="Evidence from the time.")
    counterpoint: _Uses = Field(default=(), description="Readings that dispute a claim of this section.")
    support: _Uses = Field(default=(), description="Independent evidence for a claim of this section.")
    context: _Uses = Field(default=(), description="Readings on what was happening around it.")
    scholarship: _Uses = Field(default=(), description="Later research.")
    comparison: _Uses = Field(default=(), description="Parallel cases.")
    reference: _Uses = Field(default=(), description="Works to look things up in.")
    further: _Uses = Field(default=(), description="For those who want more.")
    terms: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(default=(), description="Ids in glossary.yaml.")
    people: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(default=(), description="Ids in people.yaml.")
    timeline: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Ids in timeline.yaml."
    )

    def uses(self) -> tuple[tuple[str, int, ReadingUse], ...]:
        """Every reading of this section as (role, index within the role, use), in the order of the roles."""
        return tuple((role, i, use) for role in ROLES for i, use in enumerate(getattr(self, role)))

    @property
    def name(self) -> str:
        """What to call the section where its text is not at hand."""
        return self.title or (self.heading[-1] if self.heading else self.id.replace("-", " ").capitalize())
