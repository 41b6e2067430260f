"""Reads the files of a guide folder: which there are, and which entries stand in them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from moot.guide.guide import GuideFile
from moot.guide.lists import Event, Person, Term
from moot.guide.protocol import Protocol
from moot.guide.question import Question
from moot.guide.reading import Reading
from moot.guide.section import Section
from moot.load.entries import Entry, Origin, entries_of, right_part, validated
from moot.problems import GuideProblems, Problem, nearest
from moot.yaml_file import YamlFile, read_yaml

__all__ = ["Parts", "is_inside", "read_folder"]

AnyModel = TypeVar("AnyModel", bound=BaseModel)

_COLLECTIONS: dict[str, tuple[str, type[BaseModel]]] = {
    "sections": ("section", Section),
    "questions": ("question", Question),
    "readings": ("reading", Reading),
    "glossary": ("term", Term),
    "people": ("person", Person),
    "timeline": ("event", Event),
    "protocols": ("protocol", Protocol),
}
"""Each may be one file `readings.yaml`, a folder `readings/` of several, or both."""

_OTHER_NAMES = {"guide", "templates", "images", "text", "LICENSE", "README", "guide.lock", "out"}


@dataclass
class Parts:
    """What the files hold, each entry with its origin, before the references between them are looked at.

    An entry that is wrong is there as None, and its claims are among `claims`: what refers to it is not wrong as well.
    """

    about: GuideFile | None = None
    guide_file: YamlFile | None = None
    collections: dict[str, dict[str, Any]] = field(default_factory=dict)
    sets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)  # collections of which a file could not be read: who knows its ids?
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0


def read_folder(folder: Path, name: str) -> Parts:
    """Everything in the guide folder. `name` is how the folder is called in messages.

    Raises GuideProblems where there is no guide at all; every other problem is collected in the result.
    """
    try:
        _require_guide(folder, name)
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise GuideProblems([Problem(name, 0, 0, f"this folder cannot be read: {reason}", rule="no-guide")]) from None
    parts = Parts(collections={key: {} for key in _COLLECTIONS})
    inline = _read_guide_file(folder, name, parts)
    for collection in _COLLECTIONS:
        _read_collection(folder, name, collection, inline.get(collection), parts)
    _gather_inline_questions(parts)
    parts.problems.extend(_strange_files(folder, name))
    return parts


def _require_guide(folder: Path, name: str) -> None:
    def refuse(message: str, hint: str) -> None:
        raise GuideProblems([Problem(name, 0, 0, message, hint, rule="no-guide")])

    if not folder.exists():
        refuse("there is no such folder", "“moot list” shows the guides that come with moot")
    if not folder.is_dir():
        refuse(
            "this is a file; a guide is a folder with a guide.yaml in it",
            f"try the folder it stands in: {folder.parent}",
        )
    if not (folder / "guide.yaml").exists():
        inside = sorted(entry.parent.name for entry in folder.glob("*/guide.yaml"))
        other = next(
            (entry.name for entry in sorted(folder.iterdir()) if entry.name.lower() in {"guide.yml", "guide.yaml"}), ""
        )
        if other:
            hint = f"rename {other} to guide.yaml"
        elif inside:
            hint = f"a guide stands in {name}/{inside[0]}"
        else:
            hint = "a guide folder holds a file guide.yaml; “moot list” shows the guides that come with moot"
        refuse("this folder holds no guide.yaml", hint)


def is_inside(file: Path, folder: Path) -> bool:
    """Whether the file is in the folder, and no link that leads out of it: guides come from strangers."""
    try:
        # os.path, for it is asked of every file: pathlib takes four times as long
        inside, outside = os.path.realpath(file, strict=True), os.path.realpath(folder)
        return inside == outside or inside.startswith(outside.rstrip(os.sep) + os.sep)
    except FileNotFoundError:  # whoever reads it will say so
        return True
    except OSError:  # links in a circle
        return False


def _read(folder: Path, name: str, file: Path, parts: Parts) -> YamlFile | None:
    name = f"{name}/{file.relative_to(folder).as_posix()}"
    if not is_inside(file, folder):
        message = "this is a link that leads out of the guide folder"
        parts.problems.append(Problem(name, 0, 0, message, "put the file itself here", rule="outside"))
        return None
    try:
        read = read_yaml(file, name)
    except GuideProblems as found:
        parts.problems.extend(found.problems)
        return None
    parts.problems.extend(read.warnings)
    parts.files += 1
    return read


def _read_guide_file(folder: Path, name: str, parts: Parts) -> dict[str, Any]:
    """Reads guide.yaml; gives back the collections that stand in it: `sections:`."""
    file = _read(folder, name, folder / "guide.yaml", parts)
    if file is None:
        return {}
    parts.guide_file = file
    if not isinstance(file.data, dict):
        parts.problems.append(
            file.problem((), "guide.yaml holds fields, “title: …” first, not a list or a line of text")
        )
        return {}
    data = dict(file.data)
    sections = data.pop("sections", None)
    for collection in data.keys() & _COLLECTIONS:
        del data[collection]
        message, hint = f"“{collection}” do not stand in guide.yaml", f"move them into {collection}.yaml beside it"
        parts.problems.append(file.problem((collection,), message, hint=hint, rule="unknown-key", on_key=True))
    parts.about = validated(GuideFile, data, Origin(file), parts.problems)
    if parts.about is None:
        parts.about = right_part(GuideFile, data, {"title": "untitled", "text": {"title": "untitled"}})
    into = parts.collections.setdefault("sessions", {})
    for index, session in enumerate(parts.about.sessions):
        _take("session", session.id, session, Origin(file, ("sessions", index)), parts, into)
    return {"sections": (Origin(file, ("sections",)), sections)} if sections is not None else {}


def _read_collection(folder: Path, name: str, collection: str, inline: tuple[Origin, Any] | None, parts: Parts) -> None:
    noun, model = _COLLECTIONS[collection]
    into = parts.collections[collection]
    if inline is not None:
        for entry in entries_of(*inline, noun, parts.problems):
            _add(entry, noun, model, parts, into)
    for file in _files(folder, collection):
        read = _read(folder, name, file, parts)
        named = _set_name(folder, file)
        if read is None:
            parts.unread.add(collection)
            parts.sets.setdefault(named, ())
            continue
        before = len(into)
        for entry in _entries(read, file, collection, noun, parts.problems):
            _add(entry, noun, model, parts, into)
        if collection == "questions":
            parts.sets[named] = parts.sets.get(named, ()) + tuple(into)[before:]


def _files(folder: Path, collection: str) -> Iterable[Path]:
    single = folder / f"{collection}.yaml"
    inside = folder / collection
    found = [single] if single.exists() else []
    if inside.is_dir():
        found += sorted(inside.glob("*.yaml"))
        if collection == "questions":
            found += sorted(inside.glob("*/*.yaml"))
    return found


def _set_name(folder: Path, file: Path) -> str:
    """The question set a file belongs to: `questions/core.yaml` and `questions/core/brest.yaml` are of the set core."""
    return file.stem if file.parent.parent == folder or file.parent == folder else file.parent.name


def _entries(read: YamlFile, file: Path, collection: str, noun: str, problems: list[Problem]) -> Iterable[Entry]:
    """In sections/ a file is one section and its name the id; everywhere else a file holds many entries."""
    one = collection == "sections" and file.parent.name == "sections"
    if not one:
        return entries_of(Origin(read), read.data, noun, problems)
    if not isinstance(read.data, dict):
        hint = "begin with “heading: …”, without “- ” before it"
        problems.append(read.problem((), "a file in sections/ holds the fields of one section", hint=hint))
        return ()
    made = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    if made != file.stem and "id" not in read.data:
        message = f"“{file.stem}” is no id, and the name of a file in sections/ is the id of its section"
        hint = f"ids are small letters, digits and hyphens: rename it to {made or 'a-name'}.yaml"
        problems.append(Problem(read.name, 0, 0, message, hint, rule="value"))
        return ()
    return (Entry(file.stem, {"id": file.stem, **read.data}, Origin(read)),)


def _add(entry: Entry, noun: str, model: type[BaseModel], parts: Parts, into: dict[str, Any]) -> None:
    value = validated(model, entry.data, entry.origin, parts.problems)
    claims = entry.data.get("claims")
    if model is Section and isinstance(claims, dict):
        parts.claims |= claims.keys()
    _take(noun, entry.id, value, entry.origin, parts, into)


def _take(noun: str, key: str, value: Any, origin: Origin, parts: Parts, into: dict[str, Any]) -> None:
    if key in into:
        first = parts.origins[noun, key].problem(message="")
        parts.problems.append(
            origin.problem(
                "id",
                message=f"the id “{key}” is used twice",
                hint=f"the first {noun} of that name is at {first.file}:{first.line}; give one of them another id",
                rule="duplicate-id",
            )
        )
        return
    into[key] = value
    parts.origins[noun, key] = origin


def _gather_inline_questions(parts: Parts) -> None:
    """Questions written inside their section join the others, each told which section it belongs to."""
    questions = parts.collections["questions"]
    for section in parts.collections["sections"].values():
        if section is None:
            continue
        origin = parts.origins["section", section.id]
        for index, question in enumerate(section.questions):
            placed = question.model_copy(update={"section": question.section or section.id})
            _take(
                "question",
                question.id,
                placed,
                Origin(origin.file, (*origin.path, "questions", index)),
                parts,
                questions,
            )
        parts.sets.setdefault("", ())
        parts.sets[""] += tuple(question.id for question in section.questions)


def _strange_files(folder: Path, name: str) -> Iterable[Problem]:
    """Files that look as if they were meant to be read, but are not: reading.yaml, questions/core.yml."""
    for collection in _COLLECTIONS:
        inside = folder / collection
        sets = inside.glob("*/*") if collection == "questions" else ()
        for entry in sorted([*inside.glob("*"), *sets]):
            strange = entry.is_dir() and (collection != "questions" or entry.parent != inside)
            if not entry.name.startswith(".") and (strange or _almost_yaml(entry)):
                hint = f"put its files into {collection}/" if entry.is_dir() else f"rename it to {_yaml_name(entry)}"
                yield _unread(f"{name}/{entry.relative_to(folder).as_posix()}", hint)
    for entry in sorted(folder.iterdir()):
        if not entry.is_dir() and entry.suffix == ".txt" and _almost_yaml(entry):
            yield _unread(f"{name}/{entry.name}", f"rename it to {_yaml_name(entry)}")
            continue
        yaml_like = entry.suffix in {".yaml", ".yml"}
        if not (entry.is_dir() or yaml_like) or entry.name.startswith("."):
            continue
        known = entry.stem in _COLLECTIONS or entry.stem in _OTHER_NAMES
        if known and entry.suffix != ".yml":
            continue
        close = nearest(entry.stem, _COLLECTIONS)
        if close or entry.suffix == ".yml":
            ending = ".yaml" if yaml_like else ""
            yield _unread(f"{name}/{entry.name}", f"did you mean {close or entry.stem}{ending}?")


def _almost_yaml(file: Path) -> bool:
    """core.yml, and core.yaml.txt, which simple editors make of core.yaml without showing it."""
    return file.suffix == ".yml" or re.search(r"\.ya?ml\.txt$", file.name, re.IGNORECASE) is not None


def _yaml_name(file: Path) -> str:
    return file.name.split(".")[0] + ".yaml"


def _unread(name: str, hint: str) -> Problem:
    return Problem(name, 0, 0, "moot does not read this", hint, rule="strange-file", severity="warning")
