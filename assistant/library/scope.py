"""Which documents a look-up may touch: visible to this person, wanted by their filters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.access import AccessFilter
from assistant.domain import Filters, Metadata
from assistant.library.shelf import Entry
from assistant.ports import Scope

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Reach:
    """A scope with the entries behind it, by version key."""

    scope: Scope
    entries: Mapping[int, Entry]


def years_of(metadata: Metadata) -> range:
    """The years a document is about: its period's, first to last, or else the year it was published in."""
    found = [int(year) for year in _YEAR.findall(metadata.period or "")]
    if found:
        return range(min(found), max(found) + 1)
    if metadata.published is not None:
        return range(metadata.published.year, metadata.published.year + 1)
    return range(0)


def matches(entry: Entry, filters: Filters) -> bool:
    """True when a document passes every restriction that is set; dates that are not known pass `as_of`."""
    document = entry.document
    metadata = document.metadata
    if filters.document_ids and document.document_id not in filters.document_ids:
        return False
    if filters.kinds and metadata.kind not in filters.kinds:
        return False
    if filters.places and metadata.place not in filters.places:
        return False
    if filters.years and not any(year in years_of(metadata) for year in filters.years):
        return False
    return filters.as_of is None or held_on(entry, filters.as_of)


def held_on(entry: Entry, day: date) -> bool:
    """Whether this text was in force on `day`: begun, not ended, and nothing in its place yet."""
    metadata = entry.document.metadata
    # The text held is the edition published last: on an earlier day another one was in force, which is not this one.
    began = max((each for each in (metadata.effective_from, _edition(metadata)) if each), default=None)
    if began is not None and began > day:
        return False
    if metadata.effective_to is not None and metadata.effective_to < day:
        return False
    return not any(each.since is not None and each.since <= day for each in entry.replaced)


def wanted(entry: Entry, filters: Filters) -> bool:
    """As `matches`; what is not in force today only when it is named, or asked for as of a day."""
    if not entry.in_force and not filters.document_ids and filters.as_of is None:
        return False
    return matches(entry, filters)


def _edition(metadata: Metadata) -> date | None:
    return metadata.published if metadata.kind in ("law", "policy", "procedure") else None


def reach(entries: Iterable[Entry], access: AccessFilter, filters: Filters) -> Reach:
    """The scope of what this person may see and asked for, with its entries."""
    visible = [entry for entry in entries if access.allows(entry.document.metadata.access_label)]
    kept = [entry for entry in visible if wanted(entry, filters)]
    scope = Scope(
        versions={entry.document.document_id: entry.document.version for entry in kept},
        passages=sum(entry.document.passages for entry in kept),
        restricted=len(kept) < len(visible),
    )
    return Reach(scope, {entry.key: entry for entry in kept})
