"""Whole texts, and what is found in them: see text_cases.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import Case, compare, read_cases
from moot.text.read import read_text
from moot.text.tree import Text

CASES = read_cases(Path(__file__).parent / "text_cases.md")


def printed(text: Text) -> str:
    """One line for each block."""
    head = [f"title: {text.title}".rstrip(), f"authors: {', '.join(text.authors)}".rstrip()]
    rows = []
    for block in text.blocks:
        number = f"¶{block.number}" if block.number else str(block.level) if block.level else ""
        words = block.plain if len(block.plain) <= 60 else block.plain[:59] + "…"
        text_part = f"{block.marker}| {words}" if block.marker else words
        rows.append(f"{block.line:2} {block.kind:<11} {number:<3} {text_part}".rstrip())
    return "\n".join([*head, *rows])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_blocks_of_a_text(case: Case, tmp_path: Path) -> None:
    name = next(iter(case.files))
    file = tmp_path / name
    file.write_text(case.input, encoding="utf-8")
    text, problems = read_text(file, name)
    assert not problems
    compare(case, printed(text))


def test_there_are_cases() -> None:
    assert len(CASES) >= 10
