"""A folder that this process may read and not write, also when the tests run as root."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


@contextmanager
def read_only(original: Path) -> Iterator[Path]:
    """A copy of the folder `original`; until the block ends neither it nor anything in it can be written."""
    if sys.platform == "win32":
        pytest.skip("Windows keeps rights in another way")
    # Not under pytest's own folder, which nobody but its owner may enter.
    root = Path(tempfile.mkdtemp(prefix="clearwell-test-"))
    home = root / "home"
    shutil.copytree(original, home)
    root.chmod(0o755)
    _set(home, 0o555, 0o444)
    as_root = os.geteuid() == 0
    try:
        if as_root:
            os.seteuid(_NOBODY)
        yield home
    finally:
        if as_root:
            os.seteuid(0)
        _set(home, 0o755, 0o644)
        shutil.rmtree(root)


@contextmanager
def as_owner() -> Iterator[None]:
    """Within `read_only`: what is started here may write all the same, as another person's program may."""
    if os.getuid() != 0:
        pytest.skip("needs the rights of two persons")
    os.seteuid(0)
    try:
        yield
    finally:
        os.seteuid(_NOBODY)


def _set(folder: Path, folders: int, files: int) -> None:
    folder.chmod(folders)
    for path in folder.rglob("*"):
        path.chmod(folders if path.is_dir() else files)
