"""The order of the checks: word for word, then the numbers, the sentence, the words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Verdict
from assistant.text import quantities
from assistant.text.reading import Reading, read, word_for_word
from assistant.verification.figures import check_numbers, counts
from assistant.verification.rules import other_force, without_condition
from assistant.verification.sentence import denies, other_stretch, other_time_or_status
from assistant.verification.verdicts import GOOD, Cited, QuantityVerdict, Source, Verification
from assistant.verification.words import not_held, of_other_language, without_attribution


def verify(claim: str, quotes: Sequence[Source]) -> Verification:
    """Check `claim` against the quotes it cites and return the verdict with one line for every number in the claim.

    Sentences taken word for word from a quote are supported at once, unless they leave behind the condition or the
    exception that a rule hangs on. Without quotes the verdict is `unsupported`; a claim without numbers whose words
    cannot be compared (English over Chinese) and one that says nothing are `not_checkable`.
    """
    if not quotes:
        return Verification(Verdict.UNSUPPORTED, why="no source")
    copied = [quote for quote in quotes if word_for_word(claim, quote.text)]
    if copied:
        left_out = without_condition(claim, [quote.text for quote in copied])
        return Verification(Verdict.UNSUPPORTED, why=left_out) if left_out else _extracted(claim)
    claim = without_attribution(claim)
    told = read(claim)
    sources = [Cited(quote, read(quote.text, lend=True)) for quote in quotes]
    verdicts = check_numbers(told, sources)
    negated = denies(claim, sources)
    why = next((f"{v.verdict}: {v.raw}{v.unit} {v.why}".strip() for v in verdicts if v.verdict not in GOOD), "")
    why = why or ("negation differs" if negated else "") or _sentence(told, sources)
    if why:
        return Verification(Verdict.UNSUPPORTED, verdicts, negated, why)
    if not told.figures and of_other_language(told, sources):
        return Verification(Verdict.NOT_CHECKABLE, verdicts, why="words of another language, or none")
    return Verification(Verdict.SUPPORTED, verdicts)


def _sentence(claim: Reading, sources: Sequence[Cited]) -> str:
    """Return why the sentence as a whole is not borne out though its numbers are, or ""."""
    texts = [source.text for source in sources]
    return (
        other_time_or_status(claim, sources)
        or other_stretch(claim.text, sources)
        or other_force(claim.text, texts)
        or without_condition(claim.text, texts)
        or not_held(claim, sources)
    )


def _extracted(claim: str) -> Verification:
    held = tuple(
        QuantityVerdict(number.raw, number.value, number.unit, "exact")
        for number in quantities.find(claim)
        if counts(number)
    )
    return Verification(Verdict.SUPPORTED, held, why="word for word")
