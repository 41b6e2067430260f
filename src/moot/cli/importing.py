"""`moot import`: a document of any usual format as a text that can be read and corrected."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from moot.cli.common import AsJson, Quiet, print_json, report, say
from moot.problems import UsageProblem

if TYPE_CHECKING:
    from moot.text.importing import ImportedText

__all__ = ["LanguageOption", "import_document", "show_outline", "typed"]

LanguageOption = Annotated[
    str, typer.Option("--language", metavar="CODE", help="Language of the text, as en or pt-BR; else it is guessed.")
]


def import_document(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Word (.docx), EPUB, web page, PDF, Markdown or plain text.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="Where to write it, or - for standard output; else NAME.md here."
        ),
    ] = None,
    language: LanguageOption = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write although a file of that name is there; it is kept as NAME.old.md.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the outline; write nothing.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Make a text of a document, to read and correct. Shows its outline, with “?” at what was a guess.

    Its headings become lines with #, its quotations lines with >. Correct them in any editor, then begin a guide with
    “moot new NAME --text FILE.md”.
    """
    from moot.files import kept_copy, write_text
    from moot.text.importing import import_text

    found = import_text(file, file.as_posix(), language)
    if out is not None and str(out) == "-":
        sys.stdout.write(found.markdown)
        return
    target = None if dry_run else _target(file, out, force)
    kept = None
    if target is not None:
        kept = kept_copy(target)
        write_text(target, found.markdown)
    if as_json:
        _print(found, target, kept)
        return
    report(found.problems, quiet)
    if quiet:
        return
    show_outline(found)
    if kept:
        say(f"the old file is kept as {kept.as_posix()}")
    if target is not None:
        say(f"written: {target.as_posix()}")
        _say_next(target)


def _target(file: Path, out: Path | None, force: bool) -> Path:
    """Where the text goes. Raises UsageProblem where a file is there that is not to be kept under another name."""
    from moot.files import next_free, safe_name

    target = out if out is not None else Path(f"{safe_name(file.stem)}.md")
    if target.is_dir():
        target /= "text.md"
    if (target.exists() or target.is_symlink()) and not (force and not target.is_dir()):
        same = target.exists() and target.samefile(file)
        other = f", or write --force: the old file is then kept as {next_free(target).name}"
        hint = f"name another with --out{'' if same else other}"
        raise UsageProblem(f"{target.as_posix()} is there already; nothing was written\n    help: {hint}")
    return target


def _print(found: ImportedText, target: Path | None, kept: Path | None) -> None:
    from moot.start.tree import outline_rows

    print_json(
        {
            "ok": True,
            "file": target.as_posix() if target else "",
            "kept": kept.as_posix() if kept else "",
            "kind": found.kind,
            "title": found.text.title,
            "authors": found.text.authors,
            "language": found.language,
            "outline": outline_rows(found),
            "doubts": found.doubts,
            "problems": found.problems,
        }
    )


def _say_next(target: Path) -> None:
    if (target.parent / "guide.yaml").exists():
        say(f"next: moot relink {typed(target.parent)}, so that questions follow their paragraphs")
    else:
        say(f"next: correct its # and > where that is needed, then: moot new NAME --text {typed(target)}")


def typed(path: Path) -> str:
    """A path as it is typed in a terminal, in quotation marks where it needs them."""
    return shlex.quote(path.as_posix())


def show_outline(found: ImportedText) -> None:
    """The outline of an imported text on standard output."""
    from moot.start.tree import outline_lines

    for line in outline_lines(found):
        say(line)
