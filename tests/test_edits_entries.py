"""Sections, claims, people and terms that are added: whatever they say, no old line changes, and they can go again."""

from __future__ import annotations

import difflib
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from making import BASE, TEXT, make_guide
from moot.edits.entries import EntryEdits, still_missing
from moot.edits.places import Places
from moot.edits.target import Beside
from moot.load.folder import read_folder
from moot.load.guide_folder import load_guide, read_copy
from moot.problems import GuideProblems, UsageProblem
from moot.resources import shipped_guides
from moot.yaml_file import parse_yaml, remove
from test_readme import README, blocks_of

GUIDES = [*shipped_guides(), "sundays"]
"""Guides to add to: those that come with moot, and the one that the README tells its reader to write."""

NOUNS = ("section", "claim", "person", "term")


@pytest.fixture(scope="module")
def copies() -> Iterator[Path]:
    """A folder with a copy of every guide. Nobody writes there."""
    with tempfile.TemporaryDirectory() as folder:
        for name, shipped in shipped_guides().items():
            shutil.copytree(shipped, Path(folder, name))
        for block in blocks_of(README.read_text(encoding="utf-8")):
            if block.kind in {"yaml", "markdown"} and block.file.startswith("sundays/"):
                file = Path(folder, block.file)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.body, encoding="utf-8", newline="\n")
        yield Path(folder)


def added(edits: EntryEdits, noun: str, section: str, words: str) -> str:
    """Adds one that says `words`, to this section or next to it."""
    if noun == "section":
        data = {"id": "new-one", "title": words, "heading": "Nowhere", "summary": words}
        return edits.add_section(data, Beside(section, True), None)
    if noun == "claim":
        return edits.add_claim(section, "new-one", {"says": words, "concedes": {}, "test": words} | {"refs": ["¶1"]})
    printed = "name" if noun == "person" else "term"
    data = {"id": "new-one", printed: words, "says": words, "also": [words]}
    return edits.add_listed("person" if noun == "person" else "term", data, [section])


def only_grown(old: str, new: str) -> None:
    """Fails where an old line went, came before another, or changed but for `new-one` in a list between brackets."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        assert kind != "delete", before[a:b]
        if kind == "replace":
            assert re.sub(r",\s*new-one(?=[,\]])", "", "".join(after[c:d])) == "".join(before[a:b])


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200).filter(
    lambda text: text.strip() == text and text != "" and "\u0085" not in text
)


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("name", GUIDES)
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_old_line_changes_and_it_can_go_again(copies: Path, name: str, noun: str, data: st.DataObject) -> None:
    edits = EntryEdits(copies / name, name)
    section = data.draw(st.sampled_from(sorted(edits.sections)))
    words = data.draw(WORDS)
    added(edits, noun, section, words)
    for file, text in edits.pending.changed().items():
        old = file.read_bytes().decode("utf-8") if file.exists() else ""
        only_grown(old, text)
        assert without(text, file.name) == (parse_yaml(old.encode(), file.name).data if old else None)


def without(text: str, name: str) -> Any:
    """What a file says once everything called new-one is taken out; None for nothing any more."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            kept = {key: stripped(inner) for key, inner in value.items() if key != "new-one"}
            return {key: inner for key, inner in kept.items() if inner not in ({}, []) or value[key] == inner}
        if isinstance(value, list):
            return [stripped(inner) for inner in value if inner != "new-one"]
        return value

    if name == "new-one.yaml":
        return None
    return stripped(parse_yaml(text.encode("utf-8"), name).data) or None


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_loads_with_one_entry_more(copies: Path, tmp_path: Path, name: str, noun: str) -> None:
    shutil.copytree(copies / name, tmp_path / name)
    before = load_guide(tmp_path / name, name=name).everything
    edits = EntryEdits(tmp_path / name, name)
    section = list(edits.sections)[-1]
    heading = {}
    if noun == "section" and edits.places.text:  # one that the text has
        first = next(block for block in edits.places.located.places[section].blocks[::-1] if block.number)  # type: ignore[union-attr]
        heading = {"starts_with": " ".join(first.plain.split()[:8])}
        edits.add_section({"id": "new-one", **heading}, None, None)
    else:
        added(edits, noun, section, "What is new: all of it")
    try:
        edits.finish()
    except GuideProblems as found:  # it took paragraphs away that something refers to, and says so
        assert heading and "begins within" in str(found)
        return
    after = load_guide(tmp_path / name, name=name).everything
    ids = [{*one.sections, *one.claims(), *one.people, *one.glossary} for one in (before, after)]
    assert ids[1] - ids[0] == {"new-one"}
    if noun == "section":
        assert [session.id for session in after.sessions if "new-one" in session.sections] != []
    by_hand(tmp_path / name)
    for file in sorted((copies / name).rglob("*.yaml")):
        assert (tmp_path / name / file.relative_to(copies / name)).read_bytes() == file.read_bytes()
    assert load_guide(tmp_path / name, name=name).everything == before


