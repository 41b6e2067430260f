"""The commands with a group's own file, typed by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from making import make_guide
from moot.cli.app import run

OURS = """
extends: small
title: the Tuesday group
by: Ana
drop: q-fact
add: {after: q-mean, kind: application, ask: Who bakes here?, minutes: 3}
set: {minutes: 40, paper: letter, large_print: yes}
schedule: {s1: {on: 2027-03-04, at: "19:00", place: Library}}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the guide `small` and a group's file in it."""
    make_guide(tmp_path)
    (tmp_path / "tuesday.yaml").write_text(OURS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


Streams = pytest.CaptureFixture[str]


def said(capsys: Streams, *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_diff_says_what_is_changed(here: Path, capsys: Streams) -> None:
    code, out, err = said(capsys, "diff", "tuesday.yaml")
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [
        "From “A small guide” by Ana, Ben.",
        "For the Tuesday group by Ana: 1 dropped, 1 added.",
        "- drop  q-fact  What rose first?",
        "+ add   bakes-here-2323  Who bakes here?",
    ]
    assert "s1, fitted to 40 minutes:" in out


def test_diff_for_programs(here: Path, capsys: Streams) -> None:
    data = json.loads(said(capsys, "diff", "tuesday.yaml", "--json")[1])
    found = [(one["verb"], one["id"]) for one in data["changes"]]
    assert found == [("drop", "q-fact"), ("add", "bakes-here-2323"), ("look", "paper"), ("look", "large_print")]
    assert data["settings"]["minutes"] == 40


def test_a_look_that_does_not_exist_is_told_at_its_line(here: Path, capsys: Streams) -> None:
    (here / "ours.yaml").write_text("extends: small\nset:\n  theme: pamflet\n  language: xx\n", encoding="utf-8")
    for command in ("check", "diff"):
        code, _, err = said(capsys, command, "ours.yaml")
        assert code == 1
        assert "ours.yaml:3:10: there is no theme “pamflet”" in err and "did you mean “pamphlet”?" in err
        assert "ours.yaml:4:13: moot has no words in “xx”" in err and "en, ar, de, es, fr, ru" in err


def test_what_only_looks_different_is_no_change_of_the_guide(here: Path, capsys: Streams) -> None:
    (here / "ours.yaml").write_text("extends: small\nset: {theme: pamphlet, sides: two}\n", encoding="utf-8")
    out = said(capsys, "diff", "ours.yaml")[1]
    assert "nothing changed" not in out and "~ look  theme  pamphlet" in out


def test_update_remembers_and_tells(here: Path, capsys: Streams) -> None:
    assert "remembered how the guide is now" in said(capsys, "update", "tuesday.yaml")[1]
    core = Path("small/questions/core.yaml")
    core.write_text(core.read_text(encoding="utf-8").replace("What rose first?", "What rose?"), encoding="utf-8")
    code, out, _ = said(capsys, "update", "tuesday.yaml")
    assert code == 1
    assert out.startswith("reworded question q-fact  (your file names it)  What rose?\n1 change in the guide")
    assert said(capsys, "update", "tuesday.yaml", "--accept")[0] == 0
    assert said(capsys, "update", "tuesday.yaml") == (0, "nothing has changed in the guide\n", "")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["show", "tuesday.yaml"], "s1  How it rose  40 min"),
        (["show", "--for", "tuesday.yaml"], "s1  How it rose  40 min"),
        (["show", "small", "--for", "tuesday.yaml", "--minutes", "60"], "s1  How it rose  60 min"),
        (["show", "small", "--minutes", "30"], "s1  How it rose  30 min"),
        (["show", "small", "--kind", "interpretive,closing"], "2 questions"),
        (["show", "small", "--max", "2"], "2 questions"),
        (["check", "tuesday.yaml"], "0 errors"),
        (["diff", "tusday.yaml"], "did you mean “tuesday.yaml”?"),
        (["show", "small", "--for", "tusday.yaml"], "did you mean “tuesday.yaml”?"),
        (["show", "small", "--level", "hard"], "--level hard:"),
        (["show", "small", "--kind", "openning"], "--kind openning:"),
        (["show", "small", "--tag", "fun"], "there is no label “fun”"),
        (["show", "small", "--level", "seminar"], "no question is left"),
        (["diff", "small"], "this is a folder, not an adaptation"),
        (["diff", "small/guide.yaml"], "“extends” is missing"),
        (["build", "small", "--minutes", "15"], ""),
    ],
)
def test_what_comes_back(here: Path, capsys: Streams, command: list[str], expected: str) -> None:
    _, out, err = said(capsys, *command)
    assert expected in out + err
    assert "Traceback" not in err


def test_a_printed_handout_of_the_groups_own(here: Path, capsys: Streams) -> None:
    code, out, _ = said(capsys, "build", "--for", "tuesday.yaml", "-s", "s1")
    assert code == 0
    names = [line.split("  ")[0] for line in out.splitlines() if ".pdf" in line]
    assert "s1, fitted to 40 minutes:" in out
    assert names == [
        "out/small-tuesday/s1-participant-letter-large.pdf",
        "out/small-tuesday/s1-facilitator-letter-large.pdf",
    ]
    with pikepdf.open(names[0]) as pdf:
        left, _, right, _ = (float(side) for side in pdf.pages[0].mediabox)
        assert round((right - left) / 72, 1) == 8.5
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert not any("Serif" in name for name in fonts), "large print has no serifs"
