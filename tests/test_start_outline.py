"""The sections of a new guide: together they are the text, and each is found again where it was cut."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from moot.guide.reference import Reference, parse_reference
from moot.start.outline import MOST_SECTIONS, NewSection, new_sections
from moot.text.markdown import from_markdown
from moot.text.places import Wanted, locate


def words(count: int, name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(count)) + "."


def sections(markdown: str) -> tuple[NewSection, ...]:
    return new_sections(from_markdown(markdown, "text.md"))


def test_headings_are_sections() -> None:
    found = sections(
        "# Bread\n\nEpigraph before.\n\n## Flour\n\nGround.\n\n## The Oven’s Heat\n\nHot.\n\n## Notes\n\nOne.\n"
    )
    assert [(one.id, one.title, one.heading, one.starts_with) for one in found] == [
        ("epigraph-before", "Epigraph before", (), "Epigraph before."),
        ("flour", "Flour", ("Flour",), ""),
        ("ovens-heat", "The Oven’s Heat", ("The Oven’s Heat",), ""),
    ]


def test_a_small_part_stays_whole_with_the_headings_in_it() -> None:
    small = f"# A\n\n{words(50, 'a')}\n\n## Aa\n\n{words(50, 'b')}\n\n# B\n\n{words(50, 'c')}\n"
    large = f"# A\n\n{words(900, 'a')}\n\n## Aa\n\n{words(900, 'b')}\n\n# B\n\n{words(50, 'c')}\n"
    assert [one.id for one in sections(small)] == ["a", "b"]
    assert [one.id for one in sections(large)] == ["a", "aa", "b"]


def test_a_long_part_without_headings_is_cut_at_paragraphs() -> None:
    text = "# Title\n\n## A\n\n" + "\n\n".join(words(500, f"p{number}x") for number in range(12))
    found = sections(text)
    assert [len(one.numbers) for one in found] == [3, 3, 3, 3]
    assert [one.title for one in found] == ["A (1/4)", "A (2/4)", "A (3/4)", "A (4/4)"]
    assert found[1].heading == ("A",) and found[1].starts_with.startswith("p3x0 p3x1")


def test_headings_that_stand_twice_are_told_apart() -> None:
    headings = {"a": "# 1917", "b": "## May", "c": "# 1918", "d": "## May"}
    found = sections("\n\n".join(f"{heading}\n\n{words(900, name)}" for name, heading in headings.items()))
    assert [(one.id, one.heading) for one in found] == [
        ("year-1917", ("1917",)),
        ("may", ("1917", "May")),
        ("year-1918", ("1918",)),
        ("may-2", ("1918", "May")),
    ]


def test_an_id_is_never_read_as_the_number_of_a_paragraph() -> None:
    names = ["1918", "1920 – 1921", "12", "3.4", "2nd Part"]
    ids = [one.id for one in sections("".join(f"# {name}\n\nText of {name}.\n\n" for name in names))]
    assert ids == ["year-1918", "year-1920-1921", "part-12", "part-3-4", "2nd-part"]
    assert all(parse_reference(name) == Reference(name, whole=True) for name in ids)


def test_titles_in_other_scripts_get_plain_ids() -> None:
    found = sections("# Вступление\n\nСлово.\n\n# Où étais-tu ?\n\nIci.\n\n# Straße\n\nWeit.\n")
    assert [one.id for one in found] == ["section-1", "etais-tu", "strasse"]


def test_a_book_has_no_more_sections_than_a_person_can_see() -> None:
    parts = (
        f"## Part {number}\n\n{words(1000, f'p{number}x')}\n\n### Inner {number}\n\n{words(1000, f'i{number}x')}\n"
        for number in range(70)
    )
    assert len(sections("# Book\n\n" + "\n".join(parts))) <= MOST_SECTIONS


SIZES, NAMES = (3, 40, 800, 3500), ("a", "b", "c")
PROSE = {f"{name}{size}": words(size, f"{name}{size}x") for size in SIZES for name in NAMES}

LINES = st.one_of(
    st.builds(
        lambda level, name: f"{'#' * level} {name}", st.integers(1, 4), st.sampled_from(["One", "Two", "Notes", "1917"])
    ),
    st.sampled_from(sorted(PROSE)),
    st.sampled_from(["> Quoted words of somebody.", "- item", "The same words again and again here.", "*", "***"]),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
def test_every_paragraph_is_in_one_section_where_it_can_be_told(lines: list[str]) -> None:
    text = from_markdown("\n\n".join(PROSE.get(line, line) for line in lines) + "\n", "text.md")
    found = new_sections(text)
    again = locate(text, [Wanted(one.id, one.heading, one.starts_with or None) for one in found])
    assert again.missing == ()
    assert {one.id: again.places[one.id].blocks for one in found} == {one.id: one.blocks for one in found}
    placed = [number for one in found for number in one.numbers]
    assert placed == sorted(set(placed))
    notes = {block.number for block in text.blocks if "Notes" in block.path}
    lost = {block.number for block in text.paragraphs} - set(placed) - notes
    # What begins like another paragraph, letter by letter, cannot be found by its first words.
    assert all(
        sum(other.plain == block.plain for other in text.blocks) > 1
        for block in text.paragraphs
        if block.number in lost
    )


def test_a_note_at_a_heading_is_no_part_of_its_name() -> None:
    found = sections("# T[^1]\n\n## Flour[^2]\n\nGround.\n\n[^1]: One.\n\n[^2]: Two.\n\n## Rye\n\nDark.\n")
    assert [(one.title, one.heading) for one in found] == [("Flour", ("Flour",)), ("Rye", ("Rye",))]


def test_a_poem_has_sections_though_it_has_no_paragraphs() -> None:
    found = sections("# Two Songs\n\n## Dawn\n\nThe cock\\\nthe clock\n\n## Dusk\n\nThe owl\\\nthe towel\n")
    assert [(one.id, one.words) for one in found] == [("dawn", 5), ("dusk", 5)]


def test_a_heading_without_words_is_found_by_the_words_below_it() -> None:
    found = sections("# T\n\n##\n\nThe first of all words here.\n\n## B\n\nText.\n\n### &nbsp;\n\nMore of it.\n")
    assert (found[0].title, found[0].starts_with) == ("The first of all words here", "The first of all words")
    assert all("" not in one.heading for one in found)
