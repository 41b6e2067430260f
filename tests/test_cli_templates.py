"""`moot templates`: what there is, copies that never overwrite, folders for themes of one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from making import make_guide
from moot.cli.app import run
from moot.cli.templates import _parts
from moot.resources import shipped

OURS = shipped("templates")
Streams = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def said(capsys: Streams, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command of this group."""
    code = run(["templates", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if not file.is_dir())


def text_of(name: str) -> str:
    return (OURS / name).read_text(encoding="utf-8")


# --- list ---


def test_list_names_every_part_with_what_it_prints_and_every_theme(capsys: Streams) -> None:
    code, out, _ = said(capsys, "list")
    assert code == 0
    assert "  parts/question.html          One question.\n" in out
    assert "  pamphlet                     A small press; " in out
    assert all(f"  {name} " in out for name in _parts(OURS))
    assert "themes/" not in out


def test_every_part_says_what_it_is(capsys: Streams) -> None:
    data = json.loads(said(capsys, "list", "--json")[1])
    assert {part["name"] for part in data["parts"]} == set(_parts(OURS))
    assert [part["name"] for part in data["parts"] if not part["about"]] == []
    assert list(data["themes"]) == ["pamphlet", "study-circle", "worksheet"]


# --- copy ---


@pytest.mark.parametrize(
    ("part", "file"),
    [
        ("question", "parts/question.html"),
        ("question.html", "parts/question.html"),
        ("parts/question.html", "parts/question.html"),
        ("parts/question", "parts/question.html"),
        ("templates/parts/question.html", "parts/question.html"),
        ("type", "css/type.css"),
        ("css/type.css", "css/type.css"),
        ("session", "session.html"),
    ],
)
def test_a_part_by_any_of_its_names(here: Path, capsys: Streams, part: str, file: str) -> None:
    code, out, _ = said(capsys, "copy", part)
    assert (code, files(here)) == (0, [f"templates/{file}"])
    assert (here / "templates" / file).read_text(encoding="utf-8") == text_of(file)
    assert f"templates/{file} is yours to change." in out
    assert "moot build GUIDE --templates templates uses it." in out


def test_a_copy_in_a_guide_is_used_without_being_named(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams
) -> None:
    make_guide(here)
    monkeypatch.chdir("small")
    assert said(capsys, "copy", "question")[1].endswith("\nmoot build uses it.\n")
    assert Path("templates/parts/question.html").is_file()
    assert run(["check"]) == 0


def test_a_copy_into_another_folder(here: Path, capsys: Streams) -> None:
    assert "--templates ../looks uses it." in said(capsys, "copy", "question", "--to", "../looks")[1]
    assert (here.parent / "looks" / "parts" / "question.html").is_file()


def test_a_part_of_a_theme_and_ours_where_it_has_none(here: Path, capsys: Streams) -> None:
    said(capsys, "copy", "top", "--theme", "worksheet")
    said(capsys, "copy", "question", "--theme", "worksheet")
    assert "name-line" in Path("templates/parts/top.html").read_text(encoding="utf-8")
    assert Path("templates/parts/question.html").read_text(encoding="utf-8") == text_of("parts/question.html")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["qestion"], "help: did you mean “parts/question.html”?"),
        (["css/tipe.css"], "help: did you mean “css/type.css”?"),
        (["zebra"], "help: “moot templates list” names them all"),
        (["../session"], "there is no part “../session”"),
        (["themes/pamphlet/css/theme.css"], "there is no part"),
        (["question", "--theme", "pamplet"], "help: did you mean “pamphlet”?"),
        (["question", "--to", "x" * 300], "there can be no file"),
    ],
)
def test_what_cannot_be_copied(here: Path, capsys: Streams, arguments: list[str], words: str) -> None:
    code, out, err = said(capsys, "copy", *arguments)
    assert (code > 0, out, files(here)) == (True, "", [])
    assert words in err


