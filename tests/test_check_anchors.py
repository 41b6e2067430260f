"""What `moot check` says of references after the text was edited, of a lock that is damaged, and of quotations."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import BASE, TEXT, make_guide, told
from moot.check.whole import check_all
from moot.load.guide_folder import load_guide
from moot.load.lock import LARGEST, LOCK, read_lock, write_lock
from moot.load.standing import locked
from moot.problems import GuideProblems
from moot.resources import shipped_guides

CORE = """
    - {id: q-one, section: rise, kind: factual, ask: What rose first?, minutes: 6, refs: "¶2"}
    """
"""One question on the second paragraph of the first section, so that a case has one finding."""

RISE = BASE["guide.yaml"].replace('refs: ["¶1"]', "refs: [rise]").replace("paragraphs: 3\n", "\n")
LONG = """# On Bread

## Rise

Yeast came first, and the dough was warm. It stood near the oven until the bells rang.

The leaven worked through the night while nobody watched. Toward morning it had lifted the cloth from the bowl.

In the morning there was bread on every table, and the smell of it went down the street.

## Fall

Then the door was opened too soon.

Nothing is as flat as a fallen loaf.
"""
NEW = "A stranger came whose horse had lost two shoes, and he asked for nothing but a candle."
WORKED = "The leaven worked through the night while nobody watched."
LIFTED = "Toward morning it had lifted the cloth from the bowl."
MORNING = "In the morning there was bread on every table, and the smell of it went down the street."

DRIFT = {
    "nothing": ((WORKED, WORKED), []),
    "above": (("## Rise\n", f"## Rise\n\n{NEW}\n"), ["warning “¶2” is now “¶3”: a paragraph was added above"]),
    "two above": (
        ("## Rise\n", f"## Rise\n\n{NEW}\n\nAnd {NEW}\n"),
        ["warning “¶2” is now “¶4”: 2 paragraphs were added above"],
    ),
    "taken out above": (
        ("Yeast came first, and the dough was warm. It stood near the oven until the bells rang.\n\n", ""),
        ["warning “¶2” is now “¶1”: a paragraph was taken out above"],
    ),
    "changed": (
        ("nobody watched", "everybody slept"),
        ["note the paragraph that “¶2” means was edited: new in it “everybody slept”; 2 words are gone"],
    ),
    "split": ((f"{WORKED} {LIFTED}", f"{WORKED}\n\n{LIFTED}"), ["warning “¶2” is now “¶2-3”: the paragraph was split"]),
    "merged": (
        (f"bells rang.\n\n{WORKED}", f"bells rang. {WORKED}"),
        ["warning “¶2” is now “¶1”: the paragraph was joined with another"],
    ),
    "to another section": (
        (f"{WORKED} {LIFTED}\n\n{MORNING}\n\n## Fall\n", f"{MORNING}\n\n## Fall\n\n{WORKED} {LIFTED}\n"),
        ["warning “¶2” is now “fall ¶1”: it was moved"],
    ),
    "half of it": (
        (LIFTED, "A stranger came whose horse was lame."),
        ["warning “¶2” meant the paragraph “The leaven worked through the night while nobody …”, "
         "which was rewritten or taken out"],
    ),
    "gone": (
        (f"{WORKED} {LIFTED}", NEW),
        ["error “¶2” meant a paragraph that is not in the text any more: “The leaven worked through the night while "
         "nobody …”"],
    ),
    "heading": (("## Fall", "## The great fall"), ["error section “fall”: the text has no heading “Fall”"]),
}  # fmt: skip
"""An edit of the text, and what is said then; of the half, its beginning."""


def small(folder: Path, text: str = LONG, core: str = CORE, **files: str) -> Path:
    made = make_guide(folder, **{"text.md": text, "questions/core.yaml": core, "guide.yaml": RISE, **files})
    write_lock(made, locked(load_guide(made, name="small")))
    return made


def findings(guide: Path, rules: tuple[str, ...] = ("anchor", "anchor-section", "lock", "quotation")) -> list[str]:
    found = check_all(guide, "small").problems
    return [f"{one.severity} {one.message}" for one in found if one.rule in rules or one.severity == "error"]


@pytest.mark.parametrize("name", DRIFT)
def test_what_is_said_of_an_edit(tmp_path: Path, name: str) -> None:
    (old, new), expected = DRIFT[name]
    guide = small(tmp_path)
    assert LONG.count(old) >= 1
    (guide / "text.md").write_text(LONG.replace(old, new, 1), encoding="utf-8")
    found = findings(guide)
    assert len(found) == len(expected)
    assert all(one.startswith(start) for one, start in zip(found, expected, strict=True)), found


def test_words_find_themselves_and_are_told_when_they_are_gone(tmp_path: Path) -> None:
    core = CORE.replace('refs: "¶2"', "refs: '\"leaven worked through the night\"'")
    guide = small(tmp_path, core=core)
    (guide / "text.md").write_text(LONG.replace("## Rise\n", f"## Rise\n\n{NEW}\n"), encoding="utf-8")
    assert findings(guide) == []
    (guide / "text.md").write_text(
        LONG.replace("worked through the night", "works through the night"), encoding="utf-8"
    )
    (found,) = findings(guide)
    assert found.startswith('error the words “"leaven worked through the night"” are not in the text any more')


def test_a_better_message_takes_the_place_of_the_error(tmp_path: Path) -> None:
    """¶3 is more than there are now: loading says so; the lock knows where the paragraph is."""
    guide = small(tmp_path, core=CORE.replace("¶2", "¶3"))
    (guide / "text.md").write_text(LONG.replace(f"{WORKED} {LIFTED}\n\n", ""), encoding="utf-8")
    assert findings(guide) == ["error “¶3” is now “¶2”: a paragraph was taken out above"]


def test_a_lock_is_quiet_and_needs_a_text(tmp_path: Path) -> None:
    guide = small(tmp_path)
    assert findings(guide) == []
    (guide / "text.md").unlink()
    assert findings(guide) == []


LOCKS = {
    "not moot's": ("hello\n", "error this lock is damaged: this line is not as moot writes it"),
    "empty": ("", "error this is no lock that moot has written"),
    "a list": ("[1, 2]\n", "error this lock is damaged"),
    "newer": ('{"guide.lock": "x", "version": 2}\n', "warning this lock was written by a newer moot"),
    "no version": ('{"guide.lock": "x"}\n', "error this lock is damaged: it states no version"),
    "deep": ('{"guide.lock": "x", "version": 1}\n' + "[" * 200_000 + "\n", "error this lock is damaged"),
    "number": ('{"guide.lock": "x", "version": 1}\n{"heading": "A", "level": ' + "9" * 5000 + "}\n", "error this lock"),
    "kinds": ('{"guide.lock": "x", "version": 1}\n{"for": 1, "ref": {}}\n', "error this lock is damaged"),
    "half signs": ('{"guide.lock": "x", "version": 1}\n{"paragraph": "\\ud800"}\n', "error this lock is damaged"),
    "conflict": (
        '{"guide.lock": "x", "version": 1}\n<<<<<<< HEAD\n',
        "error two versions of this lock are in conflict",
    ),
    "large": ("x" * (LARGEST + 1), "error this lock has more than 10 MB"),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_is_damaged_is_told_so(tmp_path: Path, name: str) -> None:
    text, expected = LOCKS[name]
    guide = small(tmp_path)
    (guide / LOCK).write_text(text, encoding="utf-8")
    (found,) = findings(guide)
    assert found.startswith(expected)
    with pytest.raises(GuideProblems) as refused:
        read_lock(guide, "small")
    assert "moot relink" in refused.value.problems[0].hint


def test_a_lock_outside_is_not_read(tmp_path: Path) -> None:
    guide = small(tmp_path)
    (guide / LOCK).rename(tmp_path / "elsewhere")
    (guide / LOCK).symlink_to(tmp_path / "elsewhere")
    assert findings(guide) == ["error this is no file of the guide folder"]


def test_a_lock_in_bytes_that_are_no_text(tmp_path: Path) -> None:
    guide = small(tmp_path)
    (guide / LOCK).write_bytes(b"\xff\xfe\x00")
    assert findings(guide) == ["error this lock is damaged: it is not UTF-8"]


# --- quotations ---

ASKED = {
    "word for word": ("What is “stood near the oven until the bells”?", []),
    "other signs": ("What is “Stood near the oven, until the bells …”?", []),
    "left out": ("Why “Yeast came first … near the oven until the bells”?", []),
    "one word other": (
        "Why does it say “stood near the stove until the bells rang”?",
        ["error the quotation “stood near the stove until the bells rang” is not in the text as it stands; "
         "¶1 of the text has “stood near the oven until the bells rang” | the text has “oven” for “stove”"],
    ),
    "alike in nothing": (
        "Why “came to the oven” here?",
        [],
    ),
    "one of five words other": (
        "Why “stood near the pantry until” here?",
        ["warning the quotation “stood near the pantry until” is not in the text as it stands; "
         "¶1 of the text has “stood near the oven until” | the text has “oven” for “pantry”"],
    ),
    "too short": ("Why “the warm stove” here?", []),
    "somebody else's": ("Is “the owl of wisdom flies at dusk” apt here?", []),
    "somebody else's, somewhat alike": ("Is “stood near the window until the snow melted” apt here?", []),
    "a title": ("Does “On Bread, a small guide” help?", []),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_quotations_are_the_words_of_the_text(tmp_path: Path, name: str) -> None:
    ask, expected = ASKED[name]
    core = CORE.replace("ask: What rose first?", f"ask: '{ask}'")
    guide = small(tmp_path, core=core)
    found = [one for one in check_all(guide, "small").problems if one.rule == "quotation"]
    rows = [row.split("] ", 1)[1] for row in told(tuple(found))]
    assert [f"{one.severity} {row}" for one, row in zip(found, rows, strict=True)] == expected


def test_what_quotes_a_reading_too_is_only_noted(tmp_path: Path) -> None:
    core = CORE.replace(
        "ask: What rose first?", "ask: 'Why “stood near the stove until the bells rang”?', readings: oven-diary"
    )
    (found,) = findings(small(tmp_path, core=core))
    assert found.startswith("note the quotation")


def test_words_of_a_quotation_stand_where_it_says(tmp_path: Path) -> None:
    check = "quotations: [{ref: ¶1, words: WORDS, author: Dora, passage: On ovens.}]"
    for words, expected in {
        "stood near the oven": [],
        "stood … the bells rang": [],
        "the leaven worked": ["error the words “the leaven worked” are not in ¶1"],
        "stood near a stove": ["error the words “stood near a stove” are not in ¶1"],
    }.items():
        yaml = RISE.replace("terms: [leaven]", f"terms: [leaven]\n            {check.replace('WORDS', words)}")
        folder = tmp_path / words.replace(" ", "-")
        assert findings(small(folder, **{"guide.yaml": yaml})) == expected


@pytest.mark.parametrize("name", sorted(shipped_guides()))
def test_the_guides_that_come_with_moot_quote_rightly(name: str) -> None:
    found = check_all(shipped_guides()[name], name).problems
    assert [one for one in found if one.rule in {"quotation", "anchor", "lock"}] == []


def test_the_small_guide_with_its_text(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, **{"text.md": TEXT})
    write_lock(guide, locked(load_guide(guide)))
    assert check_all(guide, "small").problems == ()
