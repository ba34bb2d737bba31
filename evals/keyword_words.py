"""The keyword leg alone: a word of one or two characters is held by every one of the first five results.

    python -m evals.keyword_words [PATH …] [--words 200] [--home DIR]

Without PATH the sample corpus is asked. Words are drawn by a fixed seed from the Chinese words of the papers as a
dictionary cuts them, each once however often it stands there, and beside them as many chance pairs of neighbouring
characters, which no dictionary knows. A passage holds a word when its own text does. Where fewer than five do, all of
them must come first; behind them only passages under a heading that holds the word. Exits 1 when a drawn word fails.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.access import LOCAL_PERSON
from assistant.domain import SearchHit, SearchMode
from assistant.embedding.factory import load_embedder
from assistant.service import Assistant
from assistant.settings import EmbeddingSettings
from assistant.text.normalise import fold
from assistant.text.tokens import is_cjk, plain_words
from evals.filled import CORPUS, filled_with
from evals.vector_cache import CachedEmbedder

SEED = 7
FIRST = 5
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which of the first results hold the word, which stand under a heading that does, and how many could hold it."""

    word: str
    holding: tuple[bool, ...]
    under: tuple[bool, ...]
    expected: int

    @property
    def right(self) -> bool:
        rest = zip(self.holding[self.expected :], self.under[self.expected :], strict=True)
        return sum(self.holding[: self.expected]) == self.expected and all(inside or above for inside, above in rest)


def words_of(texts: Iterable[str], count: int) -> list[str]:
    """Chinese words of one and two characters, `count` of them by a fixed seed."""
    found = {word for text in texts for word in plain_words(text) if len(word) <= 2 and all(map(is_cjk, word))}
    return _drawn(found, count)


def pairs_of(texts: Iterable[str], count: int) -> list[str]:
    """Neighbouring Chinese characters, words or not, `count` of them by a fixed seed."""
    runs = (run for text in texts for run in _RUN.findall(text))
    return _drawn({run[n : n + 2] for run in runs for n in range(len(run) - 1)}, count)


def _drawn(found: set[str], count: int) -> list[str]:
    ordered = sorted(found)
    return random.Random(SEED).sample(ordered, min(count, len(ordered)))


def outcome(assistant: Assistant, word: str, texts: Sequence[str]) -> Outcome:
    """Search the word by the keyword leg alone. `texts` are all passages in force."""
    hits = assistant.search(word, LOCAL_PERSON, limit=FIRST, mode=SearchMode.KEYWORD).hits
    wanted = fold(word)
    holding = tuple(wanted in fold(hit.passage.text) for hit in hits)
    under = tuple(wanted in fold(_heading(hit)) for hit in hits)
    return Outcome(word, holding, under, min(FIRST, sum(wanted in text for text in texts)))


def _heading(hit: SearchHit) -> str:
    return "\n".join([hit.passage.clause or "", *hit.passage.section])


def passages_in_force(assistant: Assistant) -> list[str]:
    """The texts of all passages that a search may find, in a fixed order."""
    texts = []
    for document in assistant.documents(LOCAL_PERSON):
        if document.status == "in_force":
            texts += [passage.text for passage in assistant.passages(document.document_id, LOCAL_PERSON)]
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS], metavar="PATH")
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--home", type=Path, help="keep the library here between runs")
    arguments = parser.parse_args()
    embedder = CachedEmbedder(load_embedder(EmbeddingSettings()))
    wrong = 0
    with filled_with(arguments.paths, embedder, arguments.home) as parts:
        texts = passages_in_force(parts.assistant)
        folded = [fold(text) for text in texts]
        print(f"{len(texts)} passages")
        for kind, drawn in (("words", words_of(texts, arguments.words)), ("pairs", pairs_of(texts, arguments.words))):
            found = [outcome(parts.assistant, word, folded) for word in drawn]
            bad = [each for each in found if not each.right]
            wrong += len(bad)
            print(f"{kind}: {len(found) - len(bad)} of {len(found)} right ({1 - len(bad) / len(found):.1%})")
            for each in bad:
                told = f"{sum(each.holding)} of {len(each.holding)} hold it, {sum(each.under)} stand under it"
                print(f"    {each.word}: {told}; {each.expected} expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
