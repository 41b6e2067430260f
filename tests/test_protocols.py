"""Protocols: the shared library, a guide's own, their minutes and their page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from making import BASE, load, problems_of, told
from moot.check.rules import check_guide
from moot.guide.protocol import Protocol
from moot.load.guide_folder import Loaded
from moot.load.protocols import shared_protocol, shared_protocols
from moot.plan.protocols import time_formula
from moot.plan.session import plan_session
from moot.plan.view import SessionPlan


def talking(folder: Path, protocol: str, minutes: int = 8, **files: str) -> Loaded:
    """The base guide; its opening question is talked about in this way."""
    core = BASE["questions/core.yaml"].replace("?, minutes: 5}", f"?, minutes: {minutes}, protocol: {protocol}}}")
    assert core != BASE["questions/core.yaml"]
    return load(folder, **{"questions/core.yaml": core}, **files)


def planned(loaded: Loaded, edition: str = "participant") -> SessionPlan:
    return plan_session(loaded, loaded.guide.sessions[0], edition)  # type: ignore[arg-type]


# The library


@pytest.mark.parametrize("name", shared_protocols())
def test_a_shared_protocol_is_right_and_whole(name: str) -> None:
    protocol = shared_protocol(name)
    assert protocol.kinds and protocol.people and protocol.watch and protocol.access
    assert protocol.online and protocol.source


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("fishbowl", "15 + 15 + 10 = 40 minutes"),
        ("four-as", "8 + 8 + 4 + 4 people × 5 = 40 minutes"),
        ("jigsaw", "10 + 8 + 7 = 25 minutes"),
        ("pairs-first", "3 minutes, and ½ for each pair"),
        ("save-the-last-word", "4 people × 7 = 28 minutes"),
        ("structured-academic-controversy", "5 + 10 + 10 + 10 + 5 = 40 minutes"),
    ],
)
def test_the_time_formula_of_the_shared_protocols(name: str, formula: str) -> None:
    assert time_formula(shared_protocol(name)) == formula
    assert set(shared_protocols()) >= {name}


def made(*steps: str, group: int | None = None) -> Protocol:
    """A protocol of steps such as `5`, `2 person`, `½ group`, `10/8` with a short form of 8."""
    rows = []
    for step in steps:
        minutes, _, each = step.replace("½", "0.5").partition(" ")
        usual, _, short = minutes.partition("/")
        rows.append({"does": "Talk.", "minutes": usual, "short": short or None, "each": each or None})
    return Protocol.model_validate({"id": "p", "title": "P", "about": "A.", "group": group, "steps": rows})


@pytest.mark.parametrize(
    ("protocol", "formula", "with_four", "with_fifteen", "short"),
    [
        (made("5"), "5 minutes", 5, 5, 5),
        (made("5", "½"), "5 + ½ = 5½ minutes", 5.5, 5.5, 5.5),
        (made("10/8", "5"), "10 + 5 = 15 minutes", 15, 15, 13),
        (made("1 person", "2 person", group=4), "4 people × 3 = 12 minutes", 12, 12, 12),
        (made("2", "3 person", group=5), "2 + 5 people × 3 = 17 minutes", 14, 17, 14),
        (made("2", "1 person"), "2 + n people × 1 minutes, where n is the number of people", 6, 17, 6),
        (made("3", "1½ group".replace("1½", "1.5"), group=3), "3 minutes, and 1½ for each small group", 4.5, 10.5, 4.5),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_time_a_protocol_takes(
    protocol: Protocol, formula: str, with_four: float, with_fifteen: float, short: float
) -> None:
    assert time_formula(protocol) == formula
    assert [protocol.takes(4), protocol.takes(15), protocol.takes(4, short=True)] == [with_four, with_fifteen, short]


# In a guide


@pytest.mark.parametrize("written", ["pairs-first", "Pairs first", "pairs first"])
def test_a_question_names_a_shared_protocol(tmp_path: Path, written: str) -> None:
    plan = planned(talking(tmp_path, written))
    assert plan.questions[0].protocol == "Pairs first"
    assert [(one.title, one.questions, one.takes) for one in plan.protocols] == [
        ("Pairs first", ("Q1",), "3 minutes, and ½ for each pair")
    ]
    assert plan.protocols[0].sizes == (("4", "4"), ("8", "5"), ("15", "6½"), ("25", "9"))


def test_a_question_says_in_its_own_words_how_to_talk(tmp_path: Path) -> None:
    plan = planned(talking(tmp_path, "Round the circle."))
    assert (plan.questions[0].protocol, plan.protocols) == ("Round the circle.", ())


def test_a_guides_own_protocol_goes_before_the_shared_one(tmp_path: Path) -> None:
    own = "pairs-first: {title: Our pairs, about: Ours., steps: {does: Talk., minutes: 2}}"
    loaded = talking(
        tmp_path, "pairs-first", **{"protocols.yaml": own.replace("{does", "[{does").replace("2}}", "2}]}")}
    )
    assert planned(loaded).questions[0].protocol == "Our pairs"


def test_what_a_facilitator_watches_for_is_not_in_the_handout(tmp_path: Path) -> None:
    loaded = talking(tmp_path, "pairs-first")
    handout, copy = planned(loaded).protocols[0], planned(loaded, "facilitator").protocols[0]
    assert (handout.watch, handout.online, handout.source) == ((), "", "")
    assert copy.watch and copy.online and copy.source
    assert handout.steps == copy.steps


@pytest.mark.parametrize(
    ("written", "meant"),
    [("pairs-frist", "pairs-first"), ("fishbow", "fishbowl"), ("Jigsw", "jigsaw"), ("pairsfirst", "pairs-first")],
)
def test_a_misspelt_protocol_is_told_with_the_nearest(tmp_path: Path, written: str, meant: str) -> None:
    core = BASE["questions/core.yaml"].replace("?, minutes: 5}", f"?, minutes: 8, protocol: {written}}}")
    assert told(problems_of(tmp_path, **{"questions/core.yaml": core})) == [
        f"questions/core.yaml [{written}] there is no protocol “{written}” | did you mean “{meant}”?"
    ]


@pytest.mark.parametrize(
    ("protocol", "minutes", "expected"),
    [
        ("pairs-first", 4, ""),
        ("pairs-first", 3, "question “q-open” has 3 minutes, and Pairs first takes 4 at least, with 4 people"),
        ("fishbowl", 28, ""),
        ("fishbowl", 27, "question “q-open” has 27 minutes, and Fishbowl takes 28 at least, with 4 people"),
        ("In pairs.", 1, ""),
    ],
)
def test_a_protocol_has_its_minutes(tmp_path: Path, protocol: str, minutes: int, expected: str) -> None:
    found = [one.message for one in check_guide(talking(tmp_path, protocol, minutes)) if one.rule == "protocol"]
    assert found == ([expected] if expected else [])


def test_a_guide_can_be_made_without_any(tmp_path: Path) -> None:
    assert planned(load(tmp_path)).protocols == ()


def test_a_large_group_needs_more_minutes_for_a_round(tmp_path: Path) -> None:
    loaded = talking(tmp_path, "pairs-first", 6)
    large = replace(loaded, guide=loaded.guide.model_copy(update={"group": 25}))
    assert [one.rule for one in check_guide(loaded) if one.rule == "protocol"] == []
    assert [
        "takes 9 at least, with 25 people" in one.message for one in check_guide(large) if one.rule == "protocol"
    ] == [True]
