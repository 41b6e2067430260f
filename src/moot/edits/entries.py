"""Additions to a guide in its folder: sections, claims, people and terms, each where the guide keeps its like."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from moot.edits.guide import GuideEdits
from moot.edits.places import Places
from moot.edits.target import Beside
from moot.guide.base import Model
from moot.guide.guide import GuideFile
from moot.guide.section import Section
from moot.load.guide_folder import read_copy
from moot.problems import GuideProblems, Problem, UsageProblem, nearest
from moot.yaml_file import EditRefused
from moot.yaml_file import Path as YamlPath

__all__ = ["LISTS", "EntryEdits", "Listed", "still_missing"]

Listed = Literal["person", "term"]

LISTS: dict[Listed, tuple[str, Literal["people", "terms"], str]] = {
    "person": ("people", "people", "name"),
    "term": ("glossary", "terms", "term"),
}
"""By noun: the collection that holds them, the field of a section that lists them, and what is printed of one."""


class EntryEdits(GuideEdits):
    """Additions to the guide in `folder`. Each gives a line that says what is done; `finish` tries and writes."""

    _cut = ""
    """The section from which a new one takes paragraphs."""

    @cached_property
    def places(self) -> Places:
        """The guide's own copy of the text, if there is one that can be read, and its sections there."""
        text, located = read_copy(self.folder, self.name, None, self.parts, [])
        return Places(text, located, self.sections)

    def taken(self, noun: str) -> set[str]:
        """The ids that are in use, of entries that are wrong as well."""
        if noun == "claim":
            return self.parts.claims
        return set(self.parts.collections[{"section": "sections", "person": "people", "term": "glossary"}[noun]])

    # --- sections ---

    def add_section(self, data: dict[str, Any], beside: Beside | None, session: str | None) -> str:
        """A new section with its id in `data`, read in `session`; in the order of the text where no place is named.

        Raises UsageProblem for a section beside it or a session that there is not.
        """
        near, self._cut = self.beside(data, beside), self.places.cut(data)
        session = self._known_session(session) if session else self.session_near(near)
        new = str(data["id"])
        fields = {key: value for key, value in data.items() if key != "id"}
        file, path = self._put_section(new, fields, near)
        told = f"added section {new} to {self.pending.place(file, path)}"
        return told + self._into_session(Section.model_validate(data), near, session)

    def beside(self, data: dict[str, Any], given: Beside | None) -> Beside | None:
        """The section next to which a new one goes: the one that is given, or its neighbor in the text."""
        if given:
            self.known_section(given.id)
            return given
        before = self.places.before(data)
        following = next(iter(self.places.located.places), None) if before == "" and self.places.located else None
        return Beside(before, True) if before else Beside(following, False) if following else None

    def session_near(self, near: Beside | None) -> str | None:
        """The session that reads the section `near`; else the last one. None where the guide has no session."""
        reading = [one.id for one in self.about.sessions if near and near.id in one.sections]
        return next(iter(reading), self.about.sessions[-1].id if self.about.sessions else None)

    def known_section(self, name: str) -> Section:
        """The section. Raises UsageProblem where there is none, GuideProblems where it has mistakes."""
        known = self.parts.collections["sections"]
        if known.get(name) is None and (name in known or "sections" in self.parts.unread):
            raise GuideProblems(one for one in self.parts.problems if one.severity == "error")
        if name not in known:
            close = self.places.nearest_section(name)
            hint = f"did you mean “{close}”?" if close else f"its sections: {', '.join(known)}"
            hint = hint if known else f"this guide has none yet; begin with “moot add section {self.name}”"
            raise UsageProblem(f"there is no section “{name}”\n    help: {hint}")
        return self.sections[name]

    def _known_session(self, name: str) -> str:
        ids = [one.id for one in self.about.sessions]
        if ids and name not in ids:
            close = nearest(name, ids)
            hint = f"did you mean “{close}”?" if close else f"its sessions: {', '.join(ids)}"
            raise UsageProblem(f"there is no session “{name}”\n    help: {hint}")
        return name

    def _put_section(self, new: str, fields: dict[str, Any], near: Beside | None) -> tuple[Path, YamlPath]:
        """The section into a file of its own, a list or a group: where the guide keeps the one next to it."""
        neighbor = near.id if near else next(reversed(self.sections), None)
        folder, single = self.folder / "sections", self.folder / "sections.yaml"
        if neighbor:
            file, path = self.where("section", neighbor)
            if path:
                at = self._number(file, path) + near.after if near else None
                return self._insert(file, path[:-1], at, new, fields)
        if neighbor or folder.is_dir():
            return self._own_file(folder / f"{new}.yaml", fields)
        if single.exists():
            return self._insert(self.open(single, self._empty()), (), None, new, fields)
        file = self.open(self.folder / "guide.yaml")
        self._into_group(file, (), "sections", {new: fields}, GuideFile)
        return file, ("sections", new)

    def _own_file(self, file: Path, fields: dict[str, Any]) -> tuple[Path, YamlPath]:
        if file.exists() or file.is_symlink():
            name = f"{self.name}/{file.relative_to(self.folder).as_posix()}"
            raise UsageProblem(f"there is a file {name} already\n    help: give the section another --id")
        self.open(file, self._empty())
        for key, value in fields.items():
            self.pending.insert(file, (), value, None, key)
        return file, ()

    def _into_session(self, section: Section, near: Beside | None, session: str | None) -> str:
        """The section into the reading of a session. Gives what to add to the message."""
        file = self.open(self.folder / "guide.yaml")
        if not self.about.sessions:
            if self.pending.at(file, ("sessions",)):  # there are some, but they cannot be read
                raise GuideProblems(one for one in self.parts.problems if one.severity == "error")
            title = section.title or (section.heading[-1] if section.heading else self.about.text.title)
            first = {"id": session or "s1", "title": title, "sections": [section.id]}
            self._into_group(file, (), "sessions", [first], GuideFile)
            return f"; session {first['id']} is begun with it"
        index = next(i for i, one in enumerate(self.about.sessions) if one.id == session)
        names = self.about.sessions[index].sections
        self.pending.into_list(file, ("sessions", index, "sections"), section.id, self._rank(names, near))
        return f"; session {session} reads it"

    def _rank(self, names: Sequence[str], near: Beside | None) -> int:
        """The number of a new section in the reading of a session: next to `near`, else as in the text, else last."""
        if near and near.id in names:
            return names.index(near.id) + near.after
        order = list(self.places.located.places) if self.places.located else []
        if near is None or near.id not in order or not set(names) <= set(order):
            return len(names)
        here = order.index(near.id) + near.after
        return 1 + max((i for i, name in enumerate(names) if order.index(name) < here), default=-1)

    def finish(self, write: bool = True) -> None:
        """See Edits. Where a new section begins within another one, it says why that one has mistakes now."""
        try:
            super().finish(write)
        except EditRefused:
            raise
        except GuideProblems as found:
            if not self._cut:
                raise
            message = f"the new section begins within “{self._cut}” and takes its last paragraphs over"
            hint = "mend first what refers to these paragraphs, or begin the section elsewhere"
            raise GuideProblems([*found.problems, Problem(self.name, 0, 0, message, hint, severity="note")]) from None

    # --- claims ---

    def add_claim(self, section: str, name: str, data: dict[str, Any]) -> str:
        """A new claim of a section. Raises UsageProblem where there is no such section."""
        self.known_section(section)
        file, path = self.where("section", section)
        self._into_group(file, path, "claims", {name: data}, Section)
        return f"added claim {name} to {self.pending.place(file, (*path, 'claims', name))}"

    def same_claim(self, section: str, says: str) -> str | None:
        """The id of the section's claim in the same words."""
        words = _compared(says)
        return next(
            (key for key, one in self.known_section(section).claims.items() if _compared(one.says) == words), None
        )

    # --- people and terms ---

    def add_listed(self, noun: Listed, data: dict[str, Any], sections: Sequence[str]) -> str:
        """A new person or term with its id in `data`, listed by these sections."""
        field = LISTS[noun][1]
        for section in sections:
            self.known_section(section)
        new = str(data["id"])
        file, group = self._file_of_list(noun, sections)
        fields = {key: value for key, value in data.items() if key != "id"}
        file, path = self._insert(file, group, None, new, fields)
        told = f"added {noun} {new} to {self.pending.place(file, path)}"
        for section in dict.fromkeys(sections):
            into, at = self.where("section", section)
            number = self._into_group(into, at, field, [new], Section)
            told += f" and to the {field} of {section} in {self.pending.place(into, (*at, field, number))}"
        return told

    def same_word(self, noun: Listed, word: str) -> str | None:
        """The id of the person or term that is printed like that already."""
        collection, _, field = LISTS[noun]
        entries = self.parts.collections[collection]
        alike = (key for key, one in entries.items() if one and getattr(one, field).casefold() == word.casefold())
        return next(alike, None)

    def _file_of_list(self, noun: Listed, sections: Sequence[str]) -> tuple[Path, YamlPath]:
        """Where the last entry stands that the section lists, else the guide's last one, else a file to begin."""
        collection, field, _ = LISTS[noun]
        entries = self.parts.collections[collection]
        listed = [name for section in sections for name in getattr(self.sections[section], field) if name in entries]
        if collection in self.parts.unread:  # who knows what stands there
            raise GuideProblems(one for one in self.parts.problems if one.severity == "error")
        for name in [*reversed(listed), *reversed(entries)]:
            file, path = self.where(noun, name)
            return file, path[:-1]
        return self.open(self.folder / f"{collection}.yaml", self._empty()), ()

    # --- places in the files ---

    def _empty(self) -> str:
        """With what a new file begins: its line breaks are those of guide.yaml."""
        text = self.pending.text(self.open(self.folder / "guide.yaml"))
        return "{}\r\n" if "\r\n" in text else "{}\n"

    def _insert(
        self, file: Path, group: YamlPath, at: int | None, new: str, fields: dict[str, Any]
    ) -> tuple[Path, YamlPath]:
        """A new entry of the list or group in which its like stand."""
        if isinstance(self.pending.at(file, group), list):
            return file, (*group, self.pending.insert(file, group, {"id": new, **fields}, at))
        return file, (*group, self.pending.insert(file, group, fields, at, new))

    def _into_group(self, file: Path, path: YamlPath, key: str, value: Any, model: type[Model]) -> int:
        """`value`, a list or group of one, as the last entry of `key`; one that is missing gets its usual place.

        Gives the number of the entry in a list.
        """
        there = self.pending.at(file, path) or {}
        if key not in there:
            order = [info.alias or name for name, info in model.model_fields.items()]
            before = [i for i, one in enumerate(there) if one in order and order.index(one) < order.index(key)]
            self.pending.insert(file, path, value, 1 + max(before, default=-1), key)
            return 0
        if isinstance(value, list):
            return self.pending.into_list(file, (*path, key), value[0])
        ((name, inner),) = value.items()
        self.pending.insert(file, (*path, key), inner, None, name)
        return 0


def _compared(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".")


def still_missing(data: dict[str, Any], positions: Sequence[str]) -> list[str]:
    """What a claim needs to be fair to all sides and does not say yet: by field, each with what belongs there.

    positions: those of the guide; without any nobody can hold a claim, or concede something.
    """
    wanted = {"refs": "where the text says it"}
    if positions:
        wanted["holders"] = "who holds it"
    if data.get("status", "open") != "open":
        wanted["status_source"] = f"on what “{data['status']}” rests"
    wanted["counterpoint"] = "the strongest answer to it"
    wanted["answered_by"] = "the readings that answer it"
    if positions:
        wanted["concedes"] = "what each position has to grant"
    return [f"{field} ({meaning})" for field, meaning in wanted.items() if not data.get(field)]
