"""Templates: what they print, that a guide's words stay words, and what a stranger's template may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from making import TEXT, load, make_guide
from moot.load.guide_folder import Loaded
from moot.plan.session import plan_session
from moot.problems import GuideProblems, Problem
from moot.render.html import page_html, style_sheets
from moot.render.template_check import check_templates
from moot.resources import shipped

OURS = shipped("templates")


def plan_of(loaded: Loaded, edition: Any = "facilitator") -> dict[str, Any]:
    return asdict(plan_session(loaded, loaded.guide.sessions[0], edition))


@pytest.fixture
def plan(tmp_path: Path) -> dict[str, Any]:
    return plan_of(load(tmp_path, **{"text.md": TEXT}))


_SHORT = '{% include "parts/closing.html" %}{% include "parts/colophon.html" %}'


def own(folder: Path, whole: bool = False, **parts: str) -> list[Path]:
    """Template folders: these parts of a group's own, then ours. The page is of two parts only, unless it is whole."""
    mine = folder / "own"
    if not whole:
        parts = {"session": _SHORT} | parts
    for name, source in parts.items():
        file = mine / (f"parts/{name}.html" if name != "session" else "session.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    return [mine, OURS]


def refused(plan: dict[str, Any], folders: list[Path]) -> Problem:
    with pytest.raises(GuideProblems) as caught:
        page_html(plan, folders, {"paper": "a4"})
    (problem,) = caught.value.problems
    return problem


# What comes out


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("edition", ["participant", "facilitator"])
@pytest.mark.parametrize("files", [{}, {"text.md": TEXT}], ids=["without text", "with text"])
def test_our_own_templates_print_the_small_guide(tmp_path: Path, edition: str, files: dict[str, str]) -> None:
    html = page_html(plan_of(load(tmp_path, **files), edition), [OURS], {"paper": "letter"})
    text = " ".join(" ".join(parsed(html).words).split())
    for words in ("How it rose", "What does rising mean here?", "Diary of an oven", "Was it the yeast?", "Bread rose."):
        assert words in text
    assert ("Listen for" in text) is (edition == "facilitator")
    assert ("Ten minutes" in text or "If you are ten minutes late" in text) is (edition == "facilitator")
    assert ("Yeast came first" in text) is bool(files)


BITE = """<script>alert(1)</script> "><img src=x onerror='alert(2)'> {{ 7 * 7 }} & '"""


def _bitten(value: Any, key: str = "") -> Any:
    """The plan with BITE behind every piece of text; only words that our own code chooses from are left alone."""
    if isinstance(value, dict):
        return {name: _bitten(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bitten(item, key) for item in value]
    fixed = {"edition", "language", "kind", "need", "role", "priority", "confidence", "best_case", "status"}
    return value + BITE if isinstance(value, str) and key not in fixed else value


def test_markup_in_any_field_comes_out_as_words(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, **{"text.md": TEXT})
    loaded = load(guide.parent, **{"text.md": TEXT})
    for edition in ("participant", "facilitator"):
        plain_plan = plan_of(loaded, edition)
        clean, bitten = (parsed(page_html(one, [OURS], {"paper": "a4"})) for one in (plain_plan, _bitten(plain_plan)))
        assert "<script>alert(1)</script>" in " ".join(bitten.words)
        assert "{{ 7 * 7 }}" in " ".join(bitten.words)
        assert "49" not in " ".join(bitten.words)
        assert bitten.tags <= clean.tags | {"wbr"}
        assert bitten.attributes <= clean.attributes


def test_templates_get_plain_data_only(plan: dict[str, Any]) -> None:
    """A path, a model or a module would hand a stranger's template its methods."""

    def kinds(value: Any) -> Iterator[type]:
        yield type(value)
        inside = (
            [*value.keys(), *value.values()]
            if isinstance(value, dict)
            else value
            if isinstance(value, list | tuple)
            else []
        )
        for item in inside:
            yield from kinds(item)

    assert set(kinds(plan)) <= {dict, list, tuple, str, int, bool, type(None)}


def test_ruled_lines(tmp_path: Path, plan: dict[str, Any]) -> None:
    def height(lines: str) -> str:
        style = page_html(
            plan, own(tmp_path, colophon='<i style="{{ LINES | rules }}"></i>'.replace("LINES", lines)), {"paper": "a4"}
        )
        found = re.search(
            r'<i style="--pitch:8.5mm;height:([\d.]+mm);background:url\(data:image/svg\+xml,[^"<> ]*\) 0 0 no-repeat"',
            style,
        )
        assert found, style[-600:]
        return found[1]

    assert [height(lines) for lines in ("3", "1", "0", "-4", "1000000")] == ["25.5mm", "8.5mm", "0mm", "0mm", "510mm"]


# Which template is used


def test_the_folder_of_the_command_line_goes_before_the_guides_and_the_guides_before_ours(
    tmp_path: Path, plan: dict[str, Any]
) -> None:
    guides = own(tmp_path / "guide", whole=True, colophon="the guide's colophon", closing="the guide's closing")[0]
    given = own(tmp_path / "given", whole=True, colophon="the given colophon")[0]
    html = page_html(plan, [given, guides, OURS], {"paper": "a4"})
    assert "the given colophon" in html
    assert "the guide's colophon" not in html
    assert "the guide's closing" in html
    assert '<section class="questions">' in html


def test_a_style_sheet_takes_the_place_of_ours(tmp_path: Path) -> None:
    mine = tmp_path / "own"
    (mine / "css").mkdir(parents=True)
    (mine / "css" / "own.css").write_text("p { color: navy }", encoding="utf-8")
    sheets = style_sheets([mine, OURS], {"paper": "letter"})
    names = ["css/page.css", "css/type.css", "css/parts.css", "css/theme.css", "css/letter.css", "css/own.css"]
    assert [name for name, _ in sheets] == names
    assert dict(sheets)["css/own.css"] == "p { color: navy }"
    assert dict(sheets)["css/page.css"] == (OURS / "css" / "page.css").read_text(encoding="utf-8")


# What a template may not do

ESCAPES = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ plan.title.__class__ }}",
    "{{ ('{0.__class__.__init__.__globals__}').format(plan) }}",
    "{{ plan | attr('__class__') }}",
    "{{ plan.update({'title': 'another'}) }}",
    "{{ plan.clear() }}",
    "{% set _ = plan.questions.append(1) %}",
    "{% for n in range(1000000) %}{% endfor %}",
    "{% include '../../../etc/passwd' %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_strangers_template_does_not_get_out(tmp_path: Path, plan: dict[str, Any], escape: str) -> None:
    problem = refused(plan, own(tmp_path, closing=f"<p>one</p>\n  {escape}\n"))
    assert (problem.file, problem.line) == ("own/parts/closing.html", 2)
    assert problem.source.strip() == escape
    assert problem.message
    assert problem.hint


