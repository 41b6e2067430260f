"""Whether everything that is written is printed somewhere, and every session has its focus question."""

from __future__ import annotations

from collections.abc import Iterator

from moot.load.guide_folder import Loaded
from moot.plan.order import focus_of
from moot.problems import Problem

__all__ = ["everything_used", "focus_questions", "some_session"]


def some_session(loaded: Loaded) -> Iterator[Problem]:
    """A guide without a session has nothing to print."""
    if not loaded.guide.sessions:
        yield loaded.guide_file.problem(
            "sessions",
            message="this guide plans no session",
            hint="add “sessions:” with an id, a title and the sections to read",
            rule="session",
        )


def everything_used(loaded: Loaded) -> Iterator[Problem]:
    """Sections no session reads; readings, words, people and events no section names."""
    guide = loaded.guide
    read = {name for session in guide.sessions for name in session.sections}
    for section in guide.sections.values():
        if section.id not in read and guide.sessions:
            yield loaded.origins["section", section.id].warning(
                message=f"no session reads section “{section.id}”",
                hint="add it to the “sections” of a session",
                rule="unused",
            )
    yield from _unused_readings(loaded)
    yield from _unlisted(loaded)


def focus_questions(loaded: Loaded) -> Iterator[Problem]:
    """Every session has one arguable question to begin with and to come back to."""
    for session in loaded.guide.sessions:
        if not focus_of(loaded.guide.with_drafts(), session):
            yield loaded.origins["session", session.id].warning(
                message=f"session “{session.id}” has no focus question",
                hint="add “focus: …?” to the session, or to one of its sections",
                rule="focus",
            )


def _unlisted(loaded: Loaded) -> Iterator[Problem]:
    """Entries of the plain lists that no section names, and that so are never printed."""
    guide = loaded.guide
    lists = (
        ("term", "terms", guide.glossary),
        ("person", "people", guide.people),
        ("event", "timeline", guide.timeline),
    )
    for noun, field, entries in lists:
        named = {name for section in guide.sections.values() for name in getattr(section, field)}
        for key in entries:
            if key not in named:
                yield loaded.origins[noun, key].warning(
                    message=f"no section names the {noun} “{key}”, so it is never printed",
                    hint=f"add it to the “{field}” of a section",
                    rule="unused",
                )


def _unused_readings(loaded: Loaded) -> Iterator[Problem]:
    guide = loaded.guide
    used = {use.reading for section in guide.sections.values() for _, _, use in section.uses()}
    used |= {name for question in loaded.everything.questions.values() for name in question.readings}
    used |= {name for _, claim in guide.claims().values() for name in claim.answered_by}
    used |= {check.reading for section in guide.sections.values() for check in section.quotations if check.reading}
    for key in guide.readings:
        if key not in used:
            yield loaded.origins["reading", key].warning(
                message=f"no section uses reading “{key}”",
                hint="name it under primary, counterpoint or another role",
                rule="unused",
            )
