"""Does any file crash, hang or fill the reader? Hundreds of spoilt files are read as `clearwell ingest` reads them.

    python -m evals.soak_mutants --count 500 [--seed 1] [--limit 60] [--folder DIR ...]

Real files are taken from `corpus/documents` and every --folder. Each mutant must come back as a document or as a reason
in time. Prints JSON: how many of each, the slowest, the most memory; exit 1 when one got neither.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import DocumentError
from assistant.settings import ReadingSettings
from evals.mutants import SUFFIXES, Mutant, handmade, mutants
from ingest.isolation import prepare_bounded
from ingest.manifest import Entry
from ingest.preparing import Task
from ingest.wording import REFUSALS

_CORPUS = Path(__file__).parent.parent / "corpus" / "documents"
_LARGEST = 600_000
_GRACE_S = 10.0


def sources(folders: Sequence[Path]) -> list[tuple[str, bytes]]:
    """The real files (name, content) under `folders`, in order of their names; large ones left out.

    Formats that the corpus lacks are made from its texts: plain text and a presentation.
    """
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    found = [(path.name, path.read_bytes()) for path in paths if path.stat().st_size <= _LARGEST]
    texts = [(name, content) for name, content in found if name.endswith(".md")]
    plain = [(name.removesuffix(".md") + ".txt", content) for name, content in texts]
    decks = [(name.removesuffix(".md") + ".pptx", _deck(content.decode("utf-8"))) for name, content in texts[:3]]
    return [*found, *plain, *decks]


def _deck(text: str) -> bytes:
    """A presentation of a paragraph a slide."""
    import pptx

    deck = pptx.Presentation()
    for paragraph in text.split("\n\n")[:12]:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = paragraph[:20], paragraph
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def outcome(mutant: Mutant, limits: ReadingSettings) -> str:
    """What becomes of one mutant: read, or the code and kind of its reason. Anything else comes out as it is."""
    try:
        prepare_bounded(Task(mutant.content, mutant.name, Entry(), "zh", ocr=False), limits)
    except DocumentError as error:
        kind = error.params.get("kind")
        return f"{error.code}: {kind}" if kind in REFUSALS else error.code
    return "read"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a file")
    parser.add_argument("--memory", type=int, default=2048, help="MB a file")
    parser.add_argument("--folder", type=Path, action="append", default=[])
    given = parser.parse_args(arguments)
    limits = ReadingSettings(ocr=False, limit_s=given.limit, memory_mb=given.memory)
    found = Counter[str]()
    slowest: list[tuple[float, str, str]] = []
    late: list[str] = []
    for mutant in mutants(sources([_CORPUS, *given.folder]), given.count, given.seed, list(handmade())):
        started = time.perf_counter()
        result = outcome(mutant, limits)
        seconds = time.perf_counter() - started
        found[result] += 1
        slowest = sorted([*slowest, (round(seconds, 2), f"{mutant.name} ({mutant.way})", result)], reverse=True)[:8]
        if seconds > given.limit + _GRACE_S:
            late.append(mutant.name)
        print(f"{seconds:6.2f} s  {result:40} {mutant.way:24} {mutant.name}", file=sys.stderr, flush=True)
    report = {"mutants": sum(found.values()), "outcomes": dict(found.most_common()), "slowest": slowest, "late": late}
    print(json.dumps(report, ensure_ascii=False))
    return 1 if late or sum(found.values()) != given.count else 0


if __name__ == "__main__":
    sys.exit(main())
