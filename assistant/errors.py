"""The error tree. One class per kind of trouble; each knows its code, exit status and message key.

    ClearwellError
    ├── UsageError               the request itself is wrong (exit 2)
    ├── ConfigurationError       a setting is missing, unknown or out of range
    ├── ModelUnavailable         the embedding model cannot be loaded here
    ├── LibraryError
    │   ├── LibraryBusy          another process is writing and did not finish in time
    │   ├── LibraryDamaged       the registry or an index cannot be read
    │   └── EmbeddingMismatch    the library's vectors were made by another model
    ├── DocumentError            one file cannot be taken in (a line in the report)
    │   ├── UnsupportedFormat
    │   ├── UnreadableDocument
    │   ├── EncryptedDocument
    │   └── EmptyDocument
    ├── NotFound                 no such document, page or passage for this person
    └── AccessDenied             the person may not do this; never names what was hidden

An error carries two texts: `str(error)` is the engineer's (English, values in `!r`), and the person's is looked up
in `catalogues/errors.toml` under `code`, with `params` filled in, by `assistant.messages.explain`.
"""

from __future__ import annotations


class ClearwellError(Exception):
    """Base of all our errors. `params` fill the placeholders of the person's sentence and hint."""

    code = "internal"
    exit_code = 1

    def __init__(self, detail: str = "", **params: object) -> None:
        super().__init__(detail or self.code)
        self.params: dict[str, object] = params


class UsageError(ClearwellError):
    code = "usage"
    exit_code = 2


class ConfigurationError(ClearwellError):
    code = "configuration"


class ModelUnavailable(ClearwellError):
    code = "model_unavailable"


class LibraryError(ClearwellError):
    code = "library"


class LibraryBusy(LibraryError):
    code = "library_busy"


class LibraryDamaged(LibraryError):
    code = "library_damaged"


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


class AccessDenied(ClearwellError):
    code = "access_denied"
