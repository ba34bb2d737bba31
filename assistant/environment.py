"""The one file that reads the environment. Light, so that `clearwell --help` can ask it for the language."""

from __future__ import annotations

import os
from collections.abc import Mapping

from assistant.messages import Language

PREFIX = "CLEARWELL_"


def variables() -> Mapping[str, str]:
    """Our own variables that are set to something."""
    return {name: value for name, value in os.environ.items() if name.startswith(PREFIX) and value.strip()}


def preferred_language() -> Language:
    """The language to speak before the settings are read; Chinese unless English is asked for."""
    return "en" if os.environ.get("CLEARWELL_LANGUAGE", "").strip() == "en" else "zh"


def quiet_libraries() -> None:
    """Keep libraries from phoning home and from fighting over cores, unless the person set otherwise."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    # Small products gain nothing from threads, and on a busy machine lose ten times over.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false")


def with_variables(extra: Mapping[str, str]) -> dict[str, str]:
    """A copy of the whole environment for a child process, with `extra` set."""
    return {**os.environ, **extra}
