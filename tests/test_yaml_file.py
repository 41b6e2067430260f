"""YAML: what is read, where everything stands, and what people are told when it cannot be read."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from moot.problems import GuideProblems, Problem, printed
from moot.yaml_file import Span, YamlFile, parse_yaml, read_yaml
from moot.yaml_file.parse import _parsed

CASES = read_cases(Path(__file__).parent / "yaml_cases.md")


def complaints(source: bytes) -> tuple[Problem, ...]:
    try:
        return parse_yaml(source, "guide.yaml").warnings
    except GuideProblems as error:
        return error.problems


def _complaints(source: bytes, loader: Any) -> tuple[Problem, ...]:
    try:
        return _parsed(source, "guide.yaml", loader).warnings
    except GuideProblems as error:
        return error.problems


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    problems = complaints(case.input.encode())
    compare(case, "\n".join(printed(problem) for problem in problems) or "Nothing")


# A case's output is written by libyaml's messages; PyYAML's own parser, used where libyaml is missing, must agree.
@pytest.mark.parametrize("case", CASES, ids=str)
def test_case_without_libyaml(case: Case) -> None:
    assert [printed(problem) for problem in _complaints(case.input.encode(), yaml.BaseLoader)] == [
        printed(problem) for problem in complaints(case.input.encode())
    ]


def test_number_that_is_no_character_without_libyaml() -> None:
    (problem,) = _complaints(b'title: "\\U00110000"', yaml.BaseLoader)
    assert problem.line == 1


# --- what is read ---


def test_nothing_is_guessed() -> None:
    source = "[no, yes, 010, 3:16, 2024-05-01, 1.10, 1e3, 0x1F, 'null', ~, null, '', Null, =, true, 1_000]"
    assert parse_yaml(source.encode(), "x").data == [
        *("no", "yes", "010", "3:16", "2024-05-01", "1.10", "1e3", "0x1F", "null", None, None, "", "Null", "="),
        *("true", "1_000"),
    ]


def test_groups_lists_and_blocks() -> None:
    file = parse_yaml(b"a: {b: [c, d]}\ne:\n- f: >-\n    one\n    two\n  g:\n", "x")
    assert file.data == {"a": {"b": ["c", "d"]}, "e": [{"f": "one two", "g": None}]}


@pytest.mark.parametrize(
    "source",
    ["é: ¶\n".encode(), "\ufeffé: ¶\n".encode(), "é: ¶\n".encode("utf-16"), "\ufeffé: ¶\r\n".encode("utf-16-be")],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16 big-endian"],
)
def test_encodings(source: bytes) -> None:
    file = parse_yaml(source, "x")
    assert (file.data, file.lines[0]) == ({"é": "¶"}, "é: ¶")


# --- where it stands ---

PLACES = """\
title: One
"quoted key": 'two'
😀é: "three"
block: |
  four
folded: five
  and six
flow: {a: b, c: [d, "e"]}
empty:
items:
  - seven
  - id: eight
    same: nine
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), None, (1, 1, 10)),
        (("title",), (1, 1, 5), (1, 8, 3)),
        (("quoted key",), (2, 1, 12), (2, 15, 5)),
        (("😀é",), (3, 1, 2), (3, 5, 7)),
        (("block",), (4, 1, 5), (4, 8, 1)),
        (("folded",), (6, 1, 6), (6, 9, 4)),
        (("flow",), (8, 1, 4), (8, 7, 19)),
        (("flow", "a"), (8, 8, 1), (8, 11, 1)),
        (("flow", "c"), (8, 14, 1), (8, 17, 8)),
        (("flow", "c", 1), None, (8, 21, 3)),
        (("empty",), (9, 1, 5), (9, 7, 1)),
        (("items",), (10, 1, 5), (11, 3, 7)),
        (("items", 0), None, (11, 5, 5)),
        (("items", 1), None, (12, 5, 9)),
        (("items", 1, "same"), (13, 5, 4), (13, 11, 4)),
    ],
    ids=str,
)
def test_place_of_each_kind(path: Any, key: Any, value: Any) -> None:
    file = parse_yaml(PLACES.encode(), "x")
    assert (file.keys.get(path), file.values[path]) == (key, value)


