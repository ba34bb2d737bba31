"""What a test needs of the machine beside Python packages: found, installed where that is wanted, or a skip.

On a person's machine nothing is ever installed: the test is skipped, and the reason is the command to type. Only as
root and with `CI` set in the environment are Debian's packages installed, once a session.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

import pytest

PATIENCE_S = 900


def require(package: str, command: str | None = None) -> str:
    """Return the path of `command` ("" when none is asked for) once Debian's `package` is on this machine.

    Skips the test when it is not and may not be installed. Raises RuntimeError when installing it fails: on a machine
    where it is wanted, its absence must not pass for success.
    """
    if not is_present(package, command):
        if not may_install():
            pytest.skip(f"needs {package}; install it with: sudo apt-get install -y --no-install-recommends {package}")
        _install(package)
    found = shutil.which(command) if command else ""
    if found is None:
        raise RuntimeError(f"{package} is installed, but there is no {command!r} on the path")
    return found


def may_install() -> bool:
    """True as root with CI set, and nowhere else."""
    return os.environ.get("CI", "") not in ("", "0", "false") and hasattr(os, "geteuid") and os.geteuid() == 0


def is_present(package: str, command: str | None) -> bool:
    """A command counts however it came here; a package without one (a font) is asked for by its name.

    Where there is no dpkg the name means nothing, and the machine is taken as it is.
    """
    if command is not None:
        return shutil.which(command) is not None
    if shutil.which("dpkg-query") is None:
        return True
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
    return asked.stdout.strip() == "install ok installed"


@cache
def _install(package: str) -> None:
    _update()
    _run("apt-get", "install", "-y", "-q", "--no-install-recommends", package)


@cache
def _update() -> None:
    _run("apt-get", "update", "-q")


def _run(*command: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
