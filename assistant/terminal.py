"""Results as text for a terminal. Words come from the catalogue; nothing here decides anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from assistant.domain import Answer, Check, Citation, Document, FileOutcome, IngestReport, SearchHit, SearchResult
from assistant.messages import Language, say
from assistant.ports import IngestProgress

_SNIPPET = 120


def place_of(citation: Citation, language: Language) -> str:
    """《title》, page and clause where there is one."""
    parts = [say("cli.title", language, title=citation.title), say("cli.page", language, page=citation.page)]
    if citation.clause:
        parts.append(citation.clause_path or citation.clause)
    return " ".join(parts)


def answer(each: Answer, language: Language) -> str:
    lines = [each.text, ""]
    for citation in each.citations:
        lines.append(f"[{citation.n}] {place_of(citation, language)}")
        lines.append(f"    {say('cli.quote', language, quote=citation.quote)}")
    return "\n".join(lines).rstrip()


def search(found: SearchResult, language: Language, *, explained: bool) -> str:
    if not found.hits:
        return say("cli.nothing_found", language)
    lines = []
    for rank, hit in enumerate(found.hits, 1):
        where = [say("cli.title", language, title=hit.document.title), hit.passage.clause or "", *hit.passage.section]
        lines.append(f"{rank}. {' '.join(part for part in where if part)}")
        lines.append(f"   {_short(hit.passage.text)}")
        if explained:
            lines.append(f"   {_sum(hit, language)}")
    return "\n".join(lines)


def _sum(hit: SearchHit, language: Language) -> str:
    """The score as the sum of what each leg added. The keyword leg's own measure is no summand; it stands beside."""
    added = {name: value for name, value in hit.legs.items() if name != "keyword"}
    parts = [f"{say(f'cli.leg_{name}', language)} {value:.4f}" for name, value in added.items() if value]
    raw = hit.legs.get("keyword", 0.0)
    beside = f"  (BM25 {raw:.4f})" if raw else ""
    return f"{hit.score:.4f} = {' + '.join(parts)}{beside}"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SNIPPET else flat[:_SNIPPET] + "…"


def documents(found: Sequence[Document], language: Language) -> str:
    if not found:
        return say("cli.no_documents", language)
    rows = [
        f"{each.document_id}  {each.metadata.kind or '-':<14}  {_when(each):<10}  {each.pages:>4}  {each.title}"
        for each in found
    ]
    return "\n".join([*rows, say("cli.document_count", language, count=len(found))])


def _when(each: Document) -> str:
    return each.metadata.period or (each.metadata.published.isoformat() if each.metadata.published else "-")


def document(each: Document, language: Language) -> str:
    from assistant.shapes import document_details

    return (
        "\n".join(f"{name}: {value}" for name, value in document_details(each).items() if value not in (None, "", []))
        + "\n"
        + say("cli.show_page", language, id=each.document_id)
    )


def checks(found: Sequence[Check], language: Language) -> str:
    lines = []
    for each in found:
        lines.append(f"{'✓' if each.ok else '✗'} {each.name}: {each.message}")
        if not each.ok and each.fix:
            lines.append(f"    → {each.fix}")
    lines.append(say("cli.doctor_ok" if all(each.ok for each in found) else "cli.doctor_not_ok", language))
    return "\n".join(lines)


def repaired(language: Language) -> str:
    return say("cli.repaired", language)


def file_line(outcome: FileOutcome, language: Language) -> str:
    """One line a file: what became of it, and why."""
    status = say(f"cli.file_{outcome.status.value}", language)
    notes = "；".join(filter(None, [outcome.reason or "", *outcome.warnings]))
    return f"{status}  {outcome.path}" + (f"  —  {notes}" if notes else "")


def ingest_summary(report: IngestReport, language: Language) -> str:
    counts: dict[str, int] = {}
    for each in report.files:
        counts[each.status.value] = counts.get(each.status.value, 0) + 1
    parts = [f"{say(f'cli.file_{status}', language)} {count}" for status, count in counts.items()]
    return say("cli.ingest_summary", language, counts=" · ".join(parts) or "0", seconds=f"{report.seconds:.1f}")


class IngestBar:
    """A progress bar on standard error; with `lines`, one line a file on standard output above it."""

    def __init__(self, language: Language, *, lines: bool) -> None:
        self._language = language
        self._lines = lines
        self._bar: Any = None
        self._stage = ""

    def progress(self, step: IngestProgress) -> None:
        from tqdm import tqdm

        begun, self._stage = step.stage != self._stage, step.stage
        if step.stage == "waiting" and begun:
            self._say_waiting(step.path)
        if self._bar is None:
            self._bar = tqdm(total=step.total, file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)
        self._bar.total = step.total
        self._bar.n = step.done
        stage = say(f"cli.stage_{step.stage}", self._language, page=step.page, pages=step.pages)
        self._bar.set_description_str(f"{stage} {step.path[-40:]}", refresh=True)

    def _say_waiting(self, holder: str) -> None:
        """A line that also shows where no bar does: a program that waits in silence looks broken."""
        if self._bar is not None:
            self._bar.clear()
        print(say("cli.waiting", self._language, holder=holder), file=sys.stderr, flush=True)

    def file(self, outcome: FileOutcome) -> None:
        if self._lines:
            if self._bar is not None:
                self._bar.clear()
            print(file_line(outcome, self._language), flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
