"""How a meeting's minutes are spent, and what goes first when it runs late."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moot.guide.question import Question
from moot.guide.words import KINDS
from moot.plan.agenda import Asked, agenda_of, best_case_minutes, cut_plan, least_buffer

EVIDENCE = {"corroboration", "counterpoint"}


def asked(*rows: str) -> list[Asked]:
    """Questions from lines such as `interpretive 8 must`, `counterpoint 7 should for`; labels by their place."""
    questions = []
    for number, row in enumerate(rows, 1):
        kind, minutes, priority, *side = row.split()
        fields = {"id": f"q{number}", "kind": kind, "ask": "What?", "minutes": minutes, "priority": priority}
        questions.append((f"Q{number}", Question.model_validate(fields | ({"best_case": side[0]} if side else {}))))
    return questions


NINETY = asked(
    "opening 8 must", "factual 6 should", "sourcing 6 should", "interpretive 9 must", "interpretive 8 should",
    "corroboration 10 should", "counterpoint 7 should for", "counterpoint 7 should against", "evaluative 8 should",
    "application 6 if-time", "closing 4 should",
)  # fmt: skip


def printed(minutes: int, questions: list[Asked], start: str | None = None) -> list[str]:
    items = agenda_of(minutes, questions, start).items
    return [
        " ".join([*([item.clock] if start else []), str(item.minutes), item.label, *item.questions]) for item in items
    ]


def test_ninety_minutes_with_the_clock() -> None:
    assert printed(90, NINETY, "19:00") == [
        "19:00 5 Welcome, ground rules, focus question",
        "19:05 8 Opening round Q1",
        "19:13 12 The text and its sources Q2 Q3",
        "19:25 17 What does it mean? Q4 Q5",
        "19:42 5 Break",
        "19:47 24 Evidence and counterpoint Q6 Q7 Q8",
        "20:11 8 Weighing it Q9",
        "20:19 4 Back to the focus question Q11",
        "20:23 3 Exit ticket, next time",
        "20:26 4 Buffer",
    ]


def test_clock_times_run_past_midnight() -> None:
    assert printed(45, asked("interpretive 20 must"), "23:50") == [
        "23:50 3 Welcome, ground rules, focus question",
        "23:53 20 What does it mean? Q1",
        "0:13 5 Back to the focus question",
        "0:18 3 Exit ticket, next time",
        "0:21 14 Buffer",
    ]


def test_what_is_asked_if_there_is_time_is_not_counted() -> None:
    agenda = agenda_of(90, NINETY)
    assert agenda.if_time == ("Q10",)
    assert "Q10" not in [label for item in agenda.items for label in item.questions]
    assert (agenda.planned, agenda.spare) == (86, 4)


@pytest.mark.parametrize(
    ("minutes", "break_"), [(45, 0), (60, 0), (74, 0), (75, 5), (90, 5), (104, 5), (120, 10), (240, 10)]
)
def test_meetings_of_an_hour_and_a_quarter_have_a_break(minutes: int, break_: int) -> None:
    agenda = agenda_of(minutes, NINETY)
    assert sum(item.minutes for item in agenda.items if item.label == "Break") == break_ == agenda.pause


ORDERS = """
    interpretive counterpoint closing        > interpretive BREAK counterpoint closing
    opening factual interpretive closing     > opening factual BREAK interpretive closing
    evaluative factual counterpoint closing  > evaluative factual BREAK counterpoint closing
    counterpoint interpretive closing        > counterpoint BREAK interpretive closing
    interpretive                             > interpretive BREAK back
                                             > own BREAK own back
    """


@pytest.mark.parametrize("row", [line.strip(" ") for line in ORDERS.strip("\n").splitlines()[:-1]])
def test_the_agenda_keeps_the_order_of_the_session(row: str) -> None:
    kinds, expected = (part.split() for part in row.split(">"))
    questions = asked(*(f"{kind} 8 must" for kind in kinds))
    by_label = {label: question.kind for label, question in questions}
    parts = agenda_of(90, questions).items[1:-2]
    assert [
        {"Break": "BREAK", "Our own questions": "own"}.get(item.label)
        or " ".join(by_label[label] for label in item.questions)
        or "back"
        for item in parts
    ] == expected


def test_every_question_is_in_the_agenda_once_in_its_order() -> None:
    mixed = asked("counterpoint 5 must", "opening 5 must", "counterpoint 5 must", "closing 5 must", "factual 5 must")
    assert [label for item in agenda_of(60, mixed).items for label in item.questions] == ["Q1", "Q2", "Q3", "Q4", "Q5"]


ROWS = st.lists(
    st.builds(
        lambda kind, minutes, priority, side: f"{kind} {minutes} {priority}{side if kind in EVIDENCE else ''}",
        st.sampled_from([kind for kind in KINDS if kind != "focus"]),
        st.integers(1, 30),
        st.sampled_from(["must", "should", "if-time"]),
        st.sampled_from(["", "", " for", " against"]),
    ),
    max_size=12,
)


@given(rows=ROWS, minutes=st.integers(15, 480))
def test_the_minutes_of_the_parts_are_those_of_the_meeting(rows: list[str], minutes: int) -> None:
    agenda = agenda_of(minutes, asked(*rows), "19:00")
    total = sum(item.minutes for item in agenda.items)
    assert total == (minutes if agenda.spare >= 0 else minutes - agenda.spare)
    assert all(item.minutes > 0 and item.clock for item in agenda.items)


@pytest.mark.parametrize(("minutes", "buffer"), [(15, 2), (45, 2), (50, 2), (51, 3), (60, 3), (90, 4), (120, 5)])
def test_the_buffer_is_four_percent(minutes: int, buffer: int) -> None:
    assert least_buffer(minutes) == buffer


# Ten minutes late


def cuts(minutes: int, questions: list[Asked], late: int = 10) -> list[str]:
    steps = cut_plan(agenda_of(minutes, questions), questions, late)
    return [f"{step.label} ({step.saves}, {step.total})" for step in steps]


def test_the_usual_cut_plan() -> None:
    assert cuts(90, NINETY) == ["Use up the buffer (4, 4)", "Drop Q9 (evaluative) (8, 12)"]


def test_half_an_hour_late() -> None:
    assert cuts(90, NINETY, 45) == [
        "Use up the buffer (4, 4)",
        "Drop Q9 (evaluative) (8, 12)",
        "Drop Q5 (interpretive) (8, 20)",
        "Drop Q2 (factual) (6, 26)",
        "Drop Q3 (sourcing) (6, 32)",
        "Drop Q11 (closing) (4, 36)",
        "Give Q4 (interpretive) 6 minutes instead of 9 (3, 39)",
        "Give Q1 (opening) 6 minutes instead of 8 (2, 41)",
        "Give Q6 (corroboration) 7 minutes instead of 10 (3, 44)",
        "Drop Q6 (corroboration) (7, 51)",
    ]


def test_where_everything_is_a_must_it_gets_shorter_and_both_sides_alike() -> None:
    questions = asked(
        "opening 5 must", "interpretive 9 must", "corroboration 9 must",
        "counterpoint 7 must for", "counterpoint 7 must against", "closing 3 must",
    )  # fmt: skip
    assert cuts(48, questions) == [
        "Use up the buffer (2, 2)",
        "Give Q2 (interpretive) 6 minutes instead of 9 (3, 5)",
        "Give Q1 (opening) 4 minutes instead of 5 (1, 6)",
        "Give Q3 (corroboration) 6 minutes instead of 9 (3, 9)",
        "Take 2 minutes from each of Q4 and Q5 (4, 13)",
    ]


def test_a_must_moves_to_the_next_meeting_before_the_meeting_gets_longer() -> None:
    questions = asked("interpretive 5 must", "factual 4 must", "counterpoint 5 must")
    assert cuts(27, questions) == [
        "Use up the buffer (2, 2)",
        "Give Q1 (interpretive) 4 minutes instead of 5 (1, 3)",
        "Give Q2 (factual) 3 minutes instead of 4 (1, 4)",
        "Give Q3 (counterpoint) 4 minutes instead of 5 (1, 5)",
        "Move Q2 (factual) to the next meeting (3, 8)",
        "Agree with the group to end later (2, 10)",
    ]


def test_a_long_break_gets_shorter_before_a_must_does() -> None:
    questions = asked("interpretive 30 must", "counterpoint 50 must", "closing 10 must")
    assert cuts(120, questions)[:2] == ["Use up the buffer (8, 8)", "Shorten the break to 5 minutes (5, 13)"]


def test_without_questions_there_is_still_an_answer() -> None:
    assert cuts(15, []) == ["Use up the buffer (4, 4)", "Agree with the group to end later (6, 10)"]


@given(rows=ROWS, minutes=st.sampled_from([45, 60, 90, 120]), late=st.integers(1, 60))
def test_the_promises_of_every_cut_plan(rows: list[str], minutes: int, late: int) -> None:
    questions = dict(asked(*rows))
    agenda = agenda_of(minutes, list(questions.items()))
    steps = cut_plan(agenda, list(questions.items()), late)
    named = [[name for name in questions if name in step.label.replace(",", " ").split()] for step in steps]
    # It says how the time is won, whatever there is to drop, and stops once it is.
    assert steps[-1].total >= late
    assert all(step.saves > 0 for step in steps)
    assert all(after.total == before.total + after.saves and before.total < late for before, after in pairwise(steps))
    for step, labels in zip(steps, named, strict=True):
        dropped = [questions[label] for label in labels if step.label.startswith("Drop")]
        # A must is never dropped, nor is a best case, nor the only question on the meaning of the text.
        assert all(one.priority == "should" and not one.best_case for one in dropped)
        # What is asked only if there is time is not in the plan.
        assert all(questions[label].priority != "if-time" for label in labels)
    # Evidence against evidence goes after everything else that can be dropped or shortened.
    evidence = [bool(labels) and questions[labels[0]].kind in EVIDENCE for labels in named]
    rank = [
        (0, 1)[one]
        for one, step in zip(evidence, steps, strict=True)
        if step.label.startswith(("Drop", "Give", "Take"))
    ]
    assert rank == sorted(rank)
    # Both sides lose alike.
    for step, labels in zip(steps, named, strict=True):
        if any(questions[label].best_case for label in labels):
            counted = [name for name, one in questions.items() if one.best_case and one.priority != "if-time"]
            assert labels == counted
            assert step.saves % len(labels) == 0


def test_the_first_question_on_the_meaning_stays() -> None:
    for first, second in product(["should", "must"], repeat=2):
        questions = asked(f"interpretive 9 {first}", f"interpretive 9 {second}")
        dropped = [step.split()[1] for step in cuts(45, questions, 60) if step.startswith("Drop")]
        assert dropped == {"should should": ["Q2"], "should must": ["Q1"], "must should": ["Q2"]}.get(
            f"{first} {second}", []
        )


def test_minutes_of_the_best_cases_are_those_of_the_plan() -> None:
    questions = asked("counterpoint 7 must for", "counterpoint 9 if-time for", "evaluative 6 should against")
    assert (best_case_minutes(questions, "for"), best_case_minutes(questions, "against")) == (7, 6)


def test_evidence_is_shortened_before_it_is_dropped() -> None:
    first = Question.model_validate({"id": "a", "kind": "counterpoint", "ask": "A?", "minutes": 25})
    second = Question.model_validate({"id": "b", "kind": "counterpoint", "ask": "B?", "minutes": 21})
    asked = [("Q1", first), ("Q2", second)]
    labels = [step.label for step in cut_plan(agenda_of(60, asked), asked)]
    assert not any(label.startswith("Drop") for label in labels)
