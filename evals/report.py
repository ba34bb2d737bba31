"""One page of what was measured: tables and charts, beside the committed baseline. It shows without a network.

    python -m evals.report [--kept build/evals] [--out build/evals/report.html]

Reads every record that `clearwell eval … --keep` and `python -m evals.baseline` left in the folder, and what
`evals.peers` and `evals.bench_scale` wrote there with --out. The baseline's scores are printed beside them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals import charts
from evals.baseline import KEPT, Scores, questions_of, read, real_drops
from evals.records import Record, kept

SHOWN = {
    "retrieval": ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10"),
    "answers": ("first", "whole", "citation_precision", "citation_recall", "sentences_mean"),
    "refusal": ("refused", "false_refused", "right_of_answered"),
}
CHARTED = {"retrieval": "ndcg@10", "answers": "first", "refusal": "refused"}
_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.15rem .7rem;text-align:right}"
    "th{border-bottom:1px solid #999}td:first-child,th:first-child{text-align:left}"
    ".worse{color:#a3231f}.better{color:#1f6b34}small{color:#666}svg{max-width:100%;height:auto}"
)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells are HTML already."""
    first = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{first}</tr>{body}</table>"


def _cell(record: Record, name: str, before: Scores) -> str:
    value = record.scores.get(name)
    if value is None:
        return ""
    old = before.get(record.name, {}).get(name)
    if old is None:
        return f"{value:.4f}"
    change = value - old
    kind = "" if abs(change) < 0.00005 else "better" if (change > 0) != (name == "false_refused") else "worse"
    return f'{value:.4f} <small class="{kind}">{change:+.4f}</small>'


def suite_section(suite: str, records: Sequence[Record], before: Scores) -> str:
    """The table and the chart of one suite over all its sets."""
    rows = [
        [
            escape(each.dataset),
            *(_cell(each, name, before) for name in SHOWN[suite]),
            str(each.scores.get("queries", "")),
        ]
        for each in records
    ]
    name = CHARTED[suite]
    groups: dict[str, dict[str, float]] = {}
    for each in records:
        old = before.get(each.name, {}).get(name)
        groups[each.dataset] = {"today": each.scores[name], **({} if old is None else {"baseline": old})}
    chart = charts.bars(f"{suite}: {name}", groups)
    return f"<h2>{escape(suite)}</h2>" + table(["set", *SHOWN[suite], "questions"], rows) + chart


def peers_section(told: dict[str, Any]) -> str:
    """What `evals.peers` wrote about one set."""
    heads = ["system", "nDCG@10", "recall@10", "ours not above", "build s", "p50 ms", "p95 ms"]
    names = ["ndcg_10", "recall_10", "not_above", "build_s", "p50_ms", "p95_ms"]
    rows = [[escape(row["system"]), *(f"{row[name]:.4g}" for name in names)] for row in told["rows"]]
    gains = charts.bars("nDCG@10", {row["system"]: {"nDCG@10": row["ndcg_10"]} for row in told["rows"]})
    slowest = max(row["p95_ms"] for row in told["rows"])
    shown = {row["system"]: {"p50": row["p50_ms"], "p95": row["p95_ms"]} for row in told["rows"]}
    times = charts.bars("one search without embedding (ms)", shown, slowest)
    questions = f"{told['questions']} questions; embedding one takes {told['embedding_ms']:.1f} ms more"
    return f"<h2>Peers on {escape(told['set'])}</h2><p>{questions}.</p>" + table(heads, rows) + gains + times


def scale_section(told: dict[str, Any]) -> str:
    """What `evals.bench_scale` wrote: one chart a kind of measurement, sizes across."""
    parts = ["<h2>Growth</h2>", "<p>Both scales are logarithmic; across: passages in the library.</p>"]
    rows = told["sizes"]
    for title, unit, names in told["charts"]:
        series = {name: [(row["passages"], row[name]) for row in rows if name in row] for name in names}
        parts.append(charts.growth(title, unit, series))
    heads = list(dict.fromkeys(name for row in rows for name in row))
    cells = ([f"{row[name]:,.4g}" if name in row else "" for row in rows] for name in heads)
    parts.append(
        table(
            ["", *(f"{row['passages']:,}" for row in rows)],
            ([escape(n), *c] for n, c in zip(heads, cells, strict=True)),
        )
    )
    return "\n".join(parts)


def page(records: Sequence[Record], others: Sequence[dict[str, Any]]) -> str:
    """The whole report as HTML."""
    before, questions = read()
    found, _ = real_drops(questions_of(records), questions)
    parts = ["<h1>Clearwell, measured</h1>"]
    if found:
        parts.append("<h2>Really worse than the baseline</h2><ul>")
        parts += [f'<li class="worse">{escape(line)}</li>' for line in found]
        parts.append("</ul>")
    for suite in SHOWN:
        mine = [each for each in records if each.suite == suite]
        parts += [suite_section(suite, mine, before)] if mine else []
    parts += [peers_section(each) for each in others if "rows" in each and "set" in each]
    parts += [scale_section(each) for each in others if "sizes" in each]
    if records:
        rows = [
            [escape(each.name), each.at, escape(each.clearwell), escape(each.model), each.corpus, each.questions,
             escape(json.dumps(each.settings))]
            for each in records
        ]  # fmt: skip
        parts.append("<h2>What was measured</h2>")
        parts.append(table(["record", "at", "version", "model", "corpus", "questions", "settings"], rows))
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><title>Clearwell, measured</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="en">{head}{body}</html>\n'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=Path, default=KEPT)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    records = kept(arguments.kept)
    others = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(arguments.kept.glob("*.json"))]
    told = [each for each in others if isinstance(each, dict)]
    out = arguments.out or arguments.kept / "report.html"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page(records, told), encoding="utf-8")
    print(f"{len(records)} records: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
