"""The error tree. One class per kind of trouble; each knows its code, exit status and message key.

    ClearwellError
    ├── UsageError               the request itself is wrong (exit 2)
    ├── ConfigurationError       a setting is missing, unknown or out of range
    │   ├── HomeUnusable         the library folder cannot be made, opened or begun
    │   └── HomeReadOnly         the library folder can be read but not written
    ├── ModelUnavailable         the embedding model cannot be loaded here
    ├── LlmUnavailable           the language model gave no reply, or not all of it
    ├── LibraryError
    │   ├── LibraryBusy          another process is writing and did not finish in time
    │   ├── LibraryDamaged       an index cannot be read; the registry makes it anew
    │   │   └── RegistryDamaged  the registry itself is lost or cannot be read; nothing makes it anew
    │   ├── VectorServerDown     the Chroma server that holds the vectors does not answer
    │   └── EmbeddingMismatch    the library's vectors were made by another model
    ├── DocumentError            one file cannot be taken in (a line in the report)
    │   ├── UnsupportedFormat
    │   ├── UnreadableDocument
    │   ├── EncryptedDocument
    │   └── EmptyDocument
    ├── NotFound                 no such document, page or passage for this person
    ├── DraftChanged             somebody changed the draft meanwhile; nothing was overwritten
    └── AccessDenied             the person may not do this; never names what was hidden

An error carries two texts: `str(error)` is the engineer's (English, values in `!r`), and the person's is looked up
in `catalogues/errors.toml` under `code`, with `params` filled in, by `assistant.messages.explain`. An error raised with
`key` has a sentence of its own, `catalogues/requests.toml` under that key.
"""

from __future__ import annotations

import logging


class ClearwellError(Exception):
    """Base of all our errors. `params` fill the placeholders of the person's sentence and hint."""

    code = "internal"
    exit_code = 1

    def __init__(self, detail: str = "", *, key: str = "", **params: object) -> None:
        super().__init__(detail or self.code)
        self.key = key
        self.params: dict[str, object] = params


class UsageError(ClearwellError):
    code = "usage"
    exit_code = 2


class ConfigurationError(ClearwellError):
    code = "configuration"


class HomeUnusable(ConfigurationError):
    code = "home_unusable"


class HomeReadOnly(ConfigurationError):
    code = "home_read_only"


class ModelUnavailable(ClearwellError):
    code = "model_unavailable"


class LlmUnavailable(ClearwellError):
    code = "llm_unavailable"


class LibraryError(ClearwellError):
    code = "library"


class LibraryBusy(LibraryError):
    code = "library_busy"


class LibraryDamaged(LibraryError):
    code = "library_damaged"


class RegistryDamaged(LibraryDamaged):
    code = "registry_damaged"


class VectorServerDown(LibraryError):
    code = "vector_server_down"


class EmbeddingMismatch(LibraryError):
    code = "embedding_mismatch"


class DocumentError(ClearwellError):
    code = "document"


class UnsupportedFormat(DocumentError):
    code = "unsupported_format"


class UnreadableDocument(DocumentError):
    code = "unreadable_document"


class EncryptedDocument(DocumentError):
    code = "encrypted_document"


class EmptyDocument(DocumentError):
    code = "empty_document"


class NotFound(ClearwellError):
    code = "not_found"


class DraftChanged(ClearwellError):
    code = "draft_changed"


class AccessDenied(ClearwellError):
    code = "access_denied"


def unexpected(problem: Exception) -> ClearwellError:
    """An exception that is none of ours, as one of ours with code `internal`. Its traceback goes to the log (debug)."""
    logging.getLogger("clearwell").debug("unexpected error", exc_info=problem)
    return ClearwellError(f"{type(problem).__name__}: {problem}")
