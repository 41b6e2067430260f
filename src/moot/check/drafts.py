"""Which questions nobody has made their own yet, and whether they still say what they point to."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from moot.guide.question import Question
from moot.guide.reference import parse_reference
from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["named_paragraphs", "still_drafts"]

_WIDTH = 96
"""Characters of a line, behind a margin of four."""

_LONGEST = 1_800
"""Characters of a note: what is much longer is not shown whole."""


def still_drafts(loaded: Loaded) -> Iterator[Problem]:
    """A note in every file with drafts, at its first one, that names them all, of all question sets.

    What to do with them is said once.
    """
    guide = loaded.guide if loaded.guide.adapted else loaded.everything
    drafts = [question for question in guide.with_drafts().questions.values() if question.draft]
    hint = "make it your own and take its line “draft: true” away, or drop it; “moot build --draft” prints drafts too"
    by_file: dict[str, list[Problem]] = {}
    for question in drafts:
        origin = loaded.origins["question", question.id]
        place = origin.problem("draft", message=question.id, rule="draft", on_key=True)
        by_file.setdefault(place.file, []).append(place)
    notes = [note for _, places in sorted(by_file.items()) for note in _listed(places)]
    yield from (replace(note, hint="" if index else hint) for index, note in enumerate(notes))


def _listed(places: Iterable[Problem]) -> Iterator[Problem]:
    """These drafts of one file in a note; in several where they are very many."""
    rows: list[Problem] = []
    for place in sorted(places, key=lambda one: one.line):
        if rows and len(_names([*rows, place])) > _LONGEST:
            yield _note(rows)
            rows = []
        rows.append(place)
    yield _note(rows)


def _note(rows: list[Problem]) -> Problem:
    many = f"{len(rows)} questions are drafts" if len(rows) > 1 else "1 question is a draft"
    names = _names(rows)
    message = f"{many}:{chr(10) if chr(10) in names or len(names) > _WIDTH - 60 else ' '}{names}"
    return replace(rows[0], message=message, severity="note", source="")


def _names(rows: list[Problem]) -> str:
    """`q-one (line 5), q-two (line 11)`, in lines of which none ends within an entry."""
    entries = (f"{one.message}\u00a0(line\u00a0{one.line})" for one in rows)
    lines = textwrap.wrap(", ".join(entries), _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace("\u00a0", " ")


def named_paragraphs(loaded: Loaded) -> Iterator[Problem]:
    """A ¶ that a question names in its words is among those it points to: the page prints its number from there."""
    for question in loaded.guide.with_drafts().questions.values():
        named = re.findall(r"¶\s?([0-9]{1,6})", question.ask)
        if not named or not question.refs:
            continue
        known = _pointed_to(loaded, question)
        lost = [number for number in named if int(number) not in known]
        if lost:
            yield loaded.origins["question", question.id].warning(
                "ask",
                message=f"question “{question.id}” names ¶{lost[0]}, but points to {', '.join(question.refs)}",
                hint="give both the same number, counted within the section; the page prints that of the whole text",
                rule="named",
            )


def _pointed_to(loaded: Loaded, question: Question) -> set[int]:
    """The paragraphs it points to, counted within their section and through the whole text."""
    found: set[int] = set()
    for ref in question.refs:
        reference = parse_reference(ref)
        passage = loaded.passage(ref, question.section)
        for first, last in ((reference.first, reference.last), (passage.first, passage.last)):
            if first is not None and last is not None:
                found |= set(range(first, min(last, first + 1000) + 1))
    return found
