"""Drafts on paper and on screens: none without --draft, each marked with it, and a page to talk over without any."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
import pytest

from making import TEXT, make_guide
from moot.build import Report, Request, build
from moot.cli.app import run
from moot.tongue import gettext, known_languages, speaking

pytestmark = pytest.mark.xdist_group("drafts")

MARKED = """
    - {id: q-focus, section: rise, kind: focus, ask: Was it right to rise?, draft: true}
    - {id: q-open, section: rise, kind: opening, ask: What bread do you like?, minutes: 5, draft: true}
    - {id: q-fact, section: rise, kind: factual, ask: What rose first?, minutes: 6, refs: "¶1"}
    - {id: q-for, section: rise, kind: counterpoint, ask: What speaks for ¶1?, minutes: 7, refs: "¶1", best_case: for,
       draft: true, probes: [Who said so?]}
    - {id: q-fall, section: fall, kind: interpretive, ask: What does ¶1 mean here?, minutes: 9, refs: "¶1", draft: true}
    """
ALL = MARKED.replace('refs: "¶1"}', 'refs: "¶1", draft: true}')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drafts")


def guide_in(folder: Path, source: str) -> Path:
    guide = make_guide(folder, **{"questions/core.yaml": source, "text.md": TEXT})
    file = guide / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("focus: Was it the yeast?", ""), encoding="utf-8")
    return guide


def made(folder: Path, guide: Path, *formats: str, **settings: str) -> tuple[Report, list[str]]:
    """What a build says, and the words of each file it made."""
    report = build(
        Request(guide, "small", formats=formats or ("html",), settings=settings, out=folder / "out", sessions=("s1",))
    )
    return report, [words_of(one.file) for one in report.files]


def words_of(file: Path) -> str:
    if file.suffix != ".pdf":
        return file.read_text(encoding="utf-8")
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


@pytest.mark.parametrize("form", ["pdf", "html", "md"])
def test_without_the_option_nothing_of_a_draft_is_printed(folder: Path, form: str) -> None:
    report, files = made(folder, guide_in(folder, MARKED), form)
    assert report.drafts == 3
    left_out = r"3 draft questions about these sections are left out here\.\s“moot build\s--draft”"
    assert [len(re.findall(left_out, words)) for words in files] == [0, 1], "the facilitator is told, and nobody else"
    for words in (files[0], re.sub(left_out, "", files[1])):
        assert "What rose first?" in words
        for draft in ("Was it right", "What bread", "What speaks", "Draft", "draft", "Who said so", "Q2"):
            assert draft not in re.sub(r"(?s)<style>.*?</style>", "", words), draft


@pytest.mark.parametrize("form", ["pdf", "html", "md"])
def test_with_it_each_is_marked_and_the_page_says_so(folder: Path, form: str) -> None:
    report, (participant, facilitator) = made(folder, guide_in(folder, MARKED), form, draft="yes")
    assert report.drafts == 0
    for words in (participant, facilitator):
        flat = " ".join(re.sub(r"(?s)<style>.*?</style>|<[^>]+>", " ", words).split())
        assert "What bread do you like?" in flat and "Was it right to rise?" in flat
        assert "3 questions here are drafts" in flat
        assert re.search(r"Q1.{0,60}Draft.{0,12}opening|Q1 .{0,40}Draft", flat), "its kind has the mark before it"
        assert not re.search(r"Draft[ ·,]{1,4}factual", flat), "what is no draft has none"
        assert re.search(r"Focus question.{0,4}Draft|FOCUS QUESTION.{0,4}DRAFT", flat)
    for one in report.files if form == "pdf" else ():
        for page in pypdf.PdfReader(one.file).pages:
            assert re.search(r"Draft · (Handout|Facilitator guide)", page.extract_text()), "at the foot of each page"
    assert "Who said so?" in facilitator and "Who said so?" not in participant


def test_a_draft_never_lies_over_the_finished_page(folder: Path) -> None:
    guide = guide_in(folder, MARKED)
    plain, _ = made(folder, guide, "html", "md")
    drafts, _ = made(folder, guide, "html", "md", draft="yes")
    ready, _ = made(folder, guide_in(folder, MARKED.replace("draft: true", "draft: false")), "html", "md", draft="yes")
    assert [one.file.name for one in drafts.files] == [one.file.name.replace("s1-", "s1-draft-") for one in plain.files]
    assert [one.file for one in ready.files] == [one.file for one in plain.files], "no draft is left"


@pytest.mark.parametrize("language", known_languages())
def test_the_mark_is_in_the_language_of_the_page(folder: Path, language: str) -> None:
    _, (participant, facilitator) = made(folder, guide_in(folder, MARKED), draft="yes", language=language)
    with speaking(language):
        mark, own = gettext("Draft"), gettext("Our own questions")
    assert (mark == "Draft") == (language == "en")
    for words in (participant, facilitator):
        assert words.count(f'<span class="draft">{mark}</span>') == 4  # the meeting, its focus, two questions
        assert own not in words


def test_the_mark_is_black_on_white() -> None:
    from moot.resources import shipped

    rule = re.search(r"\.draft \{([^}]*)\}", (shipped("templates") / "css" / "parts.css").read_text(encoding="utf-8"))
    assert rule and "background" not in rule[1] and set(re.findall(r"var\((--\w+)\)", rule[1])) == {"--ink"}


@pytest.mark.parametrize("form", ["pdf", "html", "md"])
def test_a_guide_of_drafts_only_has_text_and_room_for_own_questions(folder: Path, form: str) -> None:
    report, (participant, facilitator) = made(folder, guide_in(folder, ALL), form)
    assert report.drafts == 4
    assert not [one for one in report.warnings if one.severity == "error" or one.file.startswith("session")]
    for words in (participant, facilitator):
        assert "Our own questions" in words and "Yeast came first" in words
        assert "Q1" not in words and "Focus question" not in words
    assert "cut plan" not in facilitator and "three questions of your own" in facilitator


def test_its_kit_and_a_fitted_handout_are_made_too(folder: Path) -> None:
    guide = guide_in(folder, ALL)
    one = Request(guide, "small", sessions=("s1",), out=folder / "out", kit=True)
    assert any("kit" in made.edition for made in build(one).files)
    fitted = build(Request(guide, "small", sessions=("s1",), out=folder / "out", fit="2", editions=("participant",)))
    assert fitted.files[0].pages <= 2


def test_cards_of_drafts_are_marked(folder: Path) -> None:
    request = Request(guide_in(folder, MARKED), "small", sessions=("s1",), out=folder / "out", kit=True)
    report = build(Request(**{**vars(request), "settings": {"draft": "yes"}}))
    assert {one.file.name.partition("-")[2].startswith("draft-") for one in report.files} == {True}
    kit = next(one for one in report.files if one.edition == "kit")
    assert "Draft · opening" in words_of(kit.file)
    assert "Draft · Claims and evidence" in words_of(kit.file), "the placemat has the focus question on it"


def test_the_last_line_says_what_was_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide_in(folder, MARKED)
    monkeypatch.chdir(folder)
    words = ["build", "small", "--format", "html", "--session", "s2"]
    assert run(words) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "1 draft question was left out; print it with --draft"
    assert run([*words[:-2]]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "4 draft questions were left out; print them with --draft"
    assert run([*words, "--draft"]) == 0
    assert "left out" not in capsys.readouterr().err
    assert run([*words, "--json"]) == 0
    assert '"drafts_left_out": 1' in capsys.readouterr().out
