"""HTML and style sheets to PDF: the only module that knows the page engine, WeasyPrint.

It is imported late, for it is slow to load and needs libraries of the system. Whatever it complains of
becomes a problem: a dropped picture or an ignored rule would otherwise be seen only on paper.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from moot.problems import BuildProblem, GuideProblems, MootError, Problem
from moot.render import fonts, layout, watch
from moot.render.complaints import Log, missing_character, problem_of
from moot.render.fetch import GUIDE, OURS, Fetcher, Refusal, Refused, name_for_people
from moot.render.line_numbers import cite_lines, number_lines
from moot.render.results import Fault, Rendered
from moot.render.space import LaidOut, fill_pages, last_page

__all__ = ["MAX_PAGES", "Pages", "lay_out", "load", "render_pdf"]

MAX_PAGES = 3000
_DOTS = 300  # to the inch; more of a picture than paper can show is left out, and what has fewer stays as it is
_LINKS = frozenset({"http", "https", "mailto"})


def load(setup: fonts.FontSetup | None = None) -> Any:
    """The page engine, imported on the first call with the fonts of `setup` (ours, when None).

    Raises BuildProblem where it, or a library of the system that it needs, is not installed.
    """
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    os.environ.update((fonts.prepare() if setup is None else setup).environ)
    try:
        # The engine prints advice for programmers when a library is missing; ours is shorter.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if sys.platform.startswith("linux"):
                with contextlib.suppress(OSError), _no_library_search():
                    return importlib.import_module("weasyprint")
                _forget("weasyprint")
            return importlib.import_module("weasyprint")
    except OSError:
        _forget("weasyprint")
        raise BuildProblem(
            "the libraries that set the type (Pango and HarfBuzz) are not found. Run: moot doctor"
        ) from None
    except ImportError as error:
        raise BuildProblem(
            f"a part of the page engine is not installed ({error.name}). Run: python -m pip install weasyprint"
        ) from None


@contextlib.contextmanager
def _no_library_search() -> Iterator[None]:
    """Keep ctypes from asking the compiler and the linker for libraries that load by their own name.

    The search starts some seventy programs and takes nearly half of the import.
    """
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _forget(package: str) -> None:
    """Take a half-imported package out, so that it can be tried again."""
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]


@dataclass(frozen=True)
class Pages:
    """A document laid out and looked over, not yet written.

    pages: how many. last: how much of the last page is used, from 0 to 1. sparse: whether any page is nearly empty.
    write gives it as PDF and may raise what `render_pdf` raises. document: the pages as the engine has them.
    """

    pages: int
    last: float
    sparse: bool
    write: Callable[[], Rendered]
    document: Any


def render_pdf(html: str, stylesheets: Sequence[tuple[str, str]] = (), **options: Any) -> Rendered:
    """Lay out a document and write it as tagged PDF; what goes in is said at `lay_out`."""
    return lay_out(html, stylesheets, **options).write()


def lay_out(
    html: str,
    stylesheets: Sequence[tuple[str, str]] = (),
    *,
    guide_folder: Path | None = None,
    asset_folders: Sequence[Path] = (),
    label: str = "page",
    variant: str | None = "pdf/ua-1",
    pdfa: bool = False,
) -> Pages:
    """Lay out a document, to be written as tagged PDF if it is good.

    stylesheets are (name, text); pictures are read from guide_folder, and for our own style sheets from
    asset_folders. label names the document in messages. Language and title come from the HTML.
    pdfa: the file is to be PDF/A-2a as well as PDF/UA-1, and variant is of no account.
    Faults of the layout and complaints are in the result. Raises GuideProblems where there can be no
    PDF for what the document holds, BuildProblem where the machine fails.
    """
    engine = load()
    variant = "pdf/a-2a" if pdfa else variant
    fetcher = Fetcher(guide_folder, asset_folders)
    log = Log()
    with _failing(log, fetcher, label):
        again, source = _ready(engine, html, stylesheets, fetcher, log, variant)
        document, style_for = fill_pages(again, source, cite_lines(again, source, again()))
        log.source = label
        refused = _audit(document, label)
        if refused:
            raise GuideProblems([*refused, *_problems(log, fetcher, label)])
        used, faults = last_page(document), layout.examine(document, source, style_for)
        sparse = any(fault.kind == "nearly empty page" for fault in faults)

    def write() -> Rendered:
        with _failing(log, fetcher, label):
            pdf = number_lines(_written(document, variant, pdfa), document, engine)
        missing = tuple(_missing(document, log))
        lines = tuple(f"{source}: {line}" if source else line for source, line in log.lines)
        return Rendered(pdf, len(document.pages), lines, (*faults, *missing), tuple(_problems(log, fetcher, label)))

    return Pages(len(document.pages), used, sparse, write, document)


@contextlib.contextmanager
def _failing(log: Log, fetcher: Fetcher, label: str) -> Iterator[None]:
    """Listen to the engine; whatever makes it fail becomes an error in words."""
    with log.listening():
        try:
            yield
        except MootError:
            raise
        except MemoryError:
            raise BuildProblem(f"{label}: the pages need more memory than is allowed; use smaller pictures") from None
        except Exception as error:
            raise _failure(error, label, [*_problems(log, fetcher, label)]) from None


def _ready(
    engine: Any, html: str, stylesheets: Sequence[tuple[str, str]], fetcher: Fetcher, log: Log, variant: str | None
) -> tuple[Callable[[], LaidOut], Any]:
    """What lays the document out, as often as it is asked to, and the root of its element tree."""
    reader = _reader(fetcher)
    # Made anew for each document, and after the fork: what it holds must not be shared.
    font_config = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    counter_style = importlib.import_module("weasyprint.css.counters").CounterStyle()
    sheets = []
    for name, text in stylesheets:
        log.source = name
        sheets.append(
            engine.CSS(
                string=text,
                base_url=OURS + name,
                url_fetcher=reader,
                font_config=font_config,
                counter_style=counter_style,
            )
        )
    log.source = ""
    page = engine.HTML(string=html, base_url=GUIDE, url_fetcher=reader)

    def again() -> LaidOut:
        with watch.styles() as styles:
            document = page.render(
                font_config=font_config,
                counter_style=counter_style,
                stylesheets=sheets,
                pdf_variant=variant,
                dpi=_DOTS,
            )
        return LaidOut(document, styles[-1] if styles else None)

    return again, page.etree_element


def _written(document: Any, variant: str | None, pdfa: bool) -> bytes:
    """The laid-out pages as a file, its tags finished."""
    # Not at the top: with the library it needs it is slow to load, and not every user of this module writes files.
    from moot.render.finish import finish

    with watch.runs() as runs:
        pdf: bytes = document.write_pdf(pdf_variant=variant)
    return finish(pdf, runs, pdfa)


def _reader(fetcher: Fetcher) -> Any:
    """Our fetcher as the engine wants it; its own would open files and connections."""
    urls: Any = importlib.import_module("weasyprint.urls")

    class Reader(urls.URLFetcher):  # type: ignore[misc]  # the engine has no types
        def __init__(self) -> None:
            # Not the parent's, which prepares handlers for the network.
            self._fail_on_errors = False

        def fetch(self, url: str, headers: Any = None) -> Any:
            got = fetcher.read(url)
            return urls.URLFetcherResponse(got.url, got.body, {"Content-Type": got.mime})

        def open(self, url: Any, data: Any = None, timeout: Any = None) -> Any:
            raise Refused("the network is not used")

    return Reader()


def _audit(document: Any, label: str) -> list[Problem]:
    """What must not be in a file that is handed on: attached files, links into somebody's computer."""
    found = []
    if len(document.pages) > MAX_PAGES:
        count = len(document.pages)
        found.append(Problem(label, 0, 0, f"this makes {count} pages; at most {MAX_PAGES} can be printed"))
    targets = [(kind, target) for page in document.pages for kind, target, *_ in page.links]
    if document.metadata.attachments or any(kind == "attachment" for kind, _ in targets):
        found.append(Problem(label, 0, 0, "a file would be attached to the PDF, which moot never does"))
    for target in dict.fromkeys(target for kind, target in targets if kind == "external"):
        scheme = urlsplit(target).scheme.lower()
        if target.lower().startswith((GUIDE, OURS)):
            message = f"the link {name_for_people(target)!r} leads to a file, which readers of the page do not have"
        elif scheme not in _LINKS:
            message = f"the link {target[:80]!r} is neither a web address nor an e-mail address"
        else:
            continue
        found.append(Problem(label, 0, 0, message, "write the whole address, beginning with https://, or no link"))
    return found


