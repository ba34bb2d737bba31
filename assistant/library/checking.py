"""Is the library whole? And making its indexes anew from the registry, which is the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.domain import Check
from assistant.errors import VectorServerDown
from assistant.library.bases import last_number
from assistant.library.decisions import all_replacements
from assistant.library.lock import holder_of, is_held, writer_lock
from assistant.library.next_generation import begun
from assistant.library.originals import original_path
from assistant.library.rebase import rebase
from assistant.library.registry_tables import HALF_WAY
from assistant.library.settling import Settling
from assistant.library.writer import Writer
from assistant.messages import Language, explain, say

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.library.library import Library


def check(library: Library, language: Language) -> list[Check]:
    """Compare every part with what the registry promises. While someone is writing, only that is said.

    Raises RegistryDamaged or HomeUnusable when there is no registry to compare with.
    """
    library.refresh()
    if is_held(library.home):
        message = say("library.busy", language, holder=holder_of(library.home))
        return [Check("library", True, message)]
    return [
        _unfinished(library, language),
        *_drafts(library, language),
        _registry(library, language),
        _keywords(library, language),
        _vectors(library, language),
        _standing(library, language),
        _originals(library, language),
    ]


def _line(name: str, ok: bool, language: Language, **params: object) -> Check:
    outcome = "ok" if ok else "closed" if "found" in params and params["found"] is None else "bad"
    fix = "" if ok else say(f"library.{name}.fix", language, **params)
    return Check(name, ok, say(f"library.{name}.{outcome}", language, **params), fix)


def _unfinished(library: Library, language: Language) -> Check:
    left = len(library.registry.versions_in(*HALF_WAY))
    return _line("unfinished", not left, language, count=left)


def _drafts(library: Library, language: Language) -> list[Check]:
    """A line when making the vectors anew was begun and not finished: nothing is wrong, and it takes space."""
    found = begun(library)
    if found is None:
        return []
    model, count = found
    return [Check("reindex", True, say("library.reindex.begun", language, count=count, model=model.model_id))]


def _registry(library: Library, language: Language) -> Check:
    home = library.home
    if not library.registry.last_key() and _holds_documents(home):
        return Check(
            "registry", False, say("library.registry.empty", language), say("library.registry.fix", language, home=home)
        )
    counts = library.registry.counts()
    whole = counts["passages"] == counts["vectors"] == counts["promised"]
    return _line("registry", whole, language, documents=len(library.entries()), home=home, **counts)


def _holds_documents(home: Path) -> bool:
    """True when originals or a published base are here, which a registry that never knew a version cannot explain."""
    return any(path.is_file() for path in (home / "originals").rglob("*")) or last_number(home) > 0


def _keywords(library: Library, language: Language) -> Check:
    promised, found = _promised(library), library.keyword_count()
    return _line("keywords", found == promised, language, found=found, promised=promised)


def _vectors(library: Library, language: Language) -> Check:
    base = library.refresh().base
    if base is None:
        # What is not in force is in no base.
        promised = sum(entry.document.passages for entry in library.entries() if entry.in_force)
        return _line("vectors", not promised, language, found=0, promised=promised)
    try:
        found = library.base_count()
    except VectorServerDown as error:
        return Check("vectors", False, *explain(error, language))
    return _line("vectors", found == base.passages, language, found=found, promised=base.passages)


def _standing(library: Library, language: Language) -> Check:
    """Are the replacements on record those that follow from the papers as they are?"""
    due = Settling(library).everything()
    count = len(due.gone) + len(due.held) if due else len(all_replacements(library.registry))
    return _line("standing", not due, language, count=count)


def _originals(library: Library, language: Language) -> Check:
    missing = [path.name for path in _wanted_originals(library) if not path.is_file()]
    return _line("originals", not missing, language, count=len(missing), first=missing[0] if missing else "")


def _promised(library: Library) -> int:
    return sum(entry.document.passages for entry in library.entries())


def _wanted_originals(library: Library) -> list[Path]:
    rows = library.registry.versions_in("current", "retired", "archived")
    return [original_path(library.home, row.sha256, row.suffix) for row in rows if row.suffix is not None]


def repair(library: Library, on_wait: Callable[[str, float], None] | None) -> None:
    """Finish what was left, make both indexes anew, and settle anew which paper takes the place of which.

    Only originals that the registry names as removed are deleted: one it does not know may be the last copy of a
    document whose registry was lost.
    """
    library.registry.require_writable()
    with writer_lock(library.home, library.settings.lock_timeout_s, on_wait, "clearwell doctor --repair"):
        writer = Writer(library)
        try:
            writer.recover()
            writer.drop_removed_originals()
            writer.rebuild_keywords()
            writer.settle_anew()
        finally:
            writer.close()
        rebase(library, anew=True)
