"""`moot reading …`: readings of a guide or of a group's adaptation, without YAML."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import AsJson, print_json, report, say
from moot.cli.editing import EditedGuide, ListedGuide, ReadingId, done, editing, made_of, needed, on_terminal
from moot.guide.words import ROLES
from moot.problems import UsageProblem

if TYPE_CHECKING:
    from moot.edits.target import Edits

__all__ = ["reading"]

reading = typer.Typer(
    help="Edit readings by id, without YAML. Also from a bibliography.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

TitleOption = Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Its title.")]
AuthorOption = Annotated[
    list[str] | None, typer.Option("--author", metavar="NAME", help="Who wrote or made it; may be repeated.")
]
IssuedOption = Annotated[
    str | None, typer.Option("--issued", metavar="DATE", help="When it was made: 1918, 1918-02-23, “c. 1918”.")
]
TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="What it is: primary, secondary or tertiary.")
]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="TITLE", help="The book, journal or collection it stands in.")
]
PublisherOption = Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published it.")]
UrlOption = Annotated[str | None, typer.Option("--url", metavar="LINK", help="Where it can be read.")]
WordsOption = Annotated[
    int | None, typer.Option("--words", metavar="N", min=1, help="How long it is, in words; a page has about 350.")
]
SaysOption = Annotated[str | None, typer.Option("--says", metavar="TEXT", help="What it says, in two sentences.")]
StakeOption = Annotated[
    str | None, typer.Option("--stake", metavar="TEXT", help="What its author had at stake, in one line.")
]
AudienceOption = Annotated[str | None, typer.Option("--first-audience", metavar="TEXT", help="For whom it was made.")]
PositionOption = Annotated[
    str | None, typer.Option("--position", metavar="ID", help="Whose side it comes from, of the guide's positions.")
]
TranslatorOption = Annotated[str | None, typer.Option("--translator", metavar="NAME", help="Who translated it.")]
RightsOption = Annotated[
    str | None, typer.Option("--rights", metavar="TEXT", help="Public domain, CC-BY-4.0, link only …")
]


@reading.command()
def add(
    guide: EditedGuide,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="KEY", help="With --bib: which entries; without one they are listed.")
    ] = None,
    bib: Annotated[
        Path | None, typer.Option("--bib", metavar="FILE", help="Take it from BibTeX or CSL JSON, as of Zotero.")
    ] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="SECTION", help="The section that uses it, by id.")] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="What the section uses it as; see “moot help roles”.")
    ] = None,
    need: Annotated[
        str | None, typer.Option("--need", metavar="WORD", help="required, choose-one or optional; else optional.")
    ] = None,
    part: Annotated[str | None, typer.Option("--part", metavar="TEXT", help="Which part to read: “pp. 38-44”.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What to look for in it.")] = None,
    title: TitleOption = None,
    authors: AuthorOption = None,
    issued: IssuedOption = None,
    kind: TypeOption = None,
    container: InOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    words: WordsOption = None,
    says: SaysOption = None,
    stake: StakeOption = None,
    first_audience: AudienceOption = None,
    position: PositionOption = None,
    translator: TranslatorOption = None,
    rights: RightsOption = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; else one made of its title.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a reading to a section. On a terminal you are asked for what is missing."""
    given: dict[str, Any] = {"title": title, "authors": authors, "issued": issued, "type": kind, "url": url}
    given |= {"container": container, "publisher": publisher, "words": words, "says": says, "stake": stake}
    given |= {"first_audience": first_audience, "position": position, "translator": translator, "rights": rights}
    given |= {"id": name}
    if bib and not keys:
        _list_entries(bib, as_json)
        return
    if keys and not bib:
        raise UsageProblem(f"“{keys[0]}” is the key of an entry, of which file?\n    help: add --bib FILE")
    edits = editing(guide)
    found = _entries(bib, keys or [], given) if bib else [_asked(edits, given, on_terminal(as_json))]
    _add(edits, found, to, role, {"need": need, "part": part, "note": note}, as_json)


def _add(
    edits: "Edits",
    found: list[dict[str, Any]],
    to: str | None,
    role: str | None,
    use: dict[str, Any],
    as_json: bool,
) -> None:
    """Readings into the section and role that are given or asked for."""
    from moot.edits.values import unknown, use_fields

    asks = on_terminal(as_json)
    section = str(needed(to, "--to", "Which section uses it", asks, edits.sections))
    part = str(needed(role, "--role", "What does the section use it as", asks, ROLES))
    if part not in ROLES:
        raise unknown("role", part, ROLES, "moot help roles")
    for data in found:
        if data["id"] in edits.readings:
            hint = "give it another --id, or “moot reading edit” the one that is there"
            raise UsageProblem(f"there is a reading “{data['id']}” already\n    help: {hint}")
    fields = {key: value for key, value in use_fields(**use).items() if value is not None}
    acts = [lambda data=data: edits.add_reading(data, section, part, fields) for data in found]
    done(edits, as_json, *acts)


