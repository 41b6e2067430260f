"""References and sections put right after the text was edited: one value each, then guide.lock, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from moot.check.anchors import excerpt, said
from moot.edits.pending import Pending
from moot.edits.trial import try_guide
from moot.guide.reference import parse_reference
from moot.load.drift import Drift, Drifts, drifts
from moot.load.entries import Origin
from moot.load.guide_folder import load_guide
from moot.load.lock import LOCK, Lock, Reference, lock_text, read_lock, write_lock
from moot.load.moved_sections import SectionDrift
from moot.load.standing import Standing, locked, standing_in
from moot.problems import GuideProblems, Problem
from moot.text.places import Wanted
from moot.yaml_file import Path as YamlPath

__all__ = ["Answer", "Proposal", "Relinking"]

_NAMED = re.compile(r"(¶\s?)([0-9]{1,6})")

Answer = str
"""`yes`: write it. `keep`: what is written is right. `no`: neither; it is told again."""


@dataclass(eq=False)
class Proposal:
    """One value and what it should be."""

    place: str
    """File and line."""
    what: str
    """Whose value: `question brest-1 refs`."""
    old: str
    new: str | None
    """None where nothing can be proposed: a person has to say."""
    why: str
    excerpt: str
    """The beginning of the paragraph it means then."""
    sure: bool
    drift: Drift | None = field(default=None, repr=False)
    section: SectionDrift | None = field(default=None, repr=False)
    count: tuple[str, int] | None = None
    answer: Answer = "no"

    @property
    def settled(self) -> bool:
        """Whether nothing of it is left to be told."""
        return self.answer in {"yes", "keep"}


class Relinking:
    """The references of the guide in `folder`, which messages call `name`, beside its text and its lock.

    text_file: a copy of the text that goes before the guide's own. Raises GuideProblems where a file cannot be read,
    where there is no text, and where the lock is damaged. First the `sections` are answered, then the `references`
    are asked for; `finish` writes what was answered.
    """

    def __init__(self, folder: Path, name: str, text_file: Path | None = None) -> None:
        self.folder, self.name, self.text_file = folder, name, text_file
        self.pending = Pending(folder)
        self._standing: Standing = standing_in(folder, name, text_file)
        self.lock: Lock | None = read_lock(folder, name)
        found = drifts(self._standing, self.lock) if self.lock else None
        self.sections: list[Proposal] = [self._of_section(one) for one in found.sections] if found else []
        self.references: list[Proposal] = []
        self.locked_anew = False
        """Whether `finish` wrote another guide.lock than was there."""
        self.noted: list[Proposal] = []
        """Paragraphs that were edited where they stand: nothing is to be written."""

    def look(self) -> list[Proposal]:
        """The references that drifted, with the sections where they were answered to be."""
        if self.lock is None:
            return []
        placed = {one.section.id: one.section.wanted for one in self.sections if one.section and one.answer == "yes"}
        where: dict[str, Wanted] = {key: wanted for key, wanted in placed.items() if wanted}
        standing = self._standing.placed(where) if where else self._standing
        found = drifts(standing, self.lock, place=False)
        rows = [self._of_reference(one, found) for one in found.references]
        self.noted = [one for one in rows if one.drift and one.drift.kind == "changed" and one.new == one.old]
        self.references = [*self._counts(standing, self.lock), *(one for one in rows if one not in self.noted)]
        return self.references

    def _of_section(self, drift: SectionDrift) -> Proposal:
        section = self._standing.guide.sections[drift.id]
        origin = self._standing.origins["section", drift.id]
        place = _place(origin.problem("heading" if section.heading else "starts_with", message=""))
        old = _shown(section.heading, section.starts_with)
        new = _shown(drift.wanted.heading, drift.wanted.starts_with) if drift.wanted else None
        why = "it begins there by its paragraphs" if new else drift.message
        told = f"line {drift.line} of the text" if new else ""
        return Proposal(place, f"section {drift.id}", old, new, why, told, drift.sure, section=drift)

    def _of_reference(self, drift: Drift, found: Drifts) -> Proposal:
        _, why = said(drift, found)
        place = _place(drift.citation.problem(""))
        shown = excerpt(drift, found)
        return Proposal(place, drift.cited.owner, drift.cited.text, drift.new, why, shown, drift.sure, drift)

    def _counts(self, standing: Standing, lock: Lock) -> Iterator[Proposal]:
        """Sections that say how many paragraphs they have, where they had as many and have others now."""
        for name, stood in lock.sections.items():
            section, place = standing.guide.sections.get(name), standing.located.places.get(name)
            if (
                section is None
                or place is None
                or section.paragraphs != stood.count
                or stood.count == len(place.numbers)
            ):
                continue
            at = _place(standing.origins["section", name].problem("paragraphs", message=""))
            old, new = str(stood.count), len(place.numbers)
            why = "so many paragraphs stand in it now"
            what = f"section {name} paragraphs"
            yield Proposal(at, what, old, str(new), why, "", True, count=(name, new))

    def _where(self, origin: Origin, path: YamlPath) -> tuple[Path, YamlPath]:
        """The file, opened, and the path as it is written: `refs: ¶3` has no list."""
        file = self.folder / origin.file.name.removeprefix(f"{self.name}/")
        self.pending.open(file, origin.file.name, origin.file.data)
        written: YamlPath = origin.path
        for part in path:
            if isinstance(self.pending.at(file, written), str):
                break
            written = (*written, part)
        return file, written

    # --- out ---

    @property
    def open(self) -> list[Proposal]:
        """What is told again: not answered, or answered with no."""
        return [one for one in (*self.sections, *self.references) if not one.settled]

    def finish(self, write: bool = True) -> None:
        """Tries the guide with the answers, then writes values and lock. Raises GuideProblems, BuildProblem."""
        self._not_by_halves()
        for one in self.sections:
            if one.answer == "yes" and one.section and one.section.wanted:
                self._put_section(one.section.id, one.section.wanted)
        self._put_references()
        self._put_into_words()
        texts = self.pending.changed()
        if texts:
            self._try(texts)
        if write:
            self.pending.write(self._write_lock)

    def _not_by_halves(self) -> None:
        """Where `¶1` would become `¶2` beside a `¶2` that is left, nobody could tell the two apart any more."""
        while True:
            left = {(one.what, one.old) for one in self.references if not one.settled and one.drift}
            halves = [one for one in self.references if one.answer == "yes" and (one.what, one.new) in left]
            halves = [one for one in halves if one.new != one.old]
            if not halves:
                return
            for one in halves:
                one.answer = "no"

    def _put_references(self) -> None:
        values: dict[Path, dict[YamlPath, str]] = {}
        for one in self.references:
            if one.answer != "yes" or one.new is None or one.new == one.old:
                continue
            if one.count is not None:
                file, path = self._where(self._standing.origins["section", one.count[0]], ("paragraphs",))
            elif one.drift is not None:
                file, path = self._where(one.drift.citation.origin, one.drift.citation.path)
            values.setdefault(file, {})[path] = one.new
        for file, new in values.items():
            self.pending.set_short(file, new)

    def _put_into_words(self) -> None:
        """A question that names its paragraph, as in “What does ¶2 leave out?”, names it by its new number too."""
        moves: dict[str, dict[int, int]] = {}
        for one in self.references:
            noun, key, *_ = one.what.split()
            if one.answer == "yes" and one.new and noun == "question" and one.what.endswith(" refs"):
                moves.setdefault(key, {}).update(_moved_numbers(one.old, one.new))
        for key, numbers in moves.items():
            ask = self._standing.guide.questions[key].ask
            new = _NAMED.sub(lambda found: f"{found[1]}{numbers.get(int(found[2]), int(found[2]))}", ask)  # noqa: B023
            if new != ask:
                file, path = self._where(self._standing.origins["question", key], ("ask",))
                self.pending.set(file, path, new)

    def _put_section(self, name: str, wanted: Wanted) -> None:
        section = self._standing.guide.sections[name]
        origin = self._standing.origins["section", name]
        if wanted.starts_with and wanted.starts_with != section.starts_with:
            file, path = self._where(origin, ("starts_with",))
            self.pending.set(file, path, wanted.starts_with)
        file, path = self._where(origin, ("heading",))
        if wanted.heading == section.heading:
            return
        if not wanted.heading:
            self.pending.remove(file, path)
            return
        alone = len(wanted.heading) == 1 and not isinstance(self.pending.at(file, path), list)
        self.pending.set(file, path, wanted.heading[0] if alone else list(wanted.heading))

    def _try(self, texts: Mapping[Path, str]) -> None:
        try:
            try_guide(self.folder, self.name, texts)
        except GuideProblems as found:
            # What is left for later may be said in other words now; anything else is an error of this edit.
            if not self.open or any(one.rule not in {"reference", "place"} for one in found.problems):
                raise

    def _write_lock(self) -> None:
        text = self._lock_text()
        file = self.folder / LOCK
        if file.is_symlink() or not file.exists() or file.read_text(encoding="utf-8") != text:
            write_lock(self.folder, text)
            self.locked_anew = True

    def _lock_text(self) -> str:
        """The lock of what stands in the files now; as long as something is open, of the text as it was."""
        if self.lock is None:
            return locked(load_guide(self.folder, self.text_file, self.name))
        if not self.open:
            return lock_text(standing_in(self.folder, self.name, self.text_file).lock())
        left = {(one.what, one.old) for one in self.open}
        references: dict[Reference, tuple[str, ...]] = dict(self.lock.references)
        for one in self.references:
            if one.settled and one.drift and (one.what, one.old) not in left:
                keys = references.pop((one.what, one.old), ())
                if one.sure and one.answer == "yes" and one.new and keys:
                    references[one.what, one.new] = keys
        return lock_text(Lock(self.lock.outline, self.lock.sections, references))


def _moved_numbers(old: str, new: str) -> dict[int, int]:
    """Which ¶ of the section has which number now, where both references mean as many and no section is new."""
    was, now = parse_reference(old), parse_reference(new)
    if was.section != now.section or None in {was.first, was.last, now.first, now.last}:
        return {}
    first, last, start, end = was.first or 0, was.last or 0, now.first or 0, now.last or 0
    return dict(zip(range(first, last + 1), range(start, end + 1), strict=True)) if last - first == end - start else {}


def _place(problem: Problem) -> str:
    """File and line, as a terminal makes a link of it."""
    return f"{problem.file}:{problem.line}"


def _shown(heading: tuple[str, ...], starts_with: str | None) -> str:
    told = " / ".join(heading)
    return f"{told} … “{starts_with}”" if told and starts_with else told or f"“{starts_with}”"
