"""Write constraints.txt from the environment this runs in: every package that Clearwell and its extras bring, pinned.

`make lock` runs it in a fresh environment with all extras installed, so that one resolution serves every set: adding
an extra later changes no version. A pin that only an extra brings says so behind it; run.py counts with that.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# The exact versions that are installed and tested together, resolved once for all extras.
# Made by `make lock`; do not edit. A pin marked with an extra is not installed without it.
"""

NOT_LOCKED = {"peers", "exports-test"}
"""What only one measurement or one reader of exports needs: nobody installs it together with the product."""


def closure(requirements: list[str]) -> dict[str, str]:
    """Return name → version of everything that `requirements` bring in this environment."""
    found: dict[str, str] = {}
    waiting = [need for need in map(Requirement, requirements) if need.marker is None or need.marker.evaluate()]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        installed = distribution(name)
        # A local label (2.13.0+cpu) names one machine's build; the release alone is what every registry has.
        found[installed.metadata["Name"]] = installed.version.partition("+")[0]
        for extra in {"", *wanted.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                needs = (Requirement(line) for line in installed.requires or ())
                waiting += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]
    return found


def lines() -> list[str]:
    """Return the pins, sorted by name without regard to case, each with the extra that first brings it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    sets: dict[str, list[str]] = {"": project["dependencies"], **project["optional-dependencies"]}
    pins: dict[str, str] = {}
    for extra in ("", "dev", *sorted(sets.keys() - {"", "dev"} - NOT_LOCKED)):
        for name, version in closure(sets[extra]).items():
            pins.setdefault(name, f"{name}=={version}" + (f"  # {extra}" if extra else ""))
    return [pins[name] for name in sorted(pins, key=str.lower)]


if __name__ == "__main__":
    (ROOT / "constraints.txt").write_text(HEADER + "\n".join(lines()) + "\n", encoding="utf-8")
