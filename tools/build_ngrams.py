"""Count the character n-grams of official Chinese into `ingest/stitching/official_chinese.ngrams`.

    python -m tools.build_ngrams ../shared/data

Counted: articles of national statutes and the work reports of governments (neither under copyright in the PRC:
Copyright Law, article 5). Documents of the folds `--without` (0 is held out), and statutes of the same name, are not.
What is kept is a table of hashes and rounded counts; no text can be read back.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.layout_cases import Kind, Source, load_sources
from ingest.stitching.ngrams import Counts, count, encode, extend, finish, pack

REPORT_WEIGHT = 3.0
LEAST = {1: 2.0, 2: 3.0, 3: 6.0, 4: 7.0, 5: 9.0}
"""An n-gram of so many characters is kept from this count on; one in a report counts three."""
TARGET = Path(__file__).parents[1] / "ingest" / "stitching" / "official_chinese.ngrams"
_DATE = re.compile(r"\(.*?\)$")


def statute_texts(data: Path, without: frozenset[int]) -> list[list[str]]:
    """Return the articles of each national statute, but of those whose name a document of the folds `without` has."""
    names = {
        _DATE.sub("", source.id)
        for source in load_sources(data / "docs")
        if source.kind is Kind.LAW and source.fold in without
    }
    found: dict[str, list[str]] = {}
    with gzip.open(data / "stard" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found.setdefault(_DATE.sub("", Path(row["source"]).stem), []).append(row["text"])
    return [articles for name, articles in found.items() if name not in names]


def lengths_of(texts: list[str]) -> dict[int, NDArray[np.uint32]]:
    """Return the hashes of the n-grams of each length, to prune by length."""
    found = {}
    codes = np.concatenate([np.append(encode(text), np.uint64(0)) for text in texts])
    state, whole = np.zeros(len(codes), np.uint64), np.ones(len(codes), bool)
    for length in range(5):
        span = len(codes) - length
        state, whole = extend(state[:span], codes[length:]), whole[:span] & (codes[length:] != 0)
        found[length + 1] = np.unique(finish(state[whole]))
    return found


def merged(first: Counts, second: Counts, weight: float) -> Counts:
    """Return the sum of two tables, the second weighted."""
    hashes = np.union1d(first.hashes, second.hashes)
    return Counts(hashes, first.of(hashes) + weight * second.of(hashes), first.total + weight * second.total)


def pruned(table: Counts, lengths: dict[int, NDArray[np.uint32]], least: dict[int, float]) -> Counts:
    """Return the table without n-grams rarer than what their length asks for."""
    keep = np.zeros(len(table.hashes), bool)
    for length, hashes in lengths.items():
        keep |= (table.counts >= least[length]) & np.isin(table.hashes, hashes)
    return Counts(table.hashes[keep], table.counts[keep], table.total)


def build(data: Path, least: dict[int, float], without: frozenset[int]) -> Counts:
    """Count and prune, the documents of the folds `without` left out."""
    used = [source for source in load_sources(data / "docs") if source.fold not in without]
    laws = [f"\n{article}\n" for articles in statute_texts(data, without) for article in articles]
    laws += [_whole(source) for source in used if source.kind is Kind.LAW]
    reports = [_whole(source) for source in used if source.kind is Kind.REPORT]
    table = merged(count(laws), count(reports), REPORT_WEIGHT)
    of_laws, of_reports = lengths_of(laws), lengths_of(reports)
    lengths = {length: np.union1d(of_laws[length], of_reports[length]) for length in of_laws}
    return pruned(table, lengths, least)


def _whole(source: Source) -> str:
    return "\n" + "\n".join(source.paragraphs) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--without", type=int, nargs="+", default=[0], help="folds of evals.layout_cases")
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    table = build(arguments.data, LEAST, frozenset(arguments.without))
    arguments.out.write_bytes(pack(table))
    print(f"{len(table.hashes)} n-grams, {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
