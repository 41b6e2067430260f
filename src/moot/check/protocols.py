"""Whether there is time for the way a question is to be talked about."""

from __future__ import annotations

from collections.abc import Iterator

from moot.guide.protocol import protocol_name
from moot.load.guide_folder import Loaded
from moot.problems import Problem

__all__ = ["time_for_protocols"]

_FEW = 4
"""The smallest group a protocol is planned for; with more people a round takes longer."""


def time_for_protocols(loaded: Loaded) -> Iterator[Problem]:
    """A question has at least the minutes its protocol takes with this group, in its short form if it has one.

    Where it is not known how many come, the smallest group is taken.
    """
    people = loaded.guide.group or _FEW
    for question in loaded.guide.questions.values():
        protocol = loaded.guide.protocols.get(protocol_name(question.protocol or ""))
        if protocol is None:
            continue
        least = protocol.least(people)
        if question.time < least:
            yield loaded.origins["question", question.id].warning(
                "protocol",
                message=f"question “{question.id}” has {question.time} minutes, and {protocol.title} takes "
                f"{least} at least, with {people} people",
                hint="give it more minutes, or another protocol",
                rule="protocol",
            )
