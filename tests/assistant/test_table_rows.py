from assistant.domain import Passage, PassageKind, Span
from assistant.table_rows import cells, row_statements

# The page: a header row, then the row itself.
PAGE = "序号\t指标\t2022年实绩\t2023年计划\n1\t供水总量（万吨）\t6035\t6150"


def _row(*pairs):
    spans, words = [], []
    for header, value in pairs:
        for word, start in ((header, PAGE.index(header)), (value, PAGE.index(value, PAGE.index("\n")))):
            spans.append(Span(1, start, start + len(word)))
            words.append(word)
    text = " ".join(words)
    return Passage("d.1.0", "d", 1, 0, text, tuple(spans), PassageKind.TABLE)


ROW = _row(("序号", "1"), ("指标", "供水总量（万吨）"), ("2022年实绩", "6035"), ("2023年计划", "6150"))


def test_a_row_comes_apart_into_headers_and_values():
    found = [(ROW.text[slice(*cell.headers[0])], ROW.text[slice(*cell.value)]) for cell in cells(ROW)]
    assert found == [("序号", "1"), ("指标", "供水总量（万吨）"), ("2022年实绩", "6035"), ("2023年计划", "6150")]


def test_every_value_carries_its_label_and_its_own_header():
    words = [" ".join(ROW.text[slice(*part)] for part in each.parts) for each in row_statements(ROW)]
    assert words == ["供水总量（万吨） 2022年实绩 6035", "供水总量（万吨） 2023年计划 6150"]


def test_a_row_of_bare_numbers_states_nothing():
    assert row_statements(_row(("2022年实绩", "6035"), ("2023年计划", "6150"))) == []
