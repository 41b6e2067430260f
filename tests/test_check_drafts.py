"""Drafts: what is asked without them, what a look at the guide says of them, how one becomes a question."""

from __future__ import annotations

from pathlib import Path

import pytest

from making import TEXT, load, make_guide, problems_of, told
from moot.adapt.whole import Adapted, Wanted, adapted_guide
from moot.check.whole import check_all
from moot.cli.app import run as moot
from moot.guide.adaptation import settings_of
from moot.load.guide_folder import Loaded
from moot.plan.agenda import agenda_of
from moot.plan.order import focus_of, numbered_questions
from moot.plan.questions import printed_ask
from moot.plan.session import plan_session
from moot.problems import UsageProblem, printed

CORE = """
    - {id: q-focus, section: rise, kind: focus, ask: Was it right to rise?, draft: true}
    - {id: q-open, section: rise, kind: opening, ask: What bread do you like?, minutes: 5, draft: true}
    - {id: q-fact, section: rise, kind: factual, ask: What rose first?, minutes: 6, refs: "¶1"}
    - {id: q-mean, section: rise, kind: interpretive, ask: What does ¶2 mean?, minutes: 8, refs: "¶2", draft: true}
    - {id: q-close, section: rise, kind: closing, ask: What is still open?, minutes: 4, draft: yes}
    - {id: q-fall, section: fall, kind: interpretive, ask: What does ¶1 mean here?, minutes: 9, refs: "¶1", draft: true}
    - {id: q-two, section: fall, kind: evaluative, ask: Was it deserved?, minutes: 6, refs: fall}
    """


def guide_in(folder: Path, **files: str) -> Path:
    return make_guide(folder, **{"questions/core.yaml": CORE, "text.md": TEXT, **files})


def adapted(folder: Path, *files: Path, **words: object) -> Adapted:
    return adapted_guide(Wanted(folder, "small", files, settings=settings_of(**words)))


def asked(loaded: Loaded) -> list[str]:
    """The questions of each session under their numbers, as one line a session."""
    rows = [numbered_questions(loaded.guide, session) for session in loaded.guide.sessions]
    return [" ".join(f"{label}:{question.id}" for label, question in row) for row in rows]


# What is asked


def test_drafts_are_left_out_and_the_others_numbered_without_holes(tmp_path: Path) -> None:
    assert asked(adapted(guide_in(tmp_path)).loaded) == ["Q1:q-fact", "Q1:q-two"]


@pytest.mark.parametrize("word", ["yes", "true"])
def test_drafts_are_asked_where_that_is_wanted(tmp_path: Path, word: str) -> None:
    found = adapted(guide_in(tmp_path), draft=word).loaded
    assert asked(found) == ["Q1:q-open Q2:q-fact Q3:q-mean Q4:q-close", "Q1:q-fall Q2:q-two"]


def test_a_group_can_ask_for_drafts_in_its_file(tmp_path: Path) -> None:
    ours = guide_in(tmp_path).parent / "ours.yaml"
    ours.write_text("extends: small\nset: {draft: yes}\n", encoding="utf-8")
    assert asked(adapted_guide(Wanted(None, None, (ours,))).loaded)[1] == "Q1:q-fall Q2:q-two"


def test_a_group_that_gives_a_draft_other_words_has_made_it_its_own(tmp_path: Path) -> None:
    folder = guide_in(tmp_path)
    ours = folder.parent / "ours.yaml"
    ours.write_text("extends: small\nedit: {q-fall: {ask: Who opened the door?}, q-mean: {minutes: 9}}\n", "utf-8")
    assert asked(adapted_guide(Wanted(None, None, (ours,))).loaded) == ["Q1:q-fact", "Q1:q-fall Q2:q-two"]


def test_lists_may_name_drafts(tmp_path: Path) -> None:
    lists = "sections: [rise], minutes: 45, questions: [q-mean, q-fact, q-open]}"
    folder = guide_in(tmp_path)
    file = folder / "guide.yaml"
    source = file.read_text(encoding="utf-8").replace("sections: [rise], minutes: 45}", lists)
    file.write_text(source, encoding="utf-8")
    assert asked(adapted(folder).loaded)[0] == "Q1:q-fact"
    assert asked(adapted(folder, draft="yes").loaded)[0] == "Q1:q-mean Q2:q-fact Q3:q-open"
    file.write_text(source.replace("q-mean, q-fact, q-open", "q-mean, q-open"), encoding="utf-8")
    assert asked(adapted(folder).loaded)[0] == ""  # not all others of the section instead
    assert not problems_of_errors(folder)


def problems_of_errors(folder: Path) -> list[str]:
    return [printed(one) for one in check_all(folder, "small").problems if one.severity == "error"]


