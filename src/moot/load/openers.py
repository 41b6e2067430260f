"""The shared library of openers: one file a language in guides/shared/openers/, checked as it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from moot.guide.opener import Opener, OpenerFile
from moot.load.entries import Entry, Origin, entries_of, validated
from moot.problems import GuideProblems, Problem
from moot.resources import shipped
from moot.yaml_file import YamlFile, read_yaml

__all__ = ["opener_languages", "read_openers", "shared_openers"]

_FIRST = "en"
"""The language whose file says everything; the others take from it what they leave out."""


@cache
def opener_languages() -> Mapping[str, Path]:
    """The files of the library by language."""
    return {file.stem: file for file in sorted((shipped("guides") / "shared" / "openers").glob("*.yaml"))}


@cache
def shared_openers(language: str) -> OpenerFile:
    """The openers in a language such as `es` or `pt-BR`; in English where the library has none in it."""
    files = opener_languages()
    name = language.casefold().partition("-")[0]
    name = name if name in files else _FIRST
    base = () if name == _FIRST else shared_openers(_FIRST).openers
    return read_openers(files[name], f"shared/openers/{name}.yaml", base)


def read_openers(file: Path, name: str, base: Sequence[Opener] = ()) -> OpenerFile:
    """The openers of a file, which messages call `name`.

    base: openers that fill in what those of the file with the same id leave out, such as the kind.
    Raises GuideProblems with everything that is wrong in the file, each at its line.
    """
    read = read_yaml(file, name)
    problems: list[Problem] = []
    if not isinstance(read.data, dict):
        raise GuideProblems([read.problem((), "a file of openers has “openers:”, and below it one after the other")])
    whole = validated(OpenerFile, {**read.data, "openers": []}, Origin(read), problems)
    found = dict(_checked(read, base, problems))
    problems.extend(_unpaired(found))
    if problems or whole is None:
        raise GuideProblems(problems)
    return whole.model_copy(update={"openers": tuple(opener for opener, _ in found.values())})


def _checked(
    read: YamlFile, base: Sequence[Opener], problems: list[Problem]
) -> Iterator[tuple[str, tuple[Opener, Origin]]]:
    """The openers that are right, by id, with their places."""
    said = {one.id: one.model_dump(by_alias=True, exclude_unset=True) for one in base}
    seen: set[str] = set()
    for entry in entries_of(Origin(read, ("openers",)), read.data.get("openers"), "opener", problems):
        if entry.id in seen:
            problems.append(entry.origin.problem("id", message=f"the id “{entry.id}” is used twice"))
            continue
        seen.add(entry.id)
        opener = validated(Opener, _whole(entry, said), entry.origin, problems)
        if opener is not None:
            yield entry.id, (opener, entry.origin)


def _whole(entry: Entry, said: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return {**said.get(entry.id, {}), **entry.data}


def _unpaired(found: Mapping[str, tuple[Opener, Origin]]) -> Iterator[Problem]:
    """Both sides get the same: a best case for has one against, of the same kind, place, sections and minutes."""
    pairs: dict[str, list[tuple[Opener, Origin]]] = {}
    for opener, origin in found.values():
        if opener.pair:
            pairs.setdefault(opener.pair, []).append((opener, origin))
    for name, members in pairs.items():
        sides = sorted(str(opener.best_case) for opener, _ in members)
        origin = members[0][1]
        if sides != ["against", "for"]:
            message = f"pair “{name}” has {' and '.join(f'one {side}' for side in sides)}"
            yield origin.problem("pair", message=message, hint="a pair is one for and one against")
            continue
        one, other = (opener for opener, _ in members)
        for field in ("kind", "time", "at", "types", "not_types", "paragraphs"):
            if getattr(one, field) != getattr(other, field):
                said = {"time": "minutes", "types": "for", "not_types": "not_for"}.get(field, field)
                message = f"the two of pair “{name}” differ in “{said}”, so the sides are not treated alike"
                yield origin.problem("pair", message=message, hint=f"give both the same “{said}”")
