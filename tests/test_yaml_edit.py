"""Edits of YAML files: only the lines that are meant change, and what comes out is read again as what was meant."""

from __future__ import annotations

import copy
import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from making_yaml import yaml_files
from moot.problems import GuideProblems
from moot.resources import shipped_guides
from moot.yaml_file import (
    EditRefused,
    YamlFile,
    insert_entry,
    move_entry,
    parse_yaml,
    read_for_edit,
    remove,
    set_value,
    write_edit,
)
from moot.yaml_file.parse import _parsed
from moot.yaml_file.source import HIDDEN

Way = tuple[str | int, ...]

CASES = read_cases(Path(__file__).parent / "yaml_edit_cases.md")


def way(words: str) -> Way:
    return tuple(int(word) if word.isdecimal() else word for word in words.split(".") if word)


def edited(text: str, command: str) -> str:
    """`text` after one edit as the cases write it."""
    verb, path, rest = re.fullmatch(r"(\w+) (\S+) ?(.*)", command).groups()  # type: ignore[union-attr]
    if verb == "set":
        return set_value(text, way(path), json.loads(rest), "guide.yaml")
    if verb == "remove":
        return remove(text, way(path), "guide.yaml")
    if verb == "move":
        return move_entry(text, way(path), int(rest), "guide.yaml")
    assert verb == "insert"
    at: int | str | None = None
    key: str | None = None
    while found := re.match(r'(at|after|key) (\w+|".*?") (.*)', rest):
        if found[1] == "key":
            key = found[2].strip('"')
        else:
            at = int(found[2]) if found[1] == "at" else found[2]
        rest = found[3]
    return insert_entry(text, way(path), json.loads(rest), at, key=key, name="guide.yaml")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    text = case.files[""]
    try:
        for command in case.files["edit"].splitlines():
            text = edited(text, command)
    except GuideProblems as error:
        text = str(error)
    compare(case, text)


# --- any file ---


def lines_of(file: YamlFile, path: Way) -> set[int]:
    """The numbers (from 0) of the lines of an entry, found by its words alone: each occurs once in a made file."""
    first = file.keys.get(path, file.values[path]).line - 1
    if isinstance(path[-1], int) and first and file.lines[first - 1].strip() == "-":
        first -= 1
    words = re.findall(r"w\d+x", json.dumps(at(file.data, path)))
    last = max([first, *(row for row, line in enumerate(file.lines) for word in words if word in line)])
    last = max(last, *(span.line - 1 for other, span in file.values.items() if other[: len(path)] == path))
    return set(range(first, last + 1))


def with_comments(file: YamlFile, rows: set[int], column: int) -> set[int]:
    """The same with the comments directly above, and with those below that are indented deeper than `column`."""
    above, below = min(rows), max(rows)
    while above and file.lines[above - 1].lstrip().startswith("#"):
        above -= 1
    while below + 1 < len(file.lines) and re.match(rf" {{{column + 1},}}#", file.lines[below + 1]):
        below += 1
    return set(range(above, below + 1))


def at(data: Any, path: Way) -> Any:
    for key in path:
        data = data[key]
    return data


def entries(file: YamlFile, path: Way) -> list[Way]:
    """The ways of a group's own entries, in their order."""
    group = at(file.data, path)
    return [(*path, key) for key in (range(len(group)) if isinstance(group, list) else group)]


def is_within(some: list[str], others: list[str]) -> bool:
    """Whether `some` stand among `others`, in the same order."""
    left = iter(others)
    return all(line in left for line in some)


def kept(text: str, without: set[int], breaks: bool) -> list[str]:
    """The lines, with their breaks or without, that are neither empty nor among `without`."""
    rows = enumerate(text.splitlines(keepends=breaks))
    return [line for row, line in rows if row not in without and line.strip()]


TEXTS = st.one_of(
    st.text(st.sampled_from("ab -?:,[]{}#&*!|>'\"%@`~\n\té¶\\.\u200d\xa0😀"), max_size=12),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    st.lists(st.sampled_from(("one", "two:", "#3", "- four", "fifteen", "  ", "¶")), min_size=30).map(" ".join),
    st.sampled_from(("null", "~", "", "yes", "3:16", "---", "...", "=", "<<", "1918-03-03", "\n", "a\n", "a\n\nb")),
).filter(lambda text: not HIDDEN.search(text))
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.lists(TEXTS, max_size=3),
    st.fixed_dictionaries({"id": TEXTS, "probes": st.lists(TEXTS, max_size=2)}),
)
SOME = settings(
    max_examples=int(os.environ.get("MOOT_EXAMPLES", "120")), deadline=None, database=None, derandomize=True
)


