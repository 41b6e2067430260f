"""What it takes to import a book of 100,000 words, format by format: processor seconds and memory.

    python bench/importing.py [WORDS]

Goal, on any machine of this decade: below 2 seconds and 300 MB for every format but PDF. The time is that of a whole
process that imports the file, the interpreter's own start included; `moot new` is measured on 5,000 words of plain
text, against the bare start of the interpreter (goal: below 1 second more).
"""

from __future__ import annotations

import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

_SYLLABLES = ["ba", "ke", "ri", "mo", "lun", "ta", "ser", "vin", "do", "pal", "ne", "cor", "fu", "shi", "gra"]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Book = list[tuple[str, str]]
"""Blocks: `h1`, `h2`, `quote`, `item` or `p`, and their words."""


def book(words: int, seed: int = 6) -> Book:
    """A made-up book of about so many words: chapters, sections, quotations, lists."""
    chance = random.Random(seed)

    def sentence(count: int) -> str:
        made = ("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3))) for _ in range(count))
        return " ".join(made).capitalize()

    blocks: Book = []
    left = words
    while left > 0:
        section = len(blocks) % 40 == 0
        kind = "h1" if section and chance.random() < 0.3 else "h2" if section else "p"
        if kind == "p" and chance.random() < 0.1:
            kind = chance.choice(["quote", "item"])
        count = chance.randint(3, 6) if kind[0] == "h" else chance.randint(20, 160)
        text = sentence(count)
        blocks.append((kind, text if kind[0] == "h" else f"{text}, {sentence(5).lower()}. {sentence(9)}."))
        left -= count
    return blocks


def formats(blocks: Book) -> Iterator[tuple[str, bytes]]:
    """The book as files: their names and bytes."""
    yield "book.txt", "\n".join(text for _, text in blocks).encode()
    marks = {"h1": "# ", "h2": "## ", "quote": "> ", "item": "- ", "p": ""}
    yield "book.md", "\n\n".join(marks[kind] + text for kind, text in blocks).encode()
    body = _html(blocks)
    yield (
        "book.html",
        f"<!DOCTYPE html><html lang=en><title>Book</title><body><main>{body}</main></body></html>".encode(),
    )
    yield "book.docx", _docx(blocks)
    yield "book.epub", _epub(blocks)


def _html(blocks: Book) -> str:
    tags = {"quote": "blockquote", "item": "ul"}
    rows = []
    for kind, text in blocks:
        tag = tags.get(kind, kind)
        inner = f"<li>{text}</li>" if kind == "item" else f"<p>{text}</p>" if kind == "quote" else text
        rows.append(f"<{tag}>{inner}</{tag}>")
    return "\n".join(rows)


def _docx(blocks: Book) -> bytes:
    styles = {"h1": "Heading1", "h2": "Heading2", "quote": "Quote", "item": "ListBullet", "p": "Normal"}
    names = {"Heading1": "heading 1", "Heading2": "heading 2", "Quote": "Quote", "ListBullet": "List Bullet"}
    # Word cuts a paragraph into many runs, at each pause of whoever typed it.
    rows = []
    for kind, text in blocks:
        words = text.split(" ")
        runs = [" ".join(words[i : i + 8]) + " " for i in range(0, len(words), 8)]
        made = "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in runs)
        rows.append(f'<w:p><w:pPr><w:pStyle w:val="{styles[kind]}"/></w:pPr>{made}</w:p>')
    listed = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in names.items()
    )
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return _zip(
        {
            "[Content_Types].xml": f'{start}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'{start}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f"{start}<Relationships "
            'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
            "word/styles.xml": f'{start}<w:styles xmlns:w="{_W}">{listed}</w:styles>',
            "word/document.xml": f'{start}<w:document xmlns:w="{_W}"><w:body>{"".join(rows)}</w:body></w:document>',
        }
    )


def _epub(blocks: Book) -> bytes:
    files: dict[str, str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    }
    for i in range(0, len(blocks), 60):
        files[f"c{i}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title></head>'
            f"<body>{_html(blocks[i : i + 60])}</body></html>"
        )
    chapters = [name for name in files if name.endswith(".xhtml")]
    listed = "".join(f'<item id="{n[:-6]}" href="{n}" media-type="application/xhtml+xml"/>' for n in chapters)
    spine = "".join(f'<itemref idref="{n[:-6]}"/>' for n in chapters)
    files["book.opf"] = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Book</dc:title><dc:language>en</dc:language></metadata><manifest>{listed}</manifest>"
        f"<spine>{spine}</spine></package>"
    )
    return _zip(files)


def _zip(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def _cost(command: list[str], folder: Path) -> tuple[float, float]:
    """Processor seconds of a command with all its children, and the MB of the largest process among them."""
    code = "import os, resource, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
    code += (
        "u = resource.getrusage(resource.RUSAGE_CHILDREN); print(u.ru_utime + u.ru_stime, u.ru_maxrss, done.returncode)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    seconds, memory, failed = found.stdout.split()
    if failed != "0":
        raise SystemExit(f"{' '.join(command)} failed: {found.stderr}")
    return float(seconds), int(memory) / 1024


def main() -> None:
    """Prints the table."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    moot = [sys.executable, "-m", "moot"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blocks = book(words)
        print(f"{'import':<12} {'seconds':>8} {'MB':>6}   ({words:,} words)")
        for file, data in formats(blocks):
            (folder / file).write_bytes(data)
            command = [*moot, "import", file, "--out", f"{file}.made.md", "--quiet"]
            costs = sorted(_cost([*command, "--force"], folder) for _ in range(3))
            print(f"{file:<12} {costs[1][0]:>8.2f} {costs[1][1]:>6.0f}")
        (folder / "essay.txt").write_bytes(next(formats(book(5_000)))[1])
        bare = min(_cost([sys.executable, "-c", "pass"], folder)[0] for _ in range(3))
        new = [*moot, "new", "tuesday", "--text", "essay.txt", "--yes", "--force", "--quiet"]
        made = sorted(_cost(new, folder)[0] for _ in range(3))[1]
        print(f"moot new, 5,000 words: {made:.2f} s, {made - bare:.2f} s beside the interpreter's start")


if __name__ == "__main__":
    assert hasattr(resource, "getrusage") and hasattr(os, "wait4"), "this needs Linux or macOS"
    main()
