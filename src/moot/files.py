"""Writing files so that nothing is lost: beside the target first, then renamed over it, all or none."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from moot.problems import BuildProblem

__all__ = ["kept_copy", "next_free", "publish", "safe_name", "write_text"]

_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def safe_name(name: str) -> str:
    """A file name that every system takes: small letters, digits and hyphens, at most 80 characters."""
    made = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:80].strip("-") or "guide"
    return f"{made}-guide" if made in _RESERVED else made


def publish(files: Sequence[tuple[Path, Path]]) -> None:
    """Puts each finished (source, target) in its place; a target is replaced only when every source has been copied.

    A target that is a link is replaced itself; what it points to is left alone. Raises BuildProblem, with the old
    files whole, where the disk is full, a folder is read-only or stands in a file's place. Only a file that is in use
    on Windows is found out later, when others may have been replaced; the message then says so.
    """
    for folder in {target.parent for _, target in files}:
        _sweep(folder)
    waiting: list[tuple[Path, Path]] = []
    try:
        for source, target in files:
            waiting.append((_copied_beside(source, target), target))
        while waiting:
            temporary, target = waiting[0]
            try:
                temporary.replace(target)
            except OSError as error:
                raise _problem(error, target, temporary, changed=len(waiting) < len(files)) from error
            waiting.pop(0)
    finally:
        for temporary, _ in waiting:
            with contextlib.suppress(OSError):
                temporary.unlink()


def write_text(file: Path, text: str) -> None:
    """Writes a whole text file, or leaves the old one as it was. Raises BuildProblem as `publish` does."""
    with tempfile.TemporaryDirectory(prefix="moot-") as folder:
        made = Path(folder) / "made"
        made.write_text(text, encoding="utf-8", newline="\n")
        publish([(made, file)])


def next_free(path: Path) -> Path:
    """The name under which what is at `path` is kept: `tuesday.old`, `tuesday.old-2`, `text.old.md`."""
    stem, suffix = (path.stem, path.suffix) if not path.is_dir() else (path.name, "")
    number = 1
    while True:
        kept = path.with_name(f"{stem}.old{'' if number == 1 else f'-{number}'}{suffix}")
        if not kept.exists() and not kept.is_symlink():
            return kept
        number += 1


def kept_copy(path: Path) -> Path | None:
    """What is at `path`, kept under another name beside it; None where nothing is to be kept.

    A file is copied, so that it stays in its place until another one replaces it; a folder or a link is renamed, and an
    empty folder removed. Raises BuildProblem where that is not allowed, and everything is as it was.
    """
    if not path.exists() and not path.is_symlink():
        return None
    kept = next_free(path)
    if path.is_file() and not path.is_symlink():
        publish([(path, kept)])
        return kept
    try:
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
            return None
        path.rename(kept)
    except OSError as error:
        reason = error.strerror or error
        raise BuildProblem(f"{path.as_posix()} cannot be kept as {kept.name}: {reason}. Nothing was changed.") from None
    return kept


def _sweep(folder: Path) -> None:
    """Removes what a build that was cut off left here: copies of ours, an hour old."""
    with contextlib.suppress(OSError):
        for file in folder.glob(".moot-*.part"):
            if time.time() - file.stat().st_mtime > 3600:
                file.unlink()


def _copied_beside(source: Path, target: Path) -> Path:
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            raise BuildProblem(
                f"{target.as_posix()} is a folder, where a file is to be written. Nothing was changed.\n"
                "    help: move it away, or choose another folder with --out"
            )
        handle, name = tempfile.mkstemp(prefix=".moot-", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        temporary.chmod(_mode(target))
        return temporary
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise _problem(error, target, source) from error
    except BaseException:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise


def _mode(target: Path) -> int:
    """The mode the file had, or the usual one: a temporary file alone would be readable by nobody else."""
    with contextlib.suppress(OSError):
        status = target.lstat()
        if stat.S_ISREG(status.st_mode):
            return status.st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _problem(error: OSError, target: Path, source: Path, changed: bool = False) -> BuildProblem:
    folder = target.parent.as_posix()
    left = "The files before it are new." if changed else "Nothing was changed."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        size = source.stat().st_size if source.exists() else 0
        return BuildProblem(
            f"no space left in {folder} for {target.name} ({max(1, size // 1024)} KB). {left}\n"
            "    help: make room there, or choose another folder with --out"
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        file = next((above.as_posix() for above in (target.parent, *target.parents) if above.is_file()), folder)
        return BuildProblem(
            f"{file} cannot be a folder: there is a file of that name.\n    help: choose another folder with --out"
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return BuildProblem(
            f"{target.name} cannot be written in {folder}: the folder is read-only or the file is open elsewhere. "
            f"{left}\n    help: close the file, or choose another folder with --out"
        )
    return BuildProblem(f"{target.name} cannot be written in {folder}: {error.strerror or error}. {left}")
