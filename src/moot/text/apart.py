"""Reads documents of the riskier formats in a process of its own, limited in time and memory.

    moot.text.apart <kind> <name> <seconds> <megabytes>     document on standard input, JSON on standard output

A Word document or a web page from somewhere can be made so that reading it takes hours or all memory there is; the
process that does it is ended then, and the person told. Nothing of it is believed but plain data.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any, get_args

from moot.limits import OUT_OF_MEMORY, child_command, child_environment, limit_process, limit_time
from moot.problems import BuildProblem, GuideProblems, Problem
from moot.text.imported import Doubt, Imported, refused
from moot.text.sniff import KIND_NAMES, Kind
from moot.text.tree import BlockKind, Part

__all__ = ["main", "read_apart"]

SECONDS, MEGABYTES = 60, 1500
"""A book of a million words takes a tenth of either, but for PDF."""
_MOST_ANSWERED = 100 * 1024 * 1024  # bytes

_LARGER = "Save it as plain text, or keep only the part your group reads."
_FAULT = "this is a fault of moot: save the document as plain text meanwhile, and tell us"


def read_apart(kind: Kind, data: bytes, name: str, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Imported:
    """The document as its importer reads it in a child process.

    Raises GuideProblems where it cannot be read, needs more time or memory than that, or makes the reader fail.
    """
    command = child_command("moot.text.apart", kind, name, str(seconds), str(megabytes))
    with tempfile.TemporaryDirectory(prefix="moot-") as folder:
        environ = child_environment() | {"TMPDIR": folder, "TEMP": folder, "TMP": folder}
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=environ,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end the whole group
            )
        except OSError as error:
            raise BuildProblem(f"no process could be started to read {name}: {error.strerror or error}") from None
        try:
            answer, errors = process.communicate(data, timeout=seconds + 10)
        except subprocess.TimeoutExpired:
            raise refused(name, _too_slow(kind, seconds), _LARGER) from None
        finally:
            _end(process)
    return _understood(answer, errors, process.returncode, kind, name, seconds)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.communicate()


def _too_slow(kind: Kind, seconds: int) -> str:
    return f"this is {KIND_NAMES[kind]} that takes longer than {seconds} seconds to read"


def _understood(answer: bytes, errors: bytes, code: int, kind: Kind, name: str, seconds: int) -> Imported:
    if code == 0 and len(answer) <= _MOST_ANSWERED:
        return _from_plain(json.loads(answer), name)
    if -code == getattr(signal, "SIGXCPU", 24):
        raise refused(name, _too_slow(kind, seconds), _LARGER)
    if code == OUT_OF_MEMORY or -code in {signal.SIGABRT, getattr(signal, "SIGKILL", 9)} or code == 0:
        raise refused(name, f"this is {KIND_NAMES[kind]} that needs more memory than is allowed", _LARGER)
    said = [line for line in errors.decode("utf-8", "replace").split("\n") if line.strip()]
    raise refused(name, f"reading {KIND_NAMES[kind]} failed ({said[-1][:200] if said else code})", _FAULT)


def _from_plain(found: dict[str, Any], name: str) -> Imported:
    problems = tuple(Problem(**problem) for problem in found["problems"])
    if "parts" not in found:
        raise GuideProblems(problems)
    kinds = get_args(BlockKind)
    parts = tuple(Part(**part) for part in found["parts"])
    if any(part.kind not in kinds for part in parts):
        raise refused(name, "reading this document gave parts of no known kind", _FAULT)
    doubts = tuple(Doubt(**doubt) for doubt in found["doubts"])
    return Imported(parts, found["title"], tuple(found["authors"]), found["language"], doubts, problems)


def main() -> int:
    """Reads one document; returns the exit code."""
    kind, name, seconds, megabytes = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to standard error
    limit_process(int(megabytes))
    limit_time(float(seconds))
    try:
        answer = _answer(kind, sys.stdin.buffer.read(), name)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    answers.write(answer)
    answers.close()
    # Taking a large tree apart takes as long as building it.
    os._exit(0)


def _answer(kind: str, data: bytes, name: str) -> bytes:
    try:
        return _plain(asdict(_importer(kind)(data, name)))
    except GuideProblems as refusal:
        return _plain({"problems": [asdict(problem) for problem in refusal.problems]})
    except RecursionError:
        deep = refused(name, "this document is nested too deeply to be read", _LARGER)
        return _plain({"problems": [asdict(problem) for problem in deep.problems]})


def _importer(kind: str) -> Callable[[bytes, str], Imported]:
    """Each loaded only where it is needed: the one for web pages takes longer to load than the one for Word to read."""
    if kind == "html":
        from moot.text.html import from_html as importer
    elif kind == "epub":
        from moot.text.epub import from_epub as importer
    elif kind == "docx":
        from moot.text.docx import from_docx as importer
    else:
        from moot.text.pdf import from_pdf as importer
    return importer


def _plain(found: dict[str, Any]) -> bytes:
    return json.dumps(found).encode("ascii")
