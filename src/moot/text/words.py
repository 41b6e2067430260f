"""Word lists by which the importer of plain text knows headings: data, one entry a language.

A language is added by adding an entry. Words are compared casefolded.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENGLISH", "LANGUAGES", "WordList"]


@dataclass(frozen=True)
class WordList:
    """What headings of one language are made of."""

    months: frozenset[str]
    parts: tuple[str, ...]
    """Words before a number, from the coarsest to the finest: Part 1 holds Chapter 1."""
    numerals: frozenset[str]
    """Numbers as words: Part One."""
    standing: frozenset[str]
    """Whole headings that open or close a text and stand at its highest level."""
    notes: frozenset[str]
    """Those of them under which a numbered list is a list of notes."""
    eras: frozenset[str]
    """Words that make a heading a stretch of time."""
    era_prefixes: tuple[str, ...]
    small: frozenset[str]
    """Words written small even in title case."""
    by: tuple[str, ...]
    """What stands before the authors' names."""
    imprints: tuple[str, ...]
    """How a line below the title begins that says when or where the text came out."""
    particles: frozenset[str]
    """Small words within names."""
    writings: frozenset[str]
    """Kinds of writing a source line names: “X’s letter to Y”."""
    abbreviations: tuple[str, ...]
    """Endings with a full stop that do not end a sentence."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ENGLISH = WordList(
    months=_set(
        "january february march april may june july august september october november december"
        " jan feb mar apr jun jul aug sept sep oct nov dec"
    ),
    parts=("volume", "book", "part", "act", "chapter", "lecture", "lesson", "scene", "section", "thesis", "appendix"),
    numerals=_set("one two three four five six seven eight nine ten eleven twelve first second third fourth fifth"),
    standing=frozenset(
        {
            "abstract",
            "acknowledgements",
            "acknowledgments",
            "afterword",
            "appendix",
            "bibliography",
            "conclusion",
            "conclusions",
            "concluding remarks",
            "endnotes",
            "epilogue",
            "footnotes",
            "foreword",
            "further reading",
            "glossary",
            "in conclusion",
            "introduction",
            "introductory remarks",
            "notes",
            "postscript",
            "preamble",
            "preface",
            "prologue",
            "references",
            "sources",
            "summary",
            "works cited",
        }
    ),
    notes=frozenset({"bibliography", "endnotes", "footnotes", "notes", "references", "sources", "works cited"}),
    eras=_set("age antiquity centuries century decade decades era eve period revolution times war wars wartime years"),
    era_prefixes=("pre-", "post-", "inter-", "interwar", "prewar", "postwar", "ante-", "after ", "before "),
    small=_set(
        "a an and as at but by for from in into its nor of off on onto or over per so than that the their to up upon"
        " versus via vs with without yet is are was were"
    ),
    by=("by ", "written by ", "authors: ", "author: "),
    imprints=("delivered ", "published ", "first published ", "written ", "speech ", "a speech ", "translated "),
    particles=_set("al bin da de del der di dos du el la le ten van von y"),
    writings=_set("address article book essay interview lecture letter memoir note pamphlet report speech telegram"),
    abbreviations=("etc.", "et al.", "jr.", "sr.", "inc.", "ltd.", "co.", "pt.", "vol.", "no.", "esq."),
)

LANGUAGES: dict[str, WordList] = {"en": ENGLISH}