@st.composite
def files_and_ways(draw: st.DrawFn) -> tuple[str, YamlFile, Way]:
    text = draw(yaml_files())
    file = parse_yaml(text.encode(), "made.yaml")
    return text, file, draw(st.sampled_from(sorted((path for path in file.values if path), key=repr)))


def ends_alike(before: str, after: str) -> bool:
    return before.endswith("\n") == after.endswith("\n")


@SOME
@given(files_and_ways(), VALUES)
def test_set_changes_the_lines_of_its_value_only(made: tuple[str, YamlFile, Way], value: Any) -> None:
    text, file, path = made
    try:
        after = set_value(text, path, value)
    except EditRefused:
        event("refused")
        assert re.search(r"^ +#", text, re.MULTILINE), "nothing but a comment below may stand in the way"
        return
    wanted = copy.deepcopy(file.data)
    at(wanted, path[:-1])[path[-1]] = value
    assert parse_yaml(after.encode(), "x").data == wanted
    rows = lines_of(file, path)
    old, new = text.splitlines(keepends=True), after.splitlines(keepends=True)
    assert new[: min(rows)] == old[: min(rows)]
    assert "".join(new).endswith("".join(old[max(rows) + 1 :]))
    assert ends_alike(text, after)


@SOME
@given(files_and_ways())
def test_a_value_set_to_itself_changes_nothing(made: tuple[str, YamlFile, Way]) -> None:
    text, file, path = made
    assert set_value(text, path, at(file.data, path)) == text


@SOME
@given(files_and_ways())
def test_remove_takes_the_lines_of_its_entry_only(made: tuple[str, YamlFile, Way]) -> None:
    text, file, path = made
    try:
        after = remove(text, path)
    except EditRefused:
        assert "|" in text and not text.endswith("\n"), "only text below | that would lose its last line break"
        return
    wanted = copy.deepcopy(file.data)
    del at(wanted, path[:-1])[path[-1]]
    assert parse_yaml(after.encode(), "x").data == wanted
    column = file.keys.get(path, file.values[path[:-1]]).column - 1  # of the key, or of the dash
    rows = with_comments(file, lines_of(file, path), column)
    if not at(wanted, path[:-1]):
        rows |= {file.keys.get(path[:-1], file.values[path[:-1]]).line - 1}  # where [] or {} is written
    elif "-" in file.lines[min(lines_of(file, path))][:column]:
        # The first entry stands on the line of a dash, to which the next one moves up.
        rows |= {min(lines_of(file, next(other for other in entries(file, path[:-1]) if other != path)))}
    breaks = text.endswith("\n")  # else a line that was the last gets one, or the other way about
    assert is_within(kept(text, rows, breaks), kept(after, set(), breaks))
    assert len(kept(after, set(), False)) <= len(kept(text, rows, False)) + 3
    assert ends_alike(text, after)


@SOME
@given(files_and_ways(), VALUES, st.integers(0, 9))
def test_insert_adds_lines_only(made: tuple[str, YamlFile, Way], value: Any, number: int) -> None:
    text, file, path = made
    group = at(file.data, path[:-1])
    number %= len(group) + 1
    key = None if isinstance(group, list) else "new key"
    after = insert_entry(text, path[:-1], value, number, key=key)
    wanted = copy.deepcopy(file.data)
    if key is None:
        at(wanted, path[:-1]).insert(number, value)
    else:
        at(wanted, path[:-1])[key] = value
    assert parse_yaml(after.encode(), "x").data == wanted
    # Between brackets, and before the first entry on the line of a dash, that line is another.
    first = (*path[:-1], next(iter(group)) if key else 0)
    rows = {file.values[path].line - 1, file.keys.get(first, file.values[first]).line - 1}
    breaks = text.endswith("\n")
    assert is_within(kept(text, rows, breaks), kept(after, set(), breaks))
    assert ends_alike(text, after)


