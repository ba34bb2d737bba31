"""How well scanned pages are read: character accuracy against a gold text, and what a page costs.

    python -m evals.bench_ocr --scan SCAN.pdf --gold GOLD.jsonl [--pages 1,4] [--floor 0.97]

The gold file holds a line `{"page", "text"}` a page. Accuracy is 1 - edit distance / length of the gold text, white
space aside, over all pages together. Running headers and page numbers, which the reader takes out and reports, count as
errors here. `share_of_engine` is what our own work costs over OCR alone, in CPU seconds. Prints JSON; exit 1 below
--floor.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Page
from ingest import ocr
from ingest.readers import read


def distance(first: str, second: str) -> int:
    """Return the least number of insertions, deletions and replacements that turn one text into the other."""
    import numpy as np

    a = np.frombuffer(first.encode("utf-32-le"), dtype=np.uint32)
    b = np.frombuffer(second.encode("utf-32-le"), dtype=np.uint32)
    steps = np.arange(len(b) + 1)
    above = steps.copy()
    for row, character in enumerate(a, start=1):
        here = np.empty_like(above)
        here[0] = row
        here[1:] = np.minimum(above[1:] + 1, above[:-1] + (b != character))
        # An insertion may follow another: the least of all places to the left, each with its way from there.
        above = np.minimum.accumulate(here - steps) + steps
    return int(above[-1])


def accuracy(pages: Sequence[Page], gold: dict[int, str]) -> dict[str, object]:
    """Return the accuracy over all pages of `gold` and each page's own."""
    texts = {page.number: _bare(page.text) for page in pages}
    errors = {number: distance(texts.get(number, ""), _bare(text)) for number, text in gold.items()}
    size = {number: max(1, len(_bare(text))) for number, text in gold.items()}
    return {
        "accuracy": 1 - sum(errors.values()) / max(1, sum(size.values())),
        "pages": {str(number): round(1 - errors[number] / size[number], 4) for number in gold},
    }


def _bare(text: str) -> str:
    return "".join(text.split())


def selected(content: bytes, numbers: Sequence[int]) -> bytes:
    """A PDF of these pages (from 1) alone."""
    import io

    from pypdf import PdfReader, PdfWriter

    reader, writer = PdfReader(io.BytesIO(content)), PdfWriter()
    for number in numbers:
        writer.add_page(reader.pages[number - 1])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def gold_of(path: Path) -> dict[int, str]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {int(each["page"]): str(each["text"]) for each in lines}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scan", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--pages", default="", help="page numbers, parted by commas; all when left out")
    parser.add_argument("--floor", type=float, default=0.97)
    given = parser.parse_args(arguments)
    gold = gold_of(given.gold)
    numbers = [int(number) for number in given.pages.split(",") if number] or list(gold)
    content = selected(given.scan.read_bytes(), numbers)
    gold = {place: gold[number] for place, number in enumerate(numbers, start=1)}
    engine = EngineClock()
    started, cpu = time.perf_counter(), time.process_time()
    document = read(content, given.scan.name)
    cpu = time.process_time() - cpu
    report = {
        **accuracy(document.pages, gold),
        "read_as": [page.read_as.value for page in document.pages],
        "seconds_a_page": round((time.perf_counter() - started) / len(numbers), 2),
        "cpu_seconds_a_page": round(cpu / len(numbers), 2),
        "share_of_engine": round((cpu - engine.seconds) / max(engine.seconds, 1e-9), 4),
        "notices": [(item.key, item.page, dict(item.params)) for item in document.notices],
    }
    print(json.dumps(report, ensure_ascii=False))
    return 0 if float(str(report["accuracy"])) >= given.floor else 1


class EngineClock:
    """Counts the CPU seconds that the OCR engine itself takes."""

    def __init__(self) -> None:
        self.seconds = 0.0
        engine = ocr._engine()

        def timed(picture: object) -> object:
            before = time.process_time()
            try:
                return engine(picture)
            finally:
                self.seconds += time.process_time() - before

        # The product has no seam for this and needs none.
        ocr._engine = lambda: timed  # type: ignore[assignment]


if __name__ == "__main__":
    sys.exit(main())
