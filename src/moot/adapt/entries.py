"""Verbs on the entries of a guide: edit, add, drop."""

from __future__ import annotations

import math
from typing import Any

from moot.adapt.draft import Draft
from moot.adapt.read import Read
from moot.adapt.replies import answered_by, claims_left_alone, without_reading
from moot.guide.adaptation import AddedQuestion, AddedReading
from moot.guide.base import Model
from moot.guide.protocol import protocol_name
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import ReadingUse, Section
from moot.guide.session import Session
from moot.load.entries import Origin, validated
from moot.load.ids import made_id
from moot.load.protocols import shared_protocol, shared_protocols

__all__ = ["add", "drop", "edit"]

_NOUNS: tuple[tuple[str, str, type[Model]], ...] = (
    ("question", "questions", Question),
    ("reading", "readings", Reading),
    ("section", "sections", Section),
    ("session", "sessions", Session),
)
"""Where an id is looked for, in this order."""


def _found(draft: Draft, name: str) -> tuple[str, dict[str, Any], type[Model]] | None:
    for noun, collection, model in _NOUNS:
        entries: dict[str, Any] = getattr(draft, collection)
        if name in entries and name not in draft.gone:
            return noun, entries, model
    return None


def _known(draft: Draft) -> list[str]:
    return [*draft.questions, *draft.sessions, *draft.sections, *draft.readings, *draft.claims()]


# edit


def edit(draft: Draft, read: Read) -> None:
    """Gives fields of questions, readings, sections and sessions other values; an empty field is taken away."""
    for name, fields in read.adaptation.edit.items():
        found = _found(draft, name)
        if found is None:
            draft.unknown(read, ("edit", name), name, _known(draft), "question, reading, section or session")
            continue
        noun, entries, model = found
        if "id" in fields:
            message = "ids never change: everything refers to them"
            draft.problems.append(read.problem("edit", name, "id", message=message, hint="take this line out"))
            continue
        if noun in {"session", "section"} and "questions" in fields:
            message, hint = f"the questions of {noun} “{name}” are not edited as a whole", "use add, drop and order"
            draft.problems.append(read.problem("edit", name, "questions", message=message, hint=hint, on_key=True))
            continue
        entry = entries[name]
        values = {**entry.model_dump(by_alias=True, exclude_unset=True), **fields}
        problems: list[Any] = []
        place = Origin(read.origin.file, ("edit", name))
        if noun == "question":
            values = _with_time(draft, values, fields)
            if "ask" in fields and "draft" not in fields:
                values["draft"] = False  # whoever gives it other words has made it their own
        changed = validated(model, values, place, problems)
        if changed is None:
            draft.problems.extend(problems)
            continue
        _tell_later(draft, read, name, fields)
        before = draft.origins[noun, name]
        over = dict.fromkeys(fields, place)
        draft.origins[noun, name] = before._replace(over={**before.over, **over})
        entries[name] = changed
        for field in fields:
            draft.did(read, "edit", f"{name} {field}", _line(entry, field), _line(changed, field))


_USUAL_GROUP = 8
"""People a protocol's minutes are worked out for where nothing else is said."""


