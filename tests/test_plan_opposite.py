"""Which sources stand side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from moot.plan.opposite import opposite_readings
from moot.plan.pieces import PlannedReading

_PLAIN = PlannedReading("", "", "", "", "", "", "", (), "", "", "", "required", "", "", None, (), ())


def reading(label: str, claims: str, need: str = "required") -> PlannedReading:
    stances = tuple((f"Claim {claim}", "for") for claim in claims)
    return replace(_PLAIN, label=label, need=need, stances=stances)


def pairs(primary: str, counterpoint: str) -> list[str]:
    """`12 3` are two required readings, of claims 1 and 2, and of claim 3; `?3` is one to choose."""
    made = [
        [reading(f"{letter}{n}", one.lstrip("?"), "choose-one" if "?" in one else "required") for n, one in rows]
        for letter, words in (("P", primary), ("C", counterpoint))
        for rows in [list(enumerate(words.split(), 1))]
    ]
    return [f"{source.label}-{reply.label}" for source, reply in opposite_readings(*made)]


def test_those_that_share_most_claims_stand_side_by_side() -> None:
    assert pairs("12 345", "34 1") == ["P1-C2", "P2-C1"]


def test_of_equals_those_named_first() -> None:
    assert pairs("1 1", "1 1") == ["P1-C1", "P2-C2"]


def test_without_a_common_claim_nothing_is_set_opposite() -> None:
    assert pairs("12", "3") == []


def test_what_may_be_chosen_is_not_set_opposite() -> None:
    assert pairs("?1 2", "12") == ["P2-C1"]


_READINGS = st.lists(st.text("1234", max_size=3).map(lambda claims: claims or "5"), max_size=6).map(" ".join)


@given(_READINGS, _READINGS)
def test_nobody_stands_twice_and_no_pair_is_missed(primary: str, counterpoint: str) -> None:
    found = [pair.split("-") for pair in pairs(primary, counterpoint)]
    assert len({source for source, _ in found}) == len({reply for _, reply in found}) == len(found)
    alone = [set(one) for n, one in enumerate(primary.split(), 1) if f"P{n}" not in {source for source, _ in found}]
    unused = [set(one) for n, one in enumerate(counterpoint.split(), 1) if f"C{n}" not in {reply for _, reply in found}]
    assert not any(source & reply for source in alone for reply in unused)
