"""The page engine behind our door: what it is given, what it may not do, and how its complaints are worded."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from moot.problems import BuildProblem, GuideProblems
from moot.render.complaints import missing_character, problem_of
from moot.render.pdf import render_pdf
from moot.render.results import Rendered

CSS = "@page { size: A5; margin: 15mm } body { font: 10pt/14pt 'Source Serif 4' } h1 { font-family: 'Source Sans 3' }"


def render(body: str, css: str = CSS, guide: Path | None = None, head: str = "") -> Rendered:
    html = f"<!DOCTYPE html><html lang=en><head><title>A page</title>{head}</head><body>{body}</body></html>"
    return render_pdf(html, [("css/page.css", css)], guide_folder=guide, label="s1, participant")


def messages(rendered: Rendered) -> list[str]:
    return [problem.message for problem in rendered.problems]


def refused(body: str, head: str = "", css: str = CSS) -> list[str]:
    with pytest.raises(GuideProblems) as caught:
        render(body, css, head=head)
    return [problem.message for problem in caught.value.problems]


def test_a_sound_page_is_tagged_accessible_and_the_same_each_time() -> None:
    body = (
        "<h1>Peace or war</h1><p>Could <strong>peace</strong> have been had? <a href=https://example.org/>See</a></p>"
    )
    one, two = render(body), render(body)
    assert one == two and one.pages == 1 and one.problems == one.faults == one.log == ()
    document = pikepdf.open(io.BytesIO(one.pdf))
    assert document.Root.Lang == "en" and document.docinfo["/Title"] == "A page"
    assert "/CreationDate" not in document.docinfo


def test_a_sound_page_is_pdf_ua_1(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(render("<h1>Peace or war</h1><ul><li>one<li>two</ul><p lang=ru>Что делать?").pdf)
    assert page.validate_pdf(str(file), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_only_our_fonts_are_used_and_embedded() -> None:
    pdf = pikepdf.open(io.BytesIO(render("<h1>Head</h1><p style='font-family:Helvetica'>x</p>").pdf))
    fonts = {str(font.BaseFont).split("+")[1] for font in pdf.pages[0].Resources.Font.values()}
    assert all(name.startswith(("Source-Serif-4", "Source-Sans-3")) for name in fonts), fonts


def test_a_picture_of_the_guide_is_printed_without_where_it_was_taken(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 51.5 N"
    Image.new("RGB", (40, 30), "red").save(tmp_path / "map.jpg", exif=exif)
    rendered = render("<p><img src=map.jpg alt='A red map'></p>", guide=tmp_path)
    assert rendered.problems == ()
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert (picture.Width, picture.Height) == (40, 30)
        assert b"at home" not in picture.read_raw_bytes()


def test_a_picture_that_cannot_be_had_is_one_problem_in_words(tmp_path: Path) -> None:
    rendered = render("<p>x <img src='maps/front.png' alt='A map'></p>", guide=tmp_path)
    assert messages(rendered) == ["'maps/front.png' cannot be printed: there is no such file"]
    assert rendered.problems[0].file == "s1, participant"
    assert str(tmp_path) not in repr(rendered.problems) + repr(rendered.log)


def test_no_address_outside_is_ever_asked_for() -> None:
    css = CSS + "@import 'http://127.0.0.1:9/a.css'; p{background:url(file:///etc/passwd)}"
    css += "@font-face{font-family:x;src:url(https://127.0.0.1:9/x.ttf)}"
    rendered = render("<p>x<img src=//127.0.0.1:9/x.png alt=x></p>", "@import 'http://127.0.0.1:9/b.css';" + css)
    reasons = {m.split(" cannot be printed")[0].strip("'") for m in messages(rendered) if "cannot be printed" in m}
    assert reasons >= {
        "http://127.0.0.1:9/b.css",
        "file:///etc/passwd",
        "https://127.0.0.1:9/x.ttf",
        "https://127.0.0.1:9/x.png",
    }


@pytest.mark.parametrize(
    ("body", "head", "message"),
    [
        (
            "<p><a href='javascript:x'>a</a>",
            "",
            "the link 'javascript:x' is neither a web address nor an e-mail address",
        ),
        (
            "<p><a href='file:///home'>a</a>",
            "",
            "the link 'file:///home' is neither a web address nor an e-mail address",
        ),
        (
            "<p><a href=notes.html>a</a>",
            "",
            "the link 'notes.html' leads to a file, which readers of the page do not have",
        ),
        ("<p>x", "<link rel=attachment href=guide.yaml>", "a file would be attached to the PDF, which moot never does"),
        ("<p><a rel=attachment href=a.yaml>a</a>", "", "a file would be attached to the PDF, which moot never does"),
    ],
)
def test_links_and_files_that_must_not_leave_are_refused_before_writing(body: str, head: str, message: str) -> None:
    assert message in refused(body, head)


def test_links_that_may_stand() -> None:
    web, mail = "<a href=https://example.org/a>a</a>", "<a href=mailto:a@example.org>b</a>"
    body = f"<h1 id=top>T</h1><p>{web} {mail} <a href='#top'>c</a>"
    assert render(body).problems == ()


def test_a_link_to_nowhere_is_a_problem() -> None:
    assert messages(render("<p><a href='#q9'>Question 9</a>")) == [
        "a link leads to #q9, and no place on the pages is called so"
    ]


def test_an_ignored_style_rule_is_a_problem_of_its_style_sheet() -> None:
    (problem,) = render("<p>x", CSS + "\np { text-wrap: balance }").problems
    assert (problem.file, problem.line, problem.column) == ("css/page.css", 2, 5)
    assert problem.message == "the page engine does not follow `text-wrap: balance`: unknown property"


@pytest.mark.parametrize(
    ("css", "body", "words"),
    [
        ("p{font-size:1e9px}", "<p>x", "the style sheet made the page engine fail: ZeroDivisionError"),
        ("li::marker{content:'x'}", "<ul><li>x</ul>", "the style sheet made the page engine fail: TypeError"),
        ("", "<div>" * 600 + "x", "something on the pages is nested too deeply"),
    ],
)
def test_a_failure_of_the_engine_is_a_message(css: str, body: str, words: str) -> None:
    assert any(message.startswith(words) for message in refused(body, css=CSS + css))


LINES = [
    (
        "Ignored `hyphens: x` at 3:7, invalid value.",
        "css/page.css",
        3,
        7,
        "does not follow `hyphens: x`: invalid value",
    ),
    (
        "Parse error at 2:1: Expected }",
        "css/page.css",
        2,
        1,
        "does not follow this style rule: Parse error: Expected }",
    ),
    ("Anchor defined twice: 'q1'", "css/page.css", 0, 0, "two places on the pages are called #q1"),
    ("No anchor #x for internal URI reference", "css/page.css", 0, 0, "a link leads to #x"),
    (
        'Image "https://guide.invalid/a.png" has no required alt description',
        "css/page.css",
        0,
        0,
        "'a.png' has no descr",
    ),
    ("Failed to load image at 'https://guide.invalid/a.png': x", "css/page.css", 0, 0, "'a.png' cannot be printed"),
    ('Using fontTools instead of HarfBuzz-Subset for font "x".', "", 0, 0, "libharfbuzz-subset is missing"),
    ("Something new", "css/page.css", 0, 0, "the page engine says: Something new"),
]


@pytest.mark.parametrize(("line", "file", "row", "column", "words"), LINES)
def test_each_complaint_has_words(line: str, file: str, row: int, column: int, words: str) -> None:
    problem = problem_of("css/page.css", line)
    assert problem is not None and words in problem.message
    assert (problem.file, problem.line, problem.column) == (file, row, column)


def test_a_picture_that_was_refused_is_not_reported_twice() -> None:
    assert problem_of("x", "Failed to load image at 'https://guide.invalid/a.png': Refused", {"a.png"}) is None


def test_the_character_that_no_font_has() -> None:
    assert missing_character('.notdef glyph rendered for Unicode string unsupported by fonts: "漢" (U+6F22)') == "漢"
    assert missing_character("Anchor defined twice: 'q1'") == ""


def test_without_pango_the_message_leads_to_doctor(tmp_path: Path) -> None:
    code = (
        "import cffi.api, contextlib\n"
        "def none(*_): raise OSError('cannot load library')\n"
        "cffi.api._load_backend_lib = none\n"
        "from moot.render.pdf import load\n"
        "from moot.problems import BuildProblem\n"
        "try: load()\n"
        "except BuildProblem as problem: print(problem)\n"
    )
    done = _python(code)
    assert done.stdout.strip().endswith("are not found. Run: moot doctor") and "-----" not in done.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the shim is for Linux")
def test_the_import_starts_no_programs_and_leaves_no_trace() -> None:
    code = (
        "import ctypes.util, subprocess\n"
        "search = ctypes.util.find_library\n"
        "class No(subprocess.Popen):\n"
        "    def __init__(self, *a, **k): raise AssertionError(a)\n"
        "subprocess.Popen = No\n"
        "from moot.render.pdf import load\n"
        "print(load().__version__, ctypes.util.find_library is search)\n"
    )
    assert _python(code).stdout.split() == ["70.0", "True"]


def _python(code: str) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=environ)


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from moot.render import layout

    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(layout, "examine", hungry)
    with pytest.raises(BuildProblem, match="more memory than is allowed"):
        render("<p>x")
