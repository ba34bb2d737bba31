"""Gaps as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from assistant.exchanges import Gap
from assistant.messages import Language, say

COLUMNS = ("question", "count", "reason", "state", "owners", "first", "last", "said", "by", "people", "wordings")


def to_csv(found: Iterable[Gap], language: Language) -> bytes:
    """One row a gap under a head in `language`; UTF-8 with a mark, so that spreadsheets read it as such.

    No cell is a formula, whatever was asked. People stand there only where they allowed it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([say(f"exchanges.column_{name}", language) for name in COLUMNS])
    for gap in found:
        row = (
            gap.questions[0] if gap.questions else "",
            str(gap.count),
            say(f"ui.reason.{gap.reason}", language),
            say(f"exchanges.state_{gap.state.value}", language),
            "; ".join(gap.owners),
            gap.first[:10],
            gap.last[:10],
            gap.said,
            gap.by,
            "; ".join(gap.people),
            " | ".join(gap.questions[1:]),
        )
        writer.writerow([_cell(each) for each in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
