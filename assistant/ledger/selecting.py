"""Which lines of the ledger are asked for, and whether a line is fit to be written from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.citations import quote_of, same_but_white_space
from assistant.figures import CheckedFigure, Figure, PersonState, Wanted
from assistant.text.normalise import fold


def select(figures: Iterable[Figure], wanted: Wanted) -> tuple[Figure, ...]:
    """Return the figures that are wanted, in their order. A year also finds a figure of a stretch that ends in it."""
    part = fold(wanted.indicator.strip())
    years = {str(year) for year in wanted.years}
    return tuple(
        each
        for each in figures
        if (not years or each.period in years)
        and (not wanted.statuses or each.status in wanted.statuses)
        and (not wanted.places or each.place in wanted.places)
        and (not part or part in fold(each.indicator) or part in fold(each.read_as))
    )


def checked(figure: Figure, texts: Mapping[int, str]) -> CheckedFigure:
    """Tell whether `figure` may be written from: its quote still stands on its pages and holds the number, no reading
    doubt is open and no one rejected it."""
    held = all(span.page in texts and span.end <= len(texts[span.page]) for span in figure.spans)
    if not held or not same_but_white_space(quote_of(figure.spans, texts), figure.quote):
        return CheckedFigure(figure, False, "changed")
    if figure.person_state is PersonState.REJECTED:
        return CheckedFigure(figure, False, "rejected")
    return CheckedFigure(figure, figure.usable, "" if figure.usable else "doubtful")
