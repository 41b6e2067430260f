"""The commands, and how their failures become messages."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from moot import __version__
from moot.cli.build import build
from moot.cli.check import check
from moot.cli.doctor import doctor
from moot.cli.help import help_on
from moot.cli.list import list_guides
from moot.cli.show import show
from moot.problems import GuideProblems, MootError, UsageProblem, printed, shown

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


app.command("build")(build)
app.command("check")(check)
app.command("show")(show)
app.command("list")(list_guides)
app.command("doctor")(doctor)
app.command("help")(help_on)


def run(arguments: list[str]) -> int:
    """Runs one command; gives its exit code."""
    try:
        result: Any = typer.main.get_command(app).main(args=arguments, prog_name="moot", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except UsageProblem as error:
        _say(f"moot: {error}")
        return 2
    except GuideProblems as error:
        for problem in error.problems:
            _say(printed(problem))
        errors = sum(problem.severity == "error" for problem in error.problems)
        _say(f"{errors} error{'s' if errors != 1 else ''}; nothing was written")
        return 1
    except MootError as error:
        _say(f"moot: {error}")
        return 1
    except typer.Exit as left:
        return left.exit_code
    except typer.Abort:
        return 130
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        return _usage(error)


def _usage(error: Any) -> int:
    """A mistake in the arguments, with the name most like the one given."""
    _say(f"moot: {error.format_message()}")
    context = getattr(error, "ctx", None)
    if context is not None:
        _say(f"    help: {context.command_path} --help")
    return 2


def _say(message: str) -> None:
    print(shown(message), file=sys.stderr)
