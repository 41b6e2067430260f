"""Questions in spreadsheets: side by side in exchange_table_cases.md; round trips; nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from moot.exchange.cells import guarded, unguarded
from moot.exchange.table import COLUMNS, ENCODING, KNOWN, questions_in_table, questions_to_table
from moot.guide.question import Question
from moot.guide.words import KINDS
from moot.load.guide_folder import load_guide
from moot.problems import GuideProblems, Problem, printed
from moot.resources import shipped_guides
from moot.text.decode import clean

CASES = read_cases(Path(__file__).parent / "exchange_table_cases.md")
NAME = "questions.csv"


def told(questions: list[dict[str, Any]], problems: tuple[Problem, ...]) -> str:
    """Every question on lines of its own, then the problems."""
    rows = []
    for question in questions:
        fields = [f"{key}: {_shown(value)}" for key, value in question.items() if key not in {"id", "look_fors"}]
        fields += [
            f"look_for: {', '.join(f'{key}: {words}' for key, words in one.items())}"
            for one in question.get("look_fors", ())
        ]
        rows += [question.get("id", "(no id)"), *(f"  {field}" for field in fields)]
    return "\n".join([*rows, *map(printed, problems)])


def _shown(value: Any) -> str:
    return " | ".join(value).replace("\n", "⏎") if isinstance(value, list) else str(value)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    (encoding,) = case.kinds.values()
    content = bytes.fromhex(case.input) if encoding == "hex" else case.input.replace("\n", "\r\n").encode(encoding)
    try:
        questions, problems = questions_in_table(content, NAME)
    except GuideProblems as refused:
        compare(case, f"refused\n{refused}")
        return
    for question in questions:
        Question.model_validate({"id": "made", **question})
    compare(case, told(questions, problems))


def test_the_columns_are_the_fields_of_a_question() -> None:
    assert set(KNOWN) == set(Question.model_fields)
    assert len(set(COLUMNS)) == len(COLUMNS)


def back(questions: list[Question], encoding: str | None = None) -> list[Question]:
    """The questions once they have been to a spreadsheet; fails where anything is said about them."""
    table = questions_to_table(questions)
    data, problems = questions_in_table(table.encode(encoding) if encoding else table, NAME)
    assert problems == ()
    return [Question.model_validate(one) for one in data]


@cache
def shipped(name: str) -> list[Question]:
    return list(load_guide(shipped_guides()[name], name=name).guide.questions.values())


@pytest.mark.parametrize("encoding", [None, ENCODING, "utf-16"])
def test_shipped_questions_come_back_as_they_were(encoding: str | None) -> None:
    count = 0
    for name in shipped_guides():
        questions = shipped(name)
        assert back(questions, encoding) == questions
        count += len(questions)
    assert count > 100


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_a_spreadsheet_may_write_it_anew(delimiter: str) -> None:
    """Other separators, every cell in quotation marks, the columns in another order."""
    questions = shipped("reading-a-polemic")
    rows = list(csv.reader(io.StringIO(questions_to_table(questions), newline="")))
    anew = io.StringIO()
    writer = csv.writer(anew, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([*reversed(row), ""] for row in rows)
    data, problems = questions_in_table(anew.getvalue(), NAME)
    assert problems == ()
    assert [Question.model_validate(one) for one in data] == questions


# What people write, and what tables, formulas and our own signs are made of. Prose holds no control characters.
_PROSE = st.text(
    st.sampled_from(list("abn Äж¶’'\"=+-@,;|\\\n\t#0.")) | st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]),
    max_size=25,
).map(lambda text: f"{text}x".strip())
_CELL = _PROSE.map(lambda text: text.replace("\t", " "))
_ID = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)
_LOOK_FOR = st.fixed_dictionaries({"says": _CELL}, optional={"ref": _CELL, "side": _ID})
_QUESTION = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "ask": _CELL},
    optional={
        "section": _ID,
        "setup": _CELL,
        "note": _CELL,
        "protocol": _CELL,
        "refs": st.lists(_CELL, max_size=3),
        "probes": st.lists(_CELL, max_size=3),
        "readings": st.lists(_ID, max_size=3),
        "claims": st.lists(_ID, max_size=3),
        "tags": st.lists(_ID, max_size=3),
        "level": st.lists(st.sampled_from(["plain", "standard", "seminar"]), min_size=1, max_size=3),
        "best_case": st.sampled_from(["for", "against"]),
        "minutes": st.integers(1, 120),
        "priority": st.sampled_from(["must", "should", "if-time"]),
        "look_fors": st.lists(_LOOK_FOR, max_size=3),
        "answer_space": st.sampled_from(["none", "rest", "6 lines", "1 line", "4"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_ID, _QUESTION, max_size=4), st.sampled_from([None, ENCODING]))
def test_any_question_comes_back_as_it_was(found: dict[str, dict[str, Any]], encoding: str | None) -> None:
    questions = [Question.model_validate({"id": name, **data}) for name, data in found.items()]
    if encoding:  # a file loses invisible characters, and its letters get their usual form, as in all our texts
        table = questions_to_table(questions).replace("\r\n", "\n")
        assume(clean(table) == (table, 0))
    assert back(questions, encoding) == questions


def test_signs_of_our_own_within_a_list() -> None:
    look_for = {"says": "a\\|b|c\\n", "ref": "a|b\\", "side": "s"}
    data = {"id": "q", "kind": "closing", "ask": "Why?", "probes": ["a\\nb", "a\nb", "\\\\", "\\|"]}
    question = Question.model_validate({**data, "look_fors": [look_for, {"says": "|"}, {"says": "\\|"}]})
    assert back([question]) == [question]


def test_a_mark_at_the_start_of_text() -> None:
    assert questions_in_table("\ufeffask,kind\nWhy?,closing", NAME) == ([{"ask": "Why?", "kind": "closing"}], ())


@given(st.text(st.sampled_from(list("'=+-@ab\t\r")), max_size=6))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(text)) == text


def test_every_exported_cell_is_guarded() -> None:
    data = {"id": "q", "kind": "closing", "ask": "=1+1", "setup": "+1", "note": "-1", "protocol": "@x", "probes": "=a"}
    question = Question.model_validate({**data, "refs": ["-¶1", "=b"], "look_fors": [{"says": "=HYPERLINK(1)"}]})
    table = list(csv.reader(io.StringIO(questions_to_table([question]), newline="")))
    assert [cell for cell in table[1] if cell[:1] in {"=", "+", "-", "@"}] == []
    assert sum(cell.startswith("'") for cell in table[1]) == 7
    assert back([question]) == [question]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["ask", "kind", "closing", "id", "q", ",", ";", "\t", "\n", '"', "'", "\0", "|", "=", "x"])
    )
)
def test_nothing_else_is_ever_raised(pieces: list[str]) -> None:
    text = "".join(pieces)
    for content in (text, text.encode(), f"kind,ask,look_fors\nclosing,Why?,{text}"):
        try:
            questions, _ = questions_in_table(content, NAME)
        except GuideProblems as refused:
            assert len(refused.problems) == 1
            continue
        for question in questions:
            Question.model_validate({"id": "made", **question})


HOSTILE: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "larger than 5 MB": (lambda: "ask\n" + "x" * 5_000_000, "larger than 5 MB"),
    "larger than 5 MB, in bytes": (lambda: b"ask\n" + b"x" * 5_000_000, "larger than 5 MB"),
    "too many rows": (lambda: "kind,ask\n" + "closing,Why?\n" * 10_002, "more than 10,000 rows"),
    "NULs": (lambda: b"kind,ask\n\0\0\0", "not a text file"),
    "an Excel file": (lambda: b"PK\x03\x04xxxx", "Excel"),
    "nothing": (lambda: b"", "empty"),
    "only separators": (lambda: ",,,\n;;;\n", "“ask”"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_with_one_message(name: str) -> None:
    content, words = HOSTILE[name]
    with pytest.raises(GuideProblems) as refused:
        questions_in_table(content(), NAME)
    (problem,) = refused.value.problems
    assert words in problem.message and problem.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kind,ask\nclosing,Why?\nclosing," + "x" * 200_000, "a cell has more than 130,000 characters"),
        ("kind,ask\nclosing,Why?\nclosing," + "x" * 50_000, "more than 20000 characters"),
        ("kind,ask\nclosing,Why?\nclosing," + '"' + "x\n" * 9_000, "a quotation mark is not closed"),
    ],
)
def test_what_stands_before_is_still_taken(text: str, words: str) -> None:
    questions, (problem,) = questions_in_table(text, NAME)
    assert len(questions) == 1
    assert words in problem.message and "row 3" in problem.message
