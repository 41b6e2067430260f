"""Markdown of a text: tables, notes, lists, verse, remarks. The cases stand in text_markdown_cases.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from moot.markdown import Table, blocks, plain, table, table_source
from moot.text.markdown import from_markdown
from moot.text.tree import Text

CASES = read_cases(Path(__file__).parent / "text_markdown_cases.md")


def printed(text: Text) -> str:
    """One line for each block."""
    known = {"title": text.title, "authors": ", ".join(text.authors), "language": text.language}
    rows = [f"{name}: {value}" for name, value in known.items() if value]
    for block in text.blocks:
        number = f"¶{block.number}" if block.number else str(block.level) if block.level else ""
        words = block.text.replace("\\\n", "⏎").replace("\u00a0", "·")
        words = words if block.kind == "table" or len(words) < 90 else words[:89] + "…"
        rows.append(
            f"{block.line:2} {block.kind:<11} {number:<3} {f'{block.marker}| ' if block.marker else ''}{words}".rstrip()
        )
    return "\n".join(rows)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_blocks_of_markdown(case: Case) -> None:
    compare(case, printed(from_markdown(case.input, next(iter(case.files)))))


def test_there_are_cases() -> None:
    assert len(CASES) >= 14


def test_cells_are_markdown_and_a_pipe_in_one_is_escaped() -> None:
    source = "| *a* | b |\n|:--|:-:|\n| 1 | 2 \\| 3 |\n| 4 |"
    assert table(source) == Table(("*a*", "b"), (("1", "2 | 3"), ("4", "")), ("left", "center"))


@pytest.mark.parametrize(
    "source",
    ["", "a | b", "| a |\n| - |\n| 1 | 2 |", "a | b\n--- | ---\n1 | 2\n\nmore", "before\n\na|b\n-|-", "# a\n| - |"],
)
def test_what_is_no_table_has_no_cells(source: str) -> None:
    assert table(source) is None


CELL = st.text("ab1 *\\`[]_é–,.", max_size=8).map(lambda text: " ".join(text.split()))


@given(data=st.data(), width=st.integers(1, 5))
def test_cells_written_as_a_table_are_read_back(data: st.DataObject, width: int) -> None:
    cells = st.lists(CELL, min_size=width, max_size=width).map(tuple)
    head = data.draw(cells.filter(any))
    rows = tuple(data.draw(st.lists(cells, max_size=4)))
    align = tuple(data.draw(st.lists(st.sampled_from(["", "left", "right", "center"]), min_size=width, max_size=width)))
    assert table(table_source(head, rows, align)) == Table(head, rows, align)


def test_a_pipe_in_a_cell_is_read_back() -> None:
    assert table(table_source(["a | b", "c\\\nd"], [["1"]])) == Table(("a | b", "c d"), (("1", ""),), ("", ""))


PIECES = [
    "| ",
    " |",
    "|",
    "a",
    "b2",
    "\\|",
    "\n",
    "\n|---|---|\n",
    "\n|--|\n",
    "> ",
    "1. ",
    "    ",
    "`",
    "\\",
    ":-",
    "\n\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_letter_of_anything_like_a_table_is_lost(source: str) -> None:
    found = Counter("".join(block.marker + block.text for block in blocks(source)))
    assert {sign: found[sign] for sign in "ab"} == {sign: source.count(sign) for sign in "ab"}
    cells = Counter("".join(block.marker + block.plain for block in from_markdown(source, "x").blocks))
    assert {sign: cells[sign] for sign in "ab"} == {sign: source.count(sign) for sign in "ab"}


def test_words_and_plain_words_of_a_table_and_of_what_refers_to_notes() -> None:
    text = from_markdown("| Year | *Fees*[^1] |\n|--|--|\n| 1911 | two \\| three |\n\nIt rose[^1] much.\n", "x.md")
    assert [block.plain for block in text.blocks] == ["Year Fees 1911 two | three", "It rose much."]
    assert [block.words for block in text.blocks] == [6, 3]
    assert plain(text.blocks[1].text) == "It rose[^1] much."