def test_what_the_sandbox_hides_is_not_printed(tmp_path: Path, plan: dict[str, Any]) -> None:
    html = page_html(plan, own(tmp_path, closing="{{ plan | map(attribute='__class__') | list }}"), {"paper": "a4"})
    assert "class" not in html.partition("<footer")[0]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{{ plan.titel }}", "the template uses the name “titel”, which does not exist here"),
        ("{{ nothing }}", "the template uses the name “nothing”, which does not exist here"),
        ("{{ plan.titel | md }}", "the template uses the name “titel”, which does not exist here"),
        ("{% if plan.titel %}x{% endif %}", "the template uses the name “titel”, which does not exist here"),
        ("{% include 'parts/no.html' %}", "the template includes “parts/no.html”, which does not exist"),
        ("{% if %}", "the template cannot be read: "),
        ("{{ plan.title | shout }}", "the template cannot be read: No filter named 'shout'."),
        ("{% include 'parts/closing.html' %}", "the template failed: "),
        ("{{ 1 // 0 }}", "the template failed: ZeroDivisionError"),
        (
            "{{ plan.title | rules }}",
            "the template failed: ValueError: invalid literal for int() with base 10: 'How it rose'",
        ),
    ],
)
def test_a_mistake_in_a_template_is_found_at_its_place(
    tmp_path: Path, plan: dict[str, Any], source: str, message: str
) -> None:
    problem = refused(plan, own(tmp_path, closing=f"<p>one</p>\n{source}\n"))
    assert (problem.file, problem.line) == ("own/parts/closing.html", 2)
    assert problem.message.startswith(message)


