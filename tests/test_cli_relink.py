"""`moot relink`: what it shows, asks and writes; that it writes nothing else; and that it is never silently wrong."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drifting import drift, guide_of, text_of, units
from making import TEXT, guide_yaml_of, make_guide
from moot.cli.app import run
from moot.cli.relink import settle
from moot.edits.relink import Relinking
from moot.edits.short_values import with_short_values
from moot.load.guide_folder import load_guide
from moot.load.lock import read_lock
from moot.load.standing import locked
from moot.problems import BuildProblem
from moot.text.fingerprints import fingerprint

ROWS = units()

ABOVE = ("## Rise\n", "## Rise\n\nBefore all of them came the miller with his sack.\n")
EDITED = ("and the dough was warm", "and the dough was hot")


def small(folder: Path, *edits: tuple[str, str], **files: str) -> Path:
    """The small guide with its text, locked, and then its text edited."""
    guide = make_guide(folder, **{"text.md": TEXT, **files})
    assert run(["relink", str(guide)]) == 0
    edit(guide, *edits)
    return guide


def edit(guide: Path, *edits: tuple[str, str]) -> None:
    text = (guide / "text.md").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (guide / "text.md").write_text(text, encoding="utf-8")


def files_of(guide: Path) -> dict[str, bytes]:
    return {file.relative_to(guide).as_posix(): file.read_bytes() for file in guide.rglob("*") if file.is_file()}


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """By file, the lines that are not as they were; none may be added or taken away."""
    found = {}
    for name, old in before.items():
        rows = list(zip(old.split(b"\n"), after[name].split(b"\n"), strict=True)) if name.endswith(".yaml") else []
        if changed := [new.decode().strip() for was, new in rows if was != new]:
            found[name] = changed
    return found


def test_without_a_lock_it_is_written_and_again_it_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = make_guide(tmp_path, **{"text.md": TEXT})
    before = files_of(guide)
    assert run(["relink", str(guide)]) == 0
    assert capsys.readouterr().out == "wrote guide.lock\n"
    after = files_of(guide)
    lock = after.pop("guide.lock").decode("utf-8")
    assert after == before
    assert lock == locked(load_guide(guide))
    first, *rest = [json.loads(line) for line in lock.splitlines()]
    assert "written by moot" in first["guide.lock"] and first["version"] == 1
    assert {"for": "question q-mean refs", "ref": "¶2-3", "means": [rest[2]["paragraph"], rest[3]["paragraph"]]} in rest
    assert str(tmp_path) not in lock
    assert run(["relink", str(guide)]) == 0
    assert (guide / "guide.lock").read_text(encoding="utf-8") == lock


def test_only_the_values_are_written(tmp_path: Path) -> None:
    guide = small(tmp_path, ABOVE)
    before = files_of(guide)
    assert run(["relink", str(guide), "--yes"]) == 0
    assert changed_lines(before, files_of(guide)) == {
        "guide.yaml": ["paragraphs: 4", 'refs: ["¶2"]'],
        "questions/core.yaml": [
            '- {id: q-fact, section: rise, kind: factual, ask: What rose first?, minutes: 6, refs: "¶2"}',
            'refs: ["¶3-4"]',
            '- {says: It means growth., ref: "¶3", side: bakers}',
        ],
    }
    assert run(["check", str(guide), "--strict"]) == 0
    assert (guide / "guide.lock").read_text(encoding="utf-8") == locked(load_guide(guide))


def test_what_is_no_more_than_likely_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = small(tmp_path, ABOVE, EDITED)
    capsys.readouterr()
    assert run(["relink", str(guide), "--yes"]) == 1
    told = capsys.readouterr().out
    assert "¶2-3 → ¶3-4" in told
    assert "“¶1” is now “¶2”, and was edited: new in it “hot”; 1 word is gone" in told
    assert "2 references left" in told and "--yes --guesses" in told
    assert run(["relink", str(guide), "--yes"]) == 1, "it is told until it is settled"
    assert run(["check", str(guide)]) == 0
    assert "“¶1” is now “¶2”, and was edited" in capsys.readouterr().err
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0
    assert 'refs: "¶2"' in (guide / "questions/core.yaml").read_text(encoding="utf-8")
    assert run(["check", str(guide), "--strict"]) == 0


@pytest.mark.parametrize("options", [["--dry-run"], ["--json"], []])
def test_nothing_is_written_unasked(tmp_path: Path, options: list[str]) -> None:
    guide = small(tmp_path, ABOVE)
    before = files_of(guide)
    assert run(["relink", str(guide), *options]) == (0 if "--dry-run" in options else 1)
    assert files_of(guide) == before


def test_json_says_what_and_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = small(tmp_path, ABOVE)
    capsys.readouterr()
    run(["relink", str(guide), "--json", "--yes"])
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["left"], told["written"]) == (True, 0, True)
    one = next(one for one in told["proposals"] if one["for"] == "question q-fact refs")
    assert one["place"].endswith("questions/core.yaml:2")
    assert (one["old"], one["new"], one["sure"], one["written"]) == ("¶1", "¶2", True, True)
    assert one["excerpt"].startswith("Yeast came first")


def answers(*given: str) -> Callable[[str, tuple[str, ...]], str]:
    waiting = list(given)
    return lambda question, possible: waiting.pop(0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("yes", "yes", "yes"), ["¶2", "¶3-4"]),
        (("yes", "all"), ["¶2", "¶3-4"]),
        (("yes", "no", "no"), ["¶1", "¶3-4"]),
        (("yes", "keep", "keep"), ["¶1", "¶3-4"]),
        (("no", "no", "no"), ["¶1", "¶2-3"]),
        (("quit",), None),
    ],
)
def test_what_is_asked(tmp_path: Path, given: tuple[str, ...], expected: list[str] | None) -> None:
    guide = small(tmp_path, ABOVE, EDITED)
    relinking = Relinking(guide, "small")
    assert settle(relinking, answers(*given), False, False) is (expected is not None)
    if expected is None:
        return
    relinking.finish()
    questions = load_guide(guide).guide.questions
    assert [*questions["q-fact"].refs, *questions["q-mean"].refs] == expected
    left = Relinking(guide, "small").look()
    assert bool(left) == ("no" in given), "no is asked again, keep is not"


def test_who_quits_is_told_that_a_yes_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = small(tmp_path, ABOVE, EDITED)
    before = files_of(guide)
    monkeypatch.setattr("moot.cli.relink.on_terminal", lambda as_json: True)
    for given, told in ((("yes", "quit"), r"quit: nothing was written, also not the \d+ you said yes to"),
                        (("quit",), "quit: nothing was written")):  # fmt: skip
        monkeypatch.setattr("moot.cli.relink._asked", answers(*given))
        assert run(["relink", str(guide)]) == 1
        assert re.fullmatch(told, capsys.readouterr().out.splitlines()[-1])
    assert files_of(guide) == before


def test_a_renamed_heading_is_written_where_the_section_says_it(tmp_path: Path) -> None:
    guide = small(tmp_path, ABOVE, ("## Rise", "## The rising"), ("## Fall", "## The fall"))
    assert run(["relink", str(guide), "--yes"]) == 1, "the first paragraph of “rise” is new, so that is a guess"
    text = (guide / "guide.yaml").read_text(encoding="utf-8")
    assert "heading: The fall\n" in text and "heading: Rise\n" in text
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0
    assert "heading: The rising\n" in (guide / "guide.yaml").read_text(encoding="utf-8")
    assert run(["check", str(guide), "--strict"]) == 0


def test_a_section_without_its_heading_is_found_by_first_words(tmp_path: Path) -> None:
    guide = small(tmp_path, ("## Fall\n\n", ""))
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0
    text = (guide / "guide.yaml").read_text(encoding="utf-8")
    assert "starts_with: Then the door was opened" in text and "heading: Fall" not in text
    assert run(["check", str(guide)]) == 0


def test_first_words_that_changed_are_written_anew(tmp_path: Path) -> None:
    yaml = guide_yaml_of().replace("heading: Fall", "starts_with: Then the door was opened")
    guide = small(tmp_path, ("Then the door was", "At noon the door was"), **{"guide.yaml": yaml})
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0
    assert "starts_with: At noon the door was\n" in (guide / "guide.yaml").read_text(encoding="utf-8")


def test_a_paragraph_that_is_gone_is_left_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = small(tmp_path, ("Yeast came first, and the dough was warm.\n\n", ""))
    capsys.readouterr()
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 1
    assert "“¶1” meant a paragraph that is not in the text any more: “Yeast came first" in capsys.readouterr().out
    assert run(["check", str(guide)]) == 1
    edit_yaml = guide / "questions" / "core.yaml"
    edit_yaml.write_text(edit_yaml.read_text(encoding="utf-8").replace('refs: "¶1"', 'refs: "¶2"'), encoding="utf-8")
    claims = guide / "guide.yaml"
    claims.write_text(claims.read_text(encoding="utf-8").replace('refs: ["¶1"]', "refs: [rise]"), encoding="utf-8")
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0


def test_half_a_list_is_not_moved_onto_the_other_half(tmp_path: Path) -> None:
    """¶1 would become ¶2 beside a ¶2 that is left: then nobody could tell the two apart."""
    core = "- {id: q-one, section: rise, kind: factual, ask: What rose?, minutes: 6, refs: [¶1, ¶2, rise ¶3]}\n"
    changed = ("The leaven worked through the night.", "The leaven worked all through that night.")
    guide = small(tmp_path, ABOVE, changed, **{"questions/core.yaml": core})
    assert run(["relink", str(guide), "--yes"]) == 1
    assert "refs: [¶1, ¶2, rise ¶4]" in (guide / "questions/core.yaml").read_text(encoding="utf-8")
    assert run(["relink", str(guide), "--yes", "--guesses"]) == 0
    assert "refs: [¶2, ¶3, rise ¶4]" in (guide / "questions/core.yaml").read_text(encoding="utf-8")


def test_a_paragraph_that_the_question_names_is_renamed_too(tmp_path: Path) -> None:
    core = "- {id: q-one, section: rise, kind: factual, ask: 'Does ¶1 see ¶2?', minutes: 6, refs: [¶1-2]}\n"
    guide = small(tmp_path, ABOVE, **{"questions/core.yaml": core})
    assert run(["relink", str(guide), "--yes"]) == 0
    written = core.replace("¶1 see ¶2", "¶2 see ¶3").replace("[¶1-2]", "[¶2-3]")
    assert (guide / "questions/core.yaml").read_text(encoding="utf-8") == written


def test_a_list_that_a_person_has_mended_is_asked_about(tmp_path: Path) -> None:
    core = "- {id: q-one, section: rise, kind: factual, ask: What rose?, minutes: 6, refs: [¶1, ¶2]}\n"
    guide = small(tmp_path, ABOVE, **{"questions/core.yaml": core})
    file = guide / "questions" / "core.yaml"
    file.write_text(core.replace("[¶1, ¶2]", "[¶2, ¶3]"), encoding="utf-8")
    assert run(["relink", str(guide), "--yes"]) == 1
    assert "refs: [¶2, ¶3]" in file.read_text(encoding="utf-8")


def test_where_the_lock_cannot_be_written_nothing_is(tmp_path: Path) -> None:
    class NoRoom(Relinking):
        def _write_lock(self) -> None:
            raise BuildProblem("no space left")

    guide = small(tmp_path, ABOVE)
    before = files_of(guide)
    relinking = NoRoom(guide, "small")
    settle(relinking, None, True, True)
    with pytest.raises(BuildProblem):
        relinking.finish()
    assert files_of(guide) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["reading-a-polemic"], "comes with moot and is not changed in place"),
        (["nowhere"], "there is no folder"),
        (["small", "--guesses"], "--guesses goes with --yes"),
        (["small/tuesday.yaml"], "is a group's adaptation"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    make_guide(tmp_path, **{"tuesday.yaml": "extends: ."})
    monkeypatch.chdir(tmp_path)
    assert run(["relink", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_guide_without_a_text_is_told_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = make_guide(tmp_path)
    assert run(["relink", str(guide)]) == 1
    assert "this guide has no text to compare with" in capsys.readouterr().err
    copy = tmp_path / "copy.md"
    copy.write_text(TEXT, encoding="utf-8")
    assert run(["relink", str(guide), "--text", str(copy)]) == 0
    assert read_lock(guide, "small") is not None


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("name", drift.EDITS)
def test_no_reference_points_elsewhere_silently(tmp_path: Path, name: str, seed: int) -> None:
    """After any edit each reference means what it meant, or is told; ids, and all other lines, are as they were."""
    guide = guide_of(tmp_path / "bread", ROWS)
    assert run(["relink", str(guide)]) == 0
    new = drift.EDITS[name](ROWS, random.Random(seed))
    (guide / "text.md").write_text(text_of(new), encoding="utf-8")
    before = files_of(guide)
    relinking = Relinking(guide, "bread")
    settle(relinking, None, True, False)
    relinking.finish()
    told = {one.what.split()[1] for one in (*relinking.open, *relinking.noted)}
    lost = {one.section.id for one in relinking.sections if one.section and not one.settled}
    for rows in changed_lines(before, files_of(guide)).values():
        assert all("¶" in row or row.startswith(("refs: ", "heading: ", "- ¶")) for row in rows)
    again = Relinking(guide, "bread")
    paragraphs = [fingerprint(unit.words) for unit in drift._paragraphs(new)]
    for cited in again._standing.cited():
        _, key, _ = cited.owner.split()
        number = int(key.removeprefix("q-"))
        was = fingerprint(drift._paragraphs(ROWS)[number - 1].words)
        meant = again._standing.meant(cited.text, cited.citation.section)
        words = " ".join(code for place in meant for code in paragraphs[place - 1].codes)
        if key not in told and cited.citation.section not in lost:
            assert " ".join(was.codes) in words, (cited.owner, cited.text)


SHORT = """\
- {id: a, refs: "¶1", more: '¶2'}  # “¶1” stays
- id: b
  refs:
    - ¶3   # here
    - rise ¶4-5
  words: >-
    two
    lines
  note: "a \\"mark\\""
