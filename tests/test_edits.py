"""Editing by command, without YAML: side by side in edits_cases.md; then what a case cannot show."""

from __future__ import annotations

import difflib
import json
import os
import shlex
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cases import Case, compare, read_cases
from making import make_guide
from moot.cli.app import run
from moot.edits.guide import GuideEdits
from moot.edits.target import Beside
from moot.problems import GuideProblems, UsageProblem
from moot.resources import shipped_guides
from moot.yaml_file import EditRefused

CASES = read_cases(Path(__file__).with_name("edits_cases.md"))

Streams = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the guide `small` in it."""
    make_guide(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", None)
    return tmp_path


def texts(folder: Path) -> dict[str, str]:
    """Every file below the folder, by path, with line breaks as they are."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8", "replace") for file in files}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that went and came, below the name of their file; ␍ stands for a carriage return."""
    rows = []
    for name in sorted({*before, *after}):
        old, new = (one.get(name, "").split("\n") for one in (before, after))
        found = [row for row in difflib.unified_diff(old, new, n=0, lineterm="") if row[:1] in "+-"][2:]
        if found:
            rows += ["", name, *(row.replace("\r", "␍") for row in found)]
    return rows


def typed(case: Case, here: Path, capsys: Streams) -> str:
    """What a case's command prints, and what it changes in the files of the case."""
    command = ""
    for name, body in case.files.items():
        kind = case.kinds[name]
        if kind == "sh":
            command = body.strip()
            continue
        file = here / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = body.replace("\n", "\r\n") if kind == "crlf" else body.rstrip("\n") if kind == "open" else body
        file.write_bytes(text.encode("utf-8"))
    before = texts(here)
    code = run(shlex.split(command)[1:])
    out, err = capsys.readouterr()
    rows = [*([f"exit {code}"] if code else []), *out.splitlines(), *err.splitlines(), *changes(before, texts(here))]
    return "\n".join(rows)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_edit_by_command(case: Case, here: Path, capsys: Streams) -> None:
    compare(case, typed(case, here, capsys))


def moot(*arguments: str) -> int:
    return run(list(arguments))


# --- where a new question goes ---


def test_a_set_in_a_folder_gets_a_file_for_a_section_without_one(here: Path, capsys: Streams) -> None:
    core = here / "small/questions/core.yaml"
    rows = core.read_text(encoding="utf-8").split("- {id: q-fall")
    (here / "small/questions/core").mkdir()
    (here / "small/questions/core/rise.yaml").write_text(rows[0], encoding="utf-8")
    core.unlink()
    assert moot("question", "add", "small", "--section", "fall", "--kind", "closing", "--ask", "Why so flat?") == 0
    assert capsys.readouterr().out == "added flat-e808 to small/questions/core/fall.yaml:1\n"
    made = here / "small/questions/core/fall.yaml"
    assert (
        made.read_text(encoding="utf-8") == "- id: flat-e808\n  section: fall\n  kind: closing\n  ask: Why so flat?\n"
    )
    assert moot("question", "add", "small", "--section", "fall", "--kind", "closing", "--ask", "Why so?") == 0
    assert made.read_text(encoding="utf-8").count("- id:") == 2


def test_questions_inside_their_section(here: Path, capsys: Streams) -> None:
    """They need no section, and one that is added beside them gets none."""
    guide = here / "small/guide.yaml"
    inline = "    focus: Why did it fall?\n    questions:\n      - {id: in-1, kind: opening, ask: So flat?}\n"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(text.replace("    focus: Why did it fall?\n", inline), encoding="utf-8")
    assert (
        moot("question", "add", "small", "--before", "in-1", "--kind", "opening", "--ask", "Flat?", "--id", "in-0") == 0
    )
    assert (
        "    questions:\n      - id: in-0\n        kind: opening\n        ask: Flat?\n      - {id: in-1"
        in guide.read_text(encoding="utf-8")
    )
    assert moot("question", "edit", "small", "in-1", "--minutes", "3") == 0
    assert moot("question", "drop", "small", "in-0") == 0
    assert "      - {id: in-1, kind: opening, ask: So flat?, minutes: 3}\n" in guide.read_text(encoding="utf-8")


