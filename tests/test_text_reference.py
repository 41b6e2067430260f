"""References as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.guide.reference import Reference, parse_reference

SEEN = Reference("brest", 3, 4)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("brest-litovsk ¶3", Reference("brest-litovsk", 3, 3)),
        ("brest ¶3-4", SEEN),
        ("brest 3–4", SEEN),
        ("brest ¶ 3 – 4", SEEN),
        ("brest paragraph 3-4", SEEN),
        ("paragraph 3", Reference(None, 3, 3)),
        ("brest ¶¶3-4", SEEN),
        ("brest ¶3-¶4", SEEN),
        ("brest¶3-4", SEEN),
        ("  brest   3-4 ", SEEN),
        ("¶3", Reference(None, 3, 3)),
        ("3", Reference(None, 3, 3)),
        ("3-4", Reference(None, 3, 4)),
        ("1918 ¶2", Reference("1918", 2, 2)),
        ("1918 all", Reference("1918", whole=True)),
        ("brest", Reference("brest", whole=True)),
        ("three-4", Reference("three-4", whole=True)),
        ("all", Reference(whole=True)),
        ('brest "a few words"', Reference("brest", words="a few words")),
        ("brest “a few  words”", Reference("brest", words="a few words")),
        ("“the “Left” wing”", Reference(words="the “Left” wing")),
        ('"the “Left” wing"', Reference(words="the “Left” wing")),
        ("„ein paar Worte“", Reference(words="ein paar Worte")),
        ("«de trois mots»", Reference(words="de trois mots")),
        ("'it’s three words'", Reference(words="it’s three words")),
    ],
)
def test_what_is_understood(written: str, meant: Reference) -> None:
    assert parse_reference(written) == meant


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "this reference is empty"),
        ("¶0", "there is no ¶0: paragraphs are counted from 1"),
        ("brest ¶4-3", "¶4-3 runs backwards: write ¶3-4"),
        ('"two words"', "“two words” has two words: at least three in a row"),
        ('brest "– one –"', "has one word"),
        ('""', "has no words"),
        ("brest ¶3, ¶5", "write one reference for each place"),
        ("Brest Litovsk", "sections are named by their id, as in `brest`"),
        ('brest "no end to it', "the quotation mark at the end is missing"),
        ("brest p. 3", "write ¶3, counted within the section"),
        ("what we sold in six", """two kinds of quotation marks: '"what we sold in six"'"""),
        ("¶", "is not a reference"),
        ("brest 3a", "is not a reference: write `section ¶3`"),
        ("x" * 2000, "longer than 1000 characters"),
    ],
)
def test_what_is_refused(written: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_reference(written)
    assert message in str(caught.value)


@given(st.text(max_size=60) | st.text("brest ¶3-4–\"“”'all0", max_size=30))
def test_any_string_is_read_or_refused(written: str) -> None:
    try:
        reference = parse_reference(written)
    except ValueError as error:
        assert str(error)
    else:
        assert reference.whole or reference.first or reference.words
        if reference.words is None:  # words may hold marks of their own
            assert parse_reference(str(reference)) == reference
