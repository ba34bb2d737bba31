"""Items as an Anki package: the one place that uses genanki."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from assistant.messages import Language, say
from assistant.onboarding.exporting.lettering import LETTERS, key_of, source_of
from assistant.onboarding.exporting.packing import timeless
from assistant.question_items import QuestionItem, Review

_FIELDS = ("question", "options", "answer", "explanation", "quote", "source", "id")
_BEGINNING = 1_600_000_000
"""The hour of items that nobody has said anything of. A later word makes a later note, which Anki takes over."""
_STYLE = """.card { font-family: "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 19px;
 line-height: 1.7; color: #1d2b36; background: #fff; text-align: left; max-width: 40em; margin: 0 auto; padding: 1em; }
.kind { color: #5b6f7b; font-size: 14px; } .options { margin-top: .6em; } .answer { font-weight: 600; color: #0b6e99; }
blockquote { margin: .8em 0; padding-left: .8em; border-left: 3px solid #d5e1e8; color: #5b6f7b; font-size: 16px; }
.source { color: #5b6f7b; font-size: 14px; }"""
_FRONT = '<div class="kind">{{Tags}}</div><div>{{question}}</div><div class="options">{{options}}</div>'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="answer">{{answer}}</div><div>{{explanation}}</div>'
    '<blockquote>{{quote}}</blockquote><div class="source">{{source}}</div>'
)


def to_anki(reviews: Sequence[Review], language: Language, title: str) -> bytes:
    """A deck with a note an item, the same bytes for the same items.

    A note is known by its item's id: taken in again, a changed item changes its note and keeps what was learnt.
    """
    import genanki

    name = title or say("items.sheet", language)
    model = genanki.Model(
        _number(f"clearwell question item {language}"),
        say("items.anki_model", language),
        fields=[{"name": each} for each in _FIELDS],
        templates=[{"name": say("items.anki_card", language), "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_number(f"clearwell deck {name}"), name)
    for each in reviews:
        deck.add_note(_note(each.item, language, model))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "set.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=_latest(reviews))
        return timeless(path.read_bytes())


def _note(item: QuestionItem, language: Language, model: Any) -> Any:
    import genanki

    options = "<br>".join(f"{LETTERS[at]}. {_shown(each)}" for at, each in enumerate(item.options))
    answer = _shown(key_of(item, language))
    if item.options:
        answer += "<br>" + "<br>".join(_shown(each) for each in item.answer)
    values = (
        _shown(item.question), options, answer, _shown(item.explanation), _shown(item.quote),
        _shown(source_of(item, language)), item.item_id,
    )  # fmt: skip
    tags = [say(f"items.type_{item.type.value}", language), item.topic, item.role]
    return genanki.Note(
        model=model,
        fields=list(values),
        guid=genanki.guid_for(item.item_id),
        tags=["_".join(each.split()).replace('"', "") for each in tags if each.strip()],
    )


def _shown(text: str) -> str:
    """`text` as it stands: no markup, no field of Anki's own."""
    return escape(text, quote=False).replace("{{", "{&#8203;{").replace("\n", "<br>")


def _number(name: str) -> int:
    """A number for a name, in the range that Anki gives its own."""
    return 1 << 40 | int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def _latest(reviews: Sequence[Review]) -> float:
    said = [datetime.fromisoformat(each.at).timestamp() for each in reviews if each.at]
    return max(said, default=_BEGINNING)