def test_a_copy_never_overwrites(here: Path, capsys: Streams) -> None:
    said(capsys, "copy", "question")
    mine = Path("templates/parts/question.html")
    mine.write_text("mine", encoding="utf-8")
    code, _, err = said(capsys, "copy", "question")
    assert (code, mine.read_text(encoding="utf-8")) == (2, "mine")
    assert "“templates/parts/question.html” is there already; nothing was changed" in err


def test_force_keeps_every_old_one(here: Path, capsys: Streams) -> None:
    said(capsys, "copy", "question")
    for words in ("first", "second"):
        Path("templates/parts/question.html").write_text(words, encoding="utf-8")
        assert "; the old one is now question.html.bak" in said(capsys, "copy", "question", "--force")[1]
    assert [Path(f"templates/parts/question.html{end}").read_text(encoding="utf-8") for end in (".bak", ".bak1")] == [
        "first",
        "second",
    ]
    assert Path("templates/parts/question.html").read_text(encoding="utf-8") == text_of("parts/question.html")


@pytest.mark.parametrize("link", ["templates", "templates/parts", "templates/parts/question.html"])
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_nothing_is_written_through_a_link(here: Path, capsys: Streams, link: str, force: list[str]) -> None:
    elsewhere = here.parent / "elsewhere"
    (elsewhere / "parts").mkdir(parents=True)
    (elsewhere / "parts" / "other.html").write_text("theirs", encoding="utf-8")
    Path(link).parent.mkdir(parents=True, exist_ok=True)
    Path(link).symlink_to(elsewhere / Path(link).relative_to("templates") if link.endswith("l") else elsewhere)
    code, _, err = said(capsys, "copy", "question", *force)
    assert code == 2
    assert "that leads elsewhere; nothing was written" in err
    assert files(elsewhere) == ["parts/other.html"]


def test_a_file_where_a_folder_has_to_be(here: Path, capsys: Streams) -> None:
    Path("templates").write_text("a file", encoding="utf-8")
    code, _, err = said(capsys, "copy", "question")
    assert (code, Path("templates").read_text(encoding="utf-8")) == (1, "a file")
    assert "cannot be a folder: there is a file of that name" in err
    assert "--to" in err
    assert "--out" not in err


# --- new-theme ---


def test_a_new_theme_can_be_used_and_copied_from(here: Path, capsys: Streams) -> None:
    code, out, _ = said(capsys, "new-theme", "ours")
    assert (code, files(here)) == (0, ["ours/css/theme.css", "ours/theme.yaml"])
    assert "moot build --theme ./ours" in out
    assert run(["templates", "copy", "css/theme.css", "--theme", "ours"]) == 0
    assert files(here / "templates") == ["css/theme.css"]


def test_a_new_theme_like_another(here: Path, capsys: Streams) -> None:
    assert said(capsys, "new-theme", "looks/ours", "--like", "worksheet")[0] == 0
    assert files(here) == ["looks/ours/css/theme.css", "looks/ours/parts/top.html", "looks/ours/theme.yaml"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["full"], "“full” is there already, and not empty; nothing was changed"),
        (["file"], "“file” is there already"),
        (["pamphlet"], "moot has a theme “pamphlet” already"),
        (["link/ours"], "that leads elsewhere; nothing was written"),
        (["link"], "that leads elsewhere; nothing was written"),
        (["a\nb"], "cannot be the name of a folder"),
        ([".."], "cannot be the name of a folder"),
        (["ours", "--like", "pamplet"], "help: did you mean “pamphlet”?"),
    ],
)
def test_a_theme_that_cannot_be_made(here: Path, capsys: Streams, arguments: list[str], words: str) -> None:
    (here.parent / "elsewhere").mkdir()
    Path("link").symlink_to(here.parent / "elsewhere")
    Path("full").mkdir()
    Path("full/note.txt").write_text("mine", encoding="utf-8")
    Path("file").write_text("mine", encoding="utf-8")
    before = files(here)
    code, out, err = said(capsys, "new-theme", *arguments)
    assert (code, out, files(here)) == (2, "", before)
    assert words in err


def test_an_empty_folder_is_filled(here: Path, capsys: Streams) -> None:
    Path("ours").mkdir()
    assert said(capsys, "new-theme", "ours")[0] == 0
