"""The texts marked by hand (see marks) as Word documents, as people make them: with styles, or by look alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marks import Found, Mark
from moot.markdown import plain
from moot.text.canonical import canonical
from moot.text.imported import Imported
from moot.text.markdown import from_markdown
from word_files import word_file

__all__ = ["WORD_LAYOUTS", "found_in"]


def found_in(imported: Imported) -> list[Found]:
    """What a person gets, as `marks.score` compares it: written as text.md and read back."""
    text = from_markdown(canonical(imported.parts, imported.title).text, "text.md")
    return [Found(b.kind, b.level if b.kind == "heading" else 0, f"{b.marker} {plain(b.text)}") for b in text.blocks]


def _lines(marks: Sequence[Mark], head: Callable[[Mark], str]) -> str:
    return "\n".join(f"[{head(mark)}] {' // '.join(mark.rows)}" for mark in marks)


def styled(marks: Sequence[Mark]) -> bytes:
    """Word's own styles, as a careful writer uses them."""
    styles = {"title": "Title", "quotation": "Quote", "epigraph": "Quote"}
    return word_file(
        _lines(marks, lambda mark: f"Heading{mark.level}" if mark.kind == "heading" else styles.get(mark.kind, ""))
    )


def libreoffice(marks: Sequence[Mark]) -> bytes:
    """Styles of another program, in another language, one based on the other; a list is a list."""
    styles = {"title": "Titel", "quotation": "Zitatblock", "epigraph": "Zitatblock", "paragraph": "Textkrper"}
    names = (
        "[style Textkrper: Textkörper]\n[style Titel: Titel]\n[style Quotations: Zitat]\n"
        '[style Zitatblock: Eigenes] <w:basedOn w:val="Quotations"/>\n'
        "[style berschrift1: Überschrift 1]\n[style berschrift2: Überschrift 2]\n[style berschrift3: Überschrift 3]\n"
    )
    return word_file(
        names + _lines(marks, lambda m: f"berschrift{m.level}" if m.kind == "heading" else styles.get(m.kind, ""))
    )


def sizes(marks: Sequence[Mark]) -> bytes:
    """No style at all: titles and headings bold in several sizes, quotations indented on both sides."""
    looks = {"title": "b size=20 center", "quotation": "left=720 right=720", "epigraph": "left=720 right=720"}
    looks |= {"byline": "center"}
    return word_file(
        _lines(marks, lambda m: f"b size={18 - 2 * m.level}" if m.kind == "heading" else looks.get(m.kind, ""))
    )


def bold(marks: Sequence[Mark]) -> bytes:
    """Nothing but bold, in the size of the text; quotations pushed in with the button for it."""
    looks = {"title": "b", "heading": "b", "quotation": "left=720", "epigraph": "left=720"}
    return word_file(_lines(marks, lambda m: looks.get(m.kind, "")))


def typewriter(marks: Sequence[Mark]) -> bytes:
    """Centred capitals for what is highest, underlined lines for the rest."""

    def head(mark: Mark) -> str:
        return "center caps" if mark.kind == "title" or mark.level == 1 else "u" if mark.kind == "heading" else ""

    return word_file(_lines(marks, head))


WORD_LAYOUTS: dict[str, Callable[[Sequence[Mark]], bytes]] = {
    "styled": styled, "libreoffice": libreoffice, "sizes": sizes, "bold": bold, "typewriter": typewriter,
}  # fmt: skip
