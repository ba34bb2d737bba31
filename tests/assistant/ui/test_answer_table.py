from assistant.ui.answer_table import table_html


def test_a_comparison_is_drawn_as_a_table_whose_cells_are_only_text():
    drawn = table_html("|  | 一级 |\n| --- | --- |\n| 时限 | <img src=x>[1] |")
    assert "<th>一级</th>" in drawn
    assert "<td>&lt;img src=x&gt;[1]</td>" in drawn
    assert "<img" not in drawn


def test_an_answer_in_sentences_has_no_table():
    assert table_html("修复时限为24小时。[1]") == ""
    assert table_html("修复时限：\n| a |\n| --- |\n| b |") == ""