@SOME
@given(files_and_ways(), st.integers(0, 9))
def test_move_loses_no_line(made: tuple[str, YamlFile, Way], number: int) -> None:
    text, file, path = made
    group = at(file.data, path[:-1])
    number %= len(group)
    try:
        after = move_entry(text, path, number)
    except EditRefused:
        # A comment above a key that would go to the line of a dash; | where the file ends without a line break.
        assert isinstance(group, dict) or not text.endswith("\n")
        return
    keys = list(range(len(group))) if isinstance(group, list) else list(group)
    keys.insert(number, keys.pop(keys.index(path[-1])))
    moved = at(parse_yaml(after.encode(), "x").data, path[:-1])
    assert moved == [group[key] for key in keys] if isinstance(group, list) else list(moved) == keys
    old, new = ([line.strip().lstrip("- ") for line in one.splitlines()] for one in (text, after))
    row = old[file.values[path].line - 1]
    assert sorted(new) == sorted(old) or "[" in row or "{" in row
    assert ends_alike(text, after)


@SOME
@given(TEXTS)
def test_any_text_comes_back(text: str) -> None:
    before = "a: x\nb: 'x' # c\nc: >-\n  x\nd: |\n  x\ne: [x, {f: x}]\ng:\n  - x\n  - h: x\ni: \"x\"\n"
    for path in (("a",), ("b",), ("c",), ("d",), ("e", 0), ("e", 1, "f"), ("g", 0), ("g", 1, "h"), ("i",)):
        after = set_value(before, path, text)
        assert at(parse_yaml(after.encode(), "x").data, path) == text
        # Python's own parser of YAML, used where libyaml is missing, reads the same.
        assert at(_parsed(after.encode(), "x", yaml.BaseLoader).data, path) == text


def test_hardly_an_edit_of_a_made_file_is_refused() -> None:
    """What the properties above pass over as refused must stay rare."""
    asked, refusals = 0, 0

    @SOME
    @given(files_and_ways(), VALUES)
    def run(made: tuple[str, YamlFile, Way], value: Any) -> None:
        nonlocal asked, refusals
        asked += 1
        try:
            set_value(made[0], made[2], value)
        except EditRefused:
            refusals += 1

    run()
    assert refusals <= asked // 20, (refusals, asked)


# --- files that people wrote ---

BREST = shipped_guides()["trotskyism-is-not-leninism"] / "questions" / "core" / "brest-litovsk.yaml"


def texts_in(file: YamlFile) -> list[Way]:
    return [path for path in file.values if isinstance(at(file.data, path), str)] if file.data else []


def test_a_real_file_set_to_what_it_says() -> None:
    text = BREST.read_text(encoding="utf-8")
    file = parse_yaml(text.encode(), "brest")
    assert len(texts_in(file)) > 250
    for path in texts_in(file):
        assert set_value(text, path, at(file.data, path)) == text
    assert set_value(text, (), file.data) == text


def test_a_real_file_set_to_something_else() -> None:
    text = BREST.read_text(encoding="utf-8")
    file = parse_yaml(text.encode(), "brest")
    old = text.splitlines(keepends=True)
    starts = sorted(span.line for span in [*file.values.values(), *file.keys.values()])
    for path in texts_in(file):
        new = set_value(text, path, f"{at(file.data, path)} And “more”, of 1918.").splitlines(keepends=True)
        first = file.values[path].line - 1
        # The lines up to where the next value begins, and no empty one before that.
        stop = next((line - 1 for line in starts if line > first + 1), len(old))
        while not old[stop - 1].strip():
            stop -= 1
        assert new[:first] == old[:first], path
        assert new[len(new) - len(old) + stop :] == old[stop:], path


def test_prose_that_goes_on_keeps_the_lines_it_had() -> None:
    text = BREST.read_text(encoding="utf-8")
    file = parse_yaml(text.encode(), "brest")
    prose = [path for path in texts_in(file) if file.lines[file.values[path].line - 1].endswith(">-")]
    assert len(prose) > 25
    old = text.split("\n")
    for path in prose:
        longer = f"{at(file.data, path)} And a sentence more, which the author had left out."
        new = set_value(text, path, longer).split("\n")
        above = sum(1 for _ in itertools.takewhile(bool, map(str.__eq__, old, new)))
        below = sum(1 for _ in itertools.takewhile(bool, map(str.__eq__, reversed(old), reversed(new))))
        assert above + below == len(old) - 1, path  # all but the last line of the text
        assert max(map(len, new)) <= 120


