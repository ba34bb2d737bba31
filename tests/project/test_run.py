"""run.py, tried on a small project of its own in a temporary folder. Nothing is downloaded."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.source_tree import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with run.py and the two files that decide what is installed."""
    for name in ("run.py", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(project: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_on_trial", project / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installed(run: ModuleType) -> ModuleType:
    """As `run`, with an environment that looks finished, holding the extra `dev`."""
    run.BIN.mkdir(parents=True)
    run.CLEARWELL.touch()
    run.PYTHON.symlink_to(sys.executable)
    run.write_state(finished=run.fingerprint(), extras=["dev"])
    return run


def call(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "run.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, encoding="utf-8")


def test_a_finished_environment_is_used_as_it_is(installed: ModuleType) -> None:
    assert installed.is_ready(())
    assert installed.is_ready(("dev",))


def test_an_extra_that_is_not_there_is_still_to_be_installed(installed: ModuleType) -> None:
    assert not installed.is_ready(("dev", "models"))


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_the_dependencies_calls_for_an_installation(installed: ModuleType, name: str) -> None:
    with (installed.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert not installed.is_ready(())


def test_an_interrupted_installation_is_not_built_upon(installed: ModuleType) -> None:
    installed.write_state(finished="")
    assert not installed.is_ready(())
    assert not installed.is_sound()


def test_a_record_cut_short_counts_as_unfinished(installed: ModuleType) -> None:
    installed.STATE.write_text('{"finished": "ab', encoding="utf-8")
    assert not installed.is_ready(())
    assert not installed.is_sound()


@pytest.mark.parametrize("change", [{"folder": "elsewhere"}, {"python": "3.9"}])
def test_an_environment_of_another_place_or_python_is_made_anew(installed: ModuleType, change: dict[str, str]) -> None:
    state = json.loads(installed.STATE.read_text(encoding="utf-8"))
    installed.STATE.write_text(json.dumps({**state, **change}), encoding="utf-8")
    assert not installed.is_ready(())
    assert not installed.is_sound()


def test_a_python_without_the_maker_of_environments_is_told_what_to_install(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.Stop, match=r"apt install python3\.\d+-venv"):
        run.check_interpreter()


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 14, 0)])
def test_a_python_of_the_wrong_age_is_told_which_to_use(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(run.Stop, match="3\\.11"):
        run.check_interpreter()


def test_progress_counts_the_pins_of_the_set_that_is_installed(run: ModuleType) -> None:
    (run.ROOT / "constraints.txt").write_text("# head\na==1\nb==2  # dev\nc==3  # models\n", encoding="utf-8")
    assert run.pins(()) == 1
    assert run.pins(("dev",)) == 2
    assert run.pins(("dev", "models")) == 3


@pytest.mark.parametrize(
    ("line", "package"),
    [
        ("Collecting langchain-core<2,>=1.7 (from clearwell==0.1.0)", "langchain-core"),
        ("Requirement already satisfied: idna in ./.venv/lib (3.20)", "idna"),
        ("Processing ./wheels/ruamel.yaml_clib-1.0-py3-none-any.whl (from x)", "ruamel.yaml_clib"),
    ],
)
def test_progress_recognises_a_package_in_what_pip_says(run: ModuleType, line: str, package: str) -> None:
    found = run.PACKAGE_LINE.match(line)
    assert [group for group in found.groups() if group] == [package]


def test_progress_does_not_take_a_size_for_a_package(run: ModuleType) -> None:
    assert run.PACKAGE_LINE.match("  Downloading numpy-2.4.6-cp311-cp311.whl (16.9 MB)") is None


def test_a_program_is_heard_line_by_line_and_to_its_end(run: ModuleType) -> None:
    program = "print('一'); print('two', end='')"
    environment = {**os.environ, "PYTHONUTF8": "1"}
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment)
    heard = [line.rstrip() for line in run.lines_of(process) if line]
    assert process.wait() == 0
    assert heard == ["一", "two"]


def test_a_failed_installation_ends_with_one_sentence_and_the_log_and_is_not_taken_for_done(project: Path) -> None:
    (project / "pyproject.toml").write_text("this is no TOML", encoding="utf-8")
    done = call(project, "--no-serve")
    assert done.returncode == 1
    *_, chinese, english = done.stderr.splitlines()
    assert "install.log" in chinese
    assert "install.log" in english
    assert "  | " in done.stderr, "the log's tail is shown"
    assert json.loads((project / ".venv" / "clearwell.json").read_text(encoding="utf-8"))["finished"] == ""


def test_a_wrong_word_shows_what_can_be_typed(project: Path) -> None:
    done = call(project, "tset")
    assert done.returncode == 2
    assert "python3 run.py test" in done.stdout
    assert not (project / ".venv").exists()


def test_constraints_pin_everything_exactly_and_name_no_build_of_one_machine() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("  #")[0] for line in lines if not line.startswith("#")]
    assert pins == sorted(pins, key=lambda pin: pin.split("==")[0].lower())
    assert all(pin.count("==") == 1 and not set(pin) & set("+/@ ;") for pin in pins)
    assert "torch==2.13.0" in pins
    assert not [pin for pin in pins if pin.startswith(("nvidia", "cuda", "triton"))]
