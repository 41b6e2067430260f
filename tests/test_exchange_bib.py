"""Bibliographies of other programs: what is taken over, case by case in exchange_bib_cases.md, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import Case, compare, read_cases
from moot.exchange.bib import Found, readings_in
from moot.exchange.dates import date_of, joined_date
from moot.exchange.record import Record, id_from, link_of, prose
from moot.guide.reading import Reading
from moot.markdown import plain
from moot.problems import GuideProblems, printed

CASES = read_cases(Path(__file__).parent / "exchange_bib_cases.md")


def told(found: Found) -> str:
    """Every reading, a field on each line, and the problems below."""
    rows = []
    for reading in found.readings:
        rows.append(f"{reading['id']}")
        inside = {f"in {key}": value for key, value in reading.get("in", {}).items()}
        for key, value in (reading | inside).items():
            if key not in {"id", "in"}:
                rows.append(f"  {key}: {' | '.join(value) if isinstance(value, list) else value}")
    return "\n".join([*rows, *(printed(problem) for problem in found.problems)])


def read(folder: Path, content: str | bytes, name: str = "library.bib") -> Found:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return readings_in(file, name)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    name = "library.json" if next(iter(case.kinds.values())) == "json" else "library.bib"
    try:
        found = read(tmp_path, case.input, name)
    except GuideProblems as refused:
        compare(case, f"refused\n{refused}")
        return
    for reading in found.readings:
        Reading.model_validate(reading)
        assert not reading.keys() & {"stake", "says", "confidence", "stance", "position", "words"}, "invented"
    assert not caplog.records, "a library of others has said something"
    compare(case, told(found))


def test_there_are_enough_cases() -> None:
    kinds = [kind for case in CASES for kind in case.kinds.values()]
    assert kinds.count("bibtex") >= 25
    assert kinds.count("json") >= 10


DATES = {
    "1918": "1918",
    "1918-02": "1918-02",
    "1918-02-23": "1918-02-23",
    "1918/1920": "1918/1920",
    "1918--1920": "1918/1920",
    "1918–20": "1918/1920",
    "1918-20": "1918/1920",
    "1918-02/1918-03": "1918-02/1918-03",
    "1918-02-23T10:00:00Z": "1918-02-23",
    "[1918]": "1918",
    "(1918)": "1918",
    "[1918?]": "c. 1918",
    "c. 1918": "c. 1918",
    "c1918": "c. 1918",
    "ca. 1918": "c. 1918",
    "circa 1918": "c. 1918",
    "1918~": "c. 1918",
    "23 February 1918": "1918-02-23",
    "February 23, 1918": "1918-02-23",
    "23rd Feb. 1918": "1918-02-23",
    "May 1918": "1918-05",
    "1918/..": "1918 (and later)",
    "n.d.": "(n.d.)",
    "forthcoming": "(forthcoming)",
    "1918-13-40": "(1918-13-40)",
    "1918-02-31": "(1918-02-31)",
    "1920/1918": "(1920/1918)",
    "-0043": "(-0043)",
    "19XX": "(19XX)",
    "Spring 1918": "(Spring 1918)",
    "12 or 13 May 1918": "(12 or 13 May 1918)",
    "": "",
}


@pytest.mark.parametrize("written", DATES)
def test_date(written: str) -> None:
    when = date_of(written)
    assert " ".join(filter(None, (when.date, when.note and f"({when.note})"))) == DATES[written]


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("1918", "February", "23"), ("1918-02-23", "")),
        (("1918", "02", ""), ("1918-02", "")),
        (("1918", "23~February", ""), ("1918-02-23", "")),
        (("1918", "March/April", ""), ("1918-03/1918-04", "")),
        (("1918", "Spring", ""), ("1918", "Spring")),
        (("1918", "13", ""), ("1918", "13")),
        (("1918", "February", "31"), ("1918", "31 February")),
        (("n.d.", "May", ""), ("", "May n.d.")),
        (("", "", ""), ("", "")),
    ],
)
def test_date_in_parts(parts: tuple[str, str, str], wanted: tuple[str, str]) -> None:
    assert joined_date(*parts) == wanted


@pytest.mark.parametrize(
    ("key", "made"),
    [
        ("Lenin1917", "lenin1917"),
        ("lenin:1917_State", "lenin-1917-state"),
        ("Žižek2007", "zizek2007"),
        ("Троцкий1924", "trotskiy1924"),
        ("Größe", "grosse"),
        ("42", "trotsky-1924-lessons"),
        ("http://zotero.org/users/1/items/ABC", "trotsky-1924-lessons"),
        ("", "trotsky-1924-lessons"),
        ("漢字", "trotsky-1924-lessons"),
        ("x" * 300, "x" * 60),
    ],
)
def test_id(key: str, made: str) -> None:
    record = Record(key, 1, "The Lessons of October", ("Leon Trotsky",), made=date_of("1924-11"))
    assert id_from(record, {}) == made
    second = id_from(record, {made: {}})
    assert second != made and second.endswith("-2") and len(second) <= 60


@pytest.mark.parametrize(
    ("url", "doi", "wanted"),
    [
        ("https://a.org/b", "", "https://a.org/b"),
        ("javascript:alert(1)", "", ""),
        ("file:///etc/passwd", "", ""),
        ("ftp://a.org", "10.1000/182", "https://doi.org/10.1000/182"),
        ("", "doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("http://[", "", ""),
        ("http://a b", "", ""),
        ("https://", "", ""),
    ],
)
def test_link(url: str, doi: str, wanted: str) -> None:
    assert link_of(url, doi) == wanted


@given(st.text(max_size=60))
def test_words_print_as_they_stand(text: str) -> None:
    """Whatever signs a title holds, none of them becomes emphasis or a link."""
    made = prose(text.replace("<", "(").replace("&", "+"))
    assert made == prose(made) or "\\" in made
    assert plain(made) == " ".join(plain(made).split())
    letters = [c for c in text if c.isalnum() and ord(c) < 0x250]
    assert [c for c in plain(made) if c.isalnum() and ord(c) < 0x250] == letters


def test_half_a_letter_of_json_is_replaced(tmp_path: Path) -> None:
    found = read(tmp_path, '[{"id": "a", "title": "One \\ud800 two", "author": "A\\u0000b"}]', "a.json")
    assert found.readings == ({"id": "a", "title": "One \ufffd two", "authors": ["Ab"]},)


_WORD = st.text("abcdefgh ÄöüéЖя", min_size=1, max_size=12).map(lambda word: "X" + " ".join(word.split()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(_WORD, st.lists(st.tuples(_WORD, _WORD), min_size=1, max_size=3), st.integers(1000, 2100), st.booleans())
def test_what_is_written_is_read(
    tmp_path: Path, title: str, authors: list[tuple[str, str]], year: int, as_json: bool
) -> None:
    """The same source in either format gives the same reading."""
    if as_json:
        people = [{"family": last, "given": first} for first, last in authors]
        item = {"id": "k", "title": title, "author": people, "issued": {"date-parts": [[year]]}, "type": "book"}
        found = read(tmp_path, json.dumps([item]), "a.json")
    else:
        people_ = " and ".join(f"{{{last}}}, {{{first}}}" for first, last in authors)
        found = read(tmp_path, f"@book{{k, title = {{{title}}}, author = {{{people_}}}, year = {year}}}")
    wanted = {"id": "k", "title": title, "authors": [f"{first} {last}" for first, last in authors], "issued": str(year)}
    assert found == ((wanted,), ())


_ACCENTED = {
    "\\c{C}elik": "Çelik",
    "{\\c{C}}elik": "Çelik",
    "\\'Etienne": "Étienne",
    "{\\'E}tienne": "Étienne",
    'G{\\"o}del': "Gödel",
    '\\"Ozg\\"ur': "Özgür",
    "{\\L}ukasz": "Łukasz",
    "Strau{\\ss}": "Strauß",
    "Andersen": "Andersen",
    "Ferdinand": "Ferdinand",
    "Троцкий": "Троцкий",
    "{Rank and File}": "Rank and File",
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), *[st.sampled_from(list(_ACCENTED))] * 2), min_size=1, max_size=4))
def test_no_letter_of_a_name_is_lost(tmp_path: Path, people: list[tuple[bool, str, str]]) -> None:
    written = " and\n ".join(f"{last}, {first}" if turned else f"{first} {last}" for turned, first, last in people)
    found = read(tmp_path, f"@book{{k, title = {{T}}, author = {{{written}}}}}")
    wanted = [f"{_ACCENTED[first]} {_ACCENTED[last]}" for _, first, last in people]
    assert found.readings[0]["authors"] == wanted and found.problems == ()


_PIECES = [
    "@book{",
    "@string{a = ",
    "{",
    "}",
    '"',
    ",",
    "=",
    "#",
    "\\",
    '\\"{o}',
    "$",
    "%",
    "\n",
    "title",
    "x",
    "@",
    "a",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*_PIECES, "author = {A and B}", "crossref = {x}", "@comment{"]), max_size=25))
def test_nothing_else_is_ever_raised_by_bibtex(tmp_path: Path, pieces: list[str]) -> None:
    _whole_or_refused(tmp_path, "".join(pieces), "a.bib")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "date-parts"]), inner),
    max_leaves=8,
)
_KEYS = ["id", "title", "type", "author", "editor", "issued", "URL", "DOI", "page", "container-title", "original-date"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(_KEYS), _VALUES), max_size=3))
def test_nothing_else_is_ever_raised_by_json(tmp_path: Path, items: list[dict[str, Any]]) -> None:
    _whole_or_refused(tmp_path, json.dumps(items), "a.json")


def _whole_or_refused(folder: Path, text: str, name: str) -> None:
    try:
        found = read(folder, text, name)
    except GuideProblems as refused:
        assert len(refused.problems) == 1
        return
    ids = [reading["id"] for reading in found.readings]
    assert len(set(ids)) == len(ids)
    for reading in found.readings:
        Reading.model_validate(reading)


MB = 1_000_000
HOSTILE: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "larger than 5 MB": ("a.bib", lambda: b"@" * (5 * MB + 1), "larger than 5 MB"),
    "too many entries": ("a.bib", lambda: "@book{a, title={x}}\n" * 10_001, "more than 10,000 entries"),
    "too many beginnings": ("a.bib", lambda: "@book{" * 500_000, "more than 10,000 entries"),
    "a million items": ("a.json", lambda: "[" + "{}," * MB + "{}]", "more than 10,000 entries"),
    "too much LaTeX": (
        "a.bib",
        lambda: "".join(f"@book{{k{i}, title={{{i}" + "\\relax " * 400 + "}}\n" for i in range(500)),
        "more LaTeX than can be read",
    ),
    "not text": ("a.bib", lambda: bytes(range(256)) * 20, "not a text file"),
    "NULs": ("a.bib", lambda: "@book{a, ti\0tle={x}}", "not a text file"),
    "a spreadsheet": ("a.json", lambda: b"PK\x03\x04" + b"x" * 99, "this is an Excel, LibreOffice or zip file"),
    "a web page": ("a.bib", lambda: "<!DOCTYPE html><p>@book{a, title={x}}", "this is a web page"),
    "half a UTF-16 file": ("a.bib", lambda: "@book{a, title={x}}".encode("utf-16")[:-1], "damaged"),
    "no BibTeX": ("a.bib", lambda: "Dear all, me@example.org will send it.", "no BibTeX entry"),
    "nothing": ("a.bib", lambda: "", "no BibTeX entry"),
    "only signs": ("a.bib", lambda: "@" * MB, "no BibTeX entry"),
    "only comments": ("a.bib", lambda: "@comment{" * 100_000, "no BibTeX entry"),
    "no JSON": ("a.json", lambda: "@book{a, title={x}}", "not JSON"),
    "an empty list": ("a.json", lambda: "[]", "no entry"),
    "Zotero's own": ("a.json", lambda: '{"items": [{"itemType": "book"}]}', "Zotero’s own kind of JSON"),
    "another kind": ("a.ris", lambda: "TY  - BOOK", "not a bibliography"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_with_one_message(name: str, tmp_path: Path) -> None:
    file, content, words = HOSTILE[name]
    with pytest.raises(GuideProblems) as refused:
        read(tmp_path, content(), file)
    (problem,) = refused.value.problems
    assert words in problem.message and problem.hint and problem.file == file


WILD: dict[str, tuple[str, Callable[[], str | bytes], str]] = {
    "deep braces": ("a.bib", lambda: "@book{a, title=" + "{" * 90_000 + "}" * 90_000 + "}", "nested too deeply"),
    "endless braces": ("a.bib", lambda: "@book{a, title=" + "{" * 300_000, "cannot be read"),
    "an endless string": ("a.bib", lambda: '@book{a, title="' + "a" * MB, "cannot be read"),
    "doubling strings": (
        "a.bib",
        lambda: '@string{a0="x"}\n' + "".join(f"@string{{a{i + 1} = a{i} # a{i}}}\n" for i in range(60)),
        "more than 20,000 characters",
    ),
    "endless sums": ("a.bib", lambda: "@book{a, title=" + "#".join("1" * MB) + "}", "more than 20,000 characters"),
    "a field again and again": ("a.bib", lambda: "@book{a," + "x={y}," * 50_000 + "}", "stands here twice"),
    "endless names": ("a.bib", lambda: "@book{a, title={x}, author={" + "A and " * MB + "B}}", "author"),
    "many names": (
        "a.bib",
        lambda: "@book{a, title={x}, author={" + "A and " * 2_000 + "B}}",
        "more than 5,000 characters",
    ),
    "deep lists": ("a.json", lambda: "[" * MB, "nested too deeply"),
    "a deep title": ("a.json", lambda: '[{"title":' + "[" * MB, "nested too deeply"),
    "a long number": ("a.json", lambda: '[{"title":' + "9" * MB + "}]", "a number is too long"),
    "a long title": ("a.json", lambda: '[{"title":"' + "9" * MB + '"}]', "no title"),
}


@pytest.mark.parametrize("name", WILD)
def test_wild_files_are_told_of(name: str, tmp_path: Path) -> None:
    file, content, words = WILD[name]
    data = content() if name != "endless names" else str(content())[: 4 * MB] + "B}}"
    found = read(tmp_path, data, file)
    assert any(words in problem.message for problem in found.problems)
    assert len(found.problems) < 100


def test_a_circle_of_inheritance_ends(tmp_path: Path) -> None:
    entries = [f"@xdata{{a{i}, xdata = {{{','.join(f'a{j}' for j in range(9))}}}}}" for i in range(9)]
    found = read(tmp_path, "\n".join([*entries, "@book{b, title={T}, author={A}, xdata={a0}}"]))
    assert [one.message for one in found.problems] == ["“b” takes over fields from more than 6 entries, or in a circle"]
    assert [reading["id"] for reading in found.readings] == ["b"]


def test_problems_are_no_more_than_a_person_can_use(tmp_path: Path) -> None:
    found = read(tmp_path, "@book{\n" * 5_000)
    assert len(found.problems) == 201
    assert found.problems[-1].message == "and 4,800 more of this kind in this file"


@pytest.mark.parametrize(("encoding", "warned"), [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("cp1252", 1)])
def test_encodings(encoding: str, warned: int, tmp_path: Path) -> None:
    found = read(tmp_path, "@book{a, title={Größe}, author={É. Zola}}".encode(encoding))
    assert found.readings == ({"id": "a", "title": "Größe", "authors": ["É. Zola"]},)
    assert len(found.problems) == warned


@pytest.mark.parametrize("what", ["nothing", "a folder"])
def test_no_file(what: str, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    if what == "a folder":
        file.mkdir()
    with pytest.raises(GuideProblems, match=r"^a\.bib: this (file does not exist|is a folder)"):
        readings_in(file, "a.bib")


def test_the_library_is_imported_only_for_bibtex(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"id": "a", "title": "T"}]', encoding="utf-8")
    (tmp_path / "a.bib").write_text("@book{a, title={T}}", encoding="utf-8")
    code = (
        "import sys, pathlib\nfrom moot.exchange.bib import readings_in\nfrom moot.exchange import table\n"
        f"for name in ('a.json', 'a.bib'):\n    readings_in(pathlib.Path({str(tmp_path)!r}, name), name)\n"
        "    print('bibtexparser' in sys.modules, 'pylatexenc' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.split() == ["False", "False", "True", "True"]
