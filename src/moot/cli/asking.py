"""Questions to a person on the terminal: a wrong answer is asked again with the reason, an empty one leaves out.

Nothing is written before all is answered, so that Ctrl-C at any of them changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from moot.cli.common import say
from moot.cli.editing import needed
from moot.problems import UsageProblem, nearest

if TYPE_CHECKING:
    from moot.edits.entries import EntryEdits
    from moot.edits.places import FreeHeading
    from moot.guide.section import Section

__all__ = ["asked", "asked_heading", "asked_section", "asked_sections", "chosen_section", "known_ids", "section_meant"]

Answer = TypeVar("Answer")

_MOST_HEADINGS = 60
"""As many as a person looks through; a book may have hundreds."""


def asked(question: str, right: Callable[[str], Answer], empty: str = "", default: str = "") -> Answer | None:
    """What `right` makes of the answer, which it refuses with UsageProblem; None for no answer.

    empty: what Enter stands for, said behind the question; default: the answer that need not be given. Without both
    an answer is needed.
    """
    words = f"{question} (Enter for {empty})" if empty else question
    while True:
        optional = bool(empty or default)
        answer = str(typer.prompt(words, default=default, show_default=bool(default))).strip()
        if optional and answer == default:
            return None
        if not answer:
            say("this needs an answer; Ctrl-C stops, and nothing is written")
            continue
        try:
            return right(answer)
        except UsageProblem as wrong:
            say(re.sub(r"^--[a-z-]+(?: “[^”]*”)?: ", "", str(wrong)))


def known_ids(noun: str, given: Iterable[str] | str, known: Iterable[str], command: str = "") -> list[str]:
    """Ids, each alone or several with commas. Raises UsageProblem for one that there is not."""
    rows, ids = [given] if isinstance(given, str) else given, list(known)
    names = [name.strip() for row in rows for name in row.split(",") if name.strip()]
    for name in names:
        if name not in ids:
            close = nearest(name, ids)
            hint = f"did you mean “{close}”?" if close else f"“{command}” lists the ids" if command else ""
            hint = hint or (f"one of: {', '.join(ids)}" if ids else "this guide has none yet; leave it out for now")
            raise UsageProblem(f"there is no {noun} “{name}”\n    help: {hint}")
    return list(dict.fromkeys(names))


def asked_heading(edits: EntryEdits) -> dict[str, Any]:
    """Heading or first words of a new section, chosen from those headings of the text that are no sections yet."""
    places = edits.places
    if places.text is None:
        return asked("Its heading in the text, as in “Part One / 1918”", lambda one: places.fields_of(one, None)) or {}
    free = places.free_headings()
    if not free:
        say("Every heading of the text is a section already." if edits.sections else "The text has no headings.")
        return asked("Its first words in the text", lambda one: places.fields_of(None, one)) or {}
    say("Headings of the text that are no sections yet:")
    for number, one in enumerate(free[:_MOST_HEADINGS], 1):
        say(f"{number:>4}  {'  ' * (one.level - 1)}{one.words}  ({one.paragraphs} ¶)")
    if len(free) > _MOST_HEADINGS:
        say(f"      … and {len(free) - _MOST_HEADINGS} more, which can be named by their words")
    return asked("Which heading (its number, or its words)", lambda one: _chosen(edits, free, one)) or {}


def _chosen(edits: EntryEdits, free: list[FreeHeading], answer: str) -> dict[str, Any]:
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(free):
        return free[int(answer) - 1].fields
    return edits.places.fields_of(answer, None)


def asked_sections(edits: EntryEdits, given: list[str] | None, forms: Iterable[str], asks: bool) -> list[str]:
    """The sections that list a person or term; on a terminal with those in which one of its forms stands."""
    if given is not None or not asks or not edits.sections:
        return [edits.known_section(name.strip()).id for one in given or () for name in one.split(",") if name.strip()]
    found = edits.places.sections_with([one for one in forms if one])
    say(f"Sections: {', '.join(edits.sections)}" + (f"; in the text it stands in: {', '.join(found)}" if found else ""))
    return asked("In which section is it listed", lambda one: known_ids("section", one, edits.sections), "none") or []


def asked_section(edits: EntryEdits, given: str | None, asks: bool) -> str:
    """The section something goes into."""
    if not edits.sections and not given:
        hint = f"begin with “moot add section {edits.name}”"
        raise UsageProblem(f"this guide has no section yet\n    help: {hint}")
    if given or not asks:
        return edits.known_section(str(needed(given, "--section", "Which section", False, edits.sections))).id
    return chosen_section(edits.sections)


def chosen_section(sections: Mapping[str, Section]) -> str:
    """The id of a section that a person on the terminal chooses by its number, its id, or the words of its heading."""
    say("Sections:")
    for number, (name, one) in enumerate(sections.items(), 1):
        if number <= _MOST_HEADINGS:
            words = _names_of(one)[:1]
            say("  ".join([f"{number:>4}", name, *words]))
    if len(sections) > _MOST_HEADINGS:
        say(f"      … and {len(sections) - _MOST_HEADINGS} more, which can be named by their id or heading")
    return asked("Which section (its number, id or heading)", lambda one: section_meant(sections, one)) or ""


def section_meant(sections: Mapping[str, Section], answer: str) -> str:
    """The id of the section that an answer means. Raises UsageProblem for none, or several of the same heading."""
    if answer in sections:
        return answer
    if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(sections):
        return list(sections)[int(answer) - 1]
    words = " ".join(answer.split()).casefold()
    found = [name for name, one in sections.items() if words in [said.casefold() for said in _names_of(one)]]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(f"“{answer}” is the heading of {', '.join(found)}\n    help: give one of these ids")
    ids = {said: name for name, one in sections.items() for said in (*_names_of(one), name)}
    close = nearest(answer, ids)
    hint = f"did you mean “{ids[close]}”?" if close else "give a number from the list, an id, or a heading"
    raise UsageProblem(f"there is no section “{answer}”\n    help: {hint}")


def _names_of(section: Section) -> list[str]:
    """How a section may be called beside its id: by its title, its heading, and that with those above."""
    ways = [section.title or "", *section.heading[-1:], " / ".join(section.heading), section.starts_with or ""]
    return [" ".join(way.split()) for way in ways if way.strip()]
