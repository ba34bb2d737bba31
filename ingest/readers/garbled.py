"""A text layer that is no text: letters without a meaning, as fonts without a Unicode map and wrong encodings give."""

from __future__ import annotations

import re
import unicodedata

_FEWEST = 20
_LOST = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\\(cid:\\d+\\)")
_MAX_LOST = 0.05
# UTF-8 or GBK bytes that were taken for Latin-1 or Windows-1252 come out as runs of these.
_LATIN_MOJIBAKE = re.compile("[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u2020-\u2022\u20ac]{2,}")
# UTF-8 that was taken for GBK: these stand for the first bytes of the commonest characters and hardly occur otherwise.
_GBK_MOJIBAKE = frozenset(
    "锟斤拷鐨勪簡鍦ㄦ槸鎴戞湁鍜屽氨涓嶄汉閮戒竴涓婁篃寰堝埌璇磋鍘讳綘浼氱潃娌＄湅濂借嚜宸辫繖绗鏉浠锛銆鏃閲姘"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD_SCRIPTS = frozenset("GREEK CYRILLIC ARMENIAN GEORGIAN THAI ARABIC HEBREW DEVANAGARI ETHIOPIC CHEROKEE YI".split())


def is_garbled(text: str) -> bool:
    """Tell whether `text` cannot be what the page shows. Fewer than twenty visible characters are never judged."""
    visible = "".join(text.split())
    if len(visible) < _FEWEST:
        return False
    size = len(visible)
    if sum(len(match) for match in _LOST.findall(visible)) > _MAX_LOST * size:
        return True
    if sum(len(match) for match in _LATIN_MOJIBAKE.findall(visible)) > 0.25 * size:
        return True
    han = _HAN.findall(visible)
    if len(han) > 0.3 * size and sum(character in _GBK_MOJIBAKE for character in han) > 0.3 * len(han):
        return True
    return _is_scattered(visible)


def _is_scattered(visible: str) -> bool:
    """Real text keeps to one or two scripts; a wrong map strews letters of many, or punctuation alone."""
    scripts = [unicodedata.name(character, "?").split()[0] for character in visible if character.isalpha()]
    if len(scripts) < 0.15 * len(visible) and not any(character.isdigit() for character in visible):
        return len(set(visible)) > 8
    odd = {script for script in scripts if script in _ODD_SCRIPTS}
    return len(odd) >= 3 and sum(script in odd for script in scripts) > 0.2 * len(scripts)