def test_a_guide_without_questions_and_readings(here: Path) -> None:
    for name in ("questions/core.yaml", "readings.yaml"):
        (here / "small" / name).unlink()
    guide = here / "small/guide.yaml"
    text = "title: A\ntext: {title: B}\nsections: {rise: {heading: Rise}}\n"
    text += "sessions: [{id: s1, title: S, sections: rise}]\n"
    guide.write_text(text, encoding="utf-8")
    for name in ("glossary", "people", "timeline"):
        (here / f"small/{name}.yaml").unlink()
    assert moot("question", "add", "small", "--section", "rise", "--kind", "closing", "--ask", "So?", "--id", "so") == 0
    command = ["reading", "add", "small", "--to", "rise", "--role", "further", "--title", "T", "--author", "A"]
    assert moot(*command, "--id", "t") == 0
    assert (here / "small/readings.yaml").read_text(encoding="utf-8") == "t:\n  title: T\n  authors: [A]\n"
    assert moot("check", "small") == 0


def test_questions_by_name_instead_of_in_a_list(here: Path) -> None:
    more = here / "small/questions/more.yaml"
    more.write_text("m-1:\n  section: rise\n  kind: opening\n  ask: A?\nm-2: {section: rise, kind: opening, ask: B?}\n")
    assert moot("question", "add", "small", "--before", "m-2", "--kind", "opening", "--ask", "C?", "--id", "m-3") == 0
    assert moot("question", "move", "small", "m-1", "--after", "m-2") == 0
    lines = [row for row in more.read_text(encoding="utf-8").splitlines() if row.startswith("m")]
    assert lines == ["m-3:", "m-2: {section: rise, kind: opening, ask: B?}", "m-1:"]


# --- nothing is lost ---


def test_what_a_spreadsheet_gives_back_unchanged_changes_nothing(here: Path, capsys: Streams) -> None:
    before = texts(here / "small")
    assert moot("question", "export", "small", "all.csv") == 0
    assert moot("question", "import", "small", "all.csv") == 0
    assert capsys.readouterr().out.splitlines() == ["wrote 8 questions to all.csv", "0 added, 0 edited, 8 as before"]
    assert texts(here / "small") == before


def test_drop_and_add_back_gives_the_same_questions(here: Path, capsys: Streams) -> None:
    assert moot("question", "list", "small", "--json") == 0
    before = json.loads(capsys.readouterr().out)
    assert moot("question", "drop", "small", "q-fact") == 0
    back = ["--kind", "factual", "--ask", "What rose first?", "--minutes", "6", "--id", "q-fact"]
    assert moot("question", "add", "small", "--after", "q-open", *back) == 0
    capsys.readouterr()
    assert moot("question", "list", "small", "--json") == 0
    assert json.loads(capsys.readouterr().out) == before


def test_two_edits_from_one_reading_the_second_is_refused(here: Path) -> None:
    one, other = GuideEdits(Path("small"), "small"), GuideEdits(Path("small"), "small")
    one.edit("question", "q-fact", {"minutes": 7})
    other.edit("question", "q-open", {"minutes": 7})
    one.finish()
    with pytest.raises(EditRefused, match="changed meanwhile"):
        other.finish()
    with pytest.raises(EditRefused, match="changed meanwhile"):
        late = GuideEdits(Path("small"), "small")
        Path("small/questions/core.yaml").write_text("[]\n", encoding="utf-8")
        late.drop("question", "q-fact")


def test_edits_at_once_are_written_or_refused_never_mixed(here: Path) -> None:
    start, told = threading.Barrier(6), []

    def edit(number: int) -> None:
        edits = GuideEdits(Path("small"), "small")
        edits.edit("question", "q-fact", {"ask": f"What rose at {number}?"})
        start.wait()
        try:
            edits.finish()
            told.append(number)
        except EditRefused as refused:
            assert "meanwhile" in str(refused) or "another edit" in str(refused)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert f"What rose at {told[0]}?" in Path("small/questions/core.yaml").read_text(encoding="utf-8")


