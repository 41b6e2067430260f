"""Which questions stay when a meeting is shorter or longer than planned."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moot.guide.question import Question
from moot.guide.words import phase_of
from moot.load.guide_folder import load_guide
from moot.plan.agenda import BACK_TO_FOCUS, Asked, agenda_of, can_lose, fixed_parts, least_buffer
from moot.plan.fit import Fit, fit
from moot.plan.order import numbered_questions
from moot.resources import shipped_guides


def asked(rows: str) -> list[Asked]:
    """Questions of rows such as `interpretive 8 must`, or `counterpoint 8 must for`."""
    questions = []
    for number, row in enumerate(rows.strip().splitlines(), 1):
        kind, minutes, priority, *case = row.split()
        data = {"id": f"q{number}", "section": "a", "kind": kind, "ask": "What?", "minutes": int(minutes)}
        best = {"best_case": case[0]} if case else {}
        questions.append((f"Q{number}", Question.model_validate({**data, "priority": priority, **best})))
    return questions


NINETY = """
opening        6 must
factual        6 should
sourcing       7 should
interpretive   9 must
interpretive   6 should
corroboration 11 must
corroboration  8 if-time
counterpoint   8 must    for
counterpoint   8 must    against
evaluative     4 should
closing        4 should
"""


def told(found: Fit) -> str:
    """`Q1 6, Q2 4*; without Q3`: the star marks what has fewer minutes than planned."""
    kept = [f"{label} {one.time}{'*' if label in found.shortened else ''}" for label, one in found.kept]
    return f"{', '.join(kept)}; without {', '.join(label for label, _ in found.dropped)}"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (120, "Q1 6, Q2 6, Q3 7, Q4 9, Q5 6, Q6 11, Q7 8, Q8 8, Q9 8, Q10 4, Q11 4; without "),
        (90, "Q1 6, Q2 6, Q3 7, Q4 9, Q5 6, Q6 11, Q8 8, Q9 8, Q10 4, Q11 4; without Q7"),
        (75, "Q1 6, Q3 7, Q4 9, Q5 6, Q6 11, Q8 8, Q9 8, Q11 4; without Q2, Q7, Q10"),
        (60, "Q1 6, Q2 6, Q4 9, Q6 11, Q8 8, Q9 8, Q11 3*; without Q3, Q5, Q7, Q10"),
        (45, "Q1 4*, Q2 4*, Q4 6*, Q6 8*, Q8 6*, Q9 6*, Q11 3*; without Q3, Q5, Q7, Q10"),
    ],
)
def test_what_is_asked_in_so_many_minutes(minutes: int, expected: str) -> None:
    assert told(fit(minutes, asked(NINETY))) == expected


def test_evidence_stays_where_not_every_part_can() -> None:
    rows = "opening 5 should\nfactual 6 should\ninterpretive 8 should\ncounterpoint 7 should for"
    rows += "\ncounterpoint 7 should against\nclosing 4 should"
    assert told(fit(30, asked(rows))) == "Q3 8, Q4 5*, Q5 5*, Q6 4; without Q1, Q2"


def test_a_question_planned_if_there_is_time_is_planned_once_there_is() -> None:
    kept = dict(fit(120, asked(NINETY)).kept)
    assert kept["Q7"].priority == "should"


def test_a_best_case_is_never_alone() -> None:
    found = fit(30, asked("counterpoint 8 should for\ncounterpoint 8 should against\ninterpretive 14 must"))
    assert told(found) == "Q3 14; without Q1, Q2"


def test_a_protocol_keeps_its_minutes() -> None:
    rows = asked("interpretive 28 must\ninterpretive 20 must")
    assert told(fit(60, rows, {"q1": 28})) == "Q1 28, Q2 14*; without "


def test_musts_that_do_not_fit_are_all_kept_and_it_is_said() -> None:
    found = fit(45, asked("interpretive 30 must\ncounterpoint 30 must\nopening 5 should"))
    assert told(found) == "Q1 20*, Q2 20*; without Q3"
    assert found.over == 20 + 20 + BACK_TO_FOCUS - (45 - sum(fixed_parts(45)) - least_buffer(45))


# Against a search through every choice


QUESTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["opening", "factual", "interpretive", "corroboration", "counterpoint", "evaluative", "closing"]
        ),
        st.integers(3, 20),
        st.sampled_from(["must", "should", "should", "if-time"]),
    ),
    min_size=1,
    max_size=6,
)


PARTS = {"opening": 1, "factual": 2, "interpretive": 3, "counterpoint": 4, "closing": 1}


def goodness(minutes: int, questions: list[Asked], options: tuple[int, ...]) -> tuple[int, ...] | None:
    """The aims of `fit` for one choice, written down a second time; None for one that is not allowed."""
    worth = {"counterpoint": 5, "corroboration": 5, "interpretive": 3, "evaluative": 1}
    times, phases, taken, value, extra = [], set(), 0, 0, 0
    for (_, question), option in zip(questions, options, strict=True):
        less = can_lose(question) if option == 1 else 0
        if (option == 1 and not less) or (option == 0 and question.priority == "must"):
            return None
        if not option:
            continue
        times.append(question.time - less)
        taken += less
        if question.priority != "if-time":
            phases.add(phase_of(question.kind))
        value += worth.get(question.kind, 2) if question.priority == "should" else 0
        extra += question.priority == "if-time"
    closed = any(o and q.kind == "closing" for (_, q), o in zip(questions, options, strict=True))
    room = minutes - sum(fixed_parts(minutes)) - least_buffer(minutes)
    if sum(times) + (0 if closed else BACK_TO_FOCUS) > room:
        return None
    inward = {one for one in phases if one != phase_of("evaluative")}
    # a closing question planned only if there is time closes the meeting as well
    inward |= {phase_of("closing")} if closed else set()
    parts = {phase_of(kind): worth for kind, worth in PARTS.items()}
    return sum(parts[one] for one in inward), -taken, value, extra, sum(times)


@settings(max_examples=150, deadline=None)
@given(QUESTIONS, st.sampled_from([30, 45, 60]))
def test_no_choice_is_better(rows: list[tuple[str, int, str]], minutes: int) -> None:
    questions = asked("\n".join(f"{kind} {time} {priority}" for kind, time, priority in rows))
    found = fit(minutes, questions)
    kept = dict(found.kept)
    options = tuple(0 if label not in kept else 1 if label in found.shortened else 2 for label, _ in questions)
    scores = [goodness(minutes, questions, one) for one in itertools.product(range(3), repeat=len(questions))]
    allowed = [score for score in scores if score is not None]
    if found.over:
        assert not allowed
    else:
        assert goodness(minutes, questions, options) == max(allowed)


@pytest.mark.parametrize("name", shipped_guides())
def test_every_shipped_session_can_be_run_in_other_lengths(name: str) -> None:
    guide = load_guide(shipped_guides()[name], name=name).guide
    for session in guide.sessions:
        questions = numbered_questions(guide, session)
        for minutes in (45, 60, 90, 120):
            found = fit(minutes, questions)
            agenda = agenda_of(minutes, found.kept)
            assert found.over == 0, f"{session.id} in {minutes} minutes"
            assert sum(item.minutes for item in agenda.items) == minutes
            assert agenda.spare >= least_buffer(minutes)
