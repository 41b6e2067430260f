"""Adaptation files → the guide they start from, and their changes in the order in which they are applied."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moot.guide.adaptation import Adaptation
from moot.load.entries import Origin, validated
from moot.load.folder import is_inside
from moot.problems import GuideProblems, Problem, nearest
from moot.resources import shipped_guides
from moot.yaml_file import read_yaml

__all__ = ["Chain", "Read", "own_file", "read_chain"]

_MOST = 20
"""No group stacks more adaptations than these; a longer chain is a mistake."""


@dataclass(frozen=True)
class Read:
    """One adaptation, its file, how the file is called in messages, and where its values are written."""

    adaptation: Adaptation
    file: Path
    name: str
    origin: Origin

    def problem(self, *path: str | int, message: str, hint: str = "", on_key: bool = False) -> Problem:
        """An error at a place of this file."""
        return self.origin.problem(*path, message=message, hint=hint, rule="adaptation", on_key=on_key)

    def note(self, *path: str | int, message: str, hint: str = "") -> Problem:
        """A warning at a place of this file."""
        return self.origin.warning(*path, message=message, hint=hint, rule="adaptation")


@dataclass(frozen=True)
class Chain:
    """The guide the adaptations start from, with its name in messages, and the adaptations, first to last."""

    folder: Path
    name: str
    adaptations: tuple[Read, ...]


_MOST_BYTES = 1_000_000
"""A file of ground rules is a page; one of a megabyte is a mistake or an attack."""


def own_file(read: Read, named: str, *path: str) -> Path:
    """A file that an adaptation names, in the folder of the adaptation. Raises GuideProblems where it may not be read.

    Adaptations are strangers' files: they read nothing outside their own folder, no links out of it, no devices.
    """
    file = read.file.parent / named
    try:
        if is_inside(file, read.file.parent) and stat.S_ISREG(file.stat().st_mode):
            if file.stat().st_size <= _MOST_BYTES:
                return file
            reason = "is larger than a megabyte"
        else:
            reason = "is no file in the folder of this adaptation"
    except (OSError, ValueError):
        reason = "cannot be read"
    hint = "copy it beside this file, as plain text"
    raise GuideProblems([read.problem(*path, message=f"“{named}” {reason}", hint=hint)])


def read_chain(files: Sequence[Path], guide: tuple[Path, str] | None = None) -> Chain:
    """What these files adapt, in order; what a file extends is applied before it.

    guide: the guide's folder and name where the command names it; it goes before what the files say.
    Raises GuideProblems for files that cannot be read, a circle, or two files that start from different guides.
    """
    found: list[Read] = []
    bases: list[tuple[Path, str, Read]] = []
    for file in files:
        folder, name = _follow(file, (), found, bases)
        del folder, name
    folder, name, first = bases[0]
    for other, _, read in bases[1:]:
        if guide is None and other.resolve() != folder.resolve():
            message = f"this extends another guide than {first.name} does"
            raise GuideProblems([read.problem("extends", message=message, hint="adapt one guide at a time")])
    if guide is not None:
        folder, name = guide
    return Chain(folder, name, tuple(found))


def _follow(
    file: Path, above: tuple[Path, ...], found: list[Read], bases: list[tuple[Path, str, Read]]
) -> tuple[Path, str]:
    """Reads `file` and, before it, what it extends; each file is applied once."""
    read = _read(file)
    here = file.resolve()
    if here in above:
        names = " → ".join(path.name for path in (*above[above.index(here) :], here))
        raise GuideProblems([read.problem("extends", message=f"these adaptations extend each other: {names}")])
    if len(above) >= _MOST:
        raise GuideProblems([read.problem("extends", message=f"more than {_MOST} adaptations one upon the other")])
    base = _base(read)
    if base.suffix in {".yaml", ".yml"} and base.name != "guide.yaml":
        result = _follow(base, (*above, here), found, bases)
    else:
        folder = base.parent if base.name == "guide.yaml" else base
        result = folder, _called(read, folder)
        bases.append((*result, read))
    if all(one.file.resolve() != here for one in found):
        found.append(read)
    return result


def _read(file: Path) -> Read:
    name = file.as_posix()
    if file.is_dir():
        hint = "an adaptation is a file that begins with “extends: …”"
        raise GuideProblems([Problem(name, 0, 0, "this is a folder, not an adaptation", hint, rule="adaptation")])
    read = read_yaml(file, name)
    origin = Origin(read)
    problems: list[Problem] = []
    if not isinstance(read.data, dict):
        hint = "begin with “extends: ” and the guide's folder or name"
        raise GuideProblems([origin.problem(message="an adaptation holds fields, “extends: …” first", hint=hint)])
    adaptation = validated(Adaptation, read.data, origin, problems)
    if adaptation is None:
        raise GuideProblems(problems)
    return Read(adaptation, file, name, origin)


def _base(read: Read) -> Path:
    """The file or folder that `extends` means: beside this file, in the current folder, or a shipped guide."""
    extends = read.adaptation.extends.split("@")[0]
    candidates = [read.file.parent / extends, Path(extends)]
    known = shipped_guides()
    name = extends.removeprefix("guides/").strip("/")
    for candidate in candidates:
        if _exists(candidate):
            return candidate
    if name in known:
        return known[name]
    names = [*known, *(one.name for one in sorted(read.file.parent.glob("*.yaml")) if one != read.file)]
    close = nearest(name, names)
    message = f"there is no guide and no adaptation “{extends}”"
    hint = f"did you mean “{close}”?" if close else "write a guide's folder, or the name of one that “moot list” shows"
    raise GuideProblems([read.problem("extends", message=message, hint=hint)])


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _called(read: Read, folder: Path) -> str:
    shipped = {path.resolve(): name for name, path in shipped_guides().items()}
    return shipped.get(folder.resolve(), folder.as_posix())
