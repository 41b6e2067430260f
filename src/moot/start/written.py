"""A new guide's files as text: everything a program can know, and in comments what only a person does."""

from __future__ import annotations

from collections.abc import Iterator

from moot.start.begin import Meeting, NewGuide
from moot.start.outline import NewSection
from moot.yaml_file import new_yaml

__all__ = ["files_of"]


def files_of(guide: NewGuide) -> dict[str, str]:
    """The files by name within the folder, but for guide.lock, which is made of the guide they give."""
    made = {"guide.yaml": "\n".join(_guide(guide)), "text.md": guide.imported.markdown}
    if guide.drafts:
        made["questions/core.yaml"] = "\n".join(_questions(guide))
    return made


def _guide(guide: NewGuide) -> Iterator[str]:
    text = guide.imported.text
    about = {"title": guide.title, "language": guide.language}
    yield f"# A guide begun from {_comment(guide.source)}. Lines with # are for you: take the # away and write there.\n"
    yield new_yaml(about).rstrip("\n") + "\n# subtitle: A second line for the title.\n"
    yield (
        "editors:\n  names: []  # you, or your group\n"
        "  # leanings: Where you stand, and to whom your sources lean. Readers should know.\n"
    )
    work = {"title": text.title or guide.title, "authors": list(text.authors) or None, "file": "text.md"}
    yield (
        f"text:\n{new_yaml(work, 2)}"
        '  # issued: "1918-02"\n'
        "  # first_audience: For whom it was written.\n"
        "  # stake: What its authors had at stake.\n"
    )
    side = new_yaml({"author": {"name": ", ".join(text.authors) or work["title"]}}, 2)
    yield (
        f"# Who stands where: those who hold or dispute a claim are named by these ids.\npositions:\n{side}"
        "  # critics: {name: Those who dispute it}\n"
    )
    yield "# What the text asserts that is disputed is added with: moot add claim\nsections:"
    yield "\n".join(_section(section) for section in guide.sections)
    yield "sessions:"
    yield "".join(_session(guide, i, meeting) for i, meeting in enumerate(guide.meetings))


def _section(section: NewSection) -> str:
    heading: str | list[str] | None = None
    if section.heading:
        heading = section.heading[0] if len(section.heading) == 1 else list(section.heading)
    named = section.title if not section.heading or section.title != section.heading[-1] else None
    data = {"title": named, "heading": heading, "starts_with": section.starts_with or None}
    return (
        f"  {section.id}:\n{new_yaml(data, 4)}"
        "    # summary: What this part argues, in your own words.\n"
        "    # focus: The one question about it that is worth an evening?\n"
    )


def _session(guide: NewGuide, index: int, meeting: Meeting) -> str:
    wishes = guide.wishes
    data = {
        "id": meeting.id,
        "title": meeting.title,
        "sections": [section.id for section in meeting.sections],
        "minutes": wishes.minutes,
        "on": guide.dates[index].isoformat() if guide.dates else None,
        "at": wishes.at or None,
        "place": wishes.place or None,
    }
    rows = new_yaml(data, 4).splitlines(keepends=True)
    return "  - " + rows[0].lstrip() + "".join(rows[1:])


def _questions(guide: NewGuide) -> Iterator[str]:
    yield (
        "# Draft questions, made from openers: a program has not understood the text. Make each your own and take its\n"
        "# line `draft: true` away, or drop it. Drafts are printed with: moot build --draft\n"
    )
    for data in guide.drafts:
        rows = new_yaml(data, 2).splitlines(keepends=True)
        yield "- " + rows[0].lstrip() + "".join(rows[1:])


def _comment(words: str) -> str:
    """Words for a comment: on one line, without what cannot be seen or written."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
