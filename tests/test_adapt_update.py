"""What has changed in the guide a group adapts: moot update and its memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import make_guide
from moot.adapt.update import lock_file, look_for_news, remember
from moot.problems import GuideProblems

OURS = """
extends: small
edit: {q-mean: {ask: What did it mean?, minutes: 9}}
drop: q-fact
add: {after: q-open, kind: opening, ask: Who is hungry?}
"""


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A group's file beside the base guide, with the guide remembered as it is."""
    make_guide(tmp_path)
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    remember(file, look_for_news(file))
    return file


def changed(ours: Path, name: str, old: str, new: str) -> None:
    file = ours.parent / "small" / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")


def news(ours: Path) -> list[str]:
    rows = []
    for one in look_for_news(ours).news:
        rows.append(f"{one.what} {one.noun} {one.id}{' (ours)' if one.ours else ''}")
        if one.field:
            rows.append(f"  {one.field}: {one.before} → {one.now}, ours {one.own}")
    return rows


def test_at_first_the_guide_is_remembered_as_it_is(tmp_path: Path) -> None:
    make_guide(tmp_path)
    file = tmp_path / "ours.yaml"
    file.write_text(OURS, encoding="utf-8")
    assert look_for_news(file).first
    assert not lock_file(file).exists()


def test_nothing_new(ours: Path) -> None:
    assert news(ours) == []


CORE = "questions/core.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (CORE, "What does rising mean here?", "What is it to rise?",
         ["reworded question q-mean (ours)", "  ask: What does rising mean here? → What is it to rise?, "
          "ours What did it mean?"]),
        (CORE, "What rose first?", "What rose at first?", ["reworded question q-fact (ours)"]),
        (CORE, "What bread do you like?", "Which bread?", ["reworded question q-open (ours)"]),
        (CORE, "What is still open?", "What is open?", ["reworded question q-close"]),
        (CORE, "note: Let them read it aloud.", "note: Read it aloud.", ["reworded question q-mean (ours)"]),
        (CORE, "- {id: q-close,", "- {id: q-new, section: rise, kind: closing, ask: What now?}\n- {id: q-close,",
         ["new question q-new"]),
        (CORE, "{id: q-fact,", "{id: q-other,", ["gone question q-fact (ours)", "new question q-other"]),
        ("guide.yaml", "Yeast alone made bread rise.", "Yeast made bread rise.", ["reworded claim yeast"]),
        ("guide.yaml", "title: How it fell", "title: Why it fell", ["reworded session s2"]),
        ("readings.yaml", "title: Report of the mill", "title: The mill", ["reworded reading mill-report"]),
    ],
)  # fmt: skip
def test_what_is_new_gone_or_reworded(ours: Path, name: str, old: str, new: str, expected: list[str]) -> None:
    changed(ours, name, old, new)
    assert news(ours) == expected
    remember(ours, look_for_news(ours))
    assert news(ours) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"entries": 3}',
        '{"entries": {"a": ["question", 1, "b"]}}',
        "[" * 10_000,
        '{"entries": {}, "edited": {"q-mean": ["ask"]}}',
        '{"entries": {}, "edited": {"q-mean": {"ask": 5}}}',
        '{"entries": {}, "edited": 5}',
        '{"entries": {}, "version": [1]}',
    ],
)
def test_a_memory_that_is_none_is_told(ours: Path, text: str) -> None:
    lock_file(ours).write_text(text, encoding="utf-8")
    with pytest.raises(GuideProblems) as found:
        look_for_news(ours)
    assert "what moot remembers of a guide" in found.value.problems[0].message
    assert "delete it" in found.value.problems[0].hint
