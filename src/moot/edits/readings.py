"""Edits of a guide's readings, and of the lists in which sections, claims and questions use them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from moot.edits.pending import Pending
from moot.edits.values import unknown
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.guide.words import ROLES
from moot.yaml_file import Path as YamlPath

__all__ = ["ReadingEdits"]


class ReadingEdits:
    """What edits of a guide do with readings; GuideEdits says where things stand."""

    folder: Path
    pending: Pending
    questions: dict[str, Question]
    readings: dict[str, Reading]
    sections: dict[str, Section]

    def open(self, file: Path, empty: str = "") -> Path:
        """`file`, ready for edits; `empty` is with what it begins where it is not there."""
        raise NotImplementedError

    def where(self, noun: str, name: str) -> tuple[Path, YamlPath]:
        """The file of an entry, and the way to it."""
        raise NotImplementedError

    def add_reading(self, data: dict[str, Any], section: str, role: str, use: dict[str, Any]) -> str:
        """See Edits."""
        if section not in self.sections:
            raise unknown("section", section, self.sections)
        new = str(data["id"])
        file, group = self._file_for(section)
        if isinstance(self.pending.at(file, group), list):
            path = (*group, self.pending.insert(file, group, data, None))
        else:
            fields = {key: value for key, value in data.items() if key != "id"}
            path = (*group, self.pending.insert(file, group, fields, None, new))
        told = f"added {new} to {self.pending.place(file, path)}"
        into, at = self.where("section", section)
        place = (*at, role, self.pending.into_list(into, (*at, role), {"reading": new, **use}))
        return f"{told} and to {section} as {role} in {self.pending.place(into, place)}"

    def _file_for(self, section: str) -> tuple[Path, YamlPath]:
        """Where the section's last reading stands, else the guide's last one, else a new readings.yaml."""
        used = [use.reading for _, _, use in self.sections[section].uses() if use.reading in self.readings]
        for name in [*reversed(used), *reversed(self.readings)]:
            file, path = self.where("reading", name)
            return file, path[:-1]
        return self.open(self.folder / "readings.yaml", "{}\n"), ()

    def drop_reading(self, name: str) -> str:
        """Without the reading, and without its uses."""
        also = []
        for key, section in self.sections.items():
            file, path = self.where("section", key)
            gone = [
                self.pending.out_of_list(file, (*path, role), name, "reading")
                for role in ROLES
                if any(use.reading == name for use in getattr(section, role))
            ]
            gone += [
                self.pending.out_of_list(file, (*path, "claims", claim, "answered_by"), name)
                for claim, one in section.claims.items()
                if name in one.answered_by
            ]
            also += [f"section {key}"] * any(gone)
        for key, question in self.questions.items():
            if name in question.readings:
                file, path = self.where("question", key)
                self.pending.out_of_list(file, (*path, "readings"), name)
                also.append(f"question {key}")
        file, path = self.where("reading", name)
        place = self.pending.place(file, path)
        self.pending.remove(file, path)
        return f"dropped {name} from {place}" + (f"; also out of {', '.join(also)}" if also else "")
