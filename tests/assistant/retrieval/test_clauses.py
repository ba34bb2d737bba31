import pytest

from assistant.retrieval.clauses import Clause, at_clause, named_clauses
from tests.support.builders import make_passage


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("第十二条", Clause(12)),
        ("第12条", Clause(12)),
        ("第１２条", Clause(12)),
        ("第一百零三条之二", Clause(103, 2)),
        ("第十二条第二款", Clause(12, 0, 2)),
        ("第十二条第二款第（三）项", Clause(12, 0, 2, 3)),
        ("第十二條第三項", Clause(12, 0, 0, 3)),
        ("Article 12, paragraph 2", Clause(12, 0, 2)),
    ],
)
def test_an_address_is_read_however_it_is_written(words, clause):
    assert named_clauses(f"请问{words}怎么规定") == [(words, clause)] or named_clauses(words) == [(words, clause)]


def test_what_is_no_article_is_no_address():
    assert named_clauses("第十二章 第2款 12条鱼 Article 3.5") == []


def test_the_passage_that_holds_the_paragraph_comes_before_the_rest_of_its_article():
    passages = [
        make_passage("一", ordinal=0, clause="第十二条第一款"),
        make_passage("二", ordinal=1, clause="第十二条第二款"),
        make_passage("全", ordinal=2, clause="第十二条"),
        make_passage("他", ordinal=3, clause="第二十二条"),
        make_passage("插", ordinal=4, clause="第十二条之一"),
    ]
    assert [each.text for each in at_clause(passages, Clause(12, 0, 2))] == ["二", "全", "一"]
    assert [each.text for each in at_clause(passages, Clause(12))] == ["一", "二", "全"]
    assert [each.text for each in at_clause(passages, Clause(12, 1))] == ["插"]
    assert at_clause(passages, Clause(99)) == []
