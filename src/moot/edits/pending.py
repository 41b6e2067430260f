"""The files of an edit as they would be. Nothing is written before all of it is known to be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moot.edits.short_values import with_short_values
from moot.files import write_text
from moot.problems import BuildProblem, GuideProblems, MootError, Problem
from moot.yaml_file import (
    EditRefused,
    Opened,
    insert_entry,
    move_entry,
    parse_yaml,
    read_for_edit,
    remove,
    set_value,
    write_edit,
)
from moot.yaml_file import Path as YamlPath

__all__ = ["Pending", "found_at"]


def found_at(data: Any, path: YamlPath) -> Any:
    """The value at `path`; None where there is none."""
    for key in path:
        rows = dict(enumerate(data)) if isinstance(data, list) else data
        data = rows.get(key) if isinstance(rows, dict) else None
    return data


@dataclass
class Pending:
    """Files by path with the text they would have.

    within: the folder that no file may leave. A file that does not exist yet is begun by the first edit of it.
    """

    within: Path
    names: dict[Path, str] = field(default_factory=dict)
    _opened: dict[Path, Opened | None] = field(default_factory=dict)
    _texts: dict[Path, str] = field(default_factory=dict)
    _data: dict[Path, Any] = field(default_factory=dict)

    def open(self, file: Path, name: str, seen: Any = None, empty: str = "[]\n") -> None:
        """Reads `file`, which messages call `name`. seen: what it said when the guide was read, if it was.

        empty: with what a file begins that is not there yet.
        """
        if file in self._texts:
            return
        opened = read_for_edit(file, name) if file.exists() or file.is_symlink() else None
        self.names[file] = name
        self._opened[file] = opened
        self._texts[file] = opened.text if opened else empty
        if seen is not None and self.data(file) != seen:
            hint = "nothing was changed; make this edit again"
            raise EditRefused([Problem(name, 0, 0, "the file was changed meanwhile", hint)])

    def text(self, file: Path) -> str:
        """The text the file would have."""
        return self._texts[file]

    def data(self, file: Path) -> Any:
        """What the file would say."""
        if file not in self._data:
            self._data[file] = parse_yaml(self._texts[file].encode("utf-8"), self.names[file]).data
        return self._data[file]

    def at(self, file: Path, path: YamlPath) -> Any:
        """What the file would say at `path`; None for nothing."""
        return found_at(self.data(file), path)

    def place(self, file: Path, path: YamlPath = ()) -> str:
        """`guide/questions/core.yaml:12`, where the line is the one that `path` would stand on."""
        read = parse_yaml(self._texts[file].encode("utf-8"), self.names[file])
        span = read.keys.get(path) or read.values.get(path)
        return f"{self.names[file]}:{span.line}" if span and path else self.names[file]

    # --- edits ---

    def set(self, file: Path, path: YamlPath, value: Any) -> None:
        """`value` at `path`."""
        self._change(file, set_value(self._texts[file], path, value, self.names[file]))

    def set_short(self, file: Path, values: Mapping[YamlPath, str]) -> None:
        """Each of these values at its path, as `set`, but all at once where they are short."""
        text, left = with_short_values(self._texts[file], self.names[file], values)
        self._change(file, text)
        for path in left:
            self.set(file, path, values[path])

    def insert(self, file: Path, path: YamlPath, value: Any, at: int | None, key: str | None = None) -> int | str:
        """`value` as entry number `at` (None: the last) of the list or, with `key`, of the group at `path`.

        Returns its number or key.
        """
        count = len(self.at(file, path) or ())
        if not path and not count:
            return self._begin(file, value, key)
        self._change(file, insert_entry(self._texts[file], path, value, at, key=key, name=self.names[file]))
        if key is None:
            return count if at is None else at
        return key

    def _begin(self, file: Path, value: Any, key: str | None) -> int | str:
        """The first entry of a file in which nothing stands but [] or {}: put behind a stand-in, which then goes."""
        name = self.names[file]
        stand_in, empty = ("- x", "[]") if key is None else ("x: x", "{}")
        text = stand_in.join(self._texts[file].rsplit(empty, 1))
        text = insert_entry(text, (), value, key=key, name=name)
        self._change(file, remove(text, (0 if key is None else "x",), name))
        return 0 if key is None else key

    def move(self, file: Path, path: YamlPath, to: int) -> None:
        """The entry at `path` as number `to` of its list or group."""
        self._change(file, move_entry(self._texts[file], path, to, self.names[file]))

    def remove(self, file: Path, path: YamlPath) -> None:
        """No entry at `path`."""
        self._change(file, remove(self._texts[file], path, self.names[file]))

    def into_list(self, file: Path, path: YamlPath, value: Any, at: int | None = None) -> int:
        """`value` into the list at `path`, which may be missing or one value without brackets. Returns its number."""
        old = self.at(file, path)
        if old is None or isinstance(old, list):
            return int(self.insert(file, path, value, at))
        at = 1 if at is None else at
        before = self._texts[file].count("#")
        self.set(file, path, [value, old] if at == 0 else [old, value])
        if self._texts[file].count("#") < before:
            hint = f"put “- ” before what stands under “{path[-1]}”, so that it is a list, and try again"
            raise EditRefused([Problem(self.names[file], 0, 0, "a comment would be lost by this edit", hint)])
        return at

    def out_of_list(self, file: Path, path: YamlPath, name: str, key: str = "") -> bool:
        """Takes `name` out of the list at `path`, or an entry whose `key` it is. Whether it was there.

        A list that would be left empty goes too.
        """

        def is_meant(value: Any) -> bool:
            return (value.get(key) if isinstance(value, dict) else value) == name

        old = self.at(file, path)
        rows = old if isinstance(old, list) else [] if old is None else [old]
        numbers = [number for number, row in enumerate(rows) if is_meant(row)]
        if len(numbers) == len(rows) and numbers:
            self.remove(file, path)
        else:
            for number in reversed(numbers):
                self.remove(file, (*path, number))
        return bool(numbers)

    def _change(self, file: Path, text: str) -> None:
        self._texts[file] = text
        self._data.pop(file, None)

    # --- out ---

    def changed(self) -> Mapping[Path, str]:
        """The files that would not stay as they are, with their texts."""
        kept = {file: opened.text for file, opened in self._opened.items() if opened}
        return {file: text for file, text in self._texts.items() if text != kept.get(file)}

    def write(self, then: Callable[[], None] | None = None) -> None:
        """Writes every file that is changed, or none. Raises EditRefused and GuideProblems as write_edit does.

        then: what has to be done after that; where it raises a MootError, the files are as they were.
        """
        written: list[Path] = []
        try:
            for file, text in self.changed().items():
                self._write(file, text)
                written.append(file)
            if then is not None:
                then()
        except MootError:
            for file in reversed(written):
                self._restore(file)
            raise

    def _write(self, file: Path, text: str) -> None:
        opened = self._opened[file]
        if opened is not None:
            write_edit(file, opened.sha256, text, self.names[file], self.within)
            return
        if file.exists():
            hint = "nothing was changed; make this edit again"
            raise EditRefused([Problem(self.names[file], 0, 0, "this file was made meanwhile", hint)])
        if not file.parent.resolve().is_relative_to(self.within.resolve()):
            hint = "nothing was changed; edit it by its path"
            raise EditRefused([Problem(self.names[file], 0, 0, "this file lies outside of the guide’s folder", hint)])
        try:
            write_text(file, text)
        except BuildProblem as error:
            reason = str(error).split("\n", 1)[0]
            raise GuideProblems([Problem(self.names[file], 0, 0, reason)]) from error

    def _restore(self, file: Path) -> None:
        opened = self._opened[file]
        if opened is None:
            file.unlink(missing_ok=True)
        else:
            write_edit(file, read_for_edit(file, self.names[file]).sha256, opened.text, self.names[file])
