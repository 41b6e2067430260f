"""Word documents made of plain lines, so that no binary file is kept.

One line is one paragraph: `[Heading1] words` in a style, `[b size=16 center] words` with a look of its own, `[] words`
a plain one. Within it `**bold**`, `__italic__`, `{1}` for a reference to note 1, ` // ` for a line break, ` -> ` for a
tabulator, `⟨…⟩` for XML as it stands (a whole line that begins with `<` goes into the body). What is not in the body:

    [style ID: NAME | what w:style holds]
    [list 1: decimal %1. | lowerLetter %2)]       one shape and text for each level
    [note 1] words                                a footnote
    [core title] words                            what the document says of itself
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import escape

__all__ = ["BODY", "packed", "word_file"]

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{WORDS}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
BODY = f"<w:document {_NAMES}><w:body>{{}}</w:body></w:document>"
_HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
    f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{40 - 4 * n}"/></w:rPr></w:style>'
    for n in range(1, 7)
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:sz w:val="56"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
) + _HEADINGS
_LOOKS = {
    "b": "<w:b/>", "i": "<w:i/>", "u": '<w:u w:val="single"/>', "caps": "<w:caps/>", "hidden": "<w:vanish/>",
}  # fmt: skip
_INLINE = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|\{(\d+)\}|⟨(.+?)⟩| (//) | (->) ")


def word_file(source: str, members: Mapping[str, str] | None = None) -> bytes:
    """The document written so; `members` are added to the package, or take the place of those made here."""
    body, styles, lists, notes, core = [], [_STYLES], [], [], []
    for line in filter(None, source.split("\n")):
        head, words = re.match(r"(?:\[([^\]]*)\] ?)?(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
        head = head or ""
        if line.startswith("<"):
            body.append(line)
        elif head.startswith("style "):
            identity, name = head[6:].split(": ", 1)
            styles.append(
                f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{words}</w:style>'
            )
        elif head.startswith("list "):
            lists.append(_list(head[5:]))
        elif head.startswith("note "):
            notes.append(f'<w:footnote w:id="{head[5:]}">{_paragraph("", words)}</w:footnote>')
        elif head.startswith("core "):
            core.append(f"<dc:{head[5:]}>{escape(words)}</dc:{head[5:]}>")
        else:
            body.append(_paragraph(head, words))
    made = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}),
        "word/_rels/document.xml.rels": _relations(
            {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml"}
        ).replace("</Rel", '<Relationship Id="away" TargetMode="External" '
                  f'Type="{OFFICE}/hyperlink" Target="https://example.org/a"/></Rel', 1),
        "word/document.xml": BODY.format("".join(body)),
        "word/styles.xml": f"<w:styles {_NAMES}>{''.join(styles)}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{''.join(lists)}</w:numbering>",
        "word/footnotes.xml": f'<w:footnotes {_NAMES}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f"{''.join(notes)}</w:footnotes>",
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(core)}</c>',
    }  # fmt: skip
    return packed(made | dict(members or {}))


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return stream.getvalue()


def _relations(kinds: Mapping[str, str]) -> str:
    rows = (f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kinds[kind]}"/>' for kind in kinds)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'


def _list(written: str) -> str:
    number, shapes = written.split(": ", 1)
    shown = (level.split(None, 1) for level in shapes.split(" | "))
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (shape, text) in enumerate(shown)
    )
    abstract = f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    return f'{abstract}<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'


def _paragraph(head: str, words: str) -> str:
    own, runs, indent, style = [], [], {}, ""
    number: dict[str, str] = {}
    for word in head.split():
        name, _, value = word.partition("=")
        if word in _LOOKS:
            runs.append(_LOOKS[word])
        elif name == "size":
            runs.append(f'<w:sz w:val="{int(float(value) * 2)}"/>')
        elif name in {"left", "right"} and value:
            indent[name] = value
        elif name in {"list", "depth"}:
            number[name] = value
        elif name == "outline":
            own.append(f'<w:outlineLvl w:val="{value}"/>')
        elif word in {"center", "right"}:
            own.append(f'<w:jc w:val="{word}"/>')
        else:
            style = f'<w:pStyle w:val="{word}"/>'
    if number:
        depth = f'<w:ilvl w:val="{number.get("depth", "0")}"/>'
        own.append(f'<w:numPr>{depth}<w:numId w:val="{number["list"]}"/></w:numPr>')
    if indent:
        own.append("<w:ind" + "".join(f' w:{side}="{twips}"' for side, twips in indent.items()) + "/>")
    return f"<w:p><w:pPr>{style}{''.join(own)}</w:pPr>{''.join(_runs(words, ''.join(runs)))}</w:p>"


def _runs(words: str, look: str) -> list[str]:
    out, place = [], 0
    for found in _INLINE.finditer(words):
        out.append(_run(words[place : found.start()], look))
        bold, italic, note, raw, broken, tab = found.groups()
        if bold or italic:
            out.append(_run(bold or italic, look + _LOOKS["b" if bold else "i"]))
        elif note:
            out.append(f'<w:r><w:footnoteReference w:id="{note}"/></w:r>')
        else:
            out.append(raw or f"<w:r>{'<w:br/>' if broken else '<w:tab/>' if tab else ''}</w:r>")
        place = found.end()
    return [*out, _run(words[place:], look)]


def _run(words: str, look: str) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""
