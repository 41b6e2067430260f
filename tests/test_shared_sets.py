"""Question sets that extend others, and sets that any guide can ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import guide_yaml_of, load, make_guide, problems_of, told
from moot.check.rules import check_guide
from moot.load.guide_folder import load_guide
from moot.load.sets import shared_sets
from moot.plan.order import numbered_questions
from moot.problems import GuideProblems, UsageProblem

OURS = """
    - {id: hello, kind: opening, ask: Who are you?, minutes: 2}
    - {id: again, kind: opening, ask: Who else is here?, minutes: 2}
    - {kind: closing, ask: What was best?, minutes: 2}
    """


def asked(folder: Path, *sets: str, folders: tuple[Path, ...] = ()) -> list[list[str]]:
    guide = load_guide(folder, sets=sets, set_folders=folders).guide
    return [[question.id for _, question in numbered_questions(guide, session)] for session in guide.sessions]


@pytest.mark.parametrize(
    ("sets", "wanted", "expected"),
    [
        ("{core: , more: {extends: core}}", "more", "q-open q-new q-fact q-mean q-for q-against q-close"),
        ("{core: , more: {extends: core, without: [q-fact, q-new]}}", "more", "q-open q-mean q-for q-against q-close"),
        (
            "{core: {extends: more}, more: {extends: core}}",
            "more",
            "q-open q-new q-fact q-mean q-for q-against q-close",
        ),
        ("{core: , more: }", "more", "q-new"),
    ],
)
def test_a_set_extends_another(tmp_path: Path, sets: str, wanted: str, expected: str) -> None:
    more = "- {id: q-new, section: rise, kind: opening, ask: What?}"
    guide = make_guide(tmp_path, guide=guide_yaml_of(sets=sets), **{"questions/more.yaml": more})
    assert asked(guide, wanted)[0] == expected.split()


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ("{core: {extends: coer}}", "[coer] there is no question set “coer” | did you mean “core”?"),
        ("{core: {without: q-fakt}}", "[q-fakt] there is no question “q-fakt” | did you mean “q-fact”?"),
    ],
)
def test_what_a_set_names_is_there(tmp_path: Path, sets: str, expected: str) -> None:
    assert told(problems_of(tmp_path, guide=guide_yaml_of(sets=sets))) == [f"guide.yaml {expected}"]


def test_a_shared_set_deals_one_of_each_kind_to_every_session(tmp_path: Path) -> None:
    guide = make_guide(tmp_path)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "ours.yaml").write_text(OURS, encoding="utf-8")
    first, second = asked(guide, "core", "ours", folders=(tmp_path / "own",))
    assert first[1] == "hello-s1"
    assert second[0] == "again-s2"
    assert [name.rsplit("-", 1)[1] for name in (first[-1], second[-1])] == ["s1", "s2"]


@pytest.mark.parametrize("name", shared_sets(()))
def test_the_sets_that_come_with_moot_fit_any_guide(tmp_path: Path, name: str) -> None:
    alone = asked(make_guide(tmp_path), "core")
    both = asked(tmp_path / "small", "core", name)
    assert [len(one) - len(other) for one, other in zip(both, alone, strict=True)] == [1, 1]


def test_a_shared_set_that_is_wrong_is_told_by_its_own_line(tmp_path: Path) -> None:
    guide = make_guide(tmp_path)
    (tmp_path / "ours.yaml").write_text("- {kind: openning, ask: Who?}", encoding="utf-8")
    with pytest.raises(GuideProblems) as found:
        load_guide(guide, sets=["ours"], set_folders=[tmp_path])
    assert found.value.problems[0].file.endswith("ours.yaml")
    assert "did you mean “opening”" in found.value.problems[0].hint


def test_a_folder_of_sets_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="no such folder"):
        load_guide(make_guide(tmp_path), sets=["ours"], set_folders=[tmp_path / "nowhere"])


def test_a_question_without_an_id_gets_one_from_its_words(tmp_path: Path) -> None:
    text = "- {section: rise, kind: opening, ask: What bread do you like?}"
    first = load(tmp_path / "a", **{"questions/more.yaml": text}).everything.questions
    second = load(tmp_path / "b", **{"questions/more.yaml": text}).everything.questions
    made = [name for name in first if name.startswith("what-bread-like-")]
    assert len(made) == 1
    assert made[0] in second


def test_minutes_of_a_set_are_told_where_they_stand(tmp_path: Path) -> None:
    loaded = load(tmp_path, guide=guide_yaml_of(sets="{core: {minutes: 20}}"))
    found = [one for one in check_guide(loaded) if one.rule == "minutes"]
    assert [one.source.strip()[:5] for one in found] == ["sets:", "sets:"][: len(found)]
    assert found and found[0].source[found[0].column - 1 :].startswith("20")


def test_files_asked_together_by_mistake_are_told_how_to_be_kept_apart(tmp_path: Path) -> None:
    more = "- {id: q-new, section: rise, kind: opening, ask: What?, minutes: 40}"
    found = check_guide(load(tmp_path, **{"questions/more.yaml": more}))
    assert next(one.hint for one in found if one.rule == "minutes").startswith(
        "all files in questions/ are asked together"
    )
