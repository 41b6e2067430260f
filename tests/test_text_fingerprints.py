"""Paragraphs known again after an edit: what is the same, changed, split, merged, and gone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drifting import drift, units
from moot.resources import shipped
from moot.text.fingerprints import align, fingerprint, keys_of

A = "Yeast came first, and the dough was warm. It stood near the oven until the bells rang for the second time."
B = "The leaven worked through the night while nobody watched. Toward morning it had lifted the cloth from the bowl."
C = "In the morning there was bread on every table. The smell of it went down the street as far as the mill."
NEW = "A stranger arrives whose horse has lost two shoes. He asks for nothing but a candle and somewhere to sleep."


def halves(words: str) -> tuple[str, str]:
    first, second = words.split(". ", 1)
    return f"{first}.", second


def with_changes(words: str, every: int) -> str:
    return " ".join("candle" if i % every == 1 else word for i, word in enumerate(words.split()))


CASES = {
    "nothing changed": ([A, B, C], [A, B, C], ["same 0", "same 1", "same 2"]),
    "one added above": ([A, B], [NEW, A, B], ["same 1", "same 2"]),
    "only signs and case": ([A], [A.upper().replace(",", " —")], ["same 0"]),
    "two changed places": ([A, B, C], [C, A, B], ["same 1", "same 2", "same 0"]),
    "some words changed": ([A, B, C], [A, with_changes(B, 6), C], ["same 0", "changed 1?", "same 2"]),
    "half rewritten": ([A, B, C], [A, halves(NEW)[0] + " " + halves(B)[1], C], ["same 0", "perhaps 1?", "same 2"]),
    "changed and moved": ([A, B, C], [with_changes(C, 6), A, B], ["same 1", "same 2", "perhaps 0?"]),
    "taken out": ([A, B, C], [A, C], ["same 0", "gone", "same 1"]),
    "taken out beside one that changed": ([A, B, C], [A, with_changes(C, 6)], ["same 0", "gone", "changed 1?"]),
    "replaced": ([A, B, C], [A, NEW, C], ["same 0", "gone", "same 2"]),
    "split": ([A, B], [*halves(A), B], ["split 0,1", "same 2"]),
    "split and edited": ([A, B], [halves(A)[0], with_changes(halves(A)[1], 6), B], ["split 0,1?", "same 2"]),
    "merged": ([A, B, C], [f"{A} {B}", C], ["merged 0", "merged 0", "same 1"]),
    "merged and edited": ([A, B, C], [with_changes(f"{A} {B}", 9), C], ["merged 0?", "merged 0?", "same 1"]),
    "a refrain": ([C, A, C, B], [NEW, C, A, C, B], ["same 1", "same 2", "same 3", "same 4"]),
    "a refrain, once less": ([A, C, B, C], [A, C, B], ["same 0", "same 1", "same 2", "gone"]),
    "nothing left": ([A, B], [], ["gone", "gone"]),
    "no words": (["* * *", A], [A, "* * *"], ["same 1", "same 0"]),
    "signs without spaces": (["面包在早晨升起来了因为酵母"], ["面包在夜晚升起来了因为酵母"], ["changed 0?"]),
}
"""Old paragraphs, new ones, and what became of each of the old: `?` where it is no more than likely."""


@pytest.mark.parametrize("name", CASES)
def test_what_became_of_each(name: str) -> None:
    old, new, expected = CASES[name]
    found = align([fingerprint(one) for one in old], [fingerprint(one) for one in new])
    told = [f"{m.kind} {','.join(map(str, m.places))}{'' if m.exact else '?'}" for m in found]
    assert [one.removesuffix(" ?") for one in told] == expected


def test_keys_tell_repeated_paragraphs_apart() -> None:
    keys = keys_of([fingerprint(A), fingerprint(B), fingerprint(A)])
    assert keys[2] == f"{keys[0]}#2" and keys[0] != keys[1]


def test_the_lock_is_never_wrong_without_asking_and_seldom_lost() -> None:
    """The totals of bench/drift.py: eleven kinds of edit of a text of our own, each paragraph a reference."""
    sample = drift.units_of(shipped("guides") / "reading-a-polemic" / "text.md")
    totals = dict.fromkeys(drift.METHODS, (0, 0, 0, 0))
    for edit in drift.EDITS.values():
        for name, row in drift.measured(sample, edit, seeds=1).items():
            totals[name] = tuple(map(sum, zip(totals[name], row, strict=True)))
    right, wrong, lost, silent = totals["lock"]
    count = right + wrong + lost
    assert len(drift.EDITS) == 11 and count > 300
    assert (wrong, silent) == (0, 0)
    assert right >= 0.99 * count
    assert all(totals[name][0] < 0.85 * count for name in ("number", "heading and number", "first words"))


PARAGRAPHS = st.lists(st.text("abc ", min_size=1, max_size=8), max_size=9)


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_is_exact_has_the_same_words(old: list[str], new: list[str]) -> None:
    prints, others = [fingerprint(one) for one in old], [fingerprint(one) for one in new]
    taken: list[int] = []
    for one, match in zip(prints, align(prints, others), strict=True):
        assert all(0 <= place < len(new) for place in match.places)
        assert bool(match.places) == (match.kind != "gone")
        if match.kind != "merged":
            taken += match.places
        found = tuple(code for place in match.places for code in others[place].codes)
        if match.exact and match.kind == "merged":
            assert " ".join(one.codes) in " ".join(found)
        elif match.exact:
            assert one.codes == found
    assert len(taken) == len(set(taken))


@given(st.sampled_from(sorted(drift.EDITS)), st.integers(0, 10_000))
def test_no_edit_makes_it_surely_wrong(name: str, seed: int) -> None:
    rows = units(seed=seed % 5)
    new = drift.EDITS[name](rows, random.Random(seed))
    meant = {number: {i for i, u in enumerate(drift._paragraphs(new)) if number in u.ids} for number in range(1, 16)}
    for number, answer in enumerate(drift.by_lock(rows, new), 1):
        if answer.sure and answer.places:
            assert set(answer.places) == meant[number]


def test_paragraphs_that_are_all_alike_take_no_minutes() -> None:
    old = [fingerprint("word " * 1500 + str(i)) for i in range(12)]
    new = [fingerprint("word " * 1500 + f"x{i}") for i in range(12)]
    align(old, new)
