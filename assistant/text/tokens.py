"""Words for the keyword index and for questions, in Chinese and English.

Chinese is cut by rjieba into words, and every run of characters is also cut into
overlapping pairs: words give precision, pairs find what the dictionary does not know. Both go into one bag. The same
functions must serve index and question; a library remembers `VERSION` and is rebuilt when it changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Literal

from assistant.text.normalise import fold

VERSION = "1"

#: Words of the trade that the segmenter's own dictionary cuts apart.
UTILITY_WORDS: tuple[str, ...] = tuple(
    str.split(
        "产销差率 产销差 漏损率 二供泵房 二次供水 DMA分区 智慧水务 一户一表 户表改造 抄表到户 管网漏损 "
        "水质综合合格率 供水量 售水量 供水普及率 污水处理率 污水收集率 农污运维 出厂水 管网水 末梢水 原水 余氯 "
        "浊度 爆管 抢修 报装 接水 过户 阶梯水价 水费减免 雨污分流 管线排摸 清淤 老旧管网 泵站 水厂 加压站 "
        "计量分区 营商环境"
    )
)

_CJK = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_IS_CJK = re.compile(f"[{_CJK}]")
_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d+(?:\.\d+)+"
_LETTERS = rf"[^\W_{_CJK}]+"
_TOKEN = re.compile(
    rf"(?P<document>[〔\[(【]\s*(?P<year>(?:19|20)\d\d)\s*[〕\])】]\s*第?\s*(?P<serial>\d+)\s*号)"
    rf"|(?P<cjk>[{_CJK}]+)"
    rf"|(?P<number>(?<![a-z0-9.\-])(?:{_NUMBER})(?![a-z0-9\-]))"
    rf"|(?P<latin>{_LETTERS}(?:[-./_'’&+]{_LETTERS})*)"
)
_PART = re.compile(r"\d+(?:\.\d+)+|[^\W\d_]+|\d+")
#: Characters that hardly ever belong to a content word: a pair with one of them finds nothing worth finding.
_FUNCTION = frozenset("的了是吗呢吧啊么什哪谁嗎麼")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]?[a-z]+|[AI])(?![A-Za-z0-9])")

_STOP_ZH = frozenset(
    str.split(
        "的 了 是 在 和 与 及 或 吗 呢 吧 啊 呀 么 什么 什么时候 什么样 什么地方 怎么 怎样 怎么样 如何 哪 哪些 "
        "哪个 哪里 哪儿 哪种 哪一 哪位 谁 几 几个 多少 为什么 为何 何时 何处 何 是否 有没有 能否 可否 能不能 "
        "可不可以 请问 请 告诉 一下 我 我们 你 你们 您 他 她 它 他们 这 那 这个 那个 被 把 就 都 也 还 要 会 "
        "可以 应该 个 之 其 以及 关于 有关 什麼 怎麼 哪個 哪裡 為什麼 為何 何時 嗎 麼 這 還 會 個 於"
    )
)
_STOP_EN = frozenset(
    str.split(
        "a an the of in on at to for and or is are was were be been being do does did done how what which who "
        "whom whose when where why with by from as that this these those it its his her their there have has had "
        "can could should would may might will shall i we you he she they me us our your my please tell about "
        "into than then so if not many much any"
    )
)


def is_cjk(character: str) -> bool:
    """True for one Chinese character (ideographs only; punctuation and full-width letters are not)."""
    return bool(_IS_CJK.match(character))


@lru_cache(maxsize=2048)
def language_of(text: str) -> Literal["zh", "en"]:
    """Return the language a person would be answered in.

    Two Chinese characters weigh as much as one English word; abbreviations and codes weigh nothing. An English
    sentence around a Chinese term stays English, and a text with neither is Chinese, the house's first language.
    """
    chinese = len(_IS_CJK.findall(text)) / 2
    english = len(_LATIN_WORD.findall(text))
    return "en" if english and english >= chinese else "zh"


@cache
def _cutter() -> Callable[[str], list[str]]:
    """The segmenter with the utility's words added, loaded once a process (about a tenth of a second)."""
    import rjieba

    segmenter = rjieba.Jieba()
    for word in UTILITY_WORDS:
        # A made-up frequency high enough to win against the parts; the tag is not used.
        segmenter.add_word(fold(word), 20_000, "n")
    cut: Callable[[str], list[str]] = segmenter.cut_for_search
    return cut


def cut(text: str) -> list[str]:
    """Return the Chinese words of `text` in reading order, longer words with their parts (rjieba's search mode)."""
    return [word for word in _cutter()(text) if word.strip()]


def plain_words(text: str) -> list[str]:
    """Return `text` cut into dictionary words and single characters, which joined are the text again: no parts of
    words, no guessed words, no words of our own (rjieba's plain mode)."""
    import rjieba

    words: list[str] = rjieba.cut(text, False)
    return words