def test_places_count_characters_whatever_the_line_breaks() -> None:
    for breaks in ("\n", "\r\n", "\r"):
        file = parse_yaml(breaks.join(["é: ñ", "# ¶", "😀: x", ""]).encode(), "x")
        assert file.values["😀",] == Span(3, 4, 1)
        assert file.lines == ("é: ñ", "# ¶", "😀: x", "")


def placed(file: YamlFile, *path: str | int, on_key: bool = False) -> str:
    return printed(file.problem(path, "here", on_key=on_key)).split("\n", 1)[1]


def test_problem_at_a_value_and_at_its_key() -> None:
    file = parse_yaml(b"items:\n  - ask: Why?\n", "x")
    assert placed(file, "items", 0, "ask") == " 2 |   - ask: Why?\n   |          ^^^^"
    assert placed(file, "items", 0, "ask", on_key=True) == " 2 |   - ask: Why?\n   |     ^^^"


def test_problem_at_something_missing_stands_at_the_nearest_parent() -> None:
    file = parse_yaml(b"items:\n  - ask: Why?\n", "x")
    assert placed(file, "items", 0, "minutes") == " 2 |   - ask: Why?\n   |     ^^^^^^^^^"  # an item has no key
    assert placed(file, "items", 7, "ask", on_key=True) == " 1 | items:\n   | ^^^^^"
    assert placed(file, "title") == " 1 | items:\n   | ^^^^^^"


def test_problem_carries_what_it_is_given() -> None:
    problem = parse_yaml(b"a: b", "g/x.yaml").problem(("a",), "m", hint="h", rule="r", severity="note")
    assert problem == Problem("g/x.yaml", 1, 4, "m", "h", "r", "note", "a: b", 1)


# --- what is refused before YAML is looked at ---


def only(source: bytes) -> str:
    (problem,) = complaints(source)
    return printed(problem)