def by_hand(folder: Path) -> None:
    """Takes the lines of new-one out of every file, with what names it, as a person would."""
    for file in sorted(folder.rglob("*.yaml")):
        text = file.read_bytes().decode("utf-8")
        if file.name == "new-one.yaml":
            file.unlink()
        elif "new-one" in text:
            while path := found(parse_yaml(text.encode(), file.name).data):
                text = remove(text, path, file.name)
            file.write_bytes(text.encode("utf-8"))
            if not parse_yaml(text.encode(), file.name).data:
                file.unlink()


def found(value: Any, path: tuple[str | int, ...] = ()) -> tuple[str | int, ...] | None:
    """The way to what is called new-one, or to the key that holds nothing else."""
    rows = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    for key, inner in rows:
        if key == "new-one" or inner == "new-one":
            return path if len(rows) == 1 and path else (*path, key)
        if way := found(inner, (*path, key)):
            return way
    return None


# --- where things go ---


def small(folder: Path, **files: str | None) -> EntryEdits:
    guide = make_guide(folder, **files)
    (guide / "text.md").write_text(TEXT, encoding="utf-8", newline="\n")
    return EntryEdits(guide, "small")


def test_a_comment_keeps_its_place_before_a_later_key(tmp_path: Path) -> None:
    """A key that is put between others shifts none of the comments there."""
    focus = "            focus: Why did it fall?"
    more = "            # one\n            focus: Why?\n\n            # two\n\n            context: mill-report"
    text = BASE["guide.yaml"].replace(focus, more)
    edits = small(tmp_path, **{"guide.yaml": text})
    before = edits.folder.joinpath("guide.yaml").read_text(encoding="utf-8")
    edits.add_claim("fall", "flat", {"says": "It is flat."})
    (after,) = edits.pending.changed().values()
    only_grown(before, after)
    assert "    focus: Why?\n    claims:\n      flat:\n        says: It is flat.\n\n    # two\n" in after


@pytest.mark.parametrize(
    ("session", "beside", "names"),
    [
        (None, None, {"s1": ["rise", "new"], "s2": ["fall"]}),
        (None, Beside("rise", False), {"s1": ["new", "rise"], "s2": ["fall"]}),
        (None, Beside("fall", True), {"s1": ["rise"], "s2": ["fall", "new"]}),
        ("s2", None, {"s1": ["rise"], "s2": ["new", "fall"]}),
        ("s2", Beside("rise", True), {"s1": ["rise"], "s2": ["new", "fall"]}),
    ],
)
def test_the_session_and_the_order_in_it(
    tmp_path: Path, session: str | None, beside: Beside | None, names: dict[str, list[str]]
) -> None:
    edits = small(tmp_path)
    edits.add_section({"id": "new", "starts_with": "In the morning"}, beside, session)
    (after,) = edits.pending.changed().values()
    data = parse_yaml(after.encode(), "guide.yaml").data
    assert {one["id"]: one["sections"] for one in data["sessions"]} == names
    at = list(data["sections"]).index("new")
    wanted = {None: 1}.get(beside.id if beside else None)
    assert at == (wanted if beside is None else list(edits.sections).index(beside.id) + beside.after)


