"""What the commands that edit share: which guide, what is asked on a terminal, and what is said in the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from moot.cli.common import AsJson, print_json, say, set_folders, which_guide
from moot.problems import UsageProblem
from moot.resources import shipped_guides

if TYPE_CHECKING:
    from moot.adapt.whole import Adapted
    from moot.edits.entries import EntryEdits
    from moot.edits.target import Beside, Edits
    from moot.guide.question import Question

__all__ = [
    "AsJson",
    "EditedGuide",
    "ListedGuide",
    "QuestionId",
    "ReadingId",
    "adding",
    "asked_minutes",
    "asked_questions",
    "beside_of",
    "done",
    "editing",
    "made_of",
    "needed",
    "on_terminal",
]

EditedGuide = Annotated[
    str, typer.Argument(metavar="GUIDE", help="A folder with a guide.yaml, or a group's adaptation of a guide.")
]
ListedGuide = Annotated[
    str, typer.Argument(metavar="GUIDE", help="A folder, the name of a shipped guide, or a group's adaptation.")
]
QuestionId = Annotated[str, typer.Argument(metavar="ID", help="The question's id; “moot question list” shows them.")]
ReadingId = Annotated[str, typer.Argument(metavar="ID", help="The reading's id; “moot reading list” shows them.")]


def editing(guide: str) -> Edits:
    """The edits of this guide or adaptation. Raises UsageProblem for a guide that comes with moot."""
    from moot.edits.target import edits_of, refuse_shipped

    folder, name, files = which_guide(guide, None)
    known = shipped_guides()
    if not files and name in known and known[name] == folder:
        raise refuse_shipped(str(name))
    return edits_of(folder, name, files, set_folders(None))


def adding(guide: str) -> EntryEdits:
    """The same for what only a guide's own folder can get. Raises UsageProblem for an adaptation as well."""
    from moot.edits.target import additions_to, refuse_shipped

    folder, name, files = which_guide(guide, None)
    known = shipped_guides()
    if not files and name in known and known[name] == folder:
        raise refuse_shipped(str(name), known[str(name)])
    return additions_to(folder, name, files)


def made_of(guide: str, sets: list[str] | None = None) -> Adapted:
    """The guide as it is asked, for commands that only look."""
    from moot.adapt.whole import Wanted, adapted_guide
    from moot.guide.adaptation import settings_of

    folder, name, files = which_guide(guide, None)
    return adapted_guide(Wanted(folder, name, files, None, set_folders(None), settings_of(sets=sets, draft="yes")))


def on_terminal(as_json: bool = False) -> bool:
    """Whether somebody can be asked."""
    return not as_json and sys.stdin is not None and sys.stdin.isatty()


def needed(
    given: Any,
    option: str,
    question: str,
    ask: bool,
    choices: Iterable[str] = (),
    default: str | None = None,
) -> Any:
    """What was given, or what a person on the terminal answers. Raises UsageProblem that names the option."""
    if given not in (None, [], ""):
        return given
    known = list(choices)
    if not ask:
        hint = f"one of: {', '.join(known)}" if known else "give it, or run this on a terminal to be asked"
        raise UsageProblem(f"{option} is missing\n    help: {hint}")
    if known:
        say(f"{question}: {', '.join(known)}")
    while True:
        answer = str(typer.prompt(question, default=default or "", show_default=bool(default))).strip()
        if answer and (not known or answer in known):
            return answer
        say(f"one of: {', '.join(known)}" if known else "say something, or stop with Ctrl-C")


def beside_of(after: str | None, before: str | None) -> Beside | None:
    """The place that --after or --before names. Raises UsageProblem for both at once."""
    from moot.edits.target import Beside

    if after and before:
        raise UsageProblem("--after and --before do not go together\n    help: one of them is enough")
    name = after or before
    return Beside(name, bool(after)) if name else None


def done(
    edits: Edits, as_json: bool, *acts: Callable[[], str], write: bool = True, hints: Sequence[str] | None = None
) -> None:
    """Does these edits, tries whether the guide would load, writes, and says what was done in a line each.

    hints: what is still to do, said behind it; None for a command that has none.
    """
    lines = [act() for act in acts]
    edits.finish(write)
    if as_json:
        told = {"ok": True, "done": lines, "written": write}
        print_json(told if hints is None else {**told, "hints": list(hints)})
        return
    for line in [*lines, *(hints or ())]:
        say(line)


def asked_minutes(kind: str) -> int | None:
    """How many minutes, asked of a person; None for as many as usual."""
    from moot.guide.question import DEFAULT_MINUTES

    usual = DEFAULT_MINUTES.get(kind, 0)
    given = typer.prompt("How many minutes", default=usual, type=int)
    return None if given == usual or not given else int(given)


def asked_questions(guide: str, sets: list[str] | None) -> list[Question]:
    """The questions of a guide in the order in which they are asked."""
    from moot.plan.order import numbered_questions

    found = made_of(guide, sets).loaded.guide
    ids = [one.id for session in found.sessions for _, one in numbered_questions(found, session)]
    return [found.questions[key] for key in dict.fromkeys([*ids, *found.questions])]
