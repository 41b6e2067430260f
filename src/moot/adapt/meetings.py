"""Verbs on the meetings of a guide: join, split, order, schedule; and what holds for all of them."""

from __future__ import annotations

from typing import TypeVar

from moot.adapt.draft import Draft
from moot.adapt.read import Read, own_file
from moot.guide.session import Session
from moot.guide.words import KINDS
from moot.plan.agenda import agenda_of, least_buffer
from moot.problems import GuideProblems
from moot.tongue import gettext

__all__ = ["join", "order", "schedule", "settings", "split"]

Value = TypeVar("Value")

_LENGTHS = (45, 60, 75, 90, 105, 120, 150, 180)
"""Lengths a split evening is given: the shortest in which its questions fit."""


def join(draft: Draft, read: Read) -> None:
    """Holds several sessions in one evening, under the id of the first; questions are then fitted to its minutes."""
    for index, names in enumerate(read.adaptation.join):
        unknown = next((name for name in names if name not in draft.sessions), None)
        if unknown is not None:
            draft.unknown(read, ("join", index, names.index(unknown)), unknown, draft.sessions, "session")
            continue
        if len(set(names)) < max(2, len(names)):
            message = "two different sessions or more are joined"
            draft.problems.append(read.problem("join", index, message=message, hint="write “join: [[s2, s3]]”"))
            continue
        parts = [draft.sessions[name] for name in names]
        first, last = parts[0], parts[-1]
        sections = tuple(dict.fromkeys(section for part in parts for section in part.sections))
        draft.sessions[first.id] = first.model_copy(
            update={
                "title": " / ".join(part.title for part in parts),
                "sections": sections,
                "focus": first.focus or _focus(draft, first),
                "minutes": max(part.minutes for part in parts),
                "goals": tuple(goal for part in parts for goal in part.goals),
                "prepare": tuple(dict.fromkeys(item for part in parts for item in part.prepare)),
                "closing": last.closing,
                "next_time": last.next_time,
            }
        )
        draft.order[first.id] = _by_kind(draft, [name for part in parts for name in draft.order[part.id]])
        for part in parts[1:]:
            del draft.sessions[part.id], draft.order[part.id]
            draft.gone[part.id] = read
            draft.joined_into[part.id] = first.id
        draft.joined.add(first.id)
        draft.did(read, "join", " + ".join(names), after=draft.sessions[first.id].title)


def _focus(draft: Draft, session: Session) -> str | None:
    return next((draft.sections[name].focus for name in session.sections if draft.sections[name].focus), None)


def _by_kind(draft: Draft, names: list[str]) -> list[str]:
    """Questions of several sessions as those of one: easy to hard, in the order in which they stood."""
    return sorted(names, key=lambda name: KINDS.index(draft.questions[name].kind))


def split(draft: Draft, read: Read) -> None:
    """Holds one session on two evenings; the second has the id with “b” behind it, or the next letter that is free."""
    for name, where in read.adaptation.split.items():
        if name not in draft.sessions:
            draft.unknown(read, ("split", name), name, draft.sessions, "session")
            continue
        session, asked = draft.sessions[name], draft.order[name]
        if where.after not in asked or where.after == asked[-1]:
            if where.after in asked:
                message, hint = f"“{where.after}” is the last question of {name}", "split after an earlier one"
                draft.problems.append(read.problem("split", name, "after", message=message, hint=hint))
            else:
                draft.unknown(read, ("split", name, "after"), where.after, asked, f"question in session {name}:")
            continue
        cut = asked.index(where.after) + 1
        second = next(
            f"{name}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz" if f"{name}{letter}" not in draft.sessions
        )
        draft.order = _inserted(draft.order, name, asked[:cut], second, asked[cut:])
        title = where.title or gettext("%(title)s, second evening", title=session.title)
        parts = (
            session.model_copy(update={"closing": None, "next_time": gettext("The second half of these questions.")}),
            session.model_copy(update={"id": second, "title": title, "on": None}),
        )
        draft.sessions = _inserted(draft.sessions, name, parts[0], second, parts[1])
        for part in (name, second):
            minutes = _length(draft, part, session.minutes)
            draft.sessions[part] = draft.sessions[part].model_copy(update={"minutes": minutes})
        draft.origins["session", second] = draft.origins["session", name]
        draft.did(read, "split", name, after=f"after {where.after}")


def _inserted(mapping: dict[str, Value], key: str, value: Value, new: str, after: Value) -> dict[str, Value]:
    """The mapping with another value at `key`, and `new` right behind it."""
    made: dict[str, Value] = {}
    for name, old in mapping.items():
        made[name] = value if name == key else old
        if name == key:
            made[new] = after
    return made


def _length(draft: Draft, name: str, most: int) -> int:
    asked = [(question, draft.questions[question]) for question in draft.order[name]]
    lengths = [minutes for minutes in _LENGTHS if minutes < most]
    return next((one for one in lengths if agenda_of(one, asked).spare >= least_buffer(one)), most)


def order(draft: Draft, read: Read) -> None:
    """Puts some questions of a session first; the others follow as before."""
    for name, first in read.adaptation.order.items():
        if name not in draft.sessions:
            draft.unknown(read, ("order", name), name, draft.sessions, "session")
            continue
        asked = draft.order[name]
        wrong = [(index, one) for index, one in enumerate(first) if one not in asked]
        for index, one in wrong:
            draft.unknown(read, ("order", name, index), one, asked, f"question in session {name}:")
        if not wrong:
            draft.order[name] = [*dict.fromkeys(first), *(one for one in asked if one not in first)]
            draft.did(read, "order", name, after=", ".join(first))


def schedule(draft: Draft, read: Read) -> None:
    """Says when and where the meetings are, and who leads them."""
    for name, meeting in read.adaptation.schedule.items():
        if name not in draft.sessions:
            draft.unknown(read, ("schedule", name), name, draft.sessions, "session")
            continue
        said = {key: value for key, value in meeting.model_dump().items() if value is not None}
        draft.sessions[name] = draft.sessions[name].model_copy(update=said)


def settings(draft: Draft, read: Read) -> None:
    """Title and ground rules of the group's own. Minutes and the choice of questions come later."""
    chosen = read.adaptation.set
    update: dict[str, object] = {}
    if chosen.title:
        update["title"] = chosen.title
    if chosen.norms:
        norms = _norms(draft, read)
        update["norms"] = norms
        draft.did(read, "set", "norms", after=f"{len(norms)} ground rules of our own")
    draft.about = draft.about.model_copy(update=update)


def _norms(draft: Draft, read: Read) -> tuple[str, ...]:
    """The ground rules themselves, or those of the file that is named: one a line, with or without “- ” before it."""
    norms = read.adaptation.set.norms
    if len(norms) != 1 or not norms[0].endswith((".md", ".txt")):
        return norms
    try:
        lines = own_file(read, norms[0], "set", "norms").read_text(encoding="utf-8-sig").splitlines()
    except GuideProblems as found:
        draft.problems += found.problems
        return ()
    except ValueError:
        message, hint = f"“{norms[0]}” is no plain text", "save it as plain text, UTF-8"
        draft.problems.append(read.problem("set", "norms", message=message, hint=hint))
        return ()
    rules = tuple(line.lstrip("-*• \t").strip() for line in lines if line.strip() and not line.startswith("#"))
    return rules[:40]