def test_of_several_files_all_are_written_or_none(here: Path) -> None:
    """The section's file is locked when the readings have been written already: they are put back."""
    before = texts(here / "small")
    lock = here / "small/.moot-guide-yaml.lock"
    lock.write_text("1 1", encoding="utf-8")
    command = ["reading", "add", "small", "--to", "rise", "--role", "further", "--title", "T", "--author", "A"]
    assert moot(*command) == 1
    lock.unlink()
    assert texts(here / "small") == before
    os.utime(here / "small/guide.yaml", (time.time(), time.time()))
    assert moot(*command) == 0


def test_nothing_is_written_that_would_not_load(here: Path) -> None:
    before = texts(here)
    edits = GuideEdits(Path("small"), "small")

    edits.edit("question", "q-fact", {"readings": ["nobody"]})
    with pytest.raises(GuideProblems, match="there is no reading “nobody”"):
        edits.finish()
    assert texts(here) == before


def test_a_group_file_beside_its_text_and_another_group(here: Path, capsys: Streams) -> None:
    """It is tried elsewhere, and what it names beside itself is still found."""
    folder = here / "ours"
    folder.mkdir()
    (folder / "text.md").write_text(
        "# On Bread\n\n## Rise\n\nA b.\n\nC d.\n\nE f.\n\n## Fall\n\nG.\n\nH.\n", encoding="utf-8"
    )
    (folder / "rules.md").write_text("- Be kind.\n", encoding="utf-8")
    (folder / "union.yaml").write_text("extends: ../small\n", encoding="utf-8")
    ours = folder / "ours.yaml"
    ours.write_text("extends: union.yaml\nset: {text: text.md, norms: rules.md}\n", encoding="utf-8")
    assert moot("question", "edit", "ours/ours.yaml", "q-fact", "--ref", "¶4") == 1
    assert "ours/ours.yaml:5:12: section “rise” has 3 paragraphs" in capsys.readouterr().err
    assert moot("question", "drop", "ours/ours.yaml", "q-fact") == 0
    assert ours.read_text(encoding="utf-8") == (
        "extends: union.yaml\nset: {text: text.md, norms: rules.md}\ndrop: [q-fact]\n"
    )


def test_the_copy_that_is_tried_is_the_guide(here: Path) -> None:
    """A wrong paragraph is found by the text that stands in the guide's folder."""
    guide = here / "small/guide.yaml"
    guide.write_text(
        guide.read_text(encoding="utf-8").replace("paragraphs: 3", "words: 3", 1).replace("\n    words: 600", "")
    )
    (here / "small/text.md").write_text(
        "# On Bread\n\n## Rise\n\nA.\n\nB.\n\nC.\n\n## Fall\n\nD.\n\nE.\n", encoding="utf-8"
    )
    assert moot("question", "edit", "small", "q-fact", "--ref", "¶3") == 0
    assert moot("question", "edit", "small", "q-fact", "--ref", "¶4") == 1


