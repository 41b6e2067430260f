"""`moot new` and `moot import`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from moot.check.whole import check_all
from moot.cli.app import run
from moot.load.guide_folder import load_guide

ESSAY = """A Fair Price
By Ana Ruiz

Bread used to cost what the council said. Nobody asked the baker, and nobody asked the buyer; the price was written on
a board beside the oven, and there it stayed until the council met again.

The Board

The board was painted twice a year. In a good year the baker grew rich on it, and in a bad year he shut the shop and
went fishing, for nobody can sell below what flour costs and live.

“A price that nobody may change is a promise that somebody else must keep, and the somebody is always the same.”

The Market

Then came the market, and the board was burnt. People who had shouted at the council now shouted at each other, which
was thought to be progress.

What Is Owed

A fair price is one that both sides can say aloud without blushing. No board knows it, and no market asks.
"""

Streams = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the essay in it."""
    (tmp_path / "essay.txt").write_text(ESSAY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def moot(*arguments: str) -> int:
    return run(list(arguments))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_a_guide_that_loads_and_has_the_whole_text(here: Path, capsys: Streams) -> None:
    assert moot("new", "tuesday", "--text", "essay.txt", "--yes") == 0
    loaded = load_guide(here / "tuesday")
    guide = loaded.guide
    assert (guide.about.title, guide.about.text.authors) == ("A Fair Price", ("Ana Ruiz",))
    assert list(guide.sections) == ["bread-used-cost-what", "board", "market", "what-is-owed"]
    assert loaded.located and loaded.text
    assert [number for place in loaded.located.places.values() for number in place.numbers] == [1, 2, 3, 4, 5]
    assert guide.questions and all(question.draft for question in guide.questions.values())
    assert [p.message for p in check_all(here / "tuesday", "tuesday").problems if p.severity != "note"] == []
    assert sorted(contents(here / "tuesday")) == ["guide.lock", "guide.yaml", "questions/core.yaml", "text.md"]
    out = capsys.readouterr().out
    assert "written: tuesday, with " in out and "moot build tuesday" in out


def test_the_same_text_gives_the_same_guide(here: Path) -> None:
    for name in ("one", "two"):
        assert moot("new", name, "--text", "essay.txt", "--title", "T", "--quiet") == 0
    assert contents(here / "one") == contents(here / "two")


def test_sessions_with_dates(here: Path, capsys: Streams) -> None:
    dates = [
        "--from",
        "2027-03-04",
        "--every",
        "thursday",
        "--skip",
        "2027-03-11",
        "--at",
        "19:00",
        "--place",
        "Library",
    ]
    assert moot("new", "t", "--text", "essay.txt", "--sessions", "2", "--minutes", "60", *dates) == 0
    sessions = load_guide(here / "t").guide.sessions
    assert [(s.on, s.at, s.place, s.minutes) for s in sessions] == [
        ("2027-03-04", "19:00", "Library", 60),
        ("2027-03-18", "19:00", "Library", 60),
    ]
    assert "s2  Thursday, 18 March 2027" in capsys.readouterr().out


def test_more_sessions_than_sections(here: Path, capsys: Streams) -> None:
    assert moot("new", "t", "--text", "essay.txt", "--sessions", "9") == 0
    assert len(load_guide(here / "t").guide.sessions) == 4
    assert "the text has no more than 4 sections, and a section is not cut" in capsys.readouterr().out


def test_a_name_with_spaces_is_printed_as_it_is_typed(here: Path, capsys: Streams) -> None:
    assert moot("new", "Our Group", "essay.txt") == 0
    assert "moot build 'Our Group'" in capsys.readouterr().out


def test_without_questions(here: Path) -> None:
    assert moot("new", "t", "--text", "essay.txt", "--no-questions", "--quiet") == 0
    assert not (here / "t/questions").exists()


def test_an_existing_guide_is_never_overwritten(here: Path, capsys: Streams) -> None:
    assert moot("new", "t", "--text", "essay.txt", "--quiet") == 0
    (here / "t/mine.txt").write_text("precious", encoding="utf-8")
    before = contents(here)
    assert moot("new", "t", "--text", "essay.txt") == 2
    assert "the folder t is there already" in capsys.readouterr().err
    assert contents(here) == before
    assert moot("new", "t", "--text", "essay.txt", "--force") == 0
    assert (here / "t.old/mine.txt").read_text(encoding="utf-8") == "precious"
    assert "the old folder is now t.old" in capsys.readouterr().out
    assert moot("new", "t", "--text", "essay.txt", "--force", "--quiet") == 0
    assert (here / "t.old-2/guide.yaml").exists() and (here / "t.old/mine.txt").exists()


def test_a_folder_that_is_no_guide_is_never_put_aside(
    here: Path, capsys: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "photos").mkdir()
    (here / "photos/us.jpg").write_bytes(b"x")
    before = contents(here)
    for name in ("photos", str(here), str(here.parent)):
        assert moot("new", name, "--text", "essay.txt", "--force") == 2
        assert "is no guide that could be put aside" in capsys.readouterr().err
    assert moot("new", "t", "--text", "essay.txt", "--quiet") == 0
    monkeypatch.chdir(here / "t")
    assert moot("new", str(here / "t"), "--text", str(here / "essay.txt"), "--force") == 2
    assert {name: body for name, body in contents(here).items() if not name.startswith("t/")} == before


def test_a_folder_behind_one_that_is_not_there_is_looked_at(here: Path) -> None:
    (here / "full").mkdir()
    (here / "full/x").write_text("precious", encoding="utf-8")
    before = contents(here)
    assert moot("new", "nope/../full", "--text", "essay.txt") == 2
    assert contents(here) == before and not (here / "nope").exists()


def test_another_guide_that_came_meanwhile_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert moot("new", "t", "--text", "essay.txt", "--title", "First", "--quiet") == 0
    before = contents(here)
    monkeypatch.setattr("moot.start.folder.free_folder", lambda *_: None)  # looked before the first was there
    assert moot("new", "t", "--text", "essay.txt", "--quiet") in {1, 2}
    assert contents(here) == before


def test_an_empty_folder_is_used(here: Path) -> None:
    (here / "t").mkdir()
    assert moot("new", "t", "--text", "essay.txt", "--quiet") == 0
    assert (here / "t/guide.yaml").exists() and not (here / "t.old").exists()


@pytest.mark.parametrize(
    ("arguments", "says", "instead"),
    [
        ("essay.txt", "looks like the text, and the name of the new guide comes first", "moot new essay --text"),
        ("t", "which text is it on?", "moot new t --text"),
        ("t esay.txt", "esay.txt: there is no such file", "did you mean “essay.txt”?"),
        ("t essay.txt --text essay.txt", "the text is named twice", "leave out one"),
        ("t --text esay.txt", "esay.txt: there is no such file", "did you mean “essay.txt”?"),
        ("t --text essay.txt --sessions 2 --minutes-reading 5", "both say how many meetings", "leave out one"),
        ("t --text essay.txt --every thursday", "--every needs the day of the first meeting", "--from"),
        ("t --text essay.txt --from 4.3.2027", "4.3.2027", "2027-03-04"),
        ("t --text essay.txt --from 2027-03-05 --every thursday", "is a Friday", "2027-03-11"),
        ("t --text essay.txt --language english", "a language is a code", "en, es"),
        ("t --text https://example.org/essay", "does not use the network", "save the page"),
        ("t --text empty.txt", "this text is empty", "Put the text into it"),
        ("t --text heads.md", "there is nothing to read for a meeting", "table of contents"),
        ("t --text .", "this is a folder, not a text", "Name the file"),
        (f"{'x' * 250} --text essay.txt", "is too long for the name of a folder", "short"),
        ("t --text essay.txt --title a\u202eb", "a sign in it that cannot be seen", "type it anew"),
        ("/ --text essay.txt", "is no name for a folder", "tuesday"),
        ("essay.txt/t --text essay.txt", "essay.txt", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_one_message_and_nothing_is_written(
    arguments: str, says: str, instead: str, here: Path, capsys: Streams
) -> None:
    (here / "empty.txt").write_text(" \n", encoding="utf-8")
    (here / "heads.md").write_text("# T\n\n## A\n\n## B\n", encoding="utf-8")
    before = sorted(here.rglob("*"))
    assert moot("new", *arguments.split()) in {1, 2}
    told = capsys.readouterr().err
    assert says in told and instead in told and "Traceback" not in told
    assert sorted(here.rglob("*")) == before


def test_a_dry_run_writes_nothing(here: Path, capsys: Streams) -> None:
    for command in (["new", "t", "--text"], ["import"]):
        assert moot(*command, "essay.txt", "--dry-run") == 0
        assert "The Board" in capsys.readouterr().out
    assert list(here.iterdir()) == [here / "essay.txt"]


def test_as_json(here: Path, capsys: Streams) -> None:
    assert moot("new", "t", "--text", "essay.txt", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["folder"] == "t" and [row["heading"] for row in told["outline"]] == [
        "The Board",
        "The Market",
        "What Is Owed",
    ]
    assert [session["id"] for session in told["sessions"]] == ["s1"] and told["drafts"] > 5


class TestImport:
    """A text alone."""

    def test_it_is_written_beside(self, here: Path, capsys: Streams) -> None:
        assert moot("import", "essay.txt") == 0
        made = (here / "essay.md").read_text(encoding="utf-8")
        assert "# A Fair Price\n\nBy Ana Ruiz\n" in made and "\n## The Board\n" in made and "\n> “A price that" in made
        assert "written: essay.md" in capsys.readouterr().out

    def test_a_file_that_is_there_stays(self, here: Path, capsys: Streams) -> None:
        (here / "essay.md").write_text("mine", encoding="utf-8")
        assert moot("import", "essay.txt") == 2
        assert "essay.md is there already" in capsys.readouterr().err
        assert moot("import", "essay.txt", "--force") == 0
        assert (here / "essay.old.md").read_text(encoding="utf-8") == "mine"

    def test_its_own_source_is_no_target(self, here: Path, capsys: Streams) -> None:
        assert moot("import", "essay.txt", "--quiet") == 0
        before = contents(here)
        assert moot("import", "essay.md") == 2
        assert "name another with --out" in capsys.readouterr().err
        assert contents(here) == before

    def test_corrected_by_hand_it_is_the_outline_of_the_guide(self, here: Path) -> None:
        assert moot("import", "essay.txt", "--quiet") == 0
        file = here / "essay.md"
        file.write_text(file.read_text(encoding="utf-8").replace("## The Market", "### The Market"), encoding="utf-8")
        assert moot("new", "t", "--text", "essay.md", "--quiet") == 0
        assert "market" not in load_guide(here / "t").guide.sections
        assert moot("import", "essay.txt", "--out", "t", "--force", "--quiet") == 0
        assert (here / "t/text.old.md").exists()