def test_verbs_may_name_drafts(tmp_path: Path) -> None:
    folder = guide_in(tmp_path)
    ours = folder.parent / "ours.yaml"
    verbs = (
        "drop: [q-open]\nadd: [{after: q-mean, id: ours, kind: application, ask: Who bakes?}]\norder: {s1: [q-close]}\n"
    )
    ours.write_text(f"extends: small\n{verbs}", encoding="utf-8")
    assert asked(adapted_guide(Wanted(None, None, (ours,))).loaded)[0] == "Q1:q-fact Q2:ours"


def test_only_drafts_of_a_kind_are_no_question(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="drafts are left out without --draft"):
        adapted(guide_in(tmp_path), kinds=["closing"])
    assert asked(adapted(guide_in(tmp_path), without=["q-mean", "opening"]).loaded)[0] == "Q1:q-fact"


def test_a_draft_focus_question_is_left_out_too(tmp_path: Path) -> None:
    folder = guide_in(tmp_path)
    file = folder / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("focus: Was it the yeast?", ""), encoding="utf-8")
    found, drafts = adapted(folder).loaded, adapted(folder, draft="yes").loaded
    session = found.guide.sessions[0]
    assert (focus_of(found.guide, session), focus_of(drafts.guide, session)) == ("", "Was it right to rise?")
    plan = plan_session(drafts, session, "participant")
    assert (plan.focus_is_draft, plan.drafts) == (True, 4)
    assert [one.draft for one in plan.questions] == [True, False, True, True]
    assert plan_session(found, session, "participant").drafts == 0
    assert not [one for one in check_all(folder, "small").problems if one.rule == "focus"]


# Its words


def test_a_paragraph_is_printed_under_its_number_in_the_whole_text(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"questions/core.yaml": CORE, "text.md": TEXT})
    fall = loaded.guide.questions["q-fall"]
    assert (fall.ask, printed_ask(loaded, fall)) == ("What does ¶1 mean here?", "What does ¶4 mean here?")
    assert printed_ask(loaded, fall.model_copy(update={"ask": "¶2, ¶1 and ¶12?"})) == "¶2, ¶4 and ¶12?"


def test_without_a_text_it_stays_as_it_is_counted(tmp_path: Path) -> None:
    loaded = load(tmp_path, **{"questions/core.yaml": CORE})
    assert printed_ask(loaded, loaded.guide.questions["q-fall"]) == "What does ¶1 mean here?"


# A meeting without a question


@pytest.mark.parametrize("minutes", [30, 45, 90, 120, 240])
def test_a_meeting_without_a_question_asks_its_own(minutes: int) -> None:
    agenda = agenda_of(minutes, ())
    labels = [item.label for item in agenda.items]
    assert sum(item.minutes for item in agenda.items) == minutes
    assert agenda.own == sum(item.minutes for item in agenda.items if item.label == "Our own questions") > 0
    assert labels[0].startswith("Welcome") and labels[-1] == "Buffer"
    if "Break" in labels:
        at = labels.index("Break")
        assert labels[at - 1] == labels[at + 1] == "Our own questions"


def test_its_leader_is_told_what_fits(tmp_path: Path) -> None:
    loaded = adapted(guide_in(tmp_path), minutes=90).loaded
    none = loaded.guide.model_copy(update={"questions": {}})
    leading = plan_session(Loaded(**{**vars(loaded), "guide": none}), none.sessions[0], "facilitator").facilitation
    assert leading is not None and leading.short_form is None
    assert not any("cut plan" in line or "questions beside" in line for line in leading.prepare)
    assert [step.total for step in leading.cut_plan][-1] >= 10 and leading.sizes[0].minutes != "0"


def test_minutes_hold_for_a_meeting_without_a_question(tmp_path: Path) -> None:
    source = CORE.replace('refs: "¶1"}', 'refs: "¶1", draft: true}')
    loaded = adapted(guide_in(tmp_path, **{"questions/core.yaml": source}), minutes=60).loaded
    assert asked(loaded)[0] == "" and loaded.guide.sessions[0].minutes == 60


# What is said of them


def test_every_draft_is_told_at_its_line_and_counted(tmp_path: Path) -> None:
    found = check_all(guide_in(tmp_path), "small")
    notes = [printed(one) for one in found.problems if one.rule == "draft"]
    (note,) = notes
    first, names, hint = note.split("\n")
    assert first.startswith("small/questions/core.yaml:1:") and first.endswith("note: 5 questions are drafts:")
    assert names.split(", ")[1:4] == ["q-open (line 2)", "q-mean (line 4)", "q-close (line 5)"]
    assert "draft: true" in hint
    assert "; 5 questions are drafts" in found.unsure
    assert {one.severity for one in found.problems if one.rule == "draft"} == {"note"}