def stem(word: str) -> str:
    """Return an English word without plural, -ed and -ing: step 1 of Porter's stemmer (Porter 1980), nothing more.

    Words of fewer than four letters and words that are not plain a-z stay as they are.
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    word = _singular(word)
    for ending in ("ed", "ing"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) > 2 and re.search("[aeiouy]", root):
            return _mended(root)
    if word.endswith("y") and len(word) > 3 and word[-2] not in "aeiou":
        return word[:-1] + "i"
    return word


def _singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("s") and word[-2] not in "siu":
        return word[:-1]
    return word


def _mended(root: str) -> str:
    """Give back the e or take away the doubled letter that -ed and -ing had changed (creat-e, stop-p)."""
    if root.endswith(("at", "bl", "iz")):
        return root + "e"
    if len(root) > 2 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    if len(root) == 3 and re.fullmatch("[^aeiou][aeiouy][^aeiouwxy]", root):
        return root + "e"
    return root


def _latin_terms(token: str) -> list[str]:
    """A code stays whole and is also indexed by its parts (wx-2008-72826; dn300); a hyphenated word is its parts."""
    token = re.sub(r"['’]s?$", "", token)
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", token):
        return [token.replace(".", "")]
    parts = _PART.findall(token)
    if len(parts) < 2:
        return [stem(token)]
    whole = [token] if any(character.isdigit() for character in token) else []
    return whole + [stem(part) for part in parts]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, text): `cjk` runs as they stand, everything else as a finished term."""
    for match in _TOKEN.finditer(fold(text)):
        if match["document"]:
            yield "term", f"〔{match['year']}〕{int(match['serial'])}号"
            yield "term", match["year"]
            yield "term", match["serial"]
        elif match["number"]:
            yield "term", match["number"].replace(",", "")
        elif match["cjk"]:
            yield "cjk", match["cjk"]
        else:
            for term in _latin_terms(match["latin"]):
                yield "term", term


def index_terms(text: str) -> list[str]:
    """Return the bag of terms a passage is indexed under, in reading order, repeats kept.

    Per run of Chinese characters: rjieba's words in search mode, then all character pairs (a two-character word stands
    twice, which is meant: a dictionary word weighs more than a chance pair); a run of one character is that character.
    English words are lower-cased and stemmed, numbers keep their decimal point and lose thousands marks, codes stand
    whole and in parts, document numbers as 〔2023〕12号. No term holds white space.
    """
    terms: list[str] = []
    for kind, piece in _pieces(text):
        if kind == "cjk":
            terms += cut(piece)
            terms += _pairs(piece)
        else:
            terms.append(piece)
    return terms


def query_terms(text: str) -> list[str]:
    """Return the terms of a question, unique and in order, question and function words dropped.

    Pairs are taken between the dropped words, never across them. When nothing would be left, all terms come back.
    Two Chinese characters alone are one term, whatever they are: what is found then holds them side by side.
    """
    alone = fold(text).strip()
    if len(alone) == 2 and is_cjk(alone[0]) and is_cjk(alone[1]):
        return [alone]
    terms: list[str] = []
    for kind, piece in _pieces(text):
        if kind == "cjk":
            terms += _content_terms(piece)
        elif piece not in _STOP_EN:
            terms.append(piece)
    return list(dict.fromkeys(terms)) or list(dict.fromkeys(index_terms(text)))


def _content_terms(run: str) -> list[str]:
    """Words and pairs of one Chinese run with the stop words cut out of it."""
    words: list[str] = []
    rest = run
    for word in sorted((word for word in _STOP_ZH if len(word) > 1 and word in run), key=len, reverse=True):
        rest = rest.replace(word, " ")
    pairs: list[str] = []
    for part in rest.split():
        kept = [word for word in cut(part) if word not in _STOP_ZH]
        words += kept
        pairs += [pair for pair in _pairs(part) if _FUNCTION.isdisjoint(pair)]
    return words + pairs


def characters(text: str) -> list[str]:
    """Return the Chinese characters of `text`, each once, in order of appearance.

    The keyword index keeps them in a second field that is asked only when a question has no more than two Chinese
    characters (税, 泵房): words and pairs cannot find a single character inside a longer run, this field can.
    """
    return list(dict.fromkeys(_IS_CJK.findall(fold(text))))


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, in order, repeats kept: no pairs, no stop words."""
    words: list[str] = []
    for kind, piece in _pieces(text):
        if kind == "cjk":
            words += [word for word in cut(piece) if word not in _STOP_ZH]
        elif piece not in _STOP_EN:
            words.append(piece)
    return words


def names(text: str) -> list[tuple[str, str]]:
    """Return the words of Chinese `text` that rjieba takes for names, each with its kind, in reading order.

    Kinds: `person`, `place`, `organisation`, `other`, `latin`. Guessed from a dictionary: some everyday words come too.
    """
    import rjieba

    tagged: list[tuple[str, str]] = rjieba.tag(text)
    return [(word, _NAMES[tag]) for word, tag in tagged if tag in _NAMES and len(word) > 1]


_NAMES = {"nr": "person", "nrt": "person", "ns": "place", "nt": "organisation", "nz": "other", "eng": "latin"}


def tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of Chinese `text`, which joined are the text again, each with rjieba's part of speech."""
    import rjieba

    found: list[tuple[str, str]] = rjieba.tag(text)
    return found
