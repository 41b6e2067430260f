"""The only place where an edit touches the disk: reads a file for an edit, and writes it if nobody else has."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import os
import pathlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from moot.problems import BuildProblem, Problem
from moot.yaml_file.layout import EditRefused
from moot.yaml_file.source import decoded, read_bytes

__all__ = ["Opened", "read_for_edit", "write_edit"]

STALE = 60
"""Seconds after which a lock is that of an edit that was cut off."""


@dataclass(frozen=True)
class Opened:
    """A file as it was read: its text without a byte-order mark, and the hash of its bytes for write_edit."""

    name: str
    text: str
    sha256: str


def read_for_edit(file: pathlib.Path, name: str) -> Opened:
    """The text of `file`, which messages call `name`. Raises GuideProblems where it cannot be read as text."""
    source = read_bytes(file, name)
    return Opened(name, decoded(source, name), hashlib.sha256(source).hexdigest())


def write_edit(file: pathlib.Path, sha256: str, text: str, name: str = "", within: pathlib.Path | None = None) -> None:
    """Writes `text` into `file`, whole or not at all, in the encoding and with the mode that the file had.

    sha256: of the bytes from which the edit was made. within: a folder which the file must not leave by way of links.
    Raises EditRefused where the file has changed since, somebody else is writing it, or it is a link; and where
    the disk is full or the folder read-only. Nothing is changed then.
    """
    name = name or file.name
    _refuse_links(file, name, within)
    with _locked(file, name):
        old = read_bytes(file, name)
        if hashlib.sha256(old).hexdigest() != sha256:
            raise _refused(name, "the file was changed meanwhile", "nothing was changed; make this edit again")
        new = _encoded(text, old)
        if new != old:
            _publish(file, name, new)


def _refused(name: str, message: str, hint: str) -> EditRefused:
    return EditRefused([Problem(name, 0, 0, message, hint)])


def _refuse_links(file: pathlib.Path, name: str, within: pathlib.Path | None) -> None:
    if file.is_symlink():
        raise _refused(name, "this is a link to another file", "nothing was changed; edit the file that it points to")
    if within is not None and not file.resolve().is_relative_to(within.resolve()):
        raise _refused(name, "this file lies outside of the guide’s folder", "nothing was changed; edit it by its path")


def _encoded(text: str, old: bytes) -> bytes:
    """`text` as bytes, with the encoding and the byte-order mark of the `old` ones."""
    text = text.removeprefix("\ufeff")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if old.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode("utf-8")


def _publish(file: pathlib.Path, name: str, new: bytes) -> None:
    import tempfile  # with what follows, a good part of the time that a command takes which writes nothing

    from moot.files import publish

    try:
        with tempfile.TemporaryDirectory(prefix="moot-") as folder:
            made = pathlib.Path(folder, "edited")
            made.write_bytes(new)
            publish([(made, file)])
    except (BuildProblem, OSError) as error:
        reason = str(error).split("\n", 1)[0] if isinstance(error, BuildProblem) else (error.strerror or str(error))
        raise _refused(name, reason, "make room, or close the file elsewhere, and try again") from error


@contextmanager
def _locked(file: pathlib.Path, name: str) -> Iterator[None]:
    """Nobody else writes `file` meanwhile: a lock file beside it, removed in the end whatever happens."""
    from moot.files import safe_name

    lock = file.parent / f".moot-{safe_name(file.name)}.lock"
    mine = f"{os.getpid()} {time.time_ns()}"
    _take(lock, name, mine)
    try:
        yield
    finally:
        # One that went stale and was taken by somebody else is theirs.
        with contextlib.suppress(OSError):
            if lock.read_text(encoding="utf-8") == mine:
                lock.unlink()


def _take(lock: pathlib.Path, name: str, mine: str) -> None:
    for _ in range(2):
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            if not _swept(lock):
                break
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            hint = "nothing was changed; look whether the folder is read-only"
            raise _refused(name, f"nothing can be written beside this file: {reason}", hint) from error
        else:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(mine)
            return
    hint = f"nothing was changed; try again in a moment ({lock.name} says so, for {STALE} seconds at most)"
    raise _refused(name, "another edit of this file is being written", hint)


def _swept(lock: pathlib.Path) -> bool:
    """Whether the lock is gone: that of an edit which was cut off is taken away."""
    try:
        if abs(time.time() - lock.lstat().st_mtime) <= STALE:
            return False
        lock.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