# --- on a terminal ---


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
@pytest.mark.parametrize(
    ("arguments", "answers", "made"),
    [
        (
            ["question", "add", "small"],
            ["Who bakes?", "", "nonsense", "application", "", "Fall", "12"],
            "  section: fall\n  kind: application\n  ask: Who bakes?\n  minutes: 12\n",
        ),
        (["question", "edit", "small", "q-fact"], ["What rose last?"], 'ask: "What rose last?"'),
        (["question", "move", "small", "q-for"], ["q-against"], ""),
        (
            ["reading", "add", "small"],
            ["On Ovens", "Eve", "1922", "fall", "further"],
            "  title: On Ovens\n  authors: [Eve]\n  issued: 1922\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_on_a_terminal_what_is_missing_is_asked_for(
    here: Path, arguments: list[str], answers: list[str], made: str
) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-m", "moot", *arguments], stdin=theirs, stdout=subprocess.PIPE, text=True)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    out, _ = done.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, out
    assert made in "".join(texts(here / "small").values())
    if answers[-1] == "12":
        assert "What kind of question: focus, opening, factual" in out
        assert "   1  rise  Rise\n   2  fall  Fall\n" in out


# --- for other programs ---


def test_what_was_done_as_json(here: Path, capsys: Streams) -> None:
    assert moot("question", "edit", "small", "q-fact", "--minutes", "7", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"ok": True, "done": ["edited q-fact (minutes) in small/questions/core.yaml:2"], "written": True}
    assert moot("question", "edit", "small", "q-mean", "--ref", "¶9", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["problems"][0]["line"]) == (False, 8)


# --- a guide of many files ---


def test_a_shipped_guide_copied_keeps_all_but_what_is_meant(here: Path, capsys: Streams) -> None:

    shutil.copytree(shipped_guides()["reading-a-polemic"], here / "copy")
    edits = GuideEdits(Path("copy"), "copy")
    before = texts(here / "copy")
    for name in edits.questions:
        fresh = GuideEdits(Path("copy"), "copy")
        fresh.edit("question", name, {"tags": ["tried"]})
        (text,) = fresh.pending.changed().values()
        (file,) = fresh.pending.changed()
        old, new = before[file.relative_to("copy").as_posix()].split("\n"), text.split("\n")
        rows = [row for row in difflib.ndiff(old, new) if row[:1] in "+-"]
        assert rows == ["+   tags: [tried]"] or len(rows) == 2, (name, rows)
    first = next(iter(edits.questions))
    assert (
        moot("question", "add", "copy", "--after", first, "--kind", "factual", "--ask", "Where?", "--minutes", "1") == 0
    )
    assert moot("check", "copy", "--quiet") == 0


def test_beside_itself(here: Path) -> None:
    edits = GuideEdits(Path("small"), "small")
    with pytest.raises(UsageProblem, match="next to itself"):
        edits.move("q-fact", Beside("q-fact", True))


def test_a_file_that_was_emptied_can_be_filled_again(here: Path) -> None:
    more = here / "small/questions/more.yaml"
    more.write_text("# Ours\n\n- {id: m-1, section: fall, kind: opening, ask: A?}\n", encoding="utf-8")
    assert moot("question", "drop", "small", "m-1") == 0
    command = ["--section", "fall", "--set", "more", "--kind", "opening", "--ask", "B?", "--id", "m-2"]
    assert moot("question", "add", "small", *command) == 0
    assert more.read_text(encoding="utf-8") == "# Ours\n\n- id: m-2\n  section: fall\n  kind: opening\n  ask: B?\n"


def test_minutes_that_cannot_be_met(here: Path, capsys: Streams) -> None:
    """A question that is added is a must: where the group's hour has no room for it, it is not added."""
    ours = here / "tuesday.yaml"
    ours.write_text("extends: small\nset: {minutes: 45}\n", encoding="utf-8")
    command = ["--section", "fall", "--kind", "application", "--ask", "So?", "--minutes", "60"]
    assert moot("question", "add", "tuesday.yaml", *command) == 1
    assert "does not fit into 45 minutes" in capsys.readouterr().err
    assert ours.read_text(encoding="utf-8") == "extends: small\nset: {minutes: 45}\n"


def test_an_edit_of_words_an_id_was_made_of_writes_the_id(here: Path) -> None:
    more = here / "small/questions/more.yaml"
    more.write_text("- {section: fall, kind: closing, ask: Who is full?}\n", encoding="utf-8")
    assert moot("question", "edit", "small", "full-d330", "--minutes", "4") == 0
    assert moot("question", "edit", "small", "full-d330", "--ask", "Who is flat?") == 0
    assert more.read_text(encoding="utf-8") == (
        '- {id: full-d330, section: fall, kind: closing, ask: "Who is flat?", minutes: 4}\n'
    )


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_files_that_are_links(here: Path, capsys: Streams) -> None:
    core = here / "small/questions/core.yaml"
    core.rename(here / "core.yaml")
    core.symlink_to(here / "core.yaml")
    assert moot("question", "drop", "small", "q-fact") == 1
    assert "this is a link that leads out of the guide folder" in capsys.readouterr().err
    (here / "core.yaml").rename(here / "small/questions/real.yaml")
    core.unlink()
    core.symlink_to(here / "small/questions/real.yaml")
    assert moot("question", "drop", "small", "q-fact") != 0
