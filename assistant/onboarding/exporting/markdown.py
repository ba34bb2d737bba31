"""Items as Markdown: the questions, and a key with the words each answer rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.messages import Language, say
from assistant.onboarding.exporting.lettering import LETTERS, key_of, source_of
from assistant.question_items import QuestionItem

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_BEGINS = re.compile(r"^(\d+)([.)])|^([-+=])", re.MULTILINE)


def to_markdown(items: Sequence[QuestionItem], language: Language, title: str, answers: bool) -> bytes:
    """The questions in order; with `answers` followed by their key."""
    lines = [f"# {_shown(title or say('items.sheet', language))}", ""]
    for number, item in enumerate(items, 1):
        kind = say(f"items.type_{item.type.value}", language)
        lines += [f"**{number}.** {say('items.kind', language, kind=kind)} {_shown(item.question)}", ""]
        lines += [f"- {LETTERS[at]}. {_shown(option)}" for at, option in enumerate(item.options)]
        lines += [""] if item.options else []
    if answers:
        lines += [f"## {say('items.key', language)}", ""]
        for number, item in enumerate(items, 1):
            lines += [f"**{number}.** {_shown(key_of(item, language))}", ""]
            lines += [_shown(item.explanation), ""] if item.explanation else []
            lines += [f"> {_shown(item.quote)}", f">\n> {_shown(source_of(item, language))}", ""]
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8")


def _shown(text: str) -> str:
    """`text` on one line, shown as it is."""
    return _BEGINS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}",
                       _SIGNS.sub(r"\\\1", " ".join(text.split())))  # fmt: skip