@pytest.mark.parametrize("bad", ["link", "folder", "latin-1", "large", "circle"])
def test_a_file_that_is_no_template_is_refused_and_not_passed_over(
    tmp_path: Path, plan: dict[str, Any], bad: str
) -> None:
    folders = own(tmp_path, colophon="fine")
    file = folders[0] / "parts" / "closing.html"
    secret = tmp_path / "secret.html"
    secret.write_text("hunter2", encoding="utf-8")
    if bad == "link":
        file.symlink_to(secret)
    elif bad == "circle":
        file.symlink_to(file.name)
    elif bad == "folder":
        file.mkdir()
    else:
        file.write_bytes("Größe".encode("latin-1") if bad == "latin-1" else b"x" * 1_000_001)
    problem = refused(plan, folders)
    assert problem.file == "own/parts/closing.html"
    assert problem.message.startswith("this ")
    assert "hunter2" not in str(problem)
    assert [one.file for one in check_templates(folders) if one.severity == "error"] == ["own/parts/closing.html"]


@pytest.mark.parametrize("source", ["(" * 400 + "1" + ")" * 400, "1" + " + 1" * 3000, "[" * 2000])
def test_endless_nesting_is_a_message_in_a_build_and_in_a_check(
    tmp_path: Path, plan: dict[str, Any], source: str
) -> None:
    folders = own(tmp_path, closing="{{ " + source + " }}", colophon="{% for a in 'x' %}" * 25 + "{% endfor %}" * 25)
    refused(plan, folders)
    assert {one.file for one in check_templates(folders)} >= {"own/parts/closing.html"}


def test_a_check_finds_what_a_build_would_refuse_without_running_anything(tmp_path: Path) -> None:
    folders = own(
        tmp_path,
        closing="{{ nothing }}",
        agenda="{% if %}",
        question="{{ plan.title.__class__ }}",
        claims="{% include 'parts/no.html' %}",
        claim="{{ claim.says | md }}",
        questoins="x",
    )
    found = {one.file.removeprefix("own/parts/").removesuffix(".html"): one for one in check_templates(folders)}
    assert {name: one.severity for name, one in found.items()} == {
        "closing": "error", "agenda": "error", "question": "error", "claims": "error", "questoins": "warning",
    }  # fmt: skip
    assert check_templates([OURS]) == []


def test_our_own_templates_pass_as_if_they_were_a_groups(tmp_path: Path) -> None:
    for file in OURS.rglob("*.html"):
        copy = tmp_path / "copy" / file.relative_to(OURS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    assert check_templates([tmp_path / "copy", OURS]) == []


def test_a_template_is_looked_at_without_working_anything_out(tmp_path: Path) -> None:
    """`9**9**9` would take for ever, were constants worked out while a template is only read."""
    own = tmp_path / "templates" / "parts"
    own.mkdir(parents=True)
    (own / "claim.html").write_text("{{ (9**9)**(9**8) }} {{ ('a' * 3000000000)|length }}", encoding="utf-8")
    check_templates([tmp_path / "templates", shipped("templates")], ["own", "moot/templates"])
