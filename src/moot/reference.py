"""Documentation made from the models themselves, so that it cannot lie about them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from moot.guide.adaptation import Adaptation, AddedQuestion, AddedReading, Meeting, Settings, Split
from moot.guide.guide import Editors, GuideFile, QuestionSet, TextSource
from moot.guide.lists import Event, Person, Position, Term
from moot.guide.opener import Opener, OpenerFile
from moot.guide.protocol import Protocol, Step
from moot.guide.question import LookFor, Question
from moot.guide.reading import Container, Reading
from moot.guide.section import Claim, Image, QuotationCheck, ReadingUse, Section
from moot.guide.session import Session
from moot.guide.words import KIND_MEANINGS, ROLE_MEANINGS
from moot.load.protocols import shared_protocol, shared_protocols
from moot.plan.protocols import time_formula
from moot.plan.view import SessionPlan
from moot.render.themes import themes
from moot.resources import shipped

__all__ = ["FILES", "lines_on"]

FILES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("guide.yaml", GuideFile),
    ("guide.yaml, editors", Editors),
    ("guide.yaml, text", TextSource),
    ("guide.yaml, positions: each", Position),
    ("guide.yaml, sets: each; its questions stand in questions/NAME.yaml, or in files in questions/NAME/", QuestionSet),
    ("guide.yaml, sessions: each", Session),
    ("guide.yaml, sections: each; or one file each in sections/", Section),
    ("a section's claims: each", Claim),
    ("a section's readings by role: each, or just the reading's id", ReadingUse),
    ("a section's quotations: each", QuotationCheck),
    ("a section's images: each", Image),
    ("questions/*.yaml and questions/*/*.yaml, or a section's questions: each", Question),
    ("a question's look_fors: each", LookFor),
    ("readings.yaml: each", Reading),
    ("a reading's in", Container),
    ("glossary.yaml: each", Term),
    ("people.yaml: each", Person),
    ("timeline.yaml: each", Event),
    ("protocols.yaml: each; those of the shared library need not be repeated", Protocol),
    ("a protocol's steps: each", Step),
    ("openers (guides/shared/openers/*.yaml), from which draft questions are made", OpenerFile),
    ("openers: each", Opener),
    ("an adaptation, such as tuesday.yaml", Adaptation),
    ("an adaptation's add: a question", AddedQuestion),
    ("an adaptation's add: a reading", AddedReading),
    ("an adaptation's split: by session", Split),
    ("an adaptation's schedule: by session", Meeting),
    ("an adaptation's set", Settings),
)
"""Every place where keys are written, and the model that says which."""


def lines_on(topic: str) -> Iterator[str]:
    """The lines of `moot help TOPIC`."""
    if topic == "kinds":
        yield from (f"{kind:<14} {meaning}" for kind, meaning in KIND_MEANINGS.items())
    elif topic == "roles":
        yield from (f"{role:<14} {meaning}" for role, meaning in ROLE_MEANINGS.items())
    elif topic == "protocols":
        for name in shared_protocols():
            one = shared_protocol(name)
            yield f"{name:<32} {one.title}: {time_formula(one)}"
            yield from textwrap.wrap(one.about, 100, initial_indent="    ", subsequent_indent="    ")
    elif topic in shared_protocols():
        yield from _protocol(shared_protocol(topic))
    elif topic == "keys":
        for place, model in FILES:
            yield from _keys(place, model)
    else:
        yield from _templates()


def _protocol(one: Protocol) -> Iterator[str]:
    yield f"{one.title}: {time_formula(one)}"
    yield from textwrap.wrap(one.about, 100)
    for step in one.steps:
        each = {None: "", "person": " each", "group": " for each group"}[step.each]
        yield from textwrap.wrap(
            f"{step.minutes:g} min{each}: {step.does}", 100, initial_indent="  ", subsequent_indent="    "
        )


def _keys(place: str, model: type[BaseModel]) -> Iterator[str]:
    yield place
    for name, field in model.model_fields.items():
        needed = " (needed)" if field.is_required() else ""
        yield f"  {field.alias or name}{needed}: {field.description}"
    yield ""


def _templates() -> Iterator[str]:
    folder = shipped("templates")
    yield f"Moot's own parts are in {folder}. Put a file of the same name into the"
    yield "templates/ folder of your guide, or into the folder of --templates, and it is used instead:"
    files = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.*"))]
    yield from (f"  {name}" for name in files if not name.startswith("themes/"))
    yield "“moot templates copy PART” makes such a copy; “moot templates list” says what each part prints."
    yield "A theme is a folder of the same kind that goes before moot's own parts: moot build --theme NAME, or a folder"
    yield "of your own, which “moot templates new-theme NAME” makes. Its css/theme.css sets the custom properties that"
    yield "are explained at the top of css/type.css. Moot brings:"
    yield from (f"  {theme.name}: {theme.about}" for theme in themes().values())
    yield from (f"  {name}" for name in files if name.startswith("themes/") and name.endswith((".css", ".html")))
    yield "A template is given `plan` and `settings` (paper). The plan's names:"
    waiting: list[type[Any]] = [SessionPlan]
    told: set[type[Any]] = set()
    while waiting:
        view = waiting.pop(0)
        if view in told:
            continue
        told.add(view)
        yield f"{_called(view)}:" if view is not SessionPlan else "plan:"
        for name, hint in get_type_hints(view).items():
            inner = [one for one in _classes(hint) if is_dataclass(one)]
            waiting += inner
            yield f"  {name}: {_said(hint, inner)}"
    yield "Filters: `md` for prose with emphasis and links, `plain` for the same without, `rules` for ruled lines."


def _classes(hint: Any) -> list[type[Any]]:
    """The classes inside a type such as `tuple[PlannedClaim, ...]`."""
    if isinstance(hint, type) and not get_args(hint):
        return [hint]
    return [one for inner in get_args(hint) for one in _classes(inner)]


def _called(view: type[Any]) -> str:
    """`PlannedQuestion` is a planned question."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", view.__name__).lower()


def _said(hint: Any, inner: list[type[Any]]) -> str:
    """A type in words: text, number, yes or no, list of texts, list of planned questions."""
    plain = {str: "text", int: "number", bool: "yes or no", float: "number"}
    optional = " or nothing" if NoneType in get_args(hint) else ""
    many = get_origin(hint) is tuple
    if inner:
        return (f"list of {_called(inner[0])}s" if many else _called(inner[0])) + optional
    if many:
        kinds = [plain.get(one, "text") for one in _classes(hint)]
        return f"list of {kinds[0]}s" if len(kinds) < 2 else f"list of groups of {len(kinds)} texts"
    return plain.get(hint, "text") + optional
