"""A guide beside its text as they stand now, also where the two do not fit: what a lock is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from moot.guide.guide import Guide
from moot.guide.reference import parse_reference
from moot.load.entries import Origin
from moot.load.folder import read_folder
from moot.load.guide_folder import Loaded, assembled, known_ids, own_copy
from moot.load.lock import Lock, lock_text, outline_of, section_stood
from moot.load.passages import Unresolved, resolve
from moot.load.references import Citation, Known, citations
from moot.problems import GuideProblems, Problem
from moot.text.fingerprints import Fingerprint, fingerprints, keys_of
from moot.text.places import Located, Wanted, locate

if TYPE_CHECKING:
    from moot.text.tree import Text

__all__ = ["Cited", "Standing", "locked", "standing_in", "standing_of"]


@dataclass(frozen=True)
class Cited:
    """A reference with whose it is: `question brest-1 refs`."""

    owner: str
    citation: Citation

    @property
    def text(self) -> str:
        """As it is written."""
        return self.citation.text


@dataclass(frozen=True)
class Standing:
    """A guide, its text and where its sections are in it; some may be missing."""

    guide: Guide
    known: Known
    origins: Mapping[tuple[str, str], Origin]
    text: Text
    located: Located
    name: str

    @cached_property
    def prints(self) -> tuple[Fingerprint, ...]:
        """Fingerprints of the text's paragraphs: that of ¶1 first."""
        return fingerprints(self.text)

    @cached_property
    def keys(self) -> list[str]:
        """Their keys."""
        return keys_of(self.prints)

    def cited(self) -> Iterator[Cited]:
        """Every reference of the guide to a place in the text."""
        owners = {id(origin): f"{noun} {name}" for (noun, name), origin in self.origins.items()}
        for citation in citations(self.guide, self.known, self.origins):
            field = [part for part in citation.path if isinstance(part, str)]
            yield Cited(" ".join([owners[id(citation.origin)], *field]), citation)

    def meant(self, text: str, section: str | None) -> tuple[int, ...]:
        """Numbers, in the whole text, of the paragraphs that a reference means; () for a whole section, or nothing."""
        try:
            passage = resolve(text, section, self.guide, self.located)
        except (Unresolved, ValueError):
            return ()
        if not passage.numbered or passage.first is None or passage.last is None:
            return ()
        return tuple(range(passage.first, passage.last + 1))

    def section_of(self, cited: Cited) -> str | None:
        """The section that a reference is to: the one it names, or the one it is written for."""
        try:
            return parse_reference(cited.text).section or cited.citation.section
        except ValueError:
            return None

    def placed(self, sections: Mapping[str, Wanted]) -> Standing:
        """The same with some sections looked for by other headings or first words."""
        return replace(self, located=locate(self.text, [sections.get(one.id, one) for one in wanted_of(self.guide)]))

    def lock(self) -> Lock:
        """The lock of the guide and its text as they stand."""
        sections = {name: section_stood(place, self.keys) for name, place in self.located.places.items()}
        meant = {}
        for cited in self.cited():
            numbers = self.meant(cited.text, cited.citation.section)
            if numbers:
                meant[cited.owner, cited.text] = tuple(self.keys[number - 1] for number in numbers)
        return Lock(outline_of(self.text), sections, meant)


def wanted_of(guide: Guide) -> list[Wanted]:
    """How each section is to be found in the text."""
    return [Wanted(one.id, one.heading, one.starts_with) for one in guide.sections.values()]


def locked(loaded: Loaded) -> str:
    """What `guide.lock` of this guide says, for `load.lock.write_lock`; "" for a guide without a text."""
    standing = standing_of(loaded)
    return lock_text(standing.lock()) if standing else ""


def standing_of(loaded: Loaded) -> Standing | None:
    """That of a guide that was loaded; None without a text."""
    guide = loaded.everything
    if loaded.text is None or loaded.located is None:
        return None
    ids = (guide.sections, guide.questions, guide.readings, guide.glossary, guide.people, guide.timeline)
    known = Known(*ids, guide.protocols, guide.claims())
    return Standing(guide, known, loaded.origins, loaded.text, loaded.located, loaded.name)


def standing_in(folder: Path, name: str, text_file: Path | None = None) -> Standing:
    """That of the guide in `folder`, where references and sections need not be in the text any more.

    text_file: a copy of the text that goes before the guide's own. Raises GuideProblems where a file of the guide
    cannot be read as it is, and where there is no text.
    """
    parts = read_folder(folder, name)
    problems = list(parts.problems)
    copy = own_copy(folder, name, parts, problems) if text_file is None else None
    if parts.about is None or any(one.severity == "error" for one in problems):
        raise GuideProblems(problems)
    if text_file is None and copy is None:
        hint = "put the text into the guide folder as text.md, or name a copy: --text FILE"
        raise GuideProblems([Problem(name, 0, 0, "this guide has no text to compare with", hint, rule="lock")])
    from moot.text.read import read_text

    file, called = (text_file, text_file.as_posix()) if text_file else (folder / str(copy), f"{name}/{copy}")
    text, _ = read_text(file, called)
    guide = assembled(folder, parts)
    return Standing(guide, known_ids(parts), parts.origins, text, locate(text, wanted_of(guide)), name)
