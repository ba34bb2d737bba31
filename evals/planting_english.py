"""English claims from English yearly reports: other spellings that stay true, and one planted error each."""

from __future__ import annotations

import random
import re
from decimal import Decimal

from evals.planting_quotes import Quote
from evals.planting_true import Rewording

_AMOUNT = re.compile(r"\$(?P<n>\d[\d,]*(?:\.\d+)?) (?P<scale>million|billion)")
_PERCENT = re.compile(r"(?<![\d.])(?P<n>\d+(?:\.\d+)?)%")
_YEAR = re.compile(r"(?<![\d$,.])20[01]\d(?!\d)")
_WAYS = (
    ("increased", "decreased"),
    ("decreased", "increased"),
    ("increase", "decrease"),
    ("decrease", "increase"),
    ("higher", "lower"),
    ("lower", "higher"),
)


def other_scale(quote: Quote, _rng: random.Random) -> str | None:
    """$1.2 billion as $1,200 million, $350 million as $350,000,000."""
    match = _AMOUNT.search(quote.text)
    if not match:
        return None
    value = Decimal(match["n"].replace(",", "")) * (1000 if match["scale"] == "billion" else 1)
    told = f"${value:,f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"${value:,f}"
    words = f"{told} million" if match["scale"] == "billion" else f"${int(value * 10**6):,}"
    return quote.text[: match.start()] + words + quote.text[match.end() :]


def percent_in_words(quote: Quote, _rng: random.Random) -> str | None:
    return _PERCENT.sub(r"\g<n> percent", quote.text) if _PERCENT.search(quote.text) else None


def with_opening(quote: Quote, _rng: random.Random) -> str | None:
    first = quote.text[0].lower() + quote.text[1:]
    return f"In all, {first}" if re.match("the|our|these|its", first) else None


def english_digit(quote: Quote, rng: random.Random) -> str | None:
    match = rng.choice([*_AMOUNT.finditer(quote.text), *_PERCENT.finditer(quote.text)] or [None])
    if match is None:
        return None
    number = match["n"]
    changed = number[:-1] + str((int(number[-1]) + rng.choice([1, 2, 4])) % 10)
    return quote.text[: match.start("n")] + changed + quote.text[match.end("n") :]


def english_scale(quote: Quote, _rng: random.Random) -> str | None:
    match = _AMOUNT.search(quote.text)
    if not match:
        return None
    other = "billion" if match["scale"] == "million" else "million"
    return quote.text[: match.start("scale")] + other + quote.text[match.end("scale") :]


def english_year(quote: Quote, rng: random.Random) -> str | None:
    match = _YEAR.search(quote.text)
    if not match:
        return None
    return quote.text[: match.start()] + str(int(match.group()) - rng.choice([3, 4])) + quote.text[match.end() :]


def english_way(quote: Quote, _rng: random.Random) -> str | None:
    for old, new in _WAYS:
        if len(re.findall(rf"\b{old}\b", quote.text)) == 1:
            return re.sub(rf"\b{old}\b", new, quote.text)
    return None


def english_denied(quote: Quote, _rng: random.Random) -> str | None:
    found = re.search(r"\b(?:was|were|is|are|has|have|will|may|shall|must)\b", quote.text)
    if not found or re.search(r"\bnot?\b", quote.text):
        return None
    return quote.text[: found.end()] + " not" + quote.text[found.end() :]


def english_swap(quote: Quote, _rng: random.Random) -> str | None:
    found = list(_AMOUNT.finditer(quote.text))
    if len(found) < 2 or found[0].group() == found[1].group():
        return None
    a, b = found[:2]
    text = quote.text
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


ENGLISH_TRUE: dict[str, Rewording] = {each.__name__: each for each in (other_scale, percent_in_words, with_opening)}
ENGLISH_FALSE: dict[str, Rewording] = {
    each.__name__: each
    for each in (english_digit, english_scale, english_year, english_way, english_denied, english_swap)
}
