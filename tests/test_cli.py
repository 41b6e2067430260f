"""The command line: exit codes, what goes to which stream, and that it bears with every terminal and pipe."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
import typer

from making import BASE, make_guide
from moot.cli.app import app, run

TOP: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
GROUPS = {name: group.commands for name, group in TOP.items() if hasattr(group, "commands")}
COMMANDS: dict[str, Any] = {name: command for name, command in TOP.items() if name not in GROUPS} | {
    f"{name} {inner}": command for name, commands in GROUPS.items() for inner, command in commands.items()
}
"""Every command by name: `show`, `question add`."""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with the guide `small` in it."""
    make_guide(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


Streams = pytest.CaptureFixture[str]


def said(capsys: Streams, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    code = run(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


# --- which guide, and how it ends ---


@pytest.mark.parametrize("guide", ["small", "small/", "./small", "small/guide.yaml", "trotskyism-is-not-leninism"])
def test_a_guide_by_folder_file_or_name(here: Path, capsys: Streams, guide: str) -> None:
    assert run(["show", guide]) == 0


def test_without_a_name_the_guide_in_the_current_folder(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: Streams
) -> None:
    monkeypatch.chdir("small")
    assert said(capsys, "show")[1].startswith("A small guide\n")


def test_guides_below_the_current_folder_are_named(here: Path, capsys: Streams) -> None:
    code, out, err = said(capsys, "check")
    assert (code, out) == (2, "")
    assert "help: name one: small, reading-a-polemic, trotskyism-is-not-leninism" in err


def test_a_folder_goes_before_a_shipped_guide_of_its_name(here: Path, capsys: Streams) -> None:
    Path("small").rename("trotskyism-is-not-leninism")
    assert said(capsys, "show", "trotskyism-is-not-leninism")[1].startswith("A small guide\n")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["list"], 0),
        (["help"], 0),
        (["help", "keys"], 0),
        (["check", "small"], 0),
        (["check", "nowhere"], 2),
        (["check", "--nonsense"], 2),
        (["nonsense"], 2),
        ([], 2),
        (["build", "small", "--paper", "a0"], 2),
        (["build", "small", "--session", "s9"], 2),
        (["build", "small", "--text", "nowhere.md"], 1),
        (["check", "."], 1),
        (["show", "."], 1),
        (["check", ""], 2),
        (["check", "x" * 5_000], 2),
        (["check", "a\0b"], 2),
        (["check", "small", "--text", "x" * 5_000], 1),
        (["check", "small", "--text", "a\0b"], 2),
        (["check", "small", "--templates", "x" * 5_000], 2),
        (["build", "small", "--templates", "a\0b"], 2),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_exit_codes(here: Path, capsys: Streams, arguments: list[str], code: int) -> None:
    got, out, err = said(capsys, *arguments)
    assert got == code, err
    assert bool(err) == (code > 0)
    assert not out or "check" in arguments or code == 0
    assert not Path("out").exists()


def test_warnings_fail_only_where_asked_for(here: Path, capsys: Streams) -> None:
    with Path("small/glossary.yaml").open("a", encoding="utf-8") as file:
        file.write("# \n")
    Path("small/readings.yml").touch()
    code, out, err = said(capsys, "check", "small")
    assert (code, err) == (
        0,
        "small/readings.yml: warning: moot does not read this\n    help: did you mean readings.yaml?\n",
    )
    assert "0 errors, 1 warning in " in out
    assert said(capsys, "check", "small", "--strict")[0] == 1


def test_quiet_says_errors_only(here: Path, capsys: Streams) -> None:
    Path("small/readings.yml").touch()
    assert said(capsys, "check", "small", "--quiet") == (0, "", "")
    Path("small/people.yaml").write_text("dora: {name: Dora}\n", encoding="utf-8")
    code, out, err = said(capsys, "check", "small", "--quiet")
    assert (code, out) == (1, "")
    assert err.startswith("small/people.yaml:1:1: “says” is missing")
    assert "readings.yml" not in err


# --- what the commands print ---


def test_show_is_a_tree(here: Path, capsys: Streams) -> None:
    code, out, err = said(capsys, "show", "small")
    assert (code, err) == (0, "")
    rows = out.splitlines()
    assert rows[0] == "A small guide"
    assert [row for row in rows if row.startswith(("├─", "└─"))] == [
        row for row in rows if re.match(r"[├└]─ s\d  How it (rose|fell)  \d+ min", row)
    ]
    assert any("Q1  What bread do you like?  opening, 5 min, should" in row for row in rows)
    assert any("Dora Baker: Diary of an oven  required, " in row for row in rows)


@pytest.mark.parametrize(
    ("command", "said_then"),
    [
        (["show", "small", "--set", "core"], "question set: core (there are also: other)"),
        (["show", "small", "--set", "other"], "question set: other (there are also: core)"),
        (["show", "small", "--set", "othr"], "did you mean “other”?"),
        (["check", "small"], "with the question set “other”, session “s1” needs 73 minutes"),
        (["check", "small", "--set", "core"], "0 errors"),
    ],
)
def test_question_sets_by_name(here: Path, capsys: Streams, command: list[str], said_then: str) -> None:
    guide = Path("small/guide.yaml")
    guide.write_text(guide.read_text(encoding="utf-8") + "sets: [core, other]\n", encoding="utf-8")
    other = "{id: q-long, section: rise, kind: opening, ask: What?, minutes: 60}"
    Path("small/questions/other.yaml").write_text(f"- {other}\n", encoding="utf-8")
    _, out, err = said(capsys, *command)
    assert said_then in out + err


def test_list_names_every_shipped_guide(capsys: Streams) -> None:
    code, out, err = said(capsys, "list")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"(\S+  .+ \(\d+ sessions?; question sets: \S.*\)\n)+", out)
    assert "trotskyism-is-not-leninism  " in out


@pytest.mark.parametrize("name", [*COMMANDS, *GROUPS, ""])
def test_help_explains_every_option(capsys: Streams, name: str) -> None:
    code, out, err = said(capsys, *name.split(), "--help")
    assert (code, err) == (0, "")
    command = COMMANDS.get(name)
    for option in command.params if command else []:
        assert option.help, f"{name}: {option.name} is not explained"
        assert all(spelling in out for spelling in option.opts if spelling.startswith("-"))
    assert command or all(f"\n  {other}" in out for other in (GROUPS[name] if name else TOP))
    assert "..." not in out.partition("Commands:")[2]  # a summary that was cut off
    assert "help:" not in out


def test_help_topics(capsys: Streams) -> None:
    topics = re.findall(r"moot help (\w+)", said(capsys, "help")[1])
    assert topics == ["keys", "kinds", "protocols", "roles", "templates"]
    words = {
        "keys": "answer_space:",
        "kinds": "corroboration ",
        "protocols": "fishbowl ",
        "roles": "counterpoint ",
        "templates": "  focus: text",
    }
    for topic in topics:
        code, out, err = said(capsys, "help", topic)
        assert (code, err) == (0, "")
        assert words[topic] in out


# --- for other programs ---


def document(capsys: Streams, *arguments: str) -> tuple[int, Any]:
    code, out, err = said(capsys, *arguments, "--json")
    assert err == ""
    return code, json.loads(out)


def test_json_of_every_command(here: Path, capsys: Streams) -> None:
    asked = {name for name, command in COMMANDS.items() if any("--json" in one.opts for one in command.params)}
    assert asked == set(COMMANDS) - {"help", "question export"}
    assert [one["name"] for one in document(capsys, "list")[1]] == ["reading-a-polemic", "trotskyism-is-not-leninism"]
    assert [one["id"] for one in document(capsys, "show", "small")[1]["sessions"]] == ["s1", "s2"]
    assert {"name", "ok", "detail", "mend"} == document(capsys, "doctor")[1][0].keys()
    code, checked = document(capsys, "check", "small")
    assert (code, checked["ok"], checked["errors"], checked["problems"]) == (0, True, 0, [])


@pytest.mark.parametrize("command", ["check", "show", "build"])
def test_json_of_a_guide_with_mistakes(here: Path, capsys: Streams, command: str) -> None:
    Path("small/people.yaml").write_text("dora: {name: Dora}\n", encoding="utf-8")
    code, answer = document(capsys, command, "small")
    assert (code, answer["ok"]) == (1, False)
    assert [(one["file"], one["line"], one["message"]) for one in answer["problems"]] == [
        ("small/people.yaml", 1, "“says” is missing")
    ]


@pytest.mark.parametrize("arguments", [["show", "nowhere"], ["build", "small", "--session", "s9"], ["check", "--no"]])
def test_json_of_wrong_usage(here: Path, capsys: Streams, arguments: list[str]) -> None:
    code, answer = document(capsys, *arguments)
    assert (code, answer["ok"]) == (2, False)
    assert answer["message"]


def test_a_build_names_its_files_and_is_silent_where_asked(here: Path, capsys: Streams) -> None:
    wanted = ["build", "small", "--session", "2", "--edition", "participant", "--paper", "letter"]
    code, answer = document(capsys, *wanted)
    (built,) = answer["files"]
    file = "out/small/s2-participant-letter.pdf"
    assert (code, answer["ok"], built["file"], built["session"]) == (0, True, file, "s2")
    assert Path(file).read_bytes().startswith(b"%PDF")
    Path(file).unlink()
    assert said(capsys, *wanted, "--quiet") == (0, "", "")
    assert [found.as_posix() for found in Path("out").rglob("*.*")] == [file]
    code, out, err = said(capsys, *wanted)
    assert (code, out) == (0, f"{file}  {built['pages']} pages\n")
    assert "\x1b" not in err  # no progress in a pipe


# --- terminals and pipes ---


def process(*arguments: str, cwd: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """`python -m moot …` in a process of its own."""
    return subprocess.run([sys.executable, "-m", "moot", *arguments], cwd=cwd, capture_output=True, timeout=60, **more)


def test_as_a_module_nothing_of_the_current_folder_is_run(here: Path) -> None:
    for name in ("yaml", "typer", "json", "re"):
        Path(f"{name}.py").write_text("raise SystemExit('hostile code was run')\n", encoding="utf-8")
    done = process("show", "small", cwd=here)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"A small guide")


def test_a_reader_that_leaves_early(here: Path) -> None:
    source, target = os.pipe()
    os.close(source)
    try:
        command = [sys.executable, "-m", "moot", "help", "keys"]
        done = subprocess.run(command, stdout=target, stderr=subprocess.PIPE, timeout=60, cwd=here)
    finally:
        os.close(target)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_terminal_that_knows_only_ascii(here: Path) -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    done = process("show", "small", cwd=here, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\\u251c\\u2500 s1  How it rose" in done.stdout
    Path("small/people.yaml").write_text("dora: {name: Døra}\n", encoding="utf-8")
    done = process("check", "small", cwd=here, env=environment)
    assert done.returncode == 1
    assert b"\\u201csays\\u201d is missing" in done.stderr


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2066"], ids=ascii)
def test_what_commands_a_terminal_is_made_visible(here: Path, capsys: Streams, character: str) -> None:
    guide = Path("small/guide.yaml")
    guide.write_text(guide.read_text(encoding="utf-8").replace("A small", f"A {character}small"), encoding="utf-8")
    Path("small").rename(f"sm{character}all")
    for command in ("show", "check", "build --session s9", "build --json --session s9", "show --json"):
        code, out, err = said(capsys, *command.split(), f"sm{character}all")
        assert character not in out + err, command
        assert f"<U+{ord(character):04X}>" in out + err or "--json" in command or code != 1
    assert character not in "".join(said(capsys, "check", f"nowhere{character}")[1:])
    assert character not in "".join(said(capsys, f"chekc{character}")[1:])


LOADED = """
import sys
import textwrap
sys.stdout = sys.stderr = open({null!r}, "w", encoding="utf-8")
from moot.cli.app import run
run({arguments!r})
sys.__stdout__.write(" ".join(sys.modules))
"""


@pytest.mark.parametrize("arguments", ["--help", "build --help", "list", "check small", "show small", "help kinds"])
def test_no_command_but_build_loads_the_page_engine(here: Path, arguments: str) -> None:
    code = LOADED.format(null=os.devnull, arguments=arguments.split())
    done = subprocess.run([sys.executable, "-c", code], cwd=here, capture_output=True, text=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "moot.cli.app" in loaded, done.stderr
    assert not loaded & {"weasyprint", "jinja2", "PIL", "fontTools", "markdown_it.renderer_html"}
    if "--help" in arguments or arguments == "list":
        assert not loaded & {"markdown_it", "moot.build", "moot.guide.guide"}


@pytest.mark.skipif(os.name == "nt", reason="no such signal on this system")
def test_an_interruption_stops_everything(here: Path) -> None:
    command = [sys.executable, "-m", "moot", "build", "trotskyism-is-not-leninism"]
    build = subprocess.Popen(
        command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    time.sleep(1.5)
    assert build.poll() is None, build.communicate()
    os.killpg(build.pid, signal.SIGINT)  # as a terminal does: to all that it started
    out, err = build.communicate(timeout=30)
    assert (build.returncode, out, err) == (130, "", "stopped; no file was changed\n")
    assert not Path("out").exists()


def test_json_is_json_in_every_encoding(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, guide=textwrap.dedent(BASE["guide.yaml"]).replace("A small guide", "Café 😀"))
    environ = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "moot", "show", str(guide), "--json"], capture_output=True, env=environ, check=True
    )
    assert json.loads(done.stdout)["title"] == "Café 😀"


@pytest.mark.skipif(os.name != "posix", reason="closes streams with the shell")
def test_closed_streams_are_no_crash() -> None:
    for closed in (">&-", "2>&-"):
        done = subprocess.run(["sh", "-c", f'"$0" -m moot list {closed}', sys.executable], capture_output=True)
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False)
