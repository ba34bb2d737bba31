from __future__ import annotations

from ingest.layout import Line, join, paragraphs, wraps

SIZE = 10.0


def column(left: float, *texts: str) -> list[Line]:
    """Lines in a column of 16 characters; two leading spaces stand for an indent of two characters."""
    return [Line(text.strip(), SIZE, left=left + (20 if text.startswith("  ") else 0)) for text in texts]


def test_an_indented_line_begins_a_paragraph_although_the_one_before_is_full():
    lines = column(
        40, "供水企业应当加强设施巡查和维护管", "理及时发现并处理管网漏损问题保障", "  用户应当节约用水并按时交纳水费"
    )
    assert [p.text for p in paragraphs(lines)] == [
        "供水企业应当加强设施巡查和维护管理及时发现并处理管网漏损问题保障",
        "用户应当节约用水并按时交纳水费",
    ]


def test_a_line_that_ends_early_because_a_number_had_no_room_goes_on():
    lines = column(40, "  刚刚过去的一年全市总供水量", "5906.25万吨比上年增长", "第二行完整的文字一共有十六个字")
    assert paragraphs(lines)[0].text.startswith("刚刚过去的一年全市总供水量5906.25万吨")


def test_a_sentence_runs_on_from_one_column_into_the_next():
    lines = [
        *column(40, "供水企业应当加强设施巡查和维护管", "理及时发现并处理管网漏损问题保障"),
        *column(300, "城市供水安全并定期公布水质信息。", "用户应当节约用水。"),
    ]
    assert paragraphs(lines)[0].text.endswith("问题保障城市供水安全并定期公布水质信息。")


def test_centred_lines_are_not_joined():
    lines = [Line("汀澜市清源水务集团有限公司", SIZE, left=200), Line("文号：清水〔2024〕2号", SIZE, left=212)]
    assert len(paragraphs(lines)) == 2


def test_a_line_of_other_size_begins_anew():
    lines = [Line("年度工作报告年度工作报告年度", 16, left=40), Line("正文从这里开始正文从这里开始", 10, left=40)]
    assert len(paragraphs(lines)) == 2


def test_rows_of_numbers_are_never_joined():
    lines = [Line("营业收入 1,581.63 1,126.78 40.39"), Line("净利润 406.19 221.04 83.76")]
    assert len(paragraphs(lines)) == 2


def test_joining_knows_chinese_english_and_broken_words():
    assert join("供水", "管理") == "供水管理"
    assert join("water", "supply") == "water supply"
    assert join("custo-", "mers") == "customers"
    assert join("产能与", "GMP标准") == "产能与GMP标准"


def test_lines_of_their_own_are_not_taken_for_wrapped_text():
    assert not wraps([Line(text) for text in ("短句。", "另一个短句。") * 5])
