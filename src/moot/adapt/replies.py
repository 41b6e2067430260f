"""What becomes of the replies to a claim when a reading goes or another takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from moot.adapt.draft import Draft
from moot.adapt.read import Read
from moot.guide.section import Section
from moot.guide.words import ROLES
from moot.problems import Problem

__all__ = ["answered_by", "claims_left_alone", "swap", "without_reading"]

_READ = {"required", "choose-one"}


def swap(draft: Draft, read: Read) -> None:
    """Puts one reading in the place of another: where it is to be read, where it answers a claim, in questions."""
    for old, new in read.adaptation.swap.items():
        if new in read.adaptation.swap:
            message = f"“{new}” is itself swapped for another reading by this file"
            draft.problems.append(read.problem("swap", old, message=message, hint="swap each reading once"))
            continue
        missing = next((name for name in (old, new) if name not in draft.readings or name in draft.gone), None)
        if missing:
            draft.unknown(read, ("swap", old), missing, draft.readings, "reading")
            continue
        answered = answered_by(draft, old)
        for key, section in draft.sections.items():
            draft.sections[key] = _swapped(section, old, new, draft.readings[new].stance)
        for key, question in draft.questions.items():
            if old in question.readings:
                readings = tuple(dict.fromkeys(new if one == old else one for one in question.readings))
                draft.questions[key] = question.model_copy(update={"readings": readings})
        draft.gone[old] = read
        draft.did(read, "swap", old, draft.readings[old].title, draft.readings[new].title)
        draft.problems += claims_left_alone(draft, read, ("swap", old), answered, new)


def answered_by(draft: Draft, name: str) -> list[str]:
    """The claims that this reading answers."""
    sections = draft.sections.values()
    return [key for section in sections for key, claim in section.claims.items() if name in claim.answered_by]


def _swapped(section: Section, old: str, new: str, stance: Mapping[str, str]) -> Section:
    """`new` in the place of `old`. What was said of the part to read was said of the old one."""
    update: dict[str, object] = {}
    for role in ROLES:
        uses = getattr(section, role)
        if any(use.reading == old for use in uses):
            nothing = {"reading": new, "part": None, "words": None, "note": None}
            kept = [use for use in uses if use.reading != new]
            update[role] = tuple(use.model_copy(update=nothing) if use.reading == old else use for use in kept)
    claims = {}
    for name, claim in section.claims.items():
        replies = [new if one == old and _is_reply(stance.get(name)) else one for one in claim.answered_by]
        replies = [one for one in dict.fromkeys(replies) if one != old]
        claims[name] = claim.model_copy(update={"answered_by": tuple(replies)})
    return section.model_copy(update={**update, "claims": claims})


def _is_reply(stance: str | None) -> bool:
    return stance in {"against", "mixed"}


def without_reading(draft: Draft, name: str) -> None:
    """Takes a reading out of every section, claim and question. It stays known, for look-fors that cite it."""
    for key, section in draft.sections.items():
        update: dict[str, object] = {
            role: tuple(use for use in getattr(section, role) if use.reading != name) for role in ROLES
        }
        update["claims"] = {
            claim_id: claim.model_copy(update={"answered_by": tuple(one for one in claim.answered_by if one != name)})
            for claim_id, claim in section.claims.items()
        }
        draft.sections[key] = section.model_copy(update=update)
    for key, question in draft.questions.items():
        if name in question.readings:
            kept = tuple(one for one in question.readings if one != name)
            draft.questions[key] = question.model_copy(update={"readings": kept})


def claims_left_alone(
    draft: Draft, read: Read, path: tuple[str | int, ...], answered: Sequence[str], new: str = ""
) -> Iterator[Problem]:
    """Of these claims, once answered, those that now no reading answers which the group will read."""
    for section in draft.sections.values():
        for name in section.claims:
            if name in answered and not _answered(section, name):
                hint = "swap it for another reading, or drop the claim too"
                if new:
                    hint = f"if {new} answers it, give it “stance: {{{name}: against}}”"
                message = f"this leaves claim “{name}” of {section.id} without a reply that the group reads"
                yield read.problem(*path, message=message, hint=hint, on_key=bool(new))


def _answered(section: Section, name: str) -> bool:
    claim = section.claims[name]
    read = {use.reading for _, _, use in section.uses() if use.need in _READ}
    return claim.status == "settled" or bool(read & set(claim.answered_by))
