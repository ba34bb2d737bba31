"""Results as text for a terminal. Words come from the catalogue; nothing here decides anything."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from time import monotonic
from types import TracebackType
from typing import Any, Self

from assistant.domain import Answer, Check, Citation, FileOutcome, IngestReport, SameWords, SearchHit, SearchResult
from assistant.messages import Language, say
from assistant.ports import IngestProgress
from assistant.retrieval.in_words import group_words, hint_words, reasons

_SNIPPET = 120
_DRAW_S = 0.1


def place_of(citation: Citation, language: Language) -> str:
    """《title》, page and clause where there is one."""
    parts = [say("cli.title", language, title=citation.title), say("cli.page", language, page=citation.page)]
    if citation.clause:
        parts.append(citation.clause_path or citation.clause)
    return " ".join(parts) + _standing(citation, language)


def _standing(citation: Citation, language: Language) -> str:
    """From when a rule is in force, and whether it still is; nothing of a paper that never comes into force."""
    said = []
    if citation.effective_from is not None:
        said.append(say("cli.effective_from", language, date=citation.effective_from.isoformat()))
    if citation.standing != "in_force" or citation.effective_from is not None:
        key = "superseded_by" if citation.superseded_by else citation.standing
        said.append(say(f"cli.standing_{key}", language, title=citation.superseded_by))
    return f" [{'，'.join(said) if language == 'zh' else ', '.join(said)}]" if said else ""


def answer(each: Answer, language: Language) -> str:
    lines = [each.text, ""]
    if each.note:
        lines += [each.note, ""]
    for citation in each.citations:
        lines.append(f"[{citation.n}] {place_of(citation, language)}")
        lines.append(f"    {say('cli.quote', language, quote=citation.quote)}")
    return "\n".join(lines).rstrip()


def search(found: SearchResult, language: Language, *, explained: bool) -> str:
    """The results; `explained`, with what was understood of the question and why each is there."""
    lines = _understood(found, language) if explained else []
    if not found.hits:
        return "\n".join([*lines, say("cli.nothing_found", language)])
    nearest = max(hit.legs.get("dense", 0.0) for hit in found.hits)
    for rank, hit in enumerate(found.hits, 1):
        where = [say("cli.title", language, title=hit.document.title), hit.passage.clause or "", *hit.passage.section]
        lines.append(f"{rank}. {' '.join(part for part in where if part)}")
        lines.append(f"   {_short(hit.passage.text)}")
        if hit.also:
            titles = say("search.separator", language).join(each.title for each in hit.also)
            lines.append(f"   {say('search.also', language, titles=titles)}")
        if explained:
            why = say("search.separator", language).join(reasons(hit, nearest, language))
            lines.append(f"   {say('search.why', language, reasons=why)}")
            lines.append(f"   {_sum(hit, language)}")
    return "\n".join(lines)


def _understood(found: SearchResult, language: Language) -> list[str]:
    """What the question was taken to say: what keeps others out, what only lifts, what a person took out."""
    hints, removed, between = found.understood.hints, found.understood.removed, say("search.separator", language)
    told = [
        f"{say('search.certain' if h.certain else 'search.likely', language)} {hint_words(h, language)}" for h in hints
    ]
    lines = [say("search.understood", language, hints=between.join(told))] if told else []
    if removed:
        lines.append(say("search.removed", language, hints=between.join(hint_words(h, language) for h in removed)))
    if hints:
        lines.append(say("search.without", language, hint=shlex.quote(hints[0].key)))
    return lines


def synonyms(found: Sequence[SameWords], verb: str, language: Language) -> str:
    """One group a line; after a change, what was added or taken out."""
    if verb == "list":
        return "\n".join(group_words(each, language) for each in found) or say("search.synonyms_none", language)
    done = "search.synonyms_added" if verb == "add" else "search.synonyms_removed"
    return "\n".join(say(done, language, words=group_words(each, language)) for each in found)


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
    return say("cli.ingest_summary", language, counts=_counts(report, language), seconds=f"{report.seconds:.1f}")


def ingest_stopped(report: IngestReport, language: Language) -> str:
    """What was done before a person stopped it, and that nothing of it is lost."""
    return say("cli.ingest_stopped", language, counts=_counts(report, language), seconds=f"{report.seconds:.1f}")


def _counts(report: IngestReport, language: Language) -> str:
    counts: dict[str, int] = {}
    for each in report.files:
        counts[each.status.value] = counts.get(each.status.value, 0) + 1
    return " · ".join(f"{say(f'cli.file_{status}', language)} {count}" for status, count in counts.items()) or "0"


def pace(step: IngestProgress, language: Language) -> str:
    """How fast it goes and how long the rest may take; empty before that can be told."""
    if step.seconds_left is None:
        return ""
    minutes, seconds = divmod(round(step.seconds_left), 60)
    hours, minutes = divmod(minutes, 60)
    left = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return say("cli.pace", language, rate=f"{step.rate * 60:.3g}", left=left)


class IngestBar:
    """A progress bar on standard error; with `lines`, one line a file on standard output above it.

    `files` are the lines so far.
    """

    def __init__(self, language: Language, *, lines: bool) -> None:
        self.files: list[FileOutcome] = []
        self._language = language
        self._lines = lines
        self._bar: Any = None
        self._stage = ""
        self._drawn = 0.0

    def progress(self, step: IngestProgress) -> None:
        """Draw the step, at most ten times a second: thousands of unchanged files pass in one."""
        begun, self._stage = step.stage != self._stage, step.stage
        if step.stage == "waiting" and begun:
            self._say_waiting(step.path)
        if not begun and monotonic() - self._drawn < _DRAW_S:
            return
        self._drawn = monotonic()
        if self._bar is None:
            from tqdm import tqdm

            form = "{desc} {percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}{postfix}"
            shown = sys.stderr.isatty()
            self._bar = tqdm(total=step.total, file=sys.stderr, disable=not shown, leave=False, bar_format=form)
        self._bar.total = step.total
        self._bar.n = step.done
        stage = say(f"cli.stage_{step.stage}", self._language, page=step.page, pages=step.pages)
        self._bar.set_postfix_str(pace(step, self._language), refresh=False)
        self._bar.set_description_str(f"{stage} {step.path[-40:]}", refresh=True)

    def _say_waiting(self, holder: str) -> None:
        """A line that also shows where no bar does: a program that waits in silence looks broken."""
        if self._bar is not None:
            self._bar.clear()
        print(say("cli.waiting", self._language, holder=holder), file=sys.stderr, flush=True)

    def file(self, outcome: FileOutcome) -> None:
        self.files.append(outcome)
        if self._lines:
            if self._bar is not None:
                self._bar.clear()
            print(file_line(outcome, self._language), flush=True)

    def rest(self, _: IngestReport | None = None) -> None:
        """Take the bar away until there is something to draw again; what was said so far is not kept."""
        self.files.clear()
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()
