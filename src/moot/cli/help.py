"""`moot help`: what a person who writes a guide has to look up: keys, kinds of question, parts of the page."""

from typing import Annotated

import typer

from moot.cli.common import say
from moot.problems import UsageProblem, nearest

__all__ = ["help_on"]

TOPICS = ("keys", "kinds", "protocols", "roles", "templates")


def help_on(
    topic: Annotated[
        str | None, typer.Argument(metavar="TOPIC", help=f"One of: {', '.join(TOPICS)}; or a protocol.")
    ] = None,
) -> None:
    """Look up keys, kinds, protocols, roles and templates. That is what a person who writes a guide has to know."""
    from moot.load.protocols import shared_protocols
    from moot.reference import lines_on

    if topic is None:
        say("moot help keys       every key of guide.yaml and the files beside it")
        say("moot help kinds      the kinds of question, and what each is for")
        say("moot help protocols  ways to talk that any guide can name, with the minutes they take")
        say("moot help roles      what a section can use a reading as")
        say("moot help templates  the parts of a page, and what a template is given")
        return
    if topic not in TOPICS and topic not in shared_protocols():
        close = nearest(topic, [*TOPICS, *shared_protocols()])
        raise UsageProblem(
            f"there is no help on “{topic}”; " + (f"did you mean {close}?" if close else f"topics: {', '.join(TOPICS)}")
        )
    for line in lines_on(topic):
        say(line)