"""


def test_many_short_values_are_written_in_their_places() -> None:
    values = {
        (0, "refs"): "¶10",
        (0, "more"): "fall ¶2-3",
        (1, "refs", 0): "¶4",
        (1, "refs", 1): "rise ¶5-6",
        (1, "words"): "one line",
        (1, "note"): 'no "mark"',
    }
    made, left = with_short_values(SHORT, "core.yaml", values)
    expected = SHORT.replace('"¶1"', '"¶10"').replace("'¶2'", "'fall ¶2-3'").replace("- ¶3 ", "- ¶4 ")
    assert made == expected.replace("rise ¶4-5", "rise ¶5-6")
    assert left == [(1, "words"), (1, "note")]


def test_what_would_say_something_else_is_not_written_like_that() -> None:
    assert with_short_values("refs: ¶1\n", "x", {("refs",): "¶1 # and"}) == ("refs: ¶1\n", [("refs",)])
    two_lines = "refs: rise\n  ¶1\n"
    assert with_short_values(two_lines, "x", {("refs",): "fall ¶2"}) == (two_lines, [("refs",)])
    assert with_short_values("refs: ¶1\r\nmore: ¶2\r\n", "x", {("more",): "¶3"}) == ("refs: ¶1\r\nmore: ¶3\r\n", [])
