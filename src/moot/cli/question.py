"""`moot question …`: questions of a guide or of a group's adaptation, without YAML."""

from pathlib import Path
from typing import Annotated, Any

import typer

from moot.cli.asking import chosen_section
from moot.cli.common import AsJson, SetOption, counted, print_json, report, say
from moot.cli.editing import (
    EditedGuide,
    ListedGuide,
    QuestionId,
    asked_minutes,
    asked_questions,
    beside_of,
    done,
    editing,
    needed,
    on_terminal,
)
from moot.guide.words import KINDS
from moot.problems import UsageProblem

__all__ = ["question"]

question = typer.Typer(
    help="Edit questions by id, without YAML. An edit changes the lines it means, and no others.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AskOption = Annotated[str | None, typer.Option("--ask", metavar="TEXT", help="The question itself.")]
KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="What sort of question; see “moot help kinds”.")
]
AfterOption = Annotated[str | None, typer.Option("--after", metavar="ID", help="The question it follows.")]
BeforeOption = Annotated[str | None, typer.Option("--before", metavar="ID", help="The question it precedes.")]
SectionOption = Annotated[
    str | None, typer.Option("--section", metavar="ID", help="Its section; else that of the question beside it.")
]
MinutesOption = Annotated[
    int | None, typer.Option("--minutes", metavar="N", min=1, max=120, help="How long to give it; else as usual.")
]
PriorityOption = Annotated[
    str | None, typer.Option("--priority", metavar="WORD", help="When time is short: must, should or if-time.")
]
RefOption = Annotated[
    list[str] | None, typer.Option("--ref", metavar="PLACE", help="A paragraph it is about: “¶3”; may be repeated.")
]
ReadingOption = Annotated[
    list[str] | None, typer.Option("--reading", metavar="ID", help="A reading it needs; may be repeated.")
]
ClaimOption = Annotated[
    list[str] | None, typer.Option("--claim", metavar="ID", help="A claim it tests; may be repeated.")
]
SetupOption = Annotated[str | None, typer.Option("--setup", metavar="TEXT", help="A sentence to read before it.")]
LevelOption = Annotated[
    list[str] | None, typer.Option("--level", metavar="LEVEL", help="For whom: plain, standard, seminar.")
]
TagOption = Annotated[
    list[str] | None, typer.Option("--tag", metavar="LABEL", help="A label to choose it by; may be repeated.")
]
ProtocolOption = Annotated[
    str | None, typer.Option("--protocol", metavar="NAME", help="How to talk about it; see “moot help protocols”.")
]
ProbeOption = Annotated[
    list[str] | None, typer.Option("--probe", metavar="TEXT", help="A follow-up question; may be repeated.")
]
LookForOption = Annotated[
    list[str] | None,
    typer.Option("--look-for", metavar="TEXT", help="A good answer, as “side | ref | answer”; may be repeated."),
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="For the facilitator.")]
SpaceOption = Annotated[
    str | None, typer.Option("--answer-space", metavar="LINES", help="Room to write: “6 lines”, none or rest.")
]
BestCaseOption = Annotated[
    str | None, typer.Option("--best-case", metavar="SIDE", help="The best case it asks for: for or against.")
]
DraftOption = Annotated[
    bool | None,
    typer.Option(
        "--draft/--no-draft", help="A draft is printed with “moot build --draft” only; --ask takes the mark away too."
    ),
]


