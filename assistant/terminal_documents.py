"""What `clearwell documents` says in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.curation import PageAccount, ReadingAccount, Replacement, StaleDependent
from assistant.domain import Document
from assistant.messages import Language, say

_SHOWN = (
    "kind",
    "place",
    "organisation",
    "department",
    "doc_number",
    "published",
    "period",
    "effective_from",
    "effective_to",
)


def documents(found: Sequence[Document], language: Language) -> str:
    if not found:
        return say("cli.no_documents", language)
    rows = [
        f"{each.document_id}  {each.metadata.kind or '-':<14}  {_when(each):<10}  {each.pages:>4}  {each.title}"
        + ("" if each.status == "in_force" else f"  [{say(f'cli.standing_{each.status}', language)}]")
        for each in found
    ]
    return "\n".join([*rows, say("cli.document_count", language, count=len(found))])


def _when(each: Document) -> str:
    return each.metadata.period or (each.metadata.published.isoformat() if each.metadata.published else "-")


def reading_account(each: ReadingAccount, language: Language) -> str:
    """The honesty report: what is known and from whom, how every page was read, what was taken out, what to look at."""
    document, metadata = each.document, each.document.metadata
    lines = [f"{document.title}  [{say(f'cli.standing_{each.standing.value}', language)}]"]
    lines.append(f"{document.document_id}  v{document.version}  {document.path}")
    chosen, manifest = dict(each.described.chosen), dict(each.described.manifest)
    for name in _SHOWN:
        value = getattr(metadata, name)
        if value:
            origin = "person" if name in chosen else "manifest" if name in manifest else "detected"
            lines.append(f"  {name}: {value}  ({say(f'cli.known_{origin}', language)})")
    lines += [f"  ! {warning}" for warning in each.warnings]
    lines += [
        f"  ~ {say('cli.near_duplicate', language, title=one.document.title, share=f'{one.share:.0%}')}"
        for one in each.near_duplicates
    ]
    counts = {way: sum(page.read_as == way for page in each.pages) for way in ("text", "ocr", "none")}
    total = sum(page.characters for page in each.pages)
    tables = sum(page.tables for page in each.pages)
    lines.append(say("cli.read_summary", language, **counts, characters=total, tables=tables))
    lines += [line for page in each.pages for line in _page(page, language)]
    lines.append(say("cli.show_page", language, id=document.document_id))
    return "\n".join(lines)


def _page(each: PageAccount, language: Language) -> list[str]:
    """Only of a page there is something to say about."""
    said = [*each.removed, *each.warnings]
    if each.order_confidence is not None and each.order_confidence < 1:
        said.append(say("cli.order_confidence", language, share=f"{each.order_confidence:.0%}"))
    if each.doubtful:
        said.append(say("cli.doubtful", language, count=each.doubtful))
    if each.read_as == "none":
        said.append(say("cli.not_read", language))
    if each.corrected:
        said.append(say("cli.corrected", language))
    return [f"  {say('cli.page', language, page=each.page)}: {one}" for one in said]


def replacements(found: Sequence[Replacement], titles: Mapping[str, str], language: Language) -> str:
    if not found:
        return say("cli.no_replacements", language)
    return "\n".join(
        say(
            f"cli.replacement_{each.state.value}",
            language,
            older=f"{each.older} {titles.get(each.older, '')}".strip(),
            newer=f"{each.newer} {titles.get(each.newer, '')}".strip(),
            basis=say(f"cli.basis_{each.basis.value}", language),
        )
        for each in found
    )


def stale(found: Sequence[StaleDependent], language: Language) -> str:
    if not found:
        return say("cli.nothing_stale", language)
    return "\n".join(
        f"{one.dependent.kind} {one.dependent.holder}: {say(f'cli.stale_{one.why}', language)}  {one.dependent.quote}"
        for one in found
    )
