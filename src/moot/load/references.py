"""Follows every reference between the entries of a guide, and reports each that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from moot.guide.guide import Guide
from moot.guide.protocol import protocol_name
from moot.guide.question import Question
from moot.guide.section import Claim, Section
from moot.guide.session import Session
from moot.load.entries import Origin
from moot.load.protocols import shared_protocols
from moot.problems import Problem, nearest

__all__ = ["Citation", "Everything", "Known", "citations", "dangling"]

Origins = Mapping[tuple[str, str], Origin]


class Everything(Collection[str]):
    """The ids of files that cannot be read: any may be among them."""

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Known(NamedTuple):
    """Every id that is written somewhere, of entries that are wrong and so are not in the guide as well."""

    sections: Collection[str]
    questions: Collection[str]
    readings: Collection[str]
    glossary: Collection[str]
    people: Collection[str]
    timeline: Collection[str]
    protocols: Collection[str]
    claims: Collection[str]


class Citation(NamedTuple):
    """A reference to a place in the text, with where it is written and the section it is written for.

    or_reading: a reading's id could stand in its place.
    """

    text: str
    section: str | None
    origin: Origin
    path: tuple[str | int, ...]
    or_reading: bool = False

    def problem(self, message: str, hint: str = "") -> Problem:
        """An error at the place where the reference is written."""
        return self.origin.problem(*self.path, message=message, hint=hint, rule="reference")


def _missing(
    origin: Origin, path: tuple[str | int, ...], noun: str, name: str, known: Iterable[str], on_key: bool = False
) -> Problem:
    names = list(known)
    close = nearest(name, names)
    if close:
        hint = f"did you mean “{close}”?"
    elif names:
        hint = f"known: {', '.join(names[:8])}{' …' if len(names) > 8 else ''}"
    else:
        hint = f"this guide has no {_PLURALS.get(noun, noun + 's')} yet"
    return origin.problem(*path, message=f"there is no {noun} “{name}”", hint=hint, rule="reference", on_key=on_key)


_PLURALS = {"person": "people", "glossary term": "glossary terms"}


def dangling(
    guide: Guide, known: Known, origins: Origins, sets: Mapping[str, tuple[str, ...]], guide_file: Origin
) -> Iterator[Problem]:
    """Every reference by id that names something the guide does not have, or that stands in a list twice."""
    for index, name in enumerate(guide.about.sets):
        if name not in sets:
            written = isinstance(guide_file.file.data["sets"], dict)
            place = ("sets", name if written else index)
            close = nearest(name, [key for key in sets if key])
            hint = (
                f"did you mean “{close}”?"
                if close
                else f"put them there; sets with questions: {', '.join(sets) or '-'}"
            )
            message = f"there are no questions in questions/{name}.yaml or questions/{name}/"
            yield guide_file.problem(*place, message=message, hint=hint, rule="reference", on_key=written)
    for name, described in guide.about.sets.items():
        for index, other in enumerate(described.extends):
            if other not in guide.about.sets:
                yield _missing(guide_file, ("sets", name, "extends", index), "question set", other, guide.about.sets)
        for index, other in enumerate(described.without):
            if other not in known.questions:
                yield _missing(guide_file, ("sets", name, "without", index), "question", other, known.questions)
    for session in guide.sessions:
        yield from _of_session(guide, known, session, origins["session", session.id], sets)
    for section in guide.sections.values():
        yield from _of_section(guide, known, section, origins["section", section.id])
    yield from _claims_twice(guide, origins)
    for question in guide.questions.values():
        yield from _of_question(guide, known, question, origins["question", question.id])
    for key, reading in guide.readings.items():
        origin = origins["reading", key]
        for claim in reading.stance:
            if claim not in known.claims:
                yield _missing(origin, ("stance", claim), "claim", claim, known.claims, on_key=True)
        if reading.position:
            yield from _position(guide, origin, ("position",), reading.position)
    for key, person in guide.people.items():
        if person.position:
            yield from _position(guide, origins["person", key], ("position",), person.position)


def _position(
    guide: Guide, origin: Origin, path: tuple[str | int, ...], name: str, on_key: bool = False
) -> Iterator[Problem]:
    # A small guide may call its sides what it likes; one that declares positions keeps to them.
    if guide.about.positions and name not in guide.about.positions:
        yield _missing(origin, path, "position", name, guide.about.positions, on_key=on_key)


def _claims_twice(guide: Guide, origins: Origins) -> Iterator[Problem]:
    """A claim is named without its section, so its id is the only one of its kind in the guide."""
    first: dict[str, str] = {}
    for section in guide.sections.values():
        for key in section.claims:
            if key in first:
                hint = f"section “{first[key]}” has a claim of that name too; give one of them another id"
                place = ("claims", key)
                message = f"the id “{key}” is used twice"
                yield origins["section", section.id].problem(
                    *place, message=message, hint=hint, rule="duplicate-id", on_key=True
                )
            first.setdefault(key, section.id)


def _of_session(
    guide: Guide, known: Known, session: Session, origin: Origin, sets: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    for field, names in (("sections", session.sections), ("questions", session.questions)):
        for index, name in enumerate(names):
            if name in names[:index]:
                message, hint = f"“{name}” stands in this list twice", "take one of them out"
                yield origin.problem(field, index, message=message, hint=hint, rule="duplicate-id")
    for index, name in enumerate(session.sections):
        if name not in known.sections:
            yield _missing(origin, ("sections", index), "section", name, known.sections)
    for index, name in enumerate(session.questions):
        question = guide.questions.get(name)
        if name not in known.questions:
            yield _missing(origin, ("questions", index), "question", name, known.questions)
            continue
        unused = next((key for key, inside in sets.items() if name in inside and key not in guide.about.sets), "")
        if unused and guide.about.sets:
            message = f"question “{name}” is in the set “{unused}”, which this guide does not use"
            yield origin.problem("questions", index, message=message, hint=f"add {unused} to “sets” in guide.yaml")
        elif question and question.section not in session.sections:
            yield origin.problem(
                "questions",
                index,
                message=f"question “{name}” is on section “{question.section}”, which this session does not read",
                hint="add the section to the session's “sections”, or leave the question out",
            )


def _of_section(guide: Guide, known: Known, section: Section, origin: Origin) -> Iterator[Problem]:
    lists = (
        ("terms", "glossary term", known.glossary),
        ("people", "person", known.people),
        ("timeline", "event", known.timeline),
    )
    for field, noun, names in lists:
        for index, name in enumerate(getattr(section, field)):
            if name not in names:
                yield _missing(origin, (field, index), noun, name, names)
    for role, index, use in section.uses():
        if use.reading not in known.readings:
            yield _missing(origin, (role, index, "reading"), "reading", use.reading, known.readings)
    for index, check in enumerate(section.quotations):
        if check.reading and check.reading not in known.readings:
            yield _missing(origin, ("quotations", index, "reading"), "reading", check.reading, known.readings)
    for key, claim in section.claims.items():
        yield from _of_claim(guide, known, claim, origin, ("claims", key))


def _of_claim(
    guide: Guide, known: Known, claim: Claim, origin: Origin, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for index, name in enumerate(claim.answered_by):
        if name not in known.readings:
            yield _missing(origin, (*path, "answered_by", index), "reading", name, known.readings)
    for index, name in enumerate(claim.holders):
        yield from _position(guide, origin, (*path, "holders", index), name)
    for name in claim.concedes:
        yield from _position(guide, origin, (*path, "concedes", name), name, on_key=True)


_ID_LIKE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
"""`pairs-first` names a protocol; “In pairs.” says itself how to talk."""


def _of_question(guide: Guide, known: Known, question: Question, origin: Origin) -> Iterator[Problem]:
    if question.section is None:
        yield origin.problem(
            message=f"question “{question.id}” belongs to no section",
            hint="add a line “section: …” with a section's id",
        )
    elif question.section not in known.sections:
        yield _missing(origin, ("section",), "section", question.section, known.sections)
    for index, name in enumerate(question.readings):
        if name not in known.readings:
            yield _missing(origin, ("readings", index), "reading", name, known.readings)
    for index, name in enumerate(question.claims):
        if name not in known.claims:
            yield _missing(origin, ("claims", index), "claim", name, known.claims)
    name = protocol_name(question.protocol or "")
    if name and name not in known.protocols and name not in shared_protocols():
        names = [*known.protocols, *shared_protocols()]
        meant = _ID_LIKE.fullmatch(question.protocol or "") or (len(name) < 40 and nearest(name, names))
        if meant:
            yield _missing(origin, ("protocol",), "protocol", str(question.protocol), names)
    for index, look_for in enumerate(question.look_fors):
        if look_for.side:
            yield from _position(guide, origin, ("look_fors", index, "side"), look_for.side)


def citations(guide: Guide, known: Known, origins: Origins) -> Iterator[Citation]:
    """Every reference to a place in the text: of claims, quotations, questions and look-fors."""
    for section in guide.sections.values():
        origin = origins["section", section.id]
        for key, claim in section.claims.items():
            for index, ref in enumerate(claim.refs):
                yield Citation(ref, section.id, origin, ("claims", key, "refs", index))
        for index, check in enumerate(section.quotations):
            yield Citation(check.ref, section.id, origin, ("quotations", index, "ref"))
    for question in guide.questions.values():
        origin = origins["question", question.id]
        for index, ref in enumerate(question.refs):
            yield Citation(ref, question.section, origin, ("refs", index))
        for index, look_for in enumerate(question.look_fors):
            if look_for.ref and look_for.ref not in known.readings:
                yield Citation(look_for.ref, question.section, origin, ("look_fors", index, "ref"), or_reading=True)