@pytest.mark.parametrize("name", sorted(shipped_guides()))
def test_entries_of_shipped_files_out_and_in_again(name: str) -> None:
    for file in sorted(Path(shipped_guides()[name]).rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        data = parse_yaml(text.encode(), file.name).data
        for path in [(0,), (len(data) - 1,)] if isinstance(data, list) else [(key,) for key in list(data)[-2:]]:
            less = remove(text, path, file.name)
            number = path[0] if isinstance(data, list) else list(data).index(path[0])
            key = None if isinstance(data, list) else path[0]
            again = insert_entry(less, (), data[path[0]], number, key=key, name=file.name)
            assert parse_yaml(again.encode(), file.name).data == data
            assert is_within(kept(less, set(), True), kept(text, set(), True))
            assert is_within(kept(less, set(), True), kept(again, set(), True))


# --- bytes ---


@pytest.mark.parametrize("breaks", ["\n", "\r\n"])
@pytest.mark.parametrize("end", [True, False])
def test_line_breaks_are_those_of_the_neighbors(breaks: str, end: bool) -> None:
    def told(*lines: str) -> str:
        return breaks.join([*lines, ""] if end else lines)

    text = told("# c", "- id: x", "  ask: Why?", "", "- id: y")
    long = set_value(text, (0, "ask"), "One two three, " * 9 + "four")
    assert re.sub("\r\n" if breaks == "\r\n" else "\n", "", long).count("\n" if breaks == "\r\n" else "\r") == 0
    assert insert_entry(text, (), {"id": "z"}) == told("# c", "- id: x", "  ask: Why?", "", "- id: y", "", "- id: z")
    assert move_entry(text, (1,), 0) == told("# c", "- id: y", "", "- id: x", "  ask: Why?")
    assert remove(text, (1,)) == told("# c", "- id: x", "  ask: Why?")
    assert set_value(text, (1, "ask"), "So?") == told("# c", "- id: x", "  ask: Why?", "", "- id: y", "  ask: So?")


def test_mixed_line_breaks_stay_mixed() -> None:
    text = "a: 1\r\nb: 2\nc: 3\r\nd: 4"
    assert set_value(text, ("b",), "x") == "a: 1\r\nb: x\nc: 3\r\nd: 4"
    assert insert_entry(text, (), "x", "a", key="n") == "a: 1\r\nn: x\r\nb: 2\nc: 3\r\nd: 4"
    assert insert_entry(text, (), "x", "b", key="n") == "a: 1\r\nb: 2\nn: x\nc: 3\r\nd: 4"
    assert remove(text, ("d",)) == "a: 1\r\nb: 2\nc: 3"
    assert move_entry(text, ("d",), 0) == "d: 4\r\na: 1\r\nb: 2\nc: 3"


def test_a_byte_order_mark_in_the_text_stays() -> None:
    assert set_value("\ufeffa: b\n", ("a",), "c") == "\ufeffa: c\n"


def test_an_edit_that_does_not_say_what_was_meant_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in ("a: other\n", "a: [\n", "a: b\nc: d\n"):
        monkeypatch.setattr("moot.yaml_file.edit.replaced", lambda *_, wrong=wrong: wrong)
        with pytest.raises(EditRefused, match="edit line 1 by hand"):
            set_value("a: b\n", ("a",), "c")
    monkeypatch.setattr("moot.yaml_file.edit.moved", lambda layout, *_: layout.text)
    with pytest.raises(EditRefused, match="edit line 2 by hand"):
        move_entry("a: 1\nb: 2\n", ("b",), 0)


def test_what_cannot_be_yaml_is_the_callers_mistake() -> None:
    with pytest.raises(TypeError):
        set_value("a: b\n", ("a",), {1: 2})


def test_readers_do_not_load_what_only_edits_need() -> None:
    code = (
        "import sys, moot.yaml_file as y; print('moot.yaml_file.edit' in sys.modules, y.set_value('a: b', ('a',), 'c'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split("\n")[0] == "False a: c"


# --- the disk ---


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    file = tmp_path / "guide.yaml"
    file.write_bytes(b"title: One\n")
    return file


def beside(file: Path) -> list[str]:
    return sorted(other.name for other in file.parent.iterdir() if other != file)


def refusal(file: Path, sha256: str, text: str = "title: Two\n", within: Path | None = None) -> str:
    before = file.read_bytes()
    with pytest.raises(EditRefused) as caught:
        write_edit(file, sha256, text, within=within)
    assert file.read_bytes() == before
    return str(caught.value)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")],
)
def test_an_edit_keeps_encoding_and_mark(guide: Path, mark: bytes, encoding: str) -> None:
    guide.write_bytes(mark + "title: é\r\nb: c".encode(encoding))
    opened = read_for_edit(guide, "guide.yaml")
    write_edit(guide, opened.sha256, set_value(opened.text, ("title",), "ü"))
    assert guide.read_bytes() == mark + "title: ü\r\nb: c".encode(encoding)
    assert beside(guide) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are others there")
def test_an_edit_keeps_the_mode(guide: Path) -> None:
    guide.chmod(0o640)
    opened = read_for_edit(guide, "guide.yaml")
    write_edit(guide, opened.sha256, "title: Two\n")
    assert guide.stat().st_mode & 0o777 == 0o640


def test_nothing_new_is_not_written(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    before = guide.stat()
    write_edit(guide, opened.sha256, opened.text)
    assert (guide.stat().st_ino, guide.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_changed_meanwhile_is_left_alone(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    guide.write_bytes(b"title: Three\n")
    assert "the file was changed meanwhile" in refusal(guide, opened.sha256)
    assert beside(guide) == []


def test_of_two_edits_from_one_reading_the_second_is_refused(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    write_edit(guide, opened.sha256, "title: Two\n")
    assert "the file was changed meanwhile" in refusal(guide, opened.sha256, "title: Three\n")


def test_an_edit_while_another_is_written_is_refused(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    lock = guide.parent / ".moot-guide-yaml.lock"
    lock.write_text("1 1", encoding="utf-8")
    assert "another edit of this file is being written" in refusal(guide, opened.sha256)
    assert lock.exists(), "that of the other edit"


def test_a_lock_of_an_edit_that_was_cut_off_is_taken_away(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    lock = guide.parent / ".moot-guide-yaml.lock"
    lock.write_text("1 1", encoding="utf-8")
    os.utime(lock, (time.time() - 50, time.time() - 50))
    assert "another edit" in refusal(guide, opened.sha256)
    os.utime(lock, (time.time() - 61, time.time() - 61))
    write_edit(guide, opened.sha256, "title: Two\n")
    assert guide.read_bytes() == b"title: Two\n"
    assert beside(guide) == []


def test_a_lock_that_somebody_else_took_over_stays(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    lock = guide.parent / ".moot-guide-yaml.lock"
    monkeypatch.setattr("moot.files.os.fsync", lambda _: lock.write_text("2 2", encoding="utf-8"))
    write_edit(guide, opened.sha256, "title: Two\n")
    assert lock.read_text(encoding="utf-8") == "2 2"


def test_of_edits_at_once_one_is_written_and_the_others_hear_why(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    start = threading.Barrier(8)
    told: list[str] = []

    def edit(number: int) -> None:
        start.wait()
        try:
            write_edit(guide, opened.sha256, f"title: {number}\n")
            told.append(f"title: {number}\n")
        except EditRefused as error:
            told.append(error.problems[0].message)

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (written,) = [one for one in told if one.startswith("title")]
    assert guide.read_text(encoding="utf-8") == written
    assert {"another edit of this file is being written", "the file was changed meanwhile", written} >= set(told)
    assert beside(guide) == []


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_fault_while_writing_leaves_the_old_file_and_no_lock(
    guide: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    opened = read_for_edit(guide, "guide.yaml")

    def full(*_: object) -> None:
        raise fault

    monkeypatch.setattr("moot.files.shutil.copyfileobj", full)
    with pytest.raises(EditRefused if isinstance(fault, OSError) else KeyboardInterrupt) as caught:
        write_edit(guide, opened.sha256, "title: Two\n")
    assert "no space left" in str(caught.value) or not isinstance(fault, OSError)
    assert "--out" not in str(caught.value), "advice for a build"
    assert guide.read_bytes() == b"title: One\n"
    assert beside(guide) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_is_read_only(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    guide.parent.chmod(0o500)
    try:
        assert "nothing can be written beside this file" in refusal(guide, opened.sha256)
    finally:
        guide.parent.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_links_are_not_followed_out(guide: Path, tmp_path: Path) -> None:
    inside = tmp_path / "folder"
    inside.mkdir()
    link = inside / "link.yaml"
    link.symlink_to(guide)
    opened = read_for_edit(link, "link.yaml")
    assert "a link to another file" in refusal(link, opened.sha256)
    (inside / "away").symlink_to(tmp_path)
    assert "outside" in refusal(inside / "away" / "guide.yaml", opened.sha256, within=inside)
    write_edit(guide, opened.sha256, "title: Two\n", within=tmp_path)
    assert guide.read_bytes() == b"title: Two\n"


def test_a_file_that_is_gone(guide: Path) -> None:
    opened = read_for_edit(guide, "guide.yaml")
    guide.unlink()
    with pytest.raises(GuideProblems, match="does not exist"):
        write_edit(guide, opened.sha256, "title: Two\n")
    assert beside(guide) == []
