"""What no file of the project may hold: addresses of registries, paths of somebody's machine, others' sentences."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "texts"

# Where packages come from is the business of the machine that installs them. A letter in brackets stands for itself,
# so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    r"py[p]i\.org|python[h]osted\.org|npm[j]s\.(?:org|com)|yarn[p]kg\.com|crate[s]\.io|ruby[g]ems\.org|"
    r"ana[c]onda\.(?:org|com)|golan[g]\.org/|maven\.or[g]|deb\.debia[n]\.org|archive\.ubunt[u]\.com|artifactor[y]|"
    r"index-ur[l]\s*[=:]|\bregistr[y]\s*=\s*http|\"resolve[d]\":\s*\"http",
    re.IGNORECASE,
)
ANY_HOME = re.compile(r"(?<![\w.~-])/(?:hom[e]|User[s])/[a-z][\w.-]+/|[A-Z]:\\\\?User[s]\\", re.IGNORECASE)


def machine_paths(root: Path, home: Path) -> re.Pattern[str]:
    """The folder the checkout stands in and the home of whoever runs this, where they are more than a slash."""
    own = [re.escape(str(path)) for path in (root.parent, home) if len(path.parts) > 1]
    return re.compile("|".join(rf"(?<![\w.~-]){path}(?![\w-])/" for path in own) or r"(?!)")


@cache
def files() -> tuple[Path, ...]:
    """The files of the project: what git knows or would take in."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8").stdout
    if not listed:
        pytest.skip("this is no checkout")
    return tuple(ROOT / name for name in sorted(set(listed.split("\0"))) if name and (ROOT / name).is_file())


def words_in_places(pattern: re.Pattern[str], paths: tuple[Path, ...]) -> Iterator[str]:
    """`file:line: words` for every match; files that are no text are read for the letters in them."""
    for path in paths:
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            if found := pattern.search(line):
                yield f"{path.name}:{number}: {found[0]}"


def test_no_file_names_a_registry_or_a_machine() -> None:
    assert len(files()) > 100
    for pattern in (REGISTRIES, ANY_HOME, machine_paths(ROOT, Path.home())):
        assert list(words_in_places(pattern, files())) == []


@pytest.mark.parametrize(
    "line",
    [
        "see https://py" + "pi.org/project/moot",
        "extra-index-" + "url = https://example.org",
        "/hom" + "e/ana/moot/guide.yaml",
        "C:\\User" + "s\\Ana\\moot",
        "/srv/build" + "/moot/x",
        "(/var/ana" + "/notes)",
    ],
)
def test_such_words_are_found(line: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text(f"one\n{line}\n", encoding="utf-8")
    patterns = (REGISTRIES, ANY_HOME, machine_paths(Path("/srv/build/moot"), Path("/var/ana")))
    found = [place for pattern in patterns for place in words_in_places(pattern, (file,))]
    assert len(found) == 1 and found[0].startswith("file:2: ")


def test_words_that_only_look_like_it_are_not_found(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("the opt/day ratio; ~/moot; /optics/; a registry = a list; /homework/", encoding="utf-8")
    for pattern in (REGISTRIES, ANY_HOME, machine_paths(Path("/opt/main"), Path("/ana"))):
        assert list(words_in_places(pattern, (file,))) == []


# What others wrote stays theirs

RUN = 9
"""So many words in a row are somebody's sentence, not a coincidence."""


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower().replace("’", "'"))
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def taken_over(paths: tuple[Path, ...], texts: list[str], titles: list[str]) -> list[str]:
    """Runs of words that stand in a file and in a text; titles of works may be named by both."""
    known = {run for text in texts for run in runs_of(text)} - {run for text in titles for run in runs_of(text)}
    return [
        f"{path.name}: “{' '.join(run)}”"
        for path in paths
        for run in runs_of(path.read_bytes().decode("utf-8", "replace"))
        if run in known
    ]


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the texts under study are not at hand")
def test_no_file_takes_over_wording_of_the_texts() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted(TEXTS.glob("*.txt"))]
    titles = [file.read_text(encoding="utf-8") for file in sorted(TEXTS.parent.glob("research/*.md"))]
    assert texts
    assert taken_over(files(), texts, titles) == []


def test_wording_that_is_taken_over_is_found(tmp_path: Path) -> None:
    text = "It was late, the lamp was low; nobody had thought to bring the other one."
    file = tmp_path / "guide.yaml"
    file.write_text("says: the LAMP was low\n  nobody had thought to *bring* it", encoding="utf-8")
    assert taken_over((file,), [text], []) == ["guide.yaml: “the lamp was low nobody had thought to bring”"]
    assert taken_over((file,), [text], [text]) == []
    file.write_text("says: nobody had thought of bringing another lamp", encoding="utf-8")
    assert taken_over((file,), [text], []) == []
