"""Archives that come out the same, byte for byte, whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile

from assistant.word_parts import zipped

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def timeless(archive: bytes) -> bytes:
    """The same archive without the hours at which it and its parts were written."""
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return zipped(
            {name: _STAMPS.sub(rb"\g<1>2020-01-01T00:00:00Z\g<3>", held.read(name)) for name in held.namelist()}
        )
