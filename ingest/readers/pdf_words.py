"""From printed characters to words: what nobody sees left out, what is turned set upright, what is drawn twice once."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.domain import Box
from ingest.readers.document import clean
from ingest.readers.pdfium import Glyph, Sheet, Style

SCAN = 0.6
"""A picture over this share of the page makes the page a scan, and invisible text on it what OCR read there."""
UNMAPPED = "\ue000"
MAX_UNMAPPED = 0.3
"""Where more characters than this have no meaning in the file, they are shown as `UNMAPPED`."""
WORD_GAP = 0.16
"""White space this many times as wide as the letters are high parts two words."""
_TWICE = 1.6
"""The same word drawn again within this many points is bold print made by hand."""


class Word(NamedTuple):
    """Characters that stand together, in the page's frame. `spaced` is the space before them, as in `Glyph`."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    baseline: float
    bold: bool = False
    spaced: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """Words of one direction of reading, set upright. `back` leads a box to where it is on the displayed page."""

    words: list[Word]
    width: float
    height: float
    turn: int = 0

    def back(self, box: Box) -> Box:
        return turned(box, -self.turn % 360, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's text, its main direction first. `hidden` are the removed pieces; `scan`: the text lies on a scan."""

    texts: list[Text]
    hidden: tuple[str, ...] = ()
    scan: bool = False


def seen(sheet: Sheet) -> Seen:
    """Return what a person sees of a page's text."""
    scan = _is_scan(sheet)
    visible = [_is_visible(sheet, style, scan) for style in sheet.styles]
    groups: defaultdict[int, list[Glyph]] = defaultdict(list)
    unmapped, unseen = 0, defaultdict[int, list[str]](list)
    for glyph in sheet.glyphs:
        x, y = (glyph[1] + glyph[3]) / 2, (glyph[2] + glyph[4]) / 2
        style = sheet.styles[glyph[5]]
        shown = visible[glyph[5]] if 0 <= x <= sheet.width and 0 <= y <= sheet.height else False
        if shown or (shown is None and not _white_on_white(sheet, style, x, y)):
            unmapped += style.unmapped
            groups[style.turn if style.turn % 90 == 0 else -1].append(glyph)
        else:
            unseen[glyph[5]].append(f" {glyph[0]}" if glyph[6] else glyph[0])
    kept = sum(map(len, groups.values()))
    if unmapped > MAX_UNMAPPED * kept:
        groups = _marked(groups, sheet.styles)
    texts = [_text(sheet, turn, glyphs) for turn, glyphs in sorted(groups.items(), key=lambda item: -len(item[1]))]
    return Seen(texts, tuple(clean("".join(piece)).strip() for piece in unseen.values()), scan and kept > 0)


def _marked(groups: dict[int, list[Glyph]], styles: Sequence[Style]) -> defaultdict[int, list[Glyph]]:
    """The characters without a meaning made plain as such: what they are taken for is chance."""
    marked: defaultdict[int, list[Glyph]] = defaultdict(list)
    for turn, glyphs in groups.items():
        marked[turn] = [(UNMAPPED, *glyph[1:]) if styles[glyph[5]].unmapped else glyph for glyph in glyphs]
    return marked


def _is_scan(sheet: Sheet) -> bool:
    """A picture covers the page, and the text is invisible, or lies under the picture."""
    pictures = [painted for painted in sheet.painted if painted.picture]
    area = sum(_area(painted.box, sheet) for painted in pictures)
    if area < SCAN * sheet.width * sheet.height:
        return False
    votes = Counter[bool]()
    for glyph in sheet.glyphs:
        style = sheet.styles[glyph[5]]
        votes[style.hidden in ("render", "transparent") or any(p.object > style.object for p in pictures)] += 1
    return votes[True] > votes[False]


def _area(box: Box, sheet: Sheet) -> float:
    width = min(box.x1, sheet.width) - max(box.x0, 0.0)
    height = min(box.y1, sheet.height) - max(box.y0, 0.0)
    return max(width, 0.0) * max(height, 0.0)


def _is_visible(sheet: Sheet, style: Style, scan: bool) -> bool | None:
    """None when it depends on what lies under the letters."""
    if not style.hidden or (scan and style.hidden in ("render", "transparent", "white")):
        return True
    if style.hidden == "white" and sheet.painted:
        return None
    return False


def _white_on_white(sheet: Sheet, style: Style, x: float, y: float) -> bool:
    light = True
    for painted in sheet.painted:
        box = painted.box
        if painted.object < style.object and box.x0 - 1 <= x <= box.x1 + 1 and box.y0 - 1 <= y <= box.y1 + 1:
            light = painted.light
    return light


def turned(box: Box, turn: int, width: float, height: float) -> Box:
    """Return where `box` stands once its page, `width` by `height`, is turned back by `turn` degrees clockwise."""
    if turn == 90:
        return Box(box.y0, width - box.x1, box.y1, width - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.y1, width - box.x0, height - box.y0)
    if turn == 270:
        return Box(height - box.y1, box.x0, height - box.y0, box.x1)
    return box


def _text(sheet: Sheet, turn: int, glyphs: Sequence[Glyph]) -> Text:
    """Set the characters of one direction upright and put them together."""
    width, height = sheet.width, sheet.height
    if turn not in (90, 180, 270):
        return Text(_words(glyphs, sheet.styles, lambda baseline: baseline), width, height)
    upright: list[Glyph] = []
    for character, x0, y0, x1, y1, style, spaced in glyphs:
        box = turned(Box(x0, y0, x1, y1), turn, width, height)
        upright.append((character, box.x0, box.y0, box.x1, box.y1, style, spaced))
    levels: dict[int, Callable[[float], float]] = {
        90: lambda baseline: width - baseline,
        180: lambda baseline: height - baseline,
        270: lambda baseline: baseline,
    }
    words = _words(upright, sheet.styles, levels[turn])
    return Text(words, width, height, turn) if turn == 180 else Text(words, height, width, turn)


@functools.lru_cache(maxsize=20_000)
def _cleaned(character: str) -> str:
    return clean(character)


def _words(glyphs: Sequence[Glyph], styles: Sequence[Style], level: Callable[[float], float]) -> list[Word]:
    words: list[Word] = []
    run: list[Glyph] = []
    baselines = [level(style.baseline) for style in styles]
    for glyph in glyphs:
        if run:
            last = run[-1]
            a, b = styles[last[5]], styles[glyph[5]]
            near = -0.3 * a.size <= glyph[1] - last[3] <= WORD_GAP * a.size
            level_with = abs(baselines[last[5]] - baselines[glyph[5]]) <= 0.12 * a.size
            if glyph[6] or not near or not level_with or abs(a.size - b.size) > 0.05 * a.size or a.bold != b.bold:
                words.append(_word(run, styles, baselines))
                run = []
        run.append(glyph)
    if run:
        words.append(_word(run, styles, baselines))
    return _once([word for word in words if word.text])


def _word(run: Sequence[Glyph], styles: Sequence[Style], baselines: Sequence[float]) -> Word:
    style = styles[run[0][5]]
    return Word(
        "".join([_cleaned(glyph[0]) for glyph in run]).strip(),
        run[0][1],
        min([glyph[2] for glyph in run]),
        max([glyph[3] for glyph in run]),
        max([glyph[4] for glyph in run]),
        style.size,
        baselines[run[0][5]],
        style.bold,
        run[0][6],
    )


def _once(words: Sequence[Word]) -> list[Word]:
    """Drop words drawn again over themselves; they are bold."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    result: list[Word] = []
    for word in words:
        for index in places[word.text]:
            other = result[index]
            if abs(other.x0 - word.x0) < _TWICE and abs(other.baseline - word.baseline) < _TWICE:
                result[index] = other._replace(bold=True)
                break
        else:
            places[word.text].append(len(result))
            result.append(word)
    return result
