"""Archives that come out the same, byte for byte, whenever they are written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

_DAY = (2020, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of `parts` in their order, without the hour of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def timeless(archive: bytes) -> bytes:
    """The same archive without the hours at which it and its parts were written."""
    with zipfile.ZipFile(io.BytesIO(archive)) as held:
        return packed(
            {name: _STAMPS.sub(rb"\g<1>2020-01-01T00:00:00Z\g<3>", held.read(name)) for name in held.namelist()}
        )
