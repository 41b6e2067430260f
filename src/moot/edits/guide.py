"""Edits of a guide in its folder: the lines of one question, and the lists that name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from moot.edits.pending import Pending
from moot.edits.readings import ReadingEdits
from moot.edits.target import Beside, Noun
from moot.edits.trial import try_guide
from moot.edits.values import unknown
from moot.guide.guide import GuideFile
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.guide.words import KINDS
from moot.load.folder import Parts, read_folder
from moot.load.guide_folder import load_guide
from moot.load.ids import made_id
from moot.load.sets import INSIDE, known_sets, usual_sets
from moot.plan.order import numbered_questions
from moot.problems import GuideProblems, UsageProblem
from moot.yaml_file import Path as YamlPath

__all__ = ["GuideEdits"]


class GuideEdits(ReadingEdits):
    """Edits of the guide in `folder`, which messages call `name`. A guide with errors can be edited as well."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.parts: Parts = read_folder(folder, name)
        if self.parts.about is None:
            raise GuideProblems(self.parts.problems)
        self.about: GuideFile = self.parts.about
        self.pending = Pending(folder)
        self.gone: dict[str, str] = {}
        self._new: dict[tuple[str, str], tuple[Path, YamlPath]] = {}
        entries = self.parts.collections
        self.questions: dict[str, Question] = {key: one for key, one in entries["questions"].items() if one}
        self.readings: dict[str, Reading] = {key: one for key, one in entries["readings"].items() if one}
        self.sections: dict[str, Section] = {key: one for key, one in entries["sections"].items() if one}

    # --- questions ---

    def add_question(self, data: dict[str, Any], beside: Beside | None, question_set: str | None) -> str:
        """See Edits."""
        new = str(data["id"])
        if beside:
            section = data.get("section") or self._known("question", beside.id).section
            if question_set and beside.id not in self.parts.sets.get(question_set, ()):
                hint = "leave out --set"
                raise UsageProblem(f"“{beside.id}” is not of the question set “{question_set}”\n    help: {hint}")
            next_to: Beside | None = beside
        else:
            section = data["section"]
            question_set = self._set_for(section, question_set)
            next_to = self._last(section, question_set)
        if next_to:
            file, path = self.where("question", next_to.id)
            group, at = path[:-1], self._number(file, path) + next_to.after
        else:
            file, group, at = self._file_of(str(question_set), section), (), None
        path = self._put(file, group, at, {"id": new, "section": section, **data})
        self._remember(new, {**data, "section": section}, (file, group), next_to.id if next_to else question_set)
        told = f"added {new} to {self.pending.place(file, path)}"
        return told + self._into_sessions(self.questions[new], beside)

    def _put(self, file: Path, group: YamlPath, at: int | None, data: dict[str, Any]) -> YamlPath:
        """A new question into its list or group; the way to it."""
        if group[-1:] == ("questions",):
            home, inside = self.where("section", data["section"])
            if (file, group) == (home, (*inside, "questions")):  # where it stands says its section
                del data["section"]
        if isinstance(self.pending.at(file, group), dict):
            return *group, self.pending.insert(file, group, data, at, data.pop("id"))
        return *group, self.pending.into_list(file, group, data, at)

    def _set_for(self, section: str, question_set: str | None) -> str:
        """The set a question of this section goes into where no place is named."""
        if section not in self.sections:
            raise unknown("section", section, self.sections)
        known = known_sets(self.about, self.parts.sets)
        if question_set and question_set not in known:
            raise unknown("question set", question_set, known)
        inside = [name for name in self.parts.sets.get(INSIDE, ()) if self.questions[name].section == section]
        usual = next(iter(usual_sets(self.about, self.parts.sets)), INSIDE if inside else "core")
        return question_set or usual

    def _last(self, section: str, question_set: str) -> Beside | None:
        """Behind the last question of the section in the set."""
        own = [name for name in self.parts.sets.get(question_set, ()) if name in self.questions]
        mine = [name for name in own if self.questions[name].section == section]
        return Beside(mine[-1], True) if mine else None

    def _remember(self, new: str, data: dict[str, Any], place: tuple[Path, YamlPath], near: str | None) -> None:
        """For edits that follow: the next question of its section goes behind it. near: a neighbor, or its set."""
        self._new["question", new] = place
        self.questions[new] = self.parts.collections["questions"][new] = Question.model_validate(data)
        name = next((key for key, ids in self.parts.sets.items() if near in ids), str(near))
        ids = list(self.parts.sets.get(name, ()))
        ids.insert(ids.index(near) + 1 if near in ids else len(ids), new)
        self.parts.sets[name] = tuple(ids)

    def _file_of(self, question_set: str, section: str) -> Path:
        """The file of the set, for a question of this section; it may have to be begun."""
        folder = self.folder / "questions" / question_set
        single = self.folder / "questions" / f"{question_set}.yaml"
        if question_set == "questions" and (self.folder / "questions.yaml").exists():
            single = self.folder / "questions.yaml"
        file = folder / f"{section}.yaml" if folder.is_dir() and not single.exists() else single
        self.open(file)
        return file

    def _into_sessions(self, new: Question, beside: Beside | None) -> str:
        """Sessions that state their order are told of the new question. Returns what to add to the message."""
        told = []
        file = self.open(self.folder / "guide.yaml")
        for index, session in enumerate(self.about.sessions):
            said = self.pending.at(file, ("sessions", index, "questions")) or []
            names = [said] if isinstance(said, str) else list(said)
            if beside and beside.id in names:
                at = names.index(beside.id) + beside.after
            elif not beside and self._asks(names, new):
                kinds = [KINDS.index(self.questions[one].kind) if one in self.questions else 0 for one in names]
                at = 1 + max((i for i, kind in enumerate(kinds) if kind <= KINDS.index(new.kind)), default=-1)
            else:
                continue
            self.pending.into_list(file, ("sessions", index, "questions"), new.id, at)
            told.append(session.id)
        return f"; session {', '.join(told)} asks it" if told else ""

    def _asks(self, names: list[str], new: Question) -> bool:
        """Whether a session with this order asks questions of the set and section of the new one."""
        own = next((ids for ids in self.parts.sets.values() if new.id in ids), ())
        return any(name in own and self.questions[name].section == new.section for name in names)

    def edit(self, noun: Noun, name: str, fields: dict[str, Any]) -> str:
        """See Edits."""
        self._known(noun, name)
        file, path = self.where(noun, name)
        if noun == "question" and fields.get("ask") and self.questions[name].draft:
            fields = {**fields, "draft": fields.get("draft")}  # whoever gives it other words has made it their own
        if fields.get("draft") == "false":
            fields = {**fields, "draft": None}
        before = self.pending.changed().get(file)
        entry = self.pending.at(file, path)
        has_made_id = bool(path) and isinstance(path[-1], int) and not entry.get("id")
        if has_made_id and fields.get("ask", entry.get("ask")) != entry.get("ask"):
            self.pending.insert(file, path, name, 0, "id")  # made of its old words; everything refers to it
        for field, value in fields.items():
            if value is not None:
                self.pending.set(file, (*path, field), value)
            elif field in self.pending.at(file, path):
                self.pending.remove(file, (*path, field))
        if self.pending.changed().get(file) == before:
            return f"{name} says so already; nothing was changed"
        return f"edited {name} ({', '.join(fields)}) in {self.pending.place(file, path)}"

    def drop(self, noun: Noun, name: str) -> str:
        """See Edits."""
        self._known(noun, name)
        if noun == "reading":
            return self.drop_reading(name)
        file, path = self.where("question", name)
        place = self.pending.place(file, path)
        self.pending.remove(file, path)
        guide, also = self.open(self.folder / "guide.yaml"), []
        for index, session in enumerate(self.about.sessions):
            if self.pending.out_of_list(guide, ("sessions", index, "questions"), name):
                also.append(f"session {session.id}")
        for key, described in self.about.sets.items():
            if name in described.without and self.pending.out_of_list(guide, ("sets", key, "without"), name):
                also.append(f"set {key}")
        return f"dropped {name} from {place}" + (f"; also out of {', '.join(also)}" if also else "")

    def move(self, name: str, beside: Beside) -> str:
        """See Edits."""
        one, other = self._known("question", name), self._known("question", beside.id)
        if name == beside.id:
            raise UsageProblem(f"“{name}” cannot go next to itself")
        sections = {one.section, other.section}
        if not any(sections <= {*session.sections} for session in self.about.sessions):
            raise UsageProblem(
                f"“{name}” and “{beside.id}” are not asked in the same session\n"
                "    help: a question is asked where its section is read"
            )
        file, path = self.where("question", name)
        to_file, to = self.where("question", beside.id)
        if (file, path[:-1]) != (to_file, to[:-1]):
            raise UsageProblem(
                f"“{name}” stands in {self.pending.names[file]}, “{beside.id}” in {self.pending.names[to_file]}\n"
                "    help: questions are moved within a file; a session can name any order under “questions:”"
            )
        here, there = self._number(file, path), self._number(to_file, to)
        there += beside.after - (here < there)
        if here != there:
            self.pending.move(file, path, there)
        sessions = self._ordered(name, beside, by_kind=(one.kind, one.section) == (other.kind, other.section))
        word = "after" if beside.after else "before"
        if not self.pending.changed():
            return f"{name} stands {word} {beside.id} already; nothing was changed"
        told = f"moved {name} {word} {beside.id} in {self.pending.place(*self.where('question', name))}"
        return told + (f"; session {', '.join(sessions)} states its order" if sessions else "")

    def _ordered(self, name: str, beside: Beside, by_kind: bool) -> list[str]:
        """Sessions that ask both in an order of their own are given the new one, and so is one that needs it now."""
        told = []
        file = self.open(self.folder / "guide.yaml")
        for index, session in enumerate(self.about.sessions):
            names = list(session.questions)
            if not names and not by_kind:
                own = [key for key, ids in self.parts.sets.items() if name in ids and key]
                guide = load_guide(self.folder, name=self.name, sets=own).guide
                names = [question.id for _, question in numbered_questions(guide, session)]
            if name not in names or beside.id not in names:
                continue
            order = [one for one in names if one != name]
            order.insert(order.index(beside.id) + beside.after, name)
            if order != names:
                self.pending.set(file, ("sessions", index, "questions"), order)
                told.append(session.id)
        return told

    # --- places ---

    def _known(self, noun: Noun, name: str) -> Any:
        """The question or reading; raises UsageProblem where there is none, or it cannot be read."""
        entries: dict[str, Any] = self.parts.collections[f"{noun}s"]
        if name not in entries and f"{noun}s" in self.parts.unread:  # it may stand in the file that cannot be read
            raise GuideProblems(one for one in self.parts.problems if one.severity == "error")
        if name not in entries:
            raise unknown(noun, name, entries, f"moot {noun} list")
        if entries[name] is None:
            mine = [one for one in self.parts.problems if one.severity == "error"]
            raise GuideProblems(mine)
        return entries[name]

    def open(self, file: Path, empty: str = "[]\n") -> Path:
        """`file`, ready for edits; `empty` is with what it begins where it is not there."""
        name = f"{self.name}/{file.relative_to(self.folder).as_posix()}"
        seen = next((one.file.data for one in self.parts.origins.values() if one.file.name == name), None)
        self.pending.open(file, name, seen, empty)
        return file

    def where(self, noun: str, name: str) -> tuple[Path, YamlPath]:
        """The file of an entry, and the way to it in the text as it would be by now."""
        if (noun, name) in self._new:
            file, group = self._new[noun, name]
        else:
            origin = self.parts.origins[noun, name]
            file = self.open(self.folder / origin.file.name.removeprefix(f"{self.name}/"))
            if not origin.path:
                return file, ()
            group = origin.path[:-1]
        rows = self.pending.at(file, group)
        for key, row in enumerate(rows) if isinstance(rows, list) else rows.items():
            said = row.get("id") if isinstance(row, dict) else None
            if (said or (key if isinstance(key, str) else made_id(str(row.get("ask"))))) == name:
                return file, (*group, key)
        raise UsageProblem(f"{noun} “{name}” is gone")

    def _number(self, file: Path, path: YamlPath) -> int:
        """The number of an entry in its list or group."""
        return int(path[-1]) if isinstance(path[-1], int) else list(self.pending.at(file, path[:-1])).index(path[-1])

    def finish(self, write: bool = True) -> None:
        """See Edits."""
        texts = self.pending.changed()
        if texts:
            try_guide(self.folder, self.name, texts)
        if write:
            self.pending.write()
