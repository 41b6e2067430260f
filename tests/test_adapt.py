"""A group's own guide: every verb, alone and stacked, side by side in adapt_cases.md."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from making import BASE, guide_yaml_of, make_guide, told
from moot.adapt.whole import Adapted, Wanted, adapted_guide
from moot.load.guide_folder import load_guide
from moot.plan.order import numbered_questions
from moot.plan.session import plan_session
from moot.problems import GuideProblems, UsageProblem

CASES = read_cases(Path(__file__).with_name("adapt_cases.md"))


def adapt(folder: Path, *files: str) -> Adapted:
    """The base guide adapted by these files, in order; each is written beside the guide as 1.yaml, 2.yaml …"""
    make_guide(folder)
    written = []
    for number, text in enumerate(files, 1):
        file = folder / f"{number}.yaml"
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        written.append(file)
    return adapted_guide(Wanted(None, None, tuple(written)))


def meetings(adapted: Adapted) -> list[str]:
    """`s1 How it rose, 45 min: q-open 5, q-fact 6`; what differs from the base guide in braces."""
    guide = adapted.loaded.guide
    base = textwrap.dedent(BASE["questions/core.yaml"])
    rows = []
    for session in guide.sessions:
        asked = [question for _, question in numbered_questions(guide, session)]
        said = [f"{one.id} {one.time}" + ("" if f"ask: {one.ask}" in base else f" {{{one.ask}}}") for one in asked]
        when = "".join(f", {part}" for part in (session.on, session.at, session.place, session.lead) if part)
        rows.append(f"{session.id} {session.title}, {session.minutes} min{when}: {', '.join(said)}")
        rows += [f"  {line}" for line in guide.left_out.get(session.id, ())]
    return rows


def outcome(folder: Path, *files: str) -> list[str]:
    """Meetings and changes, or what is said instead."""
    try:
        adapted = adapt(folder, *files)
    except GuideProblems as found:
        return [f"{one.severity} {row}".replace(f"{folder.as_posix()}/", "") for one, row in _rows(found.problems)]
    except UsageProblem as found:
        return str(found).splitlines()
    changes = [f"{one.verb} {one.id}: {one.before or '-'} → {one.after or '-'}" for one in adapted.changes]
    notes = [row.replace(f"{folder.as_posix()}/", "") for one, row in _rows(adapted.loaded.warnings)]
    return meetings(adapted) + changes + notes


def _rows(problems: tuple) -> list[tuple]:  # type: ignore[type-arg]
    return [(one, told((one,))[0]) for one in problems]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_groups_own_guide(case: Case, tmp_path: Path) -> None:
    compare(case, "\n".join(outcome(tmp_path, case.input)))


def leading(adapted: Adapted) -> object:
    return plan_session(adapted.loaded, adapted.loaded.guide.sessions[0], "facilitator").facilitation


def test_i_want_a_handout_for_25(tmp_path: Path) -> None:
    notes = leading(adapt(tmp_path, "extends: small\nset: {group: 25}"))
    assert [(size.people, size.like) for size in notes.sizes] == [(25, 25)]  # type: ignore[attr-defined]
    assert notes.tables == (1, 2, 3, 4, 5, 6, 7)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("group", "tables"), [(4, 0), (15, 0), (16, 4), (25, 7)])
def test_a_large_group_sits_at_tables_of_four(tmp_path: Path, group: int, tables: int) -> None:
    notes = leading(adapt(tmp_path, f"extends: small\nset: {{group: {group}}}"))
    assert len(notes.tables) == tables  # type: ignore[attr-defined]


def test_i_want_an_online_edition(tmp_path: Path) -> None:
    assert leading(adapt(tmp_path, "extends: small\nset: {mode: online}")).online  # type: ignore[attr-defined]


def test_i_want_an_easier_level_that_is_a_set_of_the_guide(tmp_path: Path) -> None:
    guide = guide_yaml_of(sets="{core: , easy: {level: plain}}")
    make_guide(tmp_path, guide=guide, **{"questions/easy.yaml": EASY})
    (tmp_path / "1.yaml").write_text("extends: small\nset: {level: plain}", encoding="utf-8")
    adapted = adapted_guide(Wanted(None, None, (tmp_path / "1.yaml",)))
    assert list(adapted.loaded.guide.questions) == ["q-easy"]


EASY = "- {id: q-easy, section: rise, kind: opening, ask: Who eats?, level: plain}"


def test_i_want_our_own_ground_rules_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "our-norms.md").write_text("# Ours\n\n- Phones off.\n- Be kind.\n", encoding="utf-8")
    adapted = adapt(tmp_path, "extends: small\nset: {norms: our-norms.md}")
    assert adapted.loaded.guide.about.norms == ("Phones off.", "Be kind.")


# Several files


STACK = (
    "extends: small\ntitle: the union\nedit: {q-mean: {ask: What did it mean?}}\ndrop: q-fact",
    "extends: 1.yaml\ntitle: the branch\nby: Ana\nedit: {q-mean: {ask: What does it mean to us?}}",
    "extends: 2.yaml\ntitle: tonight\nset: {minutes: 60}",
)


def test_adaptations_stack_and_the_later_wins(tmp_path: Path) -> None:
    make_guide(tmp_path)
    for number, text in enumerate(STACK, 1):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    adapted = adapted_guide(Wanted(None, None, (tmp_path / "3.yaml",)))
    assert adapted.loaded.guide.questions["q-mean"].ask == "What does it mean to us?"
    assert "q-fact" not in adapted.loaded.guide.questions
    assert {session.minutes for session in adapted.loaded.guide.sessions} == {60}
    assert adapted.loaded.guide.adapted == (
        "From “A small guide” by Ana, Ben.",
        "For the union: 1 edited, 1 dropped.",
        "For the branch by Ana: 1 edited.",
        "For tonight: nothing changed.",
    )
    said = [one.message for one in adapted.loaded.warnings if one.rule == "adaptation"]
    assert [row.replace(f"{tmp_path.as_posix()}/", "") for row in said] == [
        "“ask” of q-mean is changed by 1.yaml as well; what stands here is used"
    ]


def test_files_of_one_command_stack_in_their_order(tmp_path: Path) -> None:
    rows = outcome(tmp_path, "extends: small\ndrop: q-fact", "extends: small\ndrop: q-open")
    assert rows[0] == "s1 How it rose, 45 min: q-mean 8, q-for 7, q-against 7, q-close 4"


def test_a_second_split_takes_the_next_letter(tmp_path: Path) -> None:
    rows = outcome(
        tmp_path, "extends: small\nsplit: {s1: {after: q-mean}}", "extends: small\nsplit: {s1: {after: q-open}}"
    )
    assert [row.split()[0] for row in rows[:4]] == ["s1", "s1c", "s1b", "s2"]


def test_a_reading_that_a_file_before_swapped_is_gone(tmp_path: Path) -> None:
    new = "extends: small\nadd: {id: ours, to: rise, title: Ours, stance: {yeast: against}, authors: Us}"
    rows = outcome(tmp_path, new + "\nswap: {mill-report: ours}", "extends: small\ndrop: mill-report")
    assert rows == [
        "error 2.yaml [mill-report] “mill-report” was dropped or swapped by 1.yaml | take it out of one of the two"
    ]


def test_a_question_of_another_set_changes_nothing_and_that_is_told(tmp_path: Path) -> None:
    make_guide(tmp_path, guide=guide_yaml_of(sets="{core: , easy: }"), **{"questions/easy.yaml": EASY})
    (tmp_path / "1.yaml").write_text("extends: small\ndrop: q-easy", encoding="utf-8")
    loaded = adapted_guide(Wanted(None, None, (tmp_path / "1.yaml",))).loaded
    assert ["not asked here" in one.message for one in loaded.warnings if one.rule == "adaptation"] == [True]


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret.", encoding="utf-8")
    inner = tmp_path / "inner"
    make_guide(inner)
    (inner / "rules.md").symlink_to(tmp_path / "secret.md")
    assert outcome(inner, "extends: small\nset: {norms: rules.md}") == [
        "error 1.yaml [rules.md] “rules.md” is no file in the folder of this adaptation"
        " | copy it beside this file, as plain text"
    ]


def test_a_circle_is_told(tmp_path: Path) -> None:
    make_guide(tmp_path)
    (tmp_path / "a.yaml").write_text("extends: b.yaml", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("extends: a.yaml", encoding="utf-8")
    with pytest.raises(GuideProblems) as found:
        adapted_guide(Wanted(None, None, (tmp_path / "a.yaml",)))
    assert "extend each other: a.yaml → b.yaml → a.yaml" in found.value.problems[0].message


def test_two_guides_are_not_mixed(tmp_path: Path) -> None:
    make_guide(tmp_path / "other")
    assert "extends another guide" in outcome(tmp_path, "extends: small", "extends: other/small")[0]


def test_drop_and_add_back_gives_the_same_pages(tmp_path: Path) -> None:
    base = textwrap.dedent(BASE["questions/core.yaml"])
    fact = next(line for line in base.splitlines() if "q-fact" in line).removeprefix("- {id: q-fact, ")
    back = f"extends: small\nadd: [{{id: q-fact, after: q-open, priority: should, {fact}]"
    there = adapt(tmp_path / "a", "extends: small\ndrop: q-fact", back).loaded
    same = adapt(tmp_path / "b", "extends: small").loaded
    for one, other in zip(there.guide.sessions, same.guide.sessions, strict=True):
        for edition in ("participant", "facilitator"):
            assert plan_of(there, one, edition) == plan_of(same, other, edition)


def plan_of(loaded: object, session: object, edition: str) -> object:
    """What is printed, but for who adapted it."""
    from dataclasses import replace

    return replace(plan_session(loaded, session, edition), adapted=())  # type: ignore[arg-type]


def test_nothing_applied_changes_nothing(tmp_path: Path) -> None:
    folder = make_guide(tmp_path)
    plain = load_guide(folder, name="small")
    adapted = adapt(tmp_path, "extends: small").loaded
    for one, other in zip(plain.guide.sessions, adapted.guide.sessions, strict=True):
        assert plan_of(plain, one, "facilitator") == plan_of(adapted, other, "facilitator")


def test_what_is_wrong_after_merging_is_told_at_the_line_that_caused_it(tmp_path: Path) -> None:
    rows = outcome(tmp_path, "extends: small\nedit:\n  q-mean:\n    readings: [mill-rapport]")
    assert rows == ["error 1.yaml [mill-rapport] there is no reading “mill-rapport” | did you mean “mill-report”?"]


# Any sequence of verbs


QUESTIONS = st.sampled_from(
    ["q-open", "q-fact", "q-mean", "q-for", "q-against", "q-close", "q-fall", "q-right", "q-no"]
)
SESSIONS = st.sampled_from(["s1", "s2", "s3"])
VERBS = st.fixed_dictionaries(
    {},
    optional={
        "drop": st.lists(st.one_of(QUESTIONS, SESSIONS, st.sampled_from(["mill-report", "yeast"])), max_size=3),
        "edit": st.dictionaries(QUESTIONS, st.fixed_dictionaries({}, optional={
            "ask": st.just("What now?"), "minutes": st.sampled_from(["3", "12", "x"]), "refs": st.just("¶1"),
            "protocol": st.sampled_from(["pairs-first", "fishbowl"]), "priority": st.sampled_from(["must", "if-time"]),
        }), max_size=2),
        "add": st.lists(st.fixed_dictionaries({
            "ask": st.just("Why?"), "kind": st.sampled_from(["opening", "closing", "interpretive"]), "after": QUESTIONS,
        }), max_size=2),
        "order": st.dictionaries(SESSIONS, st.lists(QUESTIONS, max_size=3), max_size=1),
        "join": st.lists(st.lists(SESSIONS, min_size=1, max_size=2), max_size=1),
        "split": st.dictionaries(SESSIONS, st.fixed_dictionaries({"after": QUESTIONS}), max_size=1),
        "swap": st.dictionaries(st.sampled_from(["mill-report", "oven-diary"]), st.just("oven-diary"), max_size=1),
        "set": st.fixed_dictionaries({}, optional={
            "minutes": st.sampled_from(["30", "45", "60", "90"]), "most": st.sampled_from(["2", "5"]),
            "without": st.sampled_from(["closing", "opening"]),
        }),
    },
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(VERBS, min_size=1, max_size=3))
def test_any_verbs_give_a_guide_or_problems_in_their_files(tmp_path: Path, files: list[dict[str, object]]) -> None:
    import json

    texts = [json.dumps({"extends": "small", **verbs}, ensure_ascii=False) for verbs in files]
    try:
        adapted = adapt(tmp_path, *texts)
    except GuideProblems as found:
        assert all(Path(one.file).parent == tmp_path and one.line for one in found.problems), found.problems
    except UsageProblem as found:
        assert "does not fit" in str(found) or "no question is left" in str(found) or "there is no" in str(found)
    else:
        for session in adapted.loaded.guide.sessions:
            for edition in ("participant", "facilitator"):
                plan_session(adapted.loaded, session, edition)  # type: ignore[arg-type]
