"""How a claim is worded beside its verbatim quote: a row read as a sentence, 去年 resolved, the figure asked for first.

Every wording is verified against the quote before it is shown; one that does not hold is not used.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.evidence import Cited
from assistant.answering.forms.figures import asks_figure, figure_asked
from assistant.answering.judging import source_of
from assistant.answering.period_names import period_name
from assistant.answering.question import Question
from assistant.answering.statements import Statement
from assistant.domain import Status, Verdict
from assistant.messages import say
from assistant.text import modality, periods
from assistant.text.tokens import language_of
from assistant.verification import verify

_YEAR = re.compile(r"(?:19|20)\d\d|[一二][零〇○九][零〇○一二三四五六七八九]{2}")
_LEANING = re.compile(r"[去今明前后来]年|[本上下]一?年|last|this|next|the (?:previous|prior|current)", re.IGNORECASE)
_SHORT = {"zh": 30, "en": 90}
_EARLY = 16
"""A figure that stands as near to the beginning of its sentence is first already; in a short one it is seen at once."""


def told_readably(asked: Question, statement: Statement, cited: Cited, first: bool, wording: str = "") -> Cited:
    """`cited` in words that can be read alone (`wording`, where it is given), and for the `first` of an answer with the
    figure asked for in front; as it was where these would not be borne out by its quote."""
    text = cited.claim.text
    if wording:
        text = wording
    elif statement.candidate.header:
        text = _row_read(statement)
    else:
        text = _dated(text, statement)
    cited = _if_held(cited, text, statement)
    return _if_held(cited, _figure_first(asked, statement, cited), statement) if first else cited


def _if_held(cited: Cited, text: str, statement: Statement) -> Cited:
    if text == cited.claim.text or not cited.holds:
        return cited
    held = verify(text, [source_of(statement, cited.citation.quote)]).verdict is Verdict.SUPPORTED
    return replace(cited, claim=replace(cited.claim, text=text)) if held else cited


def _row_read(statement: Statement) -> str:
    """Label, header and value of a table cell as people say them: 浑浊度，出厂水内控指标：不超过0.15 NTU."""
    candidate = statement.candidate
    words = [candidate.hit.passage.text[start:end].strip() for start, end in candidate.parts]
    headers = next((n for n in range(1, len(words) - 1) if " ".join(words[1 : n + 1]) == candidate.header), 1)
    return say(
        "answer.row",
        language_of(candidate.text),
        label=words[0],
        header=" ".join(words[1 : headers + 1]),
        value=" ".join(words[headers + 1 :]),
    )


def _dated(text: str, statement: Statement) -> str:
    """`text` with the year behind each 去年 or last year; the paper's own date says which year that is."""
    published = statement.candidate.hit.document.metadata.published
    if published is None:
        return text
    language = language_of(text)
    for each in reversed(periods.find(text, published)):
        if not each.resolved or _YEAR.search(each.raw) or not _relative(each.raw) or not each.value:
            continue
        mark = say("answer.resolved", language, period=period_name(each.value, language))
        text = text[: each.end] + mark + text[each.end :]
    return text


def _relative(raw: str) -> bool:
    """Words that lean on the day of the paper; a bare 7月 is read from its own sentence."""
    return _LEANING.match(raw) is not None


def _figure_first(asked: Question, statement: Statement, cited: Cited) -> str:
    """The figure asked for, its period, then the sentence; the sentence alone when the figure is not certain."""
    text = cited.claim.text
    if not asks_figure(asked) or statement.candidate.header:
        return text
    found = figure_asked(asked, statement)
    period = period_name(statement.period, asked.language)
    if statement.status is Status.PLANNED and modality.plan_word(text[: text.find(found) + len(found)]) is None:
        return text  # what is planned of the sentence may be something else
    near = text.find(found) < _EARLY or len(text) < _SHORT[asked.language]
    if not found or (near and (not period or (statement.period or "")[:4] in text)):
        return text
    if not period:
        return say("answer.figure_first", asked.language, figure=found, text=text)
    key = "answer.figure_first_planned" if statement.status is Status.PLANNED else "answer.figure_first_of"
    return say(key, asked.language, figure=found, period=period, text=text)
