"""Lines of a ledger with sensible defaults."""

from __future__ import annotations

from assistant.domain import Span, Status
from assistant.figures import Figure
from assistant.text import quantities


def make_figure(indicator, printed="6218万吨", **more):
    """`printed` is read as a sentence's number would be."""
    quantity = quantities.find(printed)[0]
    return Figure(
        figure_id=more.get("figure_id", f"{indicator}{printed}{more.get('period', '2023')}"),
        document_id=more.get("document_id", "d1"),
        version=1,
        passage_id="d1.1.0",
        title="2023年度工作回顾",
        indicator=indicator,
        value=quantity.value,
        raw=quantity.raw,
        unit=quantity.unit,
        period=more.get("period", "2023"),
        within=more.get("within", ""),
        status=more.get("status", Status.ACHIEVED),
        approx=quantity.approx,
        place=more.get("place", ""),
        organisation="",
        quote=more.get("quote", f"{indicator}{printed}"),
        spans=more.get("spans", (Span(1, 0, len(indicator + printed)),)),
        clause=None,
        section=more.get("section", ()),
        confidence=1.0,
        doubtful=more.get("doubtful", False),
        read_as=indicator,
        person_state=more.get("person_state"),
        person_named=more.get("person_named", False),
    )
