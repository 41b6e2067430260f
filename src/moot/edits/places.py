"""Where in the guide's text a new entry belongs: the heading of a section, the paragraph of a claim, a word.

Where the guide has no text nothing is known, and nothing is refused that could be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from moot.guide.guide import Guide
from moot.guide.reference import parse_reference
from moot.guide.section import Section
from moot.load.passages import Unresolved, resolve
from moot.problems import UsageProblem, nearest

if TYPE_CHECKING:
    from moot.text.places import Located
    from moot.text.tree import Block, Text

__all__ = ["FreeHeading", "Places"]

_FIRST_WORDS = 6
"""So many words of a paragraph, as a rule, are found nowhere else."""


class FreeHeading(NamedTuple):
    """A heading of the text that is no section yet: what to write for it, how deep it is, and its ¶s."""

    fields: dict[str, Any]
    """`heading`, and `starts_with` where the heading alone could be another."""
    words: str
    level: int
    paragraphs: int


@dataclass(frozen=True)
class Places:
    """The text, where the sections of the guide stand in it, and these sections."""

    text: Text | None
    located: Located | None
    sections: Mapping[str, Section]

    # --- headings ---

    def free_headings(self) -> list[FreeHeading]:
        """The headings that are no sections yet, in the order of the text."""
        if self.text is None:
            return []
        blocks = self.text.blocks
        taken = {id(place.blocks[0]) for place in self.located.places.values()} if self.located else set()
        ends = _path_ends(blocks)
        found = []
        for at, block in enumerate(blocks):
            if block.kind != "heading" or id(block) in taken:
                continue
            own = _until_heading(blocks, at)
            paragraphs = sum(one.number is not None for one in own)
            found.append(FreeHeading(_fields(block, own, ends), block.path[-1], block.level, paragraphs))
        return found

    def fields_of(self, heading: str | None, starts_with: str | None) -> dict[str, Any]:
        """`heading` and `starts_with` of a new section, as they stand in the text where there is one.

        heading: `Rise`, or with those above it `Bread / Rise`. Raises UsageProblem where the text has no such place,
        several, or one that is a section already; and where neither is given.
        """
        if not heading and not starts_with:
            hint = "give its heading in the text, or with --starts-with its first words"
            raise UsageProblem(f"--heading is missing\n    help: {hint}")
        path = self._path(heading or "")
        given: dict[str, Any] = {"heading": _one_or_list(path), "starts_with": starts_with}
        if self.text is None or self.located is None:
            return {key: value for key, value in given.items() if value}
        from moot.text.places import Wanted, locate

        alone = locate(self.text, [Wanted("new", path, starts_with)])
        for lost in alone.missing:
            option = f"--heading “{heading}”" if heading else f"--starts-with “{starts_with}”"
            raise UsageProblem(f"{option}: {lost.message}\n    help: {self._hint(path, lost.hint)}")
        first = alone.places["new"].blocks[0]
        for name, place in self.located.places.items():
            if place.blocks[0] is first:
                message = f"that part of the text is the section “{name}” already"
                raise UsageProblem(f"{message}\n    help: name another heading, or first words further down")
        if first.kind == "heading" and len(path) <= len(first.path):
            given["heading"] = _one_or_list(first.path[-len(path) :]) if path else None
        return {key: value for key, value in given.items() if value}

    def _path(self, heading: str) -> tuple[str, ...]:
        """The headings that `A / B` means; one that has a slash of its own is one heading."""
        from moot.text.places import same_letters

        whole = same_letters(heading)
        blocks = self.text.blocks if self.text else ()
        if not heading.strip() or any(b.kind == "heading" and same_letters(b.path[-1]) == whole for b in blocks):
            return (heading.strip(),) if heading.strip() else ()
        return tuple(part.strip() for part in heading.split(" / ") if part.strip())

    def _hint(self, path: Sequence[str], hint: str) -> str:
        """A hint for somebody who writes options, of one for somebody who writes YAML."""
        if "heading: [" in hint:
            same = [one for one in self.free_headings() if one.words.casefold() == path[-1].casefold()]
            named = next((one.fields["heading"] for one in same if isinstance(one.fields["heading"], list)), list(path))
            hint = f'name the heading above it as well: --heading "{" / ".join(named)}"'
        return hint.replace("`starts_with:`", "--starts-with").replace("`heading:`", "--heading")

    # --- order ---

    def before(self, fields: Mapping[str, Any]) -> str | None:
        """The section before the new one with these fields in the text; "" where it is the first, None: unknown."""
        first = self._first_block(fields)
        if first is None or self.text is None or self.located is None:
            return None
        rows = {id(block): row for row, block in enumerate(self.text.blocks)}
        starts = {name: rows[id(place.blocks[0])] for name, place in self.located.places.items()}
        return next((name for name in reversed(starts) if starts[name] < rows[id(first)]), "")

    def cut(self, fields: Mapping[str, Any]) -> str:
        """The section that ends where the new one with these fields begins, and so loses paragraphs; "" for none."""
        first = self._first_block(fields)
        places = self.located.places.items() if self.located else ()
        return next((name for name, place in places if any(block is first for block in place.blocks)), "")

    def _first_block(self, fields: Mapping[str, Any]) -> Block | None:
        """With what a section with these fields begins, where it stands in the text."""
        if self.text is None:
            return None
        from moot.text.places import Wanted, locate

        said = fields.get("heading") or ()
        path = (said,) if isinstance(said, str) else tuple(said)
        places = locate(self.text, [Wanted("new", path, fields.get("starts_with"))]).places
        return places["new"].blocks[0] if "new" in places else None

    # --- paragraphs and words ---

    def ref(self, given: str, section: str) -> str:
        """A reference to a place in the text; words without quotation marks get them. Raises UsageProblem."""
        text = _quoted(given.strip())
        try:
            resolve(text, section, Guide.model_construct(sections=dict(self.sections)), self.located)
        except Unresolved as error:
            hint = error.hint or self._elsewhere(text)
            said = str(error) if str(error).startswith("“") else f"“{given.strip()}”: {error}"
            raise UsageProblem(f"--ref {said}" + (f"\n    help: {hint}" if hint else "")) from None
        return text

    def _elsewhere(self, text: str) -> str:
        """In which other section the words of a reference stand, if they do in one."""
        words = parse_reference(text).words if _is_reference(text) else None
        found = self.sections_with([words]) if words else []
        return f"they stand in section “{found[0]}”: write {found[0]} “{words}”" if len(found) == 1 else ""

    def sections_with(self, forms: Sequence[str]) -> list[str]:
        """The sections in which one of these words stands, in the order of the text."""
        if self.located is None:
            return []
        from moot.text.places import find_words

        places = self.located.places.items()
        return [name for name, place in places if any(form and find_words(place.blocks, form).blocks for form in forms)]

    def nearest_section(self, name: str) -> str:
        """The section that somebody may mean who writes `name`: its id, or the one of that heading."""
        by_name = {one.name: key for key, one in self.sections.items()}
        close = nearest(name, [*self.sections, *by_name])
        return by_name.get(close, close)


def _until_heading(blocks: Sequence[Block], at: int) -> list[Block]:
    """The blocks right below the heading at `at`, up to the next one."""
    found = []
    for block in blocks[at + 1 :]:
        if block.kind == "heading":
            break
        found.append(block)
    return found


def _path_ends(blocks: Sequence[Block]) -> Counter[tuple[str, ...]]:
    """How often each end of a path of headings stands in the text, in the form in which they are compared."""
    from moot.text.places import same_letters

    paths = [tuple(map(same_letters, block.path)) for block in blocks if block.kind == "heading"]
    return Counter(path[-size:] for path in paths for size in range(1, len(path) + 1))


def _fields(block: Block, own: Sequence[Block], ends: Counter[tuple[str, ...]]) -> dict[str, Any]:
    """The shortest end of its path that no other heading has; else with the first words below it."""
    from moot.text.places import same_letters

    path = block.path
    for size in range(1, len(path) + 1):
        if ends[tuple(map(same_letters, path[-size:]))] == 1:
            return {"heading": _one_or_list(path[-size:])}
    words = own[0].plain.split()[:_FIRST_WORDS] if own else []
    return {"heading": _one_or_list(path), **({"starts_with": " ".join(words)} if words else {})}


def _one_or_list(path: Sequence[str]) -> Any:
    return path[0] if len(path) == 1 else list(path)


def _quoted(text: str) -> str:
    """Words of the text without quotation marks get them; everything else stays as it is."""
    bare = text.strip('"“”„«»')
    if _is_reference(text) or text.startswith(("¶", "§")) or not any(map(str.isalpha, bare)):
        return text
    few = not any(map(str.isdigit, bare))  # what is wrong with two words is said best of them as words
    return f"“{bare}”" if few or _is_reference(f"“{bare}”") else text


def _is_reference(text: str) -> bool:
    try:
        parse_reference(text)
    except ValueError:
        return False
    return True
