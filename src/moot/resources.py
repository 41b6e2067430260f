"""Finds templates/ and guides/: at the top of a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path

from moot.problems import BuildProblem

__all__ = ["shipped", "shipped_guides"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]  # src/moot -> src -> repository


def shipped(name: str) -> Path:
    """The folder `name` (templates or guides) of the checkout this runs from, else of the installed package."""
    home = _CHECKOUT if (_CHECKOUT / "pyproject.toml").is_file() and _PACKAGE.parent.name == "src" else _PACKAGE
    if not (home / name).is_dir():
        raise BuildProblem(f"moot's own folder {name}/ is missing: install moot again")
    return home / name


def shipped_guides() -> dict[str, Path]:
    """Every shipped guide by name, in alphabetical order."""
    return {file.parent.name: file.parent for file in sorted(shipped("guides").glob("*/guide.yaml"))}
