"""Processes of ours that work on strangers' files: what they may use, and what of our surroundings they see.

Memory and file size are limited by the system where it can (Linux; others know fewer such limits), time by the clock
and by processor time. Whatever a file does to its reader, the person gets a sentence and the machine stays whole.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["MAX_FILE", "OUT_OF_MEMORY", "child_command", "child_environment", "limit_process", "limit_time"]

MAX_FILE = 200 * 1024 * 1024
"""Bytes of the largest file such a process may write."""
OUT_OF_MEMORY = 70
"""The exit code of a process that had not even the memory left to say so."""

# What a child needs of the environment to find Python, its libraries and a temporary place; no more.
_KEPT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "PYTHONPATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "WEASYPRINT_DLL_DIRECTORIES",
    "SYSTEMROOT",
    "WINDIR",
)


def child_environment() -> dict[str, str]:
    """The environment of a child that works in another folder."""
    environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environ |= {"PYTHONUTF8": "1", "PYTHONHASHSEED": "0"}
    if paths := [str(Path(path).absolute()) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]:
        # In another folder, "src" would mean something else.
        environ["PYTHONPATH"] = os.pathsep.join(paths)
    return environ


def child_command(module: str, *arguments: str) -> list[str]:
    """How `main()` of a module of ours is run in a child, with nothing of the current folder in its way."""
    start = (
        "import sys; root = sys.argv.pop(1); root in sys.path or sys.path.insert(0, root); "
        f"from {module} import main; sys.exit(main())"
    )
    return [sys.executable, "-P", "-c", start, str(Path(__file__).resolve().parents[1]), *arguments]


def limit_process(megabytes: int) -> None:
    """Memory and file size for this process and those it forks; some systems know no such limits."""
    with suppress(ImportError):
        import resource

        for kind, most in (
            ("RLIMIT_AS", megabytes * 1024 * 1024),
            ("RLIMIT_FSIZE", MAX_FILE),
            ("RLIMIT_CORE", 0),
        ):
            with suppress(AttributeError, OSError, ValueError):
                number = getattr(resource, kind)
                hard = resource.getrlimit(number)[1]
                resource.setrlimit(number, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def limit_time(seconds: float) -> None:
    """Processor time of this process."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (max(1, int(seconds)), hard))
