"""Folder → Guide, or every problem at once."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from moot.guide.guide import Guide
from moot.guide.reference import parse_reference
from moot.load.entries import Origin
from moot.load.folder import Parts, is_inside, read_folder
from moot.load.passages import Passage, Unresolved, resolve
from moot.load.protocols import with_shared
from moot.load.references import Citation, Everything, Known, citations, dangling
from moot.load.sets import asking, dealt, known_sets, shared_sets
from moot.problems import GuideProblems, Problem, nearest, sorted_problems

if TYPE_CHECKING:
    from moot.text.places import Located
    from moot.text.tree import Text

__all__ = ["Loaded", "assembled", "checked_again", "known_ids", "load_guide", "own_copy", "read_copy"]

_MOST = 100
"""Of mistakes of one sort no more are looked for in one run: finding what was meant takes time, and reading it too."""


@dataclass(frozen=True)
class Loaded:
    """A guide without errors, its text if there is one, and where everything is written.

    guide has the questions of the sets that are asked, everything those of all sets.
    """

    guide: Guide
    everything: Guide
    folder: Path
    name: str
    text: Text | None
    located: Located | None
    origins: Mapping[tuple[str, str], Origin]
    guide_file: Origin
    sets: Mapping[str, tuple[str, ...]]
    warnings: tuple[Problem, ...]
    files: int
    set_folders: tuple[Path, ...] = ()

    def asking(self, sets: Sequence[str]) -> Loaded:
        """The same guide with the questions of these sets. Raises UsageProblem for a set that there is not."""
        own = known_sets(self.everything.about, self.sets)
        shared = {} if all(name in own for name in sets) else shared_sets(self.set_folders)
        guide = asking(self.everything, self.sets, sets, tuple(shared))
        origins = dict(self.origins)
        questions = dict(guide.questions)
        for name in sets:
            if name in shared and name not in own:
                for key, (question, origin) in dealt(guide, name, shared[name]).items():
                    questions[key] = question
                    origins["question", key] = origin
        protocols = with_shared(guide.protocols, questions.values())
        guide = guide.model_copy(update={"questions": questions, "protocols": protocols})
        return replace(self, guide=guide, origins=MappingProxyType(origins))

    def passage(self, ref: str, section: str | None) -> Passage:
        """What a reference, checked while loading, points to."""
        return resolve(ref, section, self.guide, self.located)


def load_guide(
    folder: Path,
    text_file: Path | None = None,
    name: str | None = None,
    sets: Sequence[str] = (),
    set_folders: Sequence[Path] = (),
) -> Loaded:
    """Reads and checks the guide in `folder`, with the group's copy of the text if there is one.

    text_file: a copy given on the command line; it goes before the guide's own.
    name: how the folder is called in messages; without it, its path from the current folder.
    sets: names of the question sets to ask; without them, the usual one of the guide.
    set_folders: where question sets for any guide are, beside those that come with moot.
    Raises GuideProblems with every error of every file, of the sets that are not asked as well, and the warnings
    beside them; UsageProblem for a set the guide does not have.
    """
    name = name or _shown_path(folder)
    parts = read_folder(folder, name)
    problems = list(parts.problems)
    text, located = read_copy(folder, name, text_file, parts, problems)
    if parts.about is None or parts.guide_file is None:
        raise GuideProblems(problems)
    guide = assembled(folder, parts)
    guide_file = Origin(parts.guide_file)
    known = known_ids(parts)
    problems.extend(islice(dangling(guide, known, parts.origins, parts.sets, guide_file), _MOST))
    problems.extend(islice(_misplaced(guide, known, located, parts.origins), _MOST))
    if any(problem.severity == "error" for problem in problems):
        raise GuideProblems(problems)
    loaded = Loaded(
        guide=guide,
        everything=guide,
        folder=folder.resolve(),
        name=name,
        text=text,
        located=located,
        origins=MappingProxyType(parts.origins),
        guide_file=guide_file,
        sets=MappingProxyType(parts.sets),
        warnings=sorted_problems(problems),
        files=parts.files,
        set_folders=tuple(set_folders),
    )
    return loaded.asking(sets)


def checked_again(loaded: Loaded, guide: Guide, origins: Mapping[tuple[str, str], Origin]) -> Loaded:
    """The same guide after changes, its references followed once more. Raises GuideProblems where one leads nowhere.

    origins: where the changed entries are written as well.
    """
    ids = (guide.sections, guide.questions, guide.readings, guide.glossary, guide.people, guide.timeline)
    known = Known(*ids, guide.protocols, guide.claims())
    problems = list(islice(dangling(guide, known, origins, loaded.sets, loaded.guide_file), _MOST))
    problems += islice(_misplaced(guide, known, loaded.located, origins), _MOST)
    if any(problem.severity == "error" for problem in problems):
        raise GuideProblems(problems)
    return replace(loaded, guide=guide, origins=MappingProxyType(dict(origins)))


def known_ids(parts: Parts) -> Known:
    """Every id that the files hold, of entries that are wrong as well."""
    ids: dict[str, Collection[str]] = {**parts.collections, "claims": parts.claims}
    del ids["sessions"]
    ids |= dict.fromkeys(parts.unread, Everything())
    if "sections" in parts.unread:
        ids["claims"] = Everything()
    return Known(**ids)


def _shown_path(folder: Path) -> str:
    try:
        return Path(os.path.relpath(folder)).as_posix()
    except ValueError:  # another drive on Windows
        return folder.as_posix()


def assembled(folder: Path, parts: Parts) -> Guide:
    """The guide of all entries that are right; those that are wrong have been reported."""
    assert parts.about is not None
    whole = {
        key: {name: entry for name, entry in found.items() if entry is not None}
        for key, found in parts.collections.items()
    }
    called = folder.resolve().name
    slug = re.sub(r"[^a-z0-9]+", "-", called.lower()).strip("-") or "guide"
    if not called.isascii():  # what letters were lost must not let two guides share a folder
        slug += f"-{zlib.crc32(called.encode()):08x}"
    return Guide.model_construct(
        slug=slug,
        about=parts.about,
        sections=whole["sections"],
        sessions=parts.about.sessions,
        questions=whole["questions"],
        readings=whole["readings"],
        glossary=whole["glossary"],
        people=whole["people"],
        timeline=whole["timeline"],
        protocols=with_shared(whole["protocols"], whole["questions"].values()),
    )


def read_copy(
    folder: Path, name: str, text_file: Path | None, parts: Parts, problems: list[Problem]
) -> tuple[Text | None, Located | None]:
    """The group's copy of the text and the places of the sections in it; None where there is none that can be read.

    text_file: a copy that goes before the guide's own. What is wrong is added to `problems`.
    """
    if text_file is not None:
        file, called = text_file, text_file.as_posix()
    else:
        copy = own_copy(folder, name, parts, problems)
        if copy is None:
            return None, None
        file, called = folder / copy, f"{name}/{copy}"
    # The importers are loaded only where there is a text.
    from moot.text.places import Wanted, locate
    from moot.text.read import read_text

    try:
        text, warnings = read_text(file, called)
    except GuideProblems as found:
        problems.extend(found.problems)
        return None, None
    problems.extend(warnings)
    sections = [section for section in parts.collections["sections"].values() if section is not None]
    located = locate(text, [Wanted(section.id, section.heading, section.starts_with) for section in sections])
    if len(located.missing) > 1 and not located.places:
        # One message instead of one a section, and one a reference.
        message = f"none of the guide's {len(located.missing)} sections is in this text: is it the right one?"
        hint = f"the guide is on “{parts.about.text.title}”" if parts.about else ""
        problems.append(Problem(called, 0, 0, message, hint, rule="place"))
        return None, None
    return text, located


def own_copy(folder: Path, name: str, parts: Parts, problems: list[Problem]) -> str | None:
    """The name of the guide's own copy of the text, if it has one that may be read."""
    stated = parts.about.text.file if parts.about else None
    copy = stated or "text.md"
    try:
        there = (folder / copy).exists()
    except OSError:  # a name too long
        there = False
    if is_inside(folder / copy, folder) and (there or not stated):
        return copy if there else None
    message, hint = f"“{copy}” stands outside the guide folder", "copy the text into the guide folder, or use --text"
    if is_inside(folder / copy, folder):
        close = nearest(copy, [entry.name for entry in folder.iterdir()])
        message = f"there is no file “{copy}” in the guide folder"
        hint = f"did you mean “{close}”?" if close else "put it there, or take this line out"
    if stated and parts.guide_file:
        problems.append(Origin(parts.guide_file).problem("text", "file", message=message, hint=hint, rule="text-file"))
    else:
        problems.append(Problem(f"{name}/{copy}", 0, 0, message, hint, rule="outside"))
    return None


