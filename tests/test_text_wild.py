"""Whatever stands in a text: nothing is lost, numbers count on, nothing crashes, nothing takes for ever."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.markdown import inline, plain
from moot.problems import GuideProblems
from moot.text.decode import clean
from moot.text.markdown import from_markdown
from moot.text.places import Wanted, find_words, locate
from moot.text.plain import from_plain
from moot.text.read import read_text
from moot.text.tree import Text

PIECES = [
    "Introduction", "1918", "March – April", "The Quiet Quay", "Part One", "2.1 ", "[1] ", "1. ", "1842. ", "a) ", "• ",
    "— ", "-- ", "“", "”", "„", "«", "»", '"', "’s letter to ", ":", ",", ".", "?", "Pt. 1", "V. I. ",
    "By Ana Lee", ", ",
    " and ", "word ", "longer words in a row ", "# ", "### ", "> ", "- ", "===", "---", "***", "*", "_", "`", "[", "](",
    ")", "<b>", "&amp;", "\\",
    "[^1]: ", "\n[1]: word\n\n", "    ", "\t", "  \n", "\\\n", "\n", "\n\n", "é", "e\u0301", "\u200b",
    "字", "\u00a0", "x" * 130,
]  # fmt: skip
WILD = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=120)


def letters(text: str) -> Counter[str]:
    return Counter(character for character in text if character.isalpha())


def kept(text: Text) -> Counter[str]:
    return letters("".join(block.marker + block.text for block in text.blocks))


@pytest.mark.parametrize("importer", [from_plain, from_markdown])
@settings(deadline=None)
@given(source=WILD)
def test_every_letter_is_in_some_block_and_paragraphs_count_from_one(
    importer: Callable[[str, str], Text], source: str
) -> None:
    source, _ = clean(source)
    text = importer(source, "text")
    assert kept(text) == letters(source)
    assert [block.number for block in text.paragraphs] == list(range(1, len(text.paragraphs) + 1))
    assert {block.kind for block in text.paragraphs} <= {"paragraph", "quotation"}
    assert [block.line for block in text.blocks] == sorted(block.line for block in text.blocks)
    assert all(1 <= block.level <= 6 for block in text.blocks if block.kind == "heading")
    assert all(block.path and block.path[-1] == block.plain for block in text.blocks if block.kind == "heading")


@settings(deadline=None)
@given(source=WILD)
def test_plain_text_prints_as_it_was_written(source: str) -> None:
    source, _ = clean(source)
    printed = "".join(block.marker + block.plain for block in from_plain(source, "text").blocks)
    wanted = Counter(character for character in source if character.isalnum())
    assert Counter(character for character in printed if character.isalnum()) == wanted


@settings(deadline=None, max_examples=60)
@given(data=st.binary(max_size=200) | WILD.map(str.encode), ending=st.sampled_from([".txt", ".md", ""]))
def test_any_file_is_read_or_refused(data: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = Path(tmp_path_factory.getbasetemp()) / f"wild{ending}"
    file.write_bytes(data)
    try:
        text, _ = read_text(file, "wild")
    except GuideProblems as refused:
        assert all(problem.message and problem.hint for problem in refused.problems)
    else:
        assert text.blocks


@settings(deadline=None)
@given(source=WILD, heading=WILD, words=WILD)
def test_sections_never_overlap_and_nothing_is_lost_between_them(source: str, heading: str, words: str) -> None:
    text = from_plain(clean(source)[0], "text")
    own = tuple(Wanted(str(i), block.path) for i, block in enumerate(text.blocks) if block.kind == "heading")
    found = locate(text, [*own, Wanted("h", (heading,)), Wanted("w", (), words)])
    numbers = [number for place in found.places.values() for number in place.numbers]
    assert numbers == sorted(set(numbers))
    assert len(found.places) + len(found.missing) == len(own) + 2
    for block in text.blocks:
        if block.plain.strip():
            assert block in find_words(text.blocks, block.plain).blocks or not any(map(str.isalnum, block.plain))


HOSTILE = [
    "a", "“", '"', "[", "[1] ", "1. ", " ", "a ", "A b. ", ", ", "*", "*a", "\\", "`", "[a](", "<a", "&a",
    "\u0301\u0323", "By A, ", "A\n", "1918\n", "1. a\n", "“a”\n\n", "a\n=\n", "# a\n", "- a\n",
    "Part One\n", "A?\n\n", "[^1]: a\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_grows_with_the_length_and_not_with_its_square(piece: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        source = clean(("Title\n" + piece * size)[:size])[0]
        for importer in (from_plain, from_markdown):
            try:
                text = importer(source, "text")
            except GuideProblems:
                continue
            locate(text, [Wanted("a", ("Q",)), Wanted("b", (), "words that are not there")])
            find_words(text.blocks, "words that are not there")
        plain(source), inline(source)
        return time.process_time() - start

    def grows_evenly() -> bool:
        small, large = seconds(4_000), seconds(40_000)
        return large < 0.2 or large < 35 * small  # ten times the length: a square would be a hundred times

    assert any(grows_evenly() for _ in range(3))  # a busy machine may slow one of two measurements
