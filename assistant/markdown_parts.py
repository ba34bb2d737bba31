"""What a Markdown file is made of: text that shows as it is, whatever a paper or a person wrote."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!$])")


def escaped(text: str) -> str:
    """`text` as Markdown that shows it as it is, on one line."""
    flat = " ".join(text.split())
    plain = re.sub(r"^(\d+)(?=[.)])|^(?=[-+=])", r"\1\\", _SIGNS.sub(r"\\\1", flat))
    return re.sub(r"(?<=[A-Za-z])(?=://)|(?<=\bwww)(?=\.)", r"\\", plain)
