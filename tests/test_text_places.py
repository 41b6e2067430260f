"""Sections and quoted words found in a text."""

from __future__ import annotations

from moot.text.markdown import from_markdown
from moot.text.places import Wanted, find_words, locate, paragraph
from moot.text.tree import Text

TEXT = from_markdown(
    """# The Harbour

> Who owns the sea?

Before all headings.

## Background

One.

### Pre-War

Two: the “Left” quay.

### After

#### 1918

Three, which was signed in the customs house.

Four.

#### 1920 – 1921

##### Pilots

Five.

## Appendix

### Pilots

Six.
""",
    "text.md",
)


def section(text: Text, *heading: str, starts_with: str | None = None) -> str:
    """Where one section is found: its numbers, or what is said instead."""
    found = locate(text, [Wanted("x", heading, starts_with)])
    if found.missing:
        return f"{found.missing[0].message} | {found.missing[0].hint}"
    return " ".join(f"¶{number}" for number in found.places["x"].numbers)


def test_a_heading_is_found_by_any_tail_of_its_path() -> None:
    assert section(TEXT, "1918") == "¶4 ¶5"
    assert section(TEXT, "After", "1918") == "¶4 ¶5"
    assert section(TEXT, "Background", "After", "1918") == "¶4 ¶5"
    assert section(TEXT, "The Harbour", "Background", "After", "1918") == "¶4 ¶5"
    assert section(TEXT, "Background") == "¶2 ¶3 ¶4 ¶5 ¶6"


def test_case_dashes_spaces_and_composition_do_not_count() -> None:
    assert section(TEXT, "AFTER", "1920-1921") == "¶6"
    assert section(TEXT, "pre–war") == "¶3"
    assert section(from_markdown("# Cafe\u0301 d’hiver\n\nA.\n\n# B\n\nC.\n", "t"), "café d'hiver") == "¶1"


def test_a_heading_that_stands_twice_is_asked_for() -> None:
    said = section(TEXT, "Pilots")
    assert "stands in the text 2 times: “Background / After / 1920 – 1921 / Pilots” (line 25)" in said
    assert 'heading: [Background, After, "1920 – 1921", Pilots]' in said
    assert section(TEXT, "Appendix", "Pilots") == "¶7"
    assert section(TEXT, "Appendix", starts_with="Six.") == "¶7"
    twins = from_markdown("# A\n\nOne.\n\n# A\n\nTwo.\n", "t")
    assert "Add `starts_with:`" in section(twins, "A")


def test_a_heading_that_is_not_there_gets_the_nearest() -> None:
    assert section(TEXT, "Backgrund").endswith("Did you mean “Background” (line 7)?")
    assert section(TEXT, "Before", "1918").endswith("Did you mean “Background / After / 1918” (line 17)?")
    assert "Its headings are: “Background”, “Pre-War”" in section(TEXT, "Xyzzy")
    assert "No heading was found in this text at all" in section(from_markdown("One.\n", "t"), "A")


def test_first_words() -> None:
    assert section(TEXT, starts_with="before ALL") == "¶1 ¶2 ¶3 ¶4 ¶5 ¶6 ¶7"
    assert section(TEXT, starts_with="Who owns the") == "¶1 ¶2 ¶3 ¶4 ¶5 ¶6 ¶7"
    assert "nothing in the text begins with “Befor”" in section(TEXT, starts_with="Befor")
    assert "Line 19 begins “Three, which was signed in the custo" in section(TEXT, starts_with="Three, who was signed")
    assert "begins 2 blocks of the text, in lines 25, 31" in section(TEXT, starts_with="Pilots")
    assert "it does not say where" in section(TEXT)


def test_sections_end_where_the_next_begins_whatever_the_order_they_are_given_in() -> None:
    wanted = [Wanted("c", ("1918",)), Wanted("a", (), "Before all"), Wanted("b", ("Background",))]
    found = locate(TEXT, wanted)
    assert {key: place.numbers for key, place in found.places.items()} == {"a": (1,), "b": (2, 3), "c": (4, 5)}
    assert list(found.places) == ["a", "b", "c"]
    assert [block.kind for block in found.opening] == ["title", "epigraph"]
    assert found.unplaced == (6, 7)
    # the heading that holds nothing but the section's own is kept beside it, and not in the section before
    assert [block.plain for block in found.places["c"].above] == ["After"]
    assert found.places["c"].blocks[0].plain == "1918"
    assert [block.plain for block in found.places["b"].blocks] == [
        "Background",
        "One.",
        "Pre-War",
        "Two: the “Left” quay.",
    ]


def test_two_sections_cannot_begin_at_one_place() -> None:
    found = locate(TEXT, [Wanted("a", ("1918",)), Wanted("b", ("After", "1918"))])
    assert [(m.id, m.message) for m in found.missing] == [("b", "it begins at the same place of the text as “a”")]
    assert found.places["a"].numbers == (4, 5)


def test_a_paragraph_of_a_section() -> None:
    blocks = locate(TEXT, [Wanted("x", ("1918",))]).places["x"].blocks
    assert [paragraph(blocks, n) for n in (-1, 0, 1, 2, 3)] == [None, None, 4, 5, None]


def test_quoted_words() -> None:
    assert find_words(TEXT.blocks, "was signed in").numbers == (4,)
    assert find_words(TEXT.blocks, "TWO the 'left' quay").numbers == (3,)
    assert find_words(TEXT.blocks, "wo the left").numbers == ()
    epigraph = find_words(TEXT.blocks, "owns the sea")
    assert [block.kind for block in epigraph.blocks] == ["epigraph"]
    assert epigraph.numbers == ()


def test_words_that_are_not_there_get_the_nearest() -> None:
    found = find_words(TEXT.blocks, "signed at the custom house")
    assert (found.blocks, found.nearest, found.nearest_number) == ((), "signed in the customs house", 4)
    assert find_words(TEXT.blocks, "nothing like it anywhere").nearest == ""
    assert find_words((), "three small words").nearest == ""
