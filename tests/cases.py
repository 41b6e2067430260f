"""Reads side-by-side cases from a Markdown file: a heading, what goes in, what must come out.

    ## a title with a colon            the case's title
    ```yaml guide.yaml                 an input file; the name may be left out where there is only one
    …
    ```
    ```expected                        what the program prints
    …
    ```

The first word of a fence is kept in `kinds`: a suite may give it a meaning of its own. Prose between the fences is
for the reader. Fences of four or more backticks may hold shorter ones. With MOOT_UPDATE_CASES=1 in the environment
`compare` writes what came out into the file instead; read the difference before keeping it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Case", "compare", "read_cases"]


@dataclass
class Case:
    """One case; `files` by name, `kinds` the word before each name, `line` where its heading stands, in `path`."""

    title: str
    path: Path
    line: int
    files: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    expected: str | None = None

    @property
    def input(self) -> str:
        """The first, usually the only, input file."""
        return next(iter(self.files.values()))

    def __str__(self) -> str:
        return self.title


def read_cases(path: Path) -> list[Case]:
    """The cases of `path`. Raises ValueError where a case lacks its input or output, or two share a title."""
    cases: list[Case] = []
    fence, info, body = "", "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if fence:
            if line.rstrip() == fence:
                _add(cases, info, "".join(f"{row}\n" for row in body))
                fence = ""
            else:
                body.append(line)
        elif line.startswith("## "):
            cases.append(Case(line[3:].strip(), path, number))
        elif found := re.match(r"(`{3,})(.*)", line):
            fence, info, body = found[1], found[2].strip(), []
    if fence:
        raise ValueError(f"{path}: a fence is not closed")
    for case in cases:
        if not case.files or case.expected is None:
            raise ValueError(f"{path}:{case.line}: “{case.title}” needs an input and a fence marked “expected”")
    if len({case.title for case in cases}) < len(cases):
        raise ValueError(f"{path}: two cases have the same title")
    return cases


def _add(cases: list[Case], info: str, body: str) -> None:
    if not cases:
        return  # a fence in the introduction
    case = cases[-1]
    kind, _, name = info.partition(" ")
    if kind == "expected":
        if case.expected is not None:
            raise ValueError(f"{case.path}:{case.line}: “{case.title}” has two outputs")
        case.expected = body
    else:
        if name.strip() in case.files:
            raise ValueError(f"{case.path}:{case.line}: “{case.title}” has two inputs called “{name.strip()}”")
        case.files[name.strip()] = body
        case.kinds[name.strip()] = kind


def compare(case: Case, got: str) -> None:
    """Fails unless `got` is what the case expects, with both in full."""
    got = got.rstrip("\n") + "\n"
    if got != case.expected and os.environ.get("MOOT_UPDATE_CASES"):
        _rewrite(case, got)
        return
    assert got == case.expected, f"{case.path.name}:{case.line}: {case.title}\n--- printed ---\n{got}"


def _rewrite(case: Case, got: str) -> None:
    text = case.path.read_text(encoding="utf-8")
    start = re.search(rf"^## {re.escape(case.title)}[ \t]*$", text, re.MULTILINE)
    assert start
    output = re.compile(r"^(`{3,})expected\n.*?^\1$", re.MULTILINE | re.DOTALL)
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", got)), default=0))
    new = f"{fence}expected\n{got}{fence}"
    changed = text[: start.end()] + output.sub(lambda _: new, text[start.end() :], count=1)
    case.path.write_text(changed, encoding="utf-8")
