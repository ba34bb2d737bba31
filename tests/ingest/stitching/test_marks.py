from ingest.stitching.ends import ends_of
from ingest.stitching.marks import brackets, clauses, numbers, two_marks


def test_a_bracket_agrees_with_its_own_closing_and_clashes_with_none():
    agree, alone, clash, stays = brackets(ends_of(["推行“一窗", "受理”服务。", "全部完成）。", "继续推进。"]))
    assert agree[0, 1] == 1
    assert alone[0, 1] == 1
    assert clash[0, 2] == 1
    assert stays[0, 3] == 1
    assert clash[3, 1] == 1


def test_a_bracket_that_two_blocks_would_close_is_not_theirs_alone():
    agree, alone, _, _ = brackets(ends_of(["推行“一窗", "受理”服务。", "通办”服务。"]))
    assert agree[0].tolist() == [0, 1, 1]
    assert not alone.any()


def test_a_year_is_possible_and_a_thirteenth_month_is_not():
    possible, impossible = numbers(ends_of(["截至20", "完成31", "到1", "23年底完工。", "3月完工。", "投资"]))
    assert possible[0, 3] == 1
    assert impossible[1, 3] == 1
    assert impossible[2, 4] == 1


def test_a_decimal_has_one_point():
    possible, impossible = numbers(ends_of(["增长3.", "增长3.5", "8个百分点。", ".8个百分点。", "主要原因是"]))
    assert possible[0, 2] == 1
    assert impossible[1, 3] == 1
    assert impossible[0, 4] == 1


def test_a_mark_does_not_follow_a_mark():
    marks = two_marks(ends_of(["水源，", "水源", "，水厂", "水厂"]))
    assert marks[0, 2] == 1
    assert marks[1, 2] == marks[0, 3] == 0


def test_a_joined_clause_longer_than_clauses_are_counts_against_it():
    shares = [0.001, *[0.1] * 9, 0.05, 0.001]
    found = clauses(ends_of(["一二三四", "甲乙丙", "一二三四五六七"]), shares)
    assert found[0, 1] > found[2, 2]
