"""What every section and session of a shipped guide has, so that its readers can rely on it.

The figures are the project's own standard for guides it ships; a group's guide need not have all of this, and
`moot check` does not ask for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from moot.guide.question import Question
from moot.guide.section import Section
from moot.guide.session import Session
from moot.load.guide_folder import Loaded, load_guide
from moot.plan.agenda import best_case_minutes
from moot.plan.order import numbered_questions
from moot.resources import shipped_guides

FIRST = "trotskyism-is-not-leninism"
MAIN_KINDS = {"sourcing", "context", "interpretive", "corroboration", "counterpoint", "evaluative"}
SETS = ("core", "newcomers", "seminar")
GUIDES = shipped_guides()


@cache
def loaded(name: str) -> Loaded:
    return load_guide(GUIDES[name], name=name)


def sections() -> list[tuple[str, str]]:
    folders = [(name, Path(folder, "sections")) for name, folder in GUIDES.items()]
    return [(name, file.stem) for name, folder in folders for file in sorted(folder.glob("*.yaml"))]


def sessions() -> list[tuple[str, str, str]]:
    return [(name, session.id, chosen) for name in GUIDES for session in loaded(name).guide.sessions for chosen in SETS]


def complaints(items: Iterator[str]) -> None:
    found = list(items)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(("guide", "section"), sections())
def test_a_section_is_told_in_plain_words_too(guide: str, section: str) -> None:
    it = loaded(guide).guide.sections[section]
    assert it.summary and it.plain and it.focus
    long = [sentence for sentence in it.plain.replace("?", ".").split(". ") if len(sentence.split()) > 18]
    assert not long, f"long sentences for plain words: {long}"


@pytest.mark.parametrize(("guide", "section"), sections())
def test_a_sections_claims_are_whole(guide: str, section: str) -> None:
    it = loaded(guide).guide.sections[section]
    least = 3 if guide == FIRST else 2
    assert least <= len(it.claims) <= 5, f"{len(it.claims)} claims"
    complaints(_missing_in_claims(it))


def _missing_in_claims(section: Section) -> Iterator[str]:
    for key, claim in section.claims.items():
        for field in ("says", "refs", "holders", "status_source", "evidence", "counterpoint", "test", "settles"):
            if not getattr(claim, field):
                yield f"claim {key} has no {field}"
        if len(claim.concedes) < 2:
            yield f"claim {key} says of fewer than two sides what they grant"
        if not set(claim.concedes) - set(claim.holders):
            yield f"claim {key} says only of its holders what they grant"
        if not set(claim.concedes) & set(claim.holders):
            yield f"claim {key} does not say what its holders grant"


@pytest.mark.parametrize(("guide", "section"), sections())
def test_a_sections_readings_come_from_several_sides(guide: str, section: str) -> None:
    it = loaded(guide).guide.sections[section]
    least = 3 if guide == FIRST else 1
    assert len(it.primary) >= least, f"{len(it.primary)} primary readings"
    assert len(it.counterpoint) >= least, f"{len(it.counterpoint)} counterpoint readings"
    readings = loaded(guide).guide.readings
    sides = {readings[use.reading].position for _, _, use in it.uses()} - {None}
    assert len(sides) >= (3 if guide == FIRST else 2), f"readings from {sorted(map(str, sides))} only"
    if guide == FIRST:
        for role in (it.primary, it.counterpoint):
            assert any(use.need == "required" for use in role), "nothing required among the primary or counterpoints"


@pytest.mark.parametrize(("guide", "section"), sections())
def test_what_has_to_be_read_says_how_long_it_takes(guide: str, section: str) -> None:
    known = loaded(guide).guide.readings
    uses = [use for _, _, use in loaded(guide).guide.sections[section].uses()]
    needed = [use for use in uses if use.need == "required"]
    assert not [use.reading for use in needed if not (use.words or known[use.reading].words)]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_reading_has_a_whole_header(guide: str) -> None:
    complaints(_missing_in_readings(loaded(guide)))


def _missing_in_readings(guide: Loaded) -> Iterator[str]:
    for key, reading in guide.guide.readings.items():
        for field in ("authors", "first_audience", "stake", "says", "confidence"):
            if not getattr(reading, field):
                yield f"reading {key} has no {field}"
        if not (reading.issued or (reading.container and reading.container.year)):
            yield f"reading {key} has no date"
        if reading.confidence in {"page-seen", "recalled"} and not reading.to_check:
            yield f"reading {key} is {reading.confidence}, but does not say what is to be checked"


@pytest.mark.parametrize(("guide", "section"), sections())
def test_a_sections_questions_are_enough_and_whole(guide: str, section: str) -> None:
    questions = [one for one in loaded(guide).guide.questions.values() if one.section == section]
    assert len(questions) >= (6 if guide == FIRST else 3), f"{len(questions)} core questions"
    if guide == FIRST:
        cases = [one.best_case for one in questions if one.best_case]
        assert sorted(cases) == ["against", "for"], f"best cases: {cases}"
    complaints(_missing_in_questions(guide, section))


def _missing_in_questions(guide: str, section: str) -> Iterator[str]:
    for question in loaded(guide).everything.questions.values():
        if question.section != section:
            continue
        if len(question.ask.split()) > 22:
            yield f"{question.id} has {len(question.ask.split())} words"
        if question.kind in MAIN_KINDS:
            yield from _missing_in_main_question(question)


def _missing_in_main_question(question: Question) -> Iterator[str]:
    if not question.refs:
        yield f"{question.id} points to no paragraph"
    if len(question.probes) < 2:
        yield f"{question.id} has {len(question.probes)} probes"
    if len(question.look_fors) < 2:
        yield f"{question.id} has {len(question.look_fors)} answers to listen for"
    if len({answer.side for answer in question.look_fors}) < 2:
        yield f"{question.id} has answers of one side only"
    if not all(answer.ref and answer.side for answer in question.look_fors):
        yield f"{question.id} has an answer without its place or its side"


MIX = (
    {"opening"},
    {"factual", "sourcing", "context"},
    {"interpretive"},
    {"corroboration", "counterpoint"},
    {"closing"},
)
"""Each meeting has at least one of each."""


@pytest.mark.parametrize(("guide", "session", "chosen"), sessions())
def test_a_meeting_has_the_mix_and_hears_both_sides(guide: str, session: str, chosen: str) -> None:
    it = loaded(guide).asking([chosen]).guide
    meeting = next(one for one in it.sessions if one.id == session)
    asked = numbered_questions(it, meeting)
    counted = [question for _, question in asked if question.priority != "if-time"]
    kinds = {question.kind for question in counted}
    assert all(group & kinds for group in MIX), f"only {sorted(kinds)}"
    pro, contra = best_case_minutes(asked, "for"), best_case_minutes(asked, "against")
    assert pro == contra > 0
    assert 4 <= len(counted) <= meeting.minutes // 10 + 2, f"{len(counted)} questions in {meeting.minutes} minutes"


@pytest.mark.parametrize("guide", GUIDES)
def test_a_meetings_reading_is_read_in_an_evening(guide: str) -> None:
    """No more than an hour at 175 words a minute, the pace of slow adult readers, and the text itself."""
    it = loaded(guide).guide
    complaints(f"session {one.id}: {words} words" for one in it.sessions if (words := _required(it, one)) > 60 * 175)


def _required(guide: object, session: Session) -> int:
    from moot.guide.guide import Guide

    assert isinstance(guide, Guide)
    found: dict[str, int] = {}
    total = 0
    for name in session.sections:
        section = guide.sections[name]
        total += section.words or 0
        for _, _, use in section.uses():
            if use.need == "required":
                found[use.reading] = found.get(use.reading, 0) + (use.words or guide.readings[use.reading].words or 0)
    return total + sum(found.values())
