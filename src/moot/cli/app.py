"""The commands, and how their failures become messages."""

import sys
from typing import Annotated, Any

import typer

from moot import __version__
from moot.cli.add import add
from moot.cli.build import build
from moot.cli.calendar import calendar
from moot.cli.check import check
from moot.cli.common import counted, print_json
from moot.cli.diff import diff
from moot.cli.doctor import doctor
from moot.cli.help import help_on
from moot.cli.importing import import_document
from moot.cli.list import list_guides
from moot.cli.new import new
from moot.cli.question import question
from moot.cli.reading import reading
from moot.cli.relink import relink
from moot.cli.show import show
from moot.cli.templates import templates
from moot.cli.update import update
from moot.problems import GuideProblems, MootError, Problem, UsageProblem, printed, shown

__all__ = ["app", "run"]

app = typer.Typer(
    name="moot",
    help="Discussion guides for reading groups: a text, its questions, its sources and its counterpoints, as PDF.",
    epilog="GUIDE is a folder with a guide.yaml, or the name of a guide that comes with moot (moot list). "
    "Without it, the guide in the current folder is meant.",
    rich_markup_mode=None,  # plain help: quick, and readable in every terminal
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


_WRITING = (["add"], ["build"], ["calendar"], ["import"], ["new"], ["question"], ["reading"], ["relink"])

_INTERRUPTED = 130
"""What Typer makes of Ctrl-C."""


def _version(wanted: bool) -> None:
    if wanted:
        print(f"moot {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


app.command("new")(new)
app.command("import")(import_document)
app.command("build")(build)
app.command("check")(check)
app.command("show")(show)
app.command("calendar")(calendar)
app.command("diff")(diff)
app.command("update")(update)
app.command("relink")(relink)
app.add_typer(add, name="add")
app.add_typer(question, name="question")
app.add_typer(reading, name="reading")
app.add_typer(templates, name="templates")
app.command("list")(list_guides)
app.command("doctor")(doctor)
app.command("help")(help_on)


def run(arguments: list[str]) -> int:
    """Runs one command; gives its exit code.

    A refusal goes to standard error in words, or with `--json` to standard output as one document. Raises
    KeyboardInterrupt, and BrokenPipeError where nobody reads any more what is printed.
    """
    try:
        result: Any = typer.main.get_command(app).main(args=arguments, prog_name="moot", standalone_mode=False)
        if result == _INTERRUPTED:
            raise KeyboardInterrupt
        return result if isinstance(result, int) else 0
    except UsageProblem as error:
        return _refused(arguments, 2, f"moot: {error}")
    except GuideProblems as error:
        return _refused(arguments, 1, problems=error.problems)
    except MootError as error:
        return _refused(arguments, 1, f"moot: {error}")
    except typer.Exit as left:
        return left.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit:
        raise BrokenPipeError from None  # nothing else makes it leave like this
    except BrokenPipeError:
        raise
    except OSError as error:  # of the machine, where nobody foresaw it: a full disk for temporary files, say
        _say(f"moot: the system refused: {error.strerror or error}")
        return 1
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _usage(arguments, error)


def _refused(arguments: list[str], code: int, message: str = "", problems: tuple[Problem, ...] = ()) -> int:
    if "--json" in arguments:
        print_json({"ok": False, "message": message.removeprefix("moot: "), "problems": problems})
        return code
    for problem in problems:
        _say(printed(problem))
    if problems:
        errors = counted(sum(problem.severity == "error" for problem in problems), "error")
        message = f"{errors}; nothing was written" if arguments[:1] in _WRITING else errors
    _say(message)
    return code


def _usage(arguments: list[str], error: Any) -> int:
    """A mistake in the arguments, with the name most like the one given."""
    context = getattr(error, "ctx", None)
    message = error.format_message().replace("Value error, ", "")
    if message.startswith("Usage:"):  # `moot` alone: the whole help is the answer
        return _refused(arguments, 2, message)
    help_line = f"\n    help: {context.command_path} --help" if context is not None else ""
    return _refused(arguments, 2, f"moot: {message}{help_line}")


def _say(message: str) -> None:
    print(shown(message), file=sys.stderr)
