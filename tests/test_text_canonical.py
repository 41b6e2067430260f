"""What is written as text.md is read back as the same blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.markdown import lightly_escaped, plain
from moot.text.canonical import canonical
from moot.text.decode import clean
from moot.text.markdown import from_markdown
from moot.text.tree import Part


def again(parts: list[Part], title: str = "") -> list[tuple[str, str]]:
    """Kind and words of each block that is read back."""
    return [
        (block.kind, " ".join(block.plain.split()))
        for block in from_markdown(canonical(parts, title).text, "text.md").blocks
    ]


def test_every_kind_comes_back_in_its_place() -> None:
    parts = [
        Part("title", "On Bread", 0),
        Part("byline", "By Ana Ruiz", 0),
        Part("epigraph", "Give us this day.", 0),
        Part("attribution", "An old prayer, 1611", 0),
        Part("heading", "Flour", 0, 1),
        Part("paragraph", "Flour is ground grain.[^1]", 0),
        Part("note", "Mostly wheat.", 0, marker="[^1]"),
        Part("heading", "Rye", 0, 4),
        Part("quotation", "First of it,", 0),
        Part("quotation", "second of it.", 0),
        Part("attribution", "A baker", 0),
        Part("paragraph", "It rises.", 0),
        Part("item", "sour", 0, 1, "1."),
        Part("item", "sweet", 0, 1, "2."),
        Part("verse", "O bread,\\\nO butter", 0),
    ]
    assert again(parts) == [(part.kind, plain(part.text).removesuffix("[^1]")) for part in parts]
    assert canonical(parts).text.startswith("# On Bread\n\nBy Ana Ruiz\n\n> Give us this day.\n>\n> — An old prayer")
    assert "### Rye" in canonical(parts).text  # levels 1 and 4, closed up, below the title


def test_the_title_of_the_document_is_used_once() -> None:
    body = [Part("heading", "On *Bread*", 0, 1), Part("heading", "Flour", 0, 2), Part("paragraph", "Text.", 0)]
    assert again(body, "On bread") == [("title", "On Bread"), ("heading", "Flour"), ("paragraph", "Text.")]
    assert again(body, "Baking")[:2] == [("title", "Baking"), ("heading", "On Bread")]


def test_lines_say_where_each_part_stands() -> None:
    parts = [
        Part("title", "A", 0),
        Part("paragraph", "b", 0),
        Part("quotation", "c\\\nd", 0),
        Part("heading", "e", 0, 1),
    ]
    written = canonical(parts)
    rows = written.text.split("\n")
    assert [rows[line - 1] for line in written.lines] == ["# A", "b", "> c\\", "## e"]


def test_a_line_with_a_dash_below_a_quotation_is_its_source() -> None:
    begin = [Part("heading", "Begin", 0, 1), Part("paragraph", "Here.", 0), Part("quotation", "First of it.", 0)]
    for kind in ("quotation", "paragraph"):
        parts = [*begin, Part(kind, "— A baker, 1911", 0)]  # type: ignore[arg-type]  # as Word and web pages have it
        assert again(parts)[-1] == ("attribution", "A baker, 1911")


STARTS = (
    "",
    "# ",
    "> ",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "12) ",
    "---",
    "===",
    "| a | b",
    "[1]: ",
    "[^1]: ",
    "-- ",
    "~~~ ",
)
WORDS = st.text("ab c.*_[]<>&#|-=~`'\"(),:;!1é\\", max_size=40).map(lambda text: clean(text)[0])
PROSE = st.builds(lambda start, text, end: f"{start}{text}{end}", st.sampled_from(STARTS), WORDS, st.sampled_from("x."))


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "quotation", "heading"]), PROSE), min_size=1, max_size=6))
def test_no_sign_at_the_start_of_a_line_makes_another_block_of_it(found: list[tuple[str, str]]) -> None:
    parts = [Part("heading", "Begin", 0, 1), Part("paragraph", "Here.", 0)]
    parts += [Part(kind, lightly_escaped(text.strip()), 0, int(kind == "heading")) for kind, text in found]  # type: ignore[arg-type]
    parts.append(Part("heading", "End", 0, 1))
    assert again(parts, "The title") == [("title", "The title")] + [
        (part.kind, " ".join(plain(part.text).split())) for part in parts
    ]


@pytest.mark.parametrize("words", ["##", "C #", "#", "Top # ##", "C#", "a \\\\#"])
def test_signs_at_the_end_of_a_heading_stay(words: str) -> None:
    parts = [Part("heading", "Begin", 0, 1), Part("heading", words, 0, 1), Part("paragraph", "x", 0)]
    assert again(parts)[1] == ("heading", plain(words))