def test_sessions_with_mistakes_are_not_begun_again(tmp_path: Path) -> None:
    text = BASE["guide.yaml"].replace("minutes: 45", "minutes: soon")
    edits = small(tmp_path, **{"guide.yaml": text})
    with pytest.raises(GuideProblems, match="“minutes” takes a whole number"):
        edits.add_section({"id": "new", "starts_with": "In the morning"}, None, None)


def test_a_section_with_mistakes_is_not_unknown(tmp_path: Path) -> None:
    edits = small(tmp_path, **{"guide.yaml": BASE["guide.yaml"].replace("paragraphs: 2", "paragraphs: two")})
    with pytest.raises(GuideProblems, match="“paragraphs” takes a whole number"):
        edits.add_claim("fall", "flat", {"says": "It is flat."})


def test_a_list_that_cannot_be_read_gets_nothing(tmp_path: Path) -> None:
    edits = small(tmp_path, glossary="a: b: c\n")
    with pytest.raises(GuideProblems):
        edits.add_listed("term", {"id": "new", "term": "New", "says": "Not old."}, [])


def test_a_file_of_the_same_name_is_not_written_over(tmp_path: Path) -> None:
    edits = small(tmp_path, **{"sections/fall.yaml": "heading: Fall\nid: autumn\n"})
    with pytest.raises(UsageProblem, match=r"there is a file small/sections/fall\.yaml already"):
        edits._own_file(edits.folder / "sections/fall.yaml", {})


# --- the text ---


def places(folder: Path, text: str, guide: str = "title: A\ntext: {title: B}\n") -> Places:
    (folder / "guide.yaml").write_text(guide, encoding="utf-8")
    (folder / "text.md").write_text(text, encoding="utf-8")
    parts = read_folder(folder, "g")
    return Places(*read_copy(folder, "g", None, parts, []), parts.collections["sections"])


def test_headings_are_named_as_shortly_as_can_be(tmp_path: Path) -> None:
    text = (
        "# T\n\n## A\n\n### X\n\na\n\n## B\n\n### x\n\nb\n\n## C\n\nfirst words of c one two\n\n## C\n\nother words\n"
    )
    found = places(tmp_path, text).free_headings()
    assert [one.fields for one in found] == [
        {"heading": "A"},
        {"heading": ["A", "X"]},
        {"heading": "B"},
        {"heading": ["B", "x"]},
        {"heading": "C", "starts_with": "first words of c one two"},
        {"heading": "C", "starts_with": "other words"},
    ]


def test_a_heading_with_a_slash_of_its_own(tmp_path: Path) -> None:
    found = places(tmp_path, "# T\n\n## Rise / Fall\n\na\n\n### Noon\n\nb\n")
    assert found.fields_of("rise / fall", None) == {"heading": "Rise / Fall"}
    assert found.fields_of(" noon ", None) == {"heading": "Noon"}


def test_without_a_text_nothing_is_refused(tmp_path: Path) -> None:
    found = Places(None, None, {})
    assert found.fields_of("A / B", None) == {"heading": ["A", "B"]}
    assert (found.free_headings(), found.before({}), found.cut({}), found.sections_with(["x"])) == ([], None, "", [])


def test_what_a_claim_still_needs() -> None:
    least = still_missing({"says": "It rose."}, [])
    assert [one.split()[0] for one in least] == ["refs", "counterpoint", "answered_by"]
    full = {"refs": ["¶1"], "holders": ["a"], "counterpoint": "b", "answered_by": ["c"], "concedes": {"a": "d"}}
    assert still_missing(full, ["a"]) == []
    assert still_missing({**full, "status": "settled"}, ["a"]) == ["status_source (on what “settled” rests)"]
