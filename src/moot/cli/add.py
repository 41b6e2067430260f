"""`moot add …`: sections, claims, people and terms of a guide, without YAML."""

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from moot.cli.asking import asked, asked_heading, asked_section, asked_sections, known_ids
from moot.cli.common import AsJson, say
from moot.cli.editing import adding, beside_of, done, needed, on_terminal
from moot.problems import UsageProblem

if TYPE_CHECKING:
    from moot.edits.entries import EntryEdits, Listed

__all__ = ["add"]


class _Adding(TyperGroup):
    """Says where questions and readings are added: by commands of their own."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        elsewhere = {"question": "question", "questions": "question", "reading": "reading", "readings": "reading"}
        if args and args[0] in elsewhere:
            name = elsewhere[args[0]]
            hint = f"moot {name} add GUIDE; “moot {name} --help” says more"
            raise UsageProblem(f"a {name} is added with a command of its own\n    help: {hint}")
        return super().resolve_command(ctx, args)


add = typer.Typer(
    cls=_Adding,
    help="Add sections, claims, people and terms. Without YAML; the lines that are there stay as they are.",
    epilog="Questions and readings have commands of their own: moot question add, moot reading add.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

OwnGuide = Annotated[str, typer.Argument(metavar="GUIDE", help="A folder with a guide.yaml.")]
IdOption = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; else one made of its words.")]
SectionsOption = Annotated[
    list[str] | None, typer.Option("--section", metavar="ID", help="A section that lists it; may be repeated.")
]
AlsoOption = Annotated[
    list[str] | None, typer.Option("--also", metavar="TEXT", help="Another form in the text; may be repeated.")
]
SourceOption = Annotated[str | None, typer.Option("--source", metavar="TEXT", help="Where that comes from.")]


@add.command()
def section(
    guide: OwnGuide,
    heading: Annotated[
        str | None,
        typer.Option("--heading", metavar="TEXT", help="Its heading in the text: 1918, or “Part / 1918”."),
    ] = None,
    starts_with: Annotated[
        str | None, typer.Option("--starts-with", metavar="TEXT", help="Its first words, where it has no heading.")
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="How to call it in print; else by its heading.")
    ] = None,
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="TEXT", help="What it argues, in your own words.")
    ] = None,
    focus: Annotated[
        str | None, typer.Option("--focus", metavar="TEXT", help="The one arguable question of this section.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="ID", help="The section it follows; else as in the text.")
    ] = None,
    before: Annotated[str | None, typer.Option("--before", metavar="ID", help="The section it precedes.")] = None,
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="ID", help="Which session reads it; else that of its neighbor."),
    ] = None,
    name: IdOption = None,
    as_json: AsJson = False,
) -> None:
    """Add a section of the text. On a terminal you are asked for what is missing."""
    from moot.edits.values import section_fields

    edits, asks, place = adding(guide), on_terminal(as_json), beside_of(after, before)
    given = heading or starts_with or not asks
    where = edits.places.fields_of(heading, starts_with) if given else asked_heading(edits)
    if asks:
        summary = _text(summary, "What does it argue, in your own words")
        focus = _text(focus, "Its one arguable question")
    said = where.get("heading") or where.get("starts_with") or ""
    data = section_fields(
        id=_id(edits, "section", name, title or (said[-1] if isinstance(said, list) else said)),
        **{"title": title, **where, "summary": summary, "focus": focus},
    )
    data = {key: value for key, value in data.items() if value is not None}
    if asks and session is None and len(edits.about.sessions) > 1:
        usual = edits.session_near(edits.beside(data, place))
        ids = [one.id for one in edits.about.sessions]
        session = needed(None, "--session", "Which session reads it", asks, ids, default=usual)
    done(edits, as_json, lambda: edits.add_section(data, place, session), hints=())


@add.command()
def claim(
    guide: OwnGuide,
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="The section that makes it.")] = None,
    says: Annotated[
        str | None, typer.Option("--says", metavar="TEXT", help="The claim, so that its holders would sign it.")
    ] = None,
    refs: Annotated[
        list[str] | None,
        typer.Option("--ref", metavar="PLACE", help="Where the text says it: “¶3”, or words of it; may be repeated."),
    ] = None,
    holders: Annotated[
        list[str] | None,
        typer.Option("--holder", metavar="ID", help="Who holds it: a position; may be repeated."),
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="WORD", help="open, settled or in-dispute; else open.")
    ] = None,
    status_source: Annotated[
        str | None, typer.Option("--status-source", metavar="TEXT", help="On what that judgement rests.")
    ] = None,
    evidence: Annotated[
        str | None, typer.Option("--evidence", metavar="TEXT", help="What the text offers for it.")
    ] = None,
    counterpoint: Annotated[
        str | None, typer.Option("--counterpoint", metavar="TEXT", help="The strongest answer to it.")
    ] = None,
    test: Annotated[
        str | None, typer.Option("--test", metavar="TEXT", help="A task: how the group can test it.")
    ] = None,
    settles: Annotated[
        str | None, typer.Option("--settles", metavar="TEXT", help="What evidence would settle it.")
    ] = None,
    answered_by: Annotated[
        list[str] | None,
        typer.Option("--answered-by", metavar="ID", help="A reading against it; may be repeated."),
    ] = None,
    concedes: Annotated[
        list[str] | None,
        typer.Option("--concedes", metavar="TEXT", help="“position: what it has to grant”; may be repeated."),
    ] = None,
    name: IdOption = None,
    as_json: AsJson = False,
) -> None:
    """Add a claim that the text makes. On a terminal you are asked for what is missing."""
    from moot.edits.entries import still_missing
    from moot.edits.values import claim_fields

    edits, asks = adding(guide), on_terminal(as_json)
    where = asked_section(edits, section, asks)
    says = str(needed(says, "--says", "What does the text assert, in words its holders would sign", asks))
    if name is None and (same := edits.same_claim(where, says)):
        hint = f"its id is “{same}”; for another one in the same words, add --id"
        raise UsageProblem(f"section “{where}” makes this claim already\n    help: {hint}")
    if refs is None and asks:
        ref = asked("Where does it say so: ¶3, or a few words of it", lambda one: edits.places.ref(one, where), "later")
        refs = [ref] if ref else None
    refs = [edits.places.ref(one, where) for one in refs or () if one.strip()]
    positions = edits.about.positions
    if holders is None and asks and positions:
        say(f"Positions: {', '.join(positions)}")
        holders = asked("Who holds it", lambda one: known_ids("position", one, positions), "later")
    if status is None and asks:
        say("Status among those who study it: open, settled, in-dispute")
        status = asked("Status", lambda one: claim_fields(status=one)["status"], default="open")
    status = claim_fields(status=status)["status"] if status else None
    if status_source is None and asks and status not in (None, "open"):
        status_source = _text(None, f"On what does “{status}” rest")
    if asks:
        counterpoint = _text(counterpoint, "The strongest answer to it")
        test = _text(test, "A task by which the group can test it")
    given: dict[str, Any] = {"says": says, "refs": refs, "status": status, "status_source": status_source}
    given |= {"holders": known_ids("position", holders or (), positions), "evidence": evidence, "test": test}
    given |= {"counterpoint": counterpoint, "settles": settles, "concedes": concedes}
    given["answered_by"] = known_ids("reading", answered_by or (), edits.readings, "moot reading list")
    data = {key: value for key, value in claim_fields(**given).items() if value is not None}
    known_ids("position", data.get("concedes", ()), positions)
    told = edits.add_claim(where, _id(edits, "claim", name, says), data)
    missing = still_missing(data, list(positions))
    hints = [f"to be fair to all sides it still needs: {', '.join(missing)}"] if missing else []
    if missing:
        hints[0] += f"\n    help: write these beside its “says”, at {told.partition(' to ')[2]}"
    done(edits, as_json, lambda: told, hints=hints)


@add.command()
def person(
    guide: OwnGuide,
    called: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name as it is printed.")] = None,
    says: Annotated[
        str | None, typer.Option("--says", metavar="TEXT", help="Who they were then, in one neutral line.")
    ] = None,
    born: Annotated[str | None, typer.Option("--born", metavar="YEAR", help="Year of birth: 1880, “c. 1880”.")] = None,
    died: Annotated[str | None, typer.Option("--died", metavar="YEAR", help="Year of death.")] = None,
    also: AlsoOption = None,
    source: SourceOption = None,
    position: Annotated[
        str | None, typer.Option("--position", metavar="ID", help="Where they stand, of the guide's positions.")
    ] = None,
    sections: SectionsOption = None,
    name: IdOption = None,
    as_json: AsJson = False,
) -> None:
    """Add somebody the text names. On a terminal you are asked for what is missing."""
    from moot.edits.values import person_fields

    edits, asks = adding(guide), on_terminal(as_json)
    called = str(needed(called, "--name", "Name", asks))
    _refuse_same(edits, "person", called, name)
    says = needed(says, "--says", "Who were they at the time of the text, in one neutral line", asks)
    if asks:
        born = asked("Born", lambda one: person_fields(born=one)["born"], "unknown") if born is None else born
        died = asked("Died", lambda one: person_fields(died=one)["died"], "unknown") if died is None else died
    known_ids("position", position or (), edits.about.positions)
    given: dict[str, Any] = {"name": called, "says": says, "born": born, "died": died, "also": also, "source": source}
    forms = [called, called.split()[-1], *(also or ())]
    _add_listed(edits, "person", person_fields(**given, position=position), (name, called, forms), sections, as_json)


@add.command()
def term(
    guide: OwnGuide,
    word: Annotated[str | None, typer.Option("--term", metavar="TEXT", help="The word as it is printed.")] = None,
    says: Annotated[
        str | None, typer.Option("--says", metavar="TEXT", help="What it means, neutrally, in a sentence or two.")
    ] = None,
    also: AlsoOption = None,
    source: SourceOption = None,
    url: Annotated[str | None, typer.Option("--url", metavar="LINK", help="Where to read more.")] = None,
    sections: SectionsOption = None,
    name: IdOption = None,
    as_json: AsJson = False,
) -> None:
    """Add a word to explain to the glossary. On a terminal you are asked for what is missing."""
    from moot.edits.values import term_fields

    edits, asks = adding(guide), on_terminal(as_json)
    word = str(needed(word, "--term", "The word as it is printed", asks))
    _refuse_same(edits, "term", word, name)
    says = needed(says, "--says", "What does it mean, in one or two neutral sentences", asks)
    data = term_fields(term=word, says=says, also=also, source=source, url=url)
    _add_listed(edits, "term", data, (name, word, [word, *(also or ())]), sections, as_json)


def _text(given: str | None, question: str) -> str | None:
    """A text that may come later, asked for where the option is not there."""
    return asked(question, str, "later") if given is None else given


def _id(edits: "EntryEdits", noun: str, given: str | None, words: str) -> str:
    """The id that is given, or one made of the words. Raises UsageProblem for one that is taken, or none."""
    from moot.edits.values import term_fields
    from moot.load.ids import made_id

    taken = edits.taken(noun)
    if given is None:
        return made_id(words, taken)
    term_fields(id=given)
    if given in taken:
        raise UsageProblem(
            f"--id {given}: there is a {noun} of that name\n    help: give it another id, or leave it out"
        )
    return given


def _refuse_same(edits: "EntryEdits", noun: "Listed", word: str, name: str | None) -> None:
    """One that is printed like that already is hardly meant; with an id of its own it may be somebody else."""
    same = edits.same_word(noun, word)
    if same and name is None:
        hint = f"its id is “{same}”; for another one of the same name, add --id"
        raise UsageProblem(f"there is a {noun} “{word}” already\n    help: {hint}")


def _add_listed(
    edits: "EntryEdits",
    noun: "Listed",
    data: dict[str, Any],
    named: tuple[str | None, str, list[str]],
    sections: list[str] | None,
    as_json: bool,
) -> None:
    """A person or term, listed by the sections that are given or asked for. named: id, words for it, its forms."""
    from moot.edits.entries import LISTS

    given, words, forms = named
    entry = {"id": _id(edits, noun, given, words), **{key: value for key, value in data.items() if value is not None}}
    into = asked_sections(edits, sections, forms, on_terminal(as_json))
    hints = []
    if not into:
        found = edits.places.sections_with(forms)
        stands = f"; in the text it stands in {', '.join(found)}" if found else ""
        hints = [f"no section lists it yet, so it is not printed: put its id under “{LISTS[noun][1]}” of one{stands}"]
    done(edits, as_json, lambda: edits.add_listed(noun, entry, into), hints=hints)
