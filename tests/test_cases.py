"""The reader of side-by-side cases itself: a case that says nothing must not pass for a case that holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import compare, read_cases

WHOLE = """\
# Cases
```
not a case
```
## two files
```yaml guide.yaml
a: b
```
Words in between.
````yaml questions/core.yaml
- ```
````
```expected
out
```
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "cases.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_files_and_output(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, WHOLE))
    assert (str(case), case.line, case.input) == ("two files", 5, "a: b\n")
    assert case.files == {"guide.yaml": "a: b\n", "questions/core.yaml": "- ```\n"}
    compare(case, "out")
    with pytest.raises(AssertionError, match=r"cases\.md:5: two files"):
        compare(case, "other")


def test_rewriting_changes_only_this_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = "## second\n```\nb\n```\n```expected\nout\n```\n"
    file = written(tmp_path, WHOLE + second)
    monkeypatch.setenv("MOOT_UPDATE_CASES", "1")
    compare(read_cases(file)[0], "new\n```")
    assert (
        file.read_text(encoding="utf-8")
        == WHOLE.replace("```expected\nout\n```", "````expected\nnew\n```\n````") + second
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## a\n```\nx\n```\n", "needs an input"),
        ("## a\n```expected\nx\n```\n", "needs an input"),
        ("## a\n```\nx\n", "not closed"),
        ("## a\n```\nx\n```\n```expected\n```\n" * 2, "same title"),
        ("## a\n```\nx\n```\n```expected\n```\n```expected\n```\n", "two outputs"),
        ("## a\n```y f\nx\n```\n```y f\nx\n```\n```expected\n```\n", "two inputs"),
    ],
)
def test_incomplete_case(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_cases(written(tmp_path, text))
