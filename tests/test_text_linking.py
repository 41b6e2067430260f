"""Notes that were typed: when marks in the text and notes at its end belong together, and when all stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.markdown import plain
from moot.text.canonical import canonical
from moot.text.importing import import_text
from moot.text.items import item_starts
from moot.text.linking import linked, linked_at_end
from moot.text.markdown import from_markdown
from moot.text.plain import plain_import
from moot.text.signs import ends_sentence
from moot.text.tree import NUMBERED, Part
from test_text_wild import WILD
from word_files import word_file

HEMP = "The hemp came up the river in flat boats, and the boys who unloaded it were paid by the bale"
TAR = "Nobody in the yard could say who had first thought of tar, though everybody knew who had paid for it"


def written(text: str, language: str = "en") -> str:
    found = plain_import(text, "a.txt", language)
    return canonical(found.parts, found.title).text


LINKED = {
    "square": (f"Rope\n\n{HEMP} [1]. {TAR}.[2]\n\nNotes\n\n[1] The ledger.\n[2] The other one.", "en"),
    "round": (f"La soga\n\n{HEMP} (1). {TAR} (2).\n\nNotas\n\n(1) El libro.\n(2) El otro.", "es"),
    "raised": (f"Das Seil\n\n{HEMP}.¹ {TAR}.²\n\nAnmerkungen\n\n1 Das Buch.\n2 Das andere.", "de"),
    "raised, raised": (f"Das Seil\n\n{HEMP}.¹ {TAR}.²\n\nAnmerkungen\n\n¹ Das Buch.\n² Das andere.", "de"),
    "square, counted": (f"Rope\n\n{HEMP}.[1] {TAR}.[2]\n\nNotes\n\n1. The ledger.\n2. The other one.", "en"),
    "at the end": (f"Rope\n\n{HEMP}.[1]\n\n{TAR}.[2]\n\n[1] *The ledger*, p.\n14. It is lost.\n\n[2] A rumour.", "en"),
}


@pytest.mark.parametrize("name", LINKED)
def test_marks_and_notes_of_one_form_are_linked(name: str) -> None:
    found = written(*LINKED[name])
    assert [found.count(f"[^{label}]") for label in "12"] == [2, 2]
    assert found.count("\n[^1]: ") == found.count("\n[^2]: ") == 1
    assert " [^" not in found  # the space before a mark belongs to the mark
    assert not any(sign in found for sign in "¹²") and "(1)" not in found


def test_signs_are_marks_too() -> None:
    found = written(
        f"Rope\n\n{HEMP}.*\n\n* Or so they say.\n\n{TAR}.*\n\n{HEMP}.†\n\n* Not all of them.\n\n† Penn did."
    )
    assert found.count(".[^*]\n") == 2 and found.count("[^*]: ") == 2
    assert found.count(".[^†]\n") == found.count("[^†]: ") == 1


NOT_LINKED = {
    "a note has no mark": f"Rope\n\n{HEMP}.[1]\n\nNotes\n\n[1] The ledger.\n[2] The other one.",
    "a mark stands twice": f"Rope\n\n{HEMP}.[1] {TAR}.[2] {HEMP}.[1]\n\nNotes\n\n[1] The ledger.\n[2] The other one.",
    "not in order": f"Rope\n\n{HEMP}.[2] {TAR}.[1]\n\nNotes\n\n[1] The ledger.\n[2] The other one.",
    "a list in a sentence": f"Rope\n\n{HEMP}: (1) a, (2) b.\n\nNotes\n\n[1] The ledger.\n[2] The other one.",
}


@pytest.mark.parametrize("name", NOT_LINKED)
def test_where_that_is_doubtful_all_stays_and_is_printed_where_it_stands(name: str) -> None:
    found = written(NOT_LINKED[name])
    assert "[^" not in found and "[1]:" not in found and "[2]:" not in found
    again = from_markdown(found, "text.md")
    last = again.blocks[-2:]
    assert [block.kind for block in last] == ["item", "item"]
    assert [f"{block.marker} {block.plain}" for block in last] == ["[1] The ledger.", "[2] The other one."]


def test_of_a_document_the_last_paragraphs_may_be_notes() -> None:
    text = [Part("paragraph", f"{HEMP}.¹", 0), Part("paragraph", f"{TAR}.²", 0)]
    raised = [Part("paragraph", "¹ The ledger.", 0), Part("paragraph", "² The other one.↩", 0)]
    found = linked_at_end([*text, *raised])
    assert [part.text[-5:] for part in found[:2]] == [".[^1]", ".[^2]"]
    assert [(part.kind, part.marker, part.text) for part in found[2:]] == [
        ("note", "[^1]", "The ledger."),
        ("note", "[^2]", "The other one."),
    ]
    items = [Part("item", "The ledger.", 0, 1, "1."), Part("item", "The other one.", 0, 1, "2.")]
    assert [part.kind for part in linked_at_end([*text, *items])][2:] == ["note", "note"]
    listed = Part("paragraph", f"{HEMP} (1) by day and (2) by night.", 0)
    assert [part.kind for part in linked_at_end([listed, *items])] == ["paragraph", "item", "item"]


RAISED = '⟨<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>⟩'


def test_in_a_word_document_notes_and_date_were_typed(tmp_path: Path) -> None:
    first, second = RAISED.format(1), RAISED.format(2)
    file = tmp_path / "rope.docx"
    head = "[Title] The Ropewalk\n[] Ada Penn\n[b size=14] 12 March 1998\n[Heading1] The River"
    notes = f"{first}⟨<w:r><w:t xml:space='preserve'> </w:t></w:r>⟩The ledger.\n{second}⟨<w:r/>⟩The other one."
    file.write_bytes(word_file(f"{head}\n{HEMP}.{first} {TAR}.\n[Heading1] The Boys\n{TAR}.{second}\n{notes}"))
    found = import_text(file, file.name)
    assert [block.kind for block in found.text.blocks] == [
        "title", "byline", "byline", "heading", "paragraph", "heading", "paragraph", "note", "note",
    ]  # fmt: skip
    assert f"bale.[^1] {TAR}" in found.markdown and "for it.[^2]\n" in found.markdown
    assert found.markdown.endswith("[^1]: The ledger.\n\n[^2]: The other one.\n")


@pytest.mark.parametrize(
    "end", ["false.²", "false.[2]", "false. [12]", "false.”¹", "false (1).", "false.(1)", "false.*"]
)
def test_a_sentence_ends_before_its_mark(end: str) -> None:
    assert ends_sentence(f"That is a fine sentence, and it is {end}")
    assert not ends_sentence("The Ropewalk²") and not ends_sentence("The Ropewalk [1]")
    assert [part.kind for part in plain_import(f"Rope\n\n{HEMP}.\n\nThat is {end}\n\n{TAR}.", "t", "de").parts] == [
        "title", "paragraph", "paragraph", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        (["[1] The ledger, p.", "14. It is lost."], [0]),
        (["1. hemp, which came by", "boat", "2. tar"], [0, 2]),
        (["1. hemp", "a) from here", "b) from there", "2. tar"], [0, 1, 2, 3]),
        (["- hemp", "- tar", "and boys"], [0, 1]),
        (["1 The ledger, which", "is lost", "2 The other one"], [0, 2]),
        (["12 men went, and", "13 came back"], [0, 1]),
        (["Twelve men went, and", "13. came back"], [0]),
    ],
)
def test_a_number_that_no_other_goes_with_begins_no_item(lines: list[str], starts: list[int]) -> None:
    assert item_starts(lines) == starts


MARKED = st.lists(st.sampled_from([*"[]()12¹²*†. \\", "[1]", "(2)", "¹", "\\*", "word", "[^1]"]), max_size=12).map(
    "".join
)
PARTS = st.lists(
    st.builds(Part, st.sampled_from(["paragraph", "item", "note", "heading"]), MARKED | WILD, st.just(0), st.just(0),
              st.sampled_from(["", "1.", "[1]", "(2)", "¹", "*", "[^1]"])),
    max_size=8,
)  # fmt: skip


@given(PARTS)
def test_no_part_comes_or_goes_and_no_word_is_lost(parts: list[Part]) -> None:
    def words(found: tuple[Part, ...]) -> list[str]:
        return [letter for part in found for letter in plain(part.text, notes=False) if letter.isalpha()]

    for found in (linked(parts), linked_at_end(parts)):
        assert len(found) == len(parts)
        assert words(found) == words(tuple(parts))
        assert sum(part.kind in NUMBERED for part in found) <= sum(part.kind in NUMBERED for part in parts)
