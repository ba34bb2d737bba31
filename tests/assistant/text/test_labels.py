"""Numbers that count nothing are found, typed and kept apart."""

from __future__ import annotations

import pytest

from assistant.text.labels import find_labels, is_idiom


@pytest.mark.parametrize(
    ("text", "kind", "raw"),
    [
        ("依据浙水〔2023〕12号文件", "document_number", "〔2023〕12号"),
        ("符合GB 5749-2022要求", "document_number", "GB 5749-2022"),
        ("按照第十二条执行", "clause", "第十二条"),
        ("see Section 3.2 below", "clause", "Section 3.2"),
        ("拨打热线96390咨询", "phone", "96390"),
        ("电话0573-85012345", "phone", "0573-85012345"),
        ("2023年12月31日前完成", "date", "2023年12月31日"),
        ("自2023-07-01起", "date", "2023-07-01"),
        ("7月底前", "date", "7月"),
        ("，2024年地区生产总值", "year", "2024年"),
        ("2020-2035年规划", "year", "2020-2035年"),
        ("8:30-17:00受理", "time", "8:30-17:00"),
        ("（一）受理", "list_number", "（一）"),
        ("第33届奥运会", "ordinal", "第33"),
        ("跻身全国30强", "ordinal", "30强"),
        ("PM2.5浓度", "name", "PM2.5"),
        ("“1650”产业体系", "name", "1650"),
        ("构建1+10+N格局", "name", "1+10+N"),
        ("推动7大产业集群", "name", "7"),
        ("连续7年保持Ⅱ类", "duration", "7"),
        ("成立75周年", "duration", "75"),
        ("35周岁以下干部", "qualifier", "35"),
        ("30万吨级航道", "qualifier", "30万"),
    ],
)
def test_labels_are_typed(text, kind, raw):
    assert (kind, raw) in [(k, text[a:b]) for k, a, b in find_labels(text)]


@pytest.mark.parametrize("text", ["供水5126万吨", "完成2023件", "浊度0.12NTU", "改造24个点", "3个月", "2000万亩"])
def test_figures_are_no_labels(text):
    assert list(find_labels(text)) == []


def test_an_article_and_a_name_are_idioms_and_a_count_is_not():
    assert is_idiom("出台一批政策", 2, 3)
    assert is_idiom("二次供水", 0, 1)
    assert not is_idiom("两名干部", 0, 1)
