"""What a facilitator is told about a guide that is wrong, case by case, in bad_input_cases.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from cases import Case, compare, read_cases
from moot.cli.app import run

CASES = read_cases(Path(__file__).parent / "bad_input_cases.md")
BASE = CASES[0]
GUIDE = "bread"


def written(case: Case, folder: Path) -> list[list[str]]:
    """Puts the guide of all cases, changed as `case` says, below `folder`; gives the command lines to run."""
    commands = "$ moot check bread"
    for one in (BASE, case) if case is not BASE else (case,):
        for name, body in one.files.items():
            if name:
                _write(one.kinds[name], folder / GUIDE / name, body)
            elif one is case:
                commands = body
    return [row.removeprefix("$ moot").split() for row in commands.splitlines()]


def _write(kind: str, file: Path, body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind == "gone":
        file.unlink()
    elif kind == "link":
        file.unlink(missing_ok=True)
        file.symlink_to(body.strip())
    elif kind == "hex":
        file.write_bytes(bytes.fromhex(body))
    elif kind == "diff":
        file.write_text(_changed(file.read_text(encoding="utf-8"), body), encoding="utf-8")
    else:
        file.write_text(body, encoding="latin-1" if kind == "latin-1" else "utf-8", newline="")


def _changed(text: str, difference: str) -> str:
    """`text` with each run of `-` lines replaced by the `+` lines after it; `+` lines alone go to the end."""
    for old, new in re.findall(r"((?:^-.*\n)*)((?:^\+.*\n)*)", difference, re.MULTILINE):
        before = "".join(row[1:] + "\n" for row in old.splitlines())
        after = "".join(row[1:] + "\n" for row in new.splitlines())
        if before:
            assert text.count(before) == 1, f"the base guide does not hold these lines once:\n{before}"
            text = text.replace(before, after)
        else:
            text += after
    return text


def marked(case: Case) -> Any:
    """Cases that start the page engine stay on one worker, so that they do not crowd out the others."""
    marks = [pytest.mark.xdist_group("page engine")] if "moot build" in case.files.get("", "") else []
    return pytest.param(case, id=str(case), marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    commands = written(case, tmp_path)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    got = []
    for arguments in commands:
        code = run(arguments)
        printed = capsys.readouterr()
        got.append(f"exit {code}\n{printed.err}")
        assert str(tmp_path) not in printed.out + printed.err, "a path of this machine is shown"
        assert "Traceback" not in printed.err
        assert "build" not in arguments or not printed.out, "a build that is refused says nothing on standard output"
    assert sorted(tmp_path.rglob("*")) == before, "something was written"
    compare(case, "".join(got))


def test_there_are_enough_cases_and_each_is_refused() -> None:
    assert len(CASES) > 45
    fine = [case.title for case in CASES if case.expected and case.expected.startswith("exit 0")]
    assert fine[0] == BASE.title
    assert len(fine) < 12