@question.command()
def add(
    guide: EditedGuide,
    ask: AskOption = None,
    kind: KindOption = None,
    after: AfterOption = None,
    before: BeforeOption = None,
    section: SectionOption = None,
    minutes: MinutesOption = None,
    priority: PriorityOption = None,
    refs: RefOption = None,
    readings: ReadingOption = None,
    claims: ClaimOption = None,
    setup: SetupOption = None,
    level: LevelOption = None,
    tags: TagOption = None,
    protocol: ProtocolOption = None,
    probes: ProbeOption = None,
    look_fors: LookForOption = None,
    note: NoteOption = None,
    answer_space: SpaceOption = None,
    best_case: BestCaseOption = None,
    draft: DraftOption = None,
    name: Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; else one made of its words.")] = None,
    into: Annotated[
        str | None, typer.Option("--set", metavar="NAME", help="The question set it goes into; else the usual one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a question. On a terminal you are asked for what is missing."""
    from moot.edits.values import question_fields
    from moot.load.ids import made_id

    edits, asks = editing(guide), on_terminal(as_json)
    ask = needed(ask, "--ask", "The question", asks)
    kind = needed(kind, "--kind", "What kind of question", asks, KINDS)
    place = beside_of(after, before)
    if place is None and section is None:
        here = chosen_section(edits.sections) if asks and edits.sections else None
        section = needed(here, "--after, --before or --section", "Which section", asks)
    if asks and minutes is None:
        minutes = asked_minutes(str(kind))
    name = name or made_id(str(ask), edits.questions)
    given: dict[str, Any] = {"id": name, "ask": ask, "kind": kind, "section": section, "minutes": minutes}
    given |= {"priority": priority, "refs": refs, "readings": readings, "claims": claims, "setup": setup}
    given |= {"level": level, "tags": tags, "protocol": protocol, "probes": probes, "look_fors": look_fors}
    given |= {"note": note, "answer_space": answer_space, "best_case": best_case, "draft": "true" if draft else None}
    data = {key: value for key, value in question_fields(**given).items() if value is not None}
    if name in edits.questions:
        hint = "give it another id, or leave it out"
        raise UsageProblem(f"--id {name}: there is a question of that name\n    help: {hint}")
    done(edits, as_json, lambda: edits.add_question(data, place, into))


@question.command()
def edit(
    guide: EditedGuide,
    name: QuestionId,
    ask: AskOption = None,
    kind: KindOption = None,
    section: SectionOption = None,
    minutes: MinutesOption = None,
    priority: PriorityOption = None,
    refs: RefOption = None,
    readings: ReadingOption = None,
    claims: ClaimOption = None,
    setup: SetupOption = None,
    level: LevelOption = None,
    tags: TagOption = None,
    protocol: ProtocolOption = None,
    probes: ProbeOption = None,
    look_fors: LookForOption = None,
    note: NoteOption = None,
    answer_space: SpaceOption = None,
    best_case: BestCaseOption = None,
    draft: DraftOption = None,
    as_json: AsJson = False,
) -> None:
    """Change some fields of a question. An empty text, as in --note "", takes a field away."""
    from moot.edits.values import question_fields, reworded

    edits = editing(guide)
    given: dict[str, Any] = {"ask": ask, "kind": kind, "section": section, "minutes": minutes, "priority": priority}
    given |= {"refs": refs, "readings": readings, "claims": claims, "setup": setup, "level": level, "tags": tags}
    given |= {"protocol": protocol, "probes": probes, "look_fors": look_fors, "note": note}
    given |= {"answer_space": answer_space, "best_case": best_case}
    given["draft"] = None if draft is None else str(draft).lower()
    if all(value is None for value in given.values()):
        known = edits.questions.get(name)
        given["ask"] = needed(None, "--ask, --minutes or another field", "The question", on_terminal(as_json),
                              default=known.ask if known else None)  # fmt: skip
    fields, hints = reworded(edits.questions.get(name), question_fields(**given))
    done(edits, as_json, lambda: edits.edit("question", name, fields), hints=hints)


@question.command()
def drop(guide: EditedGuide, name: QuestionId, as_json: AsJson = False) -> None:
    """Take a question out. Also out of the lists that name it; an adaptation then leaves it out."""
    edits = editing(guide)
    done(edits, as_json, lambda: edits.drop("question", name))


@question.command()
def move(
    guide: EditedGuide,
    name: QuestionId,
    after: AfterOption = None,
    before: BeforeOption = None,
    as_json: AsJson = False,
) -> None:
    """Put a question next to another one."""
    edits = editing(guide)
    if not after and not before:
        after = needed(None, "--after or --before", "After which question", on_terminal(as_json))
    place = beside_of(after, before)
    assert place is not None
    done(edits, as_json, lambda: edits.move(name, place))


@question.command("list")
def list_questions(guide: ListedGuide, sets: SetOption = None, as_json: AsJson = False) -> None:
    """List questions in the order in which they are asked. With id, kind, minutes, priority and section."""
    rows = [
        {
            "id": one.id,
            "kind": one.kind,
            "minutes": one.time,
            "priority": one.priority,
            "section": one.section,
            "draft": one.draft,
            "ask": one.ask,
        }
        for one in asked_questions(guide, sets)
    ]
    if as_json:
        print_json(rows)
        return
    widths = {
        key: max((len(str(row[key])) for row in rows), default=0) for key in ("id", "kind", "priority", "section")
    }
    for row in rows:
        cells = [f"{row[key]!s:<{width}}" for key, width in widths.items()]
        cells.insert(2, f"{row['minutes']:>3} min")
        say("  ".join([*cells, ("(draft) " if row["draft"] else "") + str(row["ask"])]))


@question.command("export")
def export(
    guide: ListedGuide,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.csv", help="Where the table goes; without it, it is printed.")
    ] = None,
    sets: SetOption = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also over a file that is there already.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Also drafts, with a column that says so.")] = False,
) -> None:
    """Write questions as a table for a spreadsheet. One row each; “moot question import” takes it back."""
    from moot.edits.table import table_of, write_table

    rows = [one for one in asked_questions(guide, sets) if draft or not one.draft]
    if file is None:
        print(table_of(rows), end="")
        return
    write_table(file, rows, overwrite)
    say(f"wrote {counted(len(rows), 'question')} to {file.as_posix()}")


@question.command("import")
def import_questions(
    guide: EditedGuide,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table with the columns ask, kind, id, section …")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take questions from a spreadsheet. New ids are added, known ones edited, none dropped."""
    from moot.edits.table import take_in

    edits = editing(guide)
    taken = take_in(edits, file, file.as_posix())
    edits.finish(write=not dry_run)
    if as_json:
        print_json({"ok": True, "done": taken.lines, "written": not dry_run, "problems": taken.problems})
        return
    report(taken.problems)
    for line in taken.lines:
        say(line)
    would = "nothing was written; it would be " if dry_run else ""
    say(f"{would}{taken.added} added, {taken.edited} edited, {taken.same} as before")


@question.command("ids")
def ids(
    guide: EditedGuide,
    write: Annotated[bool, typer.Option("--write", help="Put the ids into the files.")] = False,
    as_json: AsJson = False,
) -> None:
    """List questions that have no id. With the ids made for them; --write puts these into the files."""
    from moot.edits.ids import without_id

    edits = editing(guide)
    found = without_id(edits)
    if write:
        found.put()
        edits.finish()
    if as_json:
        print_json({"ok": True, "ids": [one._asdict() for one in found.rows], "written": write})
        return
    for one in found.rows:
        say(f"{one.id}  {one.place}  {one.ask}")
    told = "now in the files" if write else "“--write” puts the ids into the files"
    say(f"{counted(len(found.rows), 'question')} without an id" + (f"; {told}" if found.rows else ""))
