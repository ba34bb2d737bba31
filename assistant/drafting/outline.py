"""Outlines: small YAML files that say what a review is made of. Those shipped lie in `outlines/`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.drafts import Outline, OutlineSection, Part
from assistant.errors import NotFound, UsageError

SHIPPED = Path(__file__).parent / "outlines"
_LISTS = ("topics", "questions", "indicators", "kinds")
_FIELDS = frozenset(("heading", "part", "level", "years", "most", "tone", *_LISTS))
_TOP = frozenset(("name", "title", "language", "description", "sections"))
_LEVELS = 4
_LONGEST = 500


def shipped() -> tuple[Outline, ...]:
    """The outlines that come along, by name."""
    return tuple(read_outline(path) for path in sorted(SHIPPED.glob("*.yaml")))


def outline_named(name_or_path: str) -> Outline:
    """Return a shipped outline by its name, or read the file. Raises NotFound, or UsageError for a bad file."""
    path = SHIPPED / f"{name_or_path}.yaml"
    if name_or_path and path.parent == SHIPPED and path.is_file():
        return read_outline(path)
    given = Path(name_or_path)
    if name_or_path and given.is_file():
        return read_outline(given)
    raise NotFound(f"outline {name_or_path!r}", what=name_or_path)


def read_outline(path: Path) -> Outline:
    """Read one file. Raises UsageError that says what is wrong and in which section."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{str(path)!r}: {error}", key="outline_unreadable", path=str(path), reason=str(error)
        ) from error
    return parse(text, str(path))


def parse(text: str, path: str = "") -> Outline:
    """Make an outline of YAML text. `path` is what messages call it. Raises UsageError."""
    import yaml

    try:
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        raise UsageError(f"{path!r}: {reason}", key="outline_unreadable", path=path, reason=reason) from error
    if not isinstance(given, Mapping):
        raise _wrong(path, "", "mapping", "")
    _known(path, "", given, _TOP)
    language = str(given.get("language", "zh"))
    if language not in ("zh", "en"):
        raise _wrong(path, "", "language", language)
    sections = given.get("sections")
    if not isinstance(sections, list) or not sections:
        raise _wrong(path, "", "sections", "")
    return Outline(
        name=_text(path, "", given, "name") or Path(path).stem or "outline",
        title=_text(path, "", given, "title") or "{organisation}{year}",
        language=language,
        sections=tuple(_section(path, each, n) for n, each in enumerate(sections, 1)),
        description=_text(path, "", given, "description"),
    )


def to_yaml(outline: Outline) -> str:
    """Write an outline as YAML that `parse` reads back the same."""
    import yaml

    head: dict[str, Any] = {"name": outline.name, "title": outline.title, "language": outline.language}
    if outline.description:
        head["description"] = outline.description
    head["sections"] = [_written(each) for each in outline.sections]
    return str(yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=110))


def _written(section: OutlineSection) -> dict[str, Any]:
    plain = OutlineSection(section.heading, section.part)
    made: dict[str, Any] = {"heading": section.heading, "part": section.part.value}
    for name in ("level", "topics", "questions", "indicators", "kinds", "years", "most", "tone"):
        value = getattr(section, name)
        if value != getattr(plain, name):
            made[name] = list(value) if isinstance(value, tuple) else value
    return made


def _section(path: str, given: object, n: int) -> OutlineSection:
    if not isinstance(given, Mapping):
        raise _wrong(path, str(n), "mapping", str(given)[:40])
    _known(path, str(n), given, _FIELDS)
    heading = _text(path, str(n), given, "heading")
    if not heading:
        raise _wrong(path, str(n), "heading", "")
    part = str(given.get("part", "results"))
    if part not in tuple(Part):
        raise _wrong(path, heading, "part", part)
    years = given.get("years", [0])
    if not isinstance(years, list) or not all(_whole(each, -20, 20) for each in years):
        raise _wrong(path, heading, "years", str(years))
    level, most = given.get("level", 1), given.get("most", 12)
    if not _whole(level, 1, _LEVELS):
        raise _wrong(path, heading, "level", str(level))
    if not _whole(most, 1, _LONGEST):
        raise _wrong(path, heading, "most", str(most))
    lists = {name: _list(path, heading, given, name) for name in _LISTS}
    tone = _text(path, heading, given, "tone")
    return OutlineSection(heading, Part(part), level=level, years=tuple(years), most=most, tone=tone, **lists)


def _known(path: str, where: str, given: Mapping[Any, Any], known: frozenset[str]) -> None:
    for name in given:
        if name not in known:
            raise _wrong(path, where, "field", str(name))


def _text(path: str, where: str, given: Mapping[Any, Any], name: str) -> str:
    value = given.get(name, "")
    if isinstance(value, (list, dict)):
        raise _wrong(path, where, name, str(value)[:40])
    return "" if value is None else str(value).strip()


def _list(path: str, where: str, given: Mapping[Any, Any], name: str) -> tuple[str, ...]:
    value = given.get(name) or []
    if not isinstance(value, list) or any(isinstance(each, (list, dict)) for each in value):
        raise _wrong(path, where, name, str(value)[:40])
    return tuple(str(each).strip() for each in value if str(each).strip())


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _wrong(path: str, where: str, field: str, value: str) -> UsageError:
    return UsageError(
        f"{path!r}, section {where!r}: {field} {value!r}",
        key="outline_wrong",
        path=path or "outline",
        section=where or "—",
        field=field,
        value=value or "—",
    )
