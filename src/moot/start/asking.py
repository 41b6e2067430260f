"""Openers filled from a section: which of them it can be asked, about which of its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from moot.guide.opener import Opener, OpenerFile
from moot.guide.words import KINDS
from moot.start.outline import NewSection
from moot.start.weighing import Paragraph, paragraphs_of, rows_of, type_of

__all__ = ["Library", "Part", "Stub"]

Stub = dict[str, Any]
"""An entry of a file of questions."""

_LONGEST_ID = 55
"""Of what an id of at most sixty signs is made of, so that a number can follow."""


@dataclass
class Library:
    """The openers, how often each was used, and the ids that are taken. author: "" where no question names one."""

    file: OpenerFile
    author: str = ""
    used: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)

    def together(self, opener: Opener) -> list[Opener]:
        """An opener with the other of its pair."""
        return [one for one in self.file.openers if one.pair and one.pair == opener.pair] or [opener]

    def named(self, stub: Stub) -> Stub:
        """The stub with an id made of its section and kind, and of its side in a pair."""
        side = f"-{stub['best_case']}" if "best_case" in stub else ""
        end = f"-{stub['kind']}{side}"
        name, number = f"{stub['section'][: _LONGEST_ID - len(end)].rstrip('-')}{end}", 1
        while (made := name if number == 1 else f"{name}-{number}") in self.ids:
            number += 1
        self.ids.add(made)
        return {"id": made, **stub}


class Part:
    """A section with its paragraphs, and the questions that are asked about it."""

    def __init__(self, section: NewSection, place: int, of: int, library: Library) -> None:
        """place: which section of the text it is, from 0; of: how many there are."""
        self.section, self.place, self.library = section, place, library
        rows = rows_of(section)
        self.type = type_of(section, rows, place == 0, place == of - 1, library.file)
        self.paragraphs = paragraphs_of(rows, library.file)
        # What others say is not what the text says: of a dialogue alone the words between marks are its own.
        marks = self.type != "dialogue"
        own = [one for one in self.paragraphs if not one.quotation and not (marks and one.in_marks)]
        self.quotations = [one for one in self.paragraphs if one.quotation]
        self.own = own if own or self.quotations else self.paragraphs
        self.asked: Counter[int] = Counter()
        self.stubs: list[Stub] = []

    def in_order(self) -> list[Stub]:
        """Easy to hard to outward, the best case for and the one against beside each other."""
        return sorted(self.stubs, key=lambda stub: KINDS.index(stub["kind"]))

    def take(self, kinds: Sequence[str], room: int, must: bool, optional: bool = False) -> int:
        """Asks a question of the first of these kinds that has one, or a pair; gives the minutes it takes of `room`.

        Without room it is asked if there is time, or not at all where it is `optional`.
        """
        used, asked = Counter(self.library.used), Counter(self.asked)
        stubs = self.ask(kinds)
        takes = sum(stub["minutes"] for stub in stubs)
        if takes > room and optional:
            self.library.used, self.asked = used, asked
            return 0
        if takes > room:
            stubs = [{"answer_space": "1 line", **stub, "priority": "if-time"} for stub in stubs]
        elif must:
            stubs = [{**stub, "priority": "must"} for stub in stubs]
        self.stubs += stubs
        return takes if takes <= room else 0

    def ask(self, kinds: Sequence[str], types: Collection[str] = ()) -> list[Stub]:
        """A question of the first of these kinds for which there is an opener, or both of a pair; else nothing.

        types: those of all sections that it is about, where it is about more than this one.
        """
        for kind in kinds:
            found = [(one, self._target(one)) for one in self._openers(kind, types or {self.type})]
            fitting = [(one, target) for one, target in found if target is not None]
            if fitting:
                chosen, target = min(fitting, key=lambda pair: self._rank(pair[0]))
                self.asked[target.number] += bool(target.number)
                members = self.library.together(chosen)
                self.library.used.update(one.id for one in members)
                return [_stub(one, self.section.id, target) for one in members]
        return []

    def _openers(self, kind: str, types: Collection[str]) -> Iterator[Opener]:
        """Those of a kind for sections of these types; of a pair the best case for, which brings the other."""
        for one in self.library.file.openers:
            if one.kind == kind and one.best_case != "against" and one.fits(types):
                yield one

    def _rank(self, opener: Opener) -> tuple[int, bool, bool, int]:
        """Least used first; then those made for this type of section, and those that point at a paragraph."""
        place = self.library.file.openers.index(opener)
        return self.library.used[opener.id], not opener.types, opener.at in _WITHOUT_PARAGRAPH, place

    def _target(self, opener: Opener) -> _Target | None:
        """What an opener points at and what its slots are filled with; None where one cannot be."""
        slots = {slot for one in self.library.together(opener) for slot in one.slots}
        values = {"section": self.section.title, "author": self.library.author}
        number = 0
        if opener.at == "section" and all(block.kind == "heading" for block in self.section.blocks):
            return None
        if opener.at not in _WITHOUT_PARAGRAPH:
            signs = [sign for sign in _SIGNS if sign == opener.at or sign in slots]
            among = self.quotations if opener.at == "quotation" else self.own
            wanted = [one for one in among if all(getattr(one, sign) for sign in signs)]
            if not wanted or len(self.paragraphs) < opener.paragraphs:
                return None
            chosen = self._chosen(opener.at, wanted)
            number = chosen.number
            values |= {"paragraph": f"¶{number}", "year": chosen.year, "term": chosen.term, "quoted": chosen.quoted}
        return _Target(number, values) if all(_can_be_said(values.get(slot, "")) for slot in slots) else None

    def _chosen(self, at: str, wanted: Sequence[Paragraph]) -> Paragraph:
        """The first or last, or else the weightiest of those that were asked about least."""
        if at in {"first", "last"}:
            return wanted[0 if at == "first" else -1]
        return min(wanted, key=lambda one: (self.asked[one.number], -one.weight, one.number))


_WITHOUT_PARAGRAPH = {"section", "none"}
_SIGNS = ("year", "term", "reasons", "quoted")
"""What a paragraph must have, as an opener points at it or names it."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The paragraph that a question points at, 0 for none, and what fills its slots."""

    number: int
    values: Mapping[str, str]


def _stub(opener: Opener, section: str, target: _Target) -> Stub:
    """The entry of a file of questions, without an id."""
    stub: Stub = {"draft": "true", "section": section, "kind": opener.kind, "ask": _said(opener.ask, target.values)}
    if target.number:
        stub["refs"] = [f"¶{target.number}"]
    elif opener.at == "section":
        stub["refs"] = [section]
    if opener.best_case:
        stub["best_case"] = opener.best_case
    if opener.kind != "focus":  # it is not timed
        stub |= {"minutes": opener.time, "priority": "should"}
    if opener.probes:
        stub["probes"] = [_said(probe, target.values) for probe in opener.probes]
    if opener.answer_space:
        stub["answer_space"] = opener.answer_space
    return stub


def _said(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], text)


_MOST_WORDS = 5


def _can_be_said(value: str) -> bool:
    """Whether it can stand within a question: there, short, no question itself, no signs that would be markup."""
    return bool(value) and len(value.split()) <= _MOST_WORDS and not re.search(r"[?¿*_\[\]<>`\\{}|$\n“”„«»\"]", value)
