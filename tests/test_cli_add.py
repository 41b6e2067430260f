"""Adding by command, without YAML: side by side in add_cases.md; then what is asked on a terminal."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cases import Case, compare, read_cases
from making import TEXT, make_guide
from moot.cli.app import run
from moot.load.guide_folder import load_guide
from moot.resources import shipped_guides
from test_edits import texts, typed

CASES = read_cases(Path(__file__).with_name("add_cases.md"))

Streams = pytest.CaptureFixture[str]

PTY = pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the guide `small` and its text in it."""
    guide = make_guide(tmp_path)
    (guide / "text.md").write_text(TEXT, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", None)
    return tmp_path


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_addition_by_command(case: Case, here: Path, capsys: Streams) -> None:
    compare(case, typed(case, here, capsys))


def moot(*arguments: str) -> int:
    return run(list(arguments))


def test_a_guide_that_comes_with_moot_stays(here: Path, capsys: Streams) -> None:
    assert moot("add", "term", "reading-a-polemic", "--term", "loaf", "--says", "Bread.") == 2
    said = capsys.readouterr().err
    assert "“reading-a-polemic” comes with moot and is not changed in place" in said
    assert f"copy its folder {shipped_guides()['reading-a-polemic']} to a place of yours" in said


def test_alone_it_prints_its_help(here: Path, capsys: Streams) -> None:
    assert moot("add") == 2
    said = "".join(capsys.readouterr())
    assert all(f"\n  {noun} " in said for noun in ("section", "claim", "person", "term"))
    assert "moot question add" in said


def test_what_was_done_as_json(here: Path, capsys: Streams) -> None:
    assert moot("add", "claim", "small", "--section", "fall", "--says", "It fell.", "--id", "fell", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["done"] == ["added claim fell to small/guide.yaml:37"]
    assert [hint.partition(":")[0] for hint in told["hints"]] == ["to be fair to all sides it still needs"]
    assert moot("add", "claim", "small", "--section", "fal", "--says", "It fell.", "--json") == 2
    assert json.loads(capsys.readouterr().out)["message"] == "there is no section “fal”\n    help: did you mean “fall”?"


def test_the_same_words_twice_get_two_ids(here: Path) -> None:
    for section in ("rise", "fall"):
        assert moot("add", "claim", "small", "--section", section, "--says", "Nothing is flat.") == 0
    sections = load_guide(here / "small").guide.sections
    claims = [name for name in (*sections["rise"].claims, *sections["fall"].claims) if name != "yeast"]
    assert list(claims) == ["nothing-flat-dfa3", "nothing-flat-2"]


# --- on a terminal ---


def asked(arguments: list[str], answers: list[str], until: str = "") -> tuple[int, str]:
    """Exit code of `moot add …` on a terminal, and what it printed; until: the words at which Ctrl-C is pressed."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "moot", "add", *arguments]
    done = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.stdout
    try:
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        said = b""
        while until and until.encode() not in said:
            got = os.read(done.stdout.fileno(), 1000)
            assert got, said
            said += got
        if until:
            done.send_signal(signal.SIGINT)
        out, _ = done.communicate(timeout=60)
        return done.returncode, (said + out).decode()
    finally:
        done.kill()
        os.close(ours)
        os.close(theirs)


@PTY
def test_a_heading_is_chosen_from_a_list(here: Path) -> None:
    (here / "ours").mkdir()
    (here / "ours/text.md").write_text(TEXT.replace("## Fall", "### Noon\n\n## Fall"), encoding="utf-8")
    (here / "ours/guide.yaml").write_text("title: A\ntext: {title: B}\n", encoding="utf-8")
    code, said = asked(["section", "ours"], ["7", "Ries", "3", "It fell.", ""])
    assert code == 0, said
    assert "   1  Rise  (3 ¶)\n   2    Noon  (0 ¶)\n   3  Fall  (2 ¶)\n" in said
    assert "the text has no heading “7”" in said
    assert "the text has no heading “Ries”\n    help: Did you mean “Rise” (line 3)?" in said
    assert (here / "ours/guide.yaml").read_text(encoding="utf-8") == (
        "title: A\ntext: {title: B}\nsections:\n  fall-e85a:\n    heading: Fall\n    summary: It fell.\n"
        "sessions:\n  - id: s1\n    title: Fall\n    sections: [fall-e85a]\n"
    )
    code, said = asked(["section", "ours"], ["rise", "", "Why?"])
    assert (code, "   2    Noon" in said, "   3" in said) == (0, True, False)
    guide = load_guide(here / "ours").guide
    assert [(one.heading, one.focus) for one in guide.sections.values()] == [(("Rise",), "Why?"), (("Fall",), None)]
    assert len(guide.sessions[0].sections) == 2


@PTY
def test_where_all_headings_are_sections_first_words_are_asked_for(here: Path) -> None:
    core = here / "small/questions/core.yaml"
    core.write_text(core.read_text(encoding="utf-8").replace("¶2-3", "¶2"), encoding="utf-8")
    code, said = asked(["section", "small"], ["In the mourning", "In the morning", "", "", "s2"])
    assert code == 0, said
    assert "Every heading of the text is a section already." in said
    assert "nothing in the text begins with “In the mourning”" in said
    assert "Which session reads it [s1]" in said
    assert list(load_guide(here / "small").guide.sessions[1].sections)[1:] == ["fall"]


@PTY
def test_a_claim_with_wrong_answers_asked_again(here: Path) -> None:
    answers = [
        "",
        "ries",
        "3",
        "1",
        "Warm dough rises.",
        "¶9",
        "the dough was warm",
        "bakrs",
        "bakers",
        "setled",
        "settled",
    ]
    code, said = asked(["claim", "small"], [*answers, "Two reports.", "Cold dough rises.", ""])
    assert code == 0, said
    assert "Sections:\n   1  rise  Rise\n   2  fall  Fall\n" in said
    asked_again = ("this needs an answer", "did you mean “rise”?", "there is no section “3”")
    for reason in (*asked_again, "there is no ¶9 in it", "did you mean “bakers”?", "did you mean “settled”?"):
        assert reason in said
    assert "--" not in said.partition("added claim")[0]  # the reasons name no options: nobody gave any
    *_, claim = load_guide(here / "small").guide.sections["rise"].claims.values()
    assert (claim.refs, claim.holders, claim.status, claim.status_source, claim.counterpoint, claim.test) == (
        ("“the dough was warm”",), ("bakers",), "settled", "Two reports.", "Cold dough rises.", None,
    )  # fmt: skip
    assert "it still needs: answered_by (the readings that answer it), concedes" in said
    assert "help: write these beside its “says”, at small/guide.yaml:" in said


@PTY
def test_an_empty_answer_leaves_the_field_out(here: Path) -> None:
    code, said = asked(["claim", "small", "--section", "fall"], ["It fell.", "", "", "", "", ""])
    assert code == 0, said
    (claim,) = load_guide(here / "small").guide.sections["fall"].claims.values()
    assert claim.model_fields_set == {"says"}
    code, said = asked(["person", "small", "--name", "Eve"], ["", "A baker.", "18880", "", "", "fal", ""])
    assert code == 0, said
    assert "“18880” is not a date" in said
    assert (here / "small/people.yaml").read_text(encoding="utf-8").endswith("  name: Eve\n  says: A baker.\n")


@PTY
def test_a_term_is_offered_the_sections_where_it_stands(here: Path) -> None:
    code, said = asked(["term", "small"], ["dough", "Flour and water.", "rise, fall"])
    assert code == 0, said
    assert "Sections: rise, fall; in the text it stands in: rise" in said
    sections = load_guide(here / "small").guide.sections
    assert [sections["rise"].terms[1:], sections["fall"].terms] == [sections["fall"].terms, sections["fall"].terms]


@PTY
@pytest.mark.parametrize(
    ("arguments", "answers", "until"),
    [
        (["section", "small"], ["In the morning", "It rose."], "one arguable question"),
        (["claim", "small"], ["rise", "It rose.", "¶1"], "Who holds it"),
        (["person", "small"], ["Eve", "A baker."], "Born"),
        (["term", "small"], ["crust"], "What does it mean"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) and "small" in value else "",
)
def test_ctrl_c_at_a_prompt_writes_nothing(here: Path, arguments: list[str], answers: list[str], until: str) -> None:
    before = texts(here)
    code, said = asked(arguments, answers, until)
    assert code in (130, -signal.SIGINT), said
    assert "Traceback" not in said
    assert texts(here) == before
