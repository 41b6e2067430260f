"""The words of a command as fields of a question or reading, checked before anything is edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from moot.exchange.cells import look_fors_of
from moot.guide.base import Model
from moot.guide.lists import Person, Term
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Claim, ReadingUse, Section
from moot.load.entries import Origin, validated
from moot.problems import Problem, UsageProblem, nearest

__all__ = [
    "QUESTION_FIELDS",
    "claim_fields",
    "person_fields",
    "question_fields",
    "reading_fields",
    "reworded",
    "section_fields",
    "term_fields",
    "unknown",
    "use_fields",
]

QUESTION_FIELDS = tuple(Question.model_fields)
"""In the order in which they are written."""

_LISTS = {"refs", "readings", "claims", "level", "tags", "probes", "look_fors", "authors"} | {
    "holders",
    "answered_by",
    "loaded",
    "also",
}

_OPTIONS = {
    "refs": "ref",
    "readings": "reading",
    "claims": "claim",
    "tags": "tag",
    "probes": "probe",
    "look_fors": "look-for",
    "authors": "author",
    "holders": "holder",
}
"""Options that are not called like their field."""

_STAND_INS: dict[type[Model], dict[str, Any]] = {
    Question: {"id": "a-question", "kind": "opening", "ask": "What?"},
    Reading: {"id": "a-reading", "title": "Untitled", "authors": ["Nobody"]},
    ReadingUse: {"reading": "a-reading"},
    Section: {"id": "a-section"},
    Claim: {"says": "Something."},
    Person: {"id": "a-person", "name": "Nobody", "says": "Nobody."},
    Term: {"id": "a-term", "term": "A word", "says": "Something."},
}


class _CommandLine:
    """Stands in for the file in which a value is written: the option that gave it."""

    def problem(self, *path: str | int, message: str, hint: str = "", rule: str = "", on_key: bool = False) -> Problem:
        """The problem, in the option that `path` begins with."""
        field = str(path[0]) if path else ""
        option = f"--{_OPTIONS.get(field, field.replace('_', '-'))}"
        return Problem(option if field else "", 0, 0, message, hint, rule=rule)


def question_fields(**given: Any) -> dict[str, Any]:
    """Fields of a question by name, in their order. None is left out, an empty text or list becomes None: take it away.

    look_fors: lines `side | ref | answer`. Raises UsageProblem with the option that is wrong.
    """
    lines = given.get("look_fors")
    if lines and any(lines):
        found, wrong = look_fors_of("\n".join(lines))
        if wrong:
            hint = "write “side | ref | answer”; side and ref may be empty"
            raise UsageProblem(f"--look-for “{wrong[0]}” is not clear\n    help: {hint}")
        given["look_fors"] = found
    return _fields(Question, given)


def reworded(question: Question | None, fields: dict[str, Any]) -> tuple[dict[str, Any], list[str] | None]:
    """The fields of an edit, and what to say of it: a draft that gets other words loses what followed on its old ones.

    question: as it is; None where there is none of that name.
    """
    if question is None or not question.draft or not question.probes or "probes" in fields:
        return fields, None
    if str(fields.get("ask") or question.ask).split() == question.ask.split():
        return fields, None
    many = len(question.probes)
    told = f"its {many} follow-up questions were" if many > 1 else "its follow-up question was"
    return {**fields, "probes": None}, [f"{told} to the old words, and left with them; --probe gives it others"]


def reading_fields(**given: Any) -> dict[str, Any]:
    """Fields of a reading by name, as question_fields."""
    if isinstance(given.get("container"), str):
        given["in"] = {"title": given["container"]} if given["container"] else ""
    given.pop("container", None)
    return _fields(Reading, given)


def use_fields(**given: Any) -> dict[str, Any]:
    """Fields of a section's use of a reading by name, as question_fields."""
    return _fields(ReadingUse, given)


def section_fields(**given: Any) -> dict[str, Any]:
    """Fields of a section by name, as question_fields."""
    return _fields(Section, given)


def claim_fields(**given: Any) -> dict[str, Any]:
    """Fields of a claim by name, as question_fields. concedes: lines `position: what it has to grant`."""
    if given.get("concedes") is not None:
        given["concedes"] = dict(_conceded(line) for line in given["concedes"] if line.strip()) or None
    typed = given.get("status") or ""
    try:
        return _fields(Claim, given)
    except UsageProblem as wrong:  # which has the status as it would be written
        raise UsageProblem(str(wrong).replace(f"“{typed.replace(' ', '-')}”", f"“{typed}”")) from None


def _conceded(line: str) -> tuple[str, str]:
    position, colon, words = line.partition(":")
    if not colon or not words.strip():
        hint = "write “position: what it has to grant”, with the id of a position of the guide"
        raise UsageProblem(f"--concedes “{line}” is not clear\n    help: {hint}")
    return position.strip(), words.strip()


def person_fields(**given: Any) -> dict[str, Any]:
    """Fields of a person by name, as question_fields."""
    return _fields(Person, given)


def term_fields(**given: Any) -> dict[str, Any]:
    """Fields of a term of the glossary by name, as question_fields."""
    return _fields(Term, given)


def _fields(model: type[Model], given: dict[str, Any]) -> dict[str, Any]:
    named = {info.alias or name: name for name, info in model.model_fields.items()}
    data = {field: _plain(field, given[field]) for field in named if given.get(field) is not None}
    problems: list[Problem] = []
    filled = {field: value for field, value in data.items() if value is not None}
    # It asks nothing of an origin but to make a problem of a path and words.
    made = validated(model, {**_STAND_INS[model], **filled}, cast(Origin, _CommandLine()), problems)
    if made is None:
        first = problems[0]
        raise UsageProblem(f"{first.file}: {first.message}" + (f"\n    help: {first.hint}" if first.hint else ""))
    if "kind" in filled:
        data["kind"] = getattr(made, "kind")  # noqa: B009  # an alias such as steelman by its proper name
    return data


def _plain(field: str, value: Any) -> Any:
    if field in _LISTS:
        kept = [one for one in value if one != ""]
        if field in {"readings", "claims", "level", "tags", "holders", "answered_by"}:
            kept = [part.strip() for one in kept for part in str(one).split(",") if part.strip()]
        return kept or None
    return None if value == "" else value


def unknown(noun: str, name: str, known: Iterable[str], command: str = "moot show") -> UsageProblem:
    """That there is no such id, with the one most like it."""
    close = nearest(name, known)
    hint = f"did you mean “{close}”?" if close else f"“{command}” lists the ids"
    return UsageProblem(f"there is no {noun} “{name}”\n    help: {hint}")