def _with_time(draft: Draft, values: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """A question that is given another protocol, and no minutes with it, has those the protocol takes."""
    name = protocol_name(str(fields.get("protocol") or ""))
    protocol = draft.protocols.get(name) or (shared_protocol(name) if name in shared_protocols() else None)
    if protocol is None or "minutes" in fields:
        return values
    return {**values, "minutes": math.ceil(protocol.takes(_USUAL_GROUP))}


def _tell_later(draft: Draft, read: Read, name: str, fields: dict[str, Any]) -> None:
    for field in fields:
        earlier = draft.edited.get((name, field))
        if earlier is not None and earlier.name != read.name:
            message = f"“{field}” of {name} is changed by {earlier.name} as well; what stands here is used"
            draft.problems.append(read.note("edit", name, field, message=message, hint="take it out of one of the two"))
        draft.edited[name, field] = read


def _line(entry: Model, field: str) -> str:
    value = entry.model_dump(by_alias=True).get(field)
    if isinstance(value, tuple | list):
        value = "; ".join(str(one) for one in value)
    return "" if value is None else " ".join(str(value).split())


# add


def add(draft: Draft, read: Read, readings: bool) -> None:
    """Adds the group's own readings, or its own questions beside others."""
    for index, data in enumerate(read.adaptation.add):
        place = Origin(read.origin.file, ("add", index))
        if "ask" not in data and "title" not in data:
            message, hint = "nothing is added here", "a question has “ask: …?”, a reading “title: …”"
            if readings:
                draft.problems.append(place.problem(message=message, hint=hint, rule="adaptation"))
        elif ("ask" in data) != readings:
            if readings:
                _add_reading(draft, read, index, data, place)
            else:
                _add_question(draft, read, index, data, place)


def _with_id(draft: Draft, data: dict[str, Any], words: str) -> dict[str, Any]:
    taken = {*_known(draft), *draft.elsewhere}
    return data if data.get("id") else {**data, "id": made_id(words, taken)}


def _is_new(draft: Draft, read: Read, index: int, name: str) -> bool:
    if name not in _known(draft):
        return True
    message = f"the id “{name}” is used already"
    draft.problems.append(read.problem("add", index, "id", message=message, hint="give what you add another id"))
    return False


def _add_question(draft: Draft, read: Read, index: int, data: dict[str, Any], place: Origin) -> None:
    data = _with_id(draft, data, str(data.get("ask") or ""))
    question = validated(AddedQuestion, data, place, draft.problems)
    if question is None or not _is_new(draft, read, index, question.id):
        return
    beside, where = (question.after, "after") if question.after else (question.before, "before")
    if beside and beside not in draft.questions:
        draft.unknown(read, ("add", index, where), beside, draft.questions, "question")
        return
    section = question.section or (draft.questions[beside].section if beside else None)
    if section is None:
        message = "it is not said where this question belongs"
        hint = "add “after:” with the id of the question it follows, or “section:”"
        draft.problems.append(read.problem("add", index, message=message, hint=hint))
        return
    kept = question.model_dump(by_alias=True, exclude_unset=True, exclude={"after", "before"})
    # what a group adds it means to ask, so fitting to the minutes does not leave it out
    added = Question.model_validate({"priority": "must", **kept, "section": section})
    draft.questions[added.id] = added
    draft.origins["question", added.id] = place
    for name, session in draft.sessions.items():
        order = draft.order[name]
        if beside in order:
            order.insert(order.index(beside) + (where == "after"), added.id)
        elif not beside and section in session.sections:
            order.append(added.id)
    draft.did(read, "add", added.id, after=added.ask)


def _add_reading(draft: Draft, read: Read, index: int, data: dict[str, Any], place: Origin) -> None:
    data = _with_id(draft, data, str(data.get("title") or ""))
    reading = validated(AddedReading, data, place, draft.problems)
    if reading is None or not _is_new(draft, read, index, reading.id):
        return
    section = draft.sections.get(reading.to)
    if section is None:
        session = draft.sessions.get(reading.to)
        section = draft.sections.get(session.sections[0]) if session else None
    if section is None:
        draft.unknown(read, ("add", index, "to"), reading.to, [*draft.sections, *draft.sessions], "section")
        return
    own = {"to", "role", "need", "part", "note"}
    kept = reading.model_dump(by_alias=True, exclude_unset=True, exclude=own)
    draft.readings[reading.id] = Reading.model_validate(kept)
    draft.origins["reading", reading.id] = place
    use = ReadingUse(reading=reading.id, need=reading.need, part=reading.part, note=reading.note)
    uses = (*getattr(section, reading.role), use)
    draft.sections[section.id] = section.model_copy(update={reading.role: uses})
    draft.did(read, "add", reading.id, after=reading.title)


# drop


def drop(draft: Draft, read: Read) -> None:
    """Leaves out questions, readings, claims and sessions."""
    for index, name in enumerate(read.adaptation.drop):
        if name in read.adaptation.edit:
            message = f"“{name}” is edited and dropped by the same file"
            draft.problems.append(read.problem("drop", index, message=message, hint="take one of the two out"))
        elif name in draft.questions:
            _drop_question(draft, read, name)
        elif name in draft.readings and name not in draft.gone:
            draft.did(read, "drop", name, before=draft.readings[name].title)
            answered = answered_by(draft, name)
            without_reading(draft, name)
            draft.problems += claims_left_alone(draft, read, ("drop", index), answered)
        elif name in draft.claims():
            _drop_claim(draft, read, name)
        elif name in draft.sessions:
            draft.did(read, "drop", name, before=draft.sessions.pop(name).title)
            del draft.order[name]
        elif name in draft.sections:
            message, hint = f"“{name}” is a section, and sections are not dropped", "drop its session, or its questions"
            draft.problems.append(read.problem("drop", index, message=message, hint=hint))
        else:
            draft.unknown(read, ("drop", index), name, _known(draft), "question, reading, claim or session")
            continue
        draft.gone[name] = read
    _tell_empty(draft, read)


def _drop_question(draft: Draft, read: Read, name: str) -> None:
    draft.did(read, "drop", name, before=draft.questions.pop(name).ask)
    for order in draft.order.values():
        if name in order:
            order.remove(name)


def _drop_claim(draft: Draft, read: Read, name: str) -> None:
    section = draft.sections[draft.claims()[name]]
    claims = {key: claim for key, claim in section.claims.items() if key != name}
    draft.did(read, "drop", name, before=section.claims[name].says)
    draft.sections[section.id] = section.model_copy(update={"claims": claims})
    for key, question in draft.questions.items():
        if name in question.claims:
            kept = tuple(one for one in question.claims if one != name)
            draft.questions[key] = question.model_copy(update={"claims": kept})
    for key, reading in draft.readings.items():
        if name in reading.stance:
            stance = {one: side for one, side in reading.stance.items() if one != name}
            draft.readings[key] = reading.model_copy(update={"stance": stance})


def _tell_empty(draft: Draft, read: Read) -> None:
    empty = [name for name in draft.sessions if not draft.order[name]]
    for name in empty:
        message, hint = f"this leaves session “{name}” without a question", f"drop the session too: drop: [{name}]"
        if read.adaptation.drop:
            draft.problems.append(read.problem("drop", message=message, hint=hint))
    if not draft.sessions:
        draft.problems.append(read.problem("drop", message="this leaves no session", hint="keep one of them"))
