"""Texts that came by e-mail: the lines of the letter's head, and the `>` before lines that somebody passed on."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Mailed", "without_mail"]

_HEAD = re.compile(r"\**([^\W\d_][\w -]{0,24})\s?:\**(?:\s+(.*))?$")
_SUBJECTS = frozenset({"subject", "betreff", "asunto", "objet", "sujet", "тема"})
_NAMES = _SUBJECTS | {
    "from", "to", "cc", "bcc", "date", "sent", "reply-to", "message-id", "mime-version", "content-type",
    "content-transfer-encoding", "return-path", "user-agent", "list-id", "importance", "attachments",
    "von", "an", "kopie", "datum", "gesendet", "antwort an", "anlagen",
    "de", "para", "fecha", "enviado", "enviado el", "enviada", "adjuntos", "responder a",
    "à", "envoyé", "répondre à", "pièces jointes",
    "от", "от кого", "кому", "копия", "дата", "отправлено", "вложения",
}  # fmt: skip
_ANSWERED = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|rv|tr|ответ|на)\s?:\s*)", re.IGNORECASE)
_PASSED_ON = re.compile(r"[-_=>* ]{3,}(?:[^\W\d_]+ ){0,4}[^\W\d_]*[-_=>* ]*")
_QUOTED = re.compile(r"\s?>[ \t]?")
_NEARLY_ALL = 0.9  # of the lines that are not empty
_DEEPEST, _LONGEST = 10, 60


@dataclass(frozen=True, slots=True)
class Mailed:
    """A text without what the post added."""

    text: str
    """It has as many lines as before; those left out are empty."""
    subject: str = ""
    notes: tuple[str, ...] = ()
    """What was left out, in words for the person."""


def without_mail(text: str) -> Mailed:
    """The text without the head of an e-mail at its top, and without the `>` that nearly all its lines begin with."""
    lines = text.split("\n")
    subject, headed, depth = "", 0, 0
    for _ in range(_DEEPEST):
        found, said = _without_head(lines)
        headed += found
        subject = said or subject
        quoted = _without_marks(lines)
        depth += quoted
        if not found and not quoted:
            break
    notes = []
    if headed:
        notes.append(f"the head of an e-mail was left out ({headed} lines)")
    if depth:
        notes.append("this is quoted mail: the `>` before its lines was left out")
    while (answer := _ANSWERED.match(subject)) is not None:
        subject = subject[answer.end() :]
    return Mailed("\n".join(lines), subject.strip(), tuple(notes)) if notes else Mailed(text)


def _without_head(lines: list[str]) -> tuple[int, str]:
    """Empties the lines of a head at the top, two or more; returns how many they were, and the subject."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    first = start
    if start < len(lines) and len(lines[start]) <= _LONGEST and _PASSED_ON.fullmatch(lines[start].strip()):
        start = next((i for i in range(start + 1, len(lines)) if lines[i].strip()), len(lines))
    names: set[str] = set()
    subject, end = "", start
    while end < len(lines) and lines[end].strip():
        found = _HEAD.match(lines[end].strip()[:1000])
        name = found[1].casefold().strip() if found else ""
        if found and name in _NAMES:
            names.add(name)
            subject = (found[2] or "").strip() if name in _SUBJECTS else subject
        elif not (names and lines[end][0] in " \t"):  # a long line of the head goes on further in
            break
        end += 1
    if len(names) < 2:
        return 0, ""
    count = sum(bool(line.strip()) for line in lines[first:end])
    lines[first:end] = [""] * (end - first)
    return count, subject


def _without_marks(lines: list[str]) -> bool:
    """Takes one `>` from the beginning of the lines, if nearly all have it; and who wrote them, above the first."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    marked = [i for i in filled if _QUOTED.match(lines[i])]
    if len(marked) < 3 or len(marked) < _NEARLY_ALL * len(filled):
        return False
    for i in filled:
        if i < marked[0] and lines[i].rstrip().endswith(":"):
            lines[i] = ""
        else:
            lines[i] = _QUOTED.sub("", lines[i], count=1) if _QUOTED.match(lines[i]) else lines[i]
    return True
