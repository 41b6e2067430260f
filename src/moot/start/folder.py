"""Writes a new guide: tried first, then put in its place as a whole. Nothing that is there is ever lost."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from moot.files import kept_copy, next_free, write_text
from moot.load.guide_folder import Loaded, load_guide
from moot.load.standing import locked
from moot.problems import BuildProblem, UsageProblem

__all__ = ["free_folder", "write_folder"]


def free_folder(folder: Path, force: bool) -> None:
    """Raises UsageProblem where a guide cannot be written to `folder`, before any work is done.

    force: a guide that is there may be put aside; nothing else ever is.
    """
    name = folder.as_posix()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageProblem(f"{name} is there already, and is no folder\n    help: choose another name for the guide")
    if not folder.is_dir() or not any(folder.iterdir()):
        return
    if not (folder / "guide.yaml").is_file() or Path.cwd().is_relative_to(folder.resolve()):
        raise UsageProblem(
            f"the folder {name} is there already, and is no guide that could be put aside; nothing was written\n"
            "    help: choose another name for the guide"
        )
    if not force:
        raise UsageProblem(
            f"the folder {name} is there already, with a guide in it; nothing was written\n"
            "    help: choose another name, or write --force: the old folder is then kept beside it as "
            f"{next_free(folder).name}"
        )


def write_folder(folder: Path, name: str, files: Mapping[str, str], force: bool) -> tuple[Loaded, Path | None]:
    """Writes the guide's files and its lock; returns the guide as it loads, and what an old folder is called now.

    The guide is made beside its place, loaded to see that it does, and then renamed. Raises GuideProblems where it
    does not load, BuildProblem where the machine refuses; both leave everything as it was.
    """
    free_folder(folder, force)
    parent = folder.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".moot-", dir=parent))
    except OSError as error:
        reason = error.strerror or error
        raise BuildProblem(f"no folder can be made in {parent.as_posix()}: {reason}") from None
    try:
        for file, text in files.items():
            write_text(made / file, text)
        loaded = load_guide(made, name=name)
        write_text(made / "guide.lock", locked(loaded))
        _with_usual_mode(made)
        kept = kept_copy(folder) if force and folder.exists() else None
        try:
            _renamed(made, folder)
        except BaseException:
            if kept is not None:
                kept.rename(folder)
            raise
    except OSError as error:
        raise BuildProblem(f"{name} cannot be written: {error.strerror or error}. Nothing was changed.") from None
    finally:
        if made.exists():
            shutil.rmtree(made, ignore_errors=True)
    return loaded, kept


def _renamed(made: Path, folder: Path) -> None:
    """The finished folder to its place. What came to be there meanwhile, from another `moot new` perhaps, stays."""
    try:
        if folder.is_dir() and not folder.is_symlink():
            folder.rmdir()  # an empty one; another is refused by the system, whatever was seen before
        made.rename(folder)
    except OSError as error:
        if error.errno in {errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR}:
            raise UsageProblem(
                f"the folder {folder.as_posix()} is there already; nothing was written\n    help: choose another name"
            ) from None
        raise


def _with_usual_mode(folder: Path) -> None:
    """A temporary folder can be read by its owner alone."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
