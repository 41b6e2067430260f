"""What several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from printed import Sheet, print_everything, small_guide_in


@pytest.fixture(scope="session")
def small_guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small guide, whole, with its picture."""
    return small_guide_in(tmp_path_factory.mktemp("guides"))


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, ...]:
    """Everything that can be printed, printed once.

    Tests that ask for it are in one group of `pytest --dist loadgroup`, so that one worker prints for all of them.
    """
    return print_everything(tmp_path_factory.mktemp("printed"))
