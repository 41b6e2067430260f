"""The guide as a whole, as its `guide.yaml` states it and as the rest of the program uses it."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field

from moot.guide.base import Id, Link, Model, PartialDate, Prose, Words, listed
from moot.guide.lists import Event, Person, Position, Term
from moot.guide.protocol import Protocol
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Claim, Section
from moot.guide.session import Session
from moot.guide.words import Level

__all__ = ["Editors", "Guide", "GuideFile", "QuestionSet", "TextSource"]


class Editors(Model):
    """Who made the guide and where they stand."""

    names: Words = Field(description="Names, or the name of the group.")
    leanings: Prose | None = Field(default=None, description="Where the editors stand, and to whom their sources lean.")
    contact: Prose | None = Field(default=None, description="Where readers send what they found; printed on a slip.")
    reviewed_by: Words = Field(default=(), description="Who read it before release, from which side, and when.")


class TextSource(Model):
    """The work under study."""

    title: Prose = Field(description="Its title.")
    authors: Words = Field(default=(), description="Who wrote it.")
    issued: PartialDate | None = Field(default=None, description="When it came out.")
    publisher: Prose | None = Field(default=None, description="Who published it.")
    url: Link | None = Field(default=None, description="Where it can be read.")
    first_audience: Prose | None = Field(default=None, description="For whom it was written.")
    stake: Prose | None = Field(default=None, description="What its authors had at stake, in one line.")
    rights: Prose | None = Field(default=None, description="Under what terms it may be copied.")
    file: Prose | None = Field(
        default=None, description="The group's own copy in the guide folder; without it, `text.md` is looked for."
    )


class QuestionSet(Model):
    """One of several ways to ask about the same text; its questions stand in `questions/`, under its name."""

    title: Prose | None = Field(default=None, description="What to call it in print; without it, its name.")
    about: Prose | None = Field(default=None, description="For whom it is, and what it asks.")
    minutes: Annotated[int, Field(ge=15, le=480)] | None = Field(
        default=None, description="Length of each meeting with it, where that is not the session's own."
    )
    extends: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Sets of this guide whose questions it asks as well."
    )
    without: Annotated[tuple[Id, ...], BeforeValidator(listed)] = Field(
        default=(), description="Questions of those sets that it leaves out, by id."
    )
    level: Level = Field(
        default="standard",
        description="plain prints plain summaries, only the claims its questions test and those in brief, no quotation "
        "checks, and of the readings those that are required or that its questions name.",
    )


def _named(value: Any) -> Any:
    """`sets: core`, `sets: [core, ours]` and `sets: {core: {…}}` alike as sets by name."""
    if isinstance(value, dict):
        return {key: {} if about is None else about for key, about in value.items()}
    names = [value] if isinstance(value, str) else value
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return {name: {} for name in names}
    return value


class GuideFile(Model):
    """What stands in `guide.yaml`."""

    title: Prose = Field(description="Title of the guide.")
    subtitle: Prose | None = Field(default=None, description="A second line for the title.")
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        default="en", description="Language of the guide, as a code: en, es, pt-BR."
    )
    license: Prose | None = Field(
        default=None, description="Under what terms the guide may be shared, such as CC-BY-4.0."
    )
    version: Prose | None = Field(default=None, description="Version of the guide.")
    about: Words = Field(default=(), description="What readers should know about this guide, in a paragraph or two.")
    editors: Editors | None = Field(default=None, description="Who made it and where they stand.")
    text: TextSource = Field(description="The work under study.")
    positions: dict[Id, Position] = Field(default_factory=dict, description="The sides in the dispute, by id.")
    norms: Words = Field(default=(), description="Ground rules for the talk.")
    if_all_agree: Words = Field(default=(), description="What the facilitator can do when the whole room agrees.")
    missing_voices: Prose | None = Field(default=None, description="Who is discussed here but not heard.")
    sections: dict[Id, Any] = Field(
        default_factory=dict, description="Its sections by id; or one file each in `sections/`."
    )
    sessions: tuple[Session, ...] = Field(default=(), description="The meetings, in order.")
    sets: Annotated[dict[Id, QuestionSet], BeforeValidator(_named)] = Field(
        default_factory=dict,
        description="Its question sets by name, the usual one first; without it, all in `questions/` are one.",
    )


class Guide(Model):
    """A whole guide, every reference in it resolved."""

    slug: str = Field(description="Name of its folder.")
    about: GuideFile = Field(description="What guide.yaml says.")
    sections: dict[str, Section] = Field(description="By id, in the order of the guide.")
    sessions: tuple[Session, ...] = Field(description="In order.")
    questions: dict[str, Question] = Field(description="By id, each with its section, in order.")
    readings: dict[str, Reading] = Field(description="By id.")
    glossary: dict[str, Term] = Field(description="By id.")
    people: dict[str, Person] = Field(description="By id.")
    timeline: dict[str, Event] = Field(description="By id.")
    protocols: dict[str, Protocol] = Field(
        default_factory=dict, description="By id: its own, and those of the shared library that its questions name."
    )
    adapted: tuple[str, ...] = Field(default=(), description="Who adapted it from what, and what was changed.")
    left_out: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="By session: what is not asked there, and why."
    )
    drafts: dict[str, Question] = Field(
        default_factory=dict, description="Draft questions that are left out, by id: those of the sets that are asked."
    )
    online: bool = Field(default=False, description="Whether the group meets online.")
    language: str = Field(default="", description="Language of moot's own words, where it is not the guide's.")
    group: int | None = Field(default=None, description="How many people come, where that is known.")
    asked: tuple[str, ...] = Field(default=(), description="Names of the question sets its questions are of.")

    def without_drafts(self) -> Self:
        """The guide without the questions that are drafts, which it keeps apart."""
        drafts = {name: question for name, question in self.questions.items() if question.draft}
        if not drafts:
            return self
        kept = {name: question for name, question in self.questions.items() if name not in drafts}
        return self.model_copy(update={"questions": kept, "drafts": {**self.drafts, **drafts}})

    def with_drafts(self) -> Self:
        """The guide with the drafts that were left out, behind its other questions."""
        if not self.drafts:
            return self
        return self.model_copy(update={"questions": {**self.questions, **self.drafts}, "drafts": {}})

    @property
    def plain(self) -> bool:
        """Whether all its questions are of sets of the level plain."""
        return bool(self.asked) and all(
            name in self.about.sets and self.about.sets[name].level == "plain" for name in self.asked
        )

    def claims(self) -> dict[str, tuple[str, Claim]]:
        """Every claim by id, with the id of its section."""
        return {key: (section.id, claim) for section in self.sections.values() for key, claim in section.claims.items()}