def _misplaced(
    guide: Guide, known: Known, located: Located | None, origins: Mapping[tuple[str, str], Origin]
) -> Iterator[Problem]:
    """Sections and references that have no place in the text."""
    for lost in located.missing if located else ():
        origin = origins["section", lost.id]
        key = "heading" if guide.sections[lost.id].heading else "starts_with"
        yield origin.problem(key, message=f"section “{lost.id}”: {lost.message}", hint=lost.hint, rule="place")
    lost_sections = {lost.id for lost in located.missing} if located else set()
    for section in guide.sections.values():
        place = located.places.get(section.id) if located else None
        if place is not None and section.paragraphs not in {None, len(place.numbers)}:
            yield origins["section", section.id].warning(
                "paragraphs",
                message=f"this copy of the text has {len(place.numbers)} paragraphs here, "
                f"the guide says {section.paragraphs}",
                hint="compare the paragraph references with the copy before printing",
                rule="place",
            )
    for citation in citations(guide, known, origins):
        try:
            stated = parse_reference(citation.text).section
        except ValueError as error:
            yield citation.problem(str(error))
            continue
        name = stated or citation.section
        if name in lost_sections or (name not in guide.sections and (name in known.sections or not stated)):
            continue  # what refers to a section that is itself wrong is looked at once the section is mended
        try:
            resolve(citation.text, citation.section, guide, located)
        except Unresolved as error:
            yield _unresolved(citation, error, guide)


def _unresolved(citation: Citation, error: Unresolved, guide: Guide) -> Problem:
    """A look-for may name a reading as well, so a misspelt one is looked for among both."""
    name = citation.text
    if not citation.or_reading or parse_reference(name).section != name:
        return citation.problem(str(error), error.hint)
    close = nearest(name, [*guide.sections, *guide.readings])
    return citation.problem(
        f"there is no section and no reading “{name}”", f"did you mean “{close}”?" if close else error.hint
    )
