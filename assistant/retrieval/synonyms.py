"""Words that mean the same: a list that comes along, and what people add to it and take out of it.

The person's part is `synonyms.toml` in the library's folder, made to be edited by hand as well: `added` and `removed`
are lists of groups. It is read again when it has changed.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain import SameWords
from assistant.errors import HomeReadOnly, UsageError
from assistant.text.variants import alike

SHIPPED = Path(__file__).with_suffix(".toml")
NAME = "synonyms.toml"
_HEAD = """# 同义词：同一组的词查找时互相代替。added 是添加的，removed 是不再使用的。改动即时生效。
# Words that mean the same when something is looked for: `added` groups, and `removed` ones. Changes count at once.
"""


@dataclass(frozen=True, slots=True)
class _Edits:
    added: tuple[tuple[str, ...], ...] = ()
    removed: tuple[tuple[str, ...], ...] = ()


@cache
def shipped() -> tuple[SameWords, ...]:
    """The groups that come along."""
    groups = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["group"]
    return tuple(SameWords(tuple(each["words"]), "shipped", each.get("of", "")) for each in groups)


class SynonymList:
    """The groups of one library: shipped, mined and people's. Safe to use from several threads."""

    def __init__(self, home: Path | None) -> None:
        """Without a folder there is only what comes along."""
        self._path = home / NAME if home else None
        self._guard = threading.Lock()
        self._kept: tuple[object, _Edits] = (None, _Edits())

    def groups(self, mined: Iterable[SameWords] = ()) -> tuple[SameWords, ...]:
        """What people added, then what comes along, then `mined`; without what people took out.

        Raises UsageError for a file that cannot be read.
        """
        edits = self._edits()
        removed = [set(map(alike, group)) for group in edits.removed]
        known = [*shipped(), *mined]
        kept = [each for each in known if not any(gone <= set(map(alike, each.words)) for gone in removed)]
        return (*(SameWords(group, "person") for group in edits.added), *kept)

    def add(self, words: Sequence[str]) -> SameWords:
        """Have `words` mean the same from now on. Raises UsageError for fewer than two, HomeReadOnly."""
        group = tuple({alike(each): each.strip() for each in words if any(c.isalnum() for c in each)}.values())
        if len(group) < 2:
            raise UsageError(f"{words!r} are no two words", key="synonyms_too_few")
        edits, wanted = self._edits(), set(map(alike, group))
        added = [each for each in edits.added if set(map(alike, each)) != wanted]
        removed = [each for each in edits.removed if not set(map(alike, each)) <= wanted]
        self._write(_Edits((*added, group), tuple(removed)))
        return SameWords(group, "person")

    def remove(self, words: Sequence[str], mined: Iterable[SameWords] = ()) -> tuple[SameWords, ...]:
        """No longer use the groups that hold all of `words`, and return them. Raises UsageError when none does."""
        wanted = {alike(each) for each in words if each.strip()}
        gone = [each for each in self.groups(mined) if wanted and wanted <= set(map(alike, each.words))]
        if not gone:
            listed = ", ".join(words)
            raise UsageError(f"no synonyms {words!r}", key="no_such_synonyms", words=listed)
        edits, theirs = self._edits(), {each.words for each in gone if each.origin == "person"}
        added = tuple(each for each in edits.added if each not in theirs)
        removed = [*edits.removed, *(each.words for each in gone if each.origin != "person")]
        self._write(_Edits(added, tuple(dict.fromkeys(removed))))
        return tuple(gone)

    def _edits(self) -> _Edits:
        if self._path is None:
            return _Edits()
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return _Edits()
        key = (stat.st_mtime_ns, stat.st_size)
        with self._guard:
            if self._kept[0] == key:
                return self._kept[1]
        edits = _read(self._path)
        with self._guard:
            self._kept = (key, edits)
        return edits

    def _write(self, edits: _Edits) -> None:
        if self._path is None:
            raise ValueError("this list has no folder to be kept in")
        text = f"{_HEAD}\nadded = {_listed(edits.added)}\nremoved = {_listed(edits.removed)}\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self._path.parent, prefix=f".{NAME}-", delete=False
            ) as file:
                file.write(text)
            os.replace(file.name, self._path)
        except OSError as error:
            raise HomeReadOnly(f"{str(self._path)!r}: {error.strerror}", home=self._path.parent) from error
        with self._guard:
            self._kept = (None, _Edits())


def _read(path: Path) -> _Edits:
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        added, removed = (_groups(tree.get(name, [])) for name in ("added", "removed"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise UsageError(f"{path}: {error}", key="synonyms_unreadable", path=str(path)) from error
    return _Edits(added, removed)


def _groups(found: object) -> tuple[tuple[str, ...], ...]:
    """The groups as they stand. Raises TypeError when they are no lists of words."""
    if not isinstance(found, list) or not all(isinstance(group, list) for group in found):
        raise TypeError("added and removed are lists of lists of words")
    if not all(isinstance(word, str) and word.strip() for group in found for word in group):
        raise TypeError("a word is text between quotation marks")
    return tuple(tuple(group) for group in found if len(group) > 1)


def _listed(groups: Sequence[Sequence[str]]) -> str:
    # A JSON string without escapes of its own is a TOML string too.
    rows = "".join(f"  {json.dumps(list(group), ensure_ascii=False)},\n" for group in groups)
    return f"[\n{rows}]" if rows else "[]"
