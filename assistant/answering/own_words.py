"""Words that a language model added to what the papers say. Stricter than verification, which also serves people's own
drafts: a sentence that fails here costs nothing, the papers' sentence takes its place.
"""

from __future__ import annotations

import re

from assistant.text import quantities
from assistant.text.normalise import fold
from assistant.text.quantities import is_figure
from assistant.text.tokens import content_words, is_cjk, language_of, plain_words, stem, tagged

HELD = 0.6
"""Share of a clause's characters (English: words) that the papers' words must hold."""
FOREIGN_RUN = 4
"""So many characters in a row, of words that the papers do not hold, are a statement of their own.

Of the 30 Chinese paraphrases of `planted.jsonl` that are true, 22 pass all; of invented clauses, none of three.
"""
_SAYS, _SAYS_EN = 4, 3
"""Characters, or English words, besides numbers, below which nothing is said."""
_FREE = frozenset(
    str.split(
        "为 达 达到 是 共 共计 合计 完成 实现 约 大约 超过 超 近 已 已经 有 其中 同比 比 同时 此外 分别 全年 年 月 日 "
        "内 于 至 到 从 由 将 会 还 并 也 均 则 中 的 了 与 和 及 在 对 以 每"
    )
)
_CLAUSE = re.compile(r"[，,；;。！？!?：:]")
_FREE_EN = frozenset(stem(word) for word in "total amount reach carry out complete year also respectively".split())


def says_enough(text: str) -> bool:
    """False for a bare figure or fragment (1个工作日内): it means something only with the question, where it may mean
    something else than in the paper."""
    words = [word for word in content_words(_without_numbers(text)) if word not in _FREE]
    if language_of(text) == "en":
        return len(words) >= _SAYS_EN
    return len({c for word in words for c in word if is_cjk(c)}) >= _SAYS


def comparable(text: str, source: str) -> bool:
    """True when both are in one language, so that words can be looked up."""
    return language_of(text) == language_of(source)


def adds(text: str, source: str) -> bool:
    """True when some clause of `text` says in words what `source` (quotes, titles, headings) does not."""
    known = fold(source)
    clauses = [clause for clause in _CLAUSE.split(_without_numbers(text)) if clause.strip()]
    if language_of(text) == "en":
        held = {stem(word) for word in content_words(source)}
        return any(_english_share(clause, held) < HELD for clause in clauses)
    return _names_another(text, known) or any(
        _share(clause, known) < HELD or _foreign_run(clause, known) >= FOREIGN_RUN for clause in clauses
    )


def _without_numbers(text: str) -> str:
    """Numbers and labels have verdicts of their own."""
    for number in reversed(quantities.find(text)):
        end = number.unit_end if is_figure(number) else number.end
        text = text[: number.start] + " " * (end - number.start) + text[end:]
    return text


def _share(clause: str, known: str) -> float:
    characters = [
        c for word in content_words(clause) if word not in _FREE and word not in known for c in word if is_cjk(c)
    ]
    held = [c for word in content_words(clause) if word not in _FREE and word in known for c in word if is_cjk(c)]
    total = len(characters) + len(held)
    return (len(held) + sum(c in known for c in characters)) / total if total else 1.0


def _names_another(text: str, known: str) -> bool:
    """True for a name that the source does not hold: 城西水厂 over a sentence that names no plant, or another."""
    return any(len(word) > 1 and kind in ("ns", "nr", "nt") and word not in known for word, kind in tagged(fold(text)))


def _foreign_run(clause: str, known: str) -> int:
    """The longest run of neighbouring words that the source does not hold, in characters."""
    longest = run = 0
    for word in plain_words(fold(clause)):
        if not any(map(is_cjk, word)):
            run = 0
        elif word in _FREE:
            continue
        elif 2 * sum(c not in known for c in word) >= len(word):
            run += len(word)
            longest = max(longest, run)
        else:
            run = 0
    return longest


def _english_share(clause: str, held: set[str]) -> float:
    words = [stem(word) for word in content_words(clause) if not word.isdigit()]
    wanted = [word for word in words if word not in _FREE_EN]
    return sum(word in held for word in wanted) / len(wanted) if wanted else 1.0
