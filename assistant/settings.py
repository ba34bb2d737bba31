"""One validated settings tree, filled from the environment.

Every setting has one environment variable; an unknown `CLEARWELL_…` variable is refused, with the nearest known name.
Modules receive their section, never the tree.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from assistant.environment import variables
from assistant.errors import ConfigurationError
from assistant.messages import Language

BUNDLED = "bundled"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EmbeddingSettings(_Section):
    model: str = Field(
        default=BUNDLED,
        description="Embedding model: `bundled` (the one that comes along), or a sentence-transformers name or folder",
    )
    threads: int = Field(default=0, ge=0, le=256, description="Threads for embedding; 0 means one a core")


class LibrarySettings(_Section):
    lock_timeout_s: float = Field(
        default=600.0, ge=0, description="How long a second writer waits for the first, in seconds"
    )
    chroma_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s/@?#]+/?)?$",
        description="Address of a Chroma server for the vectors: http://HOST:PORT; none means a folder of the library",
    )


class ReadingSettings(_Section):
    ocr: bool = Field(default=True, description="Read scanned pages and images by text recognition")
    limit_s: float = Field(
        default=180.0, gt=0, description="Longest reading of a file, or of one page by text recognition, in seconds"
    )
    memory_mb: int = Field(default=4096, ge=512, description="Most memory that reading a file may take, in MB")


class RetrievalSettings(_Section):
    keyword_weight: float = Field(default=0.03, ge=0, le=1, description="Weight of the keyword score beside the cosine")
    depth: int = Field(default=200, ge=10, le=1000, description="Candidates taken from each leg")


class LlmSettings(_Section):
    model: str | None = Field(
        default=None,
        pattern=r"^[a-z][a-z0-9_]*:\S(?:.*\S)?$",
        description="Language model that words the answers, as `vendor:model`; none means the papers' own sentences",
    )
    url: str | None = Field(
        default=None, description="Address of the language model's server, as of an OpenAI-compatible one: http://…/v1"
    )
    key: SecretStr | None = Field(default=None, description="Key for that server; shown nowhere")
    timeout_s: float = Field(
        default=60.0, gt=0, le=3600, description="Longest wait for the language model's whole reply, in seconds"
    )

    @field_validator("url")
    @classmethod
    def _plain_address(cls, url: str | None) -> str | None:
        """http or https, and no password inside: addresses are shown, the key is not."""
        if url is not None:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("an address begins with http:// or https://")
            if parts.username or parts.password:
                raise ValueError("a password belongs into CLEARWELL_LLM_KEY, not into the address")
        return url


class Settings(_Section):
    home: Path = Field(description="Folder of the library; a fresh folder is a fresh library")
    language: Language = Field(default="zh", description="Language of messages and pages: zh or en")
    embedding: EmbeddingSettings = EmbeddingSettings()
    library: LibrarySettings = LibrarySettings()
    reading: ReadingSettings = ReadingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    llm: LlmSettings = LlmSettings()


VARIABLES: dict[str, tuple[str, ...]] = {
    "CLEARWELL_HOME": ("home",),
    "CLEARWELL_LANGUAGE": ("language",),
    "CLEARWELL_EMBEDDING": ("embedding", "model"),
    "CLEARWELL_EMBEDDING_THREADS": ("embedding", "threads"),
    "CLEARWELL_LOCK_TIMEOUT_S": ("library", "lock_timeout_s"),
    "CLEARWELL_CHROMA_URL": ("library", "chroma_url"),
    "CLEARWELL_OCR": ("reading", "ocr"),
    "CLEARWELL_READ_LIMIT_S": ("reading", "limit_s"),
    "CLEARWELL_READ_MEMORY_MB": ("reading", "memory_mb"),
    "CLEARWELL_KEYWORD_WEIGHT": ("retrieval", "keyword_weight"),
    "CLEARWELL_DEPTH": ("retrieval", "depth"),
    "CLEARWELL_LLM": ("llm", "model"),
    "CLEARWELL_LLM_URL": ("llm", "url"),
    "CLEARWELL_LLM_KEY": ("llm", "key"),
    "CLEARWELL_LLM_TIMEOUT_S": ("llm", "timeout_s"),
}
"""Environment variable → path in the tree. docs/settings.md lists the same; a test compares them."""
_NEVER_SHOWN = ("CLEARWELL_LLM_KEY", "CLEARWELL_LLM_URL")
"""An error does not repeat these: a key is a secret, and a wrong address may hold one."""


def default_home() -> Path:
    """The person's own data folder, so that the command works from any directory."""
    return user_data_path("clearwell", appauthor=False)


def load_settings(environment: Mapping[str, str] | None = None, home: Path | None = None) -> Settings:
    """Read and check the settings. `home` (from the command line) wins over the environment.

    Raises ConfigurationError for an unknown variable or a value out of range.
    """
    environment = variables() if environment is None else environment
    tree: dict[str, Any] = {"home": default_home()}
    for name, value in environment.items():
        if not name.startswith("CLEARWELL_") or not value.strip():
            continue
        if name not in VARIABLES:
            near = difflib.get_close_matches(name, VARIABLES, n=1)
            raise ConfigurationError(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ""))
        *sections, leaf = VARIABLES[name]
        branch = tree
        for section in sections:
            branch = branch.setdefault(section, {})
        branch[leaf] = value.strip()
    if home is not None:
        tree["home"] = home
    tree["home"] = Path(tree["home"]).expanduser().absolute()
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        path = tuple(str(part) for part in first["loc"])
        name = next((key for key, value in VARIABLES.items() if value == path), ".".join(path))
        if name in _NEVER_SHOWN:
            # Not chained: the original error holds the value.
            raise ConfigurationError(f"{name}: {first['msg']}") from None
        raise ConfigurationError(f"{name}={first['input']!r}: {first['msg']}") from error