def _asked(edits: "Edits", given: dict[str, Any], asks: bool) -> dict[str, Any]:
    """The reading itself, from the options and, on a terminal, from the person there."""
    from moot.edits.values import reading_fields
    from moot.load.ids import made_id

    given["title"] = needed(given["title"], "--title", "Title", asks)
    given["authors"] = given["authors"] or [needed(None, "--author", "Who wrote or made it", asks)]
    if asks and given["issued"] is None:
        given["issued"] = typer.prompt("When was it made (Enter for unknown)", default="", show_default=False)
    given["id"] = given["id"] or made_id(given["title"], edits.readings)
    return {key: value for key, value in reading_fields(**given).items() if value is not None}


def _entries(bib: Path, keys: list[str], given: dict[str, Any]) -> list[dict[str, Any]]:
    """Entries of a bibliography by key; what the options say goes before what it says."""
    from moot.edits.library import entries_of
    from moot.edits.values import reading_fields

    own = {key: value for key, value in reading_fields(**given).items() if value is not None}
    if len(keys) > 1 and own.keys() & {"id", "title"}:
        raise UsageProblem("--id and --title are for one reading\n    help: leave them out, or name one key")
    taken, problems = entries_of(bib, bib.as_posix(), keys)
    report(problems)
    return [{**data, **own} for data in taken]


def _list_entries(bib: Path, as_json: bool) -> None:
    from moot.exchange.bib import readings_in

    found = readings_in(bib, bib.as_posix())
    if as_json:
        print_json({"entries": found.readings, "problems": found.problems})
        return
    report(found.problems)
    for data in found.readings:
        say(f"{data['id']}  {'; '.join(data['authors'])}: {data['title']} ({data.get('issued', 'no date')})")


@reading.command()
def edit(
    guide: EditedGuide,
    name: ReadingId,
    title: TitleOption = None,
    authors: AuthorOption = None,
    issued: IssuedOption = None,
    kind: TypeOption = None,
    container: InOption = None,
    publisher: PublisherOption = None,
    url: UrlOption = None,
    words: WordsOption = None,
    says: SaysOption = None,
    stake: StakeOption = None,
    first_audience: AudienceOption = None,
    position: PositionOption = None,
    translator: TranslatorOption = None,
    rights: RightsOption = None,
    as_json: AsJson = False,
) -> None:
    """Change some fields of a reading. An empty text, as in --url "", takes a field away."""
    from moot.edits.values import reading_fields

    edits = editing(guide)
    given: dict[str, Any] = {"title": title, "authors": authors, "issued": issued, "type": kind, "url": url}
    given |= {"container": container, "publisher": publisher, "words": words, "says": says, "stake": stake}
    given |= {"first_audience": first_audience, "position": position, "translator": translator, "rights": rights}
    if all(value is None for value in given.values()):
        known = edits.readings.get(name)
        default = known.title if known else None
        given["title"] = needed(None, "--title or another field", "Title", on_terminal(as_json), default=default)
    fields = reading_fields(**given)
    done(edits, as_json, lambda: edits.edit("reading", name, fields))


@reading.command()
def drop(guide: EditedGuide, name: ReadingId, as_json: AsJson = False) -> None:
    """Take a reading out. Also out of the sections, claims and questions that name it."""
    edits = editing(guide)
    done(edits, as_json, lambda: edits.drop("reading", name))


@reading.command("list")
def list_readings(guide: ListedGuide, as_json: AsJson = False) -> None:
    """List readings. With id, type, who made it, title, date, and which sections use it as what."""
    found = made_of(guide).loaded.guide
    uses: dict[str, list[str]] = {}
    for section in found.sections.values():
        for role, _, use in section.uses():
            uses.setdefault(use.reading, []).append(f"{section.id} {role} {use.need}")
    rows = [
        {
            "id": one.id,
            "type": one.type,
            "issued": one.issued,
            "authors": list(one.authors),
            "title": one.title,
            "used": uses.get(one.id, []),
        }
        for one in found.readings.values()
    ]
    if as_json:
        print_json(rows)
        return
    width = max((len(one.id) for one in found.readings.values()), default=0)
    for row, one in zip(rows, found.readings.values(), strict=True):
        used = "; ".join(uses.get(one.id, [])) or "not used"
        say(f"{one.id:<{width}}  {row['type']:<9}  {'; '.join(one.authors)}: {one.title} ({one.issued})  [{used}]")
