"""Finding one's place: from questions and claims to their passages, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import TEXT, load
from moot.plan.session import plan_session
from moot.plan.view import SessionPlan


@pytest.fixture
def without_text(tmp_path: Path) -> SessionPlan:
    loaded = load(tmp_path / "without")
    return plan_session(loaded, loaded.guide.sessions[0], "participant")


@pytest.fixture
def with_text(tmp_path: Path) -> SessionPlan:
    loaded = load(tmp_path / "with", **{"text.md": TEXT})
    return plan_session(loaded, loaded.guide.sessions[0], "participant")


def test_a_reference_leads_to_its_paragraph_where_the_text_is_printed(with_text: SessionPlan) -> None:
    fact = next(question for question in with_text.questions if question.id == "q-fact")
    assert [(one.text, one.place, one.first, one.last) for one in fact.passages] == [("¶1", "p1", 1, 1)]
    assert [one.place for one in with_text.claims[0].passages] == ["p1"]


def test_without_a_copy_of_the_text_it_leads_to_the_section(without_text: SessionPlan) -> None:
    fact = next(question for question in without_text.questions if question.id == "q-fact")
    assert [(one.place, one.first) for one in fact.passages] == [("section-rise", None)]
    assert fact.refs == tuple(one.text for one in fact.passages)


def test_every_paragraph_knows_who_asks_about_it(with_text: SessionPlan, without_text: SessionPlan) -> None:
    asked = {block.number: [one.label for one in block.asked] for block in with_text.sections[0].blocks if block.asked}
    fact = next(question for question in with_text.questions if question.id == "q-fact")
    assert asked[1] == ["Claim 1", fact.label]
    assert with_text.sections[0].asked == ()
    assert {one.label for one in without_text.sections[0].asked} >= {"Claim 1", fact.label}


def test_every_place_that_is_led_to_is_on_the_pages(with_text: SessionPlan, without_text: SessionPlan) -> None:
    for plan in (with_text, without_text):
        known = {f"section-{section.id}" for section in plan.sections}
        known |= {f"p{block.number}" for section in plan.sections for block in section.blocks}
        known |= {one.place for one in (*plan.questions, *plan.claims)}
        led_to = {passage.place for one in (*plan.questions, *plan.claims) for passage in one.passages if passage.place}
        led_to |= {one.place for section in plan.sections for one in section.asked}
        led_to |= {one.place for section in plan.sections for block in section.blocks for one in block.asked}
        assert led_to and led_to <= known


def test_what_another_session_reads_is_no_place_here(tmp_path: Path) -> None:
    questions = "- {id: far, section: rise, kind: factual, ask: What of the fall?, refs: [fall ¶1]}"
    loaded = load(tmp_path, **{"questions/core.yaml": questions})
    plan = plan_session(loaded, loaded.guide.sessions[0], "participant")
    assert [one.place for one in plan.questions[0].passages] == [""]