def test_latin_1_names_the_line() -> None:
    source = "title: One\nlead: ü ".encode() + "José\n".encode("cp1252") + b"more: x\n"
    assert only(source) == (
        "guide.yaml:2:12: this file is not saved as UTF-8: here it has “é” in an old encoding\n"
        " 2 | lead: ü José\n"
        "   |            ^\n"
        "    help: open it in a text editor and save it again with the encoding UTF-8 "
        "(Notepad: Save as, Encoding: UTF-8)"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("title: One\n".encode("utf-16-le"), "UTF-16 without a mark"),
        (b"\xff\xfea", "is UTF-16 but is damaged"),
        ("\ufefftitle: One\n".encode("utf-32"), "UTF-32"),
        (b"PK\x03\x04rest", "a Word, LibreOffice or zip file"),
        (b"{\\rtf1 title: One}", "Rich Text Format"),
        (b"%PDF-1.7", "a PDF"),
        (b"", "this file is empty"),
        (b"\xef\xbb\xbf", "this file is empty"),
        (b" " * 5_000_001, "larger than 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_of_another_kind(source: bytes, words: str) -> None:
    printed_problem = only(source)
    assert printed_problem.startswith("guide.yaml: ")
    assert words in printed_problem


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff"])
def test_hidden_characters_have_a_place(character: str) -> None:
    (problem,) = complaints(f"title: One\nlead: é{character}x\n".encode())
    assert (problem.line, problem.column) == (2, 8)
    assert f"U+{ord(character):04X}" in problem.message
    assert character not in printed(problem)


@pytest.mark.parametrize("escape", ["\\e", "\\0", "\\a", "\\x9b", "\\u2028", "\\N", "\\r"])
def test_hidden_characters_written_as_escapes(escape: str) -> None:
    (problem,) = complaints(f'title: "{escape}[31m"'.encode())
    assert (problem.line, problem.column, problem.message.count("backslash")) == (1, 8, 1)


def test_ordinary_escapes_and_joiners_are_kept() -> None:
    assert parse_yaml('a: "one\\ttwo\\n\u200d\\u00b6"'.encode(), "x").data == {"a": "one\ttwo\n\u200d¶"}


# --- limits ---


@pytest.mark.parametrize("sign", ["[", "- ", "{", "? ", "a: {", "&a "])
def test_nesting_without_end(sign: str) -> None:
    assert complaints(sign.encode() * 60_000)


def test_depth_of_24_is_enough_and_25_too_much() -> None:
    assert parse_yaml(b"[" * 24 + b"]" * 24, "x")
    assert "more than 24 deep" in only(b"[" * 25 + b"]" * 25)


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moot.yaml_file.reader.MAX_NODES", 50)
    assert parse_yaml(b"- a\n" * 49, "x")
    assert only(b"- a\n" * 60).startswith("guide.yaml:50:3: this file holds more than 50 values")


def test_aliases_are_not_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    problems = complaints(bomb.encode())
    assert {problem.line for problem in problems} == set(range(1, 10))


def test_at_most_100_problems() -> None:
    assert len(complaints(b"a: *b\n" * 1_000)) == 100


# --- files ---


def test_read_yaml(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    file.write_text("title: One\n", encoding="utf-8")
    assert read_yaml(file, "mine/guide.yaml") == parse_yaml(b"title: One\n", "mine/guide.yaml")


def unreadable(file: Path) -> str:
    with pytest.raises(GuideProblems) as caught:
        read_yaml(file, "guide.yaml")
    (problem,) = caught.value.problems
    return printed(problem)


def test_missing_file_with_a_likely_name_beside_it(tmp_path: Path) -> None:
    (tmp_path / "guide.yml").touch()
    assert unreadable(tmp_path / "guide.yaml") == (
        "guide.yaml: this file does not exist\n    help: did you mean “guide.yml”?"
    )
    assert "does not exist" in unreadable(tmp_path / "nowhere" / "guide.yaml")


def test_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "this is a folder" in unreadable(tmp_path)


def test_name_that_no_system_accepts(tmp_path: Path) -> None:
    assert "cannot be read" in unreadable(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "a device or a pipe" in unreadable(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    file.touch()
    file.chmod(0)
    assert "not allowed to read" in unreadable(file)


def test_too_large_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 5 MB" in unreadable(file)


# --- nothing in a file may crash the program ---

SEED = "\n".join(case.input for case in CASES).encode()
PIECES = [
    *(sign.encode() for sign in "\n \t'\"[]{},#!|>%@`~\\é\x1b\0\r\ufeff\u2028\u202e"),
    *(b"", b": ", b"- ", b"? ", b"&a ", b"*a", b"<<: ", b"---\n", b"...\n", b"\\U00110000", b"\xc3", b"a" * 2_000),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A stretch of the cases above with some pieces put in or taken out."""
    start = draw(st.integers(0, len(SEED)))
    source = SEED[start : start + draw(st.integers(0, 120))]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(source)))
        source = source[:at] + draw(st.sampled_from(PIECES)) + source[at + draw(st.integers(0, 3)) :]
    return source


@pytest.mark.parametrize("loader", [yaml.CBaseLoader, yaml.BaseLoader], ids=["libyaml", "own parser"])
def test_wild_input(loader: Any) -> None:
    outcomes = {"read": 0, "refused": 0}

    @settings(max_examples=500, deadline=None, database=None, derandomize=True)
    @given(mutated())
    def run(source: bytes) -> None:
        try:
            problems: tuple[Problem, ...] = _parsed(source, "guide\x1b.yaml", loader).warnings
            outcomes["read"] += 1
        except GuideProblems as error:
            problems = error.problems
            outcomes["refused"] += 1
        for problem in problems:
            text = printed(problem)
            assert problem.line >= 0
            assert problem.width >= 1
            assert not {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")} - {"\n", "\t"}
            assert "\u202e" not in text

    run()
    assert min(outcomes.values()) > 10, outcomes
