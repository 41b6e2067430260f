"""Adaptations: what a group changes in a guide that somebody else wrote, by ids and plain verbs."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from moot.guide.base import Day, Id, Model, Prose, Words, listed
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.words import Kind, Level, Need, Role
from moot.problems import UsageProblem

__all__ = ["Adaptation", "AddedQuestion", "AddedReading", "Meeting", "Settings", "Split", "settings_of"]

Ids = Annotated[tuple[Id, ...], BeforeValidator(listed)]
YesNo = Literal["yes", "no", "true", "false"]


class Meeting(Model):
    """When and where one session is held."""

    on: Day | None = Field(default=None, description="Day of the meeting: 2027-03-04.")
    at: Annotated[str, Field(pattern=r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$")] | None = Field(
        default=None, description="When it starts, as 19:00; the agenda then shows clock times."
    )
    place: Prose | None = Field(default=None, description="Where it is.")
    lead: Prose | None = Field(default=None, description="Who leads it.")


class Split(Model):
    """Where one session is cut into two."""

    after: Id = Field(description="The last question of the first evening.")
    title: Prose | None = Field(default=None, description="Title of the second evening.")


class AddedQuestion(Question):
    """A question of the group's own: a must, unless it says otherwise, of the section of the question beside it."""

    after: Id | None = Field(default=None, description="The question it follows.")
    before: Id | None = Field(default=None, description="The question it precedes.")


class AddedReading(Reading):
    """A reading of the group's own."""

    to: Id = Field(description="The section that uses it.")
    role: Role = Field(default="comparison", description="What the section uses it as; see `moot help roles`.")
    need: Need = Field(default="optional", description="required, choose-one or optional.")
    part: Prose | None = Field(default=None, description="Which part to read.")
    note: Prose | None = Field(default=None, description="What to look for in it.")


class Settings(Model):
    """What holds for every meeting of the group."""

    title: Prose | None = Field(default=None, description="What to call the group's guide; without it, as before.")
    minutes: Annotated[int, Field(ge=15, le=480)] | None = Field(
        default=None, description="Length of every meeting; questions are chosen to fit."
    )
    group: Annotated[int, Field(ge=2, le=200)] | None = Field(default=None, description="How many people come.")
    sets: Ids = Field(default=(), description="Question sets to ask instead of the usual one.")
    level: Annotated[tuple[Level, ...], BeforeValidator(listed)] = Field(
        default=(), description="Only questions of these levels: plain, standard, seminar."
    )
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(listed)] = Field(
        default=(), description="Only questions of these kinds."
    )
    tags: Ids = Field(default=(), description="Only questions with one of these labels.")
    without: Words = Field(default=(), description="No questions of these kinds, labels or ids.")
    most: Annotated[int, Field(ge=1, le=100)] | None = Field(
        default=None, description="At most so many questions a meeting; musts go first."
    )
    paper: Literal["a4", "letter", "a5", "half-letter"] | None = Field(
        default=None, description="On which sheets: a4, letter, a5, half-letter."
    )
    large_print: YesNo | None = Field(default=None, description="yes for letters of 18 pt without serifs.")
    theme: Prose | None = Field(
        default=None,
        description="How it looks: a theme that `moot templates list` names, or a folder with one beside this file.",
    )
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = Field(
        default=None, description="Language of the words moot prints beside the guide's own: en, es, de, fr, ru, ar."
    )
    ink: Literal["saver", "full"] | None = Field(
        default=None, description="saver prints outlines and no fills, full may use light tints; saver where not given."
    )
    sides: Literal["one", "two"] | None = Field(
        default=None, description="two puts the binding margin inside, for sheets printed on both sides."
    )
    line_numbers: YesNo | None = Field(
        default=None, description="yes numbers every fifth line of the text, and questions cite lines too."
    )
    hyphenate: YesNo | None = Field(default=None, description="yes lets words be split at the ends of lines.")
    codes: YesNo | None = Field(default=None, description="no leaves out the QR codes beside web addresses.")
    mode: Literal["room", "online"] = Field(default="room", description="Where people meet: in a room, or online.")
    draft: YesNo | None = Field(default=None, description="yes asks draft questions as well, each marked as one.")
    text: Prose | None = Field(default=None, description="The group's own copy of the text, beside this file.")
    norms: Words = Field(
        default=(), description="Ground rules instead of the guide's: a list, or a file such as our-norms.md."
    )


class Adaptation(Model):
    """What stands in an adaptation file."""

    extends: Prose = Field(description="The guide's folder, the name of a shipped guide, or another adaptation's file.")
    title: Prose | None = Field(default=None, description="For whom it is: the Tuesday group.")
    by: Words = Field(default=(), description="Who made it.")
    edit: dict[Id, dict[str, Any]] = Field(
        default_factory=dict, description="New values for some fields of a question, reading, section or session."
    )
    swap: dict[Id, Id] = Field(default_factory=dict, description="One reading in the place of another.")
    drop: Ids = Field(default=(), description="Questions, readings, claims or sessions to leave out.")
    add: Annotated[tuple[dict[str, Any], ...], BeforeValidator(listed)] = Field(
        default=(), description="Questions (with `ask`) and readings (with `title`) of the group's own."
    )
    join: Annotated[tuple[Ids, ...], BeforeValidator(lambda value: _lists(value))] = Field(
        default=(), description="Sessions to hold in one evening: [[s2, s3]]."
    )
    split: dict[Id, Split] = Field(default_factory=dict, description="Sessions to hold on two evenings.")
    order: dict[Id, Ids] = Field(
        default_factory=dict, description="By session, the questions to begin with; the others follow."
    )
    schedule: dict[Id, Meeting] = Field(default_factory=dict, description="By session, when and where it is held.")
    set: Settings = Field(default_factory=Settings, description="What holds for every meeting.")


def _lists(value: Any) -> Any:
    """`join: [s2, s3]` counts as `[[s2, s3]]`."""
    return [value] if isinstance(value, list) and value and all(isinstance(one, str) for one in value) else value


def settings_of(**values: Any) -> Settings:
    """Settings from the words of a command line. Raises UsageProblem with the option that is wrong."""
    given = {key: value for key, value in values.items() if value not in (None, (), [])}
    for key in ("sets", "level", "kinds", "tags", "without"):
        if key in given:  # --set core,ours is meant as --set core --set ours
            given[key] = list(dict.fromkeys(part.strip() for one in given[key] for part in str(one).split(",")))
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        option, wrong = str(detail["loc"][0]), detail["input"]
        names = {"kinds": "kind", "tags": "tag", "sets": "set", "most": "max", "language": "lang"}
        reason = str(detail.get("ctx", {}).get("error") or detail["msg"].removeprefix("Input "))
        if option == "language":
            reason = "this is no code of a language\n    help: write es for Spanish, de, fr, ru, ar or en"
        raise UsageProblem(f"--{names.get(option, option)} {wrong}: {reason}") from None
