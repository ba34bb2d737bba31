"""A review as a file of one form or another."""

from __future__ import annotations

import json

from assistant.drafting import shapes
from assistant.drafting.html import to_html
from assistant.drafting.markdown import to_markdown
from assistant.drafting.word import to_docx
from assistant.drafts import Draft
from assistant.messages import Language


def written(draft: Draft, form: str, language: Language, style: bytes | None = None) -> bytes:
    """The bytes of docx, md, html or json; only Word knows of a `style`."""
    if form == "docx":
        return to_docx(draft, language, style)
    if form == "html":
        return to_html(draft, language).encode()
    if form == "md":
        return to_markdown(draft, language).encode()
    return (json.dumps(shapes.draft(draft), ensure_ascii=False, indent=1) + "\n").encode()
