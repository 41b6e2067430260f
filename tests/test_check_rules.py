"""Each rule of `moot check`, red and green, side by side in check_cases.md."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from cases import Case, compare, read_cases
from making import BASE, TEXT, load, make_guide, told
from moot.check.rules import RULES, check_guide
from moot.check.whole import check_all

CASES = read_cases(Path(__file__).with_name("check_cases.md"))


@pytest.mark.parametrize("with_text", [False, True])
def test_the_small_guide_gives_no_finding(tmp_path: Path, with_text: bool) -> None:
    files = {"text.md": TEXT} if with_text else {}
    assert check_guide(load(tmp_path, **files)) == ()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_a_check_says(case: Case, tmp_path: Path) -> None:
    (name, old), (_, new) = case.files.items()
    source = textwrap.dedent(BASE[name])
    # What ends a line here ends one there, so that whole lines can be replaced as well as parts of them.
    old, new = (old, new) if old in source else (old.rstrip("\n"), new.rstrip("\n"))
    assert source.count(old) == 1, f"“{old}” stands {source.count(old)} times in {name}"
    findings = check_guide(load(tmp_path, **{name: source.replace(old, new)}))
    rows = []
    for one in findings:
        row, _, hint = told((one,))[0].partition(" | ")
        rows += [f"{one.severity} {one.rule}: {row}", f"    {hint}"]
    compare(case, "\n".join(rows) or "nothing")


def test_every_rule_has_a_red_case() -> None:
    """A rule that is added to the registry is added here."""
    red = " ".join(case.expected or "" for case in CASES)
    tags = {
        "there is a session": "error session",
        "minutes add up": "error minutes",
        "text-based questions cite a passage": "grounded",
        "one question at a time": "one-question",
        "short enough to say": "warning short",
        "a paragraph named is one pointed to": "warning named",
        "no question is a draft": "note draft",
        "protocols fit into the minutes": "warning protocol",
        "claims are answered by something to read": "answered",
        "both best cases get the same minutes": "balance",
        "sources have full headers": "source-header",
        "pictures can be read": "picture",
        "sessions have a focus question": "warning focus",
        "everything is used": "unused",
    }
    needs_a_text = {"references find their paragraphs", "quotations are the words of the text"}  # test_check_anchors.py
    assert [name for name, _ in RULES if name not in tags and name not in needs_a_text] == []
    assert [name for name, tag in tags.items() if tag not in red] == []


def test_paragraphs_in_no_section_are_told(tmp_path: Path) -> None:
    text = TEXT + "\n## Crumbs\n\nWhat fell to the floor.\n\nThe birds had it.\n"
    checked = check_all(make_guide(tmp_path, **{"text.md": text}), "small")
    assert (checked.problems, checked.unsure) == ((), "; 2 of 7 paragraphs of the text are in no section")


def test_paragraphs_before_the_first_section_are_printed_with_it(tmp_path: Path) -> None:
    text = TEXT.replace("## Rise", "A word before all others.\n\n## Rise")
    assert check_all(make_guide(tmp_path, **{"text.md": text}), "small").unsure == ""
