"""Problems as people see them: safe for a terminal, short enough, the caret where it belongs."""

from __future__ import annotations

import pickle
import unicodedata

import pytest

from moot.problems import GuideProblems, Problem, nearest, printed, shown, sorted_problems


def lines(problem: Problem) -> list[str]:
    return printed(problem).split("\n")


def test_printed_in_full() -> None:
    hint = "did you mean “minutes”?"
    problem = Problem("guide.yaml", 6, 5, "unknown key “minuts”", hint, "", "error", "    minuts: 5", 6)
    assert printed(problem) == (
        "guide.yaml:6:5: unknown key “minuts”\n 6 |     minuts: 5\n   |     ^^^^^^\n    help: did you mean “minutes”?"
    )


@pytest.mark.parametrize(
    ("line", "column", "place"), [(0, 0, "a.yaml: m"), (3, 0, "a.yaml:3: m"), (3, 2, "a.yaml:3:2: m")]
)
def test_place(line: int, column: int, place: str) -> None:
    assert printed(Problem("a.yaml", line, column, "m")) == place


def test_severity_is_named_unless_it_is_an_error() -> None:
    assert printed(Problem("a", 0, 0, "m", severity="warning")) == "a: warning: m"


# --- the caret ---


@pytest.mark.parametrize(
    ("source", "column", "width", "caret"),
    [
        pytest.param("a: b", 4, 1, "   ^", id="plain"),
        pytest.param("\ta: b", 2, 1, " ^", id="tab"),
        pytest.param("日本: b", 5, 1, "      ^", id="wide"),
        pytest.param("日本: b", 1, 2, "^^^^", id="wide and marked"),
        pytest.param("e\u0301: b", 5, 1, "   ^", id="accent"),
        pytest.param("\x1b: b", 4, 1, " " * 10 + "^", id="hidden"),
        pytest.param("\x1b: b", 1, 1, "^" * 8, id="hidden and marked"),
        pytest.param("a: b", 9, 3, "    ^", id="past the end"),
        pytest.param("a: b", 4, 50, "   ^", id="too wide"),
    ],
)
def test_caret(source: str, column: int, width: int, caret: str) -> None:
    assert lines(Problem("a", 1, column, "m", source=source, width=width))[2] == "   | " + caret


@pytest.mark.parametrize("column", [1, 40, 150, 299, 300])
def test_long_line_is_cut_around_the_caret(column: int) -> None:
    source = "".join(chr(0x4DC0 + i % 64) for i in range(300)).translate({0x4DC0 + i: 0x100 + i for i in range(64)})
    _, line, caret = lines(Problem("a", 1, column, "m", source=source))
    assert len(line) <= 110
    assert line[caret.index("^")] == source[column - 1]


# --- nothing of a guide reaches the terminal raw ---


def test_shown() -> None:
    assert shown("a\x1b]0;\u202eb\u2066\x9b\ud800\u2028\x7f") == (
        "a<U+001B>]0;<U+202E>b<U+2066><U+009B><U+D800><U+2028><U+007F>"
    )
    assert shown("é ¶ “日本” \u200dن\u200c \u00ad\n\t") == "é ¶ “日本” \u200dن\u200c \u00ad\n\t"


def test_every_field_is_shown_safely() -> None:
    evil = "\x1b]0;x\x07\u202e\r\n"
    text = printed(Problem(evil, 1, 2, evil, evil, evil, "error", evil, 3))
    assert not {c for c in text if unicodedata.category(c) in ("Cc", "Cf")} - {"\n"}


def test_a_quoted_line_break_cannot_look_like_a_message() -> None:
    forged = "m\nfine.yaml:1:1: ok"
    text = printed(Problem(forged, 1, 1, forged, forged, source=forged))
    assert [row for row in text.split("\n")[1:] if not row.startswith(" ")] == []


def test_message_without_end_is_cut() -> None:
    assert len(printed(Problem("a", 1, 1, "m" * 10**6, "h" * 10**6, source="s" * 10**6, width=10**6))) < 5_000


# --- lists of problems ---


def test_sorted_once_each() -> None:
    first, second, third = Problem("a", 1, 2, "m"), Problem("a", 10, 1, "m"), Problem("b", 0, 0, "m")
    assert sorted_problems([third, second, first, second]) == (first, second, third)


def test_guide_problems_print_all_and_travel_between_processes() -> None:
    error = GuideProblems([Problem("b", 0, 0, "two"), Problem("a", 0, 0, "one")])
    assert str(error) == "a: one\nb: two"
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


# --- suggestions ---


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("minuts", "minutes"),
        ("Minutes", "minutes"),
        ("cafe\u0301", "café"),
        ("colour", ""),
        ("", ""),
        ("minutes", "minutes"),
    ],
)
def test_nearest(name: str, meant: str) -> None:
    assert nearest(name, ["minutes", "café", "probes"]) == meant


def test_nearest_of_nothing_and_of_something_endless() -> None:
    assert nearest("minutes", []) == ""
    assert nearest("ab" * 1_000_000, ["ab" * 1_000_000]) == ""
