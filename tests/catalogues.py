"""The words moot prints, collected from templates and source, and the catalogues that translate them.

    python tests/catalogues.py

brings every `src/moot/locale/LANG/LC_MESSAGES/moot.po` up to date: new messages are added without a translation,
messages that nothing prints any more are taken out, and what is translated stays. `tests/test_tongue.py` then names
what is missing.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

import moot
from moot.guide.words import KINDS, PHASES, ROLES, Stance
from moot.resources import shipped
from moot.tongue import known_languages

SOURCE = Path(moot.__file__).parent
LANGUAGES = tuple(language for language in known_languages() if language != "en")
_FUNCTIONS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}
_FIXED = (*KINDS, *(name for name, _ in PHASES), *ROLES, *get_args(Stance), "open", "settled", "in dispute")
"""Words of guides that are printed by way of a variable, so that no call has them."""

_PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}
"""Where the usual order of the forms is another than Babel's: 11 to 99 before 100 to 102."""

_NOT_KEPT = tuple(
    f'"{name}' for name in ("Project-Id", "Report-", "POT-", "PO-", "Last-", "Language-Team", "Generated-By")
)

Message = str | tuple[str, str]


@cache
def messages() -> dict[Message, list[str]]:
    """Every message, each with the files that print it; a pair where it counts."""
    found: dict[Message, list[str]] = {word: ["guide/words.py"] for word in _FIXED}
    for folder, files in ((SOURCE, "*.py"), (shipped("templates"), "*.html")):
        for file in sorted(folder.rglob(files)):
            name = file.relative_to(folder).as_posix()
            for message in _messages_of(file):
                found.setdefault(message, [])
                if name not in found[message]:
                    found[message].append(name)
    return found


def _messages_of(file: Path) -> list[Message]:
    source = io.BytesIO(file.read_bytes())
    if file.suffix == ".html":
        rows = babel_extract(source, _FUNCTIONS, [], {"trim_blocks": "true"})
    else:
        rows = extract_python(source, _FUNCTIONS, [], {})
    made: list[Message] = []
    for _, function, words, _ in rows:
        given = [word for word in ([words] if isinstance(words, str) else words or ()) if word]
        if given:
            made.append((given[0], given[1]) if function == "ngettext" else given[0])
    return made


def po_file(language: str) -> Path:
    return SOURCE / "locale" / language / "LC_MESSAGES" / "moot.po"


def read(language: str) -> Catalog:
    with po_file(language).open(encoding="utf-8") as file:
        return read_po(file, locale=language)


def refreshed(language: str) -> bytes:
    """The catalogue's file as it should be."""
    old = read(language)
    new = Catalog(locale=language, project="moot", charset="utf-8", fuzzy=False)
    new.mime_headers = [
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", _PLURALS.get(language, old.plural_forms)),
    ]
    new.header_comment = f"# The words moot prints, in the language {language}. See locale/README.md."
    for message, files in sorted(messages().items(), key=lambda row: (row[1][0], str(row[0]))):
        known = old.get(message[0] if isinstance(message, tuple) else message)
        said = known.string if known and known.id == message else ""
        comments = known.user_comments if known else ()
        new.add(message, said, locations=[(name, None) for name in files], user_comments=comments)
    file = io.BytesIO()
    write_po(file, new, width=116, include_lineno=False)
    # Who and when stand in the history of the project; in the file they would change with every run.
    kept = [line for line in file.getvalue().decode().splitlines(keepends=True) if not line.startswith(_NOT_KEPT)]
    return "".join(kept).encode()


if __name__ == "__main__":
    for code in LANGUAGES:
        po_file(code).write_bytes(refreshed(code))
        empty = sum(not all(m.string if isinstance(m.string, tuple) else [m.string]) for m in read(code) if m.id)
        print(f"{code}: {len(messages())} messages, {empty} without a translation")
