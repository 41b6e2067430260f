"""The README keeps its word: its commands run in its order, its guide is built, its messages are printed.

Blocks marked `sh` are commands, `yaml FILE` and `markdown FILE` are files to write. A block without a mark that begins
with a file and a line number is what `moot check` prints once the line it shows stands in that file.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


class Block(NamedTuple):
    """A fenced block: its kind, the file it names, its lines."""

    kind: str
    file: str
    body: str


def blocks_of(text: str) -> list[Block]:
    """The fenced blocks of a Markdown file, in order."""
    found = re.findall(r"^(`{3,})[ \t]*(\S*)[ \t]*([^\n`]*)\n(.*?)^\1[ \t]*$", text, re.MULTILINE | re.DOTALL)
    return [Block(kind, file.strip(), body) for _, kind, file, body in found]


def commands_of(blocks: list[Block]) -> list[str]:
    """Every line of the command blocks that calls moot; other lines of them are for the reader to adapt."""
    lines = [
        line.strip().removeprefix("$ ")
        for block in blocks
        if block.kind in {"sh", "console"}
        for line in block.body.splitlines()
    ]
    return [line for line in lines if line.startswith("moot ")]


def run(command: str, here: Path) -> subprocess.CompletedProcess[str]:
    """A command line of the README, without a shell, in the folder `here`."""
    moot = [sys.executable, "-m", "moot", *shlex.split(command, comments=True)[1:]]
    return subprocess.run(moot, cwd=here, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def blocks() -> list[Block]:
    return blocks_of(README.read_text(encoding="utf-8"))


@pytest.fixture
def folder(blocks: list[Block], tmp_path: Path) -> Path:
    """A folder with every file that the README tells its reader to write."""
    files = [block for block in blocks if block.file]
    assert any(block.file.endswith("/guide.yaml") for block in files), (
        "README.md shows no guide: ```yaml NAME/guide.yaml"
    )
    for block in files:
        (tmp_path / block.file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / block.file).write_text(block.body, encoding="utf-8")
    return tmp_path


def test_every_command_runs(blocks: list[Block], folder: Path) -> None:
    commands = commands_of(blocks)
    assert {command.split()[1] for command in commands} >= {"build", "check", "show", "list", "help"}
    failed = []
    for command in commands:
        done = run(command, folder)
        if done.returncode:
            failed.append(f"{command}\n{done.stderr}")
    assert failed == []
    assert len(list((folder / "out").rglob("*.pdf"))) >= 5


def test_the_guide_it_shows_has_nothing_to_mend(blocks: list[Block], folder: Path) -> None:
    for guide in folder.glob("*/guide.yaml"):
        done = run(f"moot check {guide.parent.name} --strict", folder)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_it_names_is_read_by_a_guide_it_shows(blocks: list[Block], folder: Path) -> None:
    for block in blocks:
        if block.kind == "yaml" and block.file:
            file = folder / block.file
            good = file.read_text(encoding="utf-8")
            file.write_text(good + "\nan unknown key: 1\n", encoding="utf-8")
            assert run(f"moot check {block.file.split('/')[0]}", folder).returncode == 1, block.file
            file.write_text(good, encoding="utf-8")


def test_the_messages_it_shows_are_printed(blocks: list[Block], folder: Path) -> None:
    shown = [block.body for block in blocks if re.match(r"\S+\.yaml:\d+", block.body)]
    assert shown
    for message in shown:
        place = re.match(r"(\S+?):(\d+):", message)
        source = re.search(r"^ (\d+) \| (.*)$", message, re.MULTILINE)
        assert place and source and place[2] == source[1]
        file = folder / place[1]
        good = file.read_text(encoding="utf-8")
        rows = good.splitlines()
        rows[int(place[2]) - 1] = source[2]
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        done = run(f"moot check {file.parent.name}", folder)
        assert done.returncode == 1 and message.rstrip() in done.stderr, done.stdout + done.stderr
        file.write_text(good, encoding="utf-8")


def test_it_names_every_command_and_no_other(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    usage = run("moot --help", tmp_path).stdout
    commands = set(re.findall(r"^  ([a-z][\w-]*) {2,}\S", usage.partition("Commands:")[2], re.MULTILINE))
    assert len(commands) >= 5, usage
    assert {name for name in commands if f"`moot {name}" not in text and f"\nmoot {name}" not in text} == set()
    assert set(re.findall(r"^\| `moot ([a-z-]+)", text, re.MULTILINE)) == commands


def test_every_option_it_names_exists(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `moot ([a-z-]+)[^|]*\|(.*)\|$", text, re.MULTILINE)
    assert rows
    for command, words in rows:
        usage = run(f"moot {command} --help", tmp_path).stdout
        assert [option for option in re.findall(r"`(--[a-z-]+)`", words) if option not in usage] == []


def test_its_make_commands_are_in_the_makefile_and_its_test_command_in_ci(blocks: list[Block]) -> None:
    text = README.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):(?!=)", makefile, re.MULTILINE))
    called = set(re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", text, re.MULTILINE))
    assert {"guide", "test"} <= {one or other for one, other in called} <= targets
    variables = {name for row in re.findall(r"`make [a-z]+([^`]*)`", text) for name in re.findall(r"([A-Z]+)=", row)}
    assert variables <= set(re.findall(r"^([A-Z]+) \?=", makefile, re.MULTILINE))
    assert any(block.body.strip() == "make test" for block in blocks)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_files_it_links_to_are_there() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)\s]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


# The reading of the README seen red


def test_blocks_and_commands() -> None:
    commands = "```sh\n$ moot list\nls\nmoot check  # all\n```\n\n"
    text = commands + "````yaml a/guide.yaml\nx: |\n  ```\n````\n```\nmoot no\n```\n"
    blocks = blocks_of(text)
    assert [(block.kind, block.file) for block in blocks] == [("sh", ""), ("yaml", "a/guide.yaml"), ("", "")]
    assert blocks[1].body == "x: |\n  ```\n"
    assert commands_of(blocks) == ["moot list", "moot check  # all"]


@pytest.mark.parametrize("command", ["moot lists", "moot build nowhere", "moot check --stricter"])
def test_a_command_that_is_wrong_fails(command: str, tmp_path: Path) -> None:
    assert run(command, tmp_path).returncode == 2