def test_drafts_of_every_set_are_told_once(tmp_path: Path) -> None:
    more = "- {id: q-more, section: rise, kind: opening, ask: Who are you?, draft: true}"
    folder = guide_in(tmp_path, **{"questions/more.yaml": more})
    file = folder / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "sets: [core, more]\n", encoding="utf-8")
    found = [one.message for one in check_all(folder, "small").problems if one.rule == "draft"]
    assert [one.count("(line ") for one in found] == [5, 1]
    assert found[1] == "1 question is a draft: q-more (line 1)"


def test_very_many_drafts_are_all_named(tmp_path: Path) -> None:
    rows = [f"- {{id: q-{number}-{'x' * 30}, section: rise, kind: opening, ask: A {number}?" for number in range(150)]
    folder = guide_in(
        tmp_path, **{"questions/core.yaml": CORE + "\n".join(f"    {row}, draft: true}}" for row in rows).lstrip()}
    )
    notes = [printed(one) for one in check_all(folder, "small").problems if one.rule == "draft"]
    assert len(notes) == 5 and sum(note.count("(line ") for note in notes) == 155
    assert not any("…" in note for note in notes) and max(map(len, "\n".join(notes).split("\n"))) <= 130


def test_errors_come_before_warnings_and_these_before_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = "- {id: q-z, section: rise, kind: factual, ask: What is “and the dough was warmth”?}\n"
    folder = guide_in(tmp_path, **{"questions/core.yaml": CORE + wrong})
    assert moot(["check", str(folder)]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if line[:1] not in " "]
    kinds = ["note" if ": note: " in line else "warning" if ": warning: " in line else "error" for line in said]
    assert kinds == sorted(kinds, key=("error", "warning", "note").index) and set(kinds) == {"error", "warning", "note"}


def test_neither_yes_nor_no_is_an_error(tmp_path: Path) -> None:
    wrong = CORE.replace("draft: yes", "draft: perhaps")
    assert told(problems_of(tmp_path, **{"questions/core.yaml": wrong})) == [
        "questions/core.yaml [perhaps] “draft” takes true or false, not “perhaps”"
    ]


# The commands


def run(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert moot([str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_show_and_list_say_what_is_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = guide_in(tmp_path)
    plain, whole = run(capsys, "show", folder), run(capsys, "show", folder, "--draft")
    assert "(draft)" not in plain and "3 draft questions left out" not in whole
    assert "5 draft questions left out; “--draft” shows them" in plain
    assert "Q3  (draft) What does ¶2 mean?" in whole and "(draft) What does ¶4 mean here?" in whole
    listed = run(capsys, "question", "list", folder)
    assert listed.count("(draft)") == 5 and "What rose first?" in listed


def test_an_edit_of_the_words_takes_the_mark_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = guide_in(tmp_path)
    file = folder / "questions" / "core.yaml"
    before = file.read_text(encoding="utf-8")
    run(capsys, "question", "edit", folder, "q-open", "--ask", "Which bread?")
    after = file.read_text(encoding="utf-8")
    assert "Which bread?" in after and after.count("draft") == before.count("draft") - 1
    run(capsys, "question", "edit", folder, "q-mean", "--minutes", 9)
    assert file.read_text(encoding="utf-8").count("draft") == after.count("draft")
    run(capsys, "question", "edit", folder, "q-mean", "--no-draft")
    assert file.read_text(encoding="utf-8").count("draft") == after.count("draft") - 1
    run(capsys, "question", "edit", folder, "q-mean", "--draft")
    run(capsys, "question", "edit", folder, "q-close", "--ask", "What else?", "--draft")
    assert file.read_text(encoding="utf-8").count("draft: true") == 4


def test_a_group_edits_and_adds_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours = guide_in(tmp_path).parent / "ours.yaml"
    ours.write_text("extends: small\n", encoding="utf-8")
    run(capsys, "question", "edit", ours, "q-mean", "--no-draft")
    words = ("--after", "q-fact", "--kind", "factual", "--ask", "Who saw it?", "--ref", "¶1", "--draft")
    run(capsys, "question", "add", ours, *words)
    assert asked(adapted_guide(Wanted(None, None, (ours,))).loaded)[0] == "Q1:q-fact Q2:q-mean"


def test_a_table_holds_drafts_only_where_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = guide_in(tmp_path)
    plain, whole = run(capsys, "question", "export", folder), run(capsys, "question", "export", folder, "--draft")
    assert "draft" not in plain and "q-open" not in plain
    head, *rows = whole.splitlines()
    assert head.endswith(",draft") and sum(row.endswith(",true") for row in rows) == 5
    table = folder.parent / "table.csv"
    file = folder / "questions" / "core.yaml"
    before = file.read_text(encoding="utf-8")
    table.write_text(whole, encoding="utf-8")
    assert "7 as before" in run(capsys, "question", "import", folder, table)
    assert file.read_text(encoding="utf-8") == before
    table.write_text(whole.replace("What is still open?", "What now?"), encoding="utf-8")
    run(capsys, "question", "import", folder, table)
    assert file.read_text(encoding="utf-8").count("draft") == before.count("draft") - 1