def _problems(log: Log, fetcher: Fetcher, label: str) -> Iterator[Problem]:
    for refusal in fetcher.refusals:
        yield _refused(refusal, label)
    # The engine names the address of a picture it did not get; the refusal says more.
    told = {refusal.url for refusal in fetcher.refusals}
    for source, line in log.lines:
        if not missing_character(line) and (problem := problem_of(source or label, line, told)):
            yield problem


def _refused(refusal: Refusal, label: str) -> Problem:
    return Problem(label, 0, 0, f"{refusal.url!r} cannot be printed: {refusal.reason}")


def _missing(document: Any, log: Log) -> Iterator[Fault]:
    for _, line in log.lines:
        if character := missing_character(line):
            page, words = layout.page_with(document, character)
            yield Fault.of("missing character", page, f"{character} (U+{ord(character):04X}) {words}")


def _failure(error: Exception, label: str, before: list[Problem]) -> MootError:
    """An error inside the engine, in words; it has no other way to say that it is out of its depth."""
    if isinstance(error, RecursionError):
        hint = "put fewer lists, quotations or boxes into each other"
        return GuideProblems([*before, Problem(label, 0, 0, "something on the pages is nested too deeply", hint)])
    if isinstance(error, OSError) and error.errno is not None:
        return BuildProblem(f"{label}: the pages cannot be written ({error.strerror})")
    said = " ".join(str(error).split())[:120]
    message = f"the style sheet made the page engine fail: {type(error).__name__}" + (f", {said}" if said else "")
    hint = "take out the last change to a style sheet or template, or leave the guide's own ones away"
    return GuideProblems([*before, Problem(label, 0, 0, message, hint)])
