"""What a number in a sentence is a number of."""

from __future__ import annotations

from assistant.text.indicators import agreement, clauses, concepts, contexts, core, stock_for_flow
from assistant.text.quantities import find


def words(text, raw, **options):
    found = find(text)
    return contexts(text, found, **options)[next(q.start for q in found if q.raw == raw)]


def test_a_number_belongs_to_the_words_before_it():
    text = "接听来电1.5万次，受理业务3.2万件"
    assert "来电" in words(text, "1.5万")
    assert core(words(text, "3.2万")) == "受理业务"


def test_a_number_that_comes_first_belongs_to_the_words_behind_it():
    assert "县级医院" in words("80%的县级医院达标", "80")
    assert "特色医院" in words("推进53个优势专科和7个特色医院建设", "7")
    assert "特色" not in words("推进53个优势专科和7个特色医院建设", "53")


def test_a_number_that_only_moves_belongs_to_the_subject_before_it():
    assert "优良天数" in words("优良天数比率82.5%、提升4.6个百分点", "4.6")


def test_a_list_deals_its_numbers_out():
    text = "民营企业、外资企业出口分别占全省的50.6%、41.9%"
    assert "民营" in words(text, "50.6")
    assert "外资" in words(text, "41.9")
    text = "接待游客超10.9亿人次，旅游总收入超1.3万亿元，分别增长15.8%和11.5%"
    assert "游客" in words(text, "15.8")
    assert "收入" in words(text, "11.5")


def test_only_a_source_lends_its_items_what_they_share():
    text = "汽车以旧换新40万辆、家电450万台"
    assert "以旧换新" in words(text, "450万", lend=True)
    assert "以旧换新" not in words(text, "450万")


def test_agreement_counts_the_words_of_the_claim():
    assert agreement("旅游总收入", "旅游总收入增长") == 1
    assert agreement("旅游总收入", "接待游客") < 0.2
    assert agreement("tourism revenue", "旅游总收入") == 1
    assert agreement("tourism revenue", "接待人次") == 0
    assert agreement("an unheard-of thing", "旅游总收入") is None
    assert agreement("pumped water", "pumping of water") == 1


def test_longer_english_terms_are_read_before_the_shorter_ones_in_them():
    assert len(concepts("new-energy vehicles")) == 1


def test_what_was_added_is_not_what_there_is_in_all():
    assert stock_for_flow("新增企业", "、累计达")
    assert stock_for_flow("企业累计", "企业新增")
    assert not stock_for_flow("企业", "、累计达")


def test_a_thousands_mark_parts_no_clause():
    text = "共27,600户，增长5%"
    assert [text[a:b] for a, b in clauses(text)] == ["共27,600户，", "增长5%"]
