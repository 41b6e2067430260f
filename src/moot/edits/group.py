"""Edits of a group's adaptation: each becomes a verb of its file, for the guide itself is somebody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from moot.adapt.whole import Wanted, adapted_guide
from moot.edits.pending import Pending
from moot.edits.target import Beside, Noun
from moot.edits.trial import try_adaptation
from moot.edits.values import unknown
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.problems import UsageProblem

__all__ = ["GroupEdits"]


class GroupEdits:
    """Edits of the adaptation in `file`. Raises GuideProblems where it, or what it adapts, has errors already."""

    def __init__(self, file: Path, set_folders: Sequence[Path]) -> None:
        self.file, self.set_folders = file, tuple(set_folders)
        self.pending = Pending(file.absolute().parent)
        self.pending.open(file, file.as_posix())
        self._old = self.pending.text(file)
        adapted = adapted_guide(Wanted(None, None, (file,), set_folders=self.set_folders))
        self.guide = adapted.loaded.guide
        self.gone = {one.id: one.file for one in adapted.changes if one.verb == "drop"}
        every = {**adapted.loaded.everything.questions, **self.guide.questions}
        self.questions: dict[str, Question] = {key: one for key, one in every.items() if key not in self.gone}
        self.readings: dict[str, Reading] = {
            key: one for key, one in self.guide.readings.items() if key not in self.gone
        }
        self.sections: dict[str, Section] = dict(self.guide.sections)
        self._made = {
            " ".join(one.after.split()): one.id
            for one in adapted.changes
            if one.verb == "add" and one.file == file.as_posix()
        }

    # --- edits ---

    def add_question(self, data: dict[str, Any], beside: Beside | None, question_set: str | None) -> str:
        """See Edits."""
        if question_set:
            message = "--set does not go with an adaptation: what a group adds is asked with any set"
            raise UsageProblem(f"{message}\n    help: leave it out")
        entry = {"id": data["id"]}
        if beside:
            self._known("question", beside.id)
            entry["after" if beside.after else "before"] = beside.id
            if data.get("section") == self.questions[beside.id].section:
                data = {key: value for key, value in data.items() if key != "section"}
        elif data["section"] not in self.sections:
            raise unknown("section", data["section"], self.sections)
        return self._add({**entry, **data})

    def add_reading(self, data: dict[str, Any], section: str, role: str, use: dict[str, Any]) -> str:
        """See Edits."""
        if section not in self.sections:
            raise unknown("section", section, self.sections)
        return self._add({**data, "to": section, "role": role, **use})

    def _add(self, entry: dict[str, Any]) -> str:
        number = self._into("add", entry)
        return f"added {entry['id']} to {self.pending.place(self.file, ('add', number))}"

    def edit(self, noun: Noun, name: str, fields: dict[str, Any]) -> str:
        """See Edits."""
        self._known(noun, name)
        own = self._own(name)
        path = own or ("edit", name)
        words = "ask" if noun == "question" else "title"
        if own and words in fields and not self.pending.at(self.file, own).get("id"):
            self.pending.insert(self.file, own, name, 0, "id")  # made of its old words; everything refers to it
        before = self.pending.text(self.file)
        for field, value in fields.items():
            if value is None and own:
                if field in self.pending.at(self.file, path):
                    self.pending.remove(self.file, (*path, field))
            elif (
                value is None
                or self.pending.at(self.file, (*path, field)) is not None
                or self._differs(noun, name, field, value)
            ):
                self.pending.set(self.file, (*path, field), value)
        if self.pending.text(self.file) == before:
            return f"{name} says so already; nothing was changed"
        return f"edited {name} ({', '.join(fields)}) in {self.pending.place(self.file, path)}"

    def _differs(self, noun: Noun, name: str, field: str, value: Any) -> bool:
        entries: Mapping[str, Question | Reading] = self.questions if noun == "question" else self.readings
        said = entries[name].model_dump(mode="json", by_alias=True).get(field)
        return bool(said != value)

    def drop(self, noun: Noun, name: str) -> str:
        """See Edits."""
        self._known(noun, name)
        also = self._forget(name)
        own = self._own(name)
        if own:
            place = self.pending.place(self.file, own)
            self.pending.remove(self.file, own if len(self.added()) > 1 else ("add",))
            return f"dropped {name} from {place}{also}"
        at = self._into("drop", name)
        return f"dropped {name} in {self.pending.place(self.file, ('drop', at))}{also}"

    def _forget(self, name: str) -> str:
        """Takes out what this file says of a question or reading that goes; gives what to add to the message."""
        also = []
        data = self.pending.data(self.file)
        if name in (data.get("edit") or {}):
            one = len(data["edit"]) == 1
            self.pending.remove(self.file, ("edit",) if one else ("edit", name))
            also.append("edit")
        for session in data.get("order") or {}:
            if self.pending.out_of_list(self.file, ("order", session), name):
                also.append(f"order of {session}")
        if not self.pending.at(self.file, ("order",)) and "order" in self.pending.data(self.file):
            self.pending.remove(self.file, ("order",))
        return f"; also out of “{', '.join(also)}”" if also else ""

    def move(self, name: str, beside: Beside) -> str:
        """See Edits."""
        for one in (name, beside.id):
            self._known("question", one)
        if name == beside.id:
            raise UsageProblem(f"“{name}” cannot go next to itself")
        asked = {one: session for session in self.guide.sessions for one in session.questions}
        here, there = asked.get(name), asked.get(beside.id)
        if here is None or there is None or here.id != there.id:
            told = " and ".join(f"“{one}” in {asked[one].id if one in asked else 'none'}" for one in (name, beside.id))
            raise UsageProblem(
                f"questions are moved within a session; {told}\n    help: a question is asked where its section is read"
            )
        now = list(here.questions)
        order = [one for one in now if one != name]
        order.insert(order.index(beside.id) + beside.after, name)
        word = "after" if beside.after else "before"
        if order == now:
            return f"{name} stands {word} {beside.id} already; nothing was changed"
        said = self.pending.at(self.file, ("order", here.id)) or []
        least = max((order.index(one) + 1 for one in ([said] if isinstance(said, str) else said)), default=1)
        first = next(count for count in range(least, len(order) + 1) if _followed(order[:count], now) == order)
        self.pending.set(self.file, ("order", here.id), order[:first])
        return f"moved {name} {word} {beside.id} in {self.pending.place(self.file, ('order', here.id))}"

    # --- places ---

    def _known(self, noun: Noun, name: str) -> None:
        entries: Mapping[str, Question | Reading] = self.questions if noun == "question" else self.readings
        if name in self.gone:
            raise UsageProblem(
                f"“{name}” was dropped by {self.gone[name]}\n    help: take it out of “drop” there first"
            )
        if name not in entries:
            raise unknown(noun, name, entries, f"moot {noun} list")

    def added(self) -> list[tuple[tuple[str | int, ...], dict[str, Any]]]:
        """What this file adds, each with the way to it."""
        rows = self.pending.at(self.file, ("add",)) or []
        return (
            [(("add", number), row) for number, row in enumerate(rows)]
            if isinstance(rows, list)
            else [(("add",), rows)]
        )

    def made_for(self, row: dict[str, Any]) -> str:
        """The id of something that this file adds."""
        return str(row.get("id") or self._made.get(" ".join(str(row.get("ask") or row.get("title")).split()), ""))

    def _own(self, name: str) -> tuple[str | int, ...] | None:
        """The way to what this file adds under this id."""
        return next((path for path, row in self.added() if self.made_for(row) == name), None)

    def _into(self, verb: str, value: Any) -> int:
        """`value` as the last of what stands under a verb, which may be one without a list."""
        return self.pending.into_list(self.file, (verb,), value)

    def finish(self, write: bool = True) -> None:
        """See Edits."""
        new = self.pending.text(self.file)
        if new != self._old:
            try_adaptation(self.file, new, self.set_folders)
        if write:
            self.pending.write()


def _followed(first: list[str], before: list[str]) -> list[str]:
    """What the verb order makes of a session."""
    return [*first, *(one for one in before if one not in first)]
