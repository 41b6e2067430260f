"""Readings: each source once, with where it comes from and what it is good for."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from moot.guide.base import Id, Link, Model, PartialDate, Prose, Words, listed
from moot.guide.words import Confidence, ReadingType, Stance

__all__ = ["Container", "Reading"]


class Container(Model):
    """The book, journal or collection a reading stands in."""

    title: Prose = Field(description="Title of the book, journal or collection.")
    editor: Prose | None = Field(default=None, description="Who edited it.")
    publisher: Prose | None = Field(default=None, description="Publisher, with place if that helps to find it.")
    year: PartialDate | None = Field(default=None, description="When this edition came out.")
    volume: Prose | None = Field(default=None, description="Volume or number.")
    pages: Prose | None = Field(default=None, description="Pages in this edition, only where known.")


class Reading(Model):
    """One source."""

    id: Id = Field(description="Short stable name; the key of the entry where readings are a mapping.")
    title: Prose = Field(description="Title of the document, chapter or article.")
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = Field(
        default=None, description="Language of the title and the excerpt, where it is not the guide's: he, grc, uk."
    )
    authors: Words = Field(description="Who wrote or made it.")
    issued: PartialDate | None = Field(default=None, description="When it was made, as precise as known: 1918-02-23.")
    issued_note: Prose | None = Field(
        default=None, description="What needs saying about the date: calendar, first printing, written later."
    )
    place: Prose | None = Field(default=None, description="Where it was written or delivered.")
    container: Container | None = Field(
        default=None, alias="in", description="The book, journal or collection it stands in."
    )
    pages: Prose | None = Field(default=None, description="Pages, where it stands on its own.")
    publisher: Prose | None = Field(default=None, description="Publisher, where it stands on its own.")
    url: Link | None = Field(default=None, description="Where it can be read.")
    translator: Prose | None = Field(
        default=None, description="Who translated it; `none needed` where it was written so."
    )
    first_audience: Prose | None = Field(default=None, description="For whom it was made.")
    stake: Prose | None = Field(default=None, description="What its author had at stake, in one line.")
    type: ReadingType = Field(default="secondary", description="primary, secondary or tertiary: what it is in itself.")
    position: Id | None = Field(default=None, description="Whose side it comes from: an id from `positions`.")
    stance: dict[Id, Stance] = Field(
        default_factory=dict, description="For each claim: for, against, mixed or neither."
    )
    words: Annotated[int, Field(ge=1, le=2_000_000)] | None = Field(
        default=None, description="Length of the part to be read, in words; about 350 to a printed page."
    )
    says: Prose | None = Field(default=None, description="What it says, in two sentences of the editors' own.")
    excerpt: Words = Field(default=(), description="Paragraphs to print on the page, with their source line.")
    rights: Prose | None = Field(
        default=None, description="public domain, CC-BY-4.0, fair-dealing quotation, or link only."
    )
    confidence: Confidence | None = Field(
        default=None,
        description="seen (the editors read what they rely on), page-seen (a page about it), recalled (from memory).",
    )
    to_check: Prose | None = Field(
        default=None, description="What has still to be compared with the printed edition; printed for the facilitator."
    )
    tags: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(default=(), description="Free labels.")
