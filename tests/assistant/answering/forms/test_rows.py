from datetime import date

import pytest

from assistant.answering.forms.rows import Row, value_asked
from assistant.answering.question import read
from assistant.answering.subject import subject_of, words_of
from assistant.domain import Passage, PassageKind, SearchHit, Span
from assistant.table_rows import cells
from tests.support.builders import make_document

PAGE = "级别\t修复时限\t现场指挥\n一级\t24小时\t分管负责人\n二级\t12小时\t部门负责人"


def _row(number):
    """The row's passage as the reader makes it: header and value, cell by cell."""
    lines = PAGE.split("\n")
    begin = PAGE.index(lines[number])
    pairs = zip(lines[0].split("\t"), lines[number].split("\t"), strict=True)
    words = [word for pair in pairs for word in pair]
    starts = [PAGE.index(word) if i % 2 == 0 else PAGE.index(word, begin) for i, word in enumerate(words)]
    spans = tuple(Span(1, start, start + len(word)) for word, start in zip(words, starts, strict=True))
    passage = Passage(f"d.1.{number}", "d", 1, number, " ".join(words), spans, PassageKind.TABLE)
    found = tuple(cells(passage))
    label = found[0].value
    hit = SearchHit(passage, make_document("d", title="供水管道抢修规程", kind="procedure"), 0.9)
    return Row(hit, label, passage.text[slice(*label)], found, "供水管道抢修规程 抢修时限按照下表执行")


ROWS = [_row(1), _row(2)]


def _asked(question):
    asked = read(question, date(2026, 11, 23))
    found = value_asked(asked, subject_of(question, dict.fromkeys(words_of(question), 1.0)), ROWS)
    return found.text.split(" ") if found else None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("一级抢修 多久", ["一级", "修复时限", "24小时"]),
        ("二级抢修的时限是多久？", ["二级", "修复时限", "12小时"]),
        ("谁负责二级抢修？", ["二级", "现场指挥", "部门负责人"]),
        ("二级抢修由谁现场指挥？", ["二级", "现场指挥", "部门负责人"]),
    ],
)
def test_row_and_column_that_the_words_name_give_the_value(question, told):
    assert _asked(question) == told


@pytest.mark.parametrize("question", ["抢修要多久？", "三级抢修多久？", "一级投诉多久办结？", "2023年一级抢修多久？"])
def test_no_row_two_rows_other_words_or_a_period_name_no_value(question):
    assert _asked(question) is None
