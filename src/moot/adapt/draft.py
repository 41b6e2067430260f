"""A guide while it is being changed: the entries by id, where they are written, and what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from moot.adapt.read import Read
from moot.guide.guide import Guide, GuideFile
from moot.guide.protocol import Protocol
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.guide.session import Session
from moot.load.entries import Origin
from moot.load.guide_folder import Loaded
from moot.load.protocols import with_shared
from moot.plan.order import numbered_questions
from moot.problems import Problem, nearest

__all__ = ["Change", "Draft"]


@dataclass(frozen=True)
class Change:
    """One thing an adaptation did: the verb, the id it was done to, before and after in a line each, and the file."""

    verb: str
    id: str
    before: str
    after: str
    file: str


@dataclass
class Draft:
    """Entries by id. order: the questions of every session, in order."""

    about: GuideFile
    questions: dict[str, Question]
    readings: dict[str, Reading]
    sections: dict[str, Section]
    sessions: dict[str, Session]
    origins: dict[tuple[str, str], Origin]
    order: dict[str, list[str]]
    elsewhere: frozenset[str]
    protocols: dict[str, Protocol]
    joined: set[str] = field(default_factory=set)
    joined_into: dict[str, str] = field(default_factory=dict)
    gone: dict[str, Read] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    edited: dict[tuple[str, str], Read] = field(default_factory=dict)

    @classmethod
    def of(cls, loaded: Loaded) -> Draft:
        """The guide as it was loaded. elsewhere: ids of questions in sets that are not asked."""
        guide = loaded.guide
        return cls(
            guide.about,
            dict(guide.questions),
            dict(guide.readings),
            dict(guide.sections),
            {session.id: session for session in guide.sessions},
            dict(loaded.origins),
            {session.id: [one.id for one in _all_of(guide, session)] for session in guide.sessions},
            frozenset(loaded.everything.questions) - frozenset(guide.questions),
            dict(guide.protocols),
        )

    def guide(self, base: Guide) -> Guide:
        """The guide with all changes; every session says which questions it asks, in order."""
        sessions = tuple(
            session.model_copy(update={"questions": tuple(self.order[name])}) for name, session in self.sessions.items()
        )
        return base.model_copy(
            update={
                "about": self.about,
                "questions": self.questions,
                "readings": self.readings,
                "sections": self.sections,
                "sessions": sessions,
                "protocols": with_shared(self.protocols, self.questions.values()),
            }
        )

    def claims(self) -> dict[str, str]:
        """The section of every claim."""
        return {key: section.id for section in self.sections.values() for key in section.claims}

    def unknown(self, read: Read, path: tuple[str | int, ...], name: str, known: Iterable[str], noun: str) -> None:
        """Says that there is no such id: that it has been dropped, or belongs to another set, or which is nearest."""
        on_key = isinstance(path[-1], str) and path[-1] == name
        if name in self.joined_into:
            message = f"session “{name}” is joined into {self.joined_into[name]}"
            hint = f"write {self.joined_into[name]} here"
        elif name in self.gone:
            message = f"“{name}” was dropped or swapped by {self.gone[name].name}"
            hint = "take it out of one of the two"
        elif name in self.elsewhere:
            message = f"question “{name}” is in a question set that is not asked here, so this changes nothing"
            self.problems.append(read.note(*path, message=message, hint="--set asks another set"))
            return
        else:
            close = nearest(name, known)
            message = f"there is no {noun} “{name}”"
            hint = f"did you mean “{close}”?" if close else "“moot show” lists the ids of a guide"
        self.problems.append(read.problem(*path, message=message, hint=hint, on_key=on_key))

    def did(self, read: Read, verb: str, name: str, before: str = "", after: str = "") -> None:
        """Notes a change for the report and the colophon."""
        self.changes.append(Change(verb, name, before, after, read.name))


def _all_of(guide: Guide, session: Session) -> list[Question]:
    """The session's questions in the order they are asked, with those of the kind focus, which have no number."""
    asked = [question for _, question in numbered_questions(guide, session)]
    focus = [one for one in guide.questions.values() if one.kind == "focus" and one.section in session.sections]
    named = [one for one in focus if not session.questions or one.id in session.questions]
    return [*named, *asked]
