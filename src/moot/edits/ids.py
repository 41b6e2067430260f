"""Questions without an id: which there are, which ids are made for them, and putting these into the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from moot.edits.group import GroupEdits
from moot.edits.guide import GuideEdits
from moot.edits.pending import Pending
from moot.edits.target import Edits
from moot.yaml_file import Path as YamlPath

__all__ = ["Found", "Row", "without_id"]


class Row(NamedTuple):
    """A question without an id: the one made for it, where it stands, and what it asks."""

    id: str
    place: str
    ask: str


@dataclass(frozen=True)
class Found:
    """The questions without an id, and how to give them one."""

    pending: Pending
    places: tuple[tuple[Path, YamlPath], ...]
    rows: tuple[Row, ...]

    def put(self) -> None:
        """Puts the ids first among the fields of each question; writing is for `finish` of the edits."""
        for (file, path), row in zip(self.places, self.rows, strict=True):
            self.pending.insert(file, path, row.id, 0, "id")


def without_id(edits: Edits) -> Found:
    """The questions of a guide or an adaptation that have no id."""
    if isinstance(edits, GuideEdits):
        found = list(_in_guide(edits))
    else:
        assert isinstance(edits, GroupEdits)
        found = list(_in_group(edits))
    pending = edits.pending
    rows = [Row(key, pending.place(file, path), str(pending.at(file, (*path, "ask")))) for key, file, path in found]
    return Found(pending, tuple((file, path) for _, file, path in found), tuple(rows))


def _in_guide(edits: GuideEdits) -> Iterator[tuple[str, Path, YamlPath]]:
    for noun, name in edits.parts.origins:
        if noun == "question":
            file, path = edits.where(noun, name)
            if path and isinstance(path[-1], int) and not edits.pending.at(file, path).get("id"):
                yield name, file, path


def _in_group(edits: GroupEdits) -> Iterator[tuple[str, Path, YamlPath]]:
    for path, row in edits.added():
        if "ask" in row and not row.get("id"):
            yield edits.made_for(row), edits.file, path
