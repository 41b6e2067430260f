"""What the page engine knows while it works and tells nobody: taken down as it passes.

These are insides of WeasyPrint, which may change with any version. Where one is not found, nothing is taken down,
the pages are made all the same, and a test says so.
"""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterator
from typing import Any

from moot.render.results import Run

__all__ = ["runs", "styles"]


@contextlib.contextmanager
def styles() -> Iterator[list[Any]]:
    """Keep the computed styles, which tell what is not meant to be printed and which the engine drops."""
    module: Any = importlib.import_module("weasyprint.document")
    compute = getattr(module, "get_all_computed_styles", None)
    kept: list[Any] = []
    if compute is None:
        yield kept
        return

    def keep(*args: Any, **kwargs: Any) -> Any:
        kept.append(compute(*args, **kwargs))
        return kept[-1]

    module.get_all_computed_styles = keep
    try:
        yield kept
    finally:
        module.get_all_computed_styles = compute


@contextlib.contextmanager
def runs() -> Iterator[list[dict[int, Run]]]:
    """Keep, page by page, the text and language of each piece of marked content, by its number on the page."""
    module: Any = importlib.import_module("weasyprint.pdf.stream")
    stream: Any = getattr(module, "Stream", None)
    begin, mark = getattr(stream, "__init__", None), getattr(stream, "marked", None)
    pages: list[dict[int, Run]] = []
    # The engine keeps one dictionary a page, also for the groups drawn within it; held here, so that it stays alone.
    books: list[Any] = []
    if begin is None or mark is None:
        yield pages
        return

    def note_page(self: Any, *args: Any, **kwargs: Any) -> None:
        begin(self, *args, **kwargs)
        book = getattr(self, "_tags", None)
        if book is not None and not any(book is other for other in books):
            books.append(book)
            pages.append({})

    def note_run(self: Any, box: Any, tag: str) -> Any:
        for book, page in zip(books, pages, strict=True):
            if book is self._tags:
                page[len(book)] = Run(str(getattr(box, "text", "") or ""), str(box.style["lang"] or ""))
        return mark(self, box, tag)

    stream.__init__, stream.marked = note_page, note_run
    try:
        yield pages
    finally:
        stream.__init__, stream.marked = begin, mark
